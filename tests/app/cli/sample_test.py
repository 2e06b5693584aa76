# SPDX-License-Identifier: Apache-2.0
"""The sample work from its description to a printed book, drawn by the embedded model as quickstart.sh does it."""
import json
import re
import subprocess
import unittest

from cli_support import FIRST_DAY, CliTest, needs_mini

MM = 72 / 25.4
PANELS, PAGES = 21, 4
ONE_THREAD = ("--threads", "1")  # two that wait for each other take minutes on a busy machine


def pdf(program, *arguments):
    return subprocess.run([program, *map(str, arguments)], check=True, capture_output=True, text=True).stdout


@needs_mini
class SampleTest(CliTest):
    def setUp(self):
        super().setUp()
        self.bundle = self.folder / "First Day.koma"
        self.succeeds("new", self.bundle, "--from", FIRST_DAY)

    def info(self):
        return json.loads(self.succeeds("info", self.bundle, "--json"))

    def pictures(self):
        return {panel["id"]: panel["picture"] for page in self.info()["pages"] for panel in page["panels"]}

    def object(self, asset):
        found = [file for file in (self.bundle / "objects").rglob("*") if file.is_file() and asset.split(".")[0] in
                 str(file.relative_to(self.bundle / "objects")).replace("/", "")]
        self.assertEqual(len(found), 1, asset)
        return found[0]

    def test_everything_is_drawn_once_and_becomes_a_book(self):
        self.assertEqual(set(self.pictures().values()), {None})
        out = self.succeeds("render", self.bundle, *ONE_THREAD)
        self.assertTrue(out.endswith(f"{PANELS} drawn, 0 kept\n"), out)
        drawn = self.pictures()
        self.assertEqual(len(set(drawn.values())), PANELS)
        self.assertEqual(self.succeeds("render", self.bundle, *ONE_THREAD), f"0 drawn, {PANELS} kept\n")

        self.succeeds("export", self.bundle, "--format", "pdf", "--out", self.folder / "book.pdf")
        info = pdf("pdfinfo", "-f", 1, "-l", PAGES, self.folder / "book.pdf")
        self.assertIn(f"Pages:           {PAGES}", info)
        sizes = [tuple(map(float, size)) for size in re.findall(r"size:\s+([\d.]+) x ([\d.]+) pts", info)]
        for width, height in sizes:
            self.assertAlmostEqual(width, 182 * MM, delta=0.5)
            self.assertAlmostEqual(height, 257 * MM, delta=0.5)
        text = pdf("pdftotext", self.folder / "book.pdf", "-")
        for words in ("HELLO!!", "SEE YOU", "NICE TO MEET YOU!"):
            self.assertIn(words, text)
        self.assertIn("パンダ", re.sub(r"\s", "", text))
        for font in pdf("pdffonts", self.folder / "book.pdf").splitlines()[2:]:
            self.assertRegex(font, r"\byes\s+(yes|no)\s+yes\b")  # embedded, with a map to Unicode

        self.succeeds("export", self.bundle, "--format", "png", "--dpi", 60, "--out", self.folder / "pages")
        self.assertEqual(sorted(file.name for file in (self.folder / "pages").iterdir()),
                         [f"page-{number:03}.png" for number in range(1, PAGES + 1)])

    def test_a_recipe_makes_its_panel_again_to_the_last_byte(self):
        self.succeeds("render", self.bundle, "--panel", 8, *ONE_THREAD)
        picture = self.object(self.pictures()[8])
        # Beside project.db, because a recipe's paths count from there.
        self.succeeds("generate", "--recipe-of", picture, "--out", self.bundle / "again.png", *ONE_THREAD)
        self.assertEqual((self.bundle / "again.png").read_bytes(), picture.read_bytes())


if __name__ == "__main__":
    unittest.main()
