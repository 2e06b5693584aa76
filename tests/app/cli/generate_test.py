# SPDX-License-Identifier: Apache-2.0
"""The verb `generate`, with the tiny checkpoint: pictures, events, recipes, Ctrl+C."""
import json
import pathlib
import re
import shutil
import struct
import time
import unittest

from cli_support import CHECKPOINT, REFERENCE, CliTest, interrupt, needs_engine, needs_mini, placed, request

THREADS = ("--threads", "1")


@needs_engine
class Generate(CliTest):
    def draw(self, content, *arguments, out="a.png", err=""):
        """Returns what was said and the picture's bytes."""
        self.write("a.json", content)
        said = self.succeeds("generate", "a.json", "--out", out, *THREADS, *arguments, err=err)
        return said, (self.folder / out).read_bytes()

    def size(self, content):
        return struct.unpack(">II", content[16:24])

    def test_a_request_becomes_a_picture(self):
        said, content = self.draw(request(characters=[placed()], dialog_boxes=[[0.6, 0.05, 0.95, 0.3]]))
        self.assertEqual(said, "a.png\n")
        self.assertEqual(self.size(content), (96, 64))
        self.assertEqual(self.files(), ["a.json", "a.png"])

    def test_without_out_the_request_names_the_picture(self):
        self.write("requests/mine.json", request(steps=1))
        self.assertEqual(self.succeeds("generate", "requests/mine.json", *THREADS), "mine.png\n")
        self.assertEqual(self.files(), ["mine.png", "requests/mine.json"])

    def test_the_same_request_and_seed_make_the_same_bytes(self):
        once = self.draw(request())[1]
        self.assertEqual(self.draw(request())[1], once)
        self.assertNotEqual(self.draw(request(seed=8))[1], once)

    def test_a_recipe_makes_the_very_same_picture(self):
        (self.folder / "cast").mkdir()
        shutil.copy(REFERENCE, self.folder / "cast/aki.png")
        once = self.draw(request(characters=[placed("cast/aki.png")]))[1]
        for source in ("a.png", self.folder / "a.png"):
            said = self.succeeds("generate", "--recipe-of", source, "--out", "again.png", *THREADS)
            self.assertEqual(said, "again.png\n")
            self.assertEqual((self.folder / "again.png").read_bytes(), once)

    def test_a_recipe_counts_its_paths_from_its_picture(self):
        shutil.copy(REFERENCE, self.write("sub/aki.png", b""))
        (self.folder / "tiny").symlink_to(CHECKPOINT)
        (self.folder / "out").mkdir()
        self.write("sub/a.json", request(model="../tiny", characters=[placed("aki.png")]))
        self.succeeds("generate", "sub/a.json", "--out", "out/a.png", *THREADS)
        self.succeeds("generate", "--recipe-of", "out/a.png", "--out", "out/b.png", *THREADS)
        once = (self.folder / "out/a.png").read_bytes()
        self.assertEqual((self.folder / "out/b.png").read_bytes(), once)
        self.folder = self.folder / "sub"
        self.succeeds("generate", "--recipe-of", "../out/a.png", "--out", "../out/c.png", *THREADS)
        self.assertEqual((self.folder / "../out/c.png").read_bytes(), once)

    def test_a_drawn_seed_is_recorded(self):
        content = request()
        del content["seed"]
        once = self.draw(content)[1]
        self.succeeds("generate", "--recipe-of", "a.png", "--out", "again.png", *THREADS)
        self.assertEqual((self.folder / "again.png").read_bytes(), once)

    def test_several_pictures_are_numbered_and_each_recipe_makes_its_own(self):
        self.write("a.json", request(count=2))
        self.assertEqual(self.succeeds("generate", "a.json", "--out", "x.png", *THREADS), "x-1.png\nx-2.png\n")
        self.assertEqual(self.files(), ["a.json", "x-1.png", "x-2.png"])
        self.succeeds("generate", "--recipe-of", "x-2.png", "--out", "again.png", *THREADS)
        self.assertEqual((self.folder / "again.png").read_bytes(), (self.folder / "x-2.png").read_bytes())
        self.assertNotEqual((self.folder / "x-1.png").read_bytes(), (self.folder / "x-2.png").read_bytes())

    def test_events_come_in_the_order_of_the_contract(self):
        self.write("a.json", request(count=2))
        events = self.draw_events("--out", "a.png")
        self.assertEqual([event["event"] for event in events], ["started"] + 6 * ["progress"] + ["finished"])
        self.assertEqual([(event["step"], event["steps"]) for event in events[1:-1]], [(n, 6) for n in range(1, 7)])
        self.assertEqual(events[-1]["pictures"], [
            {"file": "a-1.png", "width": 96, "height": 64, "seed": 7},
            {"file": "a-2.png", "width": 96, "height": 64, "seed": 8}])
        self.assertGreater(events[-1]["seconds"], 0)

    def draw_events(self, *arguments):
        return self.events_of(self.succeeds("generate", "a.json", *THREADS, "--json", *arguments))

    def test_previews_are_written_while_drawing(self):
        self.write("a.json", request(width=256, height=256, steps=12))
        events = self.draw_events("--preview-dir", "previews/here", "--out", "a.png")
        files = [event["file"] for event in events if event["event"] == "preview"]
        self.assertGreater(len(files), 0)
        self.assertEqual(files[0], "previews/here/preview-01.png")
        self.assertEqual(self.files(), ["a.json", "a.png", *files])
        self.assertEqual(self.size((self.folder / files[0]).read_bytes()), (32, 32))

    def test_a_size_that_does_not_fit_is_rounded_and_noted(self):
        note = "The size 100 × 70 was rounded to 104 × 72, multiples of 8."
        _, content = self.draw(request(width=100, height=70, steps=1), err=f"komawari-cli: note: {note}\n")
        self.assertEqual(self.size(content), (104, 72))
        self.write("a.json", request(width=100, height=70, steps=1))
        code, out, _ = self.run_cli("generate", "a.json", "--json", *THREADS)
        self.assertEqual((code, self.events_of(out)[-1]["notes"]), (0, [note]))

    def test_the_model_may_be_named_relative_to_the_request_or_by_option(self):
        self.write("deep/a.json", request(model="../models/tiny", steps=1))
        (self.folder / "models").mkdir()
        (self.folder / "models/tiny").symlink_to(CHECKPOINT)
        self.assertEqual(self.succeeds("generate", "deep/a.json", "--out", "a.png", *THREADS), "a.png\n")
        self.write("b.json", request(model="nothing", steps=1))
        self.succeeds("generate", "b.json", "--model", "models/tiny", "--out", "b.png", *THREADS)
        self.succeeds("generate", "b.json", "--model", "tiny", "--out", "b.png", *THREADS,
                      env={"KOMAWARI_RESOURCES": str(self.folder)})

    def test_latents_and_noise_are_files(self):
        self.draw(request(), "--latents-out", "latents.safetensors")
        size = int.from_bytes((self.folder / "latents.safetensors").read_bytes()[:8], "little")
        header = json.loads((self.folder / "latents.safetensors").read_bytes()[8:8 + size])
        self.assertEqual(header["latents"]["shape"], [1, 4, 8, 12])
        self.refuses(["generate", "a.json", "--initial-noise", "latents.safetensors", "--out", "b.png"],
                     "latents.safetensors: must hold `noise` with one row per picture")

    @needs_mini
    def test_words_are_found_in_a_picture(self):
        girl = {"schema": "komawari.request/1", "model": "mini", "prompt": "a girl", "seed": 3, "width": 256, "height": 256,
                "characters": [{"box": [0.3, 0.2, 0.7, 1]}]}
        self.write("a.json", girl)
        self.assertEqual(self.run_cli("generate", "a.json", "--out", "a.png", *THREADS)[0], 0)
        find = girl | {"init_picture": "a.png", "repaint": {"words": "girl", "mask_only": True}}
        self.write("b.json", find)
        code, out, err = self.run_cli("generate", "b.json", "--out", "mask.png", *THREADS)
        self.assertEqual((code, out), (0, "mask.png\n"), err)
        self.assertRegex(err, r'The model sees "girl" \d+\.\d times as strongly in the mask as beside it\.')
        content = (self.folder / "mask.png").read_bytes()
        self.assertEqual((self.size(content), content[25]), ((256, 256), 0))  # grey
        self.write("c.json", girl | {"repaint": {"mask_only": True}})
        self.refuses(["generate", "c.json", "--out", "no.png", *THREADS],
                     "$.repaint.mask_only: asks for a mask, but there are no words to find; give some in words")

    def test_ctrl_c_cancels_at_once_and_leaves_no_file(self):
        self.write("a.json", request(width=512, height=512, steps=150))
        process = self.start("generate", "a.json", "--json", "--out", "a.png", *THREADS)
        events = self.events_of(interrupt(process, "progress", times=2))
        stopped = time.monotonic()
        err = process.stderr.read()
        self.assertEqual((process.wait(), err), (130, "komawari-cli: cancelled\n"))
        process.stderr.close()
        process.stdout.close()
        self.assertLess(time.monotonic() - stopped, 5)
        self.assertEqual(events[-1], {"event": "cancelled"})
        self.assertLess(len(events), 60)
        self.assertEqual(self.files(), ["a.json"])

    def test_places_that_cannot_be_written_are_refused(self):
        self.write("a.json", request(steps=1))
        self.write("file", "x")
        (self.folder / "folder.png").mkdir()
        self.refuses(["generate", "a.json", "--out", "none/a.png"],
                     f"{self.folder}/none: there is no such folder to write to; make it first")
        self.refuses(["generate", "a.json", "--out", "folder.png"],
                     "folder.png: there is a folder of that name; give another name")
        self.refuses(["generate", "a.json", "--out", "a.png", "--preview-dir", "file/x"],
                     "file/x: the folder cannot be made (Not a directory); give another place")
        self.assertEqual(self.files(), ["a.json", "file"])

    def test_a_picture_without_a_recipe_is_refused(self):
        for file, sentence in ((REFERENCE, "this picture carries no recipe; give one that komawari-cli drew"),
                               (pathlib.Path("none.png"), "the picture is not there; check the path")):
            self.refuses(["generate", "--recipe-of", file, "--out", "a.png"], f"{file}: {sentence}")

    def test_devices_that_are_not_there_are_refused(self):
        self.write("a.json", request())
        self.refuses(["generate", "a.json", "--device", "abacus"],
                     'device: "abacus" is no device; use auto, cpu, cuda or cuda:N')
        self.refuses(["generate", "a.json", "--device", "cuda:x"],
                     'device: "cuda:x" is no device; use auto, cpu, cuda or cuda:N')
        self.refuses(["generate", "a.json", "--device", "cuda:99"],
                     re.compile(r"\Adevice: there is no such CUDA device \(.+\); use auto or cpu\Z"))


if __name__ == "__main__":
    unittest.main()
