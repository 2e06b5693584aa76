// SPDX-License-Identifier: Apache-2.0
#include "engine/kernels/attention_avx512.h"

#if defined(__x86_64__)

#include <immintrin.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <memory>
#include <vector>

// Not for the whole library: this file runs only where has_attention() has asked the processor.
#pragma GCC target("avx2,fma,avx512f,avx512bw,avx512dq,avx512vl,avx512bf16,prefer-vector-width=512")

namespace koma::kernels {
namespace {

#define KOMA_INLINE [[gnu::always_inline]] inline

constexpr std::int64_t lanes = 16;
/// Rows times vectors of sums that stay in registers: 24 of the 32.
constexpr int group_rows = 6, group_vectors = 4;
constexpr std::int64_t tile_rows = 8 * group_rows;  // queries that share a block of keys in the cache
constexpr std::int64_t block_keys = 128;

std::int64_t rounded_up(std::int64_t count, std::int64_t step) {
  return (count + step - 1) / step * step;
}

/// Keys and values of every head, in the order in which the products read them, as pairs that one instruction takes:
/// keys [blocks][size / 2][block_keys][2], values [padded keys / 2][padded size][2], zeros beyond the end.
struct Packed {
  std::int64_t keys, size;  ///< padded
  std::int64_t pairs;       ///< size / 2 before padding
  std::vector<std::uint16_t> keys_data, values_data;
  [[nodiscard]] std::int64_t head_keys() const { return keys * pairs * 2; }
  [[nodiscard]] std::int64_t head_values() const { return keys * size; }
};

void pack_keys(const AttentionShape& shape, const Bfloat16* from, std::int64_t stride, std::uint16_t* to) {
  for (std::int64_t key = 0; key < shape.keys; ++key, from += stride) {
    std::uint16_t* column = to + key / block_keys * block_keys * shape.size + key % block_keys * 2;
    for (std::int64_t pair = 0; pair < shape.size / 2; ++pair)
      std::memcpy(column + pair * block_keys * 2, from + 2 * pair, 2 * sizeof(std::uint16_t));
  }
}

void pack_values(const AttentionShape& shape, const Bfloat16* from, std::int64_t stride, std::int64_t padded_size,
                 std::uint16_t* to) {
  for (std::int64_t key = 0; key < shape.keys; ++key, from += stride) {
    std::uint16_t* row = to + key / 2 * padded_size * 2 + key % 2;
    for (std::int64_t i = 0; i < shape.size; ++i) row[2 * i] = std::uint16_t(from[i]);
  }
}

Packed pack(const AttentionShape& shape, const AttentionInputs& inputs, const ParallelFor& parallel) {
  Packed packed{rounded_up(shape.keys, block_keys), rounded_up(shape.size, lanes), shape.size / 2, {}, {}};
  const std::int64_t heads = shape.batch * shape.heads;
  packed.keys_data.resize(std::size_t(heads * packed.head_keys()));
  packed.values_data.resize(std::size_t(heads * packed.head_values()));
  parallel(heads, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t i = begin; i < end; ++i) {
      const std::int64_t b = i / shape.heads, h = i % shape.heads;
      pack_keys(shape, inputs.keys.at(b, h, 0), inputs.keys.token, packed.keys_data.data() + i * packed.head_keys());
      pack_values(shape, inputs.values.at(b, h, 0), inputs.values.token, packed.size,
                  packed.values_data.data() + i * packed.head_values());
    }
  });
  return packed;
}

/// What a thread works on: a tile of queries of one head.
struct alignas(64) Scratch {
  float scores[group_rows][block_keys];
  std::uint16_t weights[group_rows][block_keys];  // bfloat16 numerators of the softmax
  float largest[tile_rows];                       // score so far, in powers of two
  __m512 sums[tile_rows];                         // of numerators, per lane
  float result[tile_rows * largest_head];         // [tile_rows][padded size], not yet divided by the sums
};

/// C = factor · C + A B for six rows and `vectors` vectors of columns: A's rows are bfloat16 pairs, B is packed
/// [pairs][columns][2] with `stride` columns. Without `factors`, C starts at zero.
struct Product {
  const std::uint16_t* rows[group_rows];
  const std::uint16_t* columns;
  std::int64_t stride, pairs;
  float* sums;
  std::int64_t sum_stride;
  const float* factors;
};

KOMA_INLINE __m512bh broadcast_pair(const std::uint16_t* pair) {
  int bits;
  std::memcpy(&bits, pair, sizeof bits);
  return (__m512bh)_mm512_set1_epi32(bits);
}

template <int vectors>
void multiply(const Product& product) {
  __m512 sums[group_rows][vectors];
  for (int row = 0; row < group_rows; ++row) {
    for (int v = 0; v < vectors; ++v) {
      sums[row][v] = _mm512_setzero_ps();
      if (product.factors == nullptr) continue;
      const __m512 old = _mm512_loadu_ps(product.sums + row * product.sum_stride + v * lanes);
      sums[row][v] = _mm512_mul_ps(old, _mm512_set1_ps(product.factors[row]));
    }
  }
  const std::uint16_t* column = product.columns;
  for (std::int64_t pair = 0; pair < product.pairs; ++pair, column += 2 * product.stride) {
    __m512bh b[vectors];
    for (int v = 0; v < vectors; ++v) b[v] = (__m512bh)_mm512_loadu_si512(column + 2 * v * lanes);
    for (int row = 0; row < group_rows; ++row) {
      const __m512bh a = broadcast_pair(product.rows[row] + 2 * pair);
      for (int v = 0; v < vectors; ++v) sums[row][v] = _mm512_dpbf16_ps(sums[row][v], a, b[v]);
    }
  }
  for (int row = 0; row < group_rows; ++row) {
    for (int v = 0; v < vectors; ++v)
      _mm512_storeu_ps(product.sums + row * product.sum_stride + v * lanes, sums[row][v]);
  }
}

/// All columns, a few vectors at a time and about as many each time.
void multiply_all(Product product, std::int64_t columns) {
  std::int64_t left = columns / lanes;
  for (std::int64_t parts = (left + group_vectors - 1) / group_vectors; parts > 0; --parts) {
    const std::int64_t now = (left + parts - 1) / parts;
    switch (now) {
      case 4:
        multiply<4>(product);
        break;
      case 3:
        multiply<3>(product);
        break;
      case 2:
        multiply<2>(product);
        break;
      default:
        multiply<1>(product);
    }
    product.columns += 2 * now * lanes;
    product.sums += now * lanes;
    left -= now;
  }
}

/// 2^x for x ≤ 0 within 2^-17, far below what bfloat16 keeps; 0 for −∞.
KOMA_INLINE __m512 power_of_two(__m512 x) {
  const __m512 whole = _mm512_roundscale_ps(x, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
  const __m512 rest = _mm512_sub_ps(x, whole);  // −½ … ½
  __m512 p = _mm512_set1_ps(9.6181291e-3f);     // Taylor: ln⁴2 / 24, …
  p = _mm512_fmadd_ps(p, rest, _mm512_set1_ps(5.5504109e-2f));
  p = _mm512_fmadd_ps(p, rest, _mm512_set1_ps(2.4022651e-1f));
  p = _mm512_fmadd_ps(p, rest, _mm512_set1_ps(6.9314718e-1f));
  p = _mm512_fmadd_ps(p, rest, _mm512_set1_ps(1.0f));
  return _mm512_scalef_ps(p, whole);
}

/// One block of keys as six queries see it.
struct Block {
  std::int64_t visible;                // keys that there are, ≤ block_keys
  float factor;                        // from a product to a score in powers of two
  const float* mask[group_rows] = {};  // of this block, or null
};

KOMA_INLINE __mmask16 lanes_below(std::int64_t count) {
  return count >= lanes ? __mmask16(0xffff) : __mmask16((1u << std::max<std::int64_t>(count, 0)) - 1);
}

/// Scales the scores of a row, adds the mask, hides what lies beyond the last key. → the largest
KOMA_INLINE float prepare_scores(const Block& block, const float* mask, std::int64_t vectors, float* scores) {
  const __m512 factor = _mm512_set1_ps(block.factor), log2_e = _mm512_set1_ps(1.44269504f);
  const __m512 hidden = _mm512_set1_ps(-std::numeric_limits<float>::infinity());
  __m512 largest = hidden;
  for (std::int64_t v = 0; v < vectors; ++v) {
    const __mmask16 there = lanes_below(block.visible - v * lanes);
    __m512 score = _mm512_mul_ps(_mm512_load_ps(scores + v * lanes), factor);
    if (mask != nullptr) score = _mm512_fmadd_ps(_mm512_maskz_loadu_ps(there, mask + v * lanes), log2_e, score);
    score = _mm512_mask_mov_ps(hidden, there, score);
    largest = _mm512_max_ps(largest, score);
    _mm512_store_ps(scores + v * lanes, score);
  }
  return _mm512_reduce_max_ps(largest);
}

/// Turns a row of scores into numerators and keeps the row's running maximum and sum. → what the older part of the
/// result must be multiplied by
KOMA_INLINE float take_in(const Block& block, int row, std::int64_t vectors, Scratch& scratch, std::int64_t at) {
  float* scores = scratch.scores[row];
  const float before = scratch.largest[at];
  const float now = std::max(before, prepare_scores(block, block.mask[row], vectors, scores));
  scratch.largest[at] = now;
  // A row that has seen nothing yet keeps zeros: −∞ − 0.
  const __m512 level = _mm512_set1_ps(std::isinf(now) ? 0.0f : now);
  float factor = 1;
  if (now != before) factor = std::exp2(before - now);
  __m512 sum = _mm512_mul_ps(scratch.sums[at], _mm512_set1_ps(factor));
  for (std::int64_t v = 0; v < vectors; ++v) {
    const __m512 weight = power_of_two(_mm512_sub_ps(_mm512_load_ps(scores + v * lanes), level));
    sum = _mm512_add_ps(sum, weight);
    _mm256_store_si256(reinterpret_cast<__m256i*>(scratch.weights[row] + v * lanes),
                       (__m256i)_mm512_cvtneps_pbh(weight));
  }
  scratch.sums[at] = sum;
  return factor;
}

struct Tile {
  const AttentionShape& shape;
  const AttentionInputs& inputs;
  const Packed& packed;
  std::int64_t batch, head, first, rows;  ///< queries first … first + rows − 1
};

/// Six queries, from `group` rows into the tile, look at the keys of one block. Beyond the last query the last one is
/// computed again and not kept.
void look(const Tile& tile, std::int64_t group, std::int64_t key, Scratch& scratch) {
  const AttentionShape& shape = tile.shape;
  const Packed& packed = tile.packed;
  const std::int64_t index = tile.batch * shape.heads + tile.head;
  Block block{std::min(block_keys, shape.keys - key), tile.inputs.scale * 1.44269504f, {}};
  const std::int64_t seen = rounded_up(block.visible, lanes);
  Product product{};
  for (int row = 0; row < group_rows; ++row) {
    const std::int64_t query = tile.first + std::min(group + row, tile.rows - 1);
    product.rows[row] = reinterpret_cast<const std::uint16_t*>(tile.inputs.queries.at(tile.batch, tile.head, query));
    if (tile.inputs.mask.data != nullptr) block.mask[row] = tile.inputs.mask.at(tile.batch, tile.head, query) + key;
  }
  product.columns = packed.keys_data.data() + index * packed.head_keys() + key * packed.pairs * 2;
  product.stride = block_keys;
  product.pairs = packed.pairs;
  product.sums = scratch.scores[0];
  product.sum_stride = block_keys;
  multiply_all(product, seen);

  float factors[group_rows];
  for (int row = 0; row < group_rows; ++row) {
    factors[row] = take_in(block, row, seen / lanes, scratch, group + row);
    product.rows[row] = scratch.weights[row];
  }
  product.columns = packed.values_data.data() + index * packed.head_values() + key * packed.size;
  product.stride = packed.size;
  product.pairs = seen / 2;
  product.sums = scratch.result + group * packed.size;
  product.sum_stride = packed.size;
  product.factors = factors;
  multiply_all(product, packed.size);
}

void write_result(const Tile& tile, const HeadsView<Bfloat16>& result, const Scratch& scratch) {
  for (std::int64_t row = 0; row < tile.rows; ++row) {
    const float sum = _mm512_reduce_add_ps(scratch.sums[row]);
    const __m512 inverse = _mm512_set1_ps(sum > 0 ? 1 / sum : 0);
    const float* from = scratch.result + row * tile.packed.size;
    auto* to = reinterpret_cast<std::uint16_t*>(result.at(tile.batch, tile.head, tile.first + row));
    for (std::int64_t i = 0; i < tile.shape.size; i += lanes) {
      const __m512 value = _mm512_mul_ps(_mm512_loadu_ps(from + i), inverse);
      _mm256_mask_storeu_epi16(to + i, lanes_below(tile.shape.size - i), (__m256i)_mm512_cvtneps_pbh(value));
    }
  }
}

void work_on(const Tile& tile, const HeadsView<Bfloat16>& result, Scratch& scratch) {
  const std::int64_t padded_rows = rounded_up(tile.rows, group_rows);
  for (std::int64_t row = 0; row < padded_rows; ++row) {
    scratch.largest[row] = -std::numeric_limits<float>::infinity();
    scratch.sums[row] = _mm512_setzero_ps();
  }
  std::fill_n(scratch.result, padded_rows * tile.packed.size, 0.0f);
  for (std::int64_t key = 0; key < tile.shape.keys; key += block_keys) {
    for (std::int64_t group = 0; group < padded_rows; group += group_rows) look(tile, group, key, scratch);
  }
  write_result(tile, result, scratch);
}

}  // namespace

void attention_avx512(const AttentionShape& shape, const AttentionInputs& inputs, const HeadsView<Bfloat16>& result,
                      const ParallelFor& parallel) {
  const Packed packed = pack(shape, inputs, parallel);
  const std::int64_t tiles = (shape.queries + tile_rows - 1) / tile_rows;
  parallel(shape.batch * shape.heads * tiles, [&](std::int64_t begin, std::int64_t end) {
    const auto scratch = std::make_unique_for_overwrite<Scratch>();
    for (std::int64_t i = begin; i < end; ++i) {
      const std::int64_t first = i % tiles * tile_rows, head = i / tiles;
      work_on({shape, inputs, packed, head / shape.heads, head % shape.heads, first,
               std::min(tile_rows, shape.queries - first)},
              result, *scratch);
    }
  });
}

}  // namespace koma::kernels

#endif
