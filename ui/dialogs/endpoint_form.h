// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include "engine/api/endpoint_service.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace koma::ui {

class SignLabel;
class Theme;

/// One endpoint: where it is, which model, its key, and whether it answers. Owned by the dialog of endpoints.
class EndpointForm : public QWidget {
  Q_OBJECT
 public:
  EndpointForm(api::EndpointService& service, const Theme& theme, QWidget* parent = nullptr);

  void show(const api::Endpoint& endpoint);
  using QWidget::show;
  [[nodiscard]] const api::Endpoint& endpoint() const noexcept { return endpoint_; }
  /// The models that its server has been seen to have.
  void setModels(const std::vector<std::string>& models);
  [[nodiscard]] QLineEdit* name() const noexcept { return name_; }
  [[nodiscard]] QLineEdit* url() const noexcept { return url_; }
  [[nodiscard]] QComboBox* model() const noexcept { return model_; }
  [[nodiscard]] QLineEdit* key() const noexcept { return key_; }
  [[nodiscard]] QPushButton* keepKey() const noexcept { return keepKey_; }
  [[nodiscard]] QPushButton* test() const noexcept { return test_; }
  [[nodiscard]] QCheckBox* leaves() const noexcept { return leaves_; }
  [[nodiscard]] QLabel* report() const noexcept { return report_; }
  [[nodiscard]] QLabel* keyPlace() const noexcept { return keyPlace_; }

 signals:
  void edited(const koma::api::Endpoint& endpoint);

 private:
  void build(const Theme& theme);
  void connectFields();
  void connectKey();
  void take();
  void runTest();
  void showReport(const api::EndpointReport& report);
  void showKey(api::KeyPlace place);
  void showPlace();

  api::EndpointService& service_;
  api::Endpoint endpoint_;
  QLineEdit *name_, *url_, *key_;
  QComboBox* model_;
  QPushButton *keepKey_, *forgetKey_, *test_;
  QCheckBox* leaves_;
  QSpinBox* budget_;
  SignLabel* sign_;
  QLabel *warning_, *keyPlace_, *report_;
};

}  // namespace koma::ui
