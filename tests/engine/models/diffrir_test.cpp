// SPDX-License-Identifier: Apache-2.0
#include "engine/models/diffrir.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <QtTest>

#include "engine/base/error.h"
#include "engine/checkpoints/file_kind.h"
#include "engine/tensors/safetensors_writer.h"
#include "engine/tensors/weight_sources.h"
#include "tests/support/filled_weights.h"
#include "tests/support/pickle_text.h"
#include "tests/support/refusal.h"
#include "tests/support/tensor_file.h"

using namespace koma::models;
using koma::checkpoints::kind_of;
using koma::checkpoints::read_part_layout;
using koma::checkpoints::read_tensor_index;
using koma::tensors::Weights;
using namespace koma::test;
namespace fs = std::filesystem;

namespace {

using Tensors = std::map<std::string, at::Tensor>;

/// What the golden numbers were measured on.
struct Fixture {
  at::Tensor drawn, original, mask, start;
  [[nodiscard]] at::Tensor reference() const { return original * (1 - mask); }
};

Fixture fixture(int scale, std::int64_t height = 64, std::int64_t width = 96) {
  Fixture result;
  result.drawn = unit("fixture.lq", {1, 3, height / scale, width / scale});
  result.original = unit("fixture.gt", {1, 3, height, width});
  result.mask = at::zeros({1, 1, height, width});
  result.mask.slice(2, height / 4, height / 4 * 3 + (height == 50 ? 1 : 0))
      .slice(3, width / 4, width / 4 * 3 + (width == 70 ? 1 : 0))
      .fill_(1);
  result.start = filled("fixture.xT", {1, 256}, 0, std::sqrt(3.0));
  return result;
}

constexpr double of_taps = 1e-5, of_output = 5e-5;

#define KOMA_NEAR(x, tolerance, ...)                                                                 \
  do {                                                                                               \
    const double koma_off = distance_from((x), Facts __VA_ARGS__);                                   \
    QVERIFY2(koma_off <= (tolerance), qPrintable(QString("%1 is off by %2").arg(#x).arg(koma_off))); \
  } while (false)

/// Everything that passed, in order, by name.
using Taps = std::multimap<std::string, at::Tensor>;

Observer into(Taps& taps) {
  return [&taps](const char* name, const at::Tensor& value) { taps.emplace(name, value); };
}

/// What DiffRIR's training saves: the networks under `params_ema`, beside them the diffusion with its tables and
/// the condition network a second time, in the same storages.
std::string training_file(const Tensors& tensors) {
  ZipArchive archive;
  std::string names;
  const auto add = [&](const std::string& name, const at::Tensor& tensor, const std::string& key) {
    std::string size, strides;
    for (const std::int64_t side : tensor.sizes()) size += pickle::integer(side);
    for (const std::int64_t step : tensor.strides()) strides += pickle::integer(step);
    names += pickle::text(name) + pickle::tensor(pickle::storage(key, tensor.numel()), 0, size, strides);
  };
  std::vector<std::string> numbers;
  for (const auto& [name, tensor] : tensors) {
    const std::string key = std::to_string(numbers.size());
    const auto* bytes = static_cast<const char*>(tensor.data_ptr());
    numbers.emplace_back(bytes, bytes + tensor.nbytes());
    add(name, tensor, key);
    if (name.starts_with("condition.")) add("diffusion." + name, tensor, key);
  }
  add("diffusion.betas", at::ones({4}), "0");
  archive.add("net/data.pkl", pickle::whole(pickle::dict(pickle::text("params_ema") + pickle::dict(names))));
  for (std::size_t i = 0; i < numbers.size(); ++i) archive.add("net/data/" + std::to_string(i), numbers[i]);
  return archive.bytes();
}

}  // namespace

class DiffRirTest : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;
  [[nodiscard]] fs::path file(const char* name) const { return fs::path(folder_.path().toStdString()) / name; }

 private Q_SLOTS:
  void the_filler_gives_the_numbers_that_the_record_was_made_with() {
    QCOMPARE(Stream("fixture.lq").seed(), std::uint64_t(0xeffdb6dc9334d53b));
    const Tensors tensors = tensors_of(*tiny_model(1));
    const auto begins = [&](const char* name, std::array<double, 3> expected) {
      const at::Tensor flat = tensors.at(name).flatten();
      for (std::size_t i = 0; i < std::min<std::size_t>(3, std::size_t(flat.numel())); ++i) {
        if (std::abs(flat[std::int64_t(i)].item<double>() - expected[i]) > 6e-8) return false;
      }
      return true;
    };
    QVERIFY(begins("G.patch_embed.proj.weight", {0.0479556, 0.0248632, -0.0489583}));
    QVERIFY(begins("condition.E.0.bias", {0.0103381, 0.0216247, -0.0583299}));
    QVERIFY(begins("G.encoder_level1.0.attn.temperature", {0.8721332}));
    QVERIFY(begins("G.encoder_level1.0.norm1.body.weight", {0.9305036, 1.0331248, 1.0659064}));
    QVERIFY(begins("G.encoder_level1.0.attn.kernel.0.weight", {-0.1281842, -0.1041886, -0.0320893}));
    QVERIFY(begins("denoise.resmlp.0.weight", {0.0285160, 0.0278905, -0.0220974}));
    KOMA_NEAR(fixture(1).start, 1e-6, {-0.0318427, 1.0383869, -0.9460753, -0.7792274, -0.0525553, -1.0191243});
  }

  void there_are_as_many_tensors_and_numbers_as_recorded_data() {
    QTest::addColumn<int>("scale");
    QTest::addColumn<qlonglong>("numbers");
    QTest::newRow("x1") << 1 << 1400932LL;
    QTest::newRow("x2") << 2 << 1377604LL;
    QTest::newRow("x4") << 4 << 1371772LL;
  }
  void there_are_as_many_tensors_and_numbers_as_recorded() {
    QFETCH(int, scale);
    QFETCH(qlonglong, numbers);
    const Tensors tensors = tensors_of(*tiny_model(scale));
    QCOMPARE(tensors.size(), std::size_t(123));
    qlonglong count = 0;
    for (const auto& [name, tensor] : tensors) count += tensor.numel();
    QCOMPARE(count, numbers);
  }

  void the_published_size_has_the_published_number_of_numbers() {
    const DiffRir model(Weights(std::make_shared<koma::tensors::InitialiserSource>(1)), DiffRirConfig());
    qlonglong count = 0;
    for (const at::Tensor& tensor : model.parameters()) count += tensor.numel();
    QCOMPARE(model.parameters().size(), std::size_t(551));
    QCOMPARE(count, 25078342LL);
  }

  void the_four_steps_of_x1_are_the_recorded_ones() {
    const Fixture in = fixture(1);
    Taps taps;
    (void)tiny_model(1)->forward(in.drawn, in.reference(), in.start, into(taps));
    KOMA_NEAR(taps.find("code")->second, of_taps,
              {0.2250905, 0.3352643, -0.0658732, -0.0334954, 0.3848103, -0.0281716});
    const std::vector<std::pair<Facts, Facts>> golden = {
        {{0.3766704, 0.6291303, 0.2289241, 0.5295777, -0.1063767, -0.0008737},
         {0.1882045, 0.3252114, 0.0456083, 0.2100992, -0.0577191, -0.0760737}},
        {{0.1598402, 0.2871993, -0.0270991, 0.5754582, -0.1434649, -0.0316901},
         {0.1610340, 0.2531058, -0.0028641, 0.4323816, -0.1094786, -0.0441461}},
        {{0.1461902, 0.2612840, 0.0896731, 0.4472525, -0.1049962, -0.0111358},
         {0.1489402, 0.2514390, 0.0679572, 0.4417858, -0.1055487, -0.0186854}},
        {{0.1459951, 0.2542974, 0.0891753, 0.3838405, -0.1057190, -0.0165315},
         {0.1459951, 0.2542974, 0.0891753, 0.3838405, -0.1057190, -0.0165315}}};
    QCOMPARE(taps.count("clean"), golden.size());
    auto clean = taps.find("clean"), x = taps.find("x");
    for (const auto& [of_clean, of_x] : golden) {
      QVERIFY(distance_from((clean++)->second, of_clean) <= of_taps);
      QVERIFY(distance_from((x++)->second, of_x) <= of_taps);
    }
  }

  void every_stage_is_the_recorded_one_data() {
    QTest::addColumn<int>("scale");
    for (const int scale : {1, 2, 4}) QTest::addRow("x%d", scale) << scale;
  }
  void every_stage_is_the_recorded_one() {
    QFETCH(int, scale);
    const std::size_t column = scale == 4 ? 2 : std::size_t(scale - 1);
    const std::vector<std::pair<const char*, std::array<Facts, 3>>> golden = {
        {"code",
         {{{0.2250905, 0.3352643, -0.0658732, -0.0334954, 0.3848103, -0.0281716},
           {0.2588028, 0.3967036, -0.0301370, 0.0423687, 0.1968017, -0.0223906},
           {0.2417302, 0.3790501, -0.0428936, 0.0269278, 0.2548410, -0.0073430}}}},
        {"x",
         {{{0.1459951, 0.2542974, 0.0891753, 0.3838405, -0.1057190, -0.0165315},
           {0.1768667, 0.3028044, -0.0334381, -0.0003363, -0.1139908, -0.0237607},
           {0.1923264, 0.3217581, -0.0200089, -0.0066057, -0.1035738, -0.0152376}}}},
        {"patch_embed",
         {{{-0.2700222, 0.5057806, -0.4641874, -1.1500089, -0.3638658, 0.2348788},
           {-0.2882562, 0.3896824, -0.3004999, -0.5605822, -0.6056044, -0.2883026},
           {-0.2127823, 0.4714079, -0.0484800, -0.4933368, -0.8057613, -0.6410023}}}},
        {"encoder_level1",
         {{{-0.2383444, 0.5584468, -0.3916212, -1.2321992, -0.5960565, 0.2411854},
           {-0.3824996, 0.8323256, -0.5697051, -1.7741418, -3.9111943, -0.4638151},
           {-0.2077452, 0.9641834, -0.8234910, -2.8638525, -3.4929938, -0.3033491}}}},
        {"down1_2",
         {{{-0.0898279, 0.4119317, 0.1089101, -0.8932803, -0.3358586, 0.1778368},
           {-0.6336109, 0.7495004, -0.9581339, -1.9552058, -1.9758745, -0.2479053},
           {0.0378067, 0.8072412, 0.0827601, -0.9720463, -1.2396888, -0.3844880}}}},
        {"latent",
         {{{0.0026172, 0.8880758, -0.2246439, -0.9591089, -0.0180087, -0.0664701},
           {0.1944410, 1.8067031, 1.5318242, 0.7142460, -1.3527902, 0.1656785},
           {0.0100651, 1.2229485, 2.3544669, 1.4950712, 0.5303938, 0.3529849}}}},
        {"up4_3",
         {{{-0.0124563, 0.6574305, -0.2514474, 0.2223935, -0.2271790, -0.0299875},
           {-0.0985671, 1.3441565, -1.0029997, 1.1290064, -0.0189811, 0.1872615},
           {-0.0284849, 0.8987235, -1.0221586, 1.2782973, -1.7930793, 0.8039628}}}},
        {"decoder_level1",
         {{{-0.2346152, 0.8429074, -1.2324837, -0.6290129, -1.0357208, 0.3720043},
           {-0.2097165, 1.3210609, -1.9641583, -0.8003318, -1.7428715, -0.0597252},
           {-0.1974387, 1.2599232, -1.3041052, -1.3401613, -0.6342177, -0.3677712}}}},
        {"refinement",
         {{{-0.3179728, 1.0918129, -1.2053459, -0.6025614, -0.9642437, 0.2189550},
           {-0.3153970, 1.4951490, -1.5163853, -0.6002118, -1.1322879, -0.1916943},
           {-0.3493127, 1.4084672, -1.4817215, -1.3821423, -0.7045187, -0.3237907}}}},
        {"tail",
         {{{-0.0327239, 1.0405234, -0.0514353, -0.3259222, -0.5384229, 0.1418575},
           {-0.0509688, 1.3671723, 0.1883505, -0.4121896, -0.1036204, 0.0062661},
           {-0.0404961, 1.3524680, -0.4201550, 0.4522240, -0.6915315, 0.1171267}}}}};
    constexpr std::array<Facts, 3> output{{{0.4670108, 1.0800896, 0.9210913, -0.1550644, -0.5313171, 0.7504399},
                                           {0.4480692, 1.3951098, 1.1608771, 0.5603371, 0.0672374, 1.0014455},
                                           {0.4605911, 1.3800880, 0.5523716, 1.4247506, 0.2809951, 0.6348711}}};
    const Fixture in = fixture(scale);
    // With gradients and packed for a processor: two ways through the layers.
    for (const bool inference : {false, true}) {
      const c10::InferenceMode mode(inference);
      Taps taps;
      const auto model = tiny_model(scale);
      const at::Tensor result = model->forward(in.drawn, in.reference(), in.start, into(taps));
      for (const auto& [name, facts] : golden) {
        const auto last = std::prev(taps.upper_bound(name));
        QCOMPARE(last->first, std::string(name));
        const double off = distance_from(last->second, facts[column]);
        QVERIFY2(off <= of_taps, qPrintable(QString("%1 is off by %2").arg(name).arg(off)));
      }
      QVERIFY(distance_from(result, output[column]) <= of_output);
      QVERIFY(at::equal(result, model->forward(in.drawn, in.reference(), in.start)));  // again: to the last bit
      QVERIFY((result - model->forward(in.drawn, in.reference(), -in.start)).abs().max().item<double>() > 1);
    }
  }

  void a_pixel_in_the_middle_and_the_composite_are_the_recorded_ones() {
    const Fixture in = fixture(1);
    const at::Tensor result = tiny_model(1)->forward(in.drawn, in.reference(), in.start);
    const at::Tensor pixel = result.select(2, 32).select(2, 48).flatten();
    QVERIFY((pixel - at::tensor({0.6317391, 1.1885041, -1.0205595})).abs().max().item<double>() <= of_output);
    const at::Tensor composite = (result * in.mask + in.original * (1 - in.mask)).clamp(0, 1);
    KOMA_NEAR(composite, of_output, {0.5042874, 0.3328367, 0.9273329, 0.8177642, 0.0141910, 0.0032941});
  }

  void a_picture_of_another_size_is_reflected_and_cut() {
    const Fixture in = fixture(1, 50, 70);
    QCOMPARE(in.mask.sum().item<double>(), 25.0 * 35.0);
    const at::Tensor result = tiny_model(1)->forward(in.drawn, in.reference(), in.start);
    QVERIFY(result.sizes() == in.drawn.sizes());
    KOMA_NEAR(result, of_output, {0.4377640, 1.1517086, 0.8669158, -0.0340587, -0.2728056, 0.7696697});
    // Smaller than what is added: thrown back more than once.
    const at::Tensor row = at::arange(3, at::kFloat).view({1, 1, 1, 3});
    const at::Tensor expected = at::tensor({0., 1., 2., 1., 0., 1., 2., 1.}, at::kFloat);
    QVERIFY(at::equal(reflected_to(row, 8).select(2, 7).flatten(), expected));
  }

  void the_end_in_bands_gives_what_the_whole_gives() {
    const DiffRirGenerator generator(Weights(std::make_shared<FilledSource>())["G"], tiny_diffrir(1));
    const at::Tensor features = unit("features", {1, 16, 23, 24});
    const at::Tensor whole = generator.tail(features, 23);
    for (const std::int64_t rows : {1, 4, 11}) {
      QVERIFY((generator.tail(features, rows) - whole).abs().max().item<double>() < 2e-6);
    }
  }

  void a_file_is_known_by_its_names_whoever_wrapped_it() {
    const auto model = tiny_model(2);
    const Tensors tensors = tensors_of(*model);
    const Fixture in = fixture(2);
    const at::Tensor expected = model->forward(in.drawn, in.reference(), in.start);
    koma::tensors::write_safetensors(file("bare.safetensors"), tensors);
    write_text(file("net_g_latest.pth"), training_file(tensors));
    for (const char* name : {"bare.safetensors", "net_g_latest.pth"}) {
      QVERIFY(kind_of(read_tensor_index(file(name))) == koma::checkpoints::FileKind::restorer);
      const auto part = read_part_layout(file(name), "restorer");
      QCOMPARE(part.config["scale"].get<int>(), 2);
      QCOMPARE(part.tensors.size(), std::size_t(123));
      const auto opened = open_diffrir(part);
      QCOMPARE(opened->config().dim, std::int64_t(8));
      QVERIFY(at::equal(opened->forward(in.drawn, in.reference(), in.start), expected));
    }
  }

  void what_is_no_finished_network_is_refused_in_one_sentence() {
    Tensors tensors = tensors_of(*tiny_model(1));
    const auto refused = [&](const Tensors& changed) {
      koma::tensors::write_safetensors(file("bad.safetensors"), changed);
      return koma::test::refusal([&] { (void)open_diffrir(read_part_layout(file("bad.safetensors"), "restorer")); });
    };
    Tensors other = tensors;
    other["G.patch_embed.proj.weight"] = at::zeros({8, 48, 3, 3});
    QCOMPARE(refused(other), QString("its first layer takes 48 channels, but DiffRIR's take 96 (x1), 60 (x2) or 51 "
                                     "(x4); give one of these"));
    other = tensors;
    other.erase("G.latent.0.attn.temperature");
    QVERIFY(refused(other).contains("latent"));
    other = tensors;
    other["G.decoder_level1.0.attn.qkv.weight"] = at::zeros({24, 16, 1, 1});
    QVERIFY(refused(other).contains("[48, 16, 1, 1]"));
    other = tensors;
    other["G.more.weight"] = at::zeros({4});
    QVERIFY(refused(other).contains("G.more.weight"));
    other = tensors;
    std::erase_if(other, [](const auto& item) { return item.first.starts_with("condition."); });
    QVERIFY(refused(other).contains("\"condition\" is missing"));
    other["E.E.0.weight"] = at::zeros({64, 144, 3, 3});
    QVERIFY(refused(other).contains("first stage"));
    const auto model = tiny_model(2);
    QVERIFY(koma::test::refusal([&] {
              (void)model->input(at::zeros({1, 3, 8, 8}), at::zeros({1, 3, 8, 8}));
            }).contains("2 times its size"));
  }
};

QTEST_GUILESS_MAIN(DiffRirTest)
#include "diffrir_test.moc"
