// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

namespace koma::synthesis {

/// Names of the codes; the order is the index. The first word of each list is the code's name, others are synonyms that
/// captions use at random, so that free prompts are understood.
inline constexpr std::array<const char*, 6> expressions = {"neutral", "smiling", "laughing",
                                                           "angry",   "sad",     "surprised"};
inline constexpr std::array<const char*, 4> poses = {"standing", "waving", "pointing", "cheering"};
inline constexpr std::array<const char*, 3> shots = {"close-up", "bust", "full"};
inline constexpr std::array<const char*, 2> facings = {"right", "left"};
inline constexpr std::array<const char*, 7> backgrounds = {"plain", "tone", "school",     "city",
                                                           "room",  "park", "focus lines"};
inline constexpr std::array<const char*, 8> hair_styles = {"spiky",    "sidepart",  "bob",   "long",
                                                           "ponytail", "twintails", "curly", "buns"};
inline constexpr std::array<int, 3> hair_greys = {255, 170, 0};  ///< light, mid, dark
inline constexpr std::array<const char*, 3> eye_styles = {"round", "hollow", "sharp"};
inline constexpr std::array<const char*, 5> accessories = {"none", "glasses", "ribbon", "hat", "catears"};
inline constexpr std::array<const char*, 6> outfits = {"sailor", "gakuran", "suit", "hoodie", "stripes", "star"};

enum Expression { neutral, smiling, laughing, angry, sad, surprised };
enum Pose { standing, waving, pointing, cheering };
enum Hair { spiky, sidepart, bob, long_hair, ponytail, twintails, curly, buns };
enum Eyes { round_eyes, hollow_eyes, sharp_eyes };
enum Accessory { no_accessory, glasses, ribbon, hat, catears };
enum Outfit { sailor, gakuran, suit, hoodie, stripes, star };
enum Background { plain, tone, school, city, room, park, focus_lines };

}  // namespace koma::synthesis
