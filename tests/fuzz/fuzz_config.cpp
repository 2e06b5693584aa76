// SPDX-License-Identifier: Apache-2.0
// The input is the JSON of a configuration: read as a document, as a model's config field by field, as a scheduler's,
// and as the index of a sharded checkpoint.
#include <cstdint>
#include <nlohmann/json.hpp>

#include "engine/base/error.h"
#include "engine/base/json_fields.h"
#include "engine/checkpoints/tensor_index.h"
#include "engine/models/config_reader.h"
#include "engine/samplers/schedule_config.h"
#include "tests/fuzz/input_folder.h"

namespace {

/// Errors are an answer; everything else that comes out is not.
template <class Read>
void try_to(Read read) {
  try {
    read();
  } catch (const koma::Error&) {
  }
}

/// Every way in which a config asks for a field.
void read_fields(const koma::models::ConfigReader& config) {
  for (const char* key : {"a", "in_channels", "block_out_channels", "act_fn", "text_config"}) {
    try_to([&] { (void)config.has(key); });
    try_to([&] { (void)config.flag(key, true); });
    try_to([&] { (void)config.optional_flag(key); });
    try_to([&] { (void)config.count(key, 4); });
    try_to([&] { (void)config.number(key, 0.5); });
    try_to([&] { (void)config.text(key, "silu"); });
    try_to([&] { (void)config.counts(key, {1, 2}); });
    try_to([&] { (void)config.numbers(key); });
    try_to([&] { (void)config.texts(key, {"a"}); });
    try_to([&] { (void)config.per_level(key, 1, 4); });
    try_to([&] { config.require(key, "silu"); });
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const koma::fuzz::InputFolder folder;
  const std::string text(reinterpret_cast<const char*>(data), size);
  try_to([&] {
    const nlohmann::json document = koma::parse_document(text, "fuzz");
    try_to([&] { (void)koma::write_document(document, "fuzz"); });
    const koma::models::ConfigReader config(document, "fuzz");
    read_fields(config);
    if (const auto part = config.part("text_config")) read_fields(*part);
  });
  try_to([&] { (void)koma::samplers::schedule_config_from_json(text, "fuzz"); });
  folder.write("model.safetensors.index.json", text);
  try_to([&] { (void)koma::checkpoints::read_sharded_index(folder.path() / "model.safetensors.index.json"); });
  return 0;
}
