# SPDX-License-Identifier: Apache-2.0
"""The verb `synthesize`: drawings with their annotations, the same for the same seed."""
import json
import signal
import struct
import unittest

from cli_support import CliTest


class Synthesize(CliTest):
    def draw(self, out, *arguments):
        said = self.succeeds("synthesize", "--out", out, *arguments)
        return said, self.content(out)

    def content(self, out):
        return {file.name: file.read_bytes() for file in (self.folder / out).iterdir()}

    def pages(self, files):
        return json.loads(files["annotations.json"])

    def size(self, content):
        self.assertTrue(content.startswith(b"\x89PNG\r\n\x1a\n"))
        return struct.unpack(">II", content[16:24])

    def test_files_are_named_as_the_help_says(self):
        said, files = self.draw("d", "--count", "3", "--seed", "7", "--characters", "2")
        self.assertEqual(said, "d/1.png\nd/2.png\nd/3.png\n")
        rests = (".png", "-characters.png", "-balloons.png", "-reference-1.png", "-reference-2.png")
        self.assertEqual(sorted(files), sorted(["annotations.json", *(f"{n}{rest}" for n in (1, 2, 3)
                                                                      for rest in rests)]))
        for n in (1, 2, 3):
            self.assertEqual({self.size(files[f"{n}{rest}"]) for rest in rests[:3]}, {(256, 256)})

    def test_annotations_name_every_panel_and_its_references(self):
        _, files = self.draw("d", "--count", "2", "--characters", "1")
        pages = self.pages(files)
        self.assertEqual([page["image_path"] for page in pages], ["1.png", "2.png"])
        for n, page in enumerate(pages, 1):
            self.assertEqual(page["komawari"]["references"], [f"{n}-reference-1.png"])
            [frame] = page["frames"]
            self.assertEqual(len(frame["characters"]), 1)
            self.assertRegex(frame["caption"], r"\ba (girl|boy) ")

    def test_the_same_seed_draws_the_same_bytes(self):
        once = self.draw("a", "--count", "2", "--seed", "7")[1]
        self.assertEqual(self.draw("b", "--count", "2", "--seed", "7")[1], once)
        self.assertNotEqual(self.draw("c", "--count", "2", "--seed", "8")[1], once)

    def test_a_panel_does_not_depend_on_how_many_are_drawn(self):
        few = self.draw("a", "--count", "1")[1]
        many = self.draw("b", "--count", "2")[1]
        self.assertEqual(self.pages(few), self.pages(many)[:1])
        for name in set(few) - {"annotations.json"}:
            self.assertEqual(few[name], many[name], name)

    def test_the_size_is_as_asked(self):
        _, files = self.draw("d", "--count", "1", "--width", "384", "--height", "192", "--characters", "0")
        self.assertEqual(self.size(files["1.png"]), (384, 192))
        self.assertEqual([name for name in files if "reference" in name], [])

    def test_people_that_training_never_sees_are_drawn_only_when_asked_for(self):
        for options, held in (((), False), (("--held-out",), True)):
            _, files = self.draw("d", "--count", "6", "--characters", "2", *options)
            people = [who["held_out"] for page in self.pages(files) for who in page["komawari"]["characters"]]
            self.assertEqual(people, [held] * 12)

    def test_double_pages_show_the_same_people_in_several_panels(self):
        said, files = self.draw("d", "--pages", "--count", "6", "--seed", "3")
        self.assertEqual(said, "".join(f"d/{n}.png\n" for n in range(1, 7)))
        self.assertEqual(sorted(files), sorted(["annotations.json", *(f"{n}.png" for n in range(1, 7))]))
        again = 0
        for page in self.pages(files):
            self.assertEqual(self.size(files[page["image_path"]]), (1024, 720))
            self.assertIn(len(page["frames"]), range(2, 6))
            seen = [{who["id"] for who in frame["characters"]} for frame in page["frames"]]
            again += any(a & b for i, a in enumerate(seen) for b in seen[:i])
        self.assertGreaterEqual(again, 4)
        counts = json.loads(self.succeeds("data", "check", "d/annotations.json", "--images", "d", "--json"))
        self.assertEqual((counts["pages"], counts["skipped"], counts["cut_boxes"], counts["problems"]), (6, 0, 0, []))
        self.assertGreater(counts["characters_with_reference"], counts["characters"] / 2)
        self.assertEqual(self.draw("e", "--pages", "--count", "6", "--seed", "3")[1], files)

    def test_a_page_of_another_size(self):
        _, files = self.draw("d", "--pages", "--count", "1", "--width", "1200", "--height", "900")
        self.assertEqual(self.size(files["1.png"]), (1200, 900))
        self.refuses(["synthesize", "--pages", "--out", "e", "--width", "1200", "--height", "400"],
                     "page size: a double page is 512 to 2048 pixels wide, 384 or more high, and its height is half to "
                     "all of its width")

    def test_ctrl_c_ends_with_whole_files(self):
        process = self.start("synthesize", "--out", "d", "--count", "100000")
        process.stdout.read(1)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=20)
        self.assertEqual((process.returncode, err), (130, "komawari-cli: cancelled\n"))
        files = self.content("d")
        drawn = [page["image_path"] for page in self.pages(files)]
        self.assertEqual(set(drawn), {name for name in files if name[:-4].isdigit()})

    def test_events_tell_of_every_panel(self):
        events = self.events_of(self.succeeds("synthesize", "--out", "d", "--count", "2", "--json"))
        self.assertEqual([event["event"] for event in events], ["started", "progress", "progress", "finished"])
        self.assertEqual([(event["step"], event["steps"], event["file"]) for event in events[1:3]],
                         [(1, 2, "d/1.png"), (2, 2, "d/2.png")])
        self.write("file", "x")
        code, out, _ = self.run_cli("synthesize", "--out", "file", "--json")
        self.assertEqual((code, [event["event"] for event in self.events_of(out)]), (1, ["started", "failed"]))

    def test_a_folder_that_cannot_be_made_is_refused(self):
        self.write("file", "x")
        for place in ("file", "file/deep"):
            self.refuses(["synthesize", "--out", place],
                         f"{place}: the folder cannot be made (Not a directory); give another place")


if __name__ == "__main__":
    unittest.main()
