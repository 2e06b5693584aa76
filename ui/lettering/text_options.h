// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace koma::lettering {

enum class WritingMode { vertical, horizontal };

/// How much of the kinsoku table holds (lettering 4.2); `core` keeps only the rules that are never relaxed.
enum class Strictness { strict, normal, loose, core };

enum class LatinMode {
  automatic,  ///< one letter alone stands upright, a longer run lies sideways
  sideways,
  upright,
};

/// The author's choices for setting one text; the defaults are those of balloons (lettering 12).
struct TextOptions {
  WritingMode mode = WritingMode::vertical;
  Strictness strictness = Strictness::strict;
  LatinMode latin = LatinMode::automatic;
  bool tateChuYoko = true;      ///< groups of digits and of marks stand horizontally in one cell
  int tateChuYokoDigits = 2;    ///< 2, 3 or 4: the longest group of digits
  bool autospace = true;        ///< a quarter em between Japanese and Latin
  bool hanging = false;         ///< 、 and 。 may hang beyond the measure
  bool oikomi = false;          ///< blanks may shrink to pull a forbidden mark back into its line
  bool phraseBreaks = false;    ///< break only where a phrase ends, as long as that is possible
  bool balance = false;         ///< lines of about equal length
  bool noWidow = false;         ///< no single character in the last line
  bool halfAtLineHead = false;  ///< keep the half em before an opening bracket at the start of a line
};

}  // namespace koma::lettering
