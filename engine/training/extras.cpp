// SPDX-License-Identifier: Apache-2.0
#include "engine/training/extras.h"

#include "engine/base/output_folder.h"
#include "engine/base/picture_file.h"
#include "engine/synthesis/reference_drawing.h"
#include "engine/synthesis/vocabulary.h"
#include "engine/training/mini_config.h"

namespace koma::training {

namespace {

using nlohmann::ordered_json;
using synthesis::Identity;

constexpr std::uint64_t drawing_seed_of_extras = 2024;

/// What free text calls a hair style; the first is its name in the vocabulary.
const std::array<std::vector<std::string>, synthesis::hair_styles.size()> hair_words = {{{"spiky hair"},
                                                                                         {"side parting", "neat hair"},
                                                                                         {"bob", "short hair"},
                                                                                         {"long hair"},
                                                                                         {"ponytail"},
                                                                                         {"twintails", "pigtails"},
                                                                                         {"curly hair", "curls"},
                                                                                         {"buns", "hair buns"},
                                                                                         {"cropped hair", "short hair"},
                                                                                         {"braids", "plaits"},
                                                                                         {"mohawk"},
                                                                                         {"wild hair", "messy hair"}}};
const std::array<std::vector<std::string>, 3> tone_words = {{{"white hair", "blond hair", "blonde hair", "fair hair"},
                                                             {"grey hair", "brown hair"},
                                                             {"black hair", "dark hair"}}};
const std::array<std::vector<std::string>, synthesis::accessories.size()> accessory_words = {
    {{}, {"glasses"}, {"ribbon"}, {"hat", "cap"}, {"cat ears"}, {"headphones"}, {"flower"}, {"eyepatch"}}};
const std::array<std::vector<std::string>, synthesis::outfits.size()> outfit_words = {{{"sailor uniform"},
                                                                                       {"gakuran", "uniform"},
                                                                                       {"suit"},
                                                                                       {"hoodie"},
                                                                                       {"striped shirt", "stripes"},
                                                                                       {"star shirt"},
                                                                                       {"dress"},
                                                                                       {"kimono"},
                                                                                       {"overalls"},
                                                                                       {"coat"}}};

/// One of each hair style and sex; the other features go round, so that every one occurs.
Identity identity_of(int number) {
  const int hair = number / 2;
  const bool girl = number % 2 == 0;
  Identity who{girl,
               hair,
               (hair + (girl ? 0 : 2)) % 3,
               number % 3,
               (hair + (girl ? 0 : 4)) % int(synthesis::accessories.size()),
               (3 * number + hair) % int(synthesis::outfits.size())};
  // Nobody of the tenth that training never sees.
  while (held_out(who)) who.outfit = (who.outfit + 1) % int(synthesis::outfits.size());
  return who;
}

ordered_json looks_of(const Identity& who) {
  ordered_json looks = ordered_json::array();
  for (const auto& words : {hair_words[std::size_t(who.hair)], tone_words[std::size_t(who.tone)],
                            accessory_words[std::size_t(who.accessory)], outfit_words[std::size_t(who.outfit)]}) {
    for (const std::string& word : words) looks.push_back(word);
  }
  return looks;
}

}  // namespace

ordered_json write_extras(const std::filesystem::path& checkpoint) {
  make_output_folder(checkpoint / "extras");
  ordered_json list = ordered_json::array();
  for (int number = 0; number < 2 * int(synthesis::hair_styles.size()); ++number) {
    const Identity who = identity_of(number);
    const std::string hair = synthesis::hair_styles[std::size_t(who.hair)];
    const std::string picture = std::string("extras/") + (who.girl ? "girl-" : "boy-") + hair + ".png";
    synthesis::Random random(drawing_seed_of_extras + std::uint64_t(number));
    write_png(checkpoint / picture, synthesis::draw_reference(random, who, 2 * reference_side));
    list.push_back({{"picture", picture},
                    {"who", who.girl ? ordered_json{"girl", "woman", "lady"} : ordered_json{"boy", "man", "guy"}},
                    {"looks", looks_of(who)}});
  }
  return list;
}

}  // namespace koma::training
