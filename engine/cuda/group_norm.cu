// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "engine/cuda/group_norm.h"
#include "engine/cuda/number.cuh"

/// Three kernels. `measure`: each block takes a stretch of positions of one picture with all channels, so that memory
/// is read in whole rows, and leaves mean and squared deviations of each group; `join`: those of all stretches
/// together; `normalise`: the work itself.
namespace koma::cuda {
namespace {

constexpr int warp = 32;
constexpr int usual_threads = 256, most_columns = 512;
constexpr int most_channels = 4096, most_groups = 128;
constexpr std::int64_t most_stretches = 512;

/// A block's threads: `columns` of them side by side over the channels, `lanes` rows of them over the positions.
struct Shape {
  int columns, lanes;
  int stretches;
  std::int64_t length;  // positions of a stretch
  [[nodiscard]] dim3 threads() const { return dim3(unsigned(columns), unsigned(lanes)); }
};

Shape shape_of(const GroupNormJob& job, int width) {
  Shape shape{};
  shape.columns = int(std::min<std::int64_t>(job.channels / width, most_columns));
  // Whole warps, for the shuffles.
  shape.columns = (shape.columns + warp - 1) / warp * warp;
  shape.lanes = std::max(1, usual_threads / shape.columns);
  const std::int64_t wanted = job.positions / (8 * shape.lanes);
  const std::int64_t stretches = std::clamp<std::int64_t>(wanted, 1, most_stretches);
  shape.length = (job.positions + stretches - 1) / stretches;
  shape.stretches = int((job.positions + shape.length - 1) / shape.length);
  return shape;
}

/// Mean and the sum of squared deviations from it.
struct Moments {
  float mean, squares;
};

__device__ float sum_of_warp(float x) {
  for (int step = warp / 2; step > 0; step /= 2) x += __shfl_xor_sync(0xffffffffU, x, step);
  return x;
}

/// Puts `count` moments together; `size_of(i)` says over how many numbers the i-th is. All lanes of a warp call it and
/// get the result. Chan, Golub & LeVeque 1983.
template <class Read, class Size>
__device__ Moments together(int count, Read read, Size size_of) {
  const int lane = int(threadIdx.y * blockDim.x + threadIdx.x) % warp;
  float size = 0, total = 0;
  for (int i = lane; i < count; i += warp) {
    size += size_of(i);
    total += size_of(i) * read(i).mean;
  }
  size = sum_of_warp(size);
  const float mean = sum_of_warp(total) / size;
  float squares = 0;
  for (int i = lane; i < count; i += warp) {
    const Moments each = read(i);
    const float apart = each.mean - mean;
    squares += each.squares + size_of(i) * apart * apart;
  }
  return {mean, sum_of_warp(squares)};
}

/// The numbers of positions `first`, `first + step`, … before `end` among `count`.
__device__ int turns(std::int64_t first, std::int64_t end, int step) {
  return first < end ? int((end - first + step - 1) / step) : 0;
}

struct Measured {
  std::int64_t positions, channels, length;
  int groups;
};

/// partial [batch, stretches, groups]
template <class T, int width>
__global__ void measure(const T* x, const T* offset, Measured of, Moments* partial) {
  extern __shared__ Moments seen[];  // [lanes, channels]
  const std::int64_t begin = blockIdx.x * of.length, end = min(begin + of.length, of.positions);
  const std::int64_t first = begin + threadIdx.y;
  const T* picture = x + blockIdx.y * of.positions * of.channels;
  const int mine = turns(first, end, int(blockDim.y));
  for (std::int64_t c = threadIdx.x * width; c < of.channels; c += blockDim.x * width) {
    float start[width] = {}, sum[width] = {}, squares[width] = {};
    for (int turn = 0; turn < mine; ++turn) {
      const std::int64_t position = first + std::int64_t(turn) * blockDim.y;
      const auto pack = *reinterpret_cast<const Pack<T, width>*>(picture + position * of.channels + c);
      for (int i = 0; i < width; ++i) {
        const float value = to_float(pack.numbers[i]);
        if (turn == 0) start[i] = value;
        const float apart = value - start[i];
        sum[i] += apart;
        squares[i] += apart * apart;
      }
    }
    for (int i = 0; i < width; ++i) {
      const float told = offset != nullptr ? to_float(offset[blockIdx.y * of.channels + c + i]) : 0.0F;
      const float mean = mine > 0 ? sum[i] / float(mine) : 0.0F;
      seen[threadIdx.y * of.channels + c + i] = {start[i] + mean + told, fmaxf(squares[i] - sum[i] * mean, 0.0F)};
    }
  }
  __syncthreads();
  const int each = int(of.channels) / of.groups;
  const int thread = int(threadIdx.y * blockDim.x + threadIdx.x);
  const int warps = int(blockDim.x * blockDim.y) / warp;
  for (int group = thread / warp; group < of.groups; group += warps) {
    const auto place = [&](int i) { return seen[(i / each) * of.channels + group * each + i % each]; };
    const auto size = [&](int i) { return float(turns(begin + i / each, end, int(blockDim.y))); };
    const Moments found = together(each * int(blockDim.y), place, size);
    if (thread % warp == 0) partial[(std::int64_t(blockIdx.y) * gridDim.x + blockIdx.x) * of.groups + group] = found;
  }
}

/// One warp per group and picture. joined [batch, groups]: mean and 1 / deviation
__global__ void join(const Moments* partial, Measured of, int stretches, float epsilon, Moments* joined) {
  const int group = int(blockIdx.x);
  const std::int64_t batch = blockIdx.y;
  const int each = int(of.channels) / of.groups;
  const auto place = [&](int i) { return partial[(batch * stretches + i) * of.groups + group]; };
  const auto size = [&](int i) {
    return float(min(of.length, of.positions - std::int64_t(i) * of.length)) * float(each);
  };
  const Moments found = together(stretches, place, size);
  if (threadIdx.x != 0) return;
  const float variance = found.squares / (float(of.positions) * float(each));
  joined[batch * of.groups + group] = {found.mean, rsqrtf(variance + epsilon)};
}

template <class T>
struct Finish {
  const T *weight, *bias, *offset;
  const Moments* joined;
  bool silu;
};

template <class T, int width>
__global__ void normalise(const T* x, Measured of, Finish<T> finish, T* y) {
  const std::int64_t begin = blockIdx.x * of.length, end = min(begin + of.length, of.positions);
  const std::int64_t picture = blockIdx.y * of.positions * of.channels;
  const int each = int(of.channels) / of.groups;
  for (std::int64_t c = threadIdx.x * width; c < of.channels; c += blockDim.x * width) {
    float middle[width], scale[width], shift[width];
    for (int i = 0; i < width; ++i) {
      const Moments group = finish.joined[std::int64_t(blockIdx.y) * of.groups + (c + i) / each];
      const float told = finish.offset != nullptr ? to_float(finish.offset[blockIdx.y * of.channels + c + i]) : 0.0F;
      middle[i] = group.mean - told;
      scale[i] = group.squares * to_float(finish.weight[c + i]);
      shift[i] = to_float(finish.bias[c + i]);
    }
    for (std::int64_t position = begin + threadIdx.y; position < end; position += blockDim.y) {
      const std::int64_t place = picture + position * of.channels + c;
      const auto from = *reinterpret_cast<const Pack<T, width>*>(x + place);
      Pack<T, width> to;
      for (int i = 0; i < width; ++i) {
        float value = (to_float(from.numbers[i]) - middle[i]) * scale[i] + shift[i];
        if (finish.silu) value /= 1.0F + __expf(-value);
        to.numbers[i] = from_float<T>(value);
      }
      *reinterpret_cast<Pack<T, width>*>(y + place) = to;
    }
  }
}

template <class T, int width>
void launch(const GroupNormJob& job, cudaStream_t stream) {
  const Shape shape = shape_of(job, width);
  const Measured of{job.positions, job.channels, shape.length, int(job.groups)};
  const dim3 blocks(unsigned(shape.stretches), unsigned(job.batch));
  auto* partial = reinterpret_cast<Moments*>(job.workspace);
  Moments* joined = partial + job.batch * shape.stretches * job.groups;
  const std::size_t shared = sizeof(Moments) * std::size_t(shape.lanes) * std::size_t(job.channels);
  const auto* x = static_cast<const T*>(job.x);
  measure<T, width><<<blocks, shape.threads(), shared, stream>>>(x, static_cast<const T*>(job.offset), of, partial);
  join<<<dim3(unsigned(job.groups), unsigned(job.batch)), warp, 0, stream>>>(partial, of, shape.stretches, job.epsilon,
                                                                             joined);
  const Finish<T> finish{static_cast<const T*>(job.weight), static_cast<const T*>(job.bias),
                         static_cast<const T*>(job.offset), joined, job.silu};
  normalise<T, width><<<blocks, shape.threads(), 0, stream>>>(x, of, finish, static_cast<T*>(job.y));
}

/// Sixteen bytes at once where the channels allow it.
template <class T>
void launch_widest(const GroupNormJob& job, cudaStream_t stream) {
  constexpr int widest = 16 / int(sizeof(T));
  if (job.channels % widest == 0) {
    launch<T, widest>(job, stream);
  } else {
    launch<T, 1>(job, stream);
  }
}

}  // namespace

bool takes_group_norm(std::int64_t channels, std::int64_t groups) {
  return groups >= 1 && groups <= most_groups && channels <= most_channels && channels % groups == 0;
}

std::int64_t group_norm_workspace(const GroupNormJob& job) {
  return 2 * job.batch * (most_stretches + 1) * job.groups;
}

void group_norm(const GroupNormJob& job, cudaStream_t stream) {
  switch (job.number) {
    case Number::float32:
      return launch_widest<float>(job, stream);
    case Number::float16:
      return launch_widest<__half>(job, stream);
    case Number::bfloat16:
      return launch_widest<__nv_bfloat16>(job, stream);
  }
}

}  // namespace koma::cuda
