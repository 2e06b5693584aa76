// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/memory_line.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <cmath>

#include "ui/document/qt_values.h"
#include "ui/generation/memory_question.h"
#include "ui/models/model_words.h"
#include "ui/style/flow_layout.h"
#include "ui/style/quiet_label.h"
#include "ui/style/sign_label.h"
#include "ui/style/theme.h"

namespace koma::ui {

MemoryLine::MemoryLine(const Theme& theme, QWidget* parent)
    : QWidget(parent),
      theme_(theme),
      question_(new MemoryQuestion(this)),
      sign_(new SignLabel(QStringLiteral("warning"), theme, this, space::large)),
      sentence_(new QuietLabel(theme, this)),
      column_(new QVBoxLayout(this)) {
  connect(question_, &MemoryQuestion::answered, this, &MemoryLine::show);
  auto* row = new QHBoxLayout;
  row->setSpacing(space::small);
  row->addWidget(sign_, 0, Qt::AlignTop);
  row->addWidget(sentence_, 1);
  column_->setContentsMargins(0, 0, 0, 0);
  column_->setSpacing(space::tight);
  column_->addLayout(row);
  setVisible(false);
}

QString MemoryLine::text() const {
  return sentence_->text();
}

void MemoryLine::ask(std::optional<api::GenerationRequest> request) {
  if (question_->ask(std::move(request))) return;
  need_.reset();
  setVisible(false);
}

void MemoryLine::show(const MemoryNeed& need) {
  need_ = need;
  setVisible(need.needed > 0);
  if (need.needed == 0) return;
  //: before drawing: %1 and %2 are amounts of memory as "6.1 GB"
  const QString needs = tr("Needs about %1 of %2 free memory.").arg(byteText(need.needed), byteText(need.available));
  //: before drawing: %1 and %2 are amounts of memory as "6.1 GB"
  const QString tooMuch = tr("Needs about %1, but only %2 is free.");
  sentence_->setText(need.fits() ? needs : tooMuch.arg(byteText(need.needed), byteText(need.available)));
  sign_->setVisible(!need.fits());
  if (remedies_) {
    // One of its buttons may have asked for this.
    remedies_->hide();
    remedies_->deleteLater();
    remedies_ = nullptr;
  }
  if (need.fits() || need.remedies.empty()) return;
  remedies_ = new QWidget(this);
  remedies_->setLayout(new FlowLayout(nullptr, space::small));
  for (const MemoryRemedy& remedy : need.remedies) addRemedy(remedy);
  column_->addWidget(remedies_);
}

void MemoryLine::addRemedy(const MemoryRemedy& remedy) {
  const bool smaller = remedy.kind == MemoryRemedyKind::smaller_picture;
  if (!smaller && !save_) return;
  //: buttons that make a picture need less memory; %1 a number of percent
  const QString texts[] = {tr("Draw at %1 % of the size").arg(std::lround(remedy.size * 100)), tr("Decode in tiles"),
                           //: parts of the model are loaded when their turn comes
                           tr("Load stage by stage"),
                           //: numbers of 16 instead of 32 bits
                           tr("Half precision")};
  auto* button = new QPushButton(texts[std::size_t(remedy.kind)], remedies_);
  button->setToolTip(remedy.explanation.empty() ? tr("Takes less memory") : toQt(remedy.explanation));
  remedies_->layout()->addWidget(button);
  connect(button, &QPushButton::clicked, this, [this, remedy, smaller] {
    if (smaller) {
      emit sizeRequested(remedy.size);
    } else {
      save_(remedy.kind);
      question_->repeat();
    }
  });
}

}  // namespace koma::ui
