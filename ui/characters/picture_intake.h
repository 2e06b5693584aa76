// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QImage>
#include <QObject>
#include <filesystem>
#include <functional>

#include "engine/api/project_service.h"

class QMimeData;

namespace koma::ui {

class Background;
class Notices;

/// The one way for pictures from outside into the project: files, drops, the clipboard. Each picture that could be
/// taken is handed on; each that could not becomes a notice that names it and the reason.
class PictureIntake : public QObject {
  Q_OBJECT
 public:
  /// Gets the stored picture and a name for it: the file's, or empty.
  using Then = std::function<void(const api::StoredPicture& picture, const QString& name)>;

  PictureIntake(api::ProjectService& service, Background& background, Notices& notices, QObject* parent = nullptr);

  /// Whether there is anything in it that may be a picture.
  [[nodiscard]] static bool accepts(const QMimeData& data);
  /// All its pictures, one after the other. Work that another project replaces meanwhile is forgotten.
  void take(const QMimeData& data, const Then& then);
  void takeFile(const std::filesystem::path& file, const Then& then);
  /// From the clipboard; a notice when there is no picture.
  void paste(const Then& then);
  /// Asks for files, without waiting for the answer.
  void choose(QWidget* parent, bool several, const Then& then);

  /// What was on its way in is no longer wanted: another project is open.
  void forget() { ++generation_; }

 private:
  void takeBytes(const QByteArray& bytes, const Then& then);
  void takeImage(const QImage& image, const Then& then);
  void store(Image image, const Then& then);
  void refuse(const QString& name, const api::Failed& problem);
  [[nodiscard]] api::Reply<api::StoredPicture> reply(const QString& name, const Then& then);

  api::ProjectService& service_;
  Background& background_;
  Notices& notices_;
  std::uint64_t generation_ = 0;
};

}  // namespace koma::ui
