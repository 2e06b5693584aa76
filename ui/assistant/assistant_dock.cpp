// SPDX-License-Identifier: Apache-2.0
#include "ui/assistant/assistant_dock.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QStackedWidget>
#include <utility>

#include "engine/api/request_builder.h"
#include "ui/assistant/ask_bar.h"
#include "ui/assistant/assistant_terms.h"
#include "ui/assistant/conversation_view.h"
#include "ui/assistant/live_answer.h"
#include "ui/assistant/question_edit.h"
#include "ui/assistant/subject_header.h"
#include "ui/dialogs/endpoint_words.h"
#include "ui/dialogs/plan_run.h"
#include "ui/dialogs/plan_words.h"
#include "ui/document/conversation_commands.h"
#include "ui/document/picture_library.h"
#include "ui/document/qt_values.h"
#include "ui/style/empty_state.h"
#include "ui/style/field_manners.h"
#include "ui/style/quiet_label.h"
#include "ui/style/sign_label.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

using manga::TurnKind;

constexpr int lowest = 200, roomy = 420;  // device-independent pixels

bool needsPicture(TurnKind kind) {
  return kind != TurnKind::ask && kind != TurnKind::refine;
}

}  // namespace

AssistantDock::AssistantDock(AssistantPlace place, QWidget* parent)
    : QDockWidget(parent),
      place_(std::move(place)),
      pages_(new QStackedWidget(this)),
      empty_(new EmptyState(QStringLiteral("dialogue"), {}, place_.theme, this)),
      header_(new SubjectHeader(place_.pictures, place_.theme, this)),
      model_(new QComboBox(this)),
      warningSign_(new SignLabel(QStringLiteral("warning"), place_.theme, this)),
      warning_(new QuietLabel(place_.theme, this)),
      view_(new ConversationView(place_.pictures, place_.theme, this)),
      bar_(new AskBar(model_, place_.theme, this)) {
  if (place_.plans) {
    run_ = new PlanRun(*place_.plans, this);
    connectRun();
  }
  pages_->addWidget(empty_);
  pages_->addWidget(makeTalk());
  // The window must fit small screens: where there is little room the conversation scrolls in less.
  pages_->setMinimumHeight(lowest);
  setWidget(pages_);
  connect(empty_, &EmptyState::buttonClicked, this, &AssistantDock::endpointsWanted);
  connectSelection();
  showModels();
}

AssistantDock::~AssistantDock() = default;

QWidget* AssistantDock::makeTalk() {
  auto* talk = new QWidget(this);
  auto* column = new QVBoxLayout(talk);
  column->setContentsMargins(space::medium, space::small, space::medium, space::small);
  column->setSpacing(space::small);
  column->addWidget(header_);
  model_->setAccessibleName(tr("Who is asked"));
  model_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  wheelOnlyWhenFocused(model_);
  auto* warning = new QHBoxLayout;
  warning->setSpacing(space::small);
  warning->addWidget(warningSign_, 0, Qt::AlignTop);
  warning->addWidget(warning_, 1);
  column->addLayout(warning);
  column->addWidget(view_, 1);
  column->addWidget(bar_);
  connect(model_, &QComboBox::currentIndexChanged, this, &AssistantDock::showState);
  connect(bar_, &AskBar::asked, this, &AssistantDock::ask);
  connect(bar_, &AskBar::stopWanted, this, &AssistantDock::stop);
  connect(bar_, &AskBar::clearWanted, this, [this] {
    if (subject_) clearConversation(place_.document, *subject_);
  });
  view_->setInvitation(
      tr("Nothing has been said yet. Write a question, or press one of the buttons; nothing changes "
         "before you accept it."));
  connect(view_, &ConversationView::accepted, this, &AssistantDock::accept);
  connect(view_, &ConversationView::dismissed, this, &AssistantDock::dismiss);
  connect(view_->live(), &LiveAnswer::againWanted, this, [this] {
    if (!subject_ || asked_.subject != *subject_) return;
    bar_->question()->setPlainText(toQt(asked_.words));
    ask(asked_.kind);
  });
  connect(header_, &SubjectHeader::referenceWanted, this, &AssistantDock::chooseReference);
  return talk;
}

void AssistantDock::connectRun() {
  connect(run_, &PlanRun::written, this, [this](const QString& text, bool thinking) {
    view_->live()->write(text, thinking);
    view_->scrollToEnd();
  });
  connect(run_, &PlanRun::retried, this, [this](const QString& reason) { view_->live()->again(reason); });
  connect(run_, &PlanRun::finished, this, &AssistantDock::keep);
  connect(run_, &PlanRun::failed, this,
          [this](const api::Failed& failed) { fail(toQt(failed.text) + u'\n' + planRemedy(failed.code)); });
  connect(run_, &PlanRun::cancelled, this, [this] {
    view_->live()->hide();
    showState();
  });
}

void AssistantDock::connectSelection() {
  const auto takePanel = [this] {
    const manga::PanelId panel = place_.selection.panel();
    if (panel) subject_ = panel;
    showSubject();
  };
  connect(&place_.selection, &Selection::changed, this, takePanel);
  connect(&place_.selection, &Selection::characterChanged, this, [this](manga::CharacterId character) {
    reference_ = 0;
    if (character) subject_ = character;
    showSubject();
  });
  connect(&place_.document, &Document::changed, this, &AssistantDock::showSubject);
  // How much of it the frame shows is known when it has been read.
  connect(&place_.pictures, &PictureLibrary::ready, this, [this](const std::string& asset) {
    if (subject_ && asset == picture()) showSubject();
  });
}

void AssistantDock::setOpen(bool open) {
  open_ = open;
  subject_.reset();
  view_->live()->hide();
  stop();
  showSubject();
}

void AssistantDock::resizeEvent(QResizeEvent* event) {
  QDockWidget::resizeEvent(event);
  // What is said needs the room most.
  const bool tight = height() < roomy;
  header_->setBrief(tight);
  bar_->question()->setLines(tight ? 1 : 2);
}

void AssistantDock::raiseForWriting() {
  show();
  raise();
  if (pages_->currentWidget() == empty_) {
    empty_->setFocus();
  } else {
    bar_->question()->setFocus();
  }
}

const manga::Panel* AssistantDock::panel() const {
  const auto* id = subject_ ? std::get_if<manga::PanelId>(&*subject_) : nullptr;
  return id ? manga::find_panel(place_.document.project(), *id) : nullptr;
}

const manga::Character* AssistantDock::character() const {
  const auto* id = subject_ ? std::get_if<manga::CharacterId>(&*subject_) : nullptr;
  return id ? manga::find_character(place_.document.project(), *id) : nullptr;
}

manga::AssetId AssistantDock::picture() const {
  if (const manga::Panel* shown = panel()) {
    const manga::Take* take = manga::accepted_take(*shown);
    return take ? take->picture : "";
  }
  const manga::Character* person = character();
  return person && reference_ < person->references.size() ? person->references[reference_].picture : "";
}

const api::Endpoint* AssistantDock::endpoint() const {
  const int chosen = model_->currentIndex();
  return chosen >= 0 && chosen < int(endpoints_.size()) ? &endpoints_[std::size_t(chosen)] : nullptr;
}

void AssistantDock::showModels() {
  const QString chosen = model_->currentText();
  endpoints_ = place_.endpoints ? place_.endpoints->endpoints() : std::vector<api::Endpoint>();
  {
    const QSignalBlocker quiet(model_);
    model_->clear();
    for (const api::Endpoint& endpoint : endpoints_) model_->addItem(endpointText(endpoint));
    model_->setCurrentIndex(std::max(0, model_->findText(chosen)));
  }
  showSubject();
}

void AssistantDock::chooseReference(int step) {
  const manga::Character* person = character();
  if (!person || person->references.empty()) return;
  const std::size_t count = person->references.size();
  reference_ = (reference_ + count + std::size_t(step + int(count))) % count;
  showSubject();
}

void AssistantDock::showSubject() {
  const manga::Panel* shown = panel();
  const manga::Character* person = character();
  const bool about = open_ && (shown || person);
  const manga::Conversation* talk = about ? conversationAbout(place_.document.project(), *subject_) : nullptr;
  const bool mute = endpoints_.empty() && (!talk || talk->empty());
  pages_->setCurrentIndex(about && !mute ? 1 : 0);
  empty_->setSentence(emptySentence());
  empty_->setButton(endpoints_.empty() && place_.endpoints ? tr("Language models…") : QString(),
                    tr("Which servers are asked, and their keys"));
  if (!about) return;
  TurnContext context{.person = person != nullptr};
  if (shown) {
    header_->showPanel(place_.nameOf ? place_.nameOf(shown->id) : tr("Panel"), picture());
    context.words = toQt(shown->prompt);
    context.leftOut = toQt(shown->negative_prompt.value_or(""));
    const QImage image = picture().empty() ? QImage() : place_.pictures.picture(picture(), space::thumbnail);
    if (!image.isNull()) {
      const UnitBox part = api::shown_part(image.width(), image.height(), manga::bounds_of(shown->frame));
      context.part = QRectF(QPointF(part.left, part.top), QPointF(part.right, part.bottom));
    }
  } else {
    if (reference_ >= person->references.size()) reference_ = 0;
    header_->showCharacter(*person, reference_);
    context.words = toQt(person->description);
  }
  view_->show(*talk, context);
  QStringList earlier;
  for (const manga::Turn& turn : *talk) {
    if (!turn.question.empty()) earlier << toQt(turn.question);
  }
  bar_->question()->setEarlier(earlier);
  view_->live()->setVisible(!view_->live()->text().isEmpty() && asked_.subject == *subject_ &&
                            (view_->live()->againButton()->isVisibleTo(view_->live()) || (run_ && run_->running())));
  showState();
}

QString AssistantDock::emptySentence() const {
  if (endpoints_.empty()) {
    return tr(
        "Ask a language model about a panel: what it shows, how to word its prompt, why it came out otherwise. "
        "Set a model up first; those on this machine are found by themselves.");
  }
  return tr("Select a panel on the page, or somebody in the cast, to talk about it.");
}

QString AssistantDock::obstacle(TurnKind kind) const {
  const api::Endpoint* asked = endpoint();
  if (!run_ || !asked) return tr("No language model is set up");
  if (run_->running()) return tr("It is still answering");
  if (isOfPanels(kind) && !panel()) return tr("This is asked of panels");
  if (needsPicture(kind) && picture().empty()) {
    return panel() ? tr("The panel has no picture yet; draw it first") : tr("There is no reference picture");
  }
  if (needsPicture(kind) && kind != TurnKind::explain && asked->sight == api::Sight::blind) {
    return tr("The model cannot see pictures");
  }
  if (kind == TurnKind::fill && panel()->mask.empty()) return tr("Nothing is masked; paint with the mask brush first");
  return {};
}

void AssistantDock::showState() {
  const manga::Conversation* talk = subject_ ? conversationAbout(place_.document.project(), *subject_) : nullptr;
  bar_->show({.person = character() != nullptr,
              .running = run_ && run_->running(),
              .spoken = talk && !talk->empty(),
              .obstacle = [this](TurnKind kind) { return obstacle(kind); }});
  model_->setToolTip(tr("Who is asked") + QStringLiteral(": ") + model_->currentText());
  showWarning();
}

void AssistantDock::showWarning() {
  QStringList sentences;
  const api::Endpoint* asked = endpoint();
  if (asked && !isOnThisMachine(asked->url)) {
    sentences << tr("What you ask goes to a server elsewhere, with the picture that it is about.");
  }
  if (asked && asked->sight == api::Sight::blind) {
    sentences << tr("This model cannot see pictures: it refines prompts and answers from the words alone.");
  }
  if (run_ && run_->running() && subject_ && asked_.subject != *subject_) {
    sentences << tr("It is still answering about something else.");
  }
  warning_->setText(sentences.join(u'\n'));
  warning_->setVisible(!sentences.isEmpty());
  warningSign_->setVisible(!sentences.isEmpty());
}

api::AssistantTask AssistantDock::taskFor(TurnKind kind) const {
  api::AssistantTask task{.subject = *subject_, .kind = kind};
  task.words = bar_->words().toStdString();
  if (const manga::Panel* asked = panel()) {
    if (kind == TurnKind::explain && place_.findings) task.findings = place_.findings(*asked);
    task.tags = place_.readsTags && place_.readsTags(*asked);
  } else {
    task.picture = picture();
  }
  return task;
}

void AssistantDock::ask(TurnKind kind) {
  if (!open_ || !subject_ || !obstacle(kind).isEmpty()) return;
  const bool wordless = bar_->words().isEmpty();
  if (wordless && (kind == TurnKind::ask || kind == TurnKind::edit)) {
    // Nothing can be asked without words: here is where they go.
    bar_->question()->setFocus();
    return;
  }
  asked_ = taskFor(kind);
  const QString title = turnTitle(kind, character() != nullptr), words = toQt(asked_.words);
  view_->live()->begin(title.isEmpty() ? words : words.isEmpty() ? title : title + QStringLiteral(": ") + words);
  run_->start({asked_, place_.document.project(), *endpoint(), place_.loader ? place_.loader() : api::PictureLoader()});
  bar_->question()->clear();
  view_->scrollToEnd();
  showState();
}

void AssistantDock::stop() {
  if (run_) run_->cancel();
}

void AssistantDock::keep(const api::PlanFinished& finished) {
  const auto* answer = std::get_if<manga::AnswerProposal>(&finished.proposal.change);
  if (!answer) return;
  manga::Turn turn = answer->turn;
  turn.origin = finished.proposal.origin;
  view_->live()->hide();
  if (!place_.document.addTurn(answer->subject, turn)) {
    return fail(tr("What was asked about is not there any more; the answer has no place."));
  }
  showState();
  if (subject_ == answer->subject) view_->scrollToEnd();
}

void AssistantDock::fail(const QString& sentence) {
  view_->live()->fail(sentence);
  view_->live()->setVisible(subject_ && asked_.subject == *subject_);
  if (bar_->question()->document()->isEmpty()) bar_->question()->setPlainText(toQt(asked_.words));
  showState();
  view_->scrollToEnd();
}

void AssistantDock::accept(std::size_t index) {
  const manga::Conversation* talk = subject_ ? conversationAbout(place_.document.project(), *subject_) : nullptr;
  if (!talk || index >= talk->size()) return;
  const manga::Turn& turn = (*talk)[index];
  const auto* id = std::get_if<manga::PanelId>(&*subject_);
  if (id && turn.kind == TurnKind::similar) {
    emit similarWanted(*id, index);
  } else if (id && turn.kind == TurnKind::edit && turn.area) {
    emit editWanted(*id, index);
  } else {
    acceptWords(place_.document, *subject_, index);
  }
}

void AssistantDock::dismiss(std::size_t index) {
  if (subject_) dismissTurn(place_.document, *subject_, index);
}

}  // namespace koma::ui
