// SPDX-License-Identifier: Apache-2.0
#include "engine/eval/probes.h"

#include <QTest>

#include "engine/eval/generated.h"
#include "engine/pipelines/denoise_loop.h"
#include "tests/engine/eval/scripted_generator.h"

using namespace koma;
using namespace koma::eval;
using koma::test::grey_picture;
using koma::test::ScriptedGenerator;

namespace {

bool covers(const UnitBox& box, double x, double y) {
  return x >= box.left && x < box.right && y >= box.top && y < box.bottom;
}

/// Grey 100, and `inside` where a box of the request is.
Image with_boxes(const api::GenerationRequest& request, const std::vector<UnitBox>& boxes, int inside) {
  std::vector<std::uint8_t> pixels;
  for (int y = 0; y < *request.height; ++y) {
    for (int x = 0; x < *request.width; ++x) {
      bool covered = false;
      for (const UnitBox& box : boxes) covered |= covers(box, (x + 0.5) / *request.width, (y + 0.5) / *request.height);
      pixels.push_back(std::uint8_t(covered ? inside : 100));
    }
  }
  return Image(*request.width, *request.height, 1, std::move(pixels));
}

/// A number that differs between reference pictures.
int number_of(const Image& reference) {
  std::uint32_t number = 7;
  for (const std::uint8_t pixel : reference.pixels()) number = number * 31 + pixel;
  return int(number >> 8) % 100;
}

}  // namespace

class ProbesTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void a_model_that_ignores_references_is_not_moved_by_them() {
    ScriptedGenerator deaf(
        [](const api::GenerationRequest& request) { return with_boxes(request, {request.characters[0].box}, 30); });
    const ReferenceSwap swap = swap_references(deaf, {"none", 3, 1});
    QCOMPARE(swap.seeds, 3);
    QCOMPARE(deaf.runs, 6);
    QCOMPARE(swap.inside, 0.0);
    QCOMPARE(swap.outside, 0.0);
  }

  void a_model_that_keeps_people_in_their_boxes_changes_there_only() {
    ScriptedGenerator faithful([](const api::GenerationRequest& request) {
      return with_boxes(request, {request.characters[0].box}, number_of(request.characters[0].references[0].image));
    });
    const ReferenceSwap swap = swap_references(faithful, {"none", 4, 1});
    QVERIFY2(swap.inside > 5, qPrintable(QString::number(swap.inside)));
    QVERIFY2(swap.outside < 0.5, qPrintable(QString::number(swap.outside)));  // only the box's edge pixels
  }

  void a_model_that_leaks_changes_everywhere() {
    ScriptedGenerator leaking([](const api::GenerationRequest& request) {
      return grey_picture(*request.width, *request.height, number_of(request.characters[0].references[0].image));
    });
    const ReferenceSwap swap = swap_references(leaking, {"none", 4, 1});
    QVERIFY(swap.outside > 5);
    QVERIFY(std::abs(swap.inside - swap.outside) < 1e-9);
  }

  void nothing_but_one_reference_differs_between_the_two_pictures_of_a_swap() {
    std::vector<api::GenerationRequest> asked;
    ScriptedGenerator recorder([&](const api::GenerationRequest& request) {
      asked.push_back(request);
      return grey_picture(*request.width, *request.height, 0);
    });
    (void)swap_references(recorder, {"mini", 2, 11});
    for (std::size_t i = 0; i < asked.size(); i += 2) {
      QVERIFY(!(asked[i] == asked[i + 1]));
      asked[i].characters[0].references = asked[i + 1].characters[0].references;
      QVERIFY(asked[i] == asked[i + 1]);
    }
  }

  void a_balloon_that_follows_its_box_leaves_the_old_place() {
    ScriptedGenerator obedient([](const api::GenerationRequest& request) {
      Image noisy = with_boxes(request, {}, 0);
      std::vector<std::uint8_t> pixels(noisy.pixels().begin(), noisy.pixels().end());
      for (std::size_t i = 0; i < pixels.size(); i += 2) pixels[i] = 0;
      for (int y = 0; y < *request.height; ++y) {
        for (int x = 0; x < *request.width; ++x) {
          const double u = (x + 0.5) / *request.width, v = (y + 0.5) / *request.height;
          if (covers(request.dialog_boxes[0], u, v))
            pixels[std::size_t(y) * std::size_t(*request.width) + std::size_t(x)] = 255;
        }
      }
      return Image(*request.width, *request.height, 1, std::move(pixels));
    });
    const MovedDialog moved = move_dialogs(obedient, {"none", 3, 1});
    QCOMPARE(moved.seeds, 3);
    QCOMPARE(moved.with_box, 0.0);
    QCOMPARE(moved.white_with, 1.0);
    QVERIFY(moved.without_box > 40);
    QCOMPARE(moved.white_without, 0.0);
  }

  void a_model_that_ignores_dialogue_boxes_shows_no_difference() {
    ScriptedGenerator deaf([](const api::GenerationRequest& request) {
      return with_boxes(request, {{0, 0, 0.5f, 0.4f}}, 255);
    });
    const MovedDialog moved = move_dialogs(deaf, {"none", 3, 1});
    QCOMPARE(moved.with_box, moved.without_box);
    QCOMPARE(moved.white_with, moved.white_without);
  }

  void a_stop_ends_a_probe() {
    std::stop_source stop;
    ScriptedGenerator generator([&](const api::GenerationRequest& request) {
      stop.request_stop();
      return grey_picture(*request.width, *request.height, 0);
    });
    QVERIFY_THROWS_EXCEPTION(pipelines::Stopped, (void)swap_references(generator, {"none", 5, 1}, stop.get_token()));
    QCOMPARE(generator.runs, 1);
    QVERIFY_THROWS_EXCEPTION(pipelines::Stopped, (void)move_dialogs(generator, {"none", 5, 1}, stop.get_token()));
  }
};

QTEST_APPLESS_MAIN(ProbesTest)
#include "probes_test.moc"
