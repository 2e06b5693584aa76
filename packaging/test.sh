#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs, builds and runs every test. Usage: test.sh [ctest arguments]
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

prepare
step "Installing llama.cpp's server $XLLAMACPP_VERSION (34 MB)" install_llama_server
build "Building everything" all
export KOMA_LLAMA_PYTHON="$BUILD/llama/bin/python"
echo "Testing …"
ctest --test-dir "$BUILD/cmake" -j "$(nproc)" --output-on-failure "$@"
