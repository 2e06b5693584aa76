# SPDX-License-Identifier: Apache-2.0
"""A file has one job: over 500 lines fails unless it stands here with a reason; over 300 is listed as a warning."""
import sys

from house import ROOT, sources

LONG_WITH_REASON = {}


def main():
    failed, warned = [], []
    for path in sources():
        text = path.read_text(encoding="utf-8")
        lines, name = text.count("\n"), str(path.relative_to(ROOT))
        if not text.startswith("// SPDX-License-Identifier: Apache-2.0\n"):
            failed.append(f"{name}: the first line must be the SPDX line")
        if lines > 500 and name not in LONG_WITH_REASON:
            failed.append(f"{name}: {lines} lines; split it, or give the reason in {__file__}")
        elif lines > 300:
            warned.append(f"{name}: {lines} lines")
    for message in failed:
        print(message)
    for message in warned:
        print("long:", message)
    print(f"{len(failed)} wrong, {len(warned)} long")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
