// SPDX-License-Identifier: Apache-2.0
#include "engine/checkpoints/pickle_index.h"

#include <algorithm>
#include <cstring>

#include "engine/base/error.h"
#include "engine/checkpoints/pickle_names.h"
#include "engine/checkpoints/zip_directory.h"

namespace koma::checkpoints {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view zip_magic = "PK\3\4"sv;
/// PROTO 2, LONG1 of 10 bytes: 0x1950a86a20f9469cfc6c, STOP; then PROTO 2, BININT2 1001, STOP.
constexpr std::string_view legacy_magic =
    "\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.\x80\x02M\xe9\x03."sv;

bool starts_with(const StoredBytes& file, std::string_view magic) {
  std::string start(magic.size(), '\0');
  return file.size() >= magic.size() && file.read(0, start.data(), start.size()) && start == magic;
}

std::string keyed(const PickleStorage& storage, PickleText& text) {
  return "the storage " + in_quotes(text.view(storage.key));
}

std::uint64_t byte_size(const PickleStorage& storage) {
  return storage.numbers * size_of(storage.type);
}

/// The name of the one record TOP/data.pkl, up to and with the slash.
std::string top_of(const StoredBytes& file, const std::map<std::string, ZipRecord>& records) {
  std::string top;
  for (const auto& [name, record] : records) {
    if (!name.ends_with("/data.pkl") || name.find('/') != name.size() - 9) continue;
    if (!top.empty()) refuse(file, "the zip archive holds more than one data.pkl");
    top = name.substr(0, name.size() - 8);
  }
  if (top.empty()) refuse(file, "the zip archive holds no data.pkl, so torch.save did not write it");
  if (records.contains(top + "constants.pkl")) {
    throw Error(ErrorCode::invalid_file, "this is a TorchScript program, not weights; get the weights as safetensors",
                file.place());
  }
  return top;
}

void check_byte_order(const StoredBytes& file, const std::map<std::string, ZipRecord>& records,
                      const std::string& top) {
  const auto found = records.find(top + "byteorder");
  if (found == records.end()) return;
  char order[6];
  if (found->second.size != sizeof(order) || !file.read(found->second.begin, order, sizeof(order)) ||
      std::string_view(order, sizeof(order)) != "little") {
    refuse(file, "the weights are not little-endian");
  }
}

/// The list of keys and the storages behind it, each with its length in front.
std::map<std::string, StorageRange, std::less<>> read_legacy_storages(const StoredBytes& file, PickleText& text,
                                                                      const PickleHeap& heap,
                                                                      const std::vector<PickleValue>& keys,
                                                                      std::uint64_t at) {
  std::map<std::string, std::uint64_t, std::less<>> sizes;  // of one number
  for (const PickleStorage& storage : heap.storages) {
    const std::string key(text.view(storage.key));
    if (!sizes.emplace(key, size_of(storage.type)).second && sizes[key] != size_of(storage.type)) {
      refuse(file, keyed(storage, text) + " is of two types");
    }
  }
  std::map<std::string, StorageRange, std::less<>> ranges;
  for (const PickleValue& key : keys) {
    if (key.kind != PickleValue::Kind::text) refuse(file, "the list of storages holds what is no key");
    const std::string name(text.view(key));
    const auto size = sizes.find(name);
    std::uint64_t numbers = 0;
    if (size == sizes.end()) refuse(file, "the storage " + in_quotes(name) + " belongs to no tensor");
    if (at > file.size() - 8 || !file.read(at, &numbers, 8) || numbers > (file.size() - at - 8) / size->second) {
      refuse(file, "the file is cut: the storage " + in_quotes(name) + " is incomplete");
    }
    const StorageRange range{at + 8, numbers * size->second};
    if (!ranges.emplace(name, range).second) refuse(file, "the storage " + in_quotes(name) + " is listed twice");
    at = range.begin + range.size;
  }
  if (at != file.size()) {
    refuse(file, std::to_string(file.size() - at) + " bytes follow the last storage, which belong to nothing");
  }
  return ranges;
}

void check_endian(const StoredBytes& file, PickleText& text, const PickleHeap& heap, const PickleValue& system) {
  if (system.kind != PickleValue::Kind::dict) refuse(file, "the file does not say which system wrote it");
  for (const auto& [key, value] : heap.dicts[system.index()]) {
    const bool is_order = key.kind == PickleValue::Kind::text && text.view(key) == "little_endian";
    if (is_order && value.number != 1) refuse(file, "the weights are not little-endian");
  }
}

}  // namespace

bool is_zip_pickle(const StoredBytes& file) {
  return starts_with(file, zip_magic);
}

bool is_legacy_pickle(const StoredBytes& file) {
  return starts_with(file, legacy_magic);
}

TensorIndex read_zip_pickle_index(const StoredBytes& file) {
  ReadBudget budget(file);
  const std::map<std::string, ZipRecord> records = read_zip_directory(file, budget);
  const std::string top = top_of(file, records);
  check_byte_order(file, records, top);
  const ZipRecord& pickle = records.at(top + "data.pkl");
  PickleText text(file, budget, pickle.begin, pickle.size);
  PickleHeap heap;
  std::uint64_t at = 0;
  const PickleValue result = PickleMachine(text, budget, heap).run(at);
  if (at != pickle.size) refuse(file, std::to_string(pickle.size - at) + " bytes follow the pickle in data.pkl");
  UnpickledFile unpickled{text, heap, result, {}};
  for (const PickleStorage& storage : heap.storages) {
    budget.take(2 * sizeof(StorageRange));
    const auto record = records.find(top + "data/" + std::string(text.view(storage.key)));
    if (record == records.end()) refuse(file, keyed(storage, text) + " is not in the archive");
    if (byte_size(storage) > record->second.size) {
      refuse(file, keyed(storage, text) + " has " + std::to_string(record->second.size) + " bytes, but " +
                       std::to_string(byte_size(storage)) + " are claimed");
    }
    unpickled.ranges.push_back({record->second.begin, record->second.size});
  }
  return name_tensors(unpickled, budget);
}

TensorIndex read_legacy_pickle_index(const StoredBytes& file) {
  ReadBudget budget(file);
  PickleText text(file, budget, 0, file.size());
  PickleHeap heap;
  PickleMachine machine(text, budget, heap);
  std::uint64_t at = legacy_magic.size();
  check_endian(file, text, heap, machine.run(at));
  const PickleValue result = machine.run(at);
  const PickleValue keys = machine.run(at);
  if (keys.kind != PickleValue::Kind::list) refuse(file, "the file lists no storages");
  const auto ranges = read_legacy_storages(file, text, heap, heap.sequences[keys.index()], at);
  UnpickledFile unpickled{text, heap, result, {}};
  for (const PickleStorage& storage : heap.storages) {
    budget.take(2 * sizeof(StorageRange));
    const auto range = ranges.find(text.view(storage.key));
    if (range == ranges.end()) refuse(file, keyed(storage, text) + " is not in the file");
    if (byte_size(storage) > range->second.size) {
      refuse(file, keyed(storage, text) + " has " + std::to_string(range->second.size) + " bytes, but " +
                       std::to_string(byte_size(storage)) + " are claimed");
    }
    unpickled.ranges.push_back(range->second);
  }
  return name_tensors(unpickled, budget);
}

}  // namespace koma::checkpoints
