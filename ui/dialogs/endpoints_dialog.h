// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDialog>

#include "engine/api/endpoint_service.h"

class QListWidget;
class QLabel;
class QPushButton;

namespace koma::ui {

class EndpointForm;
class Theme;

/// Which language models there are: servers that speak OpenAI's protocol, on this machine or elsewhere. Changes hold at
/// once; keys go to the desktop's keyring and nowhere else. Shown beside the work.
class EndpointsDialog : public QDialog {
  Q_OBJECT
 public:
  EndpointsDialog(api::EndpointService& service, const Theme& theme, QWidget* parent = nullptr);

  [[nodiscard]] QListWidget* list() const noexcept { return list_; }
  [[nodiscard]] EndpointForm* form() const noexcept { return form_; }
  [[nodiscard]] QPushButton* addButton() const noexcept { return add_; }
  [[nodiscard]] QPushButton* removeButton() const noexcept { return remove_; }
  [[nodiscard]] QPushButton* findButton() const noexcept { return find_; }
  [[nodiscard]] QLabel* message() const noexcept { return message_; }

 signals:
  /// The list is another one, and saved.
  void changed();

 private:
  [[nodiscard]] QWidget* makeList();
  void showList(int row);
  void showChosen();
  void add(api::Endpoint endpoint);
  void removeChosen();
  void findLocal();
  void save();
  void say(const QString& text, bool bad);

  api::EndpointService& service_;
  std::vector<api::Endpoint> endpoints_;
  QListWidget* list_;
  EndpointForm* form_;
  QPushButton *add_, *remove_, *find_, *close_;
  QLabel* message_;
};

}  // namespace koma::ui
