// SPDX-License-Identifier: Apache-2.0
#include "engine/training/panel_cache.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include "engine/base/error.h"
#include "engine/synthesis/vocabulary.h"
#include "engine/tensors/safetensors.h"
#include "engine/tensors/safetensors_writer.h"
#include "engine/training/autocast.h"
#include "engine/training/mini_config.h"
#include "engine/training/picture_tensors.h"

namespace koma::training {

namespace {

constexpr int kept_references = 2, kept_captions = 4;
constexpr std::int64_t places = trained_characters, hand_places = 2 * places;
constexpr std::int64_t dialog_places = 8;

/// pictures [R, 1, 96, 96] → [R, 8, 128]
at::Tensor reference_tokens_of(const PanelEncoder& encoder, const at::Tensor& pictures) {
  const Autocast autocast(encoder.device);
  return encoder.reference.tokens(pictures.to(encoder.device)).to(at::kCPU, at::kFloat);
}

/// → [4, h, w], as the denoiser sees them
at::Tensor latents_of(const PanelEncoder& encoder, const Image& drawn) {
  const at::Tensor picture = unit_tensor(drawn).unsqueeze(0).contiguous(at::MemoryFormat::ChannelsLast);
  const Autocast autocast(encoder.device);
  const at::Tensor latents = encoder.autoencoder->encode(picture.to(encoder.device)).mean.to(at::kFloat);
  return encoder.autoencoder->to_denoiser(latents)[0].cpu().contiguous();
}

/// One panel's row in every stored tensor.
std::map<std::string, at::Tensor> encode_panel(const PanelEncoder& encoder, const TrainingPanel& panel,
                                               const Unspecified& none) {
  at::Tensor boxes = at::zeros({places, 4}), heads = at::zeros({places, 3}), dialogs = at::zeros({dialog_places, 4});
  at::Tensor hands = at::zeros({hand_places, 3});
  at::Tensor present = at::zeros({places}, at::kBool);
  at::Tensor codes = none.codes.expand({places, 4}).clone();
  const std::int64_t kept = panel.characters.empty() ? kept_references : panel.characters[0].references.size();
  at::Tensor tokens = none.tokens.expand({kept, places, -1, -1}).clone();  // [R, N, 8, 128]
  for (std::size_t i = 0; i < panel.characters.size() && std::int64_t(i) < places; ++i) {
    const TrainingCharacter& character = panel.characters[i];
    const auto n = std::int64_t(i);
    boxes[n] = at::tensor({character.box.left, character.box.top, character.box.right, character.box.bottom});
    heads[n] = at::tensor({character.head.x, character.head.y, character.head.radius});
    for (std::size_t hand = 0; hand < character.hands.size(); ++hand) {
      const HandDisc& disc = character.hands[hand];
      hands[2 * n + std::int64_t(hand)] = at::tensor({disc.x, disc.y, disc.radius});
    }
    codes[n] = at::tensor(at::ArrayRef<std::int64_t>(character.codes), at::kLong);
    present[n] = true;
    std::vector<at::Tensor> pictures;
    for (const Image& picture : character.references) pictures.push_back(unit_tensor(picture));
    tokens.select(1, n).copy_(reference_tokens_of(encoder, at::stack(pictures)));
  }
  for (std::size_t i = 0; i < panel.dialogs.size() && std::int64_t(i) < dialog_places; ++i) {
    const UnitBox& box = panel.dialogs[i];
    dialogs[std::int64_t(i)] = at::tensor({box.left, box.top, box.right, box.bottom});
  }
  std::vector<at::Tensor> ids;
  for (const std::string& caption : panel.captions)
    ids.push_back(at::tensor(at::ArrayRef<std::int64_t>(encoder.tokenize(caption)), at::kLong));
  const at::Tensor latents = latents_of(encoder, panel.picture);
  return {{"latents", latents.to(at::kHalf)},
          {"tokens", tokens.to(at::kHalf)},
          {"boxes", boxes},
          {"heads", heads},
          {"hands", hands},
          {"present", present},
          {"codes", codes.to(at::kChar)},
          {"dialogs", dialogs},
          {"ids", at::stack(ids).to(at::kShort)}};
}

}  // namespace

Unspecified PanelEncoder::unspecified() const {
  at::NoGradGuard no_grad;
  const std::int64_t seen = reference.vision->config().tokens();
  // No picture: all features zero.
  const at::Tensor nothing = at::zeros({1, 1, seen, token_width}, at::TensorOptions(device).dtype(at::kFloat));
  return {at::tensor({std::ssize(synthesis::expressions), std::ssize(synthesis::poses), std::ssize(synthesis::shots),
                      std::ptrdiff_t(0)},
                     at::kLong),
          reference.resampler->characters(nothing)[0].cpu(),
          at::tensor(at::ArrayRef<std::int64_t>(tokenize("")), at::kLong)};
}

PanelCache PanelCache::draw(const PanelEncoder& encoder, std::int64_t count, std::uint64_t seed, bool held_out,
                            const std::stop_token& stop) {
  at::NoGradGuard no_grad;
  const Unspecified none = encoder.unspecified();
  at::Generator generator = seeded(seed);
  std::map<std::string, std::map<std::string, std::vector<at::Tensor>>> rows;
  for (std::int64_t i = 0; i < count && !stop.stop_requested(); ++i) {
    const TrainingPanel panel = draw_training_panel(next_seed(generator), {held_out, kept_references, kept_captions});
    auto row = encode_panel(encoder, panel, none);
    const auto size = row["latents"].sizes();
    auto& group = rows[std::to_string(size[1]) + "x" + std::to_string(size[2])];
    for (auto& [name, tensor] : row) group[name].push_back(std::move(tensor));
  }
  PanelCache cache;
  for (auto& [size, group] : rows)
    for (auto& [name, tensors] : group) cache.groups_[size][name] = at::stack(tensors);
  return cache;
}

PanelBatch PanelCache::encode(const PanelEncoder& encoder, const TrainingPanel& panel) {
  at::NoGradGuard no_grad;
  Group group;
  for (auto& [name, tensor] : encode_panel(encoder, panel, encoder.unspecified())) group[name] = tensor.unsqueeze(0);
  const at::Tensor first = at::zeros({1}, at::kLong);
  return pick(group, first, first, first);
}

void PanelCache::save(const std::filesystem::path& file) const {
  std::map<std::string, at::Tensor> flat;
  for (const auto& [size, group] : groups_)
    for (const auto& [name, tensor] : group) flat[size + "." + name] = tensor;
  std::filesystem::create_directories(file.parent_path());
  tensors::write_safetensors(file, flat);
}

PanelCache PanelCache::load(const std::filesystem::path& file) {
  PanelCache cache;
  for (auto& [name, tensor] : tensors::read_safetensors(file)) {
    const auto dot = name.find('.');
    if (dot == std::string::npos)
      throw Error(ErrorCode::invalid_file, "the file is no cache of panels; remove it and draw anew", file.string());
    cache.groups_[name.substr(0, dot)][name.substr(dot + 1)] = tensor;
  }
  for (const auto& [size, group] : cache.groups_)
    for (const char* name : {"latents", "tokens", "boxes", "heads", "hands", "present", "codes", "dialogs", "ids"})
      if (!group.contains(name))
        throw Error(ErrorCode::invalid_file, std::string("the cache lacks ") + name + "; remove it and draw anew",
                    file.string());
  return cache;
}

std::int64_t PanelCache::size() const {
  std::int64_t count = 0;
  for (const auto& [size, group] : groups_) count += group.at("latents").size(0);
  return count;
}

PanelBatch PanelCache::pick(const Group& group, const at::Tensor& rows, const at::Tensor& reference,
                            const at::Tensor& wording) {
  const auto of = [&](const char* name) { return group.at(name).index_select(0, rows); };
  const at::Tensor all = at::arange(rows.size(0), at::kLong);
  return {.latents = of("latents").to(at::kFloat),
          .ids = of("ids").index({all, wording}).to(at::kLong),
          .tokens = of("tokens").index({all, reference}).to(at::kFloat),
          .boxes = of("boxes"),
          .present = of("present"),
          .codes = of("codes").to(at::kLong),
          .heads = of("heads"),
          .hands = of("hands"),
          .dialogs = of("dialogs")};
}

PanelBatch PanelCache::random_batch(std::int64_t count, at::Generator& generator) const {
  std::int64_t place = at::randint(size(), {1}, generator, at::kLong).item<std::int64_t>();
  auto group = groups_.begin();
  while (place >= group->second.at("latents").size(0)) place -= (group++)->second.at("latents").size(0);
  const std::int64_t panels = group->second.at("latents").size(0);
  const at::Tensor rows = at::randint(panels, {count}, generator, at::kLong);
  const at::Tensor reference = at::randint(kept_references, {count}, generator, at::kLong);
  return pick(group->second, rows, reference, at::randint(kept_captions, {count}, generator, at::kLong));
}

std::vector<PanelBatch> PanelCache::batches(std::int64_t count) const {
  std::vector<PanelBatch> result;
  for (const auto& [size, group] : groups_) {
    const std::int64_t panels = group.at("latents").size(0);
    for (std::int64_t first = 0; first < panels; first += count) {
      const at::Tensor rows = at::arange(first, std::min(first + count, panels), at::kLong);
      const at::Tensor zero = at::zeros_like(rows);
      result.push_back(pick(group, rows, zero, zero));
    }
  }
  return result;
}

}  // namespace koma::training
