// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/model_details.h"

#include <QDir>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/document/qt_values.h"
#include "ui/models/model_card.h"
#include "ui/models/model_hashing.h"
#include "ui/models/model_words.h"
#include "ui/style/flow_layout.h"
#include "ui/style/icons.h"
#include "ui/style/quiet_label.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

constexpr int progressSteps = 1000;

}  // namespace

ModelDetails::ModelDetails(ModelHashing& hashing, const Theme& theme, QWidget* parent)
    : QScrollArea(parent),
      hashing_(hashing),
      theme_(theme),
      remedy_(new QuietLabel(theme)),
      facts_(new QuietLabel(theme)),
      hashText_(new QuietLabel(theme)),
      progress_(new QProgressBar),
      start_(new QPushButton(tr("Compute hash"))),
      stop_(new QPushButton(tr("Cancel"))),
      open_(new QPushButton(tr("Show in folder"))) {
  build();
  for (QPushButton* button : {start_, stop_, open_}) button->setAutoDefault(false);
  start_->setToolTip(tr("Reads the file to give it a name that recipes record"));
  stop_->setToolTip(tr("Stop reading the file"));
  open_->setIcon(icon(QStringLiteral("folder"), theme_));
  progress_->setRange(0, progressSteps);
  progress_->setAccessibleName(tr("How much of the file has been read"));
  hashText_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  facts_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  connect(start_, &QPushButton::clicked, this, [this] {
    hashing_.start(model_.folder);
    problem_.clear();
    showHashing();
  });
  connect(stop_, &QPushButton::clicked, &hashing_, &ModelHashing::stop);
  connect(open_, &QPushButton::clicked, this,
          [this] { emit openRequested(toQt(model_.folder.parent_path().string())); });
  connect(&hashing_, &ModelHashing::progressed, this,
          [this](double share) { progress_->setValue(int(share * progressSteps)); });
  connect(&hashing_, &ModelHashing::finished, this, [this](const QString& file, const QString& hash) {
    if (file == toQt(model_.folder.string())) hash_ = hash;
    showHashing();
  });
  connect(&hashing_, &ModelHashing::failed, this, [this](const QString& file, const QString& problem) {
    if (file == toQt(model_.folder.string())) problem_ = problem;
    showHashing();
  });
  connect(&theme_, &Theme::changed, this, [this] {
    if (!empty_) show(model_, hash_);
  });
  showNothing();
}

void ModelDetails::build() {
  auto* content = new QWidget;
  column_ = new QVBoxLayout(content);
  column_->setContentsMargins(0, 0, 0, 0);
  column_->setSpacing(space::small);
  auto* buttons = new FlowLayout(nullptr, space::small);
  for (QPushButton* button : {start_, stop_, open_}) buttons->addWidget(button);
  for (QWidget* widget : std::initializer_list<QWidget*>{remedy_, facts_, hashText_, progress_}) {
    column_->addWidget(widget);
  }
  column_->addLayout(buttons);
  column_->addStretch(1);
  setWidget(content);
  setWidgetResizable(true);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

void ModelDetails::showNothing() {
  empty_ = true;
  widget()->hide();
}

void ModelDetails::show(const api::ModelEntry& model, const QString& hash) {
  if (model.folder != model_.folder) problem_.clear();
  empty_ = false;
  model_ = model;
  hash_ = hash;
  widget()->show();
  delete card_;
  card_ = new ModelCard(model_, false, theme_);
  column_->insertWidget(0, card_);
  card_->show();  // at once, not when events are handled next
  remedy_->setText(remedyFor(model_));
  remedy_->setVisible(!model_.problem.empty());
  const QString family = model_.family.empty() ? tr("Not known") : familyName(model_.family);
  //: %1 kind, %2 family, %3 size, %4 path of a model, each in a line of its own
  facts_->setText(tr("Kind: %1\nFamily: %2\nSize: %3\n%4")
                      .arg(kindName(model_.kind), family, byteText(model_.bytes),
                           QDir::toNativeSeparators(toQt(model_.folder.string()))));
  showHashing();
}

void ModelDetails::showHashing() {
  const bool runs = !hashing_.file().empty() && hashing_.file() == model_.folder;
  if (!runs) progress_->setValue(0);
  progress_->setVisible(runs);
  stop_->setVisible(runs);
  start_->setVisible(!runs && hash_.isEmpty() && hashing_.possible());
  if (runs) {
    hashText_->setText(tr("Reading the file…"));
  } else if (!hash_.isEmpty()) {
    //: %1 a long hexadecimal number
    hashText_->setText(tr("Hash: %1").arg(hash_));
  } else {
    hashText_->setText(problem_);
  }
  hashText_->setVisible(!hashText_->text().isEmpty());
}

QString ModelDetails::text() const {
  QStringList texts;
  for (const QLabel* label : widget()->findChildren<QLabel*>()) {
    if (label->isVisibleTo(widget())) texts << label->text();
  }
  return texts.join(u'\n');
}

}  // namespace koma::ui
