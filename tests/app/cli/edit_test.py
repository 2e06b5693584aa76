# SPDX-License-Identifier: Apache-2.0
"""The verb `edit`: a plan's changes one after the other, each a repaint with its own prompt; and `generate` in two passes."""
import json
import signal
import unittest
import zlib

from cli_support import SOURCE, CliTest, needs_engine, png
from recorded_drawing import FLAGS
from tensor_files import read_tensors

SD1 = SOURCE / "tests/data/rpg/checkpoint/sd15"
WIDTH, HEIGHT = 256, 64
BASE = {"schema": "komawari.request/1", "model": str(SD1), "prompt": "a red fox in the snow", "width": WIDTH,
        "height": HEIGHT, "steps": 3, "seed": 5, "guidance_scale": 2}
NARROW = {"repaint": {"context": 0, "feather": 4}}


def plan(*edits):
    return {"schema": "komawari.edit_plan/1", "scene": "snow", "edits": list(edits)}


ADD = {"op": "add", "entity": "owl", "box": [0, 0, 0.15, 1], "prompt": "a grey owl on a branch"}
MODIFY = {"op": "modify", "box": [0.8, 0, 1.1, 1], "prompt": "a bright yellow submarine"}


@needs_engine
class Edit(CliTest):
    def setUp(self):
        super().setUp()
        self.write("base.json", BASE)
        self.succeeds("generate", "base.json", "--out", "start.png", *FLAGS)

    def pixels(self, name):
        """Decoded rows; every picture here is RGB of the same size."""
        data, raw = (self.folder / name).read_bytes(), b""
        at = 8
        while at < len(data):
            length, kind = int.from_bytes(data[at:at + 4], "big"), data[at + 4:at + 8]
            if kind == b"IDAT":
                raw += data[at + 8:at + 8 + length]
            at += 12 + length
        raw = zlib.decompress(raw)
        bytes_per_pixel = (len(raw) // HEIGHT - 1) // WIDTH
        rows, before, stride = [], bytes(WIDTH * bytes_per_pixel), WIDTH * bytes_per_pixel + 1
        for y in range(HEIGHT):
            kind, line = raw[y * stride], bytearray(raw[y * stride + 1:(y + 1) * stride])
            for i in range(len(line)):
                left = line[i - bytes_per_pixel] if i >= bytes_per_pixel else 0
                corner = before[i - bytes_per_pixel] if i >= bytes_per_pixel else 0
                line[i] = line[i] + self.predicted(kind, left, before[i], corner) & 255
            rows.append(bytes(line))
            before = line
        return rows, bytes_per_pixel

    @staticmethod
    def predicted(kind, left, above, corner):
        if kind == 4:
            guess = left + above - corner
            return min((left, above, corner), key=lambda one: abs(guess - one))
        return (0, left, above, (left + above) // 2)[kind]

    def changed_columns(self, one, other):
        (first, size), (second, _) = self.pixels(one), self.pixels(other)
        return sorted({i // size for a, b in zip(first, second) for i in range(len(a)) if a[i] != b[i]})

    def test_each_edit_changes_its_place_and_nothing_else(self):
        self.write("plan.json", plan(ADD, MODIFY))
        self.write("edit.json", BASE | NARROW)
        out = self.succeeds("edit", "start.png", "plan.json", "--request", "edit.json", "--out", "e.png", *FLAGS)
        self.assertEqual(out, "e-1.png\ne.png\n")
        self.assertEqual(self.files(), ["base.json", "e-1-mask.png", "e-1.png", "e-2-mask.png", "e.png", "edit.json",
                                        "plan.json", "start.png"])
        first, second = self.changed_columns("start.png", "e-1.png"), self.changed_columns("e-1.png", "e.png")
        self.assertTrue(first and max(first) < 0.15 * WIDTH + 24, first)
        self.assertTrue(second and min(second) > 0.8 * WIDTH - 24, second)

    def test_every_step_carries_the_recipe_that_draws_it_again(self):
        self.write("plan.json", plan(ADD, {"op": "delete", "box": [0.4, 0, 0.6, 1]}))
        self.succeeds("edit", "start.png", "plan.json", "--out", "e.png", "--seed", "8", *FLAGS)
        for step in ("e-1.png", "e.png"):
            self.succeeds("generate", "--recipe-of", step, "--out", "again.png", *FLAGS)
            self.assertEqual((self.folder / "again.png").read_bytes(), (self.folder / step).read_bytes(), step)

    def test_events_tell_their_edit(self):
        self.write("plan.json", plan(ADD, MODIFY))
        out = self.succeeds("edit", "start.png", "plan.json", "--out", "e.png", "--json", *FLAGS)
        events = [json.loads(line) for line in out.splitlines()]
        finished = [event for event in events if event["event"] == "finished"]
        self.assertEqual([(event["edit"], event["pictures"][0]["file"]) for event in finished],
                         [(1, "e-1.png"), (2, "e.png")])
        self.assertEqual([event["pictures"][0]["seed"] for event in finished], [5, 6])

    def test_a_vision_models_answer_is_a_plan(self):
        self.write("plan.json", {"source_caption": "a fox", "target_caption": "an owl", "changed": ["animal"],
                                 "box": [0, 0, 150, 1000], "whole_image": False})
        self.assertEqual(self.succeeds("edit", "start.png", "plan.json", "--out", "e.png", *FLAGS), "e.png\n")

    def test_ctrl_c_keeps_the_finished_edits(self):
        self.write("plan.json", plan(ADD, *[MODIFY] * 20))
        process = self.start("edit", "start.png", "plan.json", "--out", "e.png", *FLAGS)
        self.assertEqual(process.stdout.readline(), "e-1.png\n")
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 130)
        written = 1 + len(out.splitlines())
        self.assertEqual(err, f"komawari-cli: cancelled; {written} of 21 edits are written\n")
        self.assertFalse((self.folder / "e.png").exists())

    def test_what_is_wrong_is_said_before_anything_is_drawn(self):
        self.write("op.json", plan(ADD, MODIFY | {"op": "paint"}))
        self.write("box.json", plan(ADD, MODIFY | {"box": [1.5, 0, 2, 1]}))
        self.write("broken.json", "{")
        self.write("black.png", png(8, 8, (b"\0" + bytes(8)) * 8))
        self.write("mask.json", plan({"op": "add", "mask": "black.png", "prompt": "an owl"}))
        self.write("no-mask.json", plan({"op": "add", "mask": "nowhere.png", "prompt": "an owl"}))
        edit = lambda name, picture="start.png": ["edit", picture, name, "--out", "e.png", *FLAGS]
        self.all_refuse([
            (edit("op.json"), '$.edits[1].op: is "paint", but must be one of add, delete, modify'),
            (edit("box.json"),
             "$.edits[1].box: lies beside the picture; give a box that shares something with 0 to 1"),
            (edit("nowhere.json"), "nowhere.json: there is no such plan; check the path"),
            (edit("op.json", "base.json"), "base.json: this is neither a PNG nor a JPEG picture; convert it to one of them"),
            (["edit", "start.png", "op.json", "--out", "none/e.png"],
             f"{self.folder}/none: there is no such folder to write to; make it first")])
        for name in ("broken.json", "mask.json", "no-mask.json"):
            code, out, err = self.run_cli(*edit(name))
            self.assertEqual((code, out), (1, ""), err)
            self.assertIn({"broken.json": "at line 1", "mask.json": "edit 1: ", "no-mask.json": "nowhere.png"}[name], err)
        self.assertFalse((self.folder / "e.png").exists())


@needs_engine
class HighResolution(CliTest):
    """`generate` with high_resolution: drawn small, enlarged, drawn over; regions in both passes."""
    WISH = BASE | {"prompt": "", "height": 128, "high_resolution": {"strength": 0.5},
                   "regions": {"split": "1,1", "prompts": ["a red fox in the snow", "a grey owl on a branch"]}}

    def test_a_recipe_draws_both_passes_again(self):
        self.write("a.json", self.WISH)
        out = self.succeeds("generate", "a.json", "--out", "a.png", "--latents-out", "l.safetensors", "--json", *FLAGS)
        self.assertEqual(read_tensors(self.folder / "l.safetensors")["latents"][0], [1, 4, 16, 32])
        last = [event for event in self.events_of(out) if event["event"] == "progress"][-1]
        self.assertEqual(last["step"], last["steps"])
        self.assertGreater(last["steps"], self.WISH["steps"])
        self.succeeds("generate", "--recipe-of", "a.png", "--out", "b.png", *FLAGS)
        self.assertEqual((self.folder / "a.png").read_bytes(), (self.folder / "b.png").read_bytes())

    def test_what_two_passes_cannot_do_is_refused(self):
        self.write("init.png", png(8, 8, (b"\0" + bytes(8)) * 8))
        cases = [({"init_picture": "init.png"}, "$.high_resolution: draws a picture from nothing, but there is an "
                                                "init_picture to begin with; remove one of them"),
                 ({"upstream_quirks": True}, "$.high_resolution: is ours, there is nothing upstream that it could follow; "
                                             "remove it, or upstream_quirks"),
                 ({"high_resolution": {"strength": 2}}, "$.high_resolution.strength: is 2, but must be 0 to 1"),
                 ({"high_resolution": {"first_area": 5}},
                  "$.high_resolution.first_area: is 5, but must be 4096 to 4194304")]
        for number, (fields, _) in enumerate(cases):
            self.write(f"{number}.json", self.WISH | fields)
        self.all_refuse([(["generate", f"{number}.json", "--out", "a.png", *FLAGS], sentence)
                         for number, (_, sentence) in enumerate(cases)])


if __name__ == "__main__":
    unittest.main()
