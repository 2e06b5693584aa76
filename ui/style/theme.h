// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QFont>
#include <QObject>

class QApplication;

namespace koma::ui {

/// Distances of the interface in device-independent pixels: one scale, used everywhere.
namespace space {
inline constexpr int hair = 2, tight = 4, small = 8, medium = 12, large = 16, wide = 24, huge = 40;
inline constexpr int radius = 6;        ///< of cards, fields and buttons
inline constexpr int icon = 20;         ///< of buttons and menus
inline constexpr int thumbnail = 96;    ///< longer side in lists
inline constexpr int touchTarget = 32;  ///< smallest side of what can be clicked
}  // namespace space

/// Steps of the type scale.
enum class TextRole { caption, body, strong, title, display };

/// Every colour the interface uses, by what it means.
struct Colours {
  QColor window, panel, raised, field;   ///< surfaces, from back to front
  QColor text, quietText, disabledText;  ///< on any of them
  QColor line, strongLine;               ///< separators, outlines of fields
  QColor accent, onAccent, accentQuiet;  ///< the one colour of ours; what stands on it; its tint for selections
  QColor good, warning, bad;             ///< states; always together with a word or an icon
  QColor pasteboard, paperShadow;        ///< around the page
  QColor trimLine, bleedLine, innerLine, safeLine, userGuide, snapLine;  ///< guides on the page
  QColor selection, handle, handleFill;                                  ///< on the page
  QColor balloonBox, maskTint;                                           ///< dialogue boxes; the repaint mask
};

enum class ThemeChoice { system, light, dark };

/// The look of the whole program: palette, style sheet, fonts, colours. Follows the system unless told otherwise.
/// One per application; widgets get it by reference and repaint on `changed`.
class Theme : public QObject {
  Q_OBJECT
 public:
  explicit Theme(QApplication& application, QObject* parent = nullptr);

  void choose(ThemeChoice choice);
  [[nodiscard]] ThemeChoice choice() const noexcept { return choice_; }
  [[nodiscard]] bool dark() const noexcept { return dark_; }
  [[nodiscard]] const Colours& colours() const noexcept { return colours_; }
  [[nodiscard]] QFont font(TextRole role) const;

 signals:
  void changed();

 private:
  void apply();
  bool eventFilter(QObject* watched, QEvent* event) override;

  QApplication& application_;
  ThemeChoice choice_ = ThemeChoice::system;
  bool dark_ = false;
  Colours colours_;
};

}  // namespace koma::ui
