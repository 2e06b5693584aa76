// SPDX-License-Identifier: Apache-2.0
#include "engine/training/ema.h"

#include <ATen/ATen.h>

#include <QTest>

using koma::training::Ema;
using koma::training::ema_decay;

class EmaTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void the_first_updates_follow_quickly() {
    Ema ema(at::zeros({2}));
    ema.update(at::ones({2}), 1, 0.998);  // decay (1 + 1) / (10 + 1)
    QVERIFY(std::abs(ema.average()[0].item<double>() - 9.0 / 11) < 1e-6);
  }
  void later_updates_keep_to_the_decay() {
    Ema ema(at::zeros({2}));
    ema.update(at::ones({2}), 1'000'000, 0.9);
    QVERIFY(std::abs(ema.average()[1].item<double>() - 0.1) < 1e-6);
  }
  void swapping_twice_changes_nothing() {
    at::Tensor values = at::full({3}, 4.0);
    Ema ema(at::full({3}, 7.0));
    ema.swap(values);
    QCOMPARE(values[0].item<double>(), 7.0);
    QCOMPARE(ema.average()[0].item<double>(), 4.0);
    ema.swap(values);
    QCOMPARE(values[0].item<double>(), 4.0);
  }
  void the_decay_rises_in_the_second_half() {
    QCOMPARE(ema_decay(0.2), 0.998);
    QCOMPARE(ema_decay(0.75), 0.99875);
    QCOMPARE(ema_decay(1.0), 0.9995);
  }
};

QTEST_APPLESS_MAIN(EmaTest)
#include "ema_test.moc"
