// SPDX-License-Identifier: Apache-2.0
#include "engine/tensors/page_allocator.h"

#include <ATen/ATen.h>

#include <QTest>

class PageAllocatorTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void tensorsOfEverySizeKeepTheirValues() {
    const at::Tensor before = at::ones({1 << 20});
    koma::tensors::use_page_allocator();
    koma::tensors::use_page_allocator();
    std::vector<at::Tensor> tensors;
    for (const std::int64_t count : {1, 1000, 262143, 262144, 300000, 5000000}) {
      tensors.push_back(at::full({count}, double(tensors.size()), at::kFloat));
    }
    for (std::size_t i = 0; i < tensors.size(); ++i) {
      QCOMPARE(tensors[i].min().item<double>(), double(i));
      QCOMPARE(tensors[i].max().item<double>(), double(i));
    }
    QCOMPARE(before.sum().item<double>(), double(1 << 20));
  }

  void whatIsGivenBackIsUsedAgainForTheNextOfItsSize() {
    koma::tensors::use_page_allocator();
    at::Tensor first = at::empty({1 << 20}, at::kFloat);
    const void* place = first.data_ptr();
    const at::Tensor small = at::empty({1 << 18}, at::kFloat);  // would fit, but wastes it
    first = at::Tensor();
    QVERIFY(at::empty({1 << 18}, at::kFloat).data_ptr() != place);
    QCOMPARE(at::empty({(1 << 20) - 100}, at::kFloat).data_ptr(), place);
  }

  void tooMuchIsRefusedWithTorchsWords() {
    koma::tensors::use_page_allocator();
    try {
      (void)at::empty({std::int64_t(1) << 60}, at::kByte);
      QFAIL("there cannot be so much memory");
    } catch (const c10::Error& error) {
      QVERIFY(QString::fromUtf8(error.what()).contains("can't allocate memory"));
    }
  }
};

QTEST_APPLESS_MAIN(PageAllocatorTest)
#include "page_allocator_test.moc"
