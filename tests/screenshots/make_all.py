# SPDX-License-Identifier: Apache-2.0
"""Pictures of the real window in every theme, size and language: make_all.py OUT [--build DIR] [--readme]

Needs the targets screenshots, komawari-cli and, for --readme, komawari-engine. Draws the sample work once and photographs
copies of it. --readme renews the three pictures of README.md instead, drawn by the embedded model."""
import argparse
import os
import pathlib
import shutil
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
LOOKS = [("light", "1440x900", "en"), ("dark", "1440x900", "en"), ("light", "1280x720", "en"), ("dark", "1280x720", "ja"),
         ("light", "1280x720", "zh_CN"), ("light", "1920x1080", "ja"), ("dark", "1920x1080", "zh_CN"),
         ("light", "3840x2160", "en"), ("dark", "3840x2160", "ja")]


class Studio:
    def __init__(self, build, folder):
        self.build, self.folder = build, pathlib.Path(folder)
        self.work = self.folder / "First Day.koma"
        for command in (["new", self.work, "--from", ROOT / "resources/samples/first-day"], ["render", self.work]):
            subprocess.run([build / "bin/komawari-cli", *command], check=True, stdout=subprocess.DEVNULL)

    def photograph(self, out, theme, size, language, *more):
        copy = self.folder / "copy" / self.work.name
        shutil.rmtree(copy.parent, ignore_errors=True)
        shutil.copytree(self.work, copy)
        subprocess.run([self.build / "bench/screenshots", "--theme", theme, "--size", size, "--language", language, *more,
                        copy, out], check=True, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build/packaging/cmake")
    parser.add_argument("--readme", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="komawari-shots-") as folder:
        studio = Studio(arguments.build, folder)
        if not arguments.readme:
            for theme, size, language in LOOKS:
                studio.photograph(arguments.out / f"{theme}-{size}-{language}", theme, size, language)
            return
        pictures = ROOT / "resources/readme"
        studio.photograph(arguments.out / "light", "light", "1440x900", "en", "--mini", "--only", "start,drawing")
        studio.photograph(arguments.out / "dark", "dark", "1440x900", "ja", "--only", "work")
        for made, name in (("light/drawing", "window"), ("light/start", "start"), ("dark/work", "window-ja")):
            shutil.copy(arguments.out / f"{made}.png", pictures / f"{name}.png")


if __name__ == "__main__":
    main()
