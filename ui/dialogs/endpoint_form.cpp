// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/endpoint_form.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>

#include "ui/dialogs/endpoint_words.h"
#include "ui/document/qt_values.h"
#include "ui/document/reply.h"
#include "ui/style/field_manners.h"
#include "ui/style/quiet_label.h"
#include "ui/style/sign_label.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

constexpr int mostBudget = 100'000'000;  // tokens

}  // namespace

EndpointForm::EndpointForm(api::EndpointService& service, const Theme& theme, QWidget* parent)
    : QWidget(parent),
      service_(service),
      name_(new QLineEdit(this)),
      url_(new QLineEdit(this)),
      key_(new QLineEdit(this)),
      model_(new QComboBox(this)),
      //: keeps a key in the keyring
      keepKey_(new QPushButton(tr("&Keep"), this)),
      //: takes a key out of the keyring
      forgetKey_(new QPushButton(tr("F&orget"), this)),
      test_(new QPushButton(tr("&Test"), this)),
      leaves_(new QCheckBox(tr("Texts and pictures may leave this machine"), this)),
      budget_(new QSpinBox(this)),
      sign_(new SignLabel(QStringLiteral("warning"), theme, this, space::large)),
      warning_(new QuietLabel(theme, this)),
      keyPlace_(new QuietLabel(theme, this)),
      report_(new QLabel(this)) {
  build(theme);
  connectFields();
  connectKey();
}

void EndpointForm::build(const Theme&) {
  url_->setPlaceholderText(QStringLiteral("http://127.0.0.1:11434/v1"));
  url_->setToolTip(tr("The address up to and with the version; llama.cpp, Ollama, LM Studio, vLLM, OpenAI, Gemini."));
  model_->setEditable(true);
  model_->lineEdit()->setPlaceholderText(tr("The first that the server names"));
  wheelOnlyWhenFocused(model_);
  key_->setEchoMode(QLineEdit::Password);
  key_->setPlaceholderText(tr("Local servers need none"));
  budget_->setRange(0, mostBudget);
  budget_->setSingleStep(10'000);
  budget_->setGroupSeparatorShown(true);
  budget_->setSpecialValueText(tr("No limit"));
  budget_->setSuffix(tr(" tokens"));
  budget_->setToolTip(tr("Of one run of the program, prompts and answers together; then nothing is sent any more."));
  wheelOnlyWhenFocused(budget_);
  report_->setWordWrap(true);
  report_->setTextFormat(Qt::PlainText);
  for (QPushButton* button : {keepKey_, forgetKey_, test_}) button->setAutoDefault(false);

  auto* form = new QFormLayout(this);
  form->setContentsMargins(0, 0, 0, 0);
  form->setSpacing(space::small);
  form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
  form->addRow(tr("Name"), name_);
  form->addRow(tr("Address"), url_);
  auto* place = new QHBoxLayout;
  place->addWidget(sign_, 0, Qt::AlignTop);
  place->addWidget(warning_, 1);
  form->addRow(QString(), place);
  form->addRow(QString(), leaves_);
  form->addRow(tr("Model"), model_);
  auto* keys = new QHBoxLayout;
  keys->setSpacing(space::small);
  keys->addWidget(key_, 1);
  keys->addWidget(keepKey_);
  keys->addWidget(forgetKey_);
  form->addRow(tr("Key"), keys);
  form->addRow(QString(), keyPlace_);
  form->addRow(tr("Budget"), budget_);
  auto* tests = new QHBoxLayout;
  tests->setSpacing(space::small);
  tests->addWidget(test_, 0, Qt::AlignTop);
  tests->addWidget(report_, 1);
  form->addRow(QString(), tests);
}

void EndpointForm::connectFields() {
  for (QLineEdit* field : {name_, url_}) connect(field, &QLineEdit::editingFinished, this, &EndpointForm::take);
  connect(model_->lineEdit(), &QLineEdit::editingFinished, this, &EndpointForm::take);
  connect(model_, &QComboBox::activated, this, &EndpointForm::take);
  connect(leaves_, &QCheckBox::clicked, this, &EndpointForm::take);
  connect(budget_, &QSpinBox::editingFinished, this, &EndpointForm::take);
  connect(url_, &QLineEdit::textChanged, this, &EndpointForm::showPlace);
  connect(test_, &QPushButton::clicked, this, &EndpointForm::runTest);
}

void EndpointForm::connectKey() {
  connect(key_, &QLineEdit::textChanged, this, [this] { keepKey_->setEnabled(!key_->text().isEmpty()); });
  connect(keepKey_, &QPushButton::clicked, this, [this] {
    const std::string key = key_->text().toStdString();
    if (key.empty()) return;
    // From here on it is the keyring's: no field shows it any more.
    key_->clear();
    service_.set_key(endpoint_.name, key, onGuiThread<api::KeyPlace>(this, [this](const auto& outcome) {
                       if (const auto* place = std::get_if<api::KeyPlace>(&outcome)) return showKey(*place);
                       showKey(api::KeyPlace::session);
                       report_->setText(toQt(std::get<api::Failed>(outcome).text));
                     }));
  });
  connect(forgetKey_, &QPushButton::clicked, this, [this] {
    service_.forget_key(endpoint_.name, onGuiThread<api::Done>(this, [this](const auto& outcome) {
                          if (const auto* failed = std::get_if<api::Failed>(&outcome))
                            return report_->setText(toQt(failed->text));
                          showKey(api::KeyPlace::none);
                        }));
  });
}

void EndpointForm::take() {
  api::Endpoint now = endpoint_;
  now.name = name_->text().trimmed().toStdString();
  now.url = url_->text().trimmed().toStdString();
  now.model = model_->currentText().trimmed().toStdString();
  now.may_leave_machine = leaves_->isChecked();
  now.token_budget = budget_->value();
  if (now == endpoint_) return;
  endpoint_ = now;
  emit edited(endpoint_);
}

void EndpointForm::show(const api::Endpoint& endpoint) {
  const bool other = endpoint.name != endpoint_.name || endpoint.url != endpoint_.url;
  endpoint_ = endpoint;
  const QSignalBlocker quietModel(model_);
  name_->setText(toQt(endpoint.name));
  url_->setText(toQt(endpoint.url));
  if (other) model_->clear();
  model_->setCurrentText(toQt(endpoint.model));
  leaves_->setChecked(endpoint.may_leave_machine);
  budget_->setValue(int(std::min<std::int64_t>(endpoint.token_budget, mostBudget)));
  key_->clear();
  keepKey_->setEnabled(false);
  if (other) report_->clear();
  showPlace();
  showKey(api::KeyPlace::none);
  service_.find_key(endpoint.name, onGuiThread<api::KeyPlace>(this, [this, name = endpoint.name](const auto& outcome) {
                      const auto* place = std::get_if<api::KeyPlace>(&outcome);
                      if (place && name == endpoint_.name) showKey(*place);
                    }));
}

void EndpointForm::setModels(const std::vector<std::string>& models) {
  const QSignalBlocker quiet(model_);
  const QString chosen = model_->currentText();
  model_->clear();
  for (const std::string& model : models) model_->addItem(toQt(model));
  model_->setCurrentText(chosen);
}

void EndpointForm::showPlace() {
  const QString address = url_->text().trimmed();
  const bool here = address.isEmpty() || isOnThisMachine(address.toStdString());
  const bool plain = address.startsWith(QLatin1String("http:"));
  sign_->setVisible(!here);
  leaves_->setVisible(!here);
  if (here) {
    warning_->setText(tr("On this machine: nothing leaves it."));
  } else if (plain) {
    warning_->setText(tr("Another machine, without encryption: everybody on the way can read what is sent."));
  } else {
    warning_->setText(tr("Another machine: prompts, scripts and the pictures it is shown are sent there."));
  }
}

void EndpointForm::showKey(api::KeyPlace place) {
  forgetKey_->setEnabled(place != api::KeyPlace::none);
  switch (place) {
    case api::KeyPlace::keyring:
      return keyPlace_->setText(tr("Kept in the desktop’s keyring."));
    case api::KeyPlace::session:
      return keyPlace_->setText(tr("There is no keyring: kept in memory until the program ends."));
    case api::KeyPlace::none:
      return keyPlace_->setText(tr("No key. It is kept in the desktop’s keyring, never in a file."));
  }
}

void EndpointForm::runTest() {
  take();
  test_->setEnabled(false);
  report_->setText(tr("Asking…"));
  service_.test(endpoint_, onGuiThread<api::EndpointReport>(this, [this](const auto& outcome) {
                  test_->setEnabled(true);
                  if (const auto* report = std::get_if<api::EndpointReport>(&outcome)) return showReport(*report);
                  report_->setText(toQt(std::get<api::Failed>(outcome).text));
                }));
}

void EndpointForm::showReport(const api::EndpointReport& report) {
  setModels(report.models);
  QStringList lines;
  lines << tr("%1 answered in %2 s.").arg(toQt(report.model), QLocale().toString(report.seconds, 'f', 1));
  lines << (report.follows_schema ? tr("It keeps to the form it is asked for.")
                                  : tr("It does not keep to the form: plans may need another try."));
  if (report.sight == api::Sight::sees) lines << tr("It sees pictures.");
  if (report.sight == api::Sight::blind) lines << tr("It sees no pictures: characters cannot be described by it.");
  report_->setText(lines.join(u' '));
}

}  // namespace koma::ui
