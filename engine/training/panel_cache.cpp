// SPDX-License-Identifier: Apache-2.0
#include "engine/training/panel_cache.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <future>

#include "engine/base/error.h"
#include "engine/synthesis/vocabulary.h"
#include "engine/tensors/safetensors.h"
#include "engine/tensors/safetensors_writer.h"
#include "engine/training/autocast.h"
#include "engine/training/control_edges.h"
#include "engine/training/drawing_threads.h"
#include "engine/training/mini_config.h"
#include "engine/training/moved_panel.h"
#include "engine/training/picture_tensors.h"

namespace koma::training {

namespace {

constexpr int kept_references = 2, kept_captions = 4;
constexpr std::int64_t places = trained_characters, hand_places = 2 * places;
constexpr std::int64_t dialog_places = 8;
constexpr std::int64_t encoded_together = 64;  ///< panels per drawing thread, where there are several

/// Bytes as networks see pictures; they travel as bytes. // [B, 1, H, W] uint8 → float32 in −1…1
at::Tensor seen_on(const at::Device& device, const at::Tensor& bytes) {
  return bytes.to(device).to(at::kFloat).div_(127.5).sub_(1);
}

/// pictures [R, 1, 96, 96] uint8 → [R, 16, 128]
at::Tensor reference_tokens_of(const PanelEncoder& encoder, const at::Tensor& pictures) {
  const Autocast autocast(encoder.device);
  return encoder.reference.tokens(seen_on(encoder.device, pictures)).to(at::kCPU, at::kFloat);
}

/// pictures [B, 1, H, W] uint8 → [B, 4, h, w], as the denoiser sees them
at::Tensor latents_of(const PanelEncoder& encoder, const at::Tensor& pictures) {
  const Autocast autocast(encoder.device);
  const at::Tensor there = seen_on(encoder.device, pictures).contiguous(at::MemoryFormat::ChannelsLast);
  const at::Tensor latents = encoder.autoencoder->encode(there).mean.to(at::kFloat);
  return encoder.autoencoder->to_denoiser(latents).cpu().contiguous();
}

/// One panel's row in every stored tensor.
using Row = std::map<std::string, at::Tensor>;

/// The row without what networks make of the pictures: latents and tokens.
Row told_row(const PanelEncoder& encoder, const TrainingPanel& panel, const Unspecified& none) {
  at::Tensor boxes = at::zeros({places, 4}), heads = at::zeros({places, 3}), dialogs = at::zeros({dialog_places, 4});
  at::Tensor hands = at::zeros({hand_places, 3});
  at::Tensor present = at::zeros({places}, at::kBool);
  at::Tensor codes = none.codes.expand({places, -1}).clone();
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
  }
  for (std::size_t i = 0; i < panel.dialogs.size() && std::int64_t(i) < dialog_places; ++i) {
    const UnitBox& box = panel.dialogs[i];
    dialogs[std::int64_t(i)] = at::tensor({box.left, box.top, box.right, box.bottom});
  }
  std::vector<at::Tensor> ids;
  for (const std::string& caption : panel.captions)
    ids.push_back(at::tensor(at::ArrayRef<std::int64_t>(encoder.tokenize(caption)), at::kLong));
  return {{"boxes", boxes},
          {"heads", heads},
          {"hands", hands},
          {"present", present},
          {"codes", codes.to(at::kChar)},
          {"dialogs", dialogs},
          {"edges", packed_edges(panel.picture)},
          {"ids", at::stack(ids).to(at::kShort)}};
}

std::int64_t kept_of(const TrainingPanel& panel) {
  return panel.characters.empty() ? kept_references : std::ssize(panel.characters[0].references);
}

/// Encodes all references of all panels at once and adds the tokens, [R, N, 16, 128] each.
void add_tokens(std::vector<Row>& rows, const PanelEncoder& encoder, const std::vector<TrainingPanel>& panels,
                const Unspecified& none) {
  std::vector<at::Tensor> pictures;
  for (const TrainingPanel& panel : panels)
    for (const TrainingCharacter& character : panel.characters)
      for (const Image& picture : character.references) pictures.push_back(byte_tensor(picture));
  const at::Tensor seen = pictures.empty() ? at::Tensor() : reference_tokens_of(encoder, at::stack(pictures));
  std::int64_t next = 0;
  for (std::size_t p = 0; p < panels.size(); ++p) {
    const std::int64_t kept = kept_of(panels[p]);
    const at::Tensor tokens = none.tokens.expand({kept, places, -1, -1}).clone();
    for (std::int64_t n = 0; n < std::ssize(panels[p].characters); ++n, next += kept)
      if (n < places) tokens.select(1, n).copy_(seen.narrow(0, next, kept));
    rows[p]["tokens"] = tokens.to(at::kHalf);
  }
}

/// Encodes the panels' pictures, those of one size at once, and adds the latents.
void add_latents(std::vector<Row>& rows, const PanelEncoder& encoder, const std::vector<TrainingPanel>& panels) {
  std::map<std::pair<int, int>, std::vector<std::size_t>> of_size;
  for (std::size_t p = 0; p < panels.size(); ++p)
    of_size[{panels[p].picture.height(), panels[p].picture.width()}].push_back(p);
  for (const auto& [size, members] : of_size) {
    std::vector<at::Tensor> pictures;
    for (const std::size_t p : members) pictures.push_back(byte_tensor(panels[p].picture));
    const auto latents = latents_of(encoder, at::stack(pictures)).to(at::kHalf).unbind(0);
    for (std::size_t i = 0; i < members.size(); ++i) rows[members[i]]["latents"] = latents[i];
  }
}

std::vector<Row> encode_panels(const PanelEncoder& encoder, const std::vector<TrainingPanel>& panels,
                               const Unspecified& none) {
  std::vector<Row> rows;
  for (const TrainingPanel& panel : panels) rows.push_back(told_row(encoder, panel, none));
  add_tokens(rows, encoder, panels, none);
  add_latents(rows, encoder, panels);
  return rows;
}

/// The next panels of `generator`, the same on any number of threads.
std::vector<TrainingPanel> draw_panels(std::int64_t count, at::Generator& generator, bool held_out, bool moved,
                                       int threads) {
  std::vector<std::uint64_t> seeds;
  for (std::int64_t i = 0; i < count; ++i) seeds.push_back(next_seed(generator));
  std::vector<TrainingPanel> panels(seeds.size());
  draw_on_threads(threads, count, [&](std::int64_t i) {
    const auto at = std::size_t(i);
    panels[at] = draw_training_panel(seeds[at], {held_out, kept_references, kept_captions});
    if (moved) panels[at] = moved_panel(std::move(panels[at]), seeds[at]);
  });
  return panels;
}

}  // namespace

Unspecified PanelEncoder::unspecified() const {
  at::NoGradGuard no_grad;
  const std::int64_t seen = reference.vision->config().tokens();
  // No picture: all features zero.
  const at::Tensor nothing = at::zeros({1, 1, seen, token_width}, at::TensorOptions(device).dtype(at::kFloat));
  return {at::tensor({std::ssize(synthesis::expressions), std::ssize(synthesis::poses), std::ssize(synthesis::shots),
                      std::ptrdiff_t(0), std::ssize(synthesis::views)},
                     at::kLong),
          reference.resampler->characters(nothing)[0].cpu(),
          at::tensor(at::ArrayRef<std::int64_t>(tokenize("")), at::kLong)};
}

PanelCache PanelCache::draw(const PanelEncoder& encoder, std::int64_t count, std::uint64_t seed, bool held_out,
                            const std::stop_token& stop, bool moved) {
  at::NoGradGuard no_grad;
  const Unspecified none = encoder.unspecified();
  at::Generator generator = seeded(seed);
  std::map<std::string, std::map<std::string, std::vector<at::Tensor>>> rows;
  const int threads = drawing_threads(encoder.device);
  const std::int64_t together = threads == 1 ? 1 : threads * encoded_together;
  // While the networks encode some panels elsewhere, the cores draw the next; a single thread does one after the other.
  const auto policy = threads == 1 ? std::launch::deferred : std::launch::async;
  std::int64_t drawn = 0;
  const auto draw_next = [&] {
    const std::int64_t number = std::min(together, count - drawn);
    drawn += number;
    return std::async(policy, [&, number] { return draw_panels(number, generator, held_out, moved, threads); });
  };
  std::future<std::vector<TrainingPanel>> next = draw_next();
  for (bool more = count > 0; more && !stop.stop_requested();) {
    const std::vector<TrainingPanel> panels = next.get();
    more = drawn < count;
    if (more) next = draw_next();
    for (Row& row : encode_panels(encoder, panels, none)) {
      const auto size = row["latents"].sizes();
      auto& group = rows[std::to_string(size[1]) + "x" + std::to_string(size[2])];
      for (auto& [name, tensor] : row) group[name].push_back(std::move(tensor));
    }
  }
  PanelCache cache;
  for (auto& [size, group] : rows)
    for (auto& [name, tensors] : group) cache.groups_[size][name] = at::stack(tensors);
  return cache;
}

PanelBatch PanelCache::encode(const PanelEncoder& encoder, const TrainingPanel& panel) {
  at::NoGradGuard no_grad;
  Group group;
  const std::vector<Row> rows = encode_panels(encoder, {panel}, encoder.unspecified());
  for (const auto& [name, tensor] : rows.front()) group[name] = tensor.unsqueeze(0);
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
  for (const auto& [size, group] : cache.groups_)
    if (group.at("codes").size(-1) != character_codes || group.at("tokens").size(-2) != reference_tokens)
      throw Error(ErrorCode::invalid_file, "the cache was drawn for an earlier model; remove it and draw anew",
                  file.string());
  return cache;
}

PanelCache PanelCache::to(const at::Device& device) const {
  PanelCache moved;
  for (const auto& [size, group] : groups_)
    for (const auto& [name, tensor] : group) moved.groups_[size][name] = tensor.to(device);
  return moved;
}

std::int64_t PanelCache::size() const {
  std::int64_t count = 0;
  for (const auto& [size, group] : groups_) count += group.at("latents").size(0);
  return count;
}

PanelBatch PanelCache::pick(const Group& group, const at::Tensor& rows, const at::Tensor& reference,
                            const at::Tensor& wording) {
  const at::Device device = group.at("latents").device();
  const at::Tensor there = rows.to(device), all = at::arange(rows.size(0), there.options());
  const auto of = [&](const char* name) { return group.at(name).index_select(0, there); };
  return {.latents = of("latents").to(at::kFloat),
          .ids = of("ids").index({all, wording.to(device)}).to(at::kLong),
          .tokens = of("tokens").index({all, reference.to(device)}).to(at::kFloat),
          .boxes = of("boxes"),
          .present = of("present"),
          .codes = of("codes").to(at::kLong),
          .heads = of("heads"),
          .hands = of("hands"),
          .dialogs = of("dialogs"),
          .edges = group.contains("edges") ? of("edges") : at::Tensor()};
}

PanelBatch PanelCache::random_batch(std::int64_t count, at::Generator& generator) const {
  std::int64_t place = at::randint(size(), {1}, generator, at::kLong).item<std::int64_t>();
  auto group = groups_.begin();
  while (place >= group->second.at("latents").size(0)) place -= (group++)->second.at("latents").size(0);
  const std::int64_t panels = group->second.at("latents").size(0);
  const at::Device device = group->second.at("latents").device();
  at::Generator there = generator_on(device, generator);
  const auto draw = [&](std::int64_t among) {
    return at::randint(among, {count}, there, at::TensorOptions(device).dtype(at::kLong));
  };
  const at::Tensor rows = draw(panels), reference = draw(kept_references);
  return pick(group->second, rows, reference, draw(kept_captions));
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
