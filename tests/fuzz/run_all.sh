#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# run_all.sh BUILD SECONDS [TARGET...]: every fuzzer for SECONDS, one after the other, at low priority. Inputs are kept
# in BUILD/corpus, what breaks in BUILD/findings; the last lines of each run are printed.
set -eu
build=$(realpath "$1")
seconds=$2
shift 2
source=$(dirname "$(realpath "$0")")
mkdir -p "$build/findings"
python3 "$source/make_seeds.py" "$build/seeds"
for target in ${*:-safetensors pickle layout config tokenizer}; do
  mkdir -p "$build/corpus/$target"
  ASAN_OPTIONS=detect_leaks=1 nice -n 15 "$build/bin/fuzz_$target" -max_total_time="$seconds" -rss_limit_mb=2048 \
    -malloc_limit_mb=256 -timeout=20 -max_len=65536 -print_final_stats=1 \
    -dict="$source/$target.dict" -artifact_prefix="$build/findings/$target-" "$build/corpus/$target" "$build/seeds/$target" \
    > "$build/$target.log" 2>&1 || { echo "$target: broken, see $build/$target.log"; exit 1; }
  echo "$target"
  grep -E "DONE|cov:|stat::" "$build/$target.log" | tail -n 6
done
