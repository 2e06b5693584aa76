// SPDX-License-Identifier: Apache-2.0
#include "ui/models/model_words.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>
#include <array>
#include <map>

#include "ui/document/qt_values.h"

namespace koma::ui {
namespace {

using Kind = api::ModelKind;

/// The texts' home.
class ModelWords {
  Q_DECLARE_TR_FUNCTIONS(koma::ui::ModelWords)
 public:
  static QString kind(Kind kind) {
    switch (kind) {
      case Kind::lora:
        return tr("LoRA");
      case Kind::controlnet:
        return tr("ControlNet");
      case Kind::vae:
        return tr("VAE");
      case Kind::taesd:
        return tr("Tiny autoencoder");
      case Kind::textual_inversion:
        //: a textual inversion: a learned word
        return tr("Embedding");
      case Kind::subject_adapter:
        //: MS-Diffusion's: puts several subjects with pictures into one picture
        return tr("Subject adapter");
      case Kind::restorer:
        //: DiffRIR: makes the tones of a repainted part fit what is around it
        return tr("Seam repair");
      case Kind::upscaler:
        //: a network that enlarges pictures
        return tr("Upscaler");
      default:
        //: a complete model that draws
        return tr("Checkpoint");
    }
  }
  /// What a part is for.
  static QString purpose(Kind kind) {
    switch (kind) {
      case Kind::lora:
        return tr("Adds a style or a person to a model of its family");
      case Kind::controlnet:
        return tr("Lets a sketch, pose, depth or edge picture lead the drawing");
      case Kind::vae:
        return tr("Turns what a model of its family has drawn into pixels");
      case Kind::taesd:
        return tr("Makes sharper previews while a picture is drawn");
      case Kind::subject_adapter:
        return tr("Puts several subjects from reference pictures into one picture");
      case Kind::restorer:
        return tr("Makes the tones of a repainted part fit what is around it");
      case Kind::upscaler:
        return tr("Enlarges pictures for print");
      default:
        return tr("Teaches a model of its family a new word");
    }
  }
  static QString encoder(int width) {
    return tr("Needs an image encoder %1 wide, which a request names with it").arg(width);
  }
  static QString scale(int scale) {
    return scale == 1 ? tr("Leaves pictures as large as they are")
                      //: %1 a number
                      : tr("Makes pictures %1 times as large along each side").arg(scale);
  }
  static QString characters(const api::ModelAbilities& can) {
    if (!can.characters) return tr("Takes no reference pictures of characters");
    if (can.max_characters == 0) return tr("Draws characters from reference pictures");
    return tr("Draws up to %n character(s) of a panel from reference pictures", nullptr, can.max_characters);
  }
  static QString dialogs(const api::ModelAbilities& can) {
    if (!can.dialog_boxes) return tr("Leaves no room for balloons");
    if (can.max_dialog_boxes == 0) return tr("Leaves room for balloons");
    return tr("Leaves room for up to %n balloon(s) in a panel", nullptr, can.max_dialog_boxes);
  }
  static QString summary(const api::ModelAbilities& can) {
    QStringList parts;
    if (can.max_characters > 0) parts << tr("%n character(s)", nullptr, can.max_characters);
    if (can.max_dialog_boxes > 0) parts << tr("%n dialogue box(es)", nullptr, can.max_dialog_boxes);
    // Whoever draws no characters has nothing for an agent to do.
    if (can.characters) parts << (can.agent ? tr("language agent") : tr("no language agent"));
    return parts.join(QStringLiteral(" · "));
  }
  static std::vector<ModelAbility> abilities(const api::ModelAbilities& can, const QString& agentProblem) {
    return {{can.characters, characters(can)},
            {can.dialog_boxes, dialogs(can)},
            {can.agent, can.agent                ? tr("Has a language agent that fits the characters to the prompt")
                        : agentProblem.isEmpty() ? tr("Has no language agent")
                                                 : tr("Its language agent cannot be used: %1").arg(agentProblem)},
            {can.controls, can.controls ? tr("Takes expression, pose, facing and shot as choices")
                                        : tr("Takes expression, pose and shot from the prompt only")},
            {can.negative_prompt, can.negative_prompt ? tr("Takes a negative prompt") : tr("Takes no negative prompt")},
            {can.samplers, can.samplers ? tr("Lets you choose the sampler") : tr("Has one sampler of its own")},
            {can.loras, can.loras ? tr("Takes LoRAs of its family") : tr("Takes no LoRAs")},
            {can.repaints, !can.repaints       ? tr("Cannot repaint a part of a picture")
                           : can.inpaint_model ? tr("Made for repainting parts of a picture")
                                               : tr("Repaints parts of a picture")}};
  }
  static QString unusable(const QString& name, const QString& problem) {
    //: %1 a model, %2 the reason in the engine's words
    return tr("“%1” cannot be used: %2").arg(name, problem);
  }
  static QStringList limits(const api::ModelAbilities& can) {
    QStringList limits;
    if (!can.characters) limits << tr("Takes no reference pictures of characters.");
    if (!can.dialog_boxes) limits << tr("Leaves no room for balloons.");
    if (!can.controls) limits << tr("Takes expression, pose and shot from the prompt only.");
    if (!can.negative_prompt) limits << tr("Takes no negative prompt.");
    return limits;
  }
  static QString noAgent(const QString& model, const QString& problem) {
    if (problem.isEmpty()) return tr("“%1” has no language agent.").arg(model);
    //: %1 a model, %2 the reason in the engine's words
    return tr("The language agent of “%1” cannot be used: %2").arg(model, problem);
  }
  static QString remedy(const QString& problem) {
    const auto says = [&](const char* word) { return problem.contains(QLatin1StringView(word), Qt::CaseInsensitive); };
    if (says("pickle") || says(".ckpt") || says(".bin") || says(".pt")) {
      return tr("Get the same model as a .safetensors file: that cannot run foreign code.");
    }
    if (says("missing") || says("no image_generator") || says("there is no")) {
      return tr("Copy the whole folder again, with all its parts, then look again.");
    }
    if (says("truncated") || says("header") || says("ends") || says("longer") || says("shorter")) {
      return tr("The file is damaged or not complete. Get it again, then look again.");
    }
    return tr("Remove it from the folder or get another version of it, then look again.");
  }
  static QString notThere(const QString& name) {
    return tr("“%1” is not in the model folders. Add its folder in the model manager.").arg(name);
  }
  static QString noLoras(const QString& model) {
    return tr("“%1” takes no LoRAs. Choose another model to use this.").arg(model);
  }
  static QString otherModel(const QString& part, const QString& model) {
    //: %1 a family of models as "SDXL", or a model; %2 a model that only takes what was made for itself
    return tr("Made for %1; “%2” takes only what was made for it. Choose another model to use it.").arg(part, model);
  }
  static QString otherFamily(const QString& part, const QString& model, const QString& modelFamily) {
    //: %1 and %3 families of models as "SDXL", %2 a model
    return tr("Made for %1; “%2” is %3. Choose a model of that family to use it.").arg(part, model, modelFamily);
  }
};

}  // namespace

QString kindName(Kind kind) {
  return ModelWords::kind(kind);
}

QString familyName(const std::string& family) {
  static const std::map<std::string, QString> names = {{"diffsensei", QStringLiteral("DiffSensei")},
                                                       {"mini", QStringLiteral("mini")},
                                                       {"sd1", QStringLiteral("SD 1.x")},
                                                       {"sd2", QStringLiteral("SD 2.x")},
                                                       {"sdxl", QStringLiteral("SDXL")}};
  const auto known = names.find(family);
  return known == names.end() ? toQt(family) : known->second;
}

QString byteText(std::uint64_t bytes) {
  return QLocale().formattedDataSize(qint64(bytes), 1, QLocale::DataSizeTraditionalFormat);
}

std::vector<ModelAbility> abilitiesOf(const api::ModelEntry& model) {
  if (model.kind == Kind::subject_adapter && model.problem.empty()) {
    return {{true, ModelWords::purpose(model.kind)}, {true, ModelWords::encoder(model.encoder_width)}};
  }
  if (model.scale > 0) return {{true, ModelWords::purpose(model.kind)}, {true, ModelWords::scale(model.scale)}};
  if (model.kind != Kind::checkpoint) return {{true, ModelWords::purpose(model.kind)}};
  return ModelWords::abilities(model.abilities, toQt(model.agent_problem));
}

QString abilityLine(const api::ModelEntry& model) {
  return model.kind == Kind::checkpoint && model.problem.empty() ? ModelWords::summary(model.abilities) : QString();
}

QString whyNoAgent(const api::ModelEntry& model) {
  if (model.abilities.agent) return {};
  return ModelWords::noAgent(toQt(model.name), toQt(model.agent_problem));
}

QStringList limitsOf(const api::ModelEntry& model) {
  if (!model.problem.empty()) return {ModelWords::unusable(toQt(model.name), toQt(model.problem))};
  return ModelWords::limits(model.abilities);
}

QString remedyFor(const api::ModelEntry& model) {
  return ModelWords::remedy(toQt(model.problem));
}

const api::ModelEntry* findModel(const std::vector<api::ModelEntry>& models, const std::string& idOrPath,
                                 Kind kind) noexcept {
  const auto found = std::ranges::find_if(models, [&](const api::ModelEntry& entry) {
    return entry.kind == kind && (entry.id == idOrPath || (!idOrPath.empty() && entry.folder == idOrPath));
  });
  return found == models.end() ? nullptr : &*found;
}

bool fitsFamily(const api::ModelEntry& part, const api::ModelEntry& model) {
  const std::string made_for = api::base_of(part), has = api::base_of(model);
  return made_for.empty() || has.empty() || made_for == has;
}

QString whyUnfit(const QString& name, const api::ModelEntry* part, const api::ModelEntry* model, bool known) {
  if (!part) return known ? ModelWords::notThere(name) : QString();
  if (!part->problem.empty()) return ModelWords::unusable(name, toQt(part->problem));
  if (!model) return {};
  if (part->kind == Kind::lora && !model->abilities.loras) return ModelWords::noLoras(toQt(model->name));
  if (fitsFamily(*part, *model)) return {};
  if (!model->own_base.empty()) return ModelWords::otherModel(familyName(api::base_of(*part)), toQt(model->name));
  return ModelWords::otherFamily(familyName(api::base_of(*part)), toQt(model->name), familyName(model->family));
}

bool readsTags(const api::ModelEntry& model) {
  const QString name = QString::fromStdString(model.id + " " + model.name + " " + model.own_base);
  return std::ranges::any_of(std::array{"illustrious", "noob", "pony", "animagine", "danbooru"}, [&](const char* word) {
    return name.contains(QLatin1StringView(word), Qt::CaseInsensitive);
  });
}

QString nameOfModel(const api::ModelEntry* entry, const std::string& idOrPath) {
  return entry ? toQt(entry->name) : toQt(std::filesystem::path(idOrPath).stem().string());
}

}  // namespace koma::ui
