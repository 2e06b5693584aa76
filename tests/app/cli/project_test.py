# SPDX-License-Identifier: Apache-2.0
"""The verbs `new` and `info`: making projects and telling what they hold."""
import json
import os
import shutil
import unittest

from cli_support import CliTest, FIRST_DAY, REFERENCE, TinyProject, described_project, picture, png, snapshot


class NewProject(TinyProject, CliTest):
    def test_an_empty_project_has_the_usual_paper_and_no_panels(self):
        self.assertEqual(self.succeeds("new", "My Story.koma"), "My Story.koma\n")
        self.assertEqual(self.files(), ["My Story.koma/project.db"])
        self.assertEqual(self.succeeds("info", "My Story.koma"),
                         "My Story\npaper: 182 x 257 mm, bleed 3 mm, right-to-left\npage 1: 0 panels, 0 balloons\n")

    def test_pages_paper_template_and_direction_are_as_asked(self):
        self.succeeds("new", "yonkoma.koma/", "--title", "Four", "--paper", "doujin-a5", "--pages", "2", "--template",
                      "yonkoma", "--direction", "left-to-right")
        lines = self.succeeds("info", "yonkoma.koma").splitlines()
        self.assertEqual(lines[:3], ["Four", "paper: 148 x 210 mm, bleed 3 mm, left-to-right",
                                     "page 1: 4 panels, 0 balloons"])
        self.assertEqual(lines[3].split(",")[1:], [" not drawn", " 0 takes"])
        self.assertEqual(len(lines), 2 + 2 * 5)

    def test_unknown_paper_and_template_are_refused_with_the_choice(self):
        self.refuses(["new", "a.koma", "--paper", "napkin"],
                     '"napkin" is no paper; choose one of doujin-b5, doujin-a5, commercial-b4, submission-b4, a4')
        code, _, err = self.run_cli("new", "a.koma", "--template", "spiral")
        self.assertEqual(code, 1)
        self.assertIn("yonkoma", err)
        self.assertEqual(self.files(), [])

    def test_an_existing_bundle_is_never_overwritten(self):
        self.succeeds("new", "a.koma", "--title", "First")
        before = snapshot(self.folder)
        sentence = "a.koma: there is something of that name already; choose another name"
        self.refuses(["new", "a.koma"], sentence)
        self.refuses(["new", "a.koma", "--from", FIRST_DAY], sentence)
        self.write("b.koma", "a letter")
        self.refuses(["new", "b.koma"], sentence.replace("a.koma", "b.koma"))
        self.assertEqual(self.succeeds("info", "a.koma").splitlines()[0], "First")
        self.assertEqual((self.folder / "b.koma").read_text(), "a letter")
        (self.folder / "b.koma").unlink()
        self.assertEqual(snapshot(self.folder), before)

    def test_a_place_that_cannot_be_written_is_refused(self):
        self.write("file", "x")
        self.refuses(["new", "file/a.koma"],
                     "file/a.koma: the bundle cannot be made: Not a directory; choose another folder")

    def test_the_sample_work_becomes_a_bundle(self):
        self.assertEqual(self.succeeds("new", "first.koma", "--from", FIRST_DAY), "first.koma\n")
        info = json.loads(self.succeeds("info", "first.koma", "--json"))
        sample = json.loads((FIRST_DAY / "project.json").read_text())
        self.assertEqual((info["title"], info["missing"]), ("First Day", []))
        self.assertEqual([(who["name"], who["references"]) for who in info["cast"]],
                         [("Hana", 1), ("Ren", 1), ("Mio", 1)])
        self.assertEqual([len(page["panels"]) for page in info["pages"]],
                         [len(page["panels"]) for page in sample["pages"]])
        self.assertEqual([page["balloons"] for page in info["pages"]],
                         [len(page.get("balloons", [])) for page in sample["pages"]])
        objects = [name for name in self.files() if "/objects/" in name]
        self.assertEqual(len(objects), 3)
        self.assertEqual(self.succeeds("new", "second.koma", "--from", FIRST_DAY / "project.json", "--title", "Again"),
                         "second.koma\n")
        self.assertTrue(self.succeeds("info", "second.koma").startswith("Again\npaper: 182 x 257 mm"))


class DescribedProjects(TinyProject, CliTest):
    def refuses_description(self, description, sentence):
        self.write("described/project.json", description)
        if not (self.folder / "described/aki.png").exists():
            shutil.copy(REFERENCE, self.folder / "described/aki.png")
        self.refuses(["new", "tiny.koma", "--from", "described"], sentence)
        self.assertFalse((self.folder / "tiny.koma").exists())

    def test_a_description_that_is_not_there(self):
        self.refuses(["new", "a.koma", "--from", "nowhere"],
                     "nowhere: there is no such project description; check the path")
        self.write("empty/readme", "")
        self.refuses(["new", "a.koma", "--from", "empty"],
                     "empty/project.json: there is no such project description; check the path")

    def test_a_wrong_field_is_named_with_its_path(self):
        description = described_project()
        description["pages"][0]["panels"][1]["settings"]["steps"] = 900
        self.refuses_description(description, "described/project.json: $.pages[0].panels[1].settings.steps: is 900, "
                                              "but must be 1 to 150")

    def test_text_that_is_no_json_is_told_with_its_place(self):
        self.refuses_description('{"schema": 1,', "described/project.json: is not JSON: syntax error at line 1, "
                                                  "column 14; correct it there")

    def test_a_hostile_depth_is_refused(self):
        self.refuses_description("[" * 200_000, "described/project.json: nests deeper than 64 lists and objects")

    def test_pictures_are_checked_before_anything_is_made(self):
        huge = "the picture is 100000 × 100000 pixels; at most 100 megapixels can be read, make it smaller"
        cut = "the PNG is damaged (it ends too early); use another copy of it"
        for content, sentence in ((png(100_000, 100_000), huge), (picture(64, 64)[:60], cut),
                                  (b"GIF89a", "this is neither a PNG nor a JPEG picture; convert it to one of them"),
                                  (b"", "this is neither a PNG nor a JPEG picture; convert it to one of them")):
            self.write("described/aki.png", content)
            self.refuses_description(described_project(), f"described/aki.png: {sentence}")
        (self.folder / "described/aki.png").unlink()
        self.write("described/project.json", described_project())
        self.refuses(["new", "tiny.koma", "--from", "described"],
                     "described/aki.png: there is no such picture; check the path")

    def test_a_picture_outside_the_folder_is_refused(self):
        self.write("secret.png", picture(8, 8))
        for name in ("../secret.png", str(self.folder / "secret.png"), "x/../../secret.png"):
            description = described_project()
            description["cast"][0]["references"][0]["picture"] = name
            self.refuses_description(description, f"{name}: pictures must lie in the folder of the project's JSON; "
                                                  "move it there")


class Info(TinyProject, CliTest):
    def drawn(self):
        """A project whose first panel has a picture, made without drawing."""
        description = described_project(panels=2)
        description["pages"][0]["panels"][0] |= {
            "name": "hello", "accepted": 50,
            "takes": [{"id": 50, "picture": "take.png"}, {"id": 51, "picture": "other.png"}]}
        self.write("described/take.png", picture(64, 48))
        self.write("described/other.png", picture(64, 48, 30))
        return self.make_bundle(description)

    def test_panels_with_and_without_a_picture(self):
        bundle = self.drawn()
        self.assertEqual(self.succeeds("info", bundle),
                         "Tiny\npaper: 100 x 60 mm, bleed 3 mm, left-to-right\ncast: Aki, in 2 panels, 1 references\n"
                         "page 1: 2 panels, 0 balloons\n  panel 10: 12 x 8 mm, drawn, 2 takes, hello\n"
                         "  panel 11: 12 x 8 mm, not drawn, 0 takes\n")

    def test_json_holds_the_same(self):
        info = json.loads(self.succeeds("info", self.drawn(), "--json"))
        take = info["pages"][0]["panels"][0]["picture"]
        self.assertRegex(take, r"\A[0-9a-f]{64}\.png\Z")
        panel = {"shot": "", "size": [12.0, 8.0], "characters": 1}
        self.assertEqual(info, {
            "title": "Tiny", "direction": "left-to-right",
            "paper": {"preset": "", "trim": [100.0, 60.0], "bleed": 3.0},
            "cast": [{"id": 1, "name": "Aki", "references": 1, "panels": 2}],
            "pages": [{"id": 2, "balloons": 0, "panels": [
                panel | {"id": 10, "name": "hello", "takes": 2, "picture": take},
                panel | {"id": 11, "name": "", "takes": 0, "picture": None}]}],
            "missing": []})

    def test_looking_changes_nothing(self):
        bundle = self.drawn()
        before = snapshot(bundle)
        self.succeeds("info", bundle)
        self.assertEqual(snapshot(bundle), before)

    def test_a_missing_object_is_listed_and_the_rest_told(self):
        bundle = self.drawn()
        lost = sorted(bundle.glob("objects/*/*.png"))[0]
        os.remove(lost)
        out = self.succeeds("info", bundle)
        self.assertTrue(out.startswith("Tiny\n"))
        self.assertEqual(out.splitlines()[-1], f"missing: {lost.name}")
        self.assertEqual(json.loads(self.succeeds("info", bundle, "--json"))["missing"], [lost.name])


if __name__ == "__main__":
    unittest.main()
