// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

namespace koma::ui {

class Actions;
class PageView;
class Settings;
class Theme;

/// Connects the actions for looking at the page, and keeps what the author chose there.
class ViewActions : public QObject {
  Q_OBJECT
 public:
  ViewActions(Actions& actions, PageView& view, Settings& settings, Theme& theme, QObject* parent = nullptr);

 private:
  void showOptions();

  Actions& actions_;
  PageView& view_;
  Settings& settings_;
};

}  // namespace koma::ui
