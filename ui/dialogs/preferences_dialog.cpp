// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/preferences_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSpinBox>

#include "ui/dialogs/setting_rows.h"
#include "ui/style/field_manners.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

QSpinBox* numberField(int least, int most, int step, const QString& unit) {
  auto* field = new QSpinBox;
  field->setRange(least, most);
  field->setSingleStep(step);
  field->setSuffix(unit);
  wheelOnlyWhenFocused(field);
  return field;
}

QDoubleSpinBox* lengthField(double value) {
  auto* field = new QDoubleSpinBox;
  field->setRange(0, limits::gutter);
  field->setSingleStep(0.5);
  field->setDecimals(1);
  //: Millimetres, after a number.
  field->setSuffix(PreferencesDialog::tr(" mm"));
  field->setValue(value);
  wheelOnlyWhenFocused(field);
  return field;
}

template <class T>
QComboBox* choiceField(const std::vector<std::pair<QString, T>>& choices, const T& chosen) {
  auto* field = new QComboBox;
  for (const auto& [text, value] : choices) {
    field->addItem(text);
    if (value == chosen) field->setCurrentIndex(field->count() - 1);
  }
  wheelOnlyWhenFocused(field);
  return field;
}

}  // namespace

PreferencesDialog::PreferencesDialog(const Preferences& preferences, const Theme& theme, QWidget* parent)
    : QDialog(parent), preferences_(preferences), theme_(theme), scroll_(new QScrollArea(this)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  scroll_->setWidgetResizable(true);
  scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  column->addWidget(scroll_, 1);
  auto* buttons = new QHBoxLayout;
  buttons->setContentsMargins(space::wide, space::medium, space::wide, space::medium);
  reset_ = new QPushButton(this);
  close_ = new QPushButton(this);
  close_->setDefault(true);
  reset_->setAutoDefault(false);
  buttons->addWidget(reset_);
  buttons->addStretch();
  buttons->addWidget(close_);
  column->addLayout(buttons);
  connect(close_, &QPushButton::clicked, this, &QDialog::accept);
  connect(reset_, &QPushButton::clicked, this, [this] {
    take(preferences_, Preferences());
    build();
  });
  build();
  resize(620, 640);
}

void PreferencesDialog::build() {
  setWindowTitle(tr("Preferences"));
  //: Closes a window.
  close_->setText(tr("&Close"));
  reset_->setText(tr("&Reset all"));
  reset_->setToolTip(tr("Everything as in a new installation"));
  const int place = scroll_->verticalScrollBar()->value();
  auto* rows = new SettingRows(theme_);
  rows->layout()->setContentsMargins(space::wide, space::wide, space::wide, space::wide);
  addLook(*rows);
  addDrawing(*rows);
  addPage(*rows);
  addPlanning(*rows);
  addSafety(*rows);
  scroll_->setWidget(rows);
  scroll_->verticalScrollBar()->setValue(place);
}

void PreferencesDialog::addLook(SettingRows& rows) {
  rows.addTitle(tr("Look"));
  const std::vector<std::pair<QString, ThemeChoice>> themes = {
      {tr("As the system"), ThemeChoice::system}, {tr("Light"), ThemeChoice::light}, {tr("Dark"), ThemeChoice::dark}};
  QComboBox* theme = choiceField(themes, preferences_.theme);
  connect(theme, &QComboBox::activated, this,
          [=, this](int i) { take(preferences_.theme, themes[std::size_t(i)].second); });
  rows.addRow(tr("Colours"), theme, tr("The page itself is always white: it is paper."));
  // Languages are written in themselves, so that everybody finds their own.
  const std::vector<std::pair<QString, QString>> languages = {{tr("As the system"), QString()},
                                                              {QStringLiteral("English"), QStringLiteral("en")},
                                                              {QStringLiteral("日本語"), QStringLiteral("ja")},
                                                              {QStringLiteral("简体中文"), QStringLiteral("zh_CN")}};
  QComboBox* language = choiceField(languages, preferences_.language);
  connect(language, &QComboBox::activated, this,
          [=, this](int i) { take(preferences_.language, languages[std::size_t(i)].second); });
  rows.addRow(tr("Language"), language,
              tr("Of the program, from its next start. What your characters say stays as you wrote it."));
}

void PreferencesDialog::addDrawing(SettingRows& rows) {
  rows.addTitle(tr("Drawing"));
  const std::vector<std::pair<QString, QString>> devices = {{tr("Automatic"), QString()},
                                                            {tr("Processor (CPU)"), QStringLiteral("cpu")},
                                                            {tr("Graphics card (CUDA)"), QStringLiteral("cuda")}};
  QComboBox* device = choiceField(devices, preferences_.device);
  connect(device, &QComboBox::activated, this,
          [=, this](int i) { take(preferences_.device, devices[std::size_t(i)].second); });
  rows.addRow(tr("Draw on"), device,
              tr("Automatic takes the graphics card when there is one. Holds from the next start of the program."));
  //: Processor threads, after a number.
  QSpinBox* threads = numberField(0, limits::threads, 1, tr(" threads"));
  threads->setSpecialValueText(tr("Automatic"));
  threads->setValue(preferences_.threads);
  connect(threads, &QSpinBox::valueChanged, this, [this](int count) { take(preferences_.threads, count); });
  rows.addRow(
      tr("Processor use"), threads,
      tr("Fewer threads leave more of the machine to other programs. Holds from the next start of the program."));
  //: how pictures are shown while they are drawn
  const std::vector<std::pair<QString, api::PreviewQuality>> qualities = {
      {tr("Off"), api::PreviewQuality::off},
      {tr("Fast"), api::PreviewQuality::fast},
      {tr("Tiny autoencoder"), api::PreviewQuality::tiny}};
  QComboBox* previews = choiceField(qualities, preferences_.previews);
  previews->setObjectName(QStringLiteral("previews"));
  connect(previews, &QComboBox::activated, this,
          [=, this](int i) { take(preferences_.previews, qualities[std::size_t(i)].second); });
  rows.addRow(tr("Previews"), previews,
              tr("You see early where a picture is going and can stop it. The tiny autoencoder is sharper and needs a "
                 "TAESD file in the model folders; without one previews are fast."));
  auto* accept = new QCheckBox(tr("Put the first picture on the page"));
  accept->setChecked(preferences_.acceptNewPictures);
  connect(accept, &QCheckBox::toggled, this, [this](bool on) { take(preferences_.acceptNewPictures, on); });
  rows.addCheck(accept, tr("A finished picture appears in a panel that has none. Later ones wait among the takes "
                           "until you accept them."));
}

void PreferencesDialog::addPage(SettingRows& rows) {
  rows.addTitle(tr("Page"));
  QDoubleSpinBox* row = lengthField(preferences_.gutters.row);
  QDoubleSpinBox* column = lengthField(preferences_.gutters.column);
  connect(row, &QDoubleSpinBox::valueChanged, this, [this](double mm) { take(preferences_.gutters.row, mm); });
  connect(column, &QDoubleSpinBox::valueChanged, this, [this](double mm) { take(preferences_.gutters.column, mm); });
  rows.addRow(tr("Gutter between rows"), row, tr("What the knife leaves when it cuts across the page."));
  rows.addRow(tr("Gutter between columns"), column,
              tr("What the knife leaves when it cuts down the page. A narrower one keeps the eye on its row."));
  auto* snap = new QCheckBox(tr("Snap to gutters, guides and edges"));
  snap->setChecked(preferences_.snap);
  connect(snap, &QCheckBox::toggled, this, [this](bool on) { take(preferences_.snap, on); });
  rows.addCheck(snap, tr("Hold Ctrl while you drag to do without it once."));
}

void PreferencesDialog::addPlanning(SettingRows& rows) {
  rows.addTitle(tr("Planning"));
  auto* models = new QPushButton(tr("Set up…"));
  models->setObjectName(QStringLiteral("languageModels"));
  models->setAutoDefault(false);
  connect(models, &QPushButton::clicked, this, &PreferencesDialog::endpointsWanted);
  rows.addRow(tr("Language models"), models,
              tr("They plan pages and panels, refine prompts and translate, on this machine or on a server that you "
                 "name. Without one, pages are planned by rule. Nothing is sent anywhere before you ask for it."));
}

void PreferencesDialog::addSafety(SettingRows& rows) {
  rows.addTitle(tr("Memory and safety"));
  //: Megabytes (of 1,048,576 bytes), after a number.
  QSpinBox* memory = numberField(limits::leastMemory, limits::mostMemory, 128, tr(" MiB"));
  memory->setValue(preferences_.pictureMemory);
  connect(memory, &QSpinBox::valueChanged, this, [this](int mib) { take(preferences_.pictureMemory, mib); });
  rows.addRow(tr("Memory for pictures"), memory,
              tr("Pictures beyond it are read from the disk again when you look at them. Models need theirs besides."));
  rows.addText(
      tr("Your work saves itself: every change is on the disk within a second, every finished picture before "
         "you see it. There is nothing to set, and no Save to forget."));
}

void PreferencesDialog::changeEvent(QEvent* event) {
  QDialog::changeEvent(event);
  // Later: the change may come out of a field that building anew would destroy.
  if (event->type() == QEvent::LanguageChange)
    QMetaObject::invokeMethod(this, &PreferencesDialog::build, Qt::QueuedConnection);
}

}  // namespace koma::ui
