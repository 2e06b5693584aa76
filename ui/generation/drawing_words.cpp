// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/drawing_words.h"

#include <QCoreApplication>

namespace koma::ui {
namespace {

class DrawingWords {
  Q_DECLARE_TR_FUNCTIONS(koma::ui::DrawingWords)
 public:
  using Words = std::vector<WordCombo::Word>;

  static Words samplers() {
    // Proper names, the same in every language.
    return {{"", tr("Model’s own")},
            {"euler", QStringLiteral("Euler")},
            {"euler_a", QStringLiteral("Euler a")},
            {"dpmpp_2m", QStringLiteral("DPM++ 2M")},
            {"dpmpp_2m_sde", QStringLiteral("DPM++ 2M SDE")},
            {"unipc", QStringLiteral("UniPC")},
            {"heun", QStringLiteral("Heun")},
            {"ddim", QStringLiteral("DDIM")},
            {"pndm", QStringLiteral("PNDM")},
            {"lcm", QStringLiteral("LCM")},
            {"tcd", QStringLiteral("TCD")}};
  }
  static Words sigmas() {
    return {{"", tr("Model’s own")},
            //: a schedule of noise that is taken as it is
            {"default", tr("Plain")},
            {"karras", QStringLiteral("Karras")},
            {"exponential", tr("Exponential")},
            {"beta", QStringLiteral("Beta")}};
  }
  static Words spacings() {
    return {{"", tr("Model’s own")},
            //: how steps are spread over the schedule: the first ones of each part
            {"leading", tr("Leading")},
            //: the last ones of each part
            {"trailing", tr("Trailing")},
            {"linspace", tr("Even")}};
  }
  static Words preprocessors() {
    //: what is made of a control picture before it is used
    return {{"none", tr("Use it as it is")},  {"canny", tr("Find edges (Canny)")},
            {"lineart", tr("Find lines")},    {"scribble", tr("Find a rough sketch")},
            {"depth", tr("A depth picture")}, {"openpose", tr("A pose (OpenPose)")}};
  }
  static Words prefills() {
    return {{"", tr("Model’s own")},
            //: what the masked part is filled with before it is drawn anew
            {"none", tr("What is there")},
            {"edges", tr("Drawn-out edges")},
            {"neighbours", tr("What lies around")},
            {"noise", tr("Noise")}};
  }
  static Words seams() {
    return {{"", tr("Model’s own")},
            //: the seam between old and new is left alone
            {"none", tr("Leave it")},
            {"match", tr("Match the tones")},
            {"diffrir", tr("Repair it (DiffRIR)")}};
  }
};

}  // namespace

std::vector<WordCombo::Word> samplerWords() {
  return DrawingWords::samplers();
}
std::vector<WordCombo::Word> sigmaWords() {
  return DrawingWords::sigmas();
}
std::vector<WordCombo::Word> spacingWords() {
  return DrawingWords::spacings();
}
std::vector<WordCombo::Word> preprocessorWords() {
  return DrawingWords::preprocessors();
}
std::vector<WordCombo::Word> prefillWords() {
  return DrawingWords::prefills();
}
std::vector<WordCombo::Word> seamWords() {
  return DrawingWords::seams();
}

}  // namespace koma::ui
