# SPDX-License-Identifier: Apache-2.0
"""Records the ink finish of a synthetic drawing into tests/data/ink/*.png.

Needs opencv-python-headless==4.6.0.66 and numpy<2 from PyPI. The formulas are those of engine/pipelines/ink_finish.cpp,
written in numpy, so that the port cannot drift.
"""
import pathlib

import cv2
import numpy as np


def smoothstep(x, a, b):
    t = np.clip((x - a) / (b - a), 0, 1)
    return t * t * (3 - 2 * t)


def ink(grey, scale, cell):
    light = cv2.resize(grey.astype(np.float32) / 255, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    light = cv2.GaussianBlur(light, (0, 0), .32 * scale)
    tone = (np.clip(light, 0, 1) * 255).astype(np.uint8)
    tone = cv2.medianBlur(tone, 2 * int(1.2 * scale) + 1).astype(np.float32) / 255
    tone = cv2.GaussianBlur(tone, (0, 0), .5 * scale)
    reach = max(1, int(round(1.4 * scale)))
    tone = cv2.dilate(tone, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1)))
    tone = cv2.GaussianBlur(tone, (0, 0), .6 * scale)
    tone = np.where(tone > .966, 1., np.where(tone < .16, 0., tone))
    black = 1 - smoothstep(light, .33, .45)
    if cell:
        y, x = np.mgrid[0:light.shape[0], 0:light.shape[1]]
        wave = np.cos((x + y) * np.pi / cell) * np.cos((x - y) * np.pi / cell)
        dots = smoothstep(tone - (1 - (wave + 1) / 2) * .999, -.06, .06)
        tone = np.where(tone >= 1, 1., np.where(tone <= 0, 0., dots))
    return (np.clip(tone * (1 - black), 0, 1) * 255).astype(np.uint8)


def drawing():
    """A soft drawing as a decoder makes it: paper, a grey area, lines, some noise."""
    picture = np.full((40, 48), 250, np.uint8)
    cv2.rectangle(picture, (4, 6), (26, 34), 170, -1)
    cv2.circle(picture, (30, 20), 12, 20, 2)
    cv2.line(picture, (2, 38), (46, 3), 0, 2)
    picture = cv2.GaussianBlur(picture, (0, 0), .8).astype(np.float32)
    picture += np.random.default_rng(3).normal(0, 5, picture.shape)
    return np.clip(picture, 0, 255).astype(np.uint8)


def main():
    folder = pathlib.Path(__file__).resolve().parents[1] / "data" / "ink"
    folder.mkdir(parents=True, exist_ok=True)
    source = drawing()
    cv2.imwrite(str(folder / "drawing.png"), source)
    for name, scale, cell in (("flat_1x", 1, 0), ("flat_3x", 3, 0), ("dots_3x", 3, 6.)):
        cv2.imwrite(str(folder / f"{name}.png"), ink(source, scale, cell))


if __name__ == "__main__":
    main()
