// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "engine/api/job.h"
#include "engine/manga/project_store.h"

namespace koma::app {

inline constexpr const char* jobSchema = "komawari.job/1";

/// A job as a project keeps it. Paths below `bundle` are written relative to it, so that a bundle may be moved.
/// Throws Error(invalid_argument) for a request with pixels that no file has.
[[nodiscard]] manga::StoredJob storedJob(const api::Job& job, const std::filesystem::path& bundle);
/// The job, waiting. Throws Error(invalid_argument | unsupported) with a JSON path.
[[nodiscard]] api::Job jobOf(const manga::StoredJob& stored, const std::filesystem::path& bundle);

}  // namespace koma::app
