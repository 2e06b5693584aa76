// SPDX-License-Identifier: Apache-2.0
#include "engine/eval/contact_sheet.h"

#include <algorithm>
#include <cstdint>

#include "engine/base/error.h"
#include "engine/eval/head_crop.h"

namespace koma::eval {

namespace {

constexpr int cell = 264, reference_side = 82, gap = 8, per_row = 8;
constexpr std::size_t most_references = 3;

/// A white sheet of grey pixels that pictures are put on.
struct Sheet {
  int width, height;
  std::vector<std::uint8_t> pixels = std::vector<std::uint8_t>(std::size_t(width) * std::size_t(height), 255);

  void put(const Image& picture, int left, int top) {
    for (int y = 0; y < picture.height(); ++y) {
      std::copy_n(picture.row(y), picture.width(), pixels.begin() + std::ptrdiff_t(top + y) * width + left);
    }
  }
};

Image fitted(const Image& picture, int side) {
  const double scale = double(side) / std::max(picture.width(), picture.height());
  return shrink(picture, std::max(1, int(picture.width() * scale)), std::max(1, int(picture.height() * scale)));
}

/// What stands in a column below the references.
std::vector<Image> stack_of(const SheetEntry& entry) {
  std::vector<Image> stack = entry.pictures;
  if (!entry.drawing.empty()) stack.push_back(entry.drawing);
  return stack;
}

}  // namespace

Image contact_sheet(const std::vector<SheetEntry>& entries) {
  if (entries.empty()) throw Error(ErrorCode::invalid_argument, "a contact sheet needs at least one entry");
  std::size_t cells = 0;
  bool any_reference = false;
  for (const SheetEntry& entry : entries) {
    cells = std::max(cells, stack_of(entry).size());
    any_reference = any_reference || !entry.references.empty();
  }
  const int columns = std::min(per_row, int(entries.size()));
  const int rows = (int(entries.size()) + per_row - 1) / per_row;
  const int head = any_reference ? reference_side + gap : 0;
  const int column = cell + gap, row = head + int(cells) * (cell + gap) + gap;
  Sheet sheet{columns * column + gap, rows * row + gap};
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const int left = gap + int(i) % per_row * column, top = gap + int(i) / per_row * row;
    for (std::size_t k = 0; k < std::min(most_references, entries[i].references.size()); ++k) {
      sheet.put(fitted(entries[i].references[k], reference_side), left + int(k) * (reference_side + gap), top);
    }
    int below = top + head;
    for (const Image& picture : stack_of(entries[i])) {
      sheet.put(fitted(picture, cell), left, below);
      below += cell + gap;
    }
  }
  return Image(sheet.width, sheet.height, 1, std::move(sheet.pixels));
}

}  // namespace koma::eval
