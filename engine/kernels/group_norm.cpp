// SPDX-License-Identifier: Apache-2.0
#include "engine/kernels/group_norm.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/kernels/cpu_features.h"
#include "engine/kernels/vector_math.h"

namespace koma::kernels {
namespace {

/// Rows that are summed in float32 before the sums go on in double, and the piece that a thread takes at least.
constexpr std::int64_t rows_at_once = 128;

/// Some rows [rows, channels] of one picture.
template <class T>
struct Rows {
  const T* x;
  std::int64_t rows, channels;
};

/// Sums of `count` vectors of neighbouring channels.
template <int count, class T>
KOMA_INLINE void sum_columns(const Rows<T>& part, std::int64_t c, const T* first, float* sums, float* squares) {
  Floats origin[count], sum[count] = {}, square[count] = {};
  for (int i = 0; i < count; ++i) origin[i] = load(first + c + i * lanes);
  for (std::int64_t row = 0; row < part.rows; ++row) {
    for (int i = 0; i < count; ++i) {
      const Floats difference = load(part.x + row * part.channels + c + i * lanes) - origin[i];
      sum[i] += difference;
      square[i] += difference * difference;
    }
  }
  for (int i = 0; i < count; ++i) {
    store(sums + c + i * lanes, sum[i]);
    store(squares + c + i * lanes, square[i]);
  }
}

/// Per channel Σ(x − x₀) and Σ(x − x₀)² over the rows, x₀ the picture's first row: sums of small numbers even where
/// the mean is large.
template <class T>
KOMA_INLINE void sum_rows(const Rows<T>& part, const T* first, float* sums, float* squares) {
  std::int64_t c = 0;
  for (; c + 4 * lanes <= part.channels; c += 4 * lanes) sum_columns<4>(part, c, first, sums, squares);
  for (; c + lanes <= part.channels; c += lanes) sum_columns<1>(part, c, first, sums, squares);
  for (; c < part.channels; ++c) {
    sums[c] = squares[c] = 0;
    for (std::int64_t row = 0; row < part.rows; ++row) {
      const float difference = to_float(part.x[row * part.channels + c]) - to_float(first[c]);
      sums[c] += difference;
      squares[c] += difference * difference;
    }
  }
}

/// The last channels of a row, fewer than `lanes`, by way of whole vectors.
template <class T>
KOMA_INLINE void apply_rest(const T* x, const float* factor, const float* shift, bool silu_after, std::int64_t count,
                            T* y) {
  T in[lanes] = {}, out[lanes];
  float factors[lanes] = {}, shifts[lanes] = {};
  std::copy_n(x, count, in);
  std::copy_n(factor, count, factors);
  std::copy_n(shift, count, shifts);
  const Floats value = load(in) * load(factors) + load(shifts);
  store(out, silu_after ? silu(value) : value);
  std::copy_n(out, count, y);
}

/// y = factor · x + shift per channel, then SiLU.
template <class T>
KOMA_INLINE void apply_rows(const Rows<T>& part, const float* factor, const float* shift, bool silu_after, T* y) {
  for (std::int64_t row = 0; row < part.rows; ++row) {
    const T* from = part.x + row * part.channels;
    T* to = y + row * part.channels;
    std::int64_t c = 0;
    if (silu_after) {
      for (; c + lanes <= part.channels; c += lanes)
        store(to + c, silu(load(from + c) * load(factor + c) + load(shift + c)));
    } else {
      for (; c + lanes <= part.channels; c += lanes) store(to + c, load(from + c) * load(factor + c) + load(shift + c));
    }
    if (c < part.channels) apply_rest(from + c, factor + c, shift + c, silu_after, part.channels - c, to + c);
  }
}

template <class T>
void sum_portable(const Rows<T>& part, const T* first, float* sums, float* squares) {
  sum_rows(part, first, sums, squares);
}
template <class T>
KOMA_AVX2 void sum_avx2(const Rows<T>& part, const T* first, float* sums, float* squares) {
  sum_rows(part, first, sums, squares);
}
template <class T>
KOMA_AVX512 void sum_avx512(const Rows<T>& part, const T* first, float* sums, float* squares) {
  sum_rows(part, first, sums, squares);
}
template <class T>
void apply_portable(const Rows<T>& part, const float* factor, const float* shift, bool silu_after, T* y) {
  apply_rows(part, factor, shift, silu_after, y);
}
template <class T>
KOMA_AVX2 void apply_avx2(const Rows<T>& part, const float* factor, const float* shift, bool silu_after, T* y) {
  apply_rows(part, factor, shift, silu_after, y);
}
template <class T>
KOMA_AVX512 void apply_avx512(const Rows<T>& part, const float* factor, const float* shift, bool silu_after, T* y) {
  apply_rows(part, factor, shift, silu_after, y);
}

template <class T>
struct Passes {
  decltype(&sum_portable<T>) sum;
  decltype(&apply_portable<T>) apply;
};

template <class T>
Passes<T> passes() {
  switch (cpu_features().vectors) {
    case Vectors::avx512:
      return {sum_avx512<T>, apply_avx512<T>};
    case Vectors::avx2:
      return {sum_avx2<T>, apply_avx2<T>};
    case Vectors::portable:
      break;
  }
  return {sum_portable<T>, apply_portable<T>};
}

/// Sums of every piece of every picture: [pieces, 2, channels].
struct Pieces {
  std::int64_t per_picture, channels;
  std::vector<float> sums;
  float* sum(std::int64_t piece) { return sums.data() + 2 * piece * channels; }
  float* square(std::int64_t piece) { return sum(piece) + channels; }
};

/// From the sums of one picture to its factors and shifts; the first row is where the sums start from.
template <class T>
void solve(const GroupNormShape& shape, const T* first, const GroupNormOptions& options, const float* offset,
           Pieces& pieces, std::int64_t picture, float* factor, float* shift) {
  const std::int64_t width = shape.channels / shape.groups;
  const auto cells = double(shape.cells);
  std::vector<double> means(std::size_t(shape.channels)), spreads(std::size_t(shape.channels));
  for (std::int64_t c = 0; c < shape.channels; ++c) {
    double sum = 0, square = 0;
    for (std::int64_t i = 0; i < pieces.per_picture; ++i) {
      sum += double(pieces.sum(picture * pieces.per_picture + i)[c]);
      square += double(pieces.square(picture * pieces.per_picture + i)[c]);
    }
    means[std::size_t(c)] = double(to_float(first[c])) + sum / cells + (offset != nullptr ? double(offset[c]) : 0);
    spreads[std::size_t(c)] = square - sum * sum / cells;
  }
  for (std::int64_t group = 0; group < shape.groups; ++group) {
    const auto begin = std::size_t(group * width), end = begin + std::size_t(width);
    double mean = 0, spread = 0;
    for (std::size_t c = begin; c < end; ++c) mean += means[c] / double(width);
    for (std::size_t c = begin; c < end; ++c) spread += spreads[c] + cells * (means[c] - mean) * (means[c] - mean);
    const double variance = std::max(spread, 0.0) / (cells * double(width));
    const double inverse = 1 / std::sqrt(variance + double(options.epsilon));
    for (std::size_t c = begin; c < end; ++c) {
      const double slope = double(options.weight[c]) * inverse;
      factor[c] = float(slope);
      shift[c] = float(double(options.bias[c]) + ((offset != nullptr ? double(offset[c]) : 0) - mean) * slope);
    }
  }
}

template <class T>
void normalise(const GroupNormShape& shape, const T* x, const GroupNormOptions& options, T* y,
               const ParallelFor& parallel) {
  const std::int64_t channels = shape.channels;
  Pieces pieces{(shape.cells + rows_at_once - 1) / rows_at_once, channels, {}};
  const std::int64_t count = shape.batch * pieces.per_picture;
  pieces.sums.resize(std::size_t(2 * count * channels));
  const Passes<T> pass = passes<T>();
  // Rows of one piece, and where they start in the whole batch.
  const auto rows_of = [&](std::int64_t piece) {
    const std::int64_t begin = piece % pieces.per_picture * rows_at_once;
    const std::int64_t row = piece / pieces.per_picture * shape.cells + begin;
    return std::pair(Rows<T>{x + row * channels, std::min(rows_at_once, shape.cells - begin), channels}, row);
  };
  parallel(count, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t piece = begin; piece < end; ++piece) {
      const T* first = x + piece / pieces.per_picture * shape.cells * channels;
      pass.sum(rows_of(piece).first, first, pieces.sum(piece), pieces.square(piece));
    }
  });
  std::vector<float> factors(std::size_t(shape.batch * channels)), shifts(factors.size());
  for (std::int64_t picture = 0; picture < shape.batch; ++picture) {
    const std::int64_t at = picture * channels;
    solve(shape, x + at * shape.cells, options, options.offset != nullptr ? options.offset + at : nullptr, pieces,
          picture, factors.data() + at, shifts.data() + at);
  }
  parallel(count, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t piece = begin; piece < end; ++piece) {
      const auto [part, row] = rows_of(piece);
      const std::int64_t at = piece / pieces.per_picture * channels;
      pass.apply(part, factors.data() + at, shifts.data() + at, options.silu, y + row * channels);
    }
  });
}

}  // namespace

void group_norm(const GroupNormShape& shape, const float* x, const GroupNormOptions& options, float* y,
                const ParallelFor& parallel) {
  normalise(shape, x, options, y, parallel);
}

void group_norm(const GroupNormShape& shape, const Bfloat16* x, const GroupNormOptions& options, Bfloat16* y,
                const ParallelFor& parallel) {
  normalise(shape, x, options, y, parallel);
}

}  // namespace koma::kernels
