// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDockWidget>
#include <functional>
#include <optional>

#include "engine/api/endpoint_service.h"
#include "engine/api/plan_service.h"
#include "ui/document/selection.h"

class QComboBox;
class QStackedWidget;

namespace koma::ui {

class AskBar;
class ConversationView;
class Document;
class EmptyState;
class PictureLibrary;
class PlanRun;
class QuietLabel;
class SignLabel;
class SubjectHeader;
class Theme;

/// What the dock works with; everything outlives it. Without services nothing can be asked.
struct AssistantPlace {
  Document& document;
  Selection& selection;
  PictureLibrary& pictures;
  api::PlanService* plans = nullptr;
  api::EndpointService* endpoints = nullptr;
  const Theme& theme;
  std::function<api::PictureLoader()> loader = {};  ///< of the open work; empty: no pictures are shown
  std::function<std::vector<std::string>(const manga::Panel&)> findings = {};  ///< what is wrong with a panel
  std::function<bool(const manga::Panel&)> readsTags = {};                     ///< see api::AssistantTask::tags
  std::function<QString(manga::PanelId)> nameOf = {};                          ///< of a panel, for people
};

/// Talk about the selected panel, or a member of the cast and the reference pictures: what was said, an answer while it
/// is written, what it proposes, and a field to ask more. One question at a time; answers join the conversation of what
/// they are about, wherever the author has gone meanwhile. Owned by the main window.
class AssistantDock : public QDockWidget {
  Q_OBJECT
 public:
  explicit AssistantDock(AssistantPlace place, QWidget* parent = nullptr);
  ~AssistantDock() override;

  /// With the question field ready to be written in.
  void raiseForWriting();
  /// A work is open, or none: what runs is stopped.
  void setOpen(bool open);

  [[nodiscard]] SubjectHeader* subjectHeader() const noexcept { return header_; }
  [[nodiscard]] ConversationView* conversation() const noexcept { return view_; }
  [[nodiscard]] AskBar* bar() const noexcept { return bar_; }
  [[nodiscard]] QComboBox* model() const noexcept { return model_; }
  [[nodiscard]] EmptyState* emptyState() const noexcept { return empty_; }
  /// What is to be known before anything is asked: who gets the pictures, what the model cannot do.
  [[nodiscard]] QuietLabel* warning() const noexcept { return warning_; }

 public slots:
  /// The list of endpoints has changed.
  void showModels();
  void ask(koma::manga::TurnKind kind);
  void stop();

 signals:
  void endpointsWanted();
  /// The author wants a similar picture drawn, as the turn says.
  void similarWanted(koma::manga::PanelId panel, std::size_t turn);
  /// The author wants the part of the picture masked, as the turn says.
  void editWanted(koma::manga::PanelId panel, std::size_t turn);

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  [[nodiscard]] QWidget* makeTalk();
  void connectRun();
  void connectSelection();
  void showSubject();
  void showState();
  void showWarning();
  void accept(std::size_t turn);
  void dismiss(std::size_t turn);
  void keep(const api::PlanFinished& finished);
  void fail(const QString& sentence);
  void chooseReference(int step);
  [[nodiscard]] const api::Endpoint* endpoint() const;
  /// Why this cannot be asked; empty when it can.
  [[nodiscard]] QString obstacle(manga::TurnKind kind) const;
  [[nodiscard]] const manga::Panel* panel() const;
  [[nodiscard]] const manga::Character* character() const;
  [[nodiscard]] manga::AssetId picture() const;
  [[nodiscard]] api::AssistantTask taskFor(manga::TurnKind kind) const;
  [[nodiscard]] QString emptySentence() const;

  AssistantPlace place_;
  PlanRun* run_ = nullptr;
  bool open_ = false;
  std::optional<manga::ConversationSubject> subject_;
  std::size_t reference_ = 0;  ///< of the character's pictures
  api::AssistantTask asked_;   ///< the last task, for asking again
  std::vector<api::Endpoint> endpoints_;
  QStackedWidget* pages_;
  EmptyState* empty_;
  SubjectHeader* header_;
  QComboBox* model_;
  SignLabel* warningSign_;
  QuietLabel* warning_;
  ConversationView* view_;
  AskBar* bar_;
};

}  // namespace koma::ui
