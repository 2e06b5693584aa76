// SPDX-License-Identifier: Apache-2.0
#include "ui/assistant/subject_header.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include "ui/document/picture_library.h"
#include "ui/document/qt_values.h"
#include "ui/style/icons.h"
#include "ui/style/quiet_label.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

constexpr int thumbnail = 44;  // device-independent pixels

}  // namespace

SubjectHeader::SubjectHeader(PictureLibrary& pictures, const Theme& theme, QWidget* parent)
    : QWidget(parent),
      pictures_(pictures),
      theme_(theme),
      image_(new QLabel(this)),
      name_(new QLabel(this)),
      detail_(new QuietLabel(theme, this)),
      previous_(new QToolButton(this)),
      next_(new QToolButton(this)) {
  image_->setFixedSize(thumbnail, thumbnail);
  image_->setAlignment(Qt::AlignCenter);
  name_->setTextFormat(Qt::PlainText);
  name_->setWordWrap(true);
  name_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
  const std::tuple<QToolButton*, const char*, QString, int> arrows[] = {
      {previous_, "chevron-left", tr("The reference picture before"), -1},
      {next_, "chevron-right", tr("The next reference picture"), 1}};
  for (const auto& [button, sign, tip, step] : arrows) {
    button->setIcon(icon(QLatin1StringView(sign), theme_));
    button->setAutoRaise(true);
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    connect(button, &QToolButton::clicked, this, [this, by = step] { emit referenceWanted(by); });
  }
  auto* words = new QVBoxLayout;
  words->setSpacing(space::hair);
  words->addWidget(name_);
  auto* line = new QHBoxLayout;
  line->setSpacing(0);
  line->addWidget(previous_);
  line->addWidget(detail_, 1);
  line->addWidget(next_);
  words->addLayout(line);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(space::medium);
  row->addWidget(image_);
  row->addLayout(words, 1);
  const auto restyle = [this] {
    name_->setFont(theme_.font(TextRole::strong));
    look();
  };
  connect(&theme_, &Theme::changed, this, restyle);
  connect(&pictures_, &PictureLibrary::ready, this, [this](const std::string& asset) {
    if (asset == picture_) look();
  });
  restyle();
}

void SubjectHeader::showPanel(const QString& name, const manga::AssetId& picture) {
  name_->setText(name);
  detail_->setText(picture.empty() ? tr("Not drawn yet") : tr("The picture that the page shows"));
  count_ = 0;
  showDetail();
  showPicture(picture);
}

void SubjectHeader::showCharacter(const manga::Character& character, std::size_t reference) {
  name_->setText(toQt(character.name));
  const std::size_t count = count_ = character.references.size();
  //: which of somebody's reference pictures
  detail_->setText(count == 0 ? tr("No reference picture yet") : tr("Picture %1 of %2").arg(reference + 1).arg(count));
  showDetail();
  showPicture(reference < count ? character.references[reference].picture : manga::AssetId());
}

void SubjectHeader::setBrief(bool brief) {
  brief_ = brief;
  showDetail();
}

void SubjectHeader::showDetail() {
  image_->setVisible(!brief_);
  detail_->setVisible(!brief_ || count_ > 1);
  previous_->setVisible(count_ > 1);
  next_->setVisible(count_ > 1);
}

void SubjectHeader::showPicture(const manga::AssetId& picture) {
  picture_ = picture;
  look();
}

void SubjectHeader::look() {
  const QImage image = picture_.empty() ? QImage() : pictures_.picture(picture_, 2 * thumbnail);
  if (image.isNull()) {
    image_->setPixmap(icon(QStringLiteral("picture"), theme_).pixmap(QSize(space::icon, space::icon), QIcon::Disabled));
    return;
  }
  const double ratio = devicePixelRatioF();
  QImage small = image.scaled(image_->size() * ratio, Qt::KeepAspectRatio, Qt::SmoothTransformation);
  small.setDevicePixelRatio(ratio);
  image_->setPixmap(QPixmap::fromImage(small));
}

}  // namespace koma::ui
