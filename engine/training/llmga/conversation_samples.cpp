// SPDX-License-Identifier: Apache-2.0
#include "engine/training/llmga/conversation_samples.h"

#include <algorithm>
#include <numeric>

#include "engine/base/error.h"
#include "engine/base/picture_file.h"

namespace koma::training {

namespace {

bool shows_picture(const dataset::Conversation& conversation) {
  return !conversation.image.empty();
}

}  // namespace

ConversationSamples::ConversationSamples(const std::filesystem::path& file, const std::filesystem::path& images,
                                         const std::filesystem::path& tokenizer, const Options& options)
    : images_(images), options_(options), tokenizer_(tokenizer), data_(dataset::read_conversations(file)) {
  const auto& conversations = data_.conversations;
  std::error_code ignored;
  const bool pictures = std::any_of(conversations.begin(), conversations.end(), shows_picture);
  if (pictures && !std::filesystem::is_directory(images, ignored))
    throw Error(ErrorCode::not_found, "there is no folder of pictures; check --images", images.string());
  for (const std::string& mark : marks_of(options.form)) (void)tokenizer_.id(mark);
  std::vector<std::size_t> files(conversations.size());
  std::iota(files.begin(), files.end(), std::size_t(0));
  const auto read = [this](std::size_t item, const Bucket&, std::uint64_t seed) {
    return row_of(data_.conversations[item], seed);
  };
  // Rows have no sizes of their own: all are of one bucket.
  BatchPlan plan(std::vector<Bucket>(conversations.size()), options.plan);
  reader_ = std::make_unique<SampleReader<AssistantRow>>(
      SampleReader<AssistantRow>::Source{std::move(files), read, file.string(), options.threads}, std::move(plan));
}

AssistantRow ConversationSamples::row_of(const dataset::Conversation& conversation, std::uint64_t seed) const {
  const auto parts = spoken_parts(conversation, options_.form);
  AssistantRow row;
  row.seed = seed;
  row.sequence = cut_off(conversation_sequence(tokenizer_, parts, options_.form), options_.longest, options_.patches);
  const auto& ids = row.sequence.ids;
  if (std::find(ids.begin(), ids.end(), picture_id) == ids.end()) return row;
  row.pixels = assistant_pixels(read_picture(images_ / conversation.image), options_.vision, options_.fit);
  return row;
}

std::string ConversationSamples::summary() const {
  const auto& conversations = data_.conversations;
  const auto pictures = std::count_if(conversations.begin(), conversations.end(), shows_picture);
  std::string text =
      std::to_string(conversations.size()) + " conversations, " + std::to_string(pictures) + " with pictures";
  if (data_.skipped > 0) text += "; " + std::to_string(data_.skipped) + " skipped, the first: " + data_.first_problem;
  return text;
}

}  // namespace koma::training
