// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/base/picture_file.h"

namespace koma {

/// The decoders behind `decode_picture`. Throw Error(invalid_file | unsupported).
[[nodiscard]] Image decode_png(std::span<const std::uint8_t> bytes, const std::string& place, PictureText* text);
[[nodiscard]] Image decode_jpeg(std::span<const std::uint8_t> bytes, const std::string& place);
/// Only the header; `bytes` need not go further.
[[nodiscard]] PictureSize png_size(std::span<const std::uint8_t> bytes, const std::string& place);
[[nodiscard]] PictureSize jpeg_size(std::span<const std::uint8_t> bytes, const std::string& place);

/// Refuses sizes that no picture of ours has, before anything is allocated for them.
void check_picture_size(std::int64_t width, std::int64_t height, const std::string& place);

}  // namespace koma
