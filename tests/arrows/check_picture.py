# SPDX-License-Identifier: Apache-2.0
"""The README's picture of the arrows shows those that the includes make, no more and no fewer."""
import re
import sys

from draw_arrows import real_arrows
from house import ROOT

PICTURE = ROOT / "resources" / "readme" / "arrows.svg"


def main():
    drawn = set(re.findall(r"<title>(\S+) → (\S+): \d+</title>", PICTURE.read_text(encoding="utf-8")))
    real = set(real_arrows())
    for a, b in sorted(real - drawn):
        print(f"the picture lacks {a} → {b}")
    for a, b in sorted(drawn - real):
        print(f"the picture shows {a} → {b}, which no file includes")
    if drawn != real:
        print(f"draw it anew: python3 tests/arrows/draw_arrows.py {PICTURE.relative_to(ROOT)}")
    return 0 if drawn == real else 1


if __name__ == "__main__":
    sys.exit(main())
