# SPDX-License-Identifier: Apache-2.0
# Shared steps of quickstart.sh and test.sh: install, find libtorch, configure, build.
# Quiet when fine: every step is one line with its time; a failing step prints the end of its log and where it lies.

set -euo pipefail
ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
BUILD="${KOMAWARI_BUILD:-$ROOT/build/packaging}"
LOGS="$BUILD/logs"
TORCH_VERSION=2.11.0
OPEN_CLIP_VERSION=3.2.0
XLLAMACPP_VERSION=2026.10.11549
CLIP_VOCABULARY_SHA256=67603cfda2e032ad77b5f8808af37789d590db664b26df8705d2bf8b3c553fc8
mkdir -p "$LOGS"

PACKAGES=(g++ cmake ninja-build ccache pkg-config python3 python3-venv ca-certificates
  qt6-base-dev libqt6svg6-dev qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools qt6-translations-l10n fonts-noto-cjk libopencv-dev nlohmann-json3-dev libcli11-dev libsqlite3-dev libssl-dev
  libpng-dev libjpeg-dev libcurl4-openssl-dev libharfbuzz-dev libfreetype-dev libicu-dev libgloo-dev libsentencepiece-dev
  qtkeychain-qt6-dev poppler-utils)

# step TITLE COMMAND...: runs the command with its output in a log.
step() {
  local title="$1" log
  shift
  log="$LOGS/$(echo "$title" | tr -cs 'a-zA-Z0-9' '-').log"
  local start=$SECONDS
  printf '%-44s' "$title …"
  if "$@" >"$log" 2>&1; then
    printf ' done (%d s)\n' $((SECONDS - start))
  else
    local status=$?
    printf ' FAILED (exit %d)\n' "$status"
    tail -n 40 "$log" >&2
    printf '\n%s failed; the whole log is %s\n' "$title" "$log" >&2
    exit "$status"
  fi
}

missing_packages() {
  local name
  for name in "${PACKAGES[@]}"; do
    dpkg-query -W -f='${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || echo "$name"
  done
}

install_packages() {
  local missing as_root=()
  missing="$(missing_packages)"
  [ -z "$missing" ] && return 0
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || {
      echo "these Debian packages are missing and neither root nor sudo is at hand; install them and run this again:" $missing
      return 1
    }
    as_root=(sudo)
  fi
  "${as_root[@]}" apt-get update -q
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -q --no-install-recommends $missing
}

# A libtorch given by Torch_DIR or CMAKE_PREFIX_PATH is used as it is; otherwise a venv under the build area gets the wheel.
have_libtorch() {
  local dir
  for dir in "${Torch_DIR:-}" ${CMAKE_PREFIX_PATH//[:;]/ }; do
    for dir in "$dir" "$dir/../.." "$dir/../../.."; do
      [ -f "$dir/include/ATen/ATen.h" ] && return 0
    done
  done
  return 1
}

torch_prefix() { echo "$BUILD/venv/lib/python3."*/site-packages/torch/share/cmake; }

install_libtorch() {
  [ -f "$(torch_prefix)/Torch/TorchConfig.cmake" ] && "$BUILD/venv/bin/python" -c \
    "import importlib.metadata as m; assert m.version('torch').split('+')[0] == '$TORCH_VERSION'" && return 0
  python3 -m venv "$BUILD/venv"
  "$BUILD/venv/bin/pip" install --disable-pip-version-check -q "torch==$TORCH_VERSION"
}

# OpenAI's merge list, which checkpoints of one file do not bring. KOMA_CLIP_VOCABULARY names another copy; set to
# nothing, the build goes without, and such checkpoints are refused with a word about it.
fetch_clip_vocabulary() {
  local folder="$BUILD/clip" wheel="open_clip_torch-$OPEN_CLIP_VERSION-py3-none-any.whl"
  [ -f "$KOMA_CLIP_VOCABULARY" ] && return 0
  [ -x "$BUILD/venv/bin/pip" ] || python3 -m venv "$BUILD/venv" || return 1
  "$BUILD/venv/bin/pip" download --disable-pip-version-check -q --no-deps --only-binary :all: -d "$folder" \
    "open_clip_torch==$OPEN_CLIP_VERSION" &&
    "$BUILD/venv/bin/python" -c 'import gzip, sys, zipfile
sys.stdout.buffer.write(gzip.decompress(zipfile.ZipFile(sys.argv[1]).read("open_clip/bpe_simple_vocab_16e6.txt.gz")))' \
      "$folder/$wheel" >"$KOMA_CLIP_VOCABULARY.part" &&
    echo "$CLIP_VOCABULARY_SHA256  $KOMA_CLIP_VOCABULARY.part" | sha256sum --check --quiet &&
    mv "$KOMA_CLIP_VOCABULARY.part" "$KOMA_CLIP_VOCABULARY"
}

# A real server of a language model for the tests of planning; they are skipped where it is absent.
install_llama_server() {
  [ -f "$(echo "$BUILD/llama/lib/python3."*)/site-packages/xllamacpp-$XLLAMACPP_VERSION.dist-info/METADATA" ] && return 0
  python3 -m venv "$BUILD/llama" &&
    "$BUILD/llama/bin/pip" install --disable-pip-version-check -q --no-deps --only-binary :all: \
      "xllamacpp==$XLLAMACPP_VERSION"
}

prepare() {
  step "Installing Debian packages" install_packages
  CMAKE_PREFIX_PATH="${CMAKE_PREFIX_PATH:-}"
  if ! have_libtorch; then
    step "Installing libtorch $TORCH_VERSION (4.6 GB)" install_libtorch
    CMAKE_PREFIX_PATH="$(torch_prefix)${CMAKE_PREFIX_PATH:+:$CMAKE_PREFIX_PATH}"
  fi
  export CMAKE_PREFIX_PATH
  if [ -z "${KOMA_CLIP_VOCABULARY+given}" ]; then
    KOMA_CLIP_VOCABULARY="$BUILD/clip/bpe_simple_vocab_16e6.txt"
    step "Fetching CLIP's vocabulary (1.5 MB)" fetch_clip_vocabulary
  fi
  step "Configuring" cmake -S "$ROOT" -B "$BUILD/cmake" -G Ninja -DCMAKE_BUILD_TYPE= -DCMAKE_CXX_FLAGS=-O2 -DUNITY=ON \
    "-DKOMA_CLIP_VOCABULARY=$KOMA_CLIP_VOCABULARY"
}

# build TITLE TARGET...: compiling is long, so its progress is shown on a terminal.
build() {
  local title="$1"
  shift
  if [ -t 1 ]; then
    echo "$title …"
    ninja -C "$BUILD/cmake" "$@" || { echo "$title failed; the compiler's words are above" >&2; exit 1; }
  else
    step "$title" ninja -C "$BUILD/cmake" "$@"
  fi
}
