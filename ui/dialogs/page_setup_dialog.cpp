// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/page_setup_dialog.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>

#include "engine/manga/paper_presets.h"
#include "ui/dialogs/paper_preview.h"
#include "ui/style/field_manners.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

/// Sheets that a person can mean, mm.
constexpr double leastSide = 30, mostTrimSide = 1200, mostBleed = 30;

/// Two fields on one line, as in "182 mm × 257 mm".
QWidget* pair(QDoubleSpinBox* first, QDoubleSpinBox* second, const QString& between) {
  auto* both = new QWidget;
  auto* row = new QHBoxLayout(both);
  row->setContentsMargins(0, 0, 0, 0);
  row->addWidget(first, 1);
  row->addWidget(new QLabel(between, both));
  row->addWidget(second, 1);
  return both;
}

}  // namespace

PageSetupDialog::PageSetupDialog(const manga::Paper& paper, const Theme& theme, QWidget* parent)
    : QDialog(parent), theme_(theme), paper_(paper), preview_(new PaperPreview(theme, this)) {
  setWindowTitle(tr("Page setup"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(space::wide, space::wide, space::wide, space::large);
  column->setSpacing(space::large);
  auto* row = new QHBoxLayout;
  row->setSpacing(space::wide);
  auto* left = new QVBoxLayout;
  left->addWidget(buildFields());
  left->addWidget(buildScope());
  problem_ = new QLabel(this);
  problem_->setProperty("bad", true);
  problem_->setWordWrap(true);
  left->addWidget(problem_);
  left->addStretch();
  row->addLayout(left, 1);
  row->addWidget(preview_, 1);
  column->addLayout(row, 1);
  auto* buttons = new QHBoxLayout;
  auto* cancel = new QPushButton(tr("&Cancel"), this);
  cancel->setAutoDefault(false);
  apply_ = new QPushButton(tr("&Apply"), this);
  apply_->setDefault(true);
  buttons->addStretch();
  buttons->addWidget(cancel);
  buttons->addWidget(apply_);
  column->addLayout(buttons);
  connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
  connect(apply_, &QPushButton::clicked, this, [this] {
    emit chosen(paper_, scope());
    accept();
  });
  showPaper();
  resize(900, 520);
}

QWidget* PageSetupDialog::buildFields() {
  auto* fields = new QWidget(this);
  auto* form = new QFormLayout(fields);
  form->setContentsMargins(0, 0, 0, 0);
  form->setSpacing(space::medium);
  preset_ = new QComboBox(fields);
  for (const manga::PaperPreset& preset : manga::paper_presets()) preset_->addItem(paperName(preset.id));
  preset_->addItem(tr("Own size"));
  wheelOnlyWhenFocused(preset_);
  width_ = lengthField(leastSide, mostTrimSide);
  height_ = lengthField(leastSide, mostTrimSide);
  bleed_ = lengthField(0, mostBleed);
  safe_ = lengthField(0, mostTrimSide / 2);
  innerWidth_ = lengthField(1, mostTrimSide);
  innerHeight_ = lengthField(1, mostTrimSide);
  innerLeft_ = lengthField(-mostBleed, mostTrimSide);
  innerTop_ = lengthField(-mostBleed, mostTrimSide);
  const QString times = QStringLiteral("×");
  form->addRow(tr("&Paper"), preset_);
  form->addRow(tr("&Trim"), pair(width_, height_, times));
  form->addRow(tr("&Bleed"), bleed_);
  form->addRow(tr("&Inner frame"), pair(innerWidth_, innerHeight_, times));
  //: Distance of the inner frame from the left and the upper edge.
  form->addRow(tr("From left and &top"), pair(innerLeft_, innerTop_, QStringLiteral("/")));
  form->addRow(tr("&Safe margin"), safe_);
  const std::pair<QDoubleSpinBox*, QString> names[] = {
      {width_, tr("Width of the finished page")},
      {height_, tr("Height of the finished page")},
      {bleed_, tr("Paper beyond the trim that is cut away; pictures at the edge must fill it")},
      {safe_, tr("Text stays this far inside the trim")},
      {innerWidth_, tr("Width of the area where panels usually lie")},
      {innerHeight_, tr("Height of the area where panels usually lie")},
      {innerLeft_, tr("Inner frame from the left edge")},
      {innerTop_, tr("Inner frame from the upper edge")}};
  for (const auto& [field, name] : names) {
    field->setToolTip(name);
    field->setAccessibleName(name);
    connect(field, &QDoubleSpinBox::valueChanged, this, &PageSetupDialog::readFields);
  }
  connect(preset_, &QComboBox::activated, this, &PageSetupDialog::choosePreset);
  return fields;
}

QDoubleSpinBox* PageSetupDialog::lengthField(double least, double most) {
  auto* field = new QDoubleSpinBox(this);
  field->setRange(least, most);
  field->setDecimals(2);
  field->setSingleStep(1);
  //: Millimetres, after a number.
  field->setSuffix(tr(" mm"));
  wheelOnlyWhenFocused(field);
  return field;
}

QWidget* PageSetupDialog::buildScope() {
  auto* box = new QWidget(this);
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, space::medium, 0, 0);
  scope_ = new QButtonGroup(this);
  const std::pair<Scope, QString> scopes[] = {{Scope::thisPage, tr("For this page")},
                                              {Scope::allPages, tr("For all pages of the work")},
                                              {Scope::newPages, tr("For new pages only")}};
  for (const auto& [scope, text] : scopes) {
    auto* button = new QRadioButton(text, box);
    scope_->addButton(button, int(scope));
    column->addWidget(button);
  }
  scope_->button(int(Scope::thisPage))->setChecked(true);
  return box;
}

PageSetupDialog::Scope PageSetupDialog::scope() const {
  return Scope(scope_->checkedId());
}

void PageSetupDialog::choosePreset(int index) {
  const auto presets = manga::paper_presets();
  if (index < 0 || std::size_t(index) >= presets.size()) return;
  const double safe = paper_.safe_margin;
  paper_ = manga::paper_of(presets[std::size_t(index)].id);
  paper_.safe_margin = safe;
  showPaper();
}

void PageSetupDialog::readFields() {
  if (showing_) return;
  paper_.trim = {width_->value(), height_->value()};
  paper_.bleed = bleed_->value();
  paper_.safe_margin = safe_->value();
  paper_.inner_frame = {innerLeft_->value(), innerTop_->value(), innerWidth_->value(), innerHeight_->value()};
  paper_.preset.clear();
  for (const manga::PaperPreset& preset : manga::paper_presets()) {
    manga::Paper known = manga::paper_of(preset.id);
    known.safe_margin = paper_.safe_margin;
    known.unknown = paper_.unknown;
    known.preset.clear();
    if (known == paper_) paper_.preset = preset.id;
  }
  showPaper();
}

void PageSetupDialog::showPaper() {
  showing_ = true;
  const auto presets = manga::paper_presets();
  std::size_t index = 0;
  while (index < presets.size() && paper_.preset != presets[index].id) ++index;
  preset_->setCurrentIndex(int(index));
  width_->setValue(paper_.trim.width);
  height_->setValue(paper_.trim.height);
  bleed_->setValue(paper_.bleed);
  safe_->setValue(paper_.safe_margin);
  innerWidth_->setValue(paper_.inner_frame.width);
  innerHeight_->setValue(paper_.inner_frame.height);
  innerLeft_->setValue(paper_.inner_frame.left);
  innerTop_->setValue(paper_.inner_frame.top);
  showing_ = false;
  preview_->setPaper(paper_);
  check();
}

void PageSetupDialog::check() {
  const manga::Rect& inner = paper_.inner_frame;
  const bool inside = inner.left >= -paper_.bleed && inner.top >= -paper_.bleed &&
                      inner.left + inner.width <= paper_.trim.width + paper_.bleed &&
                      inner.top + inner.height <= paper_.trim.height + paper_.bleed;
  const bool roomForText = 2 * paper_.safe_margin < std::min(paper_.trim.width, paper_.trim.height);
  problem_->setText(!inside        ? tr("The inner frame leaves the paper. Make it smaller or move it.")
                    : !roomForText ? tr("The safe margin leaves no room for text. Make it smaller.")
                                   : QString());
  problem_->setVisible(!problem_->text().isEmpty());
  apply_->setEnabled(inside && roomForText);
}

}  // namespace koma::ui
