// SPDX-License-Identifier: Apache-2.0
#include <QBuffer>
#include <QColor>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

#include "engine/base/atomic_file.h"
#include "engine/base/error.h"
#include "engine/base/picture_file.h"

using namespace koma;

namespace {

std::vector<std::uint8_t> file_of(const QImage& image, const char* format, int quality = -1) {
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  image.save(&buffer, format, quality);
  return {bytes.begin(), bytes.end()};
}

/// A gradient with transparency: every channel differs.
QImage gradient(QImage::Format format) {
  QImage image(37, 19, QImage::Format_ARGB32);
  for (int y = 0; y < image.height(); ++y)
    for (int x = 0; x < image.width(); ++x) image.setPixelColor(x, y, QColor(x * 6, y * 12, 90, 255 - x));
  return image.convertToFormat(format);
}

void put_u32(std::vector<std::uint8_t>& bytes, std::size_t at, std::uint32_t value) {
  for (std::size_t i = 0; i < 4; ++i) bytes[at + i] = std::uint8_t(value >> (24 - 8 * i));
}

std::uint32_t crc32_of(const std::uint8_t* bytes, std::size_t count) {
  std::uint32_t crc = ~0u;
  for (std::size_t i = 0; i < count; ++i) {
    crc ^= bytes[i];
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ (0xedb88320u & (0u - (crc & 1)));
  }
  return ~crc;
}

/// A PNG whose header lies about its size, with a right checksum.
std::vector<std::uint8_t> with_size(std::vector<std::uint8_t> png, std::uint32_t width, std::uint32_t height) {
  put_u32(png, 16, width);
  put_u32(png, 20, height);
  put_u32(png, 29, crc32_of(png.data() + 12, 17));
  return png;
}

std::optional<ErrorCode> code_of(std::span<const std::uint8_t> bytes) {
  try {
    static_cast<void>(decode_picture(bytes, "picture"));
  } catch (const Error& error) {
    return error.code();
  }
  return {};
}

}  // namespace

class PictureFileTest : public QObject {
  Q_OBJECT

 private slots:
  void whatIsWrittenIsReadAgainWithItsText_data() {
    QTest::addColumn<int>("channels");
    for (const int channels : {1, 3, 4}) QTest::addRow("%d channels", channels) << channels;
  }

  void whatIsWrittenIsReadAgainWithItsText() {
    QFETCH(int, channels);
    std::vector<std::uint8_t> pixels;
    for (int i = 0; i < 31 * 17 * channels; ++i) pixels.push_back(std::uint8_t(i * 7));
    const Image image(31, 17, channels, pixels);
    const PictureText text = {{"komawari", "{\"prompt\": \"雨の日\"}"}, {"empty", ""}};

    const auto bytes = encode_png(image, text, 11811);
    PictureText read;
    QVERIFY(decode_picture(bytes, "picture", &read) == image);
    QVERIFY(read == text);
    QVERIFY(encode_png(image, text, 11811) == bytes);
  }

  void everyKindOfPngIsRead_data() {
    QTest::addColumn<int>("format");
    QTest::addColumn<int>("channels");
    QTest::newRow("1 bit") << int(QImage::Format_Mono) << 0;
    QTest::newRow("palette") << int(QImage::Format_Indexed8) << 0;
    QTest::newRow("8-bit grey") << int(QImage::Format_Grayscale8) << 1;
    QTest::newRow("16-bit grey") << int(QImage::Format_Grayscale16) << 1;
    QTest::newRow("8-bit RGB") << int(QImage::Format_RGB888) << 3;
    QTest::newRow("8-bit RGBA") << int(QImage::Format_RGBA8888) << 4;
    QTest::newRow("16-bit RGBA") << int(QImage::Format_RGBA64) << 4;
  }

  void everyKindOfPngIsRead() {
    QFETCH(int, format);
    QFETCH(int, channels);
    const QImage source = gradient(QImage::Format(format));

    const Image image = decode_picture(file_of(source, "PNG"), "picture");

    if (channels > 0) QCOMPARE(image.channels(), channels);
    QCOMPARE(image.width(), source.width());
    const int colours = image.channels() >= 3 ? 3 : 1;
    for (int y = 0; y < image.height(); ++y) {
      for (int x = 0; x < image.width(); ++x) {
        const QColor expected = source.pixelColor(x, y);
        const int parts[4] = {expected.red(), expected.green(), expected.blue(), expected.alpha()};
        const auto* pixel = image.row(y) + x * image.channels();
        // 16 bits are cut to 8 here and rounded there: one step.
        for (int c = 0; c < colours; ++c) QVERIFY(std::abs(int(pixel[c]) - parts[c]) <= 1);
        if (image.channels() == 4) QVERIFY(std::abs(int(pixel[3]) - parts[3]) <= 1);
      }
    }
  }

  void jpegsAreReadInColourAndGrey() {
    const Image colour = decode_picture(file_of(gradient(QImage::Format_RGB888), "JPEG", 100), "picture");
    const Image grey = decode_picture(file_of(gradient(QImage::Format_Grayscale8), "JPEG", 100), "picture");

    QCOMPARE(colour.channels(), 3);
    QCOMPARE(grey.channels(), 1);
    const int expected = gradient(QImage::Format_RGB888).pixelColor(20, 10).green();
    QVERIFY(std::abs(int(colour.row(10)[20 * 3 + 1]) - expected) <= 6);  // lossy; chroma at half size
  }

  void aWrittenJpegIsReadAgain_data() {
    QTest::addColumn<int>("channels");
    for (const int channels : {1, 3, 4}) QTest::addRow("%d channels", channels) << channels;
  }

  void aWrittenJpegIsReadAgain() {
    QFETCH(int, channels);
    std::vector<std::uint8_t> pixels;
    for (int y = 0; y < 17; ++y)
      for (int x = 0; x < 31; ++x)
        for (int c = 0; c < channels; ++c) pixels.push_back(std::uint8_t(c == 0 ? x * 8 : y * 14));
    const Image image(31, 17, channels, pixels);

    const auto bytes = encode_jpeg(image);
    const Image read = decode_picture(bytes, "picture");

    const Image expected = channels == 4 ? to_rgb(image) : image;
    QCOMPARE(read.channels(), expected.channels());
    QCOMPARE(read.pixels().size(), expected.pixels().size());
    for (std::size_t i = 0; i < read.pixels().size(); ++i)
      QVERIFY(std::abs(int(read.pixels()[i]) - int(expected.pixels()[i])) <= 8);
    QVERIFY(encode_jpeg(image) == bytes);
    QVERIFY(encode_jpeg(image, 30).size() < bytes.size());
  }

  void aPictureThatNoJpegHoldsIsRefused() {
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(encode_jpeg({})), Error);
    const Image wide(65501, 1, 1, std::vector<std::uint8_t>(65501));
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(encode_jpeg(wide)), Error);
  }

  void aSizeIsReadFromTheHeaderAlone() {
    QTemporaryDir folder;
    const std::filesystem::path path = folder.filePath("picture").toStdString();
    const auto write = [&](std::span<const std::uint8_t> bytes) { write_atomically(path, bytes); };
    const QImage image = gradient(QImage::Format_RGB888);
    const auto png = file_of(image, "PNG"), jpeg = file_of(image, "JPEG");
    write(std::span(png).first(40));
    QVERIFY(read_picture_size(path) == (PictureSize{37, 19}));
    write(jpeg);
    QVERIFY(read_picture_size(path) == (PictureSize{37, 19}));
    for (const auto& bytes : {std::span(png).first(20), std::span(jpeg).first(8), std::span(png).subspan(1)}) {
      write(bytes);
      QVERIFY_EXCEPTION_THROWN(static_cast<void>(read_picture_size(path)), Error);
    }
    write(with_size(png, 0x7fffffff, 0x7fffffff));
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(read_picture_size(path)), Error);
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(read_picture_size(folder.filePath("none").toStdString())), Error);
  }

  void aFileCutAnywhereIsAnErrorAndNoCrash_data() {
    QTest::addColumn<QString>("format");
    QTest::newRow("PNG") << "PNG";
    QTest::newRow("JPEG") << "JPEG";
  }

  void aFileCutAnywhereIsAnErrorAndNoCrash() {
    QFETCH(QString, format);
    const auto bytes = file_of(gradient(QImage::Format_RGB888), qPrintable(format));
    for (std::size_t length = 0; length + 16 < bytes.size(); ++length) {
      const auto code = code_of(std::span(bytes).first(length));
      QVERIFY2(code == ErrorCode::invalid_file || code == ErrorCode::unsupported, qPrintable(QString::number(length)));
    }
  }

  void noFlippedByteCrashes() {
    for (const char* format : {"PNG", "JPEG"}) {
      const auto bytes = file_of(gradient(QImage::Format_RGB888), format);
      for (std::size_t at = 0; at < bytes.size(); ++at) {
        auto damaged = bytes;
        damaged[at] ^= 0x55;
        static_cast<void>(code_of(damaged));
      }
    }
  }

  void headersThatPromiseTooMuchAreRefusedBeforeMemoryIsTaken() {
    const auto png = file_of(gradient(QImage::Format_RGBA8888), "PNG");
    QCOMPARE(code_of(with_size(png, 37, 19)), std::optional<ErrorCode>());
    QCOMPARE(code_of(with_size(png, 2'000'000'000, 2'000'000'000)), ErrorCode::unsupported);
    QCOMPARE(code_of(with_size(png, 10'001, 10'000)), ErrorCode::unsupported);
    QCOMPARE(code_of(with_size(png, 10'000, 10'000)), ErrorCode::invalid_file);
  }

  void otherFilesAndMissingOnesAreNamed() {
    const std::string text = "GIF89a";
    QCOMPARE(code_of({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}), ErrorCode::unsupported);
    try {
      static_cast<void>(read_picture("/no/such/picture.png"));
      QFAIL("no error");
    } catch (const Error& error) {
      QCOMPARE(error.code(), ErrorCode::not_found);
      QCOMPARE(error.place(), std::string("/no/such/picture.png"));
    }
    const QTemporaryDir folder;
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(read_picture(folder.path().toStdString())), Error);
  }
};

QTEST_GUILESS_MAIN(PictureFileTest)
#include "picture_file_test.moc"
