// SPDX-License-Identifier: Apache-2.0
#include "engine/tensors/indexed_file.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <atomic>
#include <bit>
#include <thread>
#include <vector>

#include "engine/base/error.h"
#include "engine/tensors/number_conversion.h"
#include "engine/tensors/stored_types.h"

namespace koma::tensors {
namespace {

static_assert(std::endian::native == std::endian::little, "stored numbers are little-endian");

/// Bytes that are converted at once: what is read and what is made stay in the cache.
constexpr std::uint64_t piece = std::uint64_t{256} << 10;
/// Bytes from which on a second thread saves more than it costs.
constexpr std::uint64_t large = std::uint64_t{4} << 20;

/// Runs `work(from, to)` over `count` numbers: small ones here, `large` ones side by side on as many threads as torch
/// may use. Threads of our own, since torch's pool spins while it waits, which on a busy machine costs seconds.
template <class Work>
void in_stretches(std::uint64_t count, std::uint64_t bytes, const Work& work) {
  const auto threads = bytes < large ? 1 : static_cast<std::uint64_t>(std::clamp(at::get_num_threads(), 1, 8));
  std::vector<std::jthread> helpers;
  for (std::uint64_t i = 1; i < threads; ++i) {
    helpers.emplace_back([&work, from = count * i / threads, to = count * (i + 1) / threads] { work(from, to); });
  }
  work(0, count / threads);
}

}  // namespace

IndexedFile::IndexedFile(const std::filesystem::path& path) : IndexedFile(checkpoints::read_tensor_index(path)) {}

IndexedFile::IndexedFile(checkpoints::TensorIndex index) : index_(std::move(index)), bytes_(index_.path) {}

std::optional<TensorInfo> IndexedFile::find(const std::string& name) const {
  const auto found = index_.tensors.find(name);
  if (found == index_.tensors.end()) return std::nullopt;
  return TensorInfo{scalar_type(found->second.type), found->second.shape};
}

at::Tensor IndexedFile::read(const std::string& name, const std::vector<std::int64_t>&, const Init&) const {
  return read_view(stored(name), name);
}

at::Tensor IndexedFile::read_as(const std::string& name, const std::vector<std::int64_t>&, const Init&,
                                at::ScalarType dtype) const {
  return read_view(stored(name), name, dtype);
}

std::vector<std::string> IndexedFile::names() const {
  std::vector<std::string> result;
  for (const auto& [name, tensor] : index_.tensors) result.push_back(name);
  return result;
}

const checkpoints::StoredTensor& IndexedFile::stored(const std::string& name) const {
  const auto found = index_.tensors.find(name);
  if (found == index_.tensors.end()) throw Error(ErrorCode::not_found, "the file holds no tensor " + name, place());
  return found->second;
}

at::Tensor IndexedFile::read_view(const checkpoints::StoredTensor& stored, const std::string& name,
                                  std::optional<at::ScalarType> dtype) const {
  const at::ScalarType type = scalar_type(stored.type);
  const at::ScalarType wanted = dtype && at::isFloatingType(type) ? *dtype : type;
  if (wanted != type && !can_convert(type, wanted)) return read_view(stored, name).to(wanted);
  if (stored.strides.empty()) {
    at::Tensor tensor = at::empty(stored.shape, wanted);
    read_numbers(stored.begin, tensor.view({-1}), type, name);
    return tensor;
  }
  const auto numbers = static_cast<std::int64_t>((stored.end - stored.begin) / checkpoints::size_of(stored.type));
  const at::Tensor flat = at::empty({numbers}, wanted);
  read_numbers(stored.begin, flat, type, name);
  return flat.as_strided(stored.shape, stored.strides).contiguous();
}

void IndexedFile::read_numbers(std::uint64_t begin, const at::Tensor& flat, at::ScalarType type,
                               const std::string& name) const {
  const auto count = static_cast<std::uint64_t>(flat.numel());
  const std::uint64_t size = c10::elementSize(type), made_size = flat.element_size();
  auto* target = static_cast<char*>(flat.data_ptr());
  std::atomic<bool> complete = true;
  const auto read_stretch = [&](std::uint64_t from, std::uint64_t to) {
    if (flat.scalar_type() == type) {
      if (!bytes_.read(begin + from * size, target + from * size, (to - from) * size)) complete = false;
      return;
    }
    std::vector<char> buffer(std::min(piece, (to - from) * size));
    for (std::uint64_t at = from; at < to && complete; at += piece / size) {
      const std::uint64_t numbers = std::min(piece / size, to - at);
      if (!bytes_.read(begin + at * size, buffer.data(), numbers * size)) complete = false;
      convert_numbers(buffer.data(), type, target + at * made_size, flat.scalar_type(), numbers);
    }
  };
  in_stretches(count, count * size, read_stretch);
  if (!complete) {
    throw Error(ErrorCode::unreadable, "the tensor " + name + " cannot be read; check the disk and get the file again",
                place());
  }
}

}  // namespace koma::tensors
