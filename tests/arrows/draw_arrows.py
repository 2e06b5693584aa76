# SPDX-License-Identifier: Apache-2.0
"""Draws the real arrows, taken from the includes, as an SVG by level: draw_arrows.py OUT.svg
Solid: an arrow that exists in the code. The README's table may allow more than is used."""
import sys
from collections import defaultdict

from house import folder_of, includes, table

WIDTH, HEIGHT, GAP_X, GAP_Y, MARGIN = 168, 34, 24, 66, 30


def real_arrows():
    """(folder, included folder) → number of includes."""
    folders = table()
    arrows = defaultdict(int)
    for path, _, kind, target in includes():
        a, b = folder_of(path, folders), folder_of(target, folders) if kind == "house" else None
        if b and a and a != b:
            arrows[a, b] += 1
    return arrows


def main(out):
    folders = table()
    arrows = real_arrows()
    used = sorted({name for arrow in arrows for name in arrow}, key=lambda n: (folders[n].level, n))
    rows = defaultdict(list)
    for name in used:
        rows[folders[name].level].append(name)
    levels = sorted(rows)
    widest = max(len(row) for row in rows.values())
    total = widest * (WIDTH + GAP_X) + 2 * MARGIN
    place = {}
    for i, level in enumerate(reversed(levels)):
        row = rows[level]
        left = (total - len(row) * (WIDTH + GAP_X) + GAP_X) / 2
        for j, name in enumerate(row):
            place[name] = (left + j * (WIDTH + GAP_X), MARGIN + i * (HEIGHT + GAP_Y))
    height = MARGIN * 2 + len(levels) * (HEIGHT + GAP_Y) - GAP_Y
    svg = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {total} {height}" font-family="sans-serif" font-size="13">',
           f'<rect width="{total}" height="{height}" fill="#ffffff"/>']
    for (a, b), count in sorted(arrows.items()):
        x0, y0 = place[a][0] + WIDTH / 2, place[a][1] + HEIGHT
        x1, y1 = place[b][0] + WIDTH / 2, place[b][1]
        svg.append(f'<path d="M{x0:.0f} {y0:.0f} C{x0:.0f} {y0 + 30:.0f} {x1:.0f} {y1 - 30:.0f} {x1:.0f} {y1:.0f}" fill="none" '
                   f'stroke="#5a6b7b" stroke-opacity=".45" stroke-width="{min(4, 1 + count / 12):.1f}"><title>{a} → {b}: {count}</title></path>')
    for name, (x, y) in place.items():
        fill = "#fde8d7" if folders[name].torch else "#dcebfb" if folders[name].qt else "#eef1e6"
        svg.append(f'<rect x="{x:.0f}" y="{y:.0f}" width="{WIDTH}" height="{HEIGHT}" rx="6" fill="{fill}" stroke="#34424e"/>'
                   f'<text x="{x + WIDTH / 2:.0f}" y="{y + 22:.0f}" text-anchor="middle" fill="#1c262e">{name}</text>')
    svg.append("</svg>")
    with open(out, "w", encoding="utf-8") as file:
        file.write("\n".join(svg) + "\n")
    print(f"{len(arrows)} arrows between {len(used)} folders")


if __name__ == "__main__":
    main(sys.argv[1])
