// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

namespace koma::synthesis {

/// Names of the codes; the order is the index. The first word of each list is the code's name, others are synonyms that
/// captions use at random, so that free prompts are understood.
inline constexpr std::array<const char*, 10> expressions = {"neutral",   "smiling", "laughing",    "angry",  "sad",
                                                            "surprised", "crying",  "embarrassed", "sleepy", "winking"};
inline constexpr std::array<const char*, 4> poses = {"standing", "waving", "pointing", "cheering"};
inline constexpr std::array<const char*, 3> shots = {"close-up", "bust", "full"};
inline constexpr std::array<const char*, 2> facings = {"right", "left"};
/// From where a character is seen; "front" is turned a little to the side it faces.
inline constexpr std::array<const char*, 3> views = {"front", "profile", "back"};
inline constexpr std::array<const char*, 12> backgrounds = {"plain",     "tone",    "school",  "city",
                                                            "room",      "park",    "beach",   "forest",
                                                            "mountains", "kitchen", "rooftop", "focus lines"};
inline constexpr std::array<const char*, 12> hair_styles = {"spiky",    "sidepart",  "bob",    "long",
                                                            "ponytail", "twintails", "curly",  "buns",
                                                            "cropped",  "braids",    "mohawk", "wild"};
inline constexpr std::array<int, 3> hair_greys = {255, 170, 0};  ///< light, mid, dark
inline constexpr std::array<const char*, 3> eye_styles = {"round", "hollow", "sharp"};
inline constexpr std::array<const char*, 8> accessories = {"none",    "glasses",    "ribbon", "hat",
                                                           "catears", "headphones", "flower", "eyepatch"};
inline constexpr std::array<const char*, 10> outfits = {"sailor", "gakuran", "suit",   "hoodie",   "stripes",
                                                        "star",   "dress",   "kimono", "overalls", "coat"};

enum Expression { neutral, smiling, laughing, angry, sad, surprised, crying, embarrassed, sleepy, winking };
enum Pose { standing, waving, pointing, cheering };
enum class View { front, profile, back };
enum Hair { spiky, sidepart, bob, long_hair, ponytail, twintails, curly, buns, cropped, braids, mohawk, wild };
enum Eyes { round_eyes, hollow_eyes, sharp_eyes };
enum Accessory { no_accessory, glasses, ribbon, hat, catears, headphones, flower, eyepatch };
enum Outfit { sailor, gakuran, suit, hoodie, stripes, star, dress, kimono, overalls, coat };
enum Background { plain, tone, school, city, room, park, beach, forest, mountains, kitchen, rooftop, focus_lines };

/// Places know day and night; plain grounds, tones and focus lines do not.
[[nodiscard]] constexpr bool knows_night(int background) noexcept {
  return background != plain && background != tone && background != focus_lines;
}

}  // namespace koma::synthesis
