// SPDX-License-Identifier: Apache-2.0
#include "engine/tensors/indexed_file.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <sys/mman.h>

#include <algorithm>
#include <atomic>
#include <bit>

#include "engine/base/error.h"
#include "engine/tensors/stored_types.h"

namespace koma::tensors {
namespace {

static_assert(std::endian::native == std::endian::little, "stored numbers are little-endian");

/// Numbers that are converted at once: what is read, its float32 and the result stay in the cache.
constexpr std::int64_t piece = std::int64_t{128} << 10;
/// Bytes from which on huge pages save more page faults than they waste.
constexpr std::size_t large = std::size_t{8} << 20;

/// Memory for a tensor. Large ones ask for huge pages: touching new 4 KiB pages costs as much as reading into them.
at::Tensor memory_for(at::IntArrayRef shape, at::ScalarType type) {
  at::Tensor tensor = at::empty(shape, type);
  if (tensor.nbytes() >= large) {
    constexpr std::uintptr_t page = 4096;
    const auto begin = (reinterpret_cast<std::uintptr_t>(tensor.data_ptr()) + page - 1) / page * page;
    const auto end = (reinterpret_cast<std::uintptr_t>(tensor.data_ptr()) + tensor.nbytes()) / page * page;
    // A refusal costs nothing but the time that would have been saved.
    (void)::madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
  }
  return tensor;
}

/// By way of float32 where torch converts two 16-bit types number by number, six times slower.
void convert(const at::Tensor& from, const at::Tensor& into) {
  const bool both_short =
      from.element_size() <= 2 && into.element_size() <= 2 && from.scalar_type() != into.scalar_type();
  into.copy_(both_short ? from.to(at::kFloat) : from);
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
  if (stored.strides.empty()) {
    at::Tensor tensor = memory_for(stored.shape, wanted);
    read_numbers(stored.begin, tensor.view({-1}), type, name);
    return tensor;
  }
  const auto numbers = static_cast<std::int64_t>((stored.end - stored.begin) / checkpoints::size_of(stored.type));
  const at::Tensor flat = memory_for({numbers}, wanted);
  read_numbers(stored.begin, flat, type, name);
  return flat.as_strided(stored.shape, stored.strides).contiguous();
}

void IndexedFile::read_numbers(std::uint64_t begin, const at::Tensor& flat, at::ScalarType type,
                               const std::string& name) const {
  const std::uint64_t size = c10::elementSize(type);
  std::atomic<bool> complete = true;
  // pread from several threads at once; small tensors stay with one.
  at::parallel_for(0, (flat.numel() + piece - 1) / piece, 16, [&](std::int64_t first, std::int64_t last) {
    const std::int64_t from = first * piece, to = std::min(last * piece, flat.numel());
    if (flat.scalar_type() == type) {
      char* target = static_cast<char*>(flat.data_ptr()) + static_cast<std::uint64_t>(from) * size;
      if (!bytes_.read(begin + from * size, target, (to - from) * size)) complete = false;
      return;
    }
    const at::Tensor buffer = at::empty({std::min(piece, to - from)}, type);
    for (std::int64_t at = from; at < to && complete; at += piece) {
      const std::int64_t count = std::min(piece, to - at);
      if (!bytes_.read(begin + at * size, buffer.data_ptr(), count * size)) complete = false;
      convert(buffer.narrow(0, 0, count), flat.narrow(0, at, count));
    }
  });
  if (!complete) {
    throw Error(ErrorCode::unreadable, "the tensor " + name + " cannot be read; check the disk and get the file again",
                place());
  }
}

}  // namespace koma::tensors
