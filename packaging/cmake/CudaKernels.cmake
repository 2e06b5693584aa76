# SPDX-License-Identifier: Apache-2.0
# engine/cuda: our CUDA kernels as a library of its own, which the program opens at run time beside libtorch_cuda.
# Nothing else sees CUDA. CUDA=AUTO builds it where nvcc and libtorch's CUDA half are there, ON insists, OFF never.
set(CUDA AUTO CACHE STRING "Build the library of CUDA kernels: AUTO, ON or OFF")
set_property(CACHE CUDA PROPERTY STRINGS AUTO ON OFF)
# Ampere, Ada, Hopper, Blackwell, and what comes after by PTX.
set(KOMA_CUDA_ARCHITECTURES "80-real;86-real;89-real;90-real;120-real;120-virtual" CACHE STRING "As CMAKE_CUDA_ARCHITECTURES")

set(KOMA_CUDA FALSE)
if(ENGINE AND NOT CUDA STREQUAL "OFF" AND NOT SANITIZE)
  find_program(KOMA_NVCC nvcc HINTS "$ENV{CUDA_HOME}/bin" "$ENV{CUDA_PATH}/bin" /usr/local/cuda/bin)
  if(KOMA_NVCC AND LIBTORCH_CUDA AND LIBTORCH_C10_CUDA)
    if(NOT CMAKE_CUDA_COMPILER)
      set(CMAKE_CUDA_COMPILER "${KOMA_NVCC}")
    endif()
    set(CMAKE_CUDA_ARCHITECTURES "${KOMA_CUDA_ARCHITECTURES}")
    # The runtime that libtorch_cuda brings along.
    set(CMAKE_CUDA_RUNTIME_LIBRARY Shared)
    enable_language(CUDA)
    find_package(CUDAToolkit REQUIRED)
    set(KOMA_CUDA TRUE)
  elseif(CUDA STREQUAL "ON")
    message(FATAL_ERROR "CUDA=ON needs nvcc (found: ${KOMA_NVCC}) and a libtorch with CUDA (found: ${LIBTORCH_CUDA})")
  endif()
endif()
message(STATUS "Library of CUDA kernels: ${KOMA_CUDA}")

function(koma_cuda_library)
  file(GLOB SOURCES CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/engine/cuda/*.cpp" "${CMAKE_SOURCE_DIR}/engine/cuda/*.cu"
       "${CMAKE_SOURCE_DIR}/engine/cuda/*.h" "${CMAKE_SOURCE_DIR}/engine/cuda/*.cuh")
  add_library(komawari-cuda MODULE ${SOURCES})
  # Not project_options: nvcc does not know the compiler's warnings.
  set_target_properties(komawari-cuda PROPERTIES CUDA_STANDARD 17 CUDA_STANDARD_REQUIRED ON
                        LIBRARY_OUTPUT_DIRECTORY "${CMAKE_RUNTIME_OUTPUT_DIRECTORY}")
  target_include_directories(komawari-cuda PRIVATE "${CMAKE_SOURCE_DIR}")
  target_compile_options(komawari-cuda PRIVATE $<$<COMPILE_LANGUAGE:CXX>:-Wall;-Wextra;-Werror>
                                               $<$<COMPILE_LANGUAGE:CUDA>:-O3;-Werror=all-warnings>)
  target_link_libraries(komawari-cuda PRIVATE Libtorch::cpu "${LIBTORCH_CUDA}" "${LIBTORCH_C10_CUDA}" CUDA::cudart)
  target_link_options(komawari-cuda PRIVATE LINKER:-z,defs)
endfunction()
