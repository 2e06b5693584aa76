// SPDX-License-Identifier: Apache-2.0
#include "engine/tensors/cuda_library.h"

#include <ATen/Context.h>
#include <dlfcn.h>

#include <filesystem>

#include "engine/tensors/step_graph.h"

namespace koma::tensors {
namespace {

constexpr const char* kernels_file = "libkomawari-cuda.so";

/// Everything works without it, slower. It lies beside the program or in ../lib/komawari; a test finds it in ../bin.
void open_kernels() {
  std::error_code unknown;
  const std::filesystem::path folder = std::filesystem::read_symlink("/proc/self/exe", unknown).parent_path();
  if (unknown) return;
  for (const char* place : {".", "../lib/komawari", "../bin"}) {
    void* library = dlopen((folder / place / kernels_file).c_str(), RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) continue;
    void* recorder = dlsym(library, "komaRecordStep");
    if (recorder != nullptr) set_step_recorder(reinterpret_cast<StepRecorder>(recorder));
    return;
  }
}

/// Pictures need no more than TF32's ten bits, which float16 has too; only the autoencoder is float32 on a GPU, and its
/// convolutions are several times faster so. cuDNN times its algorithms once per shape: a drawing runs each shape
/// dozens of times. Its choice may differ from run to run, and with it a picture's last bits: those are promised on a
/// CPU only.
void choose_arithmetic() {
  at::Context& context = at::globalContext();
  context.setBenchmarkCuDNN(true);
  context.setAllowTF32CuDNN(true);
  context.setAllowTF32CuBLAS(true);
}

}  // namespace

int open_cuda(std::string& why) {
  // Its constructors register the kernels.
  if (dlopen("libtorch_cuda.so", RTLD_NOW | RTLD_GLOBAL) == nullptr) {
    why = dlerror();
    return 0;
  }
  why = "no device answers";
  const int count = at::hasCUDA() ? at::detail::getCUDAHooks().deviceCount() : 0;
  if (count == 0) return 0;
  static const bool ready = [] {
    open_kernels();
    choose_arithmetic();
    return true;
  }();
  return ready ? count : 0;
}

}  // namespace koma::tensors
