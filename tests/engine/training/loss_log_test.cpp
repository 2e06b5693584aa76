// SPDX-License-Identifier: Apache-2.0
#include "engine/training/loss_log.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace koma::training;

class LossLogTest : public QObject {
  Q_OBJECT

  static QByteArray text_of(const std::filesystem::path& path) {
    QFile file(QString::fromStdString(path.string()));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
  }

 private Q_SLOTS:
  void rows_are_on_disk_at_once() {
    QTemporaryDir folder;
    const std::filesystem::path path = folder.filePath("log.csv").toStdString();
    LossLog log(path, {"all"});
    log.add({50, 800, 12.5, 0.001, 0.75, {}});
    log.add({100, 1600, 25, 0.001, 0.5, {0.625}});
    QCOMPARE(text_of(path), QByteArray("step,samples,seconds,rate,loss,validation_all\n"
                                       "50,800,12.5,0.001,0.75,\n"
                                       "100,1600,25,0.001,0.5,0.625\n"));
  }

  void a_resumed_run_drops_what_it_will_repeat() {
    QTemporaryDir folder;
    const std::filesystem::path path = folder.filePath("log.csv").toStdString();
    {
      LossLog log(path, {"all"});
      log.add({50, 800, 12.5, 0.001, 0.75, {0.8}});
      log.add({100, 1600, 25, 0.001, 0.5, {}});
    }
    const LossLog resumed(path, {"all"}, 60);
    QCOMPARE(resumed.rows().size(), std::size_t(1));
    QCOMPARE(resumed.rows()[0].validation, std::vector<double>{0.8});
    QVERIFY(!text_of(path).contains("100,1600"));
  }

  void the_curve_is_drawn_where_there_are_numbers() {
    QTemporaryDir folder;
    LossLog log(folder.filePath("log.csv").toStdString(), {"all"});
    const koma::Image empty = log.curve();
    for (int i = 1; i <= 20; ++i) log.add({i, 100 * i, 1.0 * i, 0.001, 2.0 / i, {1.5 / i}});
    const koma::Image curve = log.curve();
    QCOMPARE(curve.width(), 720);
    const auto inked = [](const koma::Image& image) {
      return std::ranges::count_if(image.pixels(), [](int v) { return v < 250; });
    };
    QCOMPARE(inked(empty), 0);
    QVERIFY(inked(curve) > 2000);
  }
};

QTEST_APPLESS_MAIN(LossLogTest)
#include "loss_log_test.moc"
