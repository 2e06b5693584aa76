#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs, builds and runs every test. Usage: test.sh [ctest arguments]
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

prepare
build "Building everything" all
echo "Testing …"
ctest --test-dir "$BUILD/cmake" -j "$(nproc)" --output-on-failure "$@"
