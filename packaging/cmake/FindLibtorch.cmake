# SPDX-License-Identifier: Apache-2.0
# Finds libtorch and links only torch_cpu and c10; torch_cuda is opened at run time when a GPU is asked for.
# Because: the package's own TorchConfig demands a CUDA toolkit on the build machine and pulls 2 GB of CUDA
# libraries into every start (specs: reliability, section 6). Hints: Torch_DIR or CMAKE_PREFIX_PATH, as for TorchConfig.
set(_hints)
foreach(_dir IN LISTS Torch_DIR CMAKE_PREFIX_PATH ENV_Torch_DIR)
  list(APPEND _hints "${_dir}" "${_dir}/../.." "${_dir}/../../..")
endforeach()
foreach(_dir "$ENV{Torch_DIR}" "$ENV{CMAKE_PREFIX_PATH}")
  string(REPLACE ":" ";" _dirs "${_dir}")
  foreach(_one IN LISTS _dirs)
    list(APPEND _hints "${_one}" "${_one}/../.." "${_one}/../../..")
  endforeach()
endforeach()
find_path(LIBTORCH_INCLUDE_DIR ATen/ATen.h HINTS ${_hints} PATH_SUFFIXES include)
find_library(LIBTORCH_CPU torch_cpu HINTS ${_hints} PATH_SUFFIXES lib)
find_library(LIBTORCH_C10 c10 HINTS ${_hints} PATH_SUFFIXES lib)
# Only engine/cuda links these (CudaKernels.cmake).
get_filename_component(_beside "${LIBTORCH_CPU}" DIRECTORY)
find_library(LIBTORCH_CUDA torch_cuda PATHS "${_beside}" NO_DEFAULT_PATH)
find_library(LIBTORCH_C10_CUDA c10_cuda PATHS "${_beside}" NO_DEFAULT_PATH)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(
  Libtorch REQUIRED_VARS LIBTORCH_CPU LIBTORCH_C10 LIBTORCH_INCLUDE_DIR
  REASON_FAILURE_MESSAGE "pass -DCMAKE_PREFIX_PATH=<torch.utils.cmake_prefix_path>, or build with -DENGINE=OFF")

if(Libtorch_FOUND AND NOT TARGET Libtorch::cpu)
  add_library(Libtorch::cpu INTERFACE IMPORTED)
  target_include_directories(Libtorch::cpu SYSTEM INTERFACE "${LIBTORCH_INCLUDE_DIR}"
                                                            "${LIBTORCH_INCLUDE_DIR}/torch/csrc/api/include")
  get_filename_component(_lib "${LIBTORCH_CPU}" DIRECTORY)
  target_link_libraries(Libtorch::cpu INTERFACE "${LIBTORCH_CPU}" "${LIBTORCH_C10}")
  target_link_options(Libtorch::cpu INTERFACE "LINKER:-rpath,${_lib}")
  # The wheel brings its own OpenMP runtime; a second one would keep threads of its own.
  file(GLOB _gomp "${_lib}/libgomp*.so*")
  if(_gomp)
    list(GET _gomp 0 _gomp)
    target_link_libraries(Libtorch::cpu INTERFACE "${_gomp}")
  else()
    target_link_libraries(Libtorch::cpu INTERFACE gomp)
  endif()
endif()
