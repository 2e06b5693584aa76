// SPDX-License-Identifier: Apache-2.0
#include "engine/checkpoints/pickle_index.h"

#include <QTest>

#include "tests/support/index_refusal.h"
#include "tests/support/pickle_text.h"

using namespace koma::checkpoints;
namespace pickle = koma::test::pickle;
using koma::test::ZipArchive;
using pickle::dict, pickle::global, pickle::integer, pickle::little, pickle::storage, pickle::tensor, pickle::text,
    pickle::tuple, pickle::whole;

namespace {

/// What the name of a thing in a dict is followed by.
std::string named(const std::string& value) {
  return whole(dict(text("a") + value));
}

std::string repeated(const std::string& part, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += part;
  return all;
}

/// `asks for NAME (OPCODE at byte N)`, as malicious pickles are refused.
QString asks_for(const char* name, const char* opcode, int byte) {
  return QString(
             "the pickle asks for %1 (%2 at byte %3), which no weights need; do not trust this file, look for "
             "safetensors")
      .arg(name, opcode)
      .arg(pickle::pickle_begin + byte);
}

TensorIndex index_of(const std::string& bytes) {
  return read_zip_pickle_index(MemoryBytes(bytes, "file"));
}

}  // namespace

class PickleIndexTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void aTensorIsFoundWhereItsStorageLies() {
    // Given a transposed view of the second half of a storage of twelve numbers.
    const std::string view = tensor(storage("0", 12), 6, integer(3) + integer(2), integer(1) + integer(3));
    const std::string bytes = pickle::zip(named(view), 48);

    // When the file is read.
    const StoredTensor found = index_of(bytes).tensors.at("a");

    // Then bytes and strides are those of the view.
    const auto data = static_cast<std::uint64_t>(bytes.find("a/data/0") + 8);
    QCOMPARE(found.shape, (std::vector<std::int64_t>{3, 2}));
    QCOMPARE(found.strides, (std::vector<std::int64_t>{1, 3}));
    QCOMPARE(found.begin, data + 24);
    QCOMPARE(found.end, data + 48);
  }

  void tensorsMayShareAStorage() {
    const std::string two = dict(text("a") + pickle::pair_tensor() + text("b") + pickle::pair_tensor());
    const TensorIndex index = index_of(pickle::zip(whole(two)));
    QCOMPARE(index.tensors.at("a"), index.tensors.at("b"));
  }

  void nestedDictsBecomeDottedNames() {
    const std::string inner = dict(text("weight") + pickle::pair_tensor() + integer(7) + pickle::pair_tensor());
    const TensorIndex index = index_of(pickle::zip(whole(dict(text("proj") + inner + text("step") + integer(3)))));
    QCOMPARE(index.tensors.size(), std::size_t(2));
    QVERIFY(index.tensors.contains("proj.weight") && index.tensors.contains("proj.7"));
  }

  void aTrainersWrappingIsTakenOff() {
    const std::string inner = dict(text("model.weight") + pickle::pair_tensor());
    const std::string outer = dict(text("state_dict") + inner + text("score") + pickle::pair_tensor());
    const TensorIndex index = index_of(pickle::zip(whole(outer)));
    QCOMPARE(index.tensors.size(), std::size_t(1));
    QVERIFY(index.tensors.contains("model.weight"));
  }

  void whatTrainersLeaveBehindIsNeverExecuted() {
    // Given leftovers that are called, built, filled, and made of each other.
    const std::string leftover = global("pytorch_lightning.callbacks", "Saver") + ")\x81" +
                                 dict(text("x") + text("y")) + "b" + global("omegaconf.dictconfig", "DictConfig") +
                                 tuple(text("os.system")) + "R" + text("k") + text("v") + "s" + text("item") + "a" +
                                 "\x85R";
    const std::string other = global("numpy", "dtype") + tuple(text("f8")) + "R" + tuple(text("ls")) + "R";
    const std::string all = dict(text("hyper") + other + text("saver") + leftover + text("a") + pickle::pair_tensor());

    // Then they are placeholders, and the tensor is found.
    QCOMPARE(index_of(pickle::zip(whole(all))).tensors.size(), std::size_t(1));
  }

  void maliciousPicklesAreRefusedByName_data() {
    QTest::addColumn<QByteArray>("pickle");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char* name, const std::string& body, const QString& sentence) {
      QTest::newRow(name) << QByteArray::fromStdString(whole(body)) << sentence;
    };
    const std::string command = tuple(text("touch /tmp/owned")) + "R";
    row("os.system", global("os", "system") + command, asks_for("os.system", "GLOBAL", 2));
    row("posix.system", global("posix", "system") + command, asks_for("posix.system", "GLOBAL", 2));
    row("nt.system", global("nt", "system") + command, asks_for("nt.system", "GLOBAL", 2));
    row("subprocess", global("subprocess", "Popen") + command, asks_for("subprocess.Popen", "GLOBAL", 2));
    row("os.system by STACK_GLOBAL", text("os") + text("system") + "\x93" + command,
        asks_for("os.system", "STACK_GLOBAL", 20));
    row("short strings by STACK_GLOBAL",
        "\x8c\x08"
        "builtins"
        "\x8c\x04"
        "eval"
        "\x93" +
            command,
        asks_for("builtins.eval", "STACK_GLOBAL", 18));
    for (const char* name : {"eval", "exec", "getattr", "__import__", "compile", "open", "map"}) {
      row(name, global("builtins", name) + command, asks_for(("builtins." + std::string(name)).c_str(), "GLOBAL", 2));
    }
    row("eval of Python 2", global("__builtin__", "eval") + command, asks_for("__builtin__.eval", "GLOBAL", 2));
    row("apply", global("__builtin__", "apply") + command, asks_for("__builtin__.apply", "GLOBAL", 2));
    row("never called", dict(text("a") + global("os", "system")), asks_for("os.system", "GLOBAL", 10));
    row("in a dead branch", global("os", "system") + "0" + dict(text("a") + pickle::pair_tensor()),
        asks_for("os.system", "GLOBAL", 2));
    row("through a module of torch", global("torch.serialization", "os.system") + command,
        asks_for("torch.serialization.os.system", "GLOBAL", 2));
    row("through a trainer's module", global("pytorch_lightning.utilities", "os.system") + command,
        asks_for("pytorch_lightning.utilities.os.system", "GLOBAL", 2));
    row("a module that only begins like a trainer's", global("pytorch_lightningX", "run") + command,
        asks_for("pytorch_lightningX.run", "GLOBAL", 2));
    row("torch.load", global("torch", "load") + command, asks_for("torch.load", "GLOBAL", 2));
    row("a TorchScript loader", global("torch.jit", "load") + command, asks_for("torch.jit.load", "GLOBAL", 2));
    row("runpy", global("runpy", "_run_code") + command, asks_for("runpy._run_code", "GLOBAL", 2));
    row("pip", global("pip._internal.cli.main", "main") + command,
        asks_for("pip._internal.cli.main.main", "GLOBAL", 2));
    row("copyreg", global("copyreg", "_reconstructor") + command, asks_for("copyreg._reconstructor", "GLOBAL", 2));
    row("numpy's test runner", global("numpy.testing._private.utils", "runstring") + command,
        asks_for("numpy.testing._private.utils.runstring", "GLOBAL", 2));
    row("a name that would write on a terminal", global("os\x1b[2J", "sys\xfftem") + command,
        asks_for("os?[2J.sys?tem", "GLOBAL", 2));
    row("a name of 900 bytes", global(std::string(900, 'm'), "x") + command,
        asks_for((std::string(120, 'm') + "….x").c_str(), "GLOBAL", 2));
    row("a whole module", global("torch.nn.modules.linear", "Linear") + ")\x81",
        asks_for("torch.nn.modules.linear.Linear", "GLOBAL", 2));
  }
  void maliciousPicklesAreRefusedByName() {
    QFETCH(QByteArray, pickle);
    QFETCH(QString, sentence);
    QCOMPARE(QString::fromStdString(koma::test::refusal_of(pickle::zip(pickle.toStdString()))), sentence);
  }

  void brokenPicklesAreRefused_data() {
    QTest::addColumn<QByteArray>("pickle");
    QTest::addColumn<QString>("sentence");
    // `opcode` is the last one of the body, or stands at byte `at` of the pickle.
    const auto row = [](const char* name, const std::string& body, const char* what, const char* opcode,
                        std::size_t at = 0) {
      QTest::newRow(name) << QByteArray::fromStdString(whole(body))
                          << QString("%1 (%2 at byte %3)")
                                 .arg(what, opcode)
                                 .arg(pickle::pickle_begin + (at > 0 ? at : body.size() + 1));
    };
    const auto plain = [](const char* name, const std::string& pickle, const char* sentence) {
      QTest::newRow(name) << QByteArray::fromStdString(pickle) << QString(sentence);
    };
    const char* const missing = "the pickle takes what is not there";
    const char* const useless = "the pickle does what no state dict needs";
    row("INST", "(ios\nsystem\n", useless, "INST", 3);
    row("OBJ", "(" + global("collections", "OrderedDict") + "o", useless, "OBJ", 28);
    row("PERSID", "Pid\n", useless, "PERSID", 2);
    row("EXT1", "\x82\x01", useless, "EXT1", 2);
    row("a text of protocol 0", "S'a'\n", useless, "STRING", 2);
    row("no opcode at all", "\xff", useless, "opcode 0xff", 2);
    row("protocol 6", "\x80\x06", "the pickle is of an unknown protocol", "PROTO", 2);
    row("STOP of nothing", "", missing, "STOP", 2);
    row("POP of nothing", "0", missing, "POP");
    row("REDUCE below a mark", "NN(R", missing, "REDUCE");
    row("TUPLE without a mark", "t", "the pickle goes back to a mark that it never set", "TUPLE");
    row("TUPLE2 of one", "N\x86", missing, "TUPLE2");
    row("REDUCE of nothing", "R", missing, "REDUCE");
    row("REDUCE of a text", text("os.system") + ")R", "the pickle calls what cannot be called", "REDUCE");
    row("REDUCE of a type", global("torch", "FloatStorage") + ")R", "the pickle calls what cannot be called", "REDUCE");
    row("REDUCE of a tensor", pickle::pair_tensor() + ")R", "the pickle calls what cannot be called", "REDUCE");
    row("REDUCE with a text", global("collections", "OrderedDict") + text("x") + "R",
        "the pickle calls with arguments that are no tuple", "REDUCE");
    row("NEWOBJ_EX of a dict", "}))\x92", "the pickle calls what cannot be called", "NEWOBJ_EX");
    row("BUILD of a tensor", pickle::pair_tensor() + "}b", "the pickle sets the state of no object", "BUILD");
    row("BUILD of a name", global("collections", "OrderedDict") + "}b", "the pickle sets the state of no object",
        "BUILD");
    row("SETITEM on a list", "]NNs", "the pickle sets items of what is no dict", "SETITEM");
    row("SETITEM on a tensor", pickle::pair_tensor() + "K\x01K\x02s", "the pickle sets items of what is no dict",
        "SETITEM");
    row("SETITEMS on a tuple", ")(NNu", "the pickle sets items of what is no dict", "SETITEMS");
    row("SETITEMS on nothing", "(NNu", missing, "SETITEMS");
    row("SETITEMS of a key alone", "}(Nu", "the pickle sets a key without a value", "SETITEMS");
    row("SETITEM across a mark", "}(NNs", missing, "SETITEM");
    row("APPEND on a dict", "}Na", "the pickle appends to what is no list", "APPEND");
    row("APPENDS on a tensor", pickle::pair_tensor() + "(Ne", "the pickle appends to what is no list", "APPENDS");
    row("BINGET of what was never put", "h\x07", "the pickle remembers what it never met", "BINGET", 2);
    row("BINPUT of nothing", "q" + std::string(1, '\0'), missing, "BINPUT", 2);
    row("a stack without end", repeated("N", 200'001), "the pickle's stack grows beyond every need", "NONE");
    row("a stack that copies itself", "N" + repeated("2", 200'000), "the pickle's stack grows beyond every need",
        "DUP");
    row("marks without end", repeated("(", 200'001), "the pickle is nested too deep", "MARK");
    row("a name of 2000 bytes", global(std::string(2000, 'm'), "x"), "a name in the pickle is too long", "GLOBAL", 2);
    row("a name that is no text", "NN\x93", "the pickle asks for a name that is no text", "STACK_GLOBAL");
    row("an OrderedDict of no list", global("collections", "OrderedDict") + "N\x85R",
        "an OrderedDict of the pickle is made of no list", "REDUCE");
    row("an OrderedDict of no pairs", global("collections", "OrderedDict") + "](Ne\x85R",
        "an OrderedDict of the pickle is made of no pairs", "REDUCE");
    row("a parameter of no tensor", global("torch._utils", "_rebuild_parameter") + "}\x85R",
        "a parameter of the pickle is no tensor", "REDUCE");
    row("a size of no tuple", global("torch", "Size") + "]\x85R", "a size in the pickle is no tuple", "REDUCE");
    const char* const foreign = "a storage of the pickle is none that torch.save writes";
    row("BINPERSID of a text", text("x") + "Q", foreign, "BINPERSID");
    row("BINPERSID of another kind", tuple(text("module") + "NNNN") + "Q", foreign, "BINPERSID");
    row("a storage of a negative length", storage("0", -1), foreign, "BINPERSID");
    row("a storage of 2^62 numbers", storage("0", std::int64_t{1} << 62),
        "a storage of the pickle is larger than any file", "BINPERSID");
    row("a view of another storage",
        tuple(text("storage") + global("torch", "FloatStorage") + text("0") + text("cpu") + "K\x02" + ")") + "Q",
        foreign, "BINPERSID");
    const char* const lacking = "a tensor of the pickle lacks its storage, offset, size or strides";
    row("a tensor of a dict instead of a storage", tensor("}", 0, integer(2), integer(1)), lacking, "REDUCE");
    row("a tensor of nothing", global("torch._utils", "_rebuild_tensor_v2") + ")R", lacking, "REDUCE");
    row("a negative offset", tensor(storage("0", 2), -1, integer(2), integer(1)), lacking, "REDUCE");
    const char* const unfitting = "a tensor of the pickle has a negative or unfitting size or stride";
    row("a negative side", tensor(storage("0", 2), 0, integer(-2), integer(1)), unfitting, "REDUCE");
    row("a negative stride", tensor(storage("0", 2), 1, integer(2), integer(-1)), unfitting, "REDUCE");
    row("more sides than strides", tensor(storage("0", 2), 0, integer(1) + integer(2), integer(1)), unfitting,
        "REDUCE");
    row("65 sides", tensor(storage("0", 2), 0, repeated("K\x01", 65), repeated("K\x01", 65)), unfitting, "REDUCE");
    const char* const beyond = "a tensor of the pickle reaches out of its storage";
    row("a number more than the storage", tensor(storage("0", 2), 0, integer(3), integer(1)), beyond, "REDUCE");
    row("an offset beyond the storage", tensor(storage("0", 2), 2, integer(1), integer(1)), beyond, "REDUCE");
    row("a stride beyond the storage", tensor(storage("0", 2), 0, integer(2), integer(2)), beyond, "REDUCE");
    row("a reach that overflows", tensor(storage("0", 2), 0, integer(3), integer(std::int64_t{1} << 62)), beyond,
        "REDUCE");
    row("an empty tensor beyond the storage", tensor(storage("0", 2), 3, integer(0), integer(1)), beyond, "REDUCE");
    row("a type without a dtype",
        global("torch._utils", "_rebuild_tensor_v3") + tuple(storage("0", 2) + "K" + std::string(1, '\0') + ")))))") +
            "R",
        "a tensor of the pickle has no type", "REDUCE");

    plain("cut in a text",
          "\x80\x02X\xff\xff\xff\x7f"
          "ab",
          "the pickle is cut");
    plain("a text of 2^63 bytes", "\x80\x04\x8d" + little(std::uint64_t{1} << 63, 8) + ".", "the pickle is cut");
    plain("a number of 2^31 bytes", "\x80\x02\x8b\xff\xff\xff\x7f", "the pickle is cut");
    plain("no STOP", "\x80\x02}", "the pickle is cut");
    plain("bytes behind STOP", whole("}") + "xyz", "3 bytes follow the pickle in data.pkl");
    plain("a tensor alone", whole(pickle::pair_tensor()), "the pickle holds no dict of tensors");
    plain("no tensors", named(integer(3)), "the pickle holds no tensors");
    plain("names that are no UTF-8", whole(dict(text("\xff\xfe") + pickle::pair_tensor())),
          "a name in the pickle is no UTF-8");
    plain("a name twice", whole(dict(text("a") + pickle::pair_tensor() + text("a") + pickle::pair_tensor())),
          "\"a\" stands there twice");
    plain("a name twice by its dots",
          whole(dict(text("a.b") + pickle::pair_tensor() + text("a") + dict(text("b") + pickle::pair_tensor()))),
          "\"a.b\" stands there twice");
    plain("state_dict twice", whole(dict(text("state_dict") + "}" + text("state_dict") + "}")),
          "\"state_dict\" stands there twice");
    plain("a dict in itself", whole("}q\x01" + text("a") + "h\x01s"), "the pickle's dicts are nested too deep");
    plain("seventeen dicts in each other",
          whole(repeated("}" + text("a"), 18) + pickle::pair_tensor() + repeated("s", 18)),
          "the pickle's dicts are nested too deep");
    plain("a storage that is not there", named(tensor(storage("1", 2), 0, integer(2), integer(1))),
          "the storage \"1\" is not in the archive");
    plain("a storage that would leave the archive", named(tensor(storage("../0", 2), 0, integer(2), integer(1))),
          "the storage \"../0\" is not in the archive");
    plain("a storage smaller than declared", named(tensor(storage("0", 3), 0, integer(3), integer(1))),
          "the storage \"0\" has 8 bytes, but 12 are claimed");
    plain("the same storage as a larger type",
          named(tensor(storage("0", 2, "DoubleStorage"), 0, integer(2), integer(1))),
          "the storage \"0\" has 8 bytes, but 16 are claimed");
    plain("a stride of 0 that makes a terabyte",
          named(tensor(storage("0", 2), 0, integer(std::int64_t{1} << 40), integer(0))),
          "\"a\" of shape [1099511627776] is larger than the file");
  }
  void brokenPicklesAreRefused() {
    QFETCH(QByteArray, pickle);
    QFETCH(QString, sentence);
    QCOMPARE(QString::fromStdString(koma::test::refusal_of(pickle::zip(pickle.toStdString()))), sentence);
  }

  void bombsCostNoMoreThanTheFile() {
    // Given tuples that hold each other twice, forty deep: 2^40 items if anybody counted them.
    const std::string laughs = "N\x85q\x01" + repeated("h\x01h\x01\x86q\x01", 40) + "0";
    QCOMPARE(index_of(pickle::zip(whole(laughs + dict(text("a") + pickle::pair_tensor())))).tensors.size(),
             std::size_t(1));

    // And dicts that hold each other twice, twelve deep, each visit with a long name; and one place that is put often.
    std::string dicts = dict(text(std::string(9000, 'k')) + pickle::pair_tensor()) + "q\x01";
    for (int i = 0; i < 13; ++i) dicts += "0}(" + text("a") + "h\x01" + text("b") + "h\x01uq\x01";
    QCOMPARE(koma::test::refusal_of(pickle::zip(whole(dicts))),
             std::string("the file's description would need more memory than the file is long"));
    const std::string puts = repeated("r\x01\x01\x01\x01q\x01", 100'000);
    QCOMPARE(index_of(pickle::zip(whole(dict(text("a") + pickle::pair_tensor()) + puts))).tensors.size(),
             std::size_t(1));
  }

  void legacyFilesAreReadAndChecked_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("sentence");
    const std::string good = named(pickle::pair_tensor());
    const std::string keys = whole("](" + text("0") + "e");
    const std::string data = little(2, 8) + std::string(8, '\0');
    const auto row = [](const char* name, const std::string& bytes, const char* sentence) {
      QTest::newRow(name) << QByteArray::fromStdString(bytes) << QString(sentence);
    };
    row("good", pickle::legacy(good, keys + data), "accepted");
    row("os.system", pickle::legacy(whole(global("os", "system") + ")R"), keys + data),
        "the pickle asks for os.system (GLOBAL at byte 48), which no weights need; do not trust this file, look for "
        "safetensors");
    row("os.system among the keys", pickle::legacy(good, whole(global("os", "system") + ")R") + data),
        "the pickle asks for os.system (GLOBAL at byte 217), which no weights need; do not trust this file, look for "
        "safetensors");
    row("cut in the storage", pickle::legacy(good, keys + data.substr(0, 15)),
        "the file is cut: the storage \"0\" is incomplete");
    row("cut before the storage", pickle::legacy(good, keys + data.substr(0, 5)),
        "the file is cut: the storage \"0\" is incomplete");
    row("a storage of 2^61 numbers", pickle::legacy(good, keys + little(std::uint64_t{1} << 61, 8)),
        "the file is cut: the storage \"0\" is incomplete");
    row("a storage smaller than declared", pickle::legacy(good, keys + little(1, 8) + std::string(4, '\0')),
        "the storage \"0\" has 4 bytes, but 8 are claimed");
    row("a storage that is not there", pickle::legacy(good, whole("]")), "the storage \"0\" is not in the file");
    row("a storage that nobody uses", pickle::legacy(good, whole("](" + text("0") + text("1") + "e") + data + data),
        "the storage \"1\" belongs to no tensor");
    row("a storage listed twice", pickle::legacy(good, whole("](" + text("0") + text("0") + "e") + data + data),
        "the storage \"0\" is listed twice");
    row("a key that is no text", pickle::legacy(good, whole("](Ne") + data),
        "the list of storages holds what is no key");
    row("no list", pickle::legacy(good, whole("}") + data), "the file lists no storages");
    row("bytes behind", pickle::legacy(good, keys + data + "x"),
        "1 bytes follow the last storage, which belong to nothing");
    const std::string two_types = dict(text("a") + pickle::pair_tensor() + text("b") +
                                       tensor(storage("0", 2, "HalfStorage"), 0, integer(2), integer(1)));
    row("a storage of two types", pickle::legacy(whole(two_types), keys + data), "the storage \"0\" is of two types");
    std::string big = pickle::legacy(good, keys + data);
    big[big.find('\x88')] = '\x89';
    row("big-endian", big, "the weights are not little-endian");
    row("a pickle of Python's own", whole("}") + std::string(8, ' '),
        "this is a pickle, but none that torch.save writes; look for safetensors");
  }
  void legacyFilesAreReadAndChecked() {
    QFETCH(QByteArray, bytes);
    QFETCH(QString, sentence);
    QCOMPARE(QString::fromStdString(koma::test::refusal_of(bytes.toStdString())), sentence);
  }

  void everyCutOfAFileIsRefused() {
    const std::string good = named(pickle::pair_tensor());
    const std::string old = pickle::legacy(good, whole("](" + text("0") + "e") + little(2, 8) + std::string(8, '\0'));
    for (const std::string& whole_file : {pickle::zip(good), old}) {
      QCOMPARE(koma::test::refusal_of(whole_file), std::string("accepted"));
      for (std::size_t size = 0; size < whole_file.size(); ++size) {
        QVERIFY2(koma::test::refusal_of(whole_file.substr(0, size)) != "accepted", std::to_string(size).c_str());
      }
    }
  }
};

QTEST_GUILESS_MAIN(PickleIndexTest)
#include "pickle_index_test.moc"
