// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/index_checks.h"

#include <cstdio>
#include <cstdlib>

#include "engine/base/error.h"
#include "engine/checkpoints/index_content.h"

namespace koma::fuzz {
namespace {

using checkpoints::StoredTensor;

void expect(bool truth, const char* what) {
  if (truth) return;
  std::fprintf(stderr, "an accepted file breaks a promise: %s\n", what);
  std::abort();
}

void check_tensor(const StoredTensor& tensor, std::uint64_t file_size) {
  expect(tensor.begin <= tensor.end && tensor.end <= file_size, "the tensor lies in the file");
  unsigned __int128 numbers = 1, last = 0;
  for (std::size_t i = 0; i < tensor.shape.size(); ++i) {
    expect(tensor.shape[i] >= 0, "sides are not negative");
    if (tensor.shape[i] == 0) return;
  }
  expect(tensor.strides.empty() || tensor.strides.size() == tensor.shape.size(), "a stride for every side");
  for (std::size_t i = 0; i < tensor.shape.size(); ++i) {
    numbers *= static_cast<std::uint64_t>(tensor.shape[i]);
    expect(numbers <= file_size, "the tensor is not larger than the file");
    if (tensor.strides.empty()) continue;
    expect(tensor.strides[i] >= 0, "strides are not negative");
    last += static_cast<unsigned __int128>(tensor.shape[i] - 1) * static_cast<std::uint64_t>(tensor.strides[i]);
  }
  const std::uint64_t size = size_of(tensor.type);
  const unsigned __int128 reach = tensor.strides.empty() ? numbers : last + 1;
  expect(numbers * size <= file_size, "the tensor is not larger than the file");
  expect(reach * size == tensor.end - tensor.begin, "shape, strides and bytes agree");
}

}  // namespace

void check_index(std::string_view bytes) {
  try {
    const checkpoints::MemoryBytes file(bytes, "fuzz");
    const checkpoints::TensorIndex index = checkpoints::read_tensor_index(file);
    for (const auto& [name, tensor] : index.tensors) {
      expect(checkpoints::is_utf8(name), "names are UTF-8");
      check_tensor(tensor, bytes.size());
    }
  } catch (const Error& error) {
    expect(checkpoints::is_utf8(error.sentence()) && error.sentence().size() < 2000, "errors are short and UTF-8");
  }
}

}  // namespace koma::fuzz
