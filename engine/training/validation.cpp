// SPDX-License-Identifier: Apache-2.0
#include "engine/training/validation.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "engine/training/autocast.h"
#include "engine/training/flow_matching.h"
#include "engine/training/picture_tensors.h"

namespace koma::training {

namespace {

constexpr std::int64_t panels = 64, panels_shown = 8, rows_per_batch = 16;
constexpr std::uint64_t panel_seed = 90, noise_seed = 5, sheet_seed = 123;
constexpr int longest_side = [] {
  int longest = 0;
  for (const PanelSize& size : panel_sizes) longest = std::max({longest, size.width, size.height});
  return longest;
}();
constexpr int cell_width = longest_side, cell_height = longest_side, reference_height = 112;

cv::Mat mat_of(const Image& image) {
  return cv::Mat(image.height(), image.width(), CV_8UC1, const_cast<std::uint8_t*>(image.pixels().data())).clone();
}

/// Pastes a picture centred into a cell of the sheet.
void paste(cv::Mat& sheet, const cv::Mat& picture, const cv::Rect& cell) {
  const cv::Point at(cell.x + (cell.width - picture.cols) / 2, cell.y + (cell.height - picture.rows) / 2);
  picture.copyTo(sheet(cv::Rect(at, picture.size())));
}

Image image_of(const cv::Mat& grey) {
  return Image(grey.cols, grey.rows, 1, std::vector<std::uint8_t>(grey.data, grey.data + grey.total()));
}

}  // namespace

Validation::Validation(const PanelEncoder& encoder)
    : batches_(PanelCache::draw(encoder, panels, panel_seed, true).batches(rows_per_batch)),
      unspecified_(encoder.unspecified()) {}

ValidationLoss Validation::measure(const Denoiser& denoiser) const {
  at::NoGradGuard no_grad;
  at::Generator generator = seeded(noise_seed);
  double all = 0, head = 0, cells = 0, head_cells = 0;
  std::int64_t panel = 0;
  for (const PanelBatch& batch : batches_) {
    const at::Tensor place = at::arange(panel, panel + batch.size(), at::kFloat);
    const at::Tensor times = at::remainder(place, 8) / 8 * 0.9 + 0.06;  // [B]
    const at::Tensor noise = at::randn(batch.latents.sizes(), generator);
    const at::Tensor error = velocity_error(denoiser, batch, noise, times).cpu();  // [B, h, w]
    const at::Tensor mask = head_mask(batch.heads, error.size(1), error.size(2));
    all += error.sum().item<double>();
    head += (error * mask).sum().item<double>();
    cells += double(error.numel());
    head_cells += mask.sum().item<double>();
    panel += batch.size();
  }
  return {all / cells, head / head_cells, (all - head) / (cells - head_cells)};
}

Image Validation::contact_sheet(const Denoiser& denoiser, const PanelEncoder& encoder) const {
  at::NoGradGuard no_grad;
  cv::Mat sheet(reference_height + 2 * cell_height, int(panels_shown) * cell_width, CV_8UC1, cv::Scalar(128));
  at::Generator generator = seeded(sheet_seed);
  for (int i = 0; i < int(panels_shown); ++i) {
    const TrainingPanel panel = draw_training_panel(next_seed(generator), {true, 1, 1});
    const PanelBatch batch = PanelCache::encode(encoder, panel);
    const at::Tensor noise = at::randn(batch.latents.sizes(), generator);
    const at::Tensor latents = sample_latents(denoiser, batch, unspecified_, noise, {});
    const Autocast autocast(encoder.device);
    const at::Tensor decoded = encoder.autoencoder->decode(encoder.autoencoder->from_denoiser(latents));
    const int left = i * cell_width;
    for (std::size_t j = 0; j < panel.characters.size(); ++j) {
      const cv::Rect cell(left + int(j) * cell_width / 2, 0, cell_width / 2, reference_height);
      paste(sheet, mat_of(panel.characters[j].references.front()), cell);
    }
    paste(sheet, mat_of(unit_image(decoded[0].to(at::kFloat))), {left, reference_height, cell_width, cell_height});
    paste(sheet, mat_of(panel.picture), {left, reference_height + cell_height, cell_width, cell_height});
  }
  return image_of(sheet);
}

}  // namespace koma::training
