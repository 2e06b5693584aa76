// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QBuffer>
#include <QImage>
#include <QPainter>
#include <QTemporaryDir>
#include <string>

#include "engine/manga/panel_layout.h"
#include "engine/manga/project_store.h"

namespace koma::test {

/// A work on disk, in a bundle that goes away with it: every page has seven panels with an accepted picture of their
/// own, a character box in the first, and a balloon over each.
class CanvasWork {
 public:
  explicit CanvasWork(int pages, QSize picture = {700, 900}) {
    project_.title = "Canvas";
    manga::Character mia{.id = project_.new_id<manga::Character>(), .name = "Mia", .colour = "#b8432f"};
    auto store = manga::ProjectStore::create(bundle(), project_);
    mia.references = {{.picture = put(store, drawing(0, {256, 256}))}};
    project_.cast = {mia};
    for (int i = 0; i < pages; ++i) addPage(store, picture);
    store.save(project_);
  }

  [[nodiscard]] const manga::Project& project() const { return project_; }
  [[nodiscard]] std::filesystem::path bundle() const { return folder_.filePath("work.koma").toStdString(); }

  /// Not two numbers give the same picture: grey ground, hatching and a round figure.
  [[nodiscard]] static QImage drawing(int number, QSize size) {
    QImage picture(size, QImage::Format_RGB32);
    picture.fill(QColor::fromHsv(0, 0, 150 + number * 37 % 100));
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Qt::black, 1.5));
    for (int y = 0; y < size.height() * 2; y += 9 + number % 7) painter.drawLine(0, y, size.width(), y - 200);
    painter.setPen(QPen(Qt::black, 6));
    painter.setBrush(QColor(200, 200, 200));
    painter.drawEllipse(QRect(QPoint(), size / 2).translated(size.width() / 4, size.height() / 3));
    return picture;
  }

 private:
  static manga::AssetId put(manga::ProjectStore& store, const QImage& image) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "png");
    return store.put_object({reinterpret_cast<const std::uint8_t*>(bytes.constData()), std::size_t(bytes.size())},
                            "png");
  }

  void addPage(manga::ProjectStore& store, QSize picture) {
    manga::Page page{.id = project_.new_id<manga::Page>(), .paper = project_.paper};
    const manga::Rect area = page.paper.inner_frame;
    auto frames = manga::divide({area.left, area.top, area.width, area.height * 0.6}, 2, 2, {});
    const double lower = area.top + area.height * 0.6 + 5.5;
    for (auto& frame : manga::divide({area.left, lower, area.width, area.bottom() - lower}, 1, 3, {})) {
      frames.push_back(std::move(frame));
    }
    for (auto& frame : frames) {
      manga::Panel panel{.id = project_.new_id<manga::Panel>(), .frame = std::move(frame), .prompt = "a girl waving"};
      const auto take = project_.new_id<manga::Take>();
      panel.takes = {{.id = take, .picture = put(store, drawing(int(take.value), picture))}};
      panel.accepted = take;
      if (page.panels.empty()) {
        panel.characters = {{.character = project_.cast.front().id, .box = {0.2f, 0.1f, 0.7f, 0.9f}}};
      }
      page.balloons.push_back(balloonOver(manga::bounds_of(panel.frame)));
      page.panels.push_back(std::move(panel));
    }
    project_.pages.push_back(std::move(page));
  }

  manga::Balloon balloonOver(const manga::Rect& panel) {
    manga::Balloon balloon{.id = project_.new_id<manga::Balloon>()};
    balloon.bounds = {panel.right() - panel.width * 0.45, panel.top + 3, panel.width * 0.4, panel.height * 0.55};
    balloon.tails = {{.tip = {panel.left + panel.width * 0.4, panel.top + panel.height * 0.7}, .bend = 0.2}};
    balloon.text = "もう三時だ！はやく行こう";
    return balloon;
  }

  QTemporaryDir folder_;
  manga::Project project_;
};

}  // namespace koma::test
