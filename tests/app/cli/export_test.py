# SPDX-License-Identifier: Apache-2.0
"""The verb `export`: names, ranges and refusals of PNG and PDF."""
import re
import shutil
import struct
import unittest

from cli_support import CliTest, REFERENCE, TinyProject, described_project, picture, snapshot

PANELS_MISSING = "komawari-cli: note: 3 panels are not drawn yet; see render\n"


def size_of(file):
    return struct.unpack(">II", file.read_bytes()[16:24])


class Export(TinyProject, CliTest):
    def pages(self, count=4):
        self.succeeds("new", "blank.koma", "--pages", str(count))
        return "blank.koma"

    def export(self, *arguments, kind="png", out="out", err="", dpi=("--dpi", "20")):
        return self.succeeds("export", *arguments, "--format", kind, "--out", out, *(dpi if kind == "png" else ()),
                             err=err)

    def test_every_page_becomes_a_png_with_its_number(self):
        self.assertEqual(self.export(self.pages()), "".join(f"out/page-00{n}.png\n" for n in (1, 2, 3, 4)))
        self.assertEqual(size_of(self.folder / "out/page-001.png"), (143, 202))

    def test_bleed_and_resolution_decide_the_size(self):
        bundle = self.pages(1)
        self.export(bundle, "--bleed")
        self.assertEqual(size_of(self.folder / "out/page-001.png"), (148, 207))
        self.export(bundle, dpi=("--dpi", "72"), out="deep/er")
        self.assertEqual(size_of(self.folder / "deep/er/page-001.png"), (516, 729))
        self.refuses(["export", bundle, "--format", "png", "--out", "big", "--dpi", "2400"],
                     re.compile(r"the page would have more than \d+ megapixels; choose a lower resolution"))

    def test_a_range_chooses_pages_in_their_order_once(self):
        self.assertEqual(self.export(self.pages(), "--pages", "4,1-2,2"),
                         "out/page-001.png\nout/page-002.png\nout/page-004.png\n")

    def test_a_wrong_range_is_a_usage_error_and_a_page_too_far_a_failure(self):
        bundle = self.pages()
        for text in ("x", "0", "3-2", "1-", "-1", "1,,2", "99999999999999999999"):
            with self.subTest(pages=text):
                self.misused(["export", bundle, "--format", "png", "--out", "out", f"--pages={text}"],
                             f'--pages: "{text}" is no list of pages, such as 1-3,7; see komawari-cli export --help')
        for text, page in (("5", 5), ("2-9", 9), ("1-4000000000", 4000000000)):
            self.refuses(["export", bundle, "--format", "pdf", "--out", "a.pdf", "--pages", text],
                         f"there is no page {page}; the project has 4")
        self.assertEqual(self.files(), ["blank.koma/project.db"])

    def test_a_pdf_has_as_many_pages_as_chosen(self):
        self.assertEqual(self.export(self.pages(), "--pages", "2-4", kind="pdf", out="a.pdf"), "a.pdf\n")
        content = (self.folder / "a.pdf").read_bytes()
        self.assertTrue(content.startswith(b"%PDF-"))
        self.assertRegex(content, rb"/Type /Pages\s+/Kids\s+\[[^\]]*\]\s+/Count 3\s")
        self.export("blank.koma", kind="pdf", out="a.pdf")
        self.assertRegex((self.folder / "a.pdf").read_bytes(), rb"/Count 4\s")

    def test_panels_without_a_picture_are_noted(self):
        bundle = self.make_bundle()
        self.assertEqual(self.export(bundle, err=PANELS_MISSING), "out/page-001.png\n")
        self.assertEqual(self.export(bundle, kind="pdf", out="a.pdf", err=PANELS_MISSING), "a.pdf\n")

    def test_pictures_are_painted_and_the_project_stays_as_it_was(self):
        blank = self.make_bundle(place="a")
        self.export(blank, out="blank", err=PANELS_MISSING)
        description = described_project()
        for i, panel in enumerate(description["pages"][0]["panels"]):
            panel |= {"takes": [{"id": 50 + i, "picture": "take.png"}], "accepted": 50 + i}
        self.write("described/take.png", picture(60, 40, 90))
        bundle = self.make_bundle(description, place="b")
        before = snapshot(bundle)
        self.export(bundle, out="drawn")
        self.assertNotEqual(*((self.folder / name / "page-001.png").read_bytes() for name in ("blank", "drawn")))
        self.export(bundle, out="again")
        self.assertEqual(*((self.folder / name / "page-001.png").read_bytes() for name in ("again", "drawn")))
        self.assertEqual(snapshot(bundle), before)

    def test_a_missing_or_damaged_picture_stops_before_the_first_page(self):
        description = described_project(panels=1)
        description["pages"][0]["panels"][0] |= {"takes": [{"id": 50, "picture": "take.png"}], "accepted": 50}
        self.write("described/take.png", picture(60, 40, 90))
        bundle = self.make_bundle(description)
        [take] = [file for file in bundle.glob("objects/*/*") if file.read_bytes() != REFERENCE.read_bytes()]
        take.write_bytes(picture(60, 40, 91))
        for arguments in (["png", "--out", "out"], ["pdf", "--out", "a.pdf"]):
            self.refuses(["export", "tiny.koma", "--format", *arguments],
                         f"{take.relative_to(self.folder)}: the picture of page 1, panel 1 is damaged (its "
                         "content does not match its name); copy it from a backup")
        take.unlink()
        for arguments in (["png", "--out", "out"], ["pdf", "--out", "a.pdf"]):
            self.refuses(["export", "tiny.koma", "--format", *arguments],
                         f"{take.relative_to(self.folder)}: the picture of panel 10 is missing; restore the file or "
                         "draw the panel again with render --force")
        self.assertFalse((self.folder / "a.pdf").exists())
        self.assertEqual(list(self.folder.glob("out/*")), [])

    def test_an_output_that_cannot_be_written_is_refused(self):
        bundle = self.pages(1)
        self.write("file", "x")
        (self.folder / "full.pdf").mkdir()
        self.refuses(["export", bundle, "--format", "png", "--out", "file"],
                     "file: the folder cannot be made (Not a directory); give another place")
        self.refuses(["export", bundle, "--format", "png", "--out", "file/deep"],
                     "file/deep: the folder cannot be made (Not a directory); give another place")
        self.refuses(["export", bundle, "--format", "pdf", "--out", "none/a.pdf"],
                     f"{self.folder}/none: there is no such folder to write to; make it first")
        self.refuses(["export", bundle, "--format", "pdf", "--out", "full.pdf"],
                     "full.pdf: there is a folder of that name; give another name")
        self.assertEqual(self.files(), ["blank.koma/project.db", "file"])

    def test_a_project_that_is_not_there_is_refused(self):
        self.refuses(["export", "none.koma", "--format", "png", "--out", "out"],
                     "none.koma: this is no Komawari project (it has no project.db); check the path")
        shutil.copy(REFERENCE, self.folder / "a.koma")
        self.refuses(["export", "a.koma", "--format", "png", "--out", "out"],
                     "a.koma: this is no Komawari project (it has no project.db); check the path")


if __name__ == "__main__":
    unittest.main()
