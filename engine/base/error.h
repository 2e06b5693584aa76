// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>
#include <string>

namespace koma {

/// What kind of thing went wrong; the window maps it to a translated sentence and a remedy.
enum class ErrorCode {
  invalid_argument,  ///< a value outside its range: a request field, an option
  not_found,         ///< a file, object, page or model that is not there
  unreadable,        ///< it is there, but the system does not let us read or write it
  invalid_file,      ///< it can be read, but is not what it claims to be
  unsupported,       ///< well formed, but beyond what this build or model can do
  no_space,          ///< the disk or a quota is full
  out_of_memory,
  busy,      ///< somebody else holds it
  internal,  ///< our fault
};

/// The world is wrong: a file, weights, the network, memory. Thrown inside, turned into a value at the borders.
/// `what()` is one sentence: what happened, where, and what to do.
class Error : public std::runtime_error {
 public:
  Error(ErrorCode code, const std::string& sentence, std::string place = {})
      : std::runtime_error(place.empty() ? sentence : place + ": " + sentence),
        code_(code),
        sentence_(sentence),
        place_(std::move(place)) {}

  [[nodiscard]] ErrorCode code() const noexcept { return code_; }
  [[nodiscard]] const std::string& sentence() const noexcept { return sentence_; }
  /// A path, a JSON path or a tensor name; may be empty.
  [[nodiscard]] const std::string& place() const noexcept { return place_; }

 private:
  ErrorCode code_;
  std::string sentence_;
  std::string place_;
};

/// The code's name as it stands in JSON events, for example "invalid_file".
[[nodiscard]] const char* to_string(ErrorCode code) noexcept;

}  // namespace koma
