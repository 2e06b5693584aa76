// SPDX-License-Identifier: Apache-2.0
#include <QAbstractItemModelTester>
#include <QMimeData>
#include <QtTest>

#include "tests/support/sample_project.h"
#include "ui/characters/cast_model.h"
#include "ui/document/character_commands.h"
#include "ui/document/document.h"

using namespace koma;
using ui::CastModel;

class CastModelTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void it_follows_the_cast_through_edits_and_undo();
  void a_name_written_in_place_is_an_undoable_step();
  void an_empty_name_is_refused();
  void a_card_carries_its_id_in_decimal();
  void a_card_dropped_between_others_moves_there();

 private:
  struct Bench {
    ui::Document document{tests::sample_project()};
    CastModel model{document};
    QAbstractItemModelTester tester{&model};
    [[nodiscard]] QString names() const {
      QStringList names;
      for (int row = 0; row < model.rowCount(); ++row) names << model.index(row).data().toString();
      return names.join(' ');
    }
  };
};

void CastModelTest::it_follows_the_cast_through_edits_and_undo() {
  Bench bench;
  ui::addCharacter(bench.document, "Ren");
  QCOMPARE(bench.names(), QString("Mia Ren"));

  bench.document.history().undo();
  QCOMPARE(bench.names(), QString("Mia"));
  bench.document.reset({});

  QCOMPARE(bench.model.rowCount(), 0);
}

void CastModelTest::a_name_written_in_place_is_an_undoable_step() {
  Bench bench;

  QVERIFY(bench.model.setData(bench.model.index(0), " Hana ", Qt::EditRole));
  QCOMPARE(bench.document.project().cast[0].name, std::string("Hana"));
  bench.document.history().undo();

  QCOMPARE(bench.document.project(), tests::sample_project());
}

void CastModelTest::an_empty_name_is_refused() {
  Bench bench;
  QVERIFY(!bench.model.setData(bench.model.index(0), "  ", Qt::EditRole));
  QVERIFY(!bench.document.history().canUndo());
}

void CastModelTest::a_card_carries_its_id_in_decimal() {
  Bench bench;
  const std::unique_ptr<QMimeData> data(bench.model.mimeData({bench.model.index(0)}));

  QCOMPARE(data->data("application/x-komawari-character"),
           QByteArray::number(qulonglong(bench.document.project().cast[0].id.value)));
}

void CastModelTest::a_card_dropped_between_others_moves_there() {
  Bench bench;
  ui::addCharacter(bench.document, "Ren");
  ui::addCharacter(bench.document, "Hana");
  const std::unique_ptr<QMimeData> mia(bench.model.mimeData({bench.model.index(0)}));

  // Between Ren and Hana; then to where it is already
  bench.model.dropMimeData(mia.get(), Qt::MoveAction, 2, 0, {});
  QCOMPARE(bench.names(), QString("Ren Mia Hana"));
  const int steps = bench.document.history().count();
  bench.model.dropMimeData(mia.get(), Qt::MoveAction, 1, 0, {});
  bench.model.dropMimeData(mia.get(), Qt::MoveAction, 2, 0, {});

  QCOMPARE(bench.document.history().count(), steps);
  bench.document.history().undo();
  QCOMPARE(bench.names(), QString("Mia Ren Hana"));
}

QTEST_MAIN(CastModelTest)
#include "cast_model_test.moc"
