// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/model_dock.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/document/drawing_commands.h"
#include "ui/document/qt_values.h"
#include "ui/generation/generation_service.h"
#include "ui/generation/lora_list.h"
#include "ui/models/model_card.h"
#include "ui/models/model_combo.h"
#include "ui/models/model_words.h"
#include "ui/style/flow_layout.h"
#include "ui/style/icons.h"
#include "ui/style/quiet_label.h"
#include "ui/style/section.h"
#include "ui/style/theme.h"

namespace koma::ui {

ModelDock::ModelDock(Document& document, GenerationService& service, const Theme& theme, QWidget* parent)
    : QDockWidget(tr("Model"), parent),
      document_(document),
      service_(service),
      theme_(theme),
      loaded_(new QLabel(this)),
      device_(new QLabel(this)),
      type_(new QLabel(this)),
      threads_(new QLabel(this)),
      memory_(new QLabel(this)),
      where_(new QLabel(this)),
      openFolder_(new QPushButton(tr("Open folder"), this)),
      rescan_(new QPushButton(tr("Look again"), this)),
      manager_(new QPushButton(tr("Model manager…"), this)),
      //: panels that chose another model are drawn with the work's again
      follow_(new QPushButton(tr("Draw them with this one, too"), this)),
      workModel_(new ModelCombo(tr("Model of the work"), api::ModelKind::checkpoint, this)),
      abilities_(new QuietLabel(theme, this)),
      workAgent_(new QCheckBox(tr("Language agent"), this)),
      workLoras_(new LoraList(tr("LoRAs that are added here take part in every panel."), theme, this)),
      others_(new QuietLabel(theme, this)) {
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
  connect(&service_, &GenerationService::modelsChanged, this, [this] {
    showModels();
    showWork();
  });
  connect(&document_, &Document::changed, this, &ModelDock::showWork);
  connect(&theme_, &Theme::changed, this, [this] {
    showFacts();
    showModels();
  });
  connect(openFolder_, &QPushButton::clicked, this, [this] {
    if (!folders_.isEmpty()) emit folderRequested(folders_.first());
  });
  connect(rescan_, &QPushButton::clicked, this, &ModelDock::rescanRequested);
  connect(manager_, &QPushButton::clicked, this, &ModelDock::managerRequested);
  connect(follow_, &QPushButton::clicked, this, &ModelDock::letPanelsFollow);
  connect(workLoras_, &LoraList::managerRequested, this, &ModelDock::managerRequested);
  connect(workModel_, &ModelCombo::modelEdited, this, [this](const std::string& id) {
    manga::DrawingSettings drawing = document_.project().drawing;
    drawing.model = id;
    setWorkDrawing(document_, drawing);
  });
  connect(workAgent_, &QCheckBox::clicked, this, [this](bool on) {
    manga::DrawingSettings drawing = document_.project().drawing;
    drawing.agent = on ? std::optional(true) : std::nullopt;
    setWorkDrawing(document_, drawing);
  });
  connect(workLoras_, &LoraList::edited, this, [this](const std::vector<manga::LoraUse>& uses) {
    manga::DrawingSettings drawing = document_.project().drawing;
    drawing.loras = uses;
    setWorkDrawing(document_, drawing);
  });
  setFolders({});
  setMemory(0);
  showFacts();
  showModels();
  showWork();
}

QWidget* ModelDock::makeWork() {
  auto* work = new Section(tr("This work"), theme_, this);
  auto* label = new QLabel(tr("Model"), this);
  label->setBuddy(workModel_);
  auto* row = new QHBoxLayout;
  row->setSpacing(space::small);
  row->addWidget(label);
  row->addWidget(workModel_, 1);
  work->body()->addLayout(row);
  work->body()->addWidget(abilities_);
  work->body()->addWidget(workAgent_);
  work->body()->addWidget(others_);
  follow_->setToolTip(tr("Panels forget the models that they chose"));
  work->body()->addWidget(follow_, 0, Qt::AlignLeft);
  work->body()->addWidget(workLoras_);
  return work;
}

void ModelDock::showWork() {
  const manga::DrawingSettings& drawing = document_.project().drawing;
  const api::ModelEntry* entry = service_.model(drawing.model);
  workModel_->setChoices(service_.models());
  workModel_->setModel(drawing.model);
  workModel_->setToolTip(tr("Panels are drawn with it unless they choose another one."));
  abilities_->setText(entry ? abilityLine(*entry) : QString());
  abilities_->setVisible(!abilities_->text().isEmpty());
  const bool agent = !entry || entry->abilities.agent;
  workAgent_->setChecked(drawing.agent.value_or(false));
  workAgent_->setEnabled(agent);
  workAgent_->setToolTip(agent ? tr("Takes part in every panel that does not say otherwise.") : whyNoAgent(*entry));
  workLoras_->show(drawing.loras, service_.models(), entry);
  int own = 0;
  for (const manga::Page& page : document_.project().pages) {
    own += int(std::ranges::count_if(page.panels, [&](const manga::Panel& panel) {
      return !panel.settings.model.empty() && panel.settings.model != drawing.model;
    }));
  }
  others_->setText(tr("%n panel(s) have a model of their own.", nullptr, own));
  others_->setVisible(own > 0);
  follow_->setVisible(own > 0);
}

void ModelDock::letPanelsFollow() {
  document_.edit(tr("Draw all panels with the work’s model"), [this](Draft& draft) {
    for (const manga::Page& page : document_.project().pages) {
      for (const manga::Panel& panel : page.panels) {
        if (!panel.settings.model.empty()) draft.panel(panel.id).settings.model.clear();
      }
    }
  });
}

QWidget* ModelDock::makeForm() {
  auto* content = new QWidget;
  auto* column = new QVBoxLayout(content);
  column->setContentsMargins(space::medium, space::medium, space::medium, space::medium);
  column->setSpacing(space::medium);
  column->addWidget(makeWork());
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
  manager_->setIcon(icon(QStringLiteral("model"), theme_));
  manager_->setToolTip(tr("Folders, and everything that lies in them"));
  buttons->addWidget(manager_);
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
                      ? tr("Komawari never downloads a model by itself.")
                      : tr("Put a model’s file or folder into %1, then look again, or add a folder of your own in the "
                           "model manager. Komawari never downloads a model by itself.")
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
    if (model.kind != api::ModelKind::checkpoint) continue;
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
