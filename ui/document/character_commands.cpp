// SPDX-License-Identifier: Apache-2.0
#include "ui/document/character_commands.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>
#include <cmath>

#include "ui/document/merge_verbs.h"
#include "ui/document/qt_values.h"

namespace koma::ui {
namespace {

template <class T>
void moveWithin(std::vector<T>& list, std::size_t from, std::size_t to) {
  if (from >= list.size()) return;
  const auto begin = list.begin() + std::ptrdiff_t(from);
  const auto target = list.begin() + std::ptrdiff_t(std::min(to, list.size() - 1));
  if (begin < target) {
    std::rotate(begin, begin + 1, target + 1);
  } else {
    std::rotate(target, begin, begin + 1);
  }
}

/// 0 … 1: how alike two colours look beside each other; hue counts most.
double difference(const QColor& a, const QColor& b) {
  const double hue = std::abs(a.hslHueF() - b.hslHueF());
  return std::min(hue, 1 - hue) + 0.3 * std::abs(a.lightnessF() - b.lightnessF());
}

bool namesCharacter(const manga::Page& page, manga::CharacterId id) {
  return std::ranges::any_of(page.panels,
                             [&](const manga::Panel& panel) {
                               return std::ranges::find(panel.characters, id, &manga::CharacterBox::character) !=
                                      panel.characters.end();
                             }) ||
         std::ranges::find(page.balloons, id, &manga::Balloon::speaker) != page.balloons.end();
}

}  // namespace

QColor freeColour(const manga::Project& project) {
  // Strong enough as lines on white paper and on grey pictures, dark enough under white names.
  static constexpr std::array palette = {"#2f74c0", "#c8432b", "#2d8a4e", "#8a4fc7", "#b8790f", "#0f8a93",
                                         "#c03a7c", "#5b7a12", "#4b55c4", "#8f5a2e", "#46637a", "#a0303f"};
  QColor best(palette.front());
  double most = -1;
  for (const char* candidate : palette) {
    const QColor colour(candidate);
    double nearest = 2;
    for (const manga::Character& member : project.cast) {
      nearest = std::min(nearest, difference(colour, colourOf(member)));
    }
    if (nearest <= most + 1e-9) continue;
    most = nearest;
    best = colour;
  }
  return best;
}

manga::CharacterId addCharacter(Document& document, const QString& name, const manga::AssetId& reference) {
  manga::CharacterId id;
  document.edit(QCoreApplication::translate("Commands", "Add character"), [&](Draft& draft) {
    manga::Character member;
    member.id = id = draft.newId<manga::Character>();
    member.name = name.toStdString();
    member.colour = freeColour(draft.project()).name().toStdString();
    if (!reference.empty()) member.references.push_back({reference});
    draft.cast().push_back(std::move(member));
  });
  return id;
}

void removeCharacter(Document& document, manga::CharacterId id) {
  document.edit(QCoreApplication::translate("Commands", "Remove character"), [&](Draft& draft) {
    draft.character(id);  // refuses an unknown one
    std::erase_if(draft.cast(), [&](const manga::Character& member) { return member.id == id; });
    for (const manga::Page& page : draft.project().pages) {
      if (!namesCharacter(page, id)) continue;
      manga::Page& changed = draft.page(page.id);
      for (manga::Panel& panel : changed.panels) {
        std::erase_if(panel.characters, [&](const manga::CharacterBox& box) { return box.character == id; });
      }
      for (manga::Balloon& balloon : changed.balloons) {
        if (balloon.speaker == id) balloon.speaker = {};
      }
    }
  });
}

void moveCharacter(Document& document, manga::CharacterId id, std::size_t to) {
  document.edit(QCoreApplication::translate("Commands", "Move character"), [&](Draft& draft) {
    auto& cast = draft.cast();
    moveWithin(cast, std::size_t(std::ranges::find(cast, id, &manga::Character::id) - cast.begin()), to);
  });
}

void setName(Document& document, manga::CharacterId id, const QString& name) {
  document.edit(
      QCoreApplication::translate("Commands", "Rename character"),
      [&](Draft& draft) { draft.character(id).name = name.toStdString(); }, mergeKey(MergeVerb::characterName, id));
}

void setColour(Document& document, manga::CharacterId id, const QColor& colour) {
  document.edit(
      QCoreApplication::translate("Commands", "Change colour"),
      [&](Draft& draft) { draft.character(id).colour = colour.name().toStdString(); },
      mergeKey(MergeVerb::characterColour, id));
}

void setDescription(Document& document, manga::CharacterId id, const QString& words) {
  document.edit(
      QCoreApplication::translate("Commands", "Edit description"),
      [&](Draft& draft) { draft.character(id).description = words.toStdString(); },
      mergeKey(MergeVerb::description, id));
}

void setStrength(Document& document, manga::CharacterId id, double strength) {
  document.edit(
      QCoreApplication::translate("Commands", "Change strength"),
      [&](Draft& draft) { draft.character(id).strength = strength; }, mergeKey(MergeVerb::strength, id));
}

void addReference(Document& document, manga::CharacterId id, const manga::Reference& reference) {
  document.edit(QCoreApplication::translate("Commands", "Add reference"),
                [&](Draft& draft) { draft.character(id).references.push_back(reference); });
}

void removeReference(Document& document, manga::CharacterId id, std::size_t index) {
  document.edit(QCoreApplication::translate("Commands", "Remove reference"), [&](Draft& draft) {
    auto& references = draft.character(id).references;
    if (index < references.size()) references.erase(references.begin() + std::ptrdiff_t(index));
  });
}

void replaceReference(Document& document, manga::CharacterId id, std::size_t index, const manga::Reference& reference) {
  document.edit(QCoreApplication::translate("Commands", "Replace reference"), [&](Draft& draft) {
    auto& references = draft.character(id).references;
    if (index < references.size()) references[index] = reference;
  });
}

void moveReference(Document& document, manga::CharacterId id, std::size_t from, std::size_t to) {
  document.edit(QCoreApplication::translate("Commands", "Move reference"),
                [&](Draft& draft) { moveWithin(draft.character(id).references, from, to); });
}

void setCrop(Document& document, manga::CharacterId id, std::size_t index, const UnitBox& crop) {
  document.edit(QCoreApplication::translate("Commands", "Crop reference"),
                [&](Draft& draft) {
                  auto& references = draft.character(id).references;
                  if (index < references.size()) references[index].crop = crop;
                },
                {int(MergeVerb::crop), id.value * 256 + index});
}

}  // namespace koma::ui
