#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# From a fresh Debian 12 to the studio: installs, builds and opens the window with a copy of the sample work, whose
# panels draw themselves. Without a display it draws and exports the sample work instead. Safe to run again: what is
# done is kept. Usage: quickstart.sh [OUTPUT FOLDER]
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
OUT="${1:-$ROOT/build/sample}"
WORK="$OUT/First Day.koma"
CLI="$BUILD/cmake/bin/komawari-cli"

prepare
build "Building Komawari" komawari komawari-cli
mkdir -p "$OUT"
[ -d "$WORK" ] || step "Opening a copy of the sample work" "$CLI" new "$WORK" --from "$ROOT/resources/samples/first-day"
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  echo "Opening $WORK"
  exec "$BUILD/cmake/bin/komawari" --draw "$WORK"
fi
if [ -t 1 ]; then
  "$CLI" render "$WORK"
else
  step "Drawing the panels" "$CLI" render "$WORK"
fi
step "Exporting PNG pages" "$CLI" export "$WORK" --format png --dpi 300 --out "$OUT/pages"
step "Exporting the PDF" "$CLI" export "$WORK" --format pdf --out "$OUT/First Day.pdf"
echo
echo "The manga is $OUT/First Day.pdf (pages as PNG in $OUT/pages)"
