# SPDX-License-Identifier: Apache-2.0
# koma_unity(NAME): with UNITY, its files are compiled eight at a time. Names in unnamed namespaces then meet those of
# their neighbours; the packaging scripts build so, hence tests/arrows/check_names.py keeps them apart.
function(koma_unity NAME)
  if(UNITY)
    set_target_properties(${NAME} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
    # Types of a .cpp without a name outside of it are as much its own when it is included.
    target_compile_options(${NAME} PRIVATE -Wno-subobject-linkage)
  endif()
endfunction()

# koma_library(NAME FOLDERS dir... LINKS target... [TORCH] [PRIVATE_LINKS target...])
# One static library from every .cpp of its folders. TORCH adds libtorch and the one precompiled header.
function(koma_library NAME)
  cmake_parse_arguments(ARG "TORCH;MOC" "" "FOLDERS;LINKS;PRIVATE_LINKS" ${ARGN})
  set(SOURCES)
  foreach(FOLDER IN LISTS ARG_FOLDERS)
    file(GLOB_RECURSE FOUND CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/${FOLDER}/*.cpp" "${CMAKE_SOURCE_DIR}/${FOLDER}/*.h")
    list(APPEND SOURCES ${FOUND})
  endforeach()
  if(NOT SOURCES)
    message(FATAL_ERROR "${NAME}: no sources in ${ARG_FOLDERS}")
  endif()
  add_library(${NAME} STATIC ${SOURCES})
  set_target_properties(${NAME} PROPERTIES LINKER_LANGUAGE CXX AUTOMOC ${ARG_MOC})
  koma_unity(${NAME})
  target_link_libraries(${NAME} PUBLIC project_options ${ARG_LINKS} PRIVATE ${ARG_PRIVATE_LINKS})
  if(ARG_TORCH)
    target_link_libraries(${NAME} PUBLIC koma_torch)
    target_precompile_headers(${NAME} REUSE_FROM torch_pch)
  endif()
endfunction()

# A sixth of the time of compiling tests would go into making code fast that runs for seconds.
set(KOMA_TEST_OPTIONS)
if("${CMAKE_CXX_FLAGS} ${CMAKE_BUILD_TYPE}" MATCHES "-O2|Rel")
  set(KOMA_TEST_OPTIONS -O1)
endif()

# koma_test_headers(NAME HEADERS header... LINKS target... [DEFINITIONS name...]): what the tests of one kind include,
# compiled once. Such tests link the same targets: GCC takes a precompiled header only under the same macros.
function(koma_test_headers NAME)
  cmake_parse_arguments(ARG "" "" "HEADERS;LINKS;DEFINITIONS" ${ARGN})
  add_library(${NAME} OBJECT "${CMAKE_SOURCE_DIR}/packaging/cmake/no_code.cpp")
  target_link_libraries(${NAME} PRIVATE project_options Qt6::Test ${ARG_LINKS})
  target_compile_options(${NAME} PRIVATE ${KOMA_TEST_OPTIONS})
  target_compile_definitions(${NAME} PRIVATE ${ARG_DEFINITIONS})
  target_precompile_headers(${NAME} PRIVATE ${ARG_HEADERS})
endfunction()

# koma_tests(FOLDER dir LINKS target... [TORCH] [HEADERS target] LABELS label...): every *_test.cpp becomes one CTest test.
function(koma_tests)
  cmake_parse_arguments(ARG "TORCH" "FOLDER;HEADERS" "LINKS;LABELS" ${ARGN})
  file(GLOB SOURCES CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tests/${ARG_FOLDER}/*_test.cpp")
  foreach(SOURCE IN LISTS SOURCES)
    get_filename_component(STEM ${SOURCE} NAME_WE)
    string(REPLACE "/" "_" PREFIX ${ARG_FOLDER})
    set(NAME ${PREFIX}_${STEM})
    add_executable(${NAME} ${SOURCE})
    set_target_properties(${NAME} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
    # Not AUTOMOC: with the target's include folders moc would read all of libtorch, 15 s for every test.
    set(MOC_FOLDER "${CMAKE_CURRENT_BINARY_DIR}/moc/${NAME}")
    qt_generate_moc(${SOURCE} "${MOC_FOLDER}/${STEM}.moc")
    target_sources(${NAME} PRIVATE "${MOC_FOLDER}/${STEM}.moc")
    target_include_directories(${NAME} PRIVATE "${MOC_FOLDER}")
    target_link_libraries(${NAME} PRIVATE project_options Qt6::Test ${ARG_LINKS})
    target_compile_options(${NAME} PRIVATE ${KOMA_TEST_OPTIONS})
    target_compile_definitions(${NAME} PRIVATE KOMA_TEST_DATA="${CMAKE_SOURCE_DIR}/tests/data"
                                               KOMA_RESOURCES="${CMAKE_SOURCE_DIR}/resources"
                                               KOMA_TEST_OUTPUT="${CMAKE_BINARY_DIR}/test-output")
    if(ARG_TORCH)
      target_compile_definitions(${NAME} PRIVATE QT_NO_KEYWORDS)
      target_link_libraries(${NAME} PRIVATE koma_torch)
      target_precompile_headers(${NAME} REUSE_FROM torch_test_headers)
    elseif(ARG_HEADERS)
      target_precompile_headers(${NAME} REUSE_FROM ${ARG_HEADERS})
    endif()
    add_test(NAME ${ARG_FOLDER}/${STEM} COMMAND ${NAME})
    # Qt Test's own limit of 5 minutes a function would fire first on a busy machine.
    set_tests_properties(${ARG_FOLDER}/${STEM} PROPERTIES LABELS "${ARG_LABELS}" TIMEOUT 600
                         ENVIRONMENT "${KOMA_TEST_ENVIRONMENT};QTEST_FUNCTION_TIMEOUT=900000")
  endforeach()
endfunction()
