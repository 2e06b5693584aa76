// SPDX-License-Identifier: Apache-2.0
#include "engine/synthesis/synonyms.h"

namespace koma::synthesis {

const Synonyms& expression_synonyms() {
  static const Synonyms list = {{"neutral", "calm", "serious"},    {"smiling", "happy", "smile"},
                                {"laughing", "laughs", "joyful"},  {"angry", "furious", "annoyed"},
                                {"sad", "unhappy", "gloomy"},      {"surprised", "shocked", "astonished"},
                                {"crying", "in tears", "weeping"}, {"embarrassed", "blushing", "shy"},
                                {"sleepy", "tired", "drowsy"},     {"winking", "winks", "wink"}};
  return list;
}

const Synonyms& pose_synonyms() {
  static const Synonyms list = {{"standing", "stands"},
                                {"waving", "waves", "greeting"},
                                {"pointing", "points"},
                                {"cheering", "cheers", "celebrating"}};
  return list;
}

const Synonyms& shot_synonyms() {
  static const Synonyms list = {{"close-up", "closeup", "face"}, {"bust", "portrait"}, {"full", "full body"}};
  return list;
}

const Synonyms& view_synonyms() {
  static const Synonyms list = {{"front", "from the front", "front view"},
                                {"in profile", "from the side", "side view"},
                                {"from behind", "back view", "seen from behind"}};
  return list;
}

const Synonyms& background_synonyms() {
  static const Synonyms list = {{"plain background", "white background"},
                                {"tone background", "grey background"},
                                {"school background", "classroom", "at school"},
                                {"city background", "street", "in town"},
                                {"room background", "at home", "in a room"},
                                {"park background", "in the park", "park bench"},
                                {"beach background", "at the beach", "by the sea"},
                                {"forest background", "in the forest", "in the woods"},
                                {"mountains background", "in the mountains", "snowy peaks"},
                                {"kitchen background", "in the kitchen", "cooking"},
                                {"rooftop background", "on the rooftop", "on the roof"},
                                {"focus lines", "speed lines"}};
  return list;
}

const Synonyms& night_synonyms() {
  static const Synonyms list = {{"by day", "daytime"}, {"at night", "night", "moonlight"}};
  return list;
}

}  // namespace koma::synthesis
