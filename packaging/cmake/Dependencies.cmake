# SPDX-License-Identifier: Apache-2.0
# Everything here is listed with version, licence and reason in packaging/dependencies.md.
find_package(nlohmann_json REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
find_package(PNG REQUIRED)
find_package(JPEG REQUIRED)
find_package(CURL 7.85 REQUIRED)
find_package(Threads REQUIRED)
find_package(ICU REQUIRED COMPONENTS uc i18n)
# Only core and imgproc: imgcodecs would pull GDAL into every start.
find_package(OpenCV REQUIRED COMPONENTS core imgproc)
add_library(koma_opencv INTERFACE)
target_link_libraries(koma_opencv INTERFACE opencv_core opencv_imgproc)
target_include_directories(koma_opencv SYSTEM INTERFACE ${OpenCV_INCLUDE_DIRS})

find_package(CLI11 REQUIRED)

if(ENGINE)
  find_package(Libtorch REQUIRED)
  add_library(koma_torch INTERFACE)
  target_link_libraries(koma_torch INTERFACE Libtorch::cpu)

  # Its pkg-config file knows processor and trainer only together.
  find_path(SENTENCEPIECE_INCLUDE sentencepiece_processor.h REQUIRED)
  find_library(SENTENCEPIECE_LIBRARY sentencepiece REQUIRED)
  find_library(SENTENCEPIECE_TRAIN_LIBRARY sentencepiece_train REQUIRED)
  add_library(koma_sentencepiece INTERFACE)
  target_link_libraries(koma_sentencepiece INTERFACE "${SENTENCEPIECE_LIBRARY}")
  target_include_directories(koma_sentencepiece SYSTEM INTERFACE "${SENTENCEPIECE_INCLUDE}")
  add_library(koma_sentencepiece_train INTERFACE)
  target_link_libraries(koma_sentencepiece_train INTERFACE "${SENTENCEPIECE_TRAIN_LIBRARY}" koma_sentencepiece)

  # Compiled once, reused by every torch target and test.
  add_library(torch_pch OBJECT "${CMAKE_SOURCE_DIR}/packaging/cmake/no_code.cpp")
  target_link_libraries(torch_pch PUBLIC project_options koma_torch)
  target_precompile_headers(torch_pch PRIVATE "${CMAKE_SOURCE_DIR}/packaging/cmake/torch_pch.h")
endif()

if(UI)
  find_package(Qt6 6.4 REQUIRED COMPONENTS Core DBus Gui Widgets Svg Test LinguistTools)
  find_package(Qt6Keychain REQUIRED)
  find_package(PkgConfig REQUIRED)
  pkg_check_modules(HARFBUZZ REQUIRED IMPORTED_TARGET harfbuzz)
  find_package(Freetype REQUIRED)
endif()
