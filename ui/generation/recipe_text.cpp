// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/recipe_text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QStringList>
#include <cmath>
#include <nlohmann/json.hpp>

#include "engine/api/recipe.h"
#include "engine/base/error.h"
#include "ui/document/qt_values.h"
#include "ui/models/model_words.h"

namespace koma::ui {
namespace {

class Lines {
  Q_DECLARE_TR_FUNCTIONS(koma::ui::Recipe)
 public:
  static std::vector<RecipeLine> of(const api::Recipe& recipe, const QString& date) {
    const api::GenerationRequest& request = recipe.request;
    std::vector<RecipeLine> lines;
    const auto add = [&](const QString& name, const QString& value) {
      if (!value.isEmpty()) lines.push_back({name, value});
    };
    add(tr("Drawn"), date);
    add(tr("Prompt"), toQt(request.prompt));
    add(tr("Left out"), toQt(request.negative_prompt.value_or("")));
    QStringList people;
    for (const api::PlacedCharacter& character : request.characters) people << toQt(character.name);
    add(tr("Who is here"), QLocale().createSeparatedList(people));
    if (request.shot) add(tr("Shot"), QString::fromLatin1(api::to_string(*request.shot)));
    add(tr("Model"), toQt(recipe.model_name.empty() ? request.model : recipe.model_name));
    if (request.seed) add(tr("Seed"), QString::number(*request.seed));
    if (request.steps) add(tr("Steps"), QString::number(*request.steps));
    if (request.guidance_scale) add(tr("Guidance"), tr("%1 ×").arg(*request.guidance_scale));
    if (request.character_scale && !request.characters.empty()) {
      add(tr("Likeness"), tr("%1 %").arg(std::lround(*request.character_scale * 100)));
    }
    //: %1 how much the language agent counted, in percent
    if (request.mllm.enabled) add(tr("Language agent"), tr("%1 %").arg(std::lround(request.mllm.scale * 100)));
    if (request.sampler) add(tr("Sampler"), QString::fromLatin1(api::to_string(*request.sampler)));
    QStringList loras, controls;
    for (const api::Lora& lora : request.loras) {
      //: a LoRA and its weight
      loras << tr("%1 (%2)").arg(toQt(lora.file.stem().string()), QLocale().toString(lora.weight, 'f', 2));
    }
    for (const api::Control& control : request.controls) controls << nameOfModel(nullptr, control.model);
    add(tr("LoRAs"), QLocale().createSeparatedList(loras));
    add(tr("Control pictures"), QLocale().createSeparatedList(controls));
    if (!request.mask.empty()) {
      //: a part of the picture was drawn anew; %1 how strongly
      add(tr("Repainted"), tr("with a strength of %1 %").arg(std::lround(request.strength * 100)));
    }
    if (request.width && request.height) add(tr("Size"), tr("%1 × %2 px").arg(*request.width).arg(*request.height));
    if (!recipe.device.empty()) {
      //: %1 a device as "cpu", %2 a number type as "float32"
      add(tr("Device"),
          tr("%1, %2, %n thread(s)", nullptr, recipe.threads).arg(toQt(recipe.device), toQt(recipe.dtype)));
    }
    add(tr("Engine"), toQt(recipe.engine));
    const QString hash = toQt(recipe.model_hash);
    constexpr int readable = 16;
    add(tr("Model’s hash"), hash.size() > readable ? hash.left(readable) + u'…' : hash);
    if (hash.size() > readable) lines.back().full = hash;
    return lines;
  }
  static RecipeLine unreadable() { return {tr("Recipe"), tr("It cannot be read; the picture itself is safe.")}; }
};

}  // namespace

std::vector<RecipeLine> recipeLines(const manga::Take& take) {
  try {
    return Lines::of(api::recipe_from_json(nlohmann::json::parse(take.recipe), {}), takeDate(take));
  } catch (const Error&) {
    return {Lines::unreadable()};
  } catch (const nlohmann::json::exception&) {
    return {Lines::unreadable()};
  }
}

QString recipeJson(const manga::Take& take) {
  const auto recipe = nlohmann::json::parse(take.recipe, nullptr, false);
  return recipe.is_discarded() ? toQt(take.recipe) : toQt(recipe.dump(2));
}

QString takeDate(const manga::Take& take) {
  const QDateTime time = QDateTime::fromString(toQt(take.created), Qt::ISODate);
  return time.isValid() ? QLocale().toString(time.toLocalTime(), QLocale::ShortFormat) : QString();
}

}  // namespace koma::ui
