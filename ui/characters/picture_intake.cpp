// SPDX-License-Identifier: Apache-2.0
#include "ui/characters/picture_intake.h"

#include <QClipboard>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMimeData>
#include <QStandardPaths>
#include <QUrl>

#include "engine/base/picture_file.h"
#include "ui/document/background.h"
#include "ui/document/qt_values.h"
#include "ui/document/reply.h"
#include "ui/lettering/qt_image.h"
#include "ui/style/notices.h"

namespace koma::ui {
namespace {

/// Longest side of a reference in pixels: more than any model looks at.
constexpr int mostSide = 2048;

/// Decodes away from the GUI thread.
api::Outcome<Image> decoded(const QByteArray& bytes) {
  try {
    const std::span data(reinterpret_cast<const std::uint8_t*>(bytes.constData()), std::size_t(bytes.size()));
    return decode_picture(data, "clipboard");
  } catch (const Error& error) {
    return api::Failed{error.code(), error.what()};
  } catch (const std::exception& error) {
    return api::Failed{ErrorCode::internal, error.what()};
  }
}

}  // namespace

PictureIntake::PictureIntake(api::ProjectService& service, Background& background, Notices& notices, QObject* parent)
    : QObject(parent), service_(service), background_(background), notices_(notices) {}

bool PictureIntake::accepts(const QMimeData& data) {
  if (data.hasImage() || data.hasFormat(QStringLiteral("image/png"))) return true;
  const QList<QUrl> urls = data.urls();
  return std::ranges::any_of(urls, [](const QUrl& url) { return url.isLocalFile(); });
}

void PictureIntake::take(const QMimeData& data, const Then& then) {
  bool files = false;
  for (const QUrl& url : data.urls()) {
    if (!url.isLocalFile()) continue;
    files = true;
    takeFile(toPath(url.toLocalFile()), then);
  }
  if (files) return;
  // Bytes are decoded elsewhere; asking the clipboard for an image would decode here.
  if (const QByteArray png = data.data(QStringLiteral("image/png")); !png.isEmpty()) {
    takeBytes(png, then);
  } else if (const QImage image = qvariant_cast<QImage>(data.imageData()); !image.isNull()) {
    takeImage(image, then);
  }
}

void PictureIntake::takeFile(const std::filesystem::path& file, const Then& then) {
  service_.import_picture(file, mostSide, reply(QString::fromStdString(file.filename().string()), then));
}

void PictureIntake::takeBytes(const QByteArray& bytes, const Then& then) {
  background_.run(
      this, [bytes] { return decoded(bytes); },
      [this, then, generation = generation_](api::Outcome<Image> outcome) {
        if (generation != generation_) return;
        if (auto* image = std::get_if<Image>(&outcome)) {
          store(std::move(*image), then);
        } else {
          refuse({}, std::get<api::Failed>(outcome));
        }
      });
}

void PictureIntake::takeImage(const QImage& image, const Then& then) {
  background_.run(
      this, [image] { return lettering::toImage(image); },
      [this, then, generation = generation_](Image pixels) {
        if (generation == generation_) store(std::move(pixels), then);
      });
}

void PictureIntake::store(Image image, const Then& then) {
  service_.import_image(std::move(image), mostSide, reply({}, then));
}

api::Reply<api::StoredPicture> PictureIntake::reply(const QString& name, const Then& then) {
  return onGuiThread<api::StoredPicture>(
      this, [this, name, then, generation = generation_](const api::Outcome<api::StoredPicture>& outcome) {
        if (generation != generation_) return;
        if (const auto* picture = std::get_if<api::StoredPicture>(&outcome)) {
          then(*picture, QFileInfo(name).completeBaseName());
        } else {
          refuse(name, std::get<api::Failed>(outcome));
        }
      });
}

void PictureIntake::refuse(const QString& file, const api::Failed& problem) {
  const QString name = file.isEmpty() ? tr("The pasted picture") : tr("“%1”").arg(file);
  QString text = tr("%1 could not be taken in as a picture.").arg(name);
  switch (problem.code) {
    case ErrorCode::invalid_file:
      text = tr("%1 is no picture that can be read. Use a PNG or JPEG file.").arg(name);
      break;
    case ErrorCode::unsupported:
      text = tr("%1 is no PNG or JPEG picture, or it is larger than 100 megapixels.").arg(name);
      break;
    case ErrorCode::not_found:
      text = tr("%1 is not there any more.").arg(name);
      break;
    case ErrorCode::unreadable:
      text = tr("%1 may not be read. Check its permissions.").arg(name);
      break;
    case ErrorCode::no_space:
      text = tr("%1 does not fit on the disk any more. Free some space and try again.").arg(name);
      break;
    default:
      break;
  }
  notices_.say({.kind = Notice::Kind::error, .text = text, .details = QString::fromStdString(problem.text)});
}

void PictureIntake::paste(const Then& then) {
  const QMimeData* data = QGuiApplication::clipboard()->mimeData();
  if (data && accepts(*data)) {
    take(*data, then);
    return;
  }
  notices_.say({.kind = Notice::Kind::information,
                .text = tr("There is no picture on the clipboard. Copy one first."),
                .key = QStringLiteral("characters.paste")});
}

void PictureIntake::choose(QWidget* parent, bool several, const Then& then) {
  auto* dialog =
      new QFileDialog(parent, tr("Choose pictures"), QStandardPaths::writableLocation(QStandardPaths::PicturesLocation),
                      tr("Pictures (*.png *.jpg *.jpeg)"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(several ? QFileDialog::ExistingFiles : QFileDialog::ExistingFile);
  connect(dialog, &QFileDialog::filesSelected, this, [this, then](const QStringList& files) {
    for (const QString& file : files) takeFile(toPath(file), then);
  });
  dialog->open();
}

}  // namespace koma::ui
