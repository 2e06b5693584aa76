// SPDX-License-Identifier: Apache-2.0
#include "engine/synthesis/synonyms.h"

namespace koma::synthesis {

const Synonyms& expression_synonyms() {
  static const Synonyms list = {{"neutral", "calm", "serious"},   {"smiling", "happy", "smile"},
                                {"laughing", "laughs", "joyful"}, {"angry", "furious", "annoyed"},
                                {"sad", "crying", "tears"},       {"surprised", "shocked", "astonished"}};
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

const Synonyms& background_synonyms() {
  static const Synonyms list = {{"plain background", "white background"},
                                {"tone background", "grey background"},
                                {"school background", "classroom", "at school"},
                                {"city background", "street", "in town"},
                                {"room background", "at home", "in a room"},
                                {"park background", "in the park", "trees"},
                                {"focus lines", "speed lines"}};
  return list;
}

}  // namespace koma::synthesis
