// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The words that stand for the request's enumerators in JSON, in the enumerators' order (specs/request.md).
namespace koma::api::names {

inline constexpr const char* samplers[] = {"euler", "euler_a", "ddim", "dpmpp_2m", "dpmpp_2m_sde",
                                           "unipc", "heun",    "pndm", "lcm",      "tcd"};
inline constexpr const char* sigmas[] = {"default", "karras", "exponential", "beta"};
inline constexpr const char* spacings[] = {"leading", "trailing", "linspace"};
inline constexpr const char* predictions[] = {"epsilon", "v_prediction"};
inline constexpr const char* long_prompts[] = {"cut", "windows", "llmga"};
inline constexpr const char* facings[] = {"left", "right", "front", "back"};
inline constexpr const char* shots[] = {"close-up", "bust", "full", "wide"};
inline constexpr const char* preprocessors[] = {"none", "canny", "lineart", "scribble", "depth", "openpose"};
inline constexpr const char* layout_modes[] = {"boxes", "auto"};
inline constexpr const char* pooled_sources[] = {"last", "base"};
inline constexpr const char* prefills[] = {"none", "edges", "neighbours", "noise"};
inline constexpr const char* seams[] = {"none", "match", "diffrir"};
inline constexpr const char* upscale_finishes[] = {"plain", "pinned", "ink"};

}  // namespace koma::api::names
