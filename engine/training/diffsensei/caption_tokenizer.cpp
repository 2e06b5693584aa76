// SPDX-License-Identifier: Apache-2.0
#include "engine/training/diffsensei/caption_tokenizer.h"

#include <sentencepiece_trainer.h>

#include <unordered_map>

#include "engine/base/error.h"

namespace koma::training {

namespace {

/// Hands the captions over one by one.
class Captions : public sentencepiece::SentenceIterator {
 public:
  explicit Captions(const std::vector<std::string>& captions) : captions_(captions) {}
  [[nodiscard]] bool done() const override { return next_ >= captions_.size(); }
  void Next() override { ++next_; }
  [[nodiscard]] const std::string& value() const override { return captions_[next_]; }
  [[nodiscard]] sentencepiece::util::Status status() const override { return {}; }

 private:
  const std::vector<std::string>& captions_;
  std::size_t next_ = 0;
};

}  // namespace

std::string train_caption_tokenizer(const std::vector<std::string>& captions, int pieces) {
  const std::unordered_map<std::string, std::string> settings{
      {"model_type", "bpe"},         {"vocab_size", std::to_string(pieces)},
      {"hard_vocab_limit", "false"}, {"character_coverage", "1.0"},
      {"byte_fallback", "true"},     {"normalization_rule_name", "identity"},
      {"split_digits", "true"},      {"num_threads", "1"},
      {"minloglevel", "3"}};
  Captions sentences(captions);
  std::string model;
  const auto status = sentencepiece::SentencePieceTrainer::Train(settings, &sentences, &model);
  if (!status.ok() || model.empty())
    throw Error(ErrorCode::invalid_file, "no tokenizer can be made from the captions (" +
                                             std::string(status.message()) +
                                             "); give a SentencePiece model with --tokenizer");
  return model;
}

}  // namespace koma::training
