// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QPointer>
#include <map>

#include "engine/api/endpoint_service.h"
#include "engine/api/plan_service.h"
#include "ui/document/selection.h"

class QDialog;
class QMainWindow;

namespace koma::ui {

class Actions;
class Document;
class PictureLibrary;
class Theme;

/// What planning needs; everything outlives it. Without services the actions stay off.
struct PlanActionPlace {
  Document& document;
  Selection& selection;
  const PictureLibrary& pictures;
  api::PlanService* plans = nullptr;
  api::EndpointService* endpoints = nullptr;
  const Theme& theme;
};

/// Opens the dialogs that ask language models for plans, one of each task, and the one that lists the models.
class PlanActions : public QObject {
  Q_OBJECT
 public:
  PlanActions(Actions& actions, PlanActionPlace place, QMainWindow& window);

  void setOpen(bool open);
  void showEndpoints();
  /// "Page 1, panel 2".
  [[nodiscard]] QString nameOf(manga::PanelId panel) const;
  /// Of the open work.
  [[nodiscard]] api::PictureLoader pictures() const;

 signals:
  /// The list of language models is another one.
  void endpointsChanged();

 private:
  void connectTasks();
  void update();
  void open(const char* action, api::PlanTask task, const QString& name);
  [[nodiscard]] manga::CharacterId character() const;
  [[nodiscard]] api::PlanTask translation() const;
  [[nodiscard]] QString nameOfPanel() const { return nameOf(place_.selection.panel()); }
  [[nodiscard]] QString nameOfPage() const;

  Actions& actions_;
  PlanActionPlace place_;
  QMainWindow& window_;
  bool open_ = false;
  std::map<QByteArray, QPointer<QDialog>> dialogs_;
  QPointer<QDialog> endpoints_;
};

}  // namespace koma::ui
