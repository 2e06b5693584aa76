// SPDX-License-Identifier: Apache-2.0
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>
#include <fstream>

#include "engine/base/picture_file.h"
#include "engine/base/sha256.h"
#include "engine/manga/object_file.h"
#include "tests/support/test_background.h"
#include "ui/document/picture_library.h"

using namespace koma;
using ui::PictureLibrary;

class PictureLibraryTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() {
    folder_ = std::make_unique<QTemporaryDir>();
    library_ = std::make_unique<PictureLibrary>(background_);
    library_->setBundle(folder_->path().toStdString());
  }
  void cleanup() { library_.reset(); }
  void a_picture_comes_later_and_then_at_once();
  void a_small_one_is_shrunk_to_a_power_of_two();
  void a_damaged_picture_is_told_once_with_its_reason();
  void pixels_that_were_put_need_no_file();
  void the_budget_drops_the_least_used();
  void another_project_forgets_what_was_loading();

 private:
  manga::AssetId keep(int width, int height, std::uint8_t grey) {
    const auto bytes =
        encode_png(Image(width, height, 1, std::vector<std::uint8_t>(std::size_t(width * height), grey)));
    const manga::AssetId asset = sha256(bytes) + ".png";
    const auto file = manga::object_path(library_->bundle(), asset);
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), std::streamsize(bytes.size()));
    return asset;
  }
  test::TestBackground background_;
  std::unique_ptr<QTemporaryDir> folder_;
  std::unique_ptr<PictureLibrary> library_;
};

void PictureLibraryTest::a_picture_comes_later_and_then_at_once() {
  const auto asset = keep(50, 40, 90);
  QSignalSpy ready(library_.get(), &PictureLibrary::ready);

  QVERIFY(library_->picture(asset, 0).isNull());
  QVERIFY(library_->picture(asset, 0).isNull());
  QTRY_COMPARE(ready.count(), 1);

  QCOMPARE(library_->picture(asset, 0).size(), QSize(50, 40));
  QCOMPARE(qGray(library_->picture(asset, 0).pixel(5, 5)), 90);
  QVERIFY(library_->picture({}, 0).isNull());
}

void PictureLibraryTest::a_small_one_is_shrunk_to_a_power_of_two() {
  const auto asset = keep(1000, 500, 90);
  QSignalSpy ready(library_.get(), &PictureLibrary::ready);

  static_cast<void>(library_->picture(asset, 100));
  QTRY_COMPARE(ready.count(), 1);

  QCOMPARE(library_->picture(asset, 100).size(), QSize(128, 64));
}

void PictureLibraryTest::a_damaged_picture_is_told_once_with_its_reason() {
  const auto asset = keep(20, 20, 1);
  std::ofstream(manga::object_path(library_->bundle(), asset)) << "no picture";
  QSignalSpy failed(library_.get(), &PictureLibrary::failed);

  static_cast<void>(library_->picture(asset, 0));
  QTRY_COMPARE(failed.count(), 1);

  QVERIFY(!library_->problem(asset).isEmpty());
  static_cast<void>(library_->picture(asset, 0));
  background_.finish();
  QCoreApplication::processEvents();
  QCOMPARE(failed.count(), 1);
}

void PictureLibraryTest::pixels_that_were_put_need_no_file() {
  QImage picture(30, 20, QImage::Format_RGB32);
  picture.fill(Qt::green);
  const manga::AssetId asset = std::string(64, 'c') + ".png";

  library_->put(asset, picture);

  QCOMPARE(library_->picture(asset, 0), picture);
  QCOMPARE(library_->picture(asset, 16), picture);
}

void PictureLibraryTest::the_budget_drops_the_least_used() {
  QImage picture(100, 100, QImage::Format_RGB32);
  picture.fill(Qt::white);
  library_->setBudget(std::size_t(picture.sizeInBytes()) * 2);
  const auto name = [](char letter) { return std::string(64, letter) + ".png"; };
  library_->put(name('a'), picture);
  library_->put(name('b'), picture);
  QVERIFY(!library_->picture(name('a'), 0).isNull());

  library_->put(name('c'), picture);

  QVERIFY(!library_->picture(name('a'), 0).isNull());
  QVERIFY(library_->picture(name('b'), 0).isNull());
}

void PictureLibraryTest::another_project_forgets_what_was_loading() {
  const auto asset = keep(50, 40, 90);
  QSignalSpy ready(library_.get(), &PictureLibrary::ready);
  static_cast<void>(library_->picture(asset, 0));

  QTemporaryDir other;
  library_->setBundle(other.path().toStdString());
  background_.finish();
  QCoreApplication::processEvents();

  QCOMPARE(ready.count(), 0);
  QVERIFY(library_->problem(asset).isEmpty());
}

QTEST_MAIN(PictureLibraryTest)
#include "picture_library_test.moc"
