// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ostream>
#include <string>

namespace koma::app {

/// One line that is painted over and over. Silent where nobody watches (`terminal` false).
class ProgressBar {
 public:
  ProgressBar(std::ostream& stream, bool terminal) : stream_(stream), terminal_(terminal) {}
  ~ProgressBar() { clear(); }
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  /// `step` of `steps`, `seconds` since the start; the time left is guessed from both.
  void show(const std::string& label, int step, int steps, double seconds);
  /// Takes the line away, so that other text can be written.
  void clear();

 private:
  std::ostream& stream_;
  bool terminal_;
  bool shown_ = false;
};

}  // namespace koma::app
