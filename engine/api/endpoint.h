// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace koma::api {

/// How a model counts the boxes that it names (specs/llmga.md 5.3). It is always asked for thousandths of the picture.
enum class BoxCoordinates {
  automatic,    ///< thousandths, unless the numbers cannot be
  thousandths,  ///< 0…1000 of the picture
  pixels,       ///< of the picture as it was sent
  shares,       ///< 0…1 of the picture
};

/// Whether a model may think aloud before it answers; many accept only one of the two.
enum class Thinking { as_the_model_likes, off, on };

/// Whether a model can be shown pictures.
enum class Sight { unknown, sees, blind };

/// How long to wait for a server; all above 0.
struct EndpointPatience {
  std::chrono::milliseconds connect{10'000};
  std::chrono::milliseconds first_word{120'000};  ///< it may load the model first
  std::chrono::milliseconds stall{30'000};        ///< between two pieces of an answer
  std::chrono::milliseconds total{600'000};       ///< for one answer
  friend bool operator==(const EndpointPatience&, const EndpointPatience&) = default;
};

/// A server that speaks OpenAI's chat protocol (specs/llmga.md 5.2): llama.cpp, Ollama, LM Studio and vLLM on this
/// machine, OpenAI and Gemini far away. The key is not among the settings: it lives in the desktop's keyring under the
/// endpoint's name.
struct Endpoint {
  std::string name;          ///< the author's word for it, unlike the others'
  std::string url;           ///< up to and with the version: "http://127.0.0.1:11434/v1"
  std::string model;         ///< as the server names it; empty: the first that it names
  int most_tokens = 2048;    ///< of one answer, 16…32768
  double temperature = 0.3;  ///< 0…2
  EndpointPatience patience;
  int retries = 2;                ///< further tries when the server is busy or the network fails, 0…10
  std::int64_t token_budget = 0;  ///< prompts and answers of one session together; 0: none
  double prompt_price = 0;        ///< of a million tokens, in the author's currency; 0: not told
  double answer_price = 0;
  BoxCoordinates coordinates = BoxCoordinates::automatic;
  Thinking thinking = Thinking::as_the_model_likes;
  Sight sight = Sight::unknown;
  bool may_leave_machine = false;  ///< texts and pictures may go to a server elsewhere
  bool may_be_plain = false;       ///< http, unencrypted, also to a server elsewhere: the author insists
  friend bool operator==(const Endpoint&, const Endpoint&) = default;
};

}  // namespace koma::api
