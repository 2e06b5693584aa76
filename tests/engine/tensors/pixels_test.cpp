// SPDX-License-Identifier: Apache-2.0
#include "engine/tensors/pixels.h"

#include <ATen/ATen.h>

#include <QtTest>
#include <cmath>

#include "engine/base/error.h"
#include "engine/base/picture_file.h"
#include "engine/tensors/resize.h"
#include "tests/support/diffsensei_fixture.h"

using koma::Error;
using koma::Image;
using namespace koma::tensors;

namespace {

/// uint8 [H, W, channels] or [H, W]
Image image_of(const at::Tensor& pixels) {
  const at::Tensor bytes = pixels.contiguous();
  const auto* start = bytes.const_data_ptr<std::uint8_t>();
  return Image(static_cast<int>(bytes.size(1)), static_cast<int>(bytes.size(0)),
               bytes.dim() == 3 ? static_cast<int>(bytes.size(2)) : 1,
               std::vector<std::uint8_t>(start, start + bytes.numel()));
}

Image fixture_picture(const std::string& name, bool grey) {
  auto file = koma::test::fixture_folder / "images" / name;
  file += ".png";
  const Image picture = koma::read_picture(file);
  return grey ? koma::to_grey(picture) : koma::to_rgb(picture);
}

double largest_difference(const at::Tensor& a, const at::Tensor& b) {
  return (a - b).abs().max().item<double>();
}

}  // namespace

class PixelsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void everyResizeEqualsPillowsBitForBit();
  void bothPreparationsOfTheFixtureAreExact();
  void normalisedPixelsAgreeWithTransformers();
  void anImageSurvivesTheWayThroughATensor();
  void valuesAreRoundedHalfToEvenAndClamped();
  void aLetterboxKeepsTheWholePictureOnPaper();
  void impossiblePicturesAreErrors();
};

void PixelsTest::everyResizeEqualsPillowsBitForBit() {
  const auto record = read_safetensors(KOMA_TEST_DATA "/reference/clip_pillow.safetensors");
  int compared = 0;
  for (const auto& [name, expected] : record) {
    if (!name.starts_with("out.")) continue;
    const std::string middle = name.substr(4, name.rfind('.') - 4);  // "RGB.3"
    const Filter filter = name.ends_with("bicubic") ? Filter::bicubic : Filter::bilinear;

    const Image result = resized(image_of(record.at("in." + middle)), static_cast<int>(expected.size(1)),
                                 static_cast<int>(expected.size(0)), filter);

    QVERIFY2(result == image_of(expected), name.c_str());
    ++compared;
  }
  QVERIFY(compared >= 40);
}

void PixelsTest::bothPreparationsOfTheFixtureAreExact() {
  const auto io = read_safetensors(koma::test::fixture_folder / "io.safetensors");
  int compared = 0;
  for (const auto& [name, expected] : io) {
    if (!name.starts_with("pre.") || !name.ends_with("_u8")) continue;
    const std::string picture = name.substr(4, name.find('.', 4) - 4);
    const Image image = fixture_picture(picture, name.find(".grey") != std::string::npos);

    if (name.ends_with("grey_u8")) QVERIFY2(image == image_of(expected), name.c_str());
    if (name.ends_with("clip_u8")) QVERIFY2(clip_cropped(image) == image_of(expected), name.c_str());
    if (name.ends_with("magi_u8")) QVERIFY2(magi_stretched(image) == image_of(expected), name.c_str());
    ++compared;
  }
  QVERIFY(compared >= 20);
}

void PixelsTest::normalisedPixelsAgreeWithTransformers() {
  const auto io = read_safetensors(koma::test::fixture_folder / "io.safetensors");
  const Image tall = fixture_picture("tall", false);
  QVERIFY(largest_difference(clip_pixels(tall), io.at("pre.tall.rgb.clip_pixels")) < 1e-6);
  QVERIFY(largest_difference(magi_pixels(tall), io.at("pre.tall.rgb.magi_pixels")) < 1e-6);
  QCOMPARE(clip_pixels(koma::to_grey(tall)).size(0), std::int64_t(3));
}

void PixelsTest::anImageSurvivesTheWayThroughATensor() {
  for (const int channels : {1, 3}) {
    std::vector<std::uint8_t> pixels;
    for (int i = 0; i < 256 * 3; ++i) pixels.push_back(static_cast<std::uint8_t>(i * 7));
    const Image image(256 * 3 / channels, 1, channels, pixels);

    const at::Tensor tensor = to_tensor(image);

    QCOMPARE(tensor.sizes(), at::IntArrayRef({channels, 1, 768 / channels}));
    QCOMPARE(tensor.min().item<float>(), -1.0F);
    QCOMPARE(tensor.max().item<float>(), 1.0F);
    QVERIFY(to_image(tensor) == image);
  }
}

void PixelsTest::valuesAreRoundedHalfToEvenAndClamped() {
  // 0.5/255 and 1.5/255 lie exactly between two bytes: 0 and 2 are the even ones.
  const std::vector<double> units = {-0.5, 0.0, 0.5 / 255, 1.5 / 255, 1.0, 3.0};
  const at::Tensor tensor = (at::tensor(units, at::kDouble) * 2 - 1).view({1, 1, 6});

  const Image image = to_image(tensor);

  const std::vector<std::uint8_t> wanted = {0, 0, 0, 2, 255, 255};
  for (int i = 0; i < 6; ++i) {
    const int difference = std::abs(image.row(0)[i] - wanted[static_cast<std::size_t>(i)]);
    QVERIFY2(difference <= (i == 2 || i == 3 ? 1 : 0), qPrintable(QString::number(i)));
  }
  const at::Tensor exact = at::tensor(std::vector<double>{0.0, NAN, INFINITY, -INFINITY}, at::kDouble).view({1, 2, 2});
  QVERIFY(to_image(exact) == Image(2, 2, 1, {128, 0, 255, 0}));  // 127.5 → 128, the even one
}

void PixelsTest::aLetterboxKeepsTheWholePictureOnPaper() {
  const Image black(40, 10, 1, std::vector<std::uint8_t>(400, 0));

  const Image boxed = letterboxed(black, 20);

  QCOMPARE(boxed.width(), 20);
  QCOMPARE(boxed.height(), 20);
  for (int y = 0; y < 20; ++y) QCOMPARE(int(boxed.row(y)[10]), y >= 7 && y < 12 ? 0 : 255);
  QCOMPARE(letterboxed(Image(1, 1000, 3, std::vector<std::uint8_t>(3000, 9)), 96).channels(), 3);
}

void PixelsTest::impossiblePicturesAreErrors() {
  const Image transparent(2, 2, 4, std::vector<std::uint8_t>(16, 0));
  const Image thread(101, 1, 1, std::vector<std::uint8_t>(101, 0));
  QVERIFY_THROWS_EXCEPTION(Error, (void)resized(Image(), 4, 4, Filter::bilinear));
  QVERIFY_THROWS_EXCEPTION(Error, (void)resized(transparent, 4, 4, Filter::bilinear));
  QVERIFY_THROWS_EXCEPTION(Error, (void)resized(thread, 0, 4, Filter::bilinear));
  QVERIFY_THROWS_EXCEPTION(Error, (void)clip_pixels(thread));
  QVERIFY_THROWS_EXCEPTION(Error, (void)clip_pixels(Image()));
  QVERIFY_THROWS_EXCEPTION(Error, (void)letterboxed(Image(), 96));
  QVERIFY_THROWS_EXCEPTION(Error, (void)centre_cropped(thread, 2, 2));
  QVERIFY_THROWS_EXCEPTION(Error, (void)to_image(at::zeros({2, 4, 4})));
  QVERIFY_THROWS_EXCEPTION(Error, (void)to_image(at::zeros({4, 4})));
}

QTEST_APPLESS_MAIN(PixelsTest)
#include "pixels_test.moc"
