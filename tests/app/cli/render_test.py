# SPDX-License-Identifier: Apache-2.0
"""The verb `render`, with the tiny checkpoint: what is drawn is kept, and can be gone on with."""
import json
import unittest

from cli_support import CHECKPOINT, CliTest, TinyProject, described_project, interrupt, picture, snapshot, needs_engine

THREADS = ("--threads", "1")


@needs_engine
class Render(TinyProject, CliTest):
    def render(self, *arguments, **options):
        return self.succeeds("render", "tiny.koma", *THREADS, *arguments, **options)

    def panels(self):
        info = json.loads(self.succeeds("info", "tiny.koma", "--json"))
        return [panel for page in info["pages"] for panel in page["panels"]]

    def takes(self):
        return [panel["takes"] for panel in self.panels()]

    def object(self, panel):
        return self.folder / f"tiny.koma/objects/{panel['picture'][:2]}/{panel['picture']}"

    def test_panels_are_drawn_once_kept_and_drawn_again_when_forced_or_lost(self):
        self.make_bundle(described_project(panels=2, steps=1))
        self.assertEqual(self.render(), "panel 10: drawn\npanel 11: drawn\n2 drawn, 0 kept\n")
        first = self.panels()
        self.assertEqual(self.takes(), [1, 1])
        before = snapshot(self.folder / "tiny.koma")
        self.assertEqual(self.render(), "0 drawn, 2 kept\n")
        self.assertEqual(snapshot(self.folder / "tiny.koma"), before)
        self.assertEqual(self.render("--panel", "11", "--force"), "panel 11: drawn\n1 drawn, 0 kept\n")
        self.assertEqual(self.takes(), [1, 2])
        # The seed is the panel's own, so the same picture came out, under the same name.
        self.assertEqual([panel["picture"] for panel in self.panels()], [panel["picture"] for panel in first])
        content = self.object(first[0]).read_bytes()
        self.object(first[0]).unlink()
        self.assertEqual(self.render(), "panel 10: drawn\n1 drawn, 1 kept\n")
        self.assertEqual(self.object(first[0]).read_bytes(), content)

    def test_panels_and_pages_can_be_chosen(self):
        description = described_project(panels=2, steps=1)
        page = described_project(panels=1, steps=1)["pages"][0]
        page["id"], page["panels"][0]["id"] = 3, 30
        description["pages"].append(page)
        self.make_bundle(description)
        self.assertEqual(self.render("--page", "2"), "panel 30: drawn\n1 drawn, 0 kept\n")
        self.assertEqual(self.render("--panel", "11", "--page", "2"), "panel 11: drawn\n1 drawn, 1 kept\n")
        self.assertEqual(self.render("--all"), "panel 10: drawn\n1 drawn, 2 kept\n")
        self.refuses(["render", "tiny.koma", "--panel", "77"], "there is no panel 77; info lists them")
        for page in ("0", "3"):
            self.refuses(["render", "tiny.koma", "--page", page], f"there is no page {page}; the project has 2")

    def test_several_takes_of_which_the_first_is_accepted(self):
        self.make_bundle(described_project(panels=1, steps=1))
        self.assertEqual(self.render("--takes", "2", "--json").count('"finished"'), 1)
        self.assertEqual(self.takes(), [2])
        [panel] = self.panels()
        self.assertEqual(self.recipe_of(self.object(panel))["seed"], 5)

    def test_balloons_that_are_too_many_are_named(self):
        description = described_project(panels=1, steps=1)
        description["pages"][0]["balloons"] = [
            {"id": 50 + i, "bounds": [20 + 0.5 * i, 20, 6 - 0.3 * i, 6 - 0.3 * i], "text": f"nr {i}"} for i in range(9)]
        self.make_bundle(description)
        self.render(err='komawari-cli: note: panel 10: 9 balloons lie over the panel, but the model keeps room for 8; '
                        'the small "nr 8" may cover the drawing\n')
        [panel] = self.panels()
        self.assertEqual(len(self.recipe_of(self.object(panel))["dialog_boxes"]), 8)

    def recipe_of(self, file):
        content = file.read_bytes()
        start = content.index(b'{"engine"')
        return json.JSONDecoder().raw_decode(content[start:].decode("utf-8", "replace"))[0]["request"]

    def makes_its_picture_again(self, file):
        again = self.succeeds("generate", "--recipe-of", file, "--out", "again.png", "--json", *THREADS)
        self.assertEqual(json.loads(again.splitlines()[-1])["event"], "finished")
        self.assertEqual(self.pixels(self.folder / "again.png"), self.pixels(self.folder / file))

    def pixels(self, file):
        """The compressed pixels: the recipes beside them count their paths from different folders."""
        content = file.read_bytes()
        return content[content.index(b"IDAT"):]

    def test_every_panel_has_its_events_and_a_take_whose_recipe_makes_it_again(self):
        self.make_bundle(described_project(panels=2, steps=2))
        lines = self.render("--json").splitlines()
        for panel in (10, 11):
            mine = [line for line in lines if json.loads(line)["panel"] == panel]
            events = self.events_of("\n".join(mine))
            self.assertEqual([event["event"] for event in events], ["started", "progress", "progress", "finished"])
            [entry] = events[-1]["pictures"]
            self.assertEqual(entry["seed"], 5 + panel - 10)
            self.assertTrue((self.folder / entry["file"]).is_file())
        self.assertEqual(len(lines), 8)
        self.makes_its_picture_again(entry["file"])

    def test_ctrl_c_keeps_what_is_drawn_and_a_second_run_goes_on(self):
        self.make_bundle(described_project(panels=3, steps=3))
        process = self.start("render", "tiny.koma", "--json", *THREADS)
        lines = interrupt(process, "finished").splitlines()
        self.assertEqual((process.wait(timeout=20), process.stderr.read()),
                         (130, "komawari-cli: cancelled; what is drawn is kept, render again to go on\n"))
        process.stdout.close()
        process.stderr.close()
        self.assertEqual(json.loads(lines[-1])["event"], "cancelled")
        drawn = sum(self.takes())
        self.assertIn(drawn, (1, 2))
        self.assertEqual(self.files().count("tiny.koma/project.db"), 1)
        self.assertEqual([name for name in self.files() if "/." in name or "wal" in name or "lock" in name], [])
        out = self.render()
        self.assertEqual(out.splitlines()[-1], f"{3 - drawn} drawn, {drawn} kept")
        self.assertEqual(self.takes(), [1, 1, 1])

    def test_a_project_without_panels_is_finished_at_once(self):
        self.succeeds("new", "tiny.koma")
        self.assertEqual(self.render(), "0 drawn, 0 kept\n")

    def test_a_failure_names_the_panel_and_keeps_the_panels_before_it(self):
        description = described_project(panels=2, steps=1)
        description["pages"][0]["panels"][1]["settings"]["model"] = "maxi"
        self.make_bundle(description)
        code, out, err = self.run_cli("render", "tiny.koma", *THREADS)
        self.assertEqual((code, out), (1, "panel 10: drawn\n"))
        self.assertRegex(err, r"\Akomawari-cli: panel 11: maxi: there is no such model; known are \S.*, or give the "
                              r"path of a folder or file\n\Z")
        self.assertEqual(self.takes(), [1, 0])
        code, out, _ = self.run_cli("render", "tiny.koma", "--json", *THREADS)
        self.assertEqual([json.loads(line)["event"] for line in out.splitlines()], ["started", "failed"])
        self.assertEqual(json.loads(out.splitlines()[-1])["panel"], 11)
        self.assertEqual(self.render("--model", CHECKPOINT), "panel 11: drawn\n1 drawn, 1 kept\n")

    def test_a_damaged_reference_leaves_the_project_as_it_was(self):
        bundle = self.make_bundle(described_project(panels=1))
        [reference] = bundle.glob("objects/*/*")
        reference.write_bytes(picture(8, 8))
        before = snapshot(bundle)
        self.refuses(["render", "tiny.koma"],
                     f"{reference.relative_to(self.folder)}: the picture of character Aki is damaged (its content "
                     "does not match its name); copy it from a backup")
        self.assertEqual(snapshot(bundle), before)


if __name__ == "__main__":
    unittest.main()
