// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>
#include <cstdint>
#include <optional>

class QLabel;
class QLineEdit;
class QToolButton;

namespace koma::ui {

class Theme;

/// The number that a picture's chance comes from: new for each take, or locked so that only what is changed changes.
class SeedField : public QWidget {
  Q_OBJECT
 public:
  explicit SeedField(const Theme& theme, QWidget* parent = nullptr);

  /// None: open. `last` is the seed of the shown take, what the lock would hold.
  void setSeed(std::optional<std::uint64_t> seed, std::optional<std::uint64_t> last);
  [[nodiscard]] std::optional<std::uint64_t> seed() const noexcept { return seed_; }
  [[nodiscard]] QLabel* label() const noexcept { return label_; }

 signals:
  void edited();

 private:
  void edit(std::optional<std::uint64_t> seed);
  void takeText();
  void showSeed();

  const Theme& theme_;
  std::optional<std::uint64_t> seed_, last_;
  QLabel* label_;
  QLineEdit* field_;
  QToolButton *lock_, *dice_;
};

}  // namespace koma::ui
