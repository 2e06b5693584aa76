// SPDX-License-Identifier: Apache-2.0
#include "engine/tensors/safetensors.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <nlohmann/json.hpp>

#include "engine/base/error.h"
#include "engine/tensors/safetensors_types.h"

namespace koma::tensors {
namespace {

static_assert(std::endian::native == std::endian::little, "safetensors data is little-endian");

constexpr std::uint64_t length_bytes = 8;
constexpr int max_depth = 3;  // object of tensors → object of fields → shape

/// Product of the sides times the element's size; nothing when a side is negative or the product leaves 63 bits.
std::optional<std::uint64_t> byte_size(const TensorInfo& info) {
  std::uint64_t bytes = c10::elementSize(info.dtype);
  for (const std::int64_t side : info.shape) {
    if (side < 0) return std::nullopt;
    if (__builtin_mul_overflow(bytes, static_cast<std::uint64_t>(side), &bytes) || bytes > INT64_MAX) {
      return std::nullopt;
    }
  }
  return bytes;
}

/// Keeps the parser honest: no deep nesting, no key twice in one object.
class HeaderGuard {
 public:
  bool operator()(int depth, nlohmann::json::parse_event_t event, nlohmann::json& parsed) {
    using Event = nlohmann::json::parse_event_t;
    if (event == Event::object_start || event == Event::array_start) {
      if (depth >= max_depth) throw std::runtime_error("the header is nested too deep");
      if (keys_.size() <= static_cast<std::size_t>(depth)) keys_.resize(depth + 1);
      keys_[depth].clear();
    } else if (event == Event::key) {
      const auto& name = parsed.get_ref<const std::string&>();
      if (!keys_[depth - 1].insert(name).second) throw std::runtime_error("\"" + name + "\" stands there twice");
    }
    return true;
  }

 private:
  std::vector<std::set<std::string>> keys_;
};

}  // namespace

SafetensorsFile::SafetensorsFile(const std::filesystem::path& path) : path_(path) {
  std::error_code failure;
  if (!std::filesystem::is_regular_file(path, failure)) {
    throw Error(ErrorCode::not_found, "there is no file of weights here; choose or fetch the model again",
                path.string());
  }
  const std::uint64_t size = std::filesystem::file_size(path, failure);
  stream_.open(path, std::ios::binary);
  if (failure || !stream_) {
    throw Error(ErrorCode::unreadable, "the weights cannot be opened; check the file's permissions", path.string());
  }
  read_header(size);
}

void SafetensorsFile::refuse(const std::string& what) const {
  throw Error(ErrorCode::invalid_file, what + "; get the file again", path_.string());
}

std::string SafetensorsFile::header_text(std::uint64_t file_size) {
  std::uint64_t length = 0;
  if (file_size < length_bytes || !stream_.read(reinterpret_cast<char*>(&length), length_bytes)) {
    refuse("the file is too short to be safetensors");
  }
  if (length > max_safetensors_header) {
    refuse("the header claims " + std::to_string(length) + " bytes, more than the 100 MB allowed; is it safetensors?");
  }
  if (length > file_size - length_bytes) {
    refuse("the header is cut: " + std::to_string(length - (file_size - length_bytes)) + " bytes are missing");
  }
  std::string text(length, '\0');
  if (!stream_.read(text.data(), static_cast<std::streamsize>(length))) refuse("the header cannot be read");
  data_start_ = length_bytes + length;
  return text;
}

void SafetensorsFile::read_header(std::uint64_t file_size) {
  const std::string text = header_text(file_size);
  nlohmann::json header;
  try {
    header = nlohmann::json::parse(text, HeaderGuard());
  } catch (const nlohmann::json::exception&) {
    refuse("the header is not JSON");
  } catch (const std::runtime_error& error) {
    refuse(error.what());
  }
  if (!header.is_object()) refuse("the header is not a JSON object");
  for (const auto& [name, fields] : header.items()) {
    if (!fields.is_object()) refuse("the header's entry \"" + name + "\" is not an object");
    if (name == "__metadata__") {
      for (const auto& [key, value] : fields.items()) {
        if (!value.is_string()) refuse("__metadata__." + key + " is not a text");
        metadata_[key] = value.get<std::string>();
      }
      continue;
    }
    const auto dtype = fields.find("dtype"), shape = fields.find("shape"), range = fields.find("data_offsets");
    const auto unsigned_list = [](const nlohmann::json& list) {
      return list.is_array() && std::all_of(list.begin(), list.end(), [](const auto& n) {
               return n.is_number_unsigned() && n.template get<std::uint64_t>() <= INT64_MAX;
             });
    };
    if (dtype == fields.end() || !dtype->is_string() || shape == fields.end() || !unsigned_list(*shape) ||
        range == fields.end() || !unsigned_list(*range) || range->size() != 2) {
      refuse("the header's entry \"" + name + "\" lacks a dtype, a shape or two data_offsets");
    }
    const auto type = safetensors_type(dtype->get<std::string>());
    if (!type) refuse("\"" + name + "\" has the unknown type " + dtype->get<std::string>());
    Entry entry{{*type, shape->get<std::vector<std::int64_t>>()}, (*range)[0], (*range)[1]};
    const auto bytes = byte_size(entry.info);
    if (!bytes || entry.begin > entry.end || *bytes != entry.end - entry.begin) {
      refuse("\"" + name + "\" of shape " + shape_text(entry.info.shape) + " does not fit its byte range");
    }
    entries_.emplace(name, std::move(entry));
  }
  check_ranges(file_size - data_start_);
}

void SafetensorsFile::check_ranges(std::uint64_t data_size) const {
  std::vector<std::pair<const std::string*, const Entry*>> order;
  for (const auto& [name, entry] : entries_) order.emplace_back(&name, &entry);
  std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
    return std::pair(a.second->begin, a.second->end) < std::pair(b.second->begin, b.second->end);
  });
  std::uint64_t reached = 0;
  const std::string* cut = nullptr;
  for (const auto& [name, entry] : order) {
    if (entry->begin < reached) refuse("\"" + *name + "\" overlaps the tensor before it");
    if (entry->begin > reached) {
      refuse("a hole of " + std::to_string(entry->begin - reached) + " bytes lies before \"" + *name + "\"");
    }
    reached = entry->end;
    if (cut == nullptr && reached > data_size) cut = name;
  }
  if (cut != nullptr) {
    refuse("the file is cut: " + std::to_string(reached - data_size) + " bytes are missing, from \"" + *cut + "\" on");
  }
  if (reached < data_size) {
    refuse(std::to_string(data_size - reached) + " bytes follow the last tensor, which belong to nothing");
  }
}

std::optional<TensorInfo> SafetensorsFile::find(const std::string& name) const {
  const auto found = entries_.find(name);
  if (found == entries_.end()) return std::nullopt;
  return found->second.info;
}

at::Tensor SafetensorsFile::read(const std::string& name, const std::vector<std::int64_t>&, const Init&) const {
  const auto found = entries_.find(name);
  if (found == entries_.end()) {
    throw Error(ErrorCode::not_found, "the file holds no tensor " + name, path_.string());
  }
  const Entry& entry = found->second;
  at::Tensor tensor = at::empty(entry.info.shape, entry.info.dtype);
  const std::lock_guard lock(mutex_);
  stream_.clear();
  stream_.seekg(static_cast<std::streamoff>(data_start_ + entry.begin));
  if (!stream_.read(static_cast<char*>(tensor.data_ptr()), static_cast<std::streamsize>(entry.end - entry.begin))) {
    throw Error(ErrorCode::unreadable, "the tensor " + name + " cannot be read; check the disk and get the file again",
                path_.string());
  }
  return tensor;
}

std::vector<std::string> SafetensorsFile::names() const {
  std::vector<std::string> result;
  for (const auto& [name, entry] : entries_) result.push_back(name);
  return result;
}

std::map<std::string, at::Tensor> read_safetensors(const std::filesystem::path& path) {
  const SafetensorsFile file(path);
  std::map<std::string, at::Tensor> tensors;
  for (const std::string& name : file.names()) tensors.emplace(name, file.read(name, {}, {}));
  return tensors;
}

}  // namespace koma::tensors
