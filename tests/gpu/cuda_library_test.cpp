// SPDX-License-Identifier: Apache-2.0
// The library of CUDA kernels needs no GPU to be opened.
#include <ATen/core/dispatch/Dispatcher.h>
#include <dlfcn.h>

#include <QTest>

class CudaLibraryTest final : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void beside_libtorch_it_opens_and_offers_its_operators_and_its_recorder() {
    const std::string file = KOMA_CUDA_LIBRARY;
    if (file.empty()) QSKIP("komawari-cuda was not built");
    const auto operators = [](const char* name) { return c10::Dispatcher::singleton().findSchema({name, ""}); };
    QVERIFY(!operators("komawari::group_norm"));
    QVERIFY2(dlopen("libtorch_cuda.so", RTLD_NOW | RTLD_GLOBAL) != nullptr, dlerror());

    void* library = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);

    QVERIFY2(library != nullptr, dlerror());
    for (const char* name : {"komawari::group_norm", "komawari::gated_gelu"}) {
      const auto found = operators(name);
      QVERIFY(found && found->hasKernelForDispatchKey(c10::DispatchKey::CUDA));
    }
    QVERIFY(dlsym(library, "komaRecordStep") != nullptr);
  }
};

QTEST_GUILESS_MAIN(CudaLibraryTest)
#include "cuda_library_test.moc"
