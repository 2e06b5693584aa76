// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "engine/training/diffsensei/sample_reader.h"
#include "engine/training/llmga/assistant_networks.h"
#include "engine/training/llmga/assistant_pictures.h"

namespace koma::training {

/// The conversations of a file as batches. What cannot be learned from (a picture that cannot be read, no answer before
/// the cut) is passed over: the next conversation stands in.
class ConversationSamples {
 public:
  struct Options {
    BatchPlan::Options plan;
    SpokenForm form = SpokenForm::vicuna;
    PictureFit fit = PictureFit::squash;
    std::int64_t longest = 2048, patches = 576;  ///< positions of a row, and of a picture in it
    models::ClipVisionConfig vision;
    int threads = 1;  ///< that read pictures
  };

  /// Reads the conversations; pictures are read when they are needed.
  /// Throws Error(not_found | unreadable | invalid_file) for bad data or a folder that is not there.
  ConversationSamples(const std::filesystem::path& file, const std::filesystem::path& images,
                      const std::filesystem::path& tokenizer, const Options& options);
  ConversationSamples(const ConversationSamples&) = delete;
  ConversationSamples& operator=(const ConversationSamples&) = delete;

  /// Batch number `index`. Throws Error(unreadable) when nothing can be learned from any.
  [[nodiscard]] std::vector<AssistantRow> batch(std::int64_t index) { return reader_->batch(index); }
  [[nodiscard]] UnreadFiles unread() const { return reader_->unread(); }
  /// "200 conversations, 150 with pictures", and how many entries were skipped why.
  [[nodiscard]] std::string summary() const;

 private:
  [[nodiscard]] AssistantRow row_of(const dataset::Conversation& conversation, std::uint64_t seed) const;

  std::filesystem::path images_;
  Options options_;
  conditioning::LlamaTokenizer tokenizer_;
  dataset::ConversationFile data_;
  std::unique_ptr<SampleReader<AssistantRow>> reader_;
};

}  // namespace koma::training
