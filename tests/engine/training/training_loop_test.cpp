// SPDX-License-Identifier: Apache-2.0
#include "engine/training/training_loop.h"

#include <ATen/ATen.h>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <QTemporaryDir>
#include <QTest>
#include <thread>

#include "engine/base/error.h"
#include "engine/tensors/safetensors.h"

using namespace koma::training;

namespace {

/// Two layers, one of them a convolution, so that memory formats are exercised.
struct Toy {
  at::Tensor kernel = at::linspace(-1, 1, 4 * 3 * 3 * 3).view({4, 3, 3, 3}).clone();
  at::Tensor mix = at::linspace(-0.5, 0.5, 8).view({2, 4}).clone();

  [[nodiscard]] NamedTensors parameters() const { return {{"conv.weight", kernel}, {"mix.weight", mix}}; }
  /// pictures [B, 3, 5, 5] → the mean square of what comes out
  [[nodiscard]] at::Tensor loss(const at::Tensor& pictures) const {
    const at::Tensor hidden = at::tanh(at::conv2d(pictures, kernel)).mean({2, 3});  // [B, 4]
    return (at::linear(hidden, mix) - 1).pow(2).mean();
  }
};

Recipe recipe(std::int64_t steps) {
  return {.schedule = {.peak = 1e-2, .warmup_steps = 2}, .steps = steps, .seed = 3};
}

double from_noise(TrainingLoop& loop, const Toy& toy) {
  return loop.step([&](at::Generator& generator) { return toy.loss(at::randn({4, 3, 5, 5}, generator)); });
}

}  // namespace

class TrainingLoopTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void a_resumed_run_equals_the_uninterrupted_one_to_the_bit() {
    QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath("toy.safetensors").toStdString();
    ProcessGroup alone({});
    const Toy whole;
    TrainingLoop uninterrupted(whole.parameters(), recipe(6), alone);
    std::vector<double> losses;
    while (!uninterrupted.done()) losses.push_back(from_noise(uninterrupted, whole));

    const Toy first;
    TrainingLoop before(first.parameters(), recipe(6), alone);
    for (int i = 0; i < 3; ++i) from_noise(before, first);
    before.save(file);
    const Toy second;
    TrainingLoop after(second.parameters(), recipe(6), alone);
    QVERIFY(after.resume(file));
    QCOMPARE(after.steps(), 3);
    for (int i = 3; i < 6; ++i) QCOMPARE(from_noise(after, second), losses[std::size_t(i)]);

    QVERIFY(at::equal(second.kernel, whole.kernel));
    QVERIFY(at::equal(second.mix, whole.mix));
    after.with_average([&] { uninterrupted.with_average([&] { QVERIFY(at::equal(second.kernel, whole.kernel)); }); });
    QVERIFY(after.done());
  }

  void two_processes_take_the_step_of_one_with_both_batches() {
    QTemporaryDir folder;
    const std::filesystem::path rendezvous = folder.filePath("rendezvous").toStdString();
    const at::Tensor pictures = at::linspace(-2, 2, 8 * 3 * 5 * 5).view({8, 3, 5, 5}).sin();
    const auto train = [&](ProcessGroup& group, const Toy& toy, std::int64_t first, std::int64_t count) {
      TrainingLoop loop(toy.parameters(), recipe(4), group);
      while (!loop.done()) loop.step([&](at::Generator&) { return toy.loss(pictures.narrow(0, first, count)); });
    };
    const Toy doubled, left, right;
    ProcessGroup alone({});
    train(alone, doubled, 0, 8);
    // Threads stand for the processes: each has its own group, sockets and buffers, as a process would.
    std::jthread other([&] {
      ProcessGroup group({1, 2, rendezvous});
      train(group, right, 4, 4);
    });
    ProcessGroup group({0, 2, rendezvous});
    train(group, left, 0, 4);
    other.join();
    QVERIFY(at::equal(left.kernel, right.kernel));
    QVERIFY(at::allclose(left.kernel, doubled.kernel, 0, 1e-5));  // sums in another order
    QVERIFY(at::allclose(left.mix, doubled.mix, 0, 1e-5));
  }

  void a_checkpoint_gives_its_averaged_weights() {
    QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath("toy.safetensors").toStdString();
    ProcessGroup alone({});
    const Toy toy;
    TrainingLoop loop(toy.parameters(), recipe(2), alone);
    from_noise(loop, toy);
    loop.save(file);
    const auto weights = averaged_weights(file);
    QCOMPARE(weights.size(), std::size_t(2));
    loop.with_average([&] { QVERIFY(at::equal(weights.at("conv.weight"), toy.kernel)); });
  }

  void a_foreign_file_is_refused() {
    QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath("toy.safetensors").toStdString();
    ProcessGroup alone({});
    const Toy toy;
    TrainingLoop loop(toy.parameters(), recipe(2), alone);
    loop.save(file);
    const at::Tensor other = at::zeros({5});
    TrainingLoop wrong({{"conv.weight", other}}, recipe(2), alone);
    QVERIFY_THROWS_EXCEPTION(koma::Error, wrong.resume(file));
    QVERIFY(!wrong.resume(folder.filePath("nothing").toStdString()));
  }

  void a_run_without_a_budget_is_refused() {
    ProcessGroup alone({});
    const Toy toy;
    QVERIFY_THROWS_EXCEPTION(koma::Error, TrainingLoop(toy.parameters(), Recipe{}, alone));
  }

  void processes_meet_at_an_address_too() {
    // Threads stand for the processes; a port that is free was asked of the system.
    const int socket_number = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    QCOMPARE(bind(socket_number, reinterpret_cast<sockaddr*>(&address), length), 0);
    QCOMPARE(getsockname(socket_number, reinterpret_cast<sockaddr*>(&address), &length), 0);
    close(socket_number);
    const std::string place = "127.0.0.1:" + std::to_string(ntohs(address.sin_port));
    double seen = 0;
    std::jthread other([&] { seen = ProcessGroup({1, 2, place}).average(3.0); });
    QCOMPARE(ProcessGroup({0, 2, place}).average(1.0), 2.0);
    other.join();
    QCOMPARE(seen, 2.0);
    QVERIFY_THROWS_EXCEPTION(koma::Error, ProcessGroup({0, 2, "127.0.0.1:70000"}));
  }

  void parts_of_a_step_count_as_their_mean() {
    const at::Tensor pictures = at::linspace(-2, 2, 8 * 3 * 5 * 5).view({8, 3, 5, 5}).sin();
    ProcessGroup alone({});
    const Toy whole, parts;
    TrainingLoop one(whole.parameters(), recipe(3), alone);
    Recipe accumulating = recipe(3);
    accumulating.accumulate = 4;
    TrainingLoop four(parts.parameters(), accumulating, alone);
    for (int step = 0; step < 3; ++step) {
      int part = 0;
      const double loss = one.step([&](at::Generator&) { return whole.loss(pictures); });
      const double mean = four.step([&](at::Generator&) { return parts.loss(pictures.narrow(0, 2 * part++, 2)); });
      QCOMPARE(part, 4);
      QVERIFY(std::abs(loss - mean) < 1e-6);
    }
    QVERIFY(at::allclose(whole.kernel, parts.kernel, 0, 1e-5));
  }

  void a_run_may_keep_no_average_or_one_of_a_given_decay() {
    QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath("toy.safetensors").toStdString();
    ProcessGroup alone({});
    const Toy toy;
    Recipe none = recipe(4);
    none.average = 0;
    none.notes = {{"note", "text"}};
    TrainingLoop loop(toy.parameters(), none, alone);
    from_noise(loop, toy);
    loop.save(file);
    const koma::tensors::SafetensorsFile stored(file);
    QVERIFY(!stored.find("ema.conv.weight"));
    QCOMPARE(stored.metadata().at("note"), std::string("text"));
    QVERIFY(at::equal(averaged_weights(file).at("conv.weight"), toy.kernel));  // the last ones
    loop.with_average([&] { QVERIFY(at::equal(averaged_weights(file).at("conv.weight"), toy.kernel)); });

    const Toy averaged;
    Recipe fixed = recipe(4);
    fixed.average = 0.05;
    TrainingLoop second(averaged.parameters(), fixed, alone);
    const at::Tensor start = averaged.kernel.clone();
    from_noise(second, averaged);
    const at::Tensor live = averaged.kernel.clone();
    second.with_average([&] { QVERIFY(at::allclose(averaged.kernel, 0.05 * start + 0.95 * live, 0, 1e-6)); });
  }

  void a_loss_that_is_no_number_stops_the_run() {
    ProcessGroup alone({});
    const Toy toy;
    TrainingLoop loop(toy.parameters(), recipe(2), alone);
    QVERIFY_THROWS_EXCEPTION(koma::Error, loop.step([&](at::Generator&) {
      return toy.loss(at::full({1, 3, 5, 5}, 1.0)) / 0.0;
    }));
  }
};

QTEST_APPLESS_MAIN(TrainingLoopTest)
#include "training_loop_test.moc"
