// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/models_dialog.h"

#include <QComboBox>
#include <QDropEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QTreeView>
#include <set>

#include "ui/dialogs/model_details.h"
#include "ui/dialogs/model_folders.h"
#include "ui/document/qt_values.h"
#include "ui/models/model_list.h"
#include "ui/models/model_words.h"
#include "ui/style/empty_state.h"
#include "ui/style/icons.h"
#include "ui/style/quiet_label.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

constexpr int detailsWidth = 340;

QLabel* heading(const QString& text, const Theme& theme, QWidget* parent) {
  auto* label = new QLabel(text, parent);
  label->setFont(theme.font(TextRole::strong));
  return label;
}

}  // namespace

ModelsDialog::ModelsDialog(const Folders& folders, HashModel hash, Background& background, const Theme& theme,
                           QWidget* parent)
    : QDialog(parent),
      theme_(theme),
      hashing_(new ModelHashing(std::move(hash), background, this)),
      list_(new ModelList(theme, this)),
      found_(new ModelFilter(*list_, this)),
      folders_(new ModelFolders(folders.fixed, folders.own, theme, this)),
      details_(new ModelDetails(*hashing_, theme, this)),
      search_(new QLineEdit(this)),
      kind_(new QComboBox(this)),
      family_(new QComboBox(this)),
      view_(new QTreeView(this)),
      nothing_(new EmptyState(QStringLiteral("model"), {}, theme, this)),
      pages_(new QStackedWidget(this)),
      count_(new QuietLabel(theme, this)) {
  setWindowTitle(tr("Model manager"));
  setAcceptDrops(true);
  auto* splitter = new QSplitter(this);
  splitter->addWidget(makeList());
  splitter->addWidget(makeSide());
  splitter->setStretchFactor(0, 1);
  splitter->setStretchFactor(1, 0);
  splitter->setChildrenCollapsible(false);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(space::large, space::large, space::large, space::large);
  row->addWidget(splitter);
  connectParts();
  // Enter in the search must press nothing.
  for (QPushButton* button : findChildren<QPushButton*>()) button->setAutoDefault(false);
  fillFamilies();
  showState();
  resize(1080, 680);
  splitter->setSizes({1080 - detailsWidth, detailsWidth});
  search_->setFocus();
}

QWidget* ModelsDialog::makeSide() {
  auto* side = new QWidget(this);
  auto* column = new QVBoxLayout(side);
  column->setContentsMargins(space::medium, 0, 0, 0);
  column->setSpacing(space::small);
  column->addWidget(heading(tr("Folders"), theme_, side));
  column->addWidget(folders_);
  column->addSpacing(space::small);
  column->addWidget(heading(tr("Chosen model"), theme_, side));
  column->addWidget(details_, 1);
  return side;
}

QWidget* ModelsDialog::makeList() {
  search_->setPlaceholderText(tr("Search by name, folder or hash"));
  search_->setAccessibleName(search_->placeholderText());
  search_->setClearButtonEnabled(true);
  search_->addAction(icon(QStringLiteral("search"), theme_), QLineEdit::LeadingPosition);
  search_->installEventFilter(this);
  kind_->setAccessibleName(tr("Kind"));
  kind_->addItem(tr("All kinds"), -1);
  using Kind = api::ModelKind;
  for (const Kind kind : {Kind::checkpoint, Kind::lora, Kind::controlnet, Kind::vae, Kind::taesd,
                          Kind::textual_inversion, Kind::subject_adapter, Kind::restorer, Kind::upscaler}) {
    kind_->addItem(kindName(kind), int(kind));
  }
  family_->setAccessibleName(tr("Family"));
  for (QComboBox* combo : {kind_, family_}) combo->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  makeView();
  pages_->addWidget(view_);
  pages_->addWidget(nothing_);
  auto* filters = new QHBoxLayout;
  filters->setSpacing(space::small);
  filters->addWidget(search_, 1);
  filters->addWidget(kind_);
  filters->addWidget(family_);
  auto* list = new QWidget(this);
  auto* column = new QVBoxLayout(list);
  column->setContentsMargins(0, 0, space::medium, 0);
  column->setSpacing(space::small);
  column->addLayout(filters);
  column->addWidget(pages_, 1);
  column->addWidget(count_);
  return list;
}

void ModelsDialog::makeView() {
  view_->setModel(found_);
  view_->setRootIsDecorated(false);
  view_->setUniformRowHeights(true);
  view_->setAllColumnsShowFocus(true);
  view_->setSortingEnabled(true);
  view_->sortByColumn(ModelList::name, Qt::AscendingOrder);
  view_->setAccessibleName(tr("Models"));
  view_->setIconSize({space::large, space::large});
  QHeaderView* header = view_->header();
  header->setStretchLastSection(false);
  header->setSectionResizeMode(QHeaderView::ResizeToContents);
  header->setSectionResizeMode(ModelList::name, QHeaderView::Stretch);
  header->setMinimumSectionSize(space::huge);
}

void ModelsDialog::connectParts() {
  connect(search_, &QLineEdit::textChanged, found_, &ModelFilter::setWords);
  connect(kind_, &QComboBox::activated, this, [this](int index) {
    const int kind = kind_->itemData(index).toInt();
    found_->setKind(kind < 0 ? std::nullopt : std::optional(api::ModelKind(kind)));
    showState();
  });
  connect(family_, &QComboBox::activated, this, [this](int index) {
    found_->setFamily(family_->itemData(index).toString().toStdString());
    showState();
  });
  connect(search_, &QLineEdit::textChanged, this, &ModelsDialog::showState);
  connect(view_->selectionModel(), &QItemSelectionModel::currentChanged, this, &ModelsDialog::showChosen);
  connect(folders_, &ModelFolders::edited, this, &ModelsDialog::foldersEdited);
  connect(folders_, &ModelFolders::openRequested, this, &ModelsDialog::openRequested);
  connect(folders_, &ModelFolders::rescanRequested, this, &ModelsDialog::rescanRequested);
  connect(details_, &ModelDetails::openRequested, this, &ModelsDialog::openRequested);
  connect(hashing_, &ModelHashing::finished, this,
          [this](const QString& file, const QString& hash) { list_->setHash(file.toStdString(), hash); });
  connect(nothing_, &EmptyState::buttonClicked, this, [this] {
    if (list_->entries().empty()) return folders_->addButton()->click();
    search_->clear();
    kind_->setCurrentIndex(0);
    family_->setCurrentIndex(0);
    found_->setKind({});
    found_->setFamily({});
    showState();
  });
  const auto key = [this](const QKeySequence& keys) { return new QShortcut(keys, this); };
  connect(key(Qt::Key_F5), &QShortcut::activated, this, &ModelsDialog::rescanRequested);
  connect(key(QKeySequence::Find), &QShortcut::activated, search_, [this] {
    search_->setFocus(Qt::ShortcutFocusReason);
    search_->selectAll();
  });
}

void ModelsDialog::setEntries(const std::vector<api::ModelEntry>& entries) {
  const QModelIndex current = found_->mapToSource(view_->currentIndex());
  const auto chosen = current.isValid() ? list_->entry(current.row()).folder : std::filesystem::path();
  list_->setEntries(entries);
  fillFamilies();
  showState();
  for (int row = 0; row < found_->rowCount(); ++row) {
    const QModelIndex index = found_->index(row, 0);
    if (row > 0 && list_->entry(found_->mapToSource(index).row()).folder != chosen) continue;
    view_->setCurrentIndex(index);
  }
  showChosen();
}

void ModelsDialog::setLooking(bool looking) {
  looking_ = looking;
  folders_->rescanButton()->setEnabled(!looking);
  showState();
}

void ModelsDialog::fillFamilies() {
  const QVariant chosen = family_->currentData();
  std::set<std::string> families;
  for (const api::ModelEntry& entry : list_->entries()) {
    if (!entry.family.empty()) families.insert(entry.family);
  }
  family_->clear();
  family_->addItem(tr("All families"), QString());
  for (const std::string& family : families) family_->addItem(familyName(family), toQt(family));
  const int index = family_->findData(chosen);
  family_->setCurrentIndex(std::max(0, index));
  found_->setFamily(family_->currentData().toString().toStdString());
}

void ModelsDialog::showChosen() {
  const QModelIndex current = found_->mapToSource(view_->currentIndex());
  if (!current.isValid()) return details_->showNothing();
  const api::ModelEntry& entry = list_->entry(current.row());
  details_->show(entry, list_->hashOf(entry));
}

void ModelsDialog::showState() {
  const int all = int(list_->entries().size()), shown = found_->rowCount();
  pages_->setCurrentIndex(shown > 0 ? 0 : 1);
  if (looking_) {
    nothing_->setSentence(tr("Looking into the folders…"));
    nothing_->setButton({});
  } else if (all == 0) {
    nothing_->setSentence(
        tr("No models here yet. Add a folder with checkpoints, LoRAs or ControlNets (.safetensors files or diffusers "
           "folders), or drop one here. The embedded model mini draws without any."));
    nothing_->setButton(tr("Add folder…"));
  } else {
    nothing_->setSentence(tr("None of the %n model(s) fits. Try another word, kind or family.", nullptr, all));
    nothing_->setButton(tr("Show all"));
  }
  const int broken = int(std::ranges::count_if(list_->entries(), [](const auto& one) { return !one.problem.empty(); }));
  const QString models = tr("%n model(s)", nullptr, all);
  //: %1 "12 models"
  count_->setText(looking_ && all > 0 ? tr("%1, looking again…").arg(models)
                  : broken > 0        ? tr("%1, %n of them cannot be used", nullptr, broken).arg(models)
                                      : models);
  count_->setVisible(all > 0);
}

bool ModelsDialog::eventFilter(QObject* watched, QEvent* event) {
  // Up and down walk through what was found while the cursor stays in the search.
  if (watched == search_ && event->type() == QEvent::KeyPress) {
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key == Qt::Key_Down || key == Qt::Key_Up || key == Qt::Key_PageDown || key == Qt::Key_PageUp) {
      QCoreApplication::sendEvent(view_, event);
      return true;
    }
  }
  return QDialog::eventFilter(watched, event);
}

void ModelsDialog::dragEnterEvent(QDragEnterEvent* event) {
  if (!droppedFolders(*event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void ModelsDialog::dropEvent(QDropEvent* event) {
  event->acceptProposedAction();
  folders_->add(droppedFolders(*event->mimeData()));
}

}  // namespace koma::ui
