# SPDX-License-Identifier: Apache-2.0
# One interface target that every target links: language level, warnings as errors, sanitizers.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")

find_program(CCACHE ccache)
if(CCACHE)
  # Precompiled headers need these; without them ccache never hits a torch file.
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env
      "CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime" ${CCACHE})
endif()

add_library(project_options INTERFACE)
target_include_directories(project_options INTERFACE "${CMAKE_SOURCE_DIR}")
target_compile_options(project_options INTERFACE -Wall -Wextra -Werror -Wno-missing-field-initializers
                                                 $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
if(SANITIZE)
  target_compile_options(project_options INTERFACE -fsanitize=${SANITIZE} -fno-omit-frame-pointer)
  target_link_options(project_options INTERFACE -fsanitize=${SANITIZE})
endif()
# What every test is run with. One thread each: tests run side by side (packaging/test.sh), and OpenMP threads that wait
# for a busy core spin. Qt and others are not compiled with ThreadSanitizer, which cannot see their locks and
# takes the thread pool of Qt's image scaling and Qt Test's watchdog for races; our own code stays watched.
set(KOMA_TEST_ENVIRONMENT QT_QPA_PLATFORM=offscreen OMP_NUM_THREADS=1)
if(SANITIZE MATCHES thread)
  list(APPEND KOMA_TEST_ENVIRONMENT TSAN_OPTIONS=ignore_noninstrumented_modules=1)
endif()
if(SANITIZE MATCHES address)
  # Asking for more than there is must fail as it does without: tests look at what is said then.
  list(APPEND KOMA_TEST_ENVIRONMENT ASAN_OPTIONS=allocator_may_return_null=1
       UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1)
endif()
if(TIDY)
  set(CMAKE_CXX_CLANG_TIDY clang-tidy)
endif()
