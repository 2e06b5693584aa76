// SPDX-License-Identifier: Apache-2.0
#include "ui/models/model_list.h"

#include <QAbstractItemModelTester>
#include <QtTest>
#include <QtWidgets>

#include "tests/support/model_shelf.h"
#include "ui/models/model_combo.h"
#include "ui/models/model_words.h"
#include "ui/style/theme.h"

using namespace koma;
using namespace koma::ui;

class ModelListTest : public QObject {
  Q_OBJECT

  Theme theme_{*qApp};
  ModelList list_{theme_};
  ModelFilter found_{list_};
  [[nodiscard]] QStringList names() const {
    QStringList names;
    for (int row = 0; row < found_.rowCount(); ++row) names << found_.index(row, ModelList::name).data().toString();
    return names;
  }

 private Q_SLOTS:
  void initTestCase() {
    new QAbstractItemModelTester(&list_, QAbstractItemModelTester::FailureReportingMode::QtTest, this);
  }
  void init() {
    found_.setKind({});
    found_.setFamily({});
    found_.setWords({});
    list_.setEntries(tests::model_shelf());
  }

  void every_entry_is_a_row_with_kind_family_size_and_state() {
    QCOMPARE(list_.rowCount(), 9);
    const auto cell = [&](int row, int column) { return list_.index(row, column).data().toString(); };
    QCOMPARE(cell(0, ModelList::kind), QString("Checkpoint"));
    QCOMPARE(cell(0, ModelList::family), QString("SDXL"));
    QCOMPARE(cell(0, ModelList::size), QString("6.5 GB"));
    QCOMPARE(cell(0, ModelList::state), QString("Ready"));
    QCOMPARE(cell(2, ModelList::family), QString("Not known"));
    QCOMPARE(cell(2, ModelList::state), QString("Cannot be used"));
    QVERIFY(list_.index(2, ModelList::state).data(Qt::ToolTipRole).toString().contains("os.system"));
  }

  void kind_family_and_words_narrow_it_together() {
    found_.setKind(api::ModelKind::lora);
    QCOMPARE(names().size(), 3);
    found_.setFamily("sdxl");
    QCOMPARE(names().size(), 2);
    found_.setWords("INK wash");
    QCOMPARE(names(), QStringList{"Ink wash"});
    found_.setWords("ink rain");
    QVERIFY(names().isEmpty());
  }

  void sizes_are_sorted_as_numbers() {
    found_.sort(ModelList::size, Qt::DescendingOrder);
    QCOMPARE(names().first(), QString("Manga XL"));
    QCOMPARE(names().last(), QString("TAESDXL"));
  }

  void a_hash_is_shown_short_and_found_whole() {
    const QString hash = QString("0123456789abcdef").repeated(4);
    list_.setHash("/models/ink.safetensors", hash);
    QCOMPARE(list_.index(3, ModelList::hash).data().toString(), QString("0123456789"));
    QCOMPARE(list_.index(3, ModelList::hash).data(Qt::ToolTipRole).toString(), hash);
    found_.setWords("89abcdef0123");
    QCOMPARE(names(), QStringList{"Ink wash"});
    list_.setEntries(tests::model_shelf());
    QCOMPARE(list_.hashOf(list_.entry(3)), hash);  // looking again does not forget
  }

  void a_part_fits_a_model_of_its_family_only() {
    const auto shelf = tests::model_shelf();
    const api::ModelEntry *sdxl = findModel(shelf, "manga-xl"), *sd1 = findModel(shelf, "line-15");
    const api::ModelEntry* ink = findModel(shelf, "ink", api::ModelKind::lora);
    QVERIFY(whyUnfit("Ink wash", ink, sdxl, true).isEmpty());
    const QString other = whyUnfit("Ink wash", ink, sd1, true);
    QVERIFY2(other.contains("SDXL") && other.contains("SD 1.x") && other.contains("Line 1.5"), qPrintable(other));
    api::ModelEntry mini = *sdxl;
    mini.abilities.loras = false;
    QVERIFY(whyUnfit("Ink wash", ink, &mini, true).contains("takes no LoRAs"));
    const api::ModelEntry* pose = findModel(shelf, "pose-xl", api::ModelKind::controlnet);
    QVERIFY(whyUnfit("Pose XL", pose, &mini, true).isEmpty());
    mini.own_base = "mini";
    const QString foreign = whyUnfit("Pose XL", pose, &mini, true);
    QVERIFY2(foreign.contains("Made for SDXL") && foreign.contains("only what was made for it"), qPrintable(foreign));
    api::ModelEntry own = *pose;
    own.own_base = "mini";
    QVERIFY(whyUnfit("mini-canny", &own, &mini, true).isEmpty());
    QVERIFY(whyUnfit("mini-canny", &own, sdxl, true).contains("Made for mini"));
    QVERIFY(whyUnfit("gone", nullptr, sdxl, true).contains("gone"));
    QVERIFY(whyUnfit("gone", nullptr, sdxl, false).isEmpty());  // nobody has looked yet
    api::ModelEntry sensei = *sdxl;
    sensei.family = "diffsensei";
    QVERIFY(whyUnfit("Ink wash", ink, &sensei, true).isEmpty());  // it stands on SDXL
  }

  void models_are_found_by_id_and_by_path() {
    const auto shelf = tests::model_shelf();
    QCOMPARE(findModel(shelf, "/models/manga-xl.safetensors"), findModel(shelf, "manga-xl"));
    QVERIFY(!findModel(shelf, "ink"));  // that is no checkpoint
    QVERIFY(!findModel(shelf, ""));
  }

  void a_choice_lists_what_cannot_be_used_with_its_reason() {
    const auto shelf = tests::model_shelf();
    ModelCombo combo("LoRA", api::ModelKind::lora);
    combo.setChoices(shelf, findModel(shelf, "manga-xl"));
    QCOMPARE(combo.count(), 3);
    const auto* items = qobject_cast<QStandardItemModel*>(combo.model());
    QVERIFY(items->item(0)->isEnabled());
    QVERIFY(!items->item(2)->isEnabled());
    QVERIFY(items->item(2)->toolTip().contains("SD 1.x"));
    combo.setModel("lost-in-the-move");
    QCOMPARE(combo.currentIndex(), -1);
    QCOMPARE(combo.placeholderText(), QString("lost-in-the-move"));
    QSignalSpy edited(&combo, &ModelCombo::modelEdited);
    combo.show();
    QTest::keyClick(&combo, Qt::Key_Down);
    QCOMPARE(edited.size(), 1);
    QCOMPARE(edited[0][0].value<std::string>(), std::string("ink"));
  }
};

QTEST_MAIN(ModelListTest)
#include "model_list_test.moc"
