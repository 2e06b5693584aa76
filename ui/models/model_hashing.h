// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>

namespace koma::ui {

class Background;

/// Computes the hash of a model file or folder, in hexadecimal. Tells from time to time which share (0…1) is done;
/// returns an empty text soon after it was stopped. Throws Error when the file cannot be read.
using HashModel = std::function<std::string(const std::filesystem::path& file, const std::function<void(double)>& done,
                                            const std::stop_token& stop)>;

/// Hashes one model at a time, away from the GUI thread: gigabytes are read. Owned by the model manager; what runs is
/// stopped when it goes.
class ModelHashing : public QObject {
  Q_OBJECT
 public:
  /// Without `hash` nothing can be asked.
  ModelHashing(HashModel hash, Background& background, QObject* parent = nullptr);
  ~ModelHashing() override;

  [[nodiscard]] bool possible() const noexcept { return bool(hash_); }
  /// Stops what runs.
  void start(const std::filesystem::path& file);
  void stop();
  /// What is read now; empty when nothing is.
  [[nodiscard]] const std::filesystem::path& file() const noexcept { return file_; }

 signals:
  void progressed(double share);
  void finished(const QString& file, const QString& hash);
  /// `problem` is empty when it was stopped.
  void failed(const QString& file, const QString& problem);

 private:
  HashModel hash_;
  Background& background_;
  std::filesystem::path file_;
  std::stop_source stop_;
  int run_ = 0;  ///< results of earlier ones are late
};

}  // namespace koma::ui
