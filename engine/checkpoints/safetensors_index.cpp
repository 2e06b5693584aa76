// SPDX-License-Identifier: Apache-2.0
#include "engine/checkpoints/safetensors_index.h"

#include <algorithm>
#include <bit>
#include <nlohmann/json.hpp>

#include "engine/base/error.h"
#include "engine/checkpoints/read_budget.h"

namespace koma::checkpoints {
namespace {

static_assert(std::endian::native == std::endian::little, "safetensors data is little-endian");

constexpr std::uint64_t length_bytes = 8;
constexpr std::size_t max_depth = 3;  // object of tensors → object of fields → shape

/// Product of the sides times the number's size; nothing when it leaves 63 bits.
std::optional<std::uint64_t> byte_size(const StoredTensor& tensor) {
  std::uint64_t bytes = size_of(tensor.type);
  for (const std::int64_t side : tensor.shape) {
    if (__builtin_mul_overflow(bytes, static_cast<std::uint64_t>(side), &bytes) || bytes > INT64_MAX) {
      return std::nullopt;
    }
  }
  return bytes;
}

/// Takes the header from the JSON parser piece by piece: a document tree would need several times the header's size.
/// What breaks the JSON itself is refused at once; the first other fault when the text has been read.
class HeaderReader final : public nlohmann::json_sax<nlohmann::json> {
 public:
  HeaderReader(const StoredBytes& file, ReadBudget& budget, TensorIndex& index)
      : file_(file), budget_(budget), index_(index) {}

  void finish() const {
    if (!fault_.empty()) refuse(file_, fault_);
  }

  bool null() override { return other_value(); }
  bool boolean(bool) override { return other_value(); }
  bool number_integer(std::int64_t) override { return other_value(); }
  bool number_float(double, const std::string&) override { return other_value(); }
  bool binary(nlohmann::json::binary_t&) override { return other_value(); }

  bool number_unsigned(std::uint64_t number) override {
    if (within() != Within::list || number > INT64_MAX || numbers_.size() >= max_rank) return other_value();
    numbers_.push_back(static_cast<std::int64_t>(number));
    return true;
  }

  bool string(std::string& text) override {
    if (within() == Within::metadata) {
      budget_.take(bytes_per_tensor + key_.size() + text.size());
      index_.metadata[key_] = text;
    } else if (within() == Within::entry && key_ == "dtype") {
      const auto type = stored_type(text);
      if (!type) fault(in_quotes(name_) + " has the unknown type " + spoken(text));
      tensor().type = type.value_or(StoredType::u8);
      seen_.dtype = true;
    } else {
      other_value();
    }
    return true;
  }

  bool start_object(std::size_t) override {
    if (within_.empty()) return enter(Within::top);
    if (within() != Within::top) {
      other_value();
      return enter(Within::foreign);
    }
    seen_ = {};
    return enter(name_ == "__metadata__" ? Within::metadata : Within::entry);
  }

  bool start_array(std::size_t) override {
    const bool is_list = within() == Within::entry && (key_ == "shape" || key_ == "data_offsets");
    if (!is_list) other_value();
    numbers_.clear();
    list_is_good_ = true;
    return enter(is_list ? Within::list : Within::foreign);
  }

  bool end_object() override {
    if (within() == Within::entry) check_entry();
    within_.pop_back();
    return true;
  }

  bool end_array() override {
    const bool was_list = within() == Within::list;
    within_.pop_back();
    if (was_list && list_is_good_) take_list();
    return true;
  }

  bool key(std::string& key) override {
    if (within() == Within::top) {
      if (index_.tensors.contains(key) || (key == "__metadata__" && has_metadata_)) twice(key);
      name_ = key;
      if (key == "__metadata__") {
        has_metadata_ = true;
      } else {
        budget_.take(bytes_per_tensor + key.size());
        index_.tensors.try_emplace(key);
      }
      return true;
    }
    if (within() == Within::metadata && index_.metadata.contains(key)) twice(key);
    if (within() == Within::entry) check_field(key);
    key_ = key;
    return true;
  }

  bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception&) override {
    refuse(file_, "the header is not JSON");
  }

 private:
  enum class Within { nothing, top, metadata, entry, list, foreign };
  struct Fields {
    bool dtype = false, shape = false, range = false;
  };

  [[nodiscard]] Within within() const { return within_.empty() ? Within::nothing : within_.back(); }
  StoredTensor& tensor() { return index_.tensors[name_]; }
  [[noreturn]] void twice(const std::string& key) const { refuse(file_, in_quotes(key) + " stands there twice"); }

  void fault(const std::string& what) {
    if (fault_.empty()) fault_ = what;
  }

  bool enter(Within where) {
    if (within_.size() >= max_depth) refuse(file_, "the header is nested too deep");
    within_.push_back(where);
    return true;
  }

  /// A value of a kind that does not belong where it stands.
  bool other_value() {
    if (within() == Within::nothing) fault("the header is not a JSON object");
    if (within() == Within::top) fault("the header's entry " + in_quotes(name_) + " is not an object");
    if (within() == Within::metadata) fault("__metadata__." + spoken(key_) + " is not a text");
    if (within() == Within::list) list_is_good_ = false;
    return true;
  }

  void check_field(const std::string& key) {
    bool* seen = key == "dtype"          ? &seen_.dtype
                 : key == "shape"        ? &seen_.shape
                 : key == "data_offsets" ? &seen_.range
                                         : nullptr;
    if (seen == nullptr) {
      fault("the header's entry " + in_quotes(name_) + " has the unknown field " + in_quotes(key));
    } else if (*seen) {
      twice(key);
    }
  }

  void take_list() {
    if (key_ == "shape") {
      budget_.take(numbers_.size() * sizeof(std::int64_t));
      tensor().shape = numbers_;
      seen_.shape = true;
    } else if (numbers_.size() == 2) {
      tensor().begin = static_cast<std::uint64_t>(numbers_[0]);
      tensor().end = static_cast<std::uint64_t>(numbers_[1]);
      seen_.range = true;
    }
  }

  void check_entry() {
    if (!seen_.dtype || !seen_.shape || !seen_.range) {
      fault("the header's entry " + in_quotes(name_) + " lacks a dtype, a shape or two data_offsets");
      return;
    }
    const auto bytes = byte_size(tensor());
    if (!bytes || tensor().begin > tensor().end || *bytes != tensor().end - tensor().begin) {
      fault(in_quotes(name_) + " of shape " + shape_text(tensor().shape) + " does not fit its byte range");
    }
  }

  const StoredBytes& file_;
  ReadBudget& budget_;
  TensorIndex& index_;
  std::vector<Within> within_;
  std::string name_, key_, fault_;
  std::vector<std::int64_t> numbers_;
  Fields seen_;
  bool list_is_good_ = true;
  bool has_metadata_ = false;
};

std::string header_text(const StoredBytes& file, ReadBudget& budget) {
  std::uint64_t length = 0;
  if (file.size() < length_bytes || !file.read(0, &length, length_bytes)) {
    refuse(file, "the file is too short to be safetensors");
  }
  if (length > longest_safetensors_header) {
    refuse(file,
           "the header claims " + std::to_string(length) + " bytes, more than the 100 MB allowed; is it safetensors?");
  }
  if (length > file.size() - length_bytes) {
    refuse(file, "the header is cut: " + std::to_string(length - (file.size() - length_bytes)) + " bytes are missing");
  }
  budget.take(length);
  std::string text(length, '\0');
  if (!file.read(length_bytes, text.data(), length)) refuse(file, "the header cannot be read");
  return text;
}

/// The ranges must tile the data without a hole, an overlap or a rest.
void check_ranges(const StoredBytes& file, const TensorIndex& index, std::uint64_t data_size) {
  std::vector<const std::pair<const std::string, StoredTensor>*> order;
  for (const auto& entry : index.tensors) order.push_back(&entry);
  std::sort(order.begin(), order.end(), [](const auto* a, const auto* b) {
    return std::pair(a->second.begin, a->second.end) < std::pair(b->second.begin, b->second.end);
  });
  std::uint64_t reached = 0;
  const std::string* cut = nullptr;
  for (const auto* entry : order) {
    const auto& [name, tensor] = *entry;
    if (tensor.begin < reached) refuse(file, in_quotes(name) + " overlaps the tensor before it");
    if (tensor.begin > reached) {
      refuse(file, "a hole of " + std::to_string(tensor.begin - reached) + " bytes lies before " + in_quotes(name));
    }
    reached = tensor.end;
    if (cut == nullptr && reached > data_size) cut = &name;
  }
  if (cut != nullptr) {
    refuse(file, "the file is cut: " + std::to_string(reached - data_size) + " bytes are missing, from " +
                     in_quotes(*cut) + " on");
  }
  if (reached < data_size) {
    refuse(file, std::to_string(data_size - reached) + " bytes follow the last tensor, which belong to nothing");
  }
}

}  // namespace

TensorIndex read_safetensors_index(const StoredBytes& file) {
  ReadBudget budget(file);
  TensorIndex index;
  index.path = file.place();
  const std::string text = header_text(file, budget);
  HeaderReader reader(file, budget, index);
  nlohmann::json::sax_parse(text, &reader);
  reader.finish();
  if (text.front() != '{') refuse(file, "the header does not start with {");
  const std::uint64_t data_start = length_bytes + text.size();
  check_ranges(file, index, file.size() - data_start);
  for (auto& [name, tensor] : index.tensors) {
    tensor.begin += data_start;
    tensor.end += data_start;
  }
  return index;
}

}  // namespace koma::checkpoints
