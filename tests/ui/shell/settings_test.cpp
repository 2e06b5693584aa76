// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <fstream>
#include <nlohmann/json.hpp>

#include "ui/document/background.h"
#include "ui/shell/settings.h"

using namespace koma::ui;

namespace {

/// Works when it is told to, so that a test can look before and after.
class LateBackground : public Background {
 public:
  void post(std::function<void()> work) override { waiting_.push_back(std::move(work)); }
  void workOff() {
    for (auto& work : std::exchange(waiting_, {})) work();
  }
  [[nodiscard]] std::size_t waiting() const { return waiting_.size(); }

 private:
  std::vector<std::function<void()>> waiting_;
};

SettingsValues otherThanDefault() {
  SettingsValues values;
  values.preferences = {.theme = ThemeChoice::dark,
                        .language = "ja",
                        .threads = 3,
                        .device = "cpu",
                        .previews = koma::api::PreviewQuality::tiny,
                        .acceptNewPictures = false,
                        .gutters = {7.3, 2.1},
                        .snap = false,
                        .pictureMemory = 2048};
  values.geometry = QByteArray("\x01\x00\xff", 3);
  values.docks = "docks";
  values.spread = true;
  values.guides = false;
  values.tool = "knife";
  values.exportFolder = "/tmp/お話";
  values.worksFolder = "/home/mia";
  values.modelFolders = {"/mnt/models", "/home/mia/模型"};
  return values;
}

}  // namespace

class SettingsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { folder_ = std::make_unique<QTemporaryDir>(); }
  void what_is_written_can_be_read();
  void a_broken_file_gives_a_new_installation_data();
  void a_broken_file_gives_a_new_installation();
  void values_out_of_range_are_left_out_and_the_rest_is_kept();
  void changes_are_remembered_when_the_program_ends();
  void many_quick_changes_are_written_once_and_in_the_background();
  void a_folder_that_cannot_be_written_is_told_once();

 private:
  [[nodiscard]] std::filesystem::path file() const { return folder_->filePath("deep/settings.json").toStdString(); }
  std::unique_ptr<QTemporaryDir> folder_;
};

void SettingsTest::what_is_written_can_be_read() {
  QVERIFY(readSettings(writeSettings(otherThanDefault())) == otherThanDefault());
}

void SettingsTest::a_broken_file_gives_a_new_installation_data() {
  QTest::addColumn<QString>("text");
  QTest::newRow("empty") << "";
  QTest::newRow("cut off") << R"({"preferences": {"theme": "da)";
  QTest::newRow("a list") << "[1, 2]";
  QTest::newRow("wrong kinds") << R"({"preferences": [], "window": 3, "view": {"tool": 7}})";
}

void SettingsTest::a_broken_file_gives_a_new_installation() {
  QFETCH(QString, text);
  QVERIFY(readSettings(text.toStdString()) == SettingsValues());
}

void SettingsTest::values_out_of_range_are_left_out_and_the_rest_is_kept() {
  const SettingsValues values = readSettings(
      R"({"preferences": {"threads": -1, "gutter_row_mm": 900, "gutter_column_mm": 3, "picture_memory_mib": 1e9,
          "theme": "purple", "language": "ja"}})");
  QCOMPARE(values.preferences.threads, 0);
  QCOMPARE(values.preferences.gutters.row, Preferences().gutters.row);
  QCOMPARE(values.preferences.gutters.column, 3.0);
  QCOMPARE(values.preferences.pictureMemory, 512);
  QCOMPARE(values.preferences.theme, ThemeChoice::system);
  QCOMPARE(values.preferences.language, "ja");
}

void SettingsTest::changes_are_remembered_when_the_program_ends() {
  {
    Settings settings(file());
    settings.set(otherThanDefault());
  }
  QVERIFY(Settings(file()).values() == otherThanDefault());
}

void SettingsTest::many_quick_changes_are_written_once_and_in_the_background() {
  LateBackground background;
  Settings settings(file());
  settings.setBackground(&background);
  Preferences preferences;
  for (int threads = 1; threads <= 20; ++threads) {
    preferences.threads = threads;
    settings.setPreferences(preferences);
  }
  QTRY_COMPARE(background.waiting(), 1u);
  QVERIFY(!std::filesystem::exists(file()));  // not on this thread
  background.workOff();
  QCOMPARE(Settings(file()).preferences().threads, 20);
  QCoreApplication::processEvents();
}

void SettingsTest::a_folder_that_cannot_be_written_is_told_once() {
  std::ofstream(folder_->filePath("deep").toStdString()) << "a file where the folder should be";
  LateBackground background;
  Settings settings(file());
  settings.setBackground(&background);
  QSignalSpy failed(&settings, &Settings::failed);
  for (int threads : {1, 2}) {
    Preferences preferences;
    preferences.threads = threads;
    settings.setPreferences(preferences);
    QTRY_COMPARE(background.waiting(), 1u);
    background.workOff();
    QTRY_COMPARE(failed.size(), 1);
  }
}

QTEST_MAIN(SettingsTest)
#include "settings_test.moc"
