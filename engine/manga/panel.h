// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/head_frame.h"
#include "engine/manga/conversation.h"
#include "engine/manga/drawing_settings.h"
#include "engine/manga/geometry.h"
#include "engine/manga/ids.h"

namespace koma::manga {

enum class BorderStyle { solid, none };

/// One picture that was drawn for a panel, with everything needed to draw it again.
struct Take {
  TakeId id;
  AssetId picture;
  std::string recipe;   ///< JSON, see engine/api/recipe.h
  std::string created;  ///< ISO 8601, UTC
  UnknownFields unknown;
  friend bool operator==(const Take&, const Take&) = default;
};

/// Somebody in a panel. `box` is in 0…1 of the panel's bounding rectangle and may leave it.
struct CharacterBox {
  CharacterId character;
  UnitBox box;
  std::optional<double> strength;  ///< 0…2; omitted: the character's own
  std::string expression, pose;
  std::string facing;  ///< "left", "right", "front", "back" or empty
  std::string phrase;  ///< what the prompt calls them, for models that put subjects into boxes ("a girl in a red coat")
  bool hidden = false;  ///< not drawn and not asked of the model
  bool locked = false;  ///< the editor leaves it where it is
  UnknownFields unknown;
  friend bool operator==(const CharacterBox&, const CharacterBox&) = default;
};

/// A text prompt for a part of the panel.
struct Region {
  UnitBox box;          ///< in 0…1 of the panel's bounding rectangle; see region_boxes()
  std::string prompt;   ///< without words it asks for nothing
  double weight = 1;    ///< 0…1: its share where the base prompt is heard too, see Division::base_share
  bool hidden = false;  ///< not shown and not asked of the model
  bool locked = false;  ///< the editor leaves it where it is
  UnknownFields unknown;
  friend bool operator==(const Region&, const Region&) = default;
};

/// How a panel's regions lie and what they share. A region hears `weight` · (1 − `base_share`) of its own prompt, for
/// the rest the base prompt; beside all regions the base prompt is heard alone.
struct Division {
  std::string split;         ///< parse_split's grammar: the regions are its cells; empty or unfitting: each has its box
  std::string base_prompt;   ///< of the whole panel; empty: the panel's prompt
  double base_share = 0;     ///< 0…1
  bool in_controls = false;  ///< ControlNets read the regions too
  bool pooled_from_base = false;  ///< whose summary SDXL gets: the base prompt's, else the last region's
  UnknownFields unknown;
  friend bool operator==(const Division&, const Division&) = default;
};

/// A sketch, pose, depth or edge picture that leads the drawing.
struct ControlImage {
  AssetId picture;
  std::string model, preprocessor;
  double scale = 1, start = 0, end = 1;
  UnknownFields unknown;
  friend bool operator==(const ControlImage&, const ControlImage&) = default;
};

/// A frame of the page and what happens in it.
struct Panel {
  PanelId id;
  std::string name;
  Polygon frame;              ///< mm on the page
  double border_width = 0.6;  ///< mm
  BorderStyle border = BorderStyle::solid;
  int z_order = 0;  ///< higher lies above
  std::string prompt;
  std::optional<std::string> negative_prompt;
  std::string shot;  ///< "close-up", "bust", "full", "wide" or empty
  std::vector<CharacterBox> characters;
  std::vector<Region> regions;
  Division division;
  std::vector<ControlImage> controls;
  AssetId mask;  ///< grey, white is repainted; empty: none
  RepaintSettings repaint;
  DrawingSettings settings;
  std::vector<Take> takes;
  TakeId accepted;
  Conversation conversation;  ///< with an assistant, about this panel
  bool hidden = false;        ///< neither shown nor printed
  bool locked = false;        ///< the editor leaves it where it is
  UnknownFields unknown;
  friend bool operator==(const Panel&, const Panel&) = default;
};

/// The take that the page shows, or nullptr.
[[nodiscard]] const Take* accepted_take(const Panel& panel) noexcept;

}  // namespace koma::manga
