// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/model_dock.h"

#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include "ui/document/qt_values.h"
#include "ui/generation/generation_service.h"
#include "ui/generation/model_card.h"
#include "ui/style/flow_layout.h"
#include "ui/style/icons.h"
#include "ui/style/section.h"
#include "ui/style/theme.h"

namespace koma::ui {

ModelDock::ModelDock(GenerationService& service, const Theme& theme, QWidget* parent)
    : QDockWidget(tr("Model"), parent),
      service_(service),
      theme_(theme),
      loaded_(new QLabel(this)),
      device_(new QLabel(this)),
      type_(new QLabel(this)),
      threads_(new QLabel(this)),
      memory_(new QLabel(this)),
      where_(new QLabel(this)),
      openFolder_(new QPushButton(tr("Open folder"), this)),
      rescan_(new QPushButton(tr("Look again"), this)) {
  setObjectName(QStringLiteral("modelDock"));
  auto* scroll = new QScrollArea(this);
  scroll->setWidget(makeForm());
  scroll->setWidgetResizable(true);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setWidget(scroll);
  connect(&service_, &GenerationService::engineFactsChanged, this, [this] {
    showFacts();
    showModels();
  });
  connect(&service_, &GenerationService::modelsChanged, this, &ModelDock::showModels);
  connect(&theme_, &Theme::changed, this, [this] {
    showFacts();
    showModels();
  });
  connect(openFolder_, &QPushButton::clicked, this, [this] {
    if (!folders_.isEmpty()) emit folderRequested(folders_.first());
  });
  connect(rescan_, &QPushButton::clicked, this, &ModelDock::rescanRequested);
  setFolders({});
  setMemory(0);
  showFacts();
  showModels();
}

QWidget* ModelDock::makeForm() {
  auto* content = new QWidget;
  auto* column = new QVBoxLayout(content);
  column->setContentsMargins(space::medium, space::medium, space::medium, space::medium);
  column->setSpacing(space::medium);
  loaded_->setWordWrap(true);
  column->addWidget(loaded_);
  facts_ = new QFormLayout;
  facts_->setContentsMargins(0, 0, 0, 0);
  facts_->setHorizontalSpacing(space::medium);
  facts_->setVerticalSpacing(space::tight);
  facts_->addRow(tr("Device"), device_);
  facts_->addRow(tr("Numbers"), type_);
  facts_->addRow(tr("Threads"), threads_);
  facts_->addRow(tr("Memory"), memory_);
  memory_->setToolTip(tr("What the whole program takes now."));
  type_->setToolTip(tr("How exactly the model counts; shorter numbers are faster and take less memory."));
  column->addLayout(facts_);

  auto* models = new Section(tr("Models that were found"), theme_, this);
  cards_ = new QVBoxLayout;
  cards_->setSpacing(space::small);
  models->body()->addLayout(cards_);
  column->addWidget(models);

  auto* others = new Section(tr("Other models"), theme_, this);
  where_->setWordWrap(true);
  where_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  auto* buttons = new FlowLayout(nullptr, space::small);
  openFolder_->setIcon(icon(QStringLiteral("folder"), theme_));
  rescan_->setIcon(icon(QStringLiteral("retry"), theme_));
  rescan_->setToolTip(tr("Looks for models that were added or removed."));
  buttons->addWidget(openFolder_);
  buttons->addWidget(rescan_);
  others->body()->addWidget(where_);
  others->body()->addLayout(buttons);
  column->addWidget(others);
  column->addStretch(1);
  return content;
}

void ModelDock::setMemory(qint64 bytes) {
  memory_->setText(bytes > 0 ? QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeTraditionalFormat)
                             : tr("not known"));
}

void ModelDock::setFolders(const QStringList& folders) {
  folders_ = folders;
  openFolder_->setEnabled(!folders.isEmpty());
  where_->setText(folders.isEmpty()
                      ? tr("A model is a folder in DiffSensei’s layout; Komawari never downloads one by itself.")
                      : tr("Put a model’s folder into %1, then look again. Komawari never downloads one by itself.")
                            .arg(folders.first()));
  openFolder_->setToolTip(folders.isEmpty() ? QString() : folders.first());
}

void ModelDock::showFacts() {
  const EngineFacts& facts = service_.engineFacts();
  const bool known = facts.threads > 0;
  loaded_->setFont(theme_.font(known ? TextRole::title : TextRole::body));
  loaded_->setText(known ? facts.model : tr("Nothing is loaded yet. The model is read when the first panel is drawn."));
  device_->setText(facts.device);
  type_->setText(facts.dtype);
  threads_->setText(QString::number(facts.threads));
  for (QLabel* fact : {device_, type_, threads_}) facts_->setRowVisible(fact, known);
}

void ModelDock::showModels() {
  while (QLayoutItem* item = cards_->takeAt(0)) {
    delete item->widget();
    delete item;
  }
  const EngineFacts& facts = service_.engineFacts();
  for (const api::ModelEntry& model : service_.models()) {
    const QString name = toQt(model.name);
    const bool loaded = facts.threads > 0 && (facts.model == name || facts.model == toQt(model.id));
    cards_->addWidget(new ModelCard(model, loaded, theme_));
  }
  if (service_.models().empty()) {
    auto* nothing = new QLabel(tr("Still looking for models…"));
    nothing->setEnabled(false);
    cards_->addWidget(nothing);
  }
}

}  // namespace koma::ui
