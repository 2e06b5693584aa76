// SPDX-License-Identifier: Apache-2.0
#include "ui/document/balloon_commands.h"

#include <QCoreApplication>
#include <algorithm>

#include "ui/document/copies.h"
#include "ui/document/merge_verbs.h"

namespace koma::ui {
namespace {

/// Letters of the alphabet alone: nobody writes them from top to bottom.
bool standsLevel(const QString& text) {
  constexpr char16_t firstOfEastAsia = 0x2E80;
  return std::ranges::any_of(text, [](QChar c) { return c.isLetter(); }) &&
         std::ranges::all_of(text, [](QChar c) { return c.unicode() < firstOfEastAsia; });
}

}  // namespace

manga::BalloonId addBalloon(Document& document, manga::PageId page, const manga::Balloon& balloon) {
  manga::BalloonId id;
  document.edit(QCoreApplication::translate("Commands", "Add balloon"), [&](Draft& draft) {
    manga::Balloon added = balloon;
    renumber(added, draft);
    id = added.id;
    draft.page(page).balloons.push_back(std::move(added));
  });
  return id;
}

void setBalloonText(Document& document, manga::BalloonId balloon, const QString& text) {
  document.edit(
      QCoreApplication::translate("Commands", "Edit text"),
      [&](Draft& draft) {
        manga::Balloon& changed = draft.balloon(balloon);
        if (changed.text.empty() && standsLevel(text)) changed.style.direction = manga::TextDirection::horizontal;
        changed.text = text.toStdString();
      },
      mergeKey(MergeVerb::balloonText, balloon));
}

void setBalloonStyle(Document& document, manga::BalloonId balloon, const manga::TextStyle& style) {
  document.edit(
      QCoreApplication::translate("Commands", "Change text style"),
      [&](Draft& draft) { draft.balloon(balloon).style = style; }, mergeKey(MergeVerb::balloonStyle, balloon));
}

void setBalloonShape(Document& document, manga::BalloonId balloon, manga::BalloonShape shape) {
  document.edit(QCoreApplication::translate("Commands", "Change balloon shape"),
                [&](Draft& draft) { draft.balloon(balloon).shape = shape; });
}

void setBalloonBounds(Document& document, manga::BalloonId balloon, const manga::Rect& bounds) {
  document.edit(QCoreApplication::translate("Commands", "Change balloon size"),
                [&](Draft& draft) { draft.balloon(balloon).bounds = bounds; });
}

void setBalloonLook(Document& document, manga::BalloonId balloon, double lineWidth, double opacity) {
  document.edit(
      QCoreApplication::translate("Commands", "Change balloon line"),
      [&](Draft& draft) {
        draft.balloon(balloon).line_width = lineWidth;
        draft.balloon(balloon).opacity = opacity;
      },
      mergeKey(MergeVerb::balloonLine, balloon));
}

void setTails(Document& document, manga::BalloonId balloon, const std::vector<manga::Tail>& tails) {
  document.edit(QCoreApplication::translate("Commands", "Change tail"),
                [&](Draft& draft) { draft.balloon(balloon).tails = tails; });
}

void setSpeaker(Document& document, manga::BalloonId balloon, manga::CharacterId speaker) {
  document.edit(QCoreApplication::translate("Commands", "Change speaker"),
                [&](Draft& draft) { draft.balloon(balloon).speaker = speaker; });
}

}  // namespace koma::ui
