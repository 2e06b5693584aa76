# SPDX-License-Identifier: Apache-2.0
"""The house as data: folders and allowed arrows from the README's level table, real arrows from the includes."""
import os
import pathlib
import re

ROOT = pathlib.Path(os.environ.get("KOMA_SOURCE", pathlib.Path(__file__).resolve().parents[2]))
INCLUDE = re.compile(r'^\s*#\s*include\s+"((?:engine|ui|app)/[^"]+)"')
QT = re.compile(r"^\s*#\s*include\s+<Q[A-Z]\w+>")
CUDA = re.compile(r"^\s*#\s*include\s+<(?:ATen/cuda|c10/cuda|cuda)")
TORCH = re.compile(r"^\s*#\s*include\s+<(?:torch|ATen|c10)/")


class Folder:
    """One folder of the table: its level, what it may include, whether it may see Qt or torch."""

    def __init__(self, name, level, may, qt, torch):
        self.name, self.level, self.may, self.qt, self.torch = name, level, may, qt, torch


def table():
    """Rows of the README's level table: {folder: Folder}. A cell names folders in backticks."""
    folders = {}
    for line in (ROOT / "README.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) != 6 or not cells[0].isdigit():
            continue
        may = set(re.findall(r"`([^`]+)`", cells[3]))
        for name in re.findall(r"`([^`]+)`", cells[1]):
            folders[name] = Folder(name, int(cells[0]), may, cells[4] != "–", cells[5] != "–")
    return folders


def sources():
    for top in ("engine", "ui", "app"):
        for path in sorted((ROOT / top).rglob("*")):
            if path.suffix in (".h", ".cpp", ".cu", ".cuh"):
                yield path


def folder_of(path, folders):
    """The longest table entry that is a prefix of the path; engine/engine.h is the door, an entry of its own."""
    path = str(path)
    if path in ("engine/engine.h", "engine/engine.cpp"):
        return "engine/engine.h"
    fitting = [name for name in folders if path.startswith(name + "/")]
    return max(fitting, key=len) if fitting else None


def includes():
    """Yields (source path, line number, kind, target) with kind one of "house", "qt", "cuda", "torch"."""
    for path in sources():
        relative = path.relative_to(ROOT)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            found = INCLUDE.match(line)
            if found:
                yield relative, number, "house", found.group(1)
            elif QT.match(line):
                yield relative, number, "qt", line.strip()
            elif CUDA.match(line):
                yield relative, number, "cuda", line.strip()
            elif TORCH.match(line):
                yield relative, number, "torch", line.strip()
