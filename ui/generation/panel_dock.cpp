// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/panel_dock.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>
#include <algorithm>

#include "engine/api/request_builder.h"
#include "engine/base/error.h"
#include "ui/document/panel_commands.h"
#include "ui/document/picture_library.h"
#include "ui/document/qt_values.h"
#include "ui/document/selection.h"
#include "ui/generation/agent_form.h"
#include "ui/generation/draw_bar.h"
#include "ui/generation/drawing_form.h"
#include "ui/generation/error_text.h"
#include "ui/generation/generation_service.h"
#include "ui/generation/memory_line.h"
#include "ui/generation/model_fit.h"
#include "ui/generation/panel_label.h"
#include "ui/generation/panel_parts.h"
#include "ui/generation/people_list.h"
#include "ui/generation/prompt_edit.h"
#include "ui/generation/region_list.h"
#include "ui/generation/warning_list.h"
#include "ui/generation/word_combo.h"
#include "ui/style/empty_state.h"
#include "ui/style/field_manners.h"
#include "ui/style/quiet_label.h"
#include "ui/style/section.h"
#include "ui/style/theme.h"

namespace koma::ui {

PanelDock::PanelDock(Document& document, Selection& selection, GenerationService& service, PictureLibrary& pictures,
                     const Theme& theme, QWidget* parent)
    : QDockWidget(tr("Panel"), parent),
      document_(document),
      selection_(selection),
      service_(service),
      theme_(theme),
      pages_(new QStackedWidget(this)),
      empty_(new EmptyState(QStringLiteral("panel"), {}, theme, this)),
      warnings_(new WarningList(theme, this)),
      title_(new QLabel(this)),
      shotReason_(new QuietLabel(tr("This model takes the shot from the prompt only."), theme, this)),
      negativeReason_(new QuietLabel(tr("This model takes no negative prompt."), theme, this)),
      prompt_(new PromptEdit(5, this)),
      negative_(new PromptEdit(2, this)),
      negativeSection_(new Section(tr("Leave out"), theme, this)),
      peopleSection_(new Section(tr("Who is here"), theme, this)),
      people_(new PeopleList(document, selection, theme, this)),
      regionsSection_(new Section(tr("Regions"), theme, this)),
      regions_(new RegionList(document, selection, theme, this)),
      shot_(new WordCombo(tr("Shot"), shotWords(), false, this)),
      parts_(new PanelParts(document, service, pictures, theme, this)),
      drawing_(new DrawingForm(theme, this)),
      bar_(new DrawBar(service, theme, this)) {
  setObjectName(QStringLiteral("panelDock"));
  pages_->addWidget(empty_);
  pages_->addWidget(makeForm());
  setWidget(pages_);
  connectFields();
  connect(&selection_, &Selection::changed, this, &PanelDock::showPanel);
  connect(&selection_, &Selection::pageChanged, this, &PanelDock::showPanel);
  connect(&document_, &Document::changed, this, [this](const Change& change) {
    const auto* panel = std::get_if<PanelChanged>(&change);
    const bool work = std::holds_alternative<WorkChanged>(change) || std::holds_alternative<ProjectReset>(change);
    if (work) drawing_->setModels(service_.models(), document_.project().drawing);
    if (!panel || panel->panel == panel_) showPanel();
  });
  connect(&service_, &GenerationService::modelsChanged, this, [this] {
    drawing_->setModels(service_.models(), document_.project().drawing);
    showPanel();
  });
  connect(&service_, &GenerationService::jobEnded, this, [this](const EndedJob& ended) {
    if (ended.job.spec.panel == panel_) showPanel();
  });
  // A new try makes the last one's failure old.
  connect(&service_, &GenerationService::aboutToSubmit, this, [this] {
    if (const manga::Panel* panel = manga::find_panel(document_.project(), panel_)) showWarnings(*panel);
  });
  // Whether a reference can be read is known when the library has tried.
  connect(&pictures, &PictureLibrary::failed, this, &PanelDock::showPanel);
  connect(&theme_, &Theme::changed, this, &PanelDock::restyle);
  drawing_->setModels(service_.models(), document_.project().drawing);
  restyle();
  showPanel();
}

QWidget* PanelDock::makeForm() {
  prompt_->setAccessibleName(tr("Prompt"));
  prompt_->setPlaceholderText(tr("What happens here: who does what, where, in which mood."));
  prompt_->setToolTip(tr("What happens in this panel. %1 draws it.")
                          .arg(QKeySequence(Qt::CTRL | Qt::Key_Return).toString(QKeySequence::NativeText)));
  negative_->setAccessibleName(tr("Leave out"));
  negative_->setPlaceholderText(tr("What must not be in the picture."));
  negative_->setToolTip(tr("The negative prompt: what the model keeps away from."));
  negativeSection_->body()->addWidget(negative_);
  negativeSection_->body()->addWidget(negativeReason_);
  negativeSection_->setOpen(false);
  peopleSection_->body()->addWidget(people_);
  regionsSection_->body()->addWidget(regions_);
  regionsSection_->setOpen(false);
  auto* shotLabel = new QLabel(shot_->accessibleName(), this);
  shotLabel->setBuddy(shot_);
  auto* shotRow = new QHBoxLayout;
  shotRow->setSpacing(space::small);
  shotRow->addWidget(shotLabel);
  shotRow->addWidget(shot_, 1);
  auto* drawingSection = new Section(tr("How it is drawn"), theme_, this);
  drawingSection->body()->addLayout(shotRow);
  drawingSection->body()->addWidget(shotReason_);
  drawingSection->body()->addWidget(drawing_);
  alignLabels(drawing_->labels() << shotLabel);

  auto* fields = new QWidget;
  auto* column = new QVBoxLayout(fields);
  column->setContentsMargins(space::medium, space::medium, space::medium, space::medium);
  column->setSpacing(space::medium);
  for (QWidget* part :
       {static_cast<QWidget*>(title_), static_cast<QWidget*>(warnings_), static_cast<QWidget*>(prompt_),
        static_cast<QWidget*>(negativeSection_), static_cast<QWidget*>(peopleSection_),
        static_cast<QWidget*>(regionsSection_), static_cast<QWidget*>(parts_), static_cast<QWidget*>(drawingSection)}) {
    column->addWidget(part);
  }
  column->addStretch(1);
  scroll_ = new QScrollArea;
  scroll_->setWidget(fields);
  scroll_->setWidgetResizable(true);
  scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  auto* form = new QWidget(pages_);
  auto* formColumn = new QVBoxLayout(form);
  formColumn->setContentsMargins(0, 0, 0, 0);
  formColumn->setSpacing(0);
  formColumn->addWidget(scroll_, 1);
  formColumn->addWidget(bar_);
  return form;
}

void PanelDock::connectFields() {
  const auto has = [this] { return manga::find_panel(document_.project(), panel_) != nullptr; };
  connect(prompt_, &PromptEdit::edited, this, [this, has](const QString& text) {
    if (has()) setPrompt(document_, panel_, text);
  });
  connect(negative_, &PromptEdit::edited, this, [this, has](const QString& text) {
    // An emptied field asks for the model's own, which may be another than "nothing".
    if (has()) setNegativePrompt(document_, panel_, text.isEmpty() ? std::nullopt : std::optional(text));
  });
  connect(shot_, &WordCombo::wordEdited, this, [this, has](const std::string& word) {
    if (has()) setShot(document_, panel_, word);
  });
  connect(drawing_, &DrawingForm::edited, this, [this, has](const manga::DrawingSettings& settings) {
    if (has()) setSettings(document_, panel_, settings);
  });
  for (PromptEdit* edit : {prompt_, negative_}) {
    connect(edit, &PromptEdit::drawRequested, bar_, &DrawBar::draw);
    connect(edit, &PromptEdit::left, this, [this] { document_.endMerging(); });
  }
  connect(regions_, &RegionList::drawRequested, bar_, &DrawBar::draw);
  connect(bar_->memory(), &MemoryLine::sizeRequested, this, [this](double factor) {
    const manga::Panel* panel = manga::find_panel(document_.project(), panel_);
    if (!panel) return;
    manga::DrawingSettings settings = panel->settings;
    const double now = manga::drawing_of(document_.project(), *panel).size.value_or(1);
    settings.size = std::clamp(now * factor, 0.25, 2.0);
    setSettings(document_, panel_, settings);
  });
  connect(warnings_, &WarningList::remedyWanted, this, &PanelDock::mend);
  connect(bar_, &DrawBar::warningsRequested, this,
          [this] { scroll_->ensureWidgetVisible(warnings_, 0, space::medium); });
  connect(empty_, &EmptyState::buttonClicked, this, [this] {
    const manga::Page* page = manga::find_page(document_.project(), selection_.page());
    if (page && !page->panels.empty()) selection_.select(page->panels.front().id);
  });
}

void PanelDock::editPrompt() {
  prompt_->setFocus(Qt::OtherFocusReason);
  prompt_->moveCursor(QTextCursor::End);
}

void PanelDock::editRegion(const RegionRef& region) {
  if (region.panel != panel_) return;
  regionsSection_->setOpen(true);
  regions_->editPrompt(region.index);
  // Where it is is known when the section has been laid out.
  QTimer::singleShot(0, this, [this] {
    if (QWidget* field = focusWidget()) scroll_->ensureWidgetVisible(field, 0, space::huge);
  });
}

void PanelDock::draw(bool first) {
  bar_->draw(first);
}

void PanelDock::keyPressEvent(QKeyEvent* event) {
  const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
  if (enter && event->modifiers().testFlag(Qt::ControlModifier) && panel_) {
    bar_->draw(event->modifiers().testFlag(Qt::ShiftModifier));
    return;
  }
  QDockWidget::keyPressEvent(event);
}

void PanelDock::showNothing() {
  const manga::Page* page = manga::find_page(document_.project(), selection_.page());
  const bool hasPanels = page && !page->panels.empty();
  empty_->setSentence(hasPanels ? tr("Select a panel on the page to say what happens in it.")
                                : tr("This page has no panels yet. Draw one with the panel tool, then say here what "
                                     "happens in it."));
  empty_->setButton(hasPanels ? tr("Select the first panel") : QString());
  bar_->show({.page = selection_.page()});
  bar_->memory()->ask({});
  drawing_->agent()->ask({});
  bar_->setWarnings({});
  pages_->setCurrentIndex(0);
}

void PanelDock::showPanel() {
  panel_ = selection_.panel();
  const manga::Panel* panel = manga::find_panel(document_.project(), panel_);
  if (!panel) {
    showNothing();
    return;
  }
  title_->setText(panelLabel(document_.project(), panel_));
  prompt_->setDocumentText(toQt(panel->prompt));
  negative_->setDocumentText(toQt(panel->negative_prompt.value_or("")));
  shot_->setWord(panel->shot);
  showAbilities(*panel);
  QString problem;
  drawing_->show(*panel, forecast(*panel, problem));
  parts_->show(*panel);
  showRegions(*panel);
  showWarnings(*panel);
  bar_->show({panel_, manga::page_of(document_.project(), panel_)->id, problem, api::repaints(*panel)});
  pages_->setCurrentIndex(1);
}

void PanelDock::showAbilities(const manga::Panel& panel) {
  const api::ModelEntry* model = service_.modelOf(panel);
  // What is not known is not forbidden.
  const manga::DrawingSettings drawing = manga::drawing_of(document_.project(), panel);
  const api::ModelAbilities abilities =
      model ? abilitiesWith(*model, drawing) : api::ModelAbilities{true, true, true, true};
  people_->show(panel, abilities, model ? model->words : api::ControlWords{});
  negative_->setEnabled(abilities.negative_prompt);
  negativeReason_->setVisible(!abilities.negative_prompt);
  shot_->setEnabled(abilities.controls);
  shotReason_->setVisible(!abilities.controls);
  shot_->setToolTip(abilities.controls ? tr("How much of the people is seen.") : shotReason_->text());
  const int people = int(panel.characters.size());
  peopleSection_->setTitle(people == 0 ? tr("Who is here") : tr("Who is here (%1)").arg(people));
}

void PanelDock::showRegions(const manga::Panel& panel) {
  const int count = int(panel.regions.size());
  const RegionRef* chosen = selection_.region();
  if (panel.id != shownRegions_ || (chosen && chosen->panel == panel.id)) {
    shownRegions_ = panel.id;
    if (count > 0) regionsSection_->setOpen(true);
  }
  regionsSection_->setTitle(count == 0 ? tr("Regions") : tr("Regions (%1)").arg(count));
  regions_->show(panel);
}

void PanelDock::showWarnings(const manga::Panel& panel) {
  warnings_->show(service_.review(panel), service_.failure(panel.id));
  bar_->setWarnings(warnings_->sentences());
}

void PanelDock::mend(const api::PanelWarning& warning) {
  using api::PanelFlaw;
  const manga::Panel* panel = manga::find_panel(document_.project(), panel_);
  if (!panel) return;
  if (warning.flaw == PanelFlaw::surplus_dialog) {
    selection_.select(warning.balloon);
    return;
  }
  if (warning.flaw == PanelFlaw::wordless_region) return editRegion({panel_, warning.region});
  if (warning.flaw == PanelFlaw::no_base_prompt) return editPrompt();
  if (warning.box >= panel->characters.size()) return;
  manga::CharacterBox box = panel->characters[warning.box];
  switch (warning.flaw) {
    case PanelFlaw::no_area:
    case PanelFlaw::outside:
      box.box = boxFor(*panel, box.character).box;
      document_.endMerging();
      setCharacterBox(document_, {panel_, warning.box}, box);
      break;
    case PanelFlaw::missing_picture:
    case PanelFlaw::no_reference:
      emit characterRequested(box.character);
      break;
    default:
      people_->remove(warning.box);
  }
}

QString PanelDock::forecast(const manga::Panel& panel, QString& problem) {
  const QRectF frame = boundsOf(panel);
  problem = service_.obstacle(panel);
  try {
    api::GenerationRequest request = service_.requestFor(panel);
    const QString size = tr("%1 × %2 px for a panel of %3 × %4 mm")
                             .arg(*request.width)
                             .arg(*request.height)
                             .arg(frame.width(), 0, 'f', 1)
                             .arg(frame.height(), 0, 'f', 1);
    const auto asked = problem.isEmpty() ? std::optional(std::move(request)) : std::nullopt;
    bar_->memory()->ask(asked);
    const api::ModelEntry* model = service_.modelOf(panel);
    drawing_->agent()->ask(model && model->abilities.agent ? asked : std::nullopt);
    return size;
  } catch (const Error& error) {
    problem = errorText(error.code(), panelLabel(document_.project(), panel.id)).text;
    bar_->memory()->ask({});
    drawing_->agent()->ask({});
    return problem;
  }
}

void PanelDock::restyle() {
  title_->setFont(theme_.font(TextRole::title));
}

}  // namespace koma::ui
