// SPDX-License-Identifier: Apache-2.0
#include "engine/models/diffrir_code.h"

#include <ATen/ATen.h>

#include <cmath>
#include <string>

namespace koma::models {

namespace {

constexpr std::int64_t width = 64;

at::Tensor leaky(const at::Tensor& x) {
  return at::leaky_relu(x, 0.1);
}

}  // namespace

/// Two convolutions around a residual.
class DiffRirResidual final : public nn::Module {
 public:
  explicit DiffRirResidual(const nn::Weights& weights)
      : first_(child<nn::Conv2d>("body.0", weights, width, width, nn::Conv2d::Options{})),
        second_(child<nn::Conv2d>("body.2", weights, width, width, nn::Conv2d::Options{})) {}
  [[nodiscard]] at::Tensor forward(const at::Tensor& x) const {
    return second_->forward(leaky(first_->forward(x))) + x;
  }

 private:
  std::shared_ptr<nn::Conv2d> first_, second_;
};

DiffRirEncoder::DiffRirEncoder(const nn::Weights& weights, const DiffRirEncoderShape& shape)
    : first_(child<nn::Conv2d>("E.0", weights, shape.inputs, width, nn::Conv2d::Options{})) {
  const auto layer = [](std::int64_t index) { return "E." + std::to_string(index); };
  for (std::int64_t i = 0; i < shape.residuals; ++i) {
    residuals_.push_back(child<DiffRirResidual>(layer(2 + i), weights));
  }
  const std::int64_t widths[] = {width, 2 * width, 2 * width, diffrir_code};
  for (std::int64_t i = 0; i < 3; ++i) {  // an activation without weights stands between
    last_.push_back(child<nn::Conv2d>(layer(2 + shape.residuals + 2 * i), weights, widths[i], widths[i + 1],
                                      nn::Conv2d::Options{}));
  }
  for (const char* name : {"mlp.0", "mlp.2"}) {
    linears_.push_back(child<nn::Linear>(name, weights, diffrir_code, diffrir_code));
  }
}

at::Tensor DiffRirEncoder::forward(const at::Tensor& front) const {
  at::Tensor x = leaky(first_->forward(front));
  for (const auto& residual : residuals_) x = static_cast<const DiffRirResidual&>(*residual).forward(x);
  for (const auto& convolution : last_) x = leaky(convolution->forward(x));
  // Tens of thousands of places are averaged.
  x = x.to(at::kFloat).mean({2, 3}).to(x.dtype());
  for (const auto& linear : linears_) x = leaky(linear->forward(x));
  return x;
}

DiffRirDenoiser::DiffRirDenoiser(const nn::Weights& weights)
    : first_(child<nn::Linear>("resmlp.0", weights, 2 * diffrir_code + 1, diffrir_code)),
      second_(child<nn::Linear>("resmlp.2.resmlp.0", weights, diffrir_code, diffrir_code)) {}

at::Tensor DiffRirDenoiser::forward(const at::Tensor& code, int t, const at::Tensor& x) const {
  const at::Tensor time = at::full({x.size(0), 1}, t / 40.0, x.options());
  return leaky(second_->forward(leaky(first_->forward(at::cat({code, time, x}, 1)))));
}

DiffRirSchedule::DiffRirSchedule() {
  const double first = std::sqrt(0.1), last = std::sqrt(0.99);
  double before = 1;
  for (int t = 0; t < steps; ++t) {
    const double beta = std::pow(first + (last - first) * t / (steps - 1), 2);
    kept[t] = before * (1 - beta);
    mean_of_clean[t] = beta * std::sqrt(before) / (1 - kept[t]);
    mean_of_noisy[t] = (1 - before) * std::sqrt(1 - beta) / (1 - kept[t]);
    before = kept[t];
  }
}

at::Tensor diffuse(const DiffRirDenoiser& denoiser, const at::Tensor& code, const at::Tensor& start,
                   const Observer& observer) {
  const DiffRirSchedule schedule;
  at::Tensor x = start;
  for (int t = DiffRirSchedule::steps - 1; t >= 0; --t) {
    const at::Tensor clean = denoiser.forward(code, t, x);
    x = clean * schedule.mean_of_clean[t] + x * schedule.mean_of_noisy[t];
    if (!observer) continue;
    observer("clean", clean);
    observer("x", x);
  }
  return x;
}

}  // namespace koma::models
