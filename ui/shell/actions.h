// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAction>
#include <QObject>
#include <map>
#include <span>

namespace koma::ui {

class Theme;

/// What an action is: known before there is a window, so that the keyboard reference and tests can list it.
struct ActionSpec {
  const char* id;    ///< "file.new"
  const char* icon;  ///< name of an icon, or ""
  const char* text;  ///< English; translated in context "Actions"
  const char* keys;  ///< shortcuts separated by ";", or ""
  const char* hint;  ///< one sentence for the status bar, or ""
  bool checkable = false;
};

/// Every action of the main window, once: text, shortcuts, icon, tooltip. What it does is connected by whoever knows.
class Actions : public QObject {
  Q_OBJECT
 public:
  Actions(const Theme& theme, QWidget* window);

  [[nodiscard]] static std::span<const ActionSpec> specs();
  /// Asserts that there is one of that id.
  [[nodiscard]] QAction* operator[](const QString& id) const;
  /// In the order of the menus.
  [[nodiscard]] QList<QAction*> all() const { return order_; }
  /// Texts and tooltips in the current language.
  void retranslate();
  /// Keys without Ctrl, Alt or a function key count only while the canvas has the focus: elsewhere people write, move
  /// from field to field with Tab and search lists by their first letter.
  void bindPlainKeys(QWidget* canvas);

 private:
  std::map<QString, QAction*> actions_;
  QList<QAction*> order_;
};

}  // namespace koma::ui
