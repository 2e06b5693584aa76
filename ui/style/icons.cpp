// SPDX-License-Identifier: Apache-2.0
#include "ui/style/icons.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QPointer>
#include <QSvgRenderer>

#include "ui/style/resources.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

/// Draws one SVG in the theme's colours of now, at exactly the pixels asked for.
class ThemedIconEngine : public QIconEngine {
 public:
  ThemedIconEngine(QString name, QByteArray svg, const Theme& theme, IconGround ground)
      : name_(std::move(name)), svg_(std::move(svg)), theme_(&theme), ground_(ground) {}

  void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override {
    const double ratio = painter->device() ? painter->device()->devicePixelRatioF() : 1;
    const QSize pixels = (QSizeF(rect.size()) * ratio).toSize();
    painter->drawPixmap(rect, pixmap(pixels, mode, state));
  }

  QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
    return scaledPixmap(size, mode, state, 1);
  }

  /// `size` counts pixels of the device.
  QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal) override {
    const QByteArray colour = colourOf(mode, state).name().toLatin1();
    const QString key = QStringLiteral("koma-icon/%1/%2/%3x%4")
                            .arg(name_, QString::fromLatin1(colour))
                            .arg(size.width())
                            .arg(size.height());
    QPixmap drawn;
    if (QPixmapCache::find(key, &drawn)) return drawn;
    QByteArray svg = svg_;
    QSvgRenderer renderer(svg.replace("currentColor", colour));
    drawn = QPixmap(size);
    drawn.fill(Qt::transparent);
    QPainter painter(&drawn);
    const double side = std::min(size.width(), size.height());
    renderer.render(&painter, QRectF((size.width() - side) / 2, (size.height() - side) / 2, side, side));
    painter.end();
    QPixmapCache::insert(key, drawn);
    return drawn;
  }

  QString key() const override { return QStringLiteral("koma-icon"); }
  QString iconName() override { return name_; }
  bool isNull() override { return svg_.isEmpty(); }
  QIconEngine* clone() const override { return new ThemedIconEngine(*this); }
  QList<QSize> availableSizes(QIcon::Mode, QIcon::State) override { return {QSize(space::icon, space::icon)}; }

 private:
  [[nodiscard]] QColor colourOf(QIcon::Mode mode, QIcon::State state) const {
    if (!theme_) return Qt::gray;
    const Colours& colours = theme_->colours();
    if (mode == QIcon::Disabled) return colours.disabledText;
    if (ground_ == IconGround::accent) return colours.onAccent;
    return state == QIcon::On ? colours.accent : colours.text;
  }

  QString name_;
  QByteArray svg_;
  QPointer<const Theme> theme_;
  IconGround ground_;
};

}  // namespace

QIcon icon(const QString& name, const Theme& theme, IconGround ground) {
  initResources();
  QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
  if (!file.open(QIODevice::ReadOnly)) {
    Q_ASSERT_X(false, "koma::ui::icon", qPrintable(name));
    return {};
  }
  return QIcon(new ThemedIconEngine(name, file.readAll(), theme, ground));
}

}  // namespace koma::ui
