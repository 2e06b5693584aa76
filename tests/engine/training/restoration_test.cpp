// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>

#include <QTemporaryDir>
#include <QtTest>
#include <fstream>

#include "engine/base/error.h"
#include "engine/base/picture_file.h"
#include "engine/checkpoints/checkpoint_layout.h"
#include "engine/training/picture_tensors.h"
#include "engine/training/restoration/blur_kernels.h"
#include "engine/training/restoration/misfit.h"
#include "engine/training/restoration/photo_errors.h"
#include "engine/training/restoration/picture_noise.h"
#include "engine/training/restoration/picture_planes.h"
#include "engine/training/restoration/restorer_loss.h"
#include "engine/training/restoration/restorer_stages.h"
#include "engine/training/restoration/tone_error.h"
#include "engine/training/train.h"
#include "tests/support/filled_weights.h"
#include "tests/support/refusal.h"

using namespace koma::training;
using koma::synthesis::Random;
namespace fs = std::filesystem;

namespace {

const fs::path mini = fs::path(KOMA_RESOURCES) / "models" / "mini";

/// A grey ramp with a black line, 0…1. // CV_32FC1
cv::Mat picture(int width = 96, int height = 64) {
  cv::Mat result(height, width, CV_32F);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) result.at<float>(y, x) = x / 8 == 4 ? 0.f : float(x) / float(width - 1);
  }
  return result;
}

bool same(const cv::Mat& a, const cv::Mat& b) {
  return a.size() == b.size() && a.type() == b.type() && cv::norm(a, b, cv::NORM_INF) == 0;
}

bool within(const cv::Mat& values, double least, double most) {
  double low = 0, high = 0;
  cv::minMaxLoc(values.reshape(1), &low, &high);
  return low >= least && high <= most;
}

RestorationPairs photo_pairs(int scale) {
  return {CleanPictures({.toned = 0.5, .least_side = 32}), {}, {scale, 32, 0.06}};
}

RestorationBatch some_batch(int scale) {
  at::Generator generator = seeded(4);
  return photo_pairs(scale).draw(2, generator, false, 1);
}

std::map<std::string, at::Tensor> weights_of(const koma::nn::Module& module) {
  return koma::test::tensors_of(module);
}

bool equal(const koma::nn::Module& a, const koma::nn::Module& b) {
  const auto left = weights_of(a), right = weights_of(b);
  return left.size() == right.size() &&
         std::ranges::all_of(left, [&](const auto& item) { return at::equal(item.second, right.at(item.first)); });
}

/// The second stage over a first one, and its loop.
struct Second {
  std::shared_ptr<FirstStage> first = begin_first_stage(koma::test::tiny_diffrir(1), 1, at::kCPU);
  std::shared_ptr<koma::models::DiffRir> network = begin_second_stage(weights_of(*first), first->config(), 2, at::kCPU);
  ProcessGroup alone{{}};
  TrainingLoop loop{parameters_of(*network), {.schedule = {.warmup_steps = 1}, .steps = 4, .seed = 3}, alone};

  void step(const RestorationPairs& pairs) {
    loop.step([&](at::Generator& generator) {
      const RestorationBatch batch = pairs.draw(1, generator, false, 1);
      return second_stage_loss(*network, *first, batch, loop.progress() >= 0.25, generator).total;
    });
  }
};

koma::api::TrainingRequest tiny_request(koma::api::TrainingStage stage, const fs::path& run) {
  koma::api::TrainingRequest request;
  request.stage = stage;
  request.run = run;
  request.steps = 2;
  request.batch = 2;
  request.device = "cpu";
  request.restorer = {.errors = "photo", .scale = 1, .channels = 8, .blocks = 1, .residuals = 1, .side = 32};
  return request;
}

}  // namespace

class RestorationTest : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;
  [[nodiscard]] fs::path place(const char* name) const { return fs::path(folder_.path().toStdString()) / name; }

 private Q_SLOTS:
  void initTestCase() { at::set_num_threads(1); }

  void kernels_are_odd_sum_to_one_and_have_their_shapes() {
    const cv::Mat bell = bell_kernel(7, {.bell = Bell::normal});
    QVERIFY(std::abs(bell.at<float>(3, 3) - 0.159241f) < 1e-5);  // 1 / (1 + 2 (e^-½ + e^-2 + e^-4.5))²
    QVERIFY(std::abs(bell.at<float>(3, 4) / bell.at<float>(3, 3) - std::exp(-0.5f)) < 1e-5);
    const cv::Mat plateau = bell_kernel(9, {.bell = Bell::plateau, .across = 2, .down = 1});
    QVERIFY(std::abs(plateau.at<float>(4, 6) / plateau.at<float>(4, 4) - 0.5f) < 1e-5);  // half at the deviation
    QVERIFY(std::abs(plateau.at<float>(5, 4) / plateau.at<float>(4, 4) - 0.5f) < 1e-5);
    const cv::Mat ringing = sinc_kernel(21, 1);
    QVERIFY(ringing.at<float>(10, 16) < 0);  // J1 is negative from 3.83 on
    Random random(1);
    for (int i = 0; i < 200; ++i) {
      const cv::Mat kernel = random_kernel(random, {});
      QVERIFY(kernel.rows == kernel.cols && kernel.rows % 2 == 1 && kernel.rows >= 7 && kernel.rows <= 21);
      QVERIFY(std::abs(cv::sum(kernel)[0] - 1) < 1e-4);
    }
    int unchanged = 0;
    for (int i = 0; i < 400; ++i) unchanged += last_kernel(random).total() == 1 ? 1 : 0;
    QVERIFY2(unchanged > 50 && unchanged < 110, qPrintable(QString::number(unchanged)));  // a fifth
  }

  void noise_has_its_mean_and_deviation() {
    Random random(2);
    for (const double mean : {0.5, 12.0, 100.0}) {
      double sum = 0, squares = 0;
      constexpr int count = 20000;
      for (int i = 0; i < count; ++i) {
        const double value = poisson(random, mean);
        sum += value;
        squares += (value - mean) * (value - mean);
      }
      QVERIFY(std::abs(sum / count / mean - 1) < 0.03);
      QVERIFY(std::abs(squares / count / mean - 1) < 0.06);
    }
    cv::Mat noisy = cv::Mat(100, 100, CV_32FC3, cv::Scalar::all(0.5));
    add_normal_noise(random, 0.1, false, noisy);
    cv::Scalar mean, deviation;
    cv::meanStdDev(noisy, mean, deviation);
    QVERIFY(std::abs(mean[1] - 0.5) < 0.005 && std::abs(deviation[1] - 0.1) < 0.005);
    cv::Mat grey = cv::Mat(20, 20, CV_32FC3, cv::Scalar::all(0.5));
    add_poisson_noise(random, 1, true, grey);
    std::vector<cv::Mat> planes;
    cv::split(grey, planes);
    QVERIFY(same(planes[0], planes[2]) && !within(planes[0], 0.5, 0.5));
  }

  void photographs_are_spoilt_alike_by_the_same_seed_and_shrink_by_the_scale() {
    for (const int scale : {1, 2, 4}) {
      const auto spoilt = [&](std::uint64_t seed) {
        Random random(seed);
        return photo_errors(random, picture(), scale);
      };
      QVERIFY(same(spoilt(5), spoilt(5)));
      QVERIFY(!same(spoilt(5), spoilt(6)));
      for (std::uint64_t seed = 0; seed < 20; ++seed) QVERIFY(within(spoilt(seed), 0, 1));
      QCOMPARE(spoilt(5).cols, 96 / scale);
      QCOMPARE(spoilt(5).rows, 64 / scale);
    }
    QVERIFY(cv::norm(through_jpeg(picture(), 95), picture(), cv::NORM_L1) / picture().total() < 0.02);
  }

  void tones_err_by_no_more_than_recorded() {
    Random random(3);
    for (int i = 0; i < 200; ++i) {
      const ToneError error = random_tone_error(random, second_gain);
      QVERIFY(std::abs(error.gain - 1) <= 0.08 && std::abs(error.offset) <= 0.05);
      const PaperDrift drift = random_paper_drift(random);
      const cv::Mat drifted = with_paper_drift(picture(), drift);
      QVERIFY(within(drifted, 0, 1));
      QVERIFY(std::abs(drifted.at<float>(0, 0) - drift.ink) < 1e-6);
      QVERIFY(std::abs(drifted.at<float>(0, 95) - drift.paper) < 1e-6);
    }
    const cv::Mat brighter = with_tone_error(picture(), {1.05, 0.02});
    QCOMPARE(brighter.at<float>(0, 95), 1.f);
    QVERIFY(std::abs(brighter.at<float>(0, 0) - 0.02f) < 1e-6);
  }

  void manga_passes_through_the_autoencoder_at_any_size() {
    const AutoencoderTrip trip(mini, at::kCPU);
    const cv::Mat given = picture(90, 52), back = trip(given);
    QCOMPARE(back.size(), given.size());
    QVERIFY(within(back, 0, 1) && !same(back, given));
    QVERIFY(cv::norm(back, given, cv::NORM_L1) / double(given.total()) < 0.1);
    cv::Mat colours;
    cv::merge(std::vector<cv::Mat>{given, given, given}, colours);
    QCOMPARE(trip(colours).channels(), 3);
    const auto spoilt = [&](std::uint64_t seed, bool toned, int scale) {
      Random random(seed);
      return manga_errors(random, trip, picture(), toned, scale);
    };
    QVERIFY(same(spoilt(1, true, 1), spoilt(1, true, 1)));
    QCOMPARE(spoilt(1, true, 2).cols, 48);
    Random random(4);
    cv::Mat dots(64, 64, CV_32F);
    for (int i = 0; i < 64 * 64; ++i) dots.at<float>(i / 64, i % 64) = i % 3 == 0 ? 0.f : 1.f;
    QVERIFY(cv::norm(mushed(random, dots), dots, cv::NORM_L1) / 4096 > 0.05);
  }

  void what_misfits_is_moved_in_the_hole_alone() {
    cv::Mat hole = cv::Mat::zeros(64, 96, CV_32F);
    hole(cv::Rect(20, 10, 40, 30)).setTo(1);
    Random one(1), other(1), none(1);
    const cv::Mat moved = with_misfit(one, picture(), hole, 4);
    QVERIFY(same(moved, with_misfit(other, picture(), hole, 4)));
    cv::Mat different;
    cv::compare(moved, picture(), different, cv::CMP_NE);
    QVERIFY(cv::countNonZero(different) > 0);
    different.setTo(0, hole > 0);
    QCOMPARE(cv::countNonZero(different), 0);
    QVERIFY(cv::norm(with_misfit(none, picture(), hole, 0), picture(), cv::NORM_INF) < 1e-5);
  }

  void an_authors_pictures_are_read_and_what_is_too_small_or_broken_left_out() {
    fs::create_directories(place("pictures/deeper"));
    const auto grey = [](int side) {
      return koma::Image(side, side, 1, std::vector<std::uint8_t>(std::size_t(side) * std::size_t(side), 99));
    };
    QVERIFY(koma::test::refusal([&] {
              (void)CleanPictures({place("pictures"), 0, 64});
            }).startsWith("no PNG or JPEG file"));
    koma::write_png(place("pictures/small.png"), grey(63));
    koma::write_png(place("pictures/deeper/large.png"), grey(70));
    std::ofstream(place("pictures/broken.png")) << "no picture";
    const CleanPictures pictures({place("pictures"), 0, 64});
    QCOMPARE(pictures.files(), std::size_t(1));
    QCOMPARE(pictures.left_out(), std::size_t(2));
    const CleanPicture drawn = pictures.draw(1, false);
    QCOMPARE(drawn.pixels.size(), cv::Size(64, 64));
    QVERIFY(within(drawn.pixels, 99 / 255.0 - 1e-6, 99 / 255.0 + 1e-6));
    QVERIFY(koma::test::refusal([&] { (void)CleanPictures({place("nowhere"), 0, 64}); }).contains("--images"));
    QVERIFY(koma::test::refusal([&] { (void)CleanPictures({{}, 0, 512}); }).contains("--crop"));
  }

  void pairs_depend_on_the_generator_alone() {
    const RestorationPairs pairs = photo_pairs(2);
    const auto drawn = [&](int threads) {
      at::Generator generator = seeded(8);
      return pairs.draw(3, generator, false, threads);
    };
    const RestorationBatch one = drawn(1), two = drawn(2);
    QVERIFY(at::equal(one.drawn, two.drawn) && at::equal(one.clean, two.clean) && at::equal(one.mask, two.mask));
    QCOMPARE(one.drawn.sizes(), (at::IntArrayRef{3, 3, 16, 16}));
    QCOMPARE(one.clean.sizes(), (at::IntArrayRef{3, 3, 32, 32}));
    QCOMPARE((one.reference() * one.mask).abs().sum().item<float>(), 0.f);
    QVERIFY(at::equal(one.reference() + one.clean * one.mask, one.clean));
    QVERIFY(at::allclose((one.drawn * 255).round() / 255, one.drawn, 0, 1e-6));  // eight bits
    QVERIFY(!at::equal(one.mask[0], one.mask[1]));
    RestorationPairs pooled = photo_pairs(2), stopped = photo_pairs(2);
    pooled.fill_pool(1, 5, 1, [] { return false; });
    stopped.fill_pool(1, 5, 1, [] { return true; });
    at::Generator first = seeded(8), second = seeded(9), third = seeded(8);
    const RestorationBatch early = pooled.draw(2, first, false, 1), late = pooled.draw(2, second, false, 1);
    QVERIFY(!at::equal(early.drawn, late.drawn) && !at::equal(early.drawn, one.drawn.narrow(0, 0, 2)));
    QVERIFY(at::equal(stopped.draw(3, third, false, 1).drawn, one.drawn));
  }

  void the_diffusion_goes_back_the_way_it_went_forward() {
    const koma::models::DiffRirSchedule schedule;
    const at::Tensor vector = koma::test::filled("vector", {2, 256}, 0, 1), noise = at::zeros({2, 256});
    for (int t = 3; t > 0; --t) {
      const at::Tensor back =
          schedule.mean_of_clean[t] * vector + schedule.mean_of_noisy[t] * noised_vector(vector, noise, t);
      QVERIFY(at::allclose(back, noised_vector(vector, noise, t - 1), 1e-5, 1e-6));
    }
    const at::Tensor alone = noised_vector(at::zeros({1, 256}), at::ones({1, 256}));
    QVERIFY(std::abs(alone[0][0].item<double>() - std::sqrt(1 - 0.00259804)) < 1e-6);
    const at::Tensor kept = noised_vector(at::ones({1, 256}), at::zeros({1, 256}));
    QVERIFY(std::abs(kept[0][0].item<double>() - std::sqrt(0.00259804)) < 1e-6);
  }

  void the_first_stage_learns_with_the_clean_picture_in_sight_data() {
    QTest::addColumn<int>("scale");
    for (const int scale : {1, 2, 4}) QTest::addRow("x%d", scale) << scale;
  }
  void the_first_stage_learns_with_the_clean_picture_in_sight() {
    QFETCH(int, scale);
    const auto network = begin_first_stage(koma::test::tiny_diffrir(scale), 1, at::kCPU);
    const RestorationBatch batch = some_batch(scale);
    ProcessGroup alone({});
    TrainingLoop loop(parameters_of(*network),
                      {.schedule = {.peak = 2e-3, .warmup_steps = 1}, .adamw = {.weight_decay = 0}, .steps = 25},
                      alone);
    double first = 0, last = 0;
    while (!loop.done()) {
      last = loop.step([&](at::Generator&) { return first_stage_loss(*network, batch).total; });
      if (loop.steps() == 1) first = last;
    }
    QVERIFY2(last < 0.8 * first, qPrintable(QString("%1 → %2").arg(first).arg(last)));
    QVERIFY(!at::equal(network->vector(batch)[0], network->vector(batch)[1]));
  }

  void the_second_stage_learns_the_vector_first_and_then_the_holes() {
    const Second second;
    const RestorationBatch batch = some_batch(1);
    at::Generator generator = seeded(1);
    const auto touched = [&](bool pixels) {
      for (const auto& [name, tensor] : parameters_of(*second.network)) tensor.mutable_grad() = at::Tensor();
      second_stage_loss(*second.network, *second.first, batch, pixels, generator).total.backward();
      std::set<std::string> parts;
      for (const auto& [name, tensor] : parameters_of(*second.network)) {
        if (tensor.grad().defined() && tensor.grad().abs().max().item<float>() > 0) {
          parts.insert(name.substr(0, name.find('.')));
        }
      }
      return parts;
    };
    QCOMPARE(touched(false), (std::set<std::string>{"condition", "denoise"}));
    QCOMPARE(touched(true), (std::set<std::string>{"G", "condition", "denoise"}));
    RestorationBatch kept = batch;
    kept.mask = at::zeros_like(batch.mask);
    const RestorerLoss loss = second_stage_loss(*second.network, *second.first, kept, true, generator);
    QCOMPARE(loss.pixels.item<float>(), 0.f);
    QVERIFY(loss.vector.item<float>() > 0);
    for (const auto& [name, tensor] : parameters_of(*second.first)) QVERIFY(!tensor.grad().defined());
  }

  void a_resumed_second_stage_equals_the_uninterrupted_one_to_the_bit() {
    const RestorationPairs pairs = photo_pairs(1);
    Second whole, before, after;
    while (!whole.loop.done()) whole.step(pairs);
    for (int i = 0; i < 2; ++i) before.step(pairs);
    before.loop.save(place("second.safetensors"));
    QVERIFY(after.loop.resume(place("second.safetensors")));
    while (!after.loop.done()) after.step(pairs);
    QVERIFY(equal(*whole.network, *after.network));
    QVERIFY(!equal(*whole.network, *before.network));
  }

  void a_run_of_both_stages_is_exported_as_a_file_that_restores() {
    using enum koma::api::TrainingStage;
    const fs::path run = place("run"), file = place("out/mine.safetensors");
    std::vector<std::string> said;
    const auto train_stage = [&](koma::api::TrainingStage stage) {
      koma::training::train(tiny_request(stage, run), [&](const auto& note) { said.push_back(note.text); }, {});
    };
    QCOMPARE(koma::test::refusal([&] { train_stage(restorer_2); }),
             "there is no checkpoint; train the stage restorer-1 first");
    train_stage(restorer_1);
    QVERIFY(QString::fromStdString(said.back()).contains("restored"));
    auto other = tiny_request(restorer_2, run);
    other.restorer.channels = 16;
    QVERIFY(koma::test::refusal([&] {
              koma::training::train(other, [](const auto&) {}, {});
            }).startsWith("the run has a restorer with --scale 1 --channels 8 --blocks 1 --residuals 1"));
    train_stage(restorer_2);
    QVERIFY(fs::exists(run / "restorer-2.png"));

    QVERIFY(koma::test::refusal([&] { export_restorer(run, place("out")); }).contains(".safetensors"));
    export_restorer(run, file);
    const auto part = koma::checkpoints::read_part_layout(file, "restorer");
    QCOMPARE(part.config["scale"].get<int>(), 1);
    const auto model = koma::models::open_diffrir(part);
    QCOMPARE(model->config().dim, 8);
    QCOMPARE(model->config().encoder_residuals, 1);
    const auto averaged = averaged_weights(run / second_restorer_file);
    for (const auto& [name, tensor] : weights_of(*model)) {
      QVERIFY2(at::equal(tensor, averaged.at(name).to(at::kHalf).to(at::kFloat)), name.c_str());
    }
    const at::NoGradGuard no_grad;
    const RestorationBatch batch = some_batch(1);
    const at::Tensor restored = model->forward(batch.drawn, batch.reference(), at::zeros({2, 256}));
    QCOMPARE(restored.sizes(), batch.clean.sizes());
    QVERIFY(restored.isfinite().all().item<bool>());
  }

  void what_cannot_be_trained_is_refused_in_a_sentence() {
    using koma::api::TrainingStage;
    const auto refused = [&](auto change) {
      auto request = tiny_request(TrainingStage::restorer_1, place("never"));
      change(request);
      return koma::test::refusal([&] { koma::training::train(request, [](const auto&) {}, {}); });
    };
    QCOMPARE(refused([](auto& request) { request.restorer.errors = "manga"; }),
             "manga's errors need a checkpoint whose autoencoder pictures go through; give --from");
    QCOMPARE(refused([](auto& request) { request.restorer.scale = 3; }), "a restorer enlarges by 1, 2 or 4, not by 3");
    QVERIFY(refused([](auto& request) { request.restorer.channels = 7; }).contains("even number of channels"));
    QVERIFY(refused([](auto& request) { request.restorer.side = 48; }).contains("multiple of 32"));
    QVERIFY(refused([](auto& request) { request.restorer.errors = "rain"; }).contains("\"rain\""));
    QVERIFY(!fs::exists(place("never")));
    QVERIFY(koma::test::refusal([&] {
              export_restorer(place("never"), place("x.safetensors"));
            }).contains("train the stage restorer-2 first"));
  }
};

QTEST_GUILESS_MAIN(RestorationTest)
#include "restoration_test.moc"
