// SPDX-License-Identifier: Apache-2.0
#include "engine/api/preview_slot.h"

#include <QtTest>
#include <thread>

using koma::Image;
using koma::api::PreviewSlot;

class PreviewSlotTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void nothing_is_wanted_until_somebody_asks() {
    PreviewSlot slot;
    QVERIFY(!slot.wanted());
    slot.want();
    QVERIFY(slot.wanted());
    slot.offer(Image(1, 1, 1, {1}));
    QVERIFY(!slot.wanted());
  }

  void nothing_is_wanted_while_previews_are_off() {
    PreviewSlot slot;
    QVERIFY(slot.quality() == koma::api::PreviewQuality::fast);
    slot.want();
    slot.set_quality(koma::api::PreviewQuality::off);
    QVERIFY(!slot.wanted());
    slot.set_quality(koma::api::PreviewQuality::tiny);
    QVERIFY(slot.wanted());
    QVERIFY(slot.quality() == koma::api::PreviewQuality::tiny);
  }

  void the_latest_picture_wins_and_is_taken_once() {
    PreviewSlot slot;
    slot.offer(Image(1, 1, 1, {1}));
    slot.offer(Image(1, 1, 1, {2}));
    QVERIFY(slot.take() == Image(1, 1, 1, {2}));
    QVERIFY(!slot.take());
  }

  void only_an_offer_to_an_empty_slot_wakes_the_viewer() {
    int woken = 0;
    PreviewSlot slot([&] { ++woken; });
    slot.offer(Image(1, 1, 1, {1}));
    slot.offer(Image(1, 1, 1, {2}));
    QCOMPARE(woken, 1);
    (void)slot.take();
    slot.offer(Image(1, 1, 1, {3}));
    QCOMPARE(woken, 2);
  }

  void a_viewer_that_takes_while_waking_does_not_hang() {
    std::optional<Image> seen;
    PreviewSlot* self = nullptr;
    PreviewSlot slot([&] { seen = self->take(); });
    self = &slot;
    slot.offer(Image(1, 1, 1, {5}));
    QVERIFY(seen == Image(1, 1, 1, {5}));
  }

  void two_threads_may_offer_and_take_at_once() {
    PreviewSlot slot;
    std::jthread engine([&](std::stop_token stop) {
      for (std::uint8_t i = 0; !stop.stop_requested(); ++i) {
        if (slot.wanted()) slot.offer(Image(1, 1, 1, {i}));
      }
    });
    for (int taken = 0; taken < 200;) {
      slot.want();
      if (slot.take()) ++taken;
    }
  }
};

QTEST_GUILESS_MAIN(PreviewSlotTest)
#include "preview_slot_test.moc"
