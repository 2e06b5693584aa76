// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/endpoints_dialog.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/dialogs/endpoint_form.h"
#include "ui/dialogs/endpoint_words.h"
#include "ui/document/qt_values.h"
#include "ui/document/reply.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"

namespace koma::ui {

EndpointsDialog::EndpointsDialog(api::EndpointService& service, const Theme& theme, QWidget* parent)
    : QDialog(parent),
      service_(service),
      endpoints_(service.endpoints()),
      list_(new QListWidget(this)),
      form_(new EndpointForm(service, theme, this)),
      add_(new QPushButton(icon(QStringLiteral("add"), theme), tr("&Add"), this)),
      remove_(new QPushButton(icon(QStringLiteral("delete"), theme), tr("&Remove"), this)),
      find_(new QPushButton(icon(QStringLiteral("search"), theme), tr("&Find local ones"), this)),
      close_(new QPushButton(tr("&Close"), this)),
      message_(new QLabel(this)) {
  setWindowTitle(tr("Language models"));
  message_->setWordWrap(true);
  message_->setTextFormat(Qt::PlainText);
  close_->setDefault(true);
  find_->setToolTip(tr("Asks the usual ports of this machine, and nobody else"));
  auto* middle = new QHBoxLayout;
  middle->setSpacing(space::wide);
  middle->addWidget(makeList(), 2);
  middle->addWidget(form_, 3);
  auto* foot = new QHBoxLayout;
  foot->addWidget(message_, 1);
  foot->addWidget(close_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(space::wide, space::wide, space::wide, space::large);
  column->setSpacing(space::large);
  column->addLayout(middle, 1);
  column->addLayout(foot);
  connect(close_, &QPushButton::clicked, this, &QDialog::accept);
  connect(list_, &QListWidget::currentRowChanged, this, &EndpointsDialog::showChosen);
  connect(add_, &QPushButton::clicked, this, [this] { add({.name = tr("New").toStdString(), .url = ""}); });
  connect(remove_, &QPushButton::clicked, this, &EndpointsDialog::removeChosen);
  connect(find_, &QPushButton::clicked, this, &EndpointsDialog::findLocal);
  connect(form_, &EndpointForm::edited, this, [this](const api::Endpoint& endpoint) {
    const int row = list_->currentRow();
    if (row < 0) return;
    endpoints_[std::size_t(row)] = endpoint;
    list_->item(row)->setText(endpointText(endpoint));
    save();
  });
  showList(0);
  resize(820, 460);
}

QWidget* EndpointsDialog::makeList() {
  auto* box = new QWidget(this);
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space::small);
  list_->setAccessibleName(tr("Language models"));
  list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  list_->setTextElideMode(Qt::ElideRight);
  column->addWidget(list_, 1);
  auto* row = new QHBoxLayout;
  row->setSpacing(space::small);
  row->addWidget(add_);
  row->addWidget(remove_);
  column->addLayout(row);
  column->addWidget(find_);
  for (QPushButton* button : {add_, remove_, find_}) button->setAutoDefault(false);
  return box;
}

void EndpointsDialog::showList(int row) {
  list_->clear();
  for (const api::Endpoint& endpoint : endpoints_) {
    list_->addItem(endpointText(endpoint));
    list_->item(list_->count() - 1)->setToolTip(toQt(endpoint.url));
  }
  list_->setCurrentRow(std::min(row, list_->count() - 1));
  showChosen();
}

void EndpointsDialog::showChosen() {
  const int row = list_->currentRow();
  const bool chosen = row >= 0 && row < int(endpoints_.size());
  form_->setEnabled(chosen);
  remove_->setEnabled(chosen);
  form_->show(chosen ? endpoints_[std::size_t(row)] : api::Endpoint{});
  if (endpoints_.empty()) {
    say(tr("No language model yet. Start one on this machine, such as Ollama or llama.cpp, and let it be found; or add "
           "an address. Without one, pages are planned by rule."),
        false);
  }
}

void EndpointsDialog::add(api::Endpoint endpoint) {
  // Names tell endpoints, and their keys, apart.
  const std::string wanted = endpoint.name;
  const auto taken = [&] {
    return std::ranges::find(endpoints_, endpoint.name, &api::Endpoint::name) != endpoints_.end();
  };
  for (int number = 2; taken(); ++number) endpoint.name = wanted + " " + std::to_string(number);
  endpoints_.push_back(std::move(endpoint));
  say({}, false);
  showList(int(endpoints_.size()) - 1);
  if (!endpoints_.back().url.empty()) return save();
  form_->url()->setFocus();
}

void EndpointsDialog::removeChosen() {
  const int row = list_->currentRow();
  if (row < 0) return;
  service_.forget_key(endpoints_[std::size_t(row)].name, onGuiThread<api::Done>(this, [](const auto&) {}));
  endpoints_.erase(endpoints_.begin() + row);
  showList(row);
  save();
}

void EndpointsDialog::findLocal() {
  find_->setEnabled(false);
  say(tr("Looking on this machine…"), false);
  service_.discover(onGuiThread<std::vector<api::FoundEndpoint>>(this, [this](const auto& outcome) {
    find_->setEnabled(true);
    if (const auto* failed = std::get_if<api::Failed>(&outcome)) return say(toQt(failed->text), true);
    int added = 0;
    for (const api::FoundEndpoint& found : std::get<std::vector<api::FoundEndpoint>>(outcome)) {
      const bool known = std::ranges::find(endpoints_, found.endpoint.url, &api::Endpoint::url) != endpoints_.end();
      if (known) continue;
      add(found.endpoint);
      form_->setModels(found.models);
      ++added;
    }
    say(added > 0 ? tr("%n found and added.", nullptr, added) : tr("No other one was found on this machine."), false);
  }));
}

void EndpointsDialog::save() {
  service_.save(endpoints_, onGuiThread<api::Done>(this, [this](const auto& outcome) {
                  if (const auto* failed = std::get_if<api::Failed>(&outcome)) return say(toQt(failed->text), true);
                  emit changed();
                }));
}

void EndpointsDialog::say(const QString& text, bool bad) {
  message_->setProperty("bad", bad);
  message_->setText(text);
}

}  // namespace koma::ui
