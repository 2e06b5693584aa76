// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>
#include <vector>

#include "engine/api/model_catalog.h"

/// What the window says about models, in one place for the docks and the model manager.
namespace koma::ui {

/// "Checkpoint", "LoRA", …
[[nodiscard]] QString kindName(api::ModelKind kind);
/// "SDXL" for "sdxl"; words that nobody knows stay as they are. Empty for none.
[[nodiscard]] QString familyName(const std::string& family);
/// "6.5 GB".
[[nodiscard]] QString byteText(std::uint64_t bytes);

struct ModelAbility {
  bool can = false;
  QString sentence;
};
/// What a checkpoint can and cannot do, and what a part is for.
[[nodiscard]] std::vector<ModelAbility> abilitiesOf(const api::ModelEntry& model);
/// "4 characters · 8 dialogue boxes · language agent"; empty where there is nothing of the kind.
[[nodiscard]] QString abilityLine(const api::ModelEntry& model);
/// Why a checkpoint's language agent cannot take part, one sentence; empty when it can.
[[nodiscard]] QString whyNoAgent(const api::ModelEntry& model);
/// What a checkpoint cannot do, a sentence each; or only why it cannot be used.
[[nodiscard]] QStringList limitsOf(const api::ModelEntry& model);
/// What helps when a file cannot be loaded, one sentence.
[[nodiscard]] QString remedyFor(const api::ModelEntry& model);

/// By id or by path; null when there is none of that kind.
[[nodiscard]] const api::ModelEntry* findModel(const std::vector<api::ModelEntry>& models, const std::string& idOrPath,
                                               api::ModelKind kind = api::ModelKind::checkpoint) noexcept;
/// Whether a LoRA, ControlNet or the like was made for the checkpoint's family, as far as that is known.
[[nodiscard]] bool fitsFamily(const api::ModelEntry& part, const api::ModelEntry& model);
/// Why a part cannot take part in drawing with a checkpoint; empty when it can. Either may be null: not there. While no
/// model has been looked at (`known` is false) nothing is said against a part.
[[nodiscard]] QString whyUnfit(const QString& name, const api::ModelEntry* part, const api::ModelEntry* model,
                               bool known);
/// Whether a checkpoint learned from drawings tagged with Danbooru's words, by its name: its prompts are lists of them.
[[nodiscard]] bool readsTags(const api::ModelEntry& model);
/// A name for people; `idOrPath` without folders when there is no entry.
[[nodiscard]] QString nameOfModel(const api::ModelEntry* entry, const std::string& idOrPath);

}  // namespace koma::ui
