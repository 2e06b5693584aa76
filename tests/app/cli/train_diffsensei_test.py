# SPDX-License-Identifier: Apache-2.0
"""The verb `train` with the stages of DiffSensei and of the assistant: two processes, export, and a picture from what
was exported."""
import json
import os
import pathlib
import re
import shutil
import struct
import tempfile
import time
import unittest
import zlib

from cli_support import CliTest, SOURCE, needs_engine, needs_mini, placed, request

DATA = SOURCE / "tests/data/diffsensei"
MINI = SOURCE / "resources/models/mini"


def write_png(path, width, height, shade):
    """A grey picture with a gradient."""
    rows = b"".join(b"\0" + bytes((x * 2 + y + shade) % 256 for x in range(width)) for y in range(height))

    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) +
                     chunk(b"IEND", b""))


def annotated_page(name):
    character = {"id": 1, "bbox": [40, 40, 140, 230], "type": 0}
    other = {"id": 1, "bbox": [300, 40, 380, 230], "type": 0}
    return {"image_path": name, "meta": {"url1": "", "url2": ""},
            "frames": [{"bbox": [0, 0, 256, 256], "caption": "a boy waits", "characters": [character],
                        "dialogs": [{"bbox": [150, 10, 240, 70]}]},
                       {"bbox": [260, 0, 516, 256], "caption": "the boy runs", "characters": [other], "dialogs": []}]}


@needs_engine
class Stages(CliTest):
    @classmethod
    def setUpClass(cls):
        cls.shared = pathlib.Path(tempfile.mkdtemp(prefix="koma-stages-"))
        cls.addClassCleanup(shutil.rmtree, cls.shared, ignore_errors=True)
        (cls.shared / "pages").mkdir()
        for number in range(2):
            write_png(cls.shared / "pages" / f"{number}.png", 516, 256, 40 * number)
        pages = [annotated_page(f"{number}.png") for number in range(2)]
        (cls.shared / "a.json").write_text(json.dumps(pages), encoding="utf-8")

    def train(self, stage, *arguments):
        code, out, err = self.run_cli("train", "--stage", stage, "--run", self.shared / "run", "--from",
                                      DATA / "checkpoint", *arguments)
        self.assertEqual((code, out), (0, ""), err)
        return err.splitlines()

    def pages(self, *more):
        return ("--annotations", self.shared / "a.json", "--images", self.shared / "pages", "--resolution", "256",
                "--batch", "2", *more)

    def test_1_two_processes_train_the_captions(self):
        said = self.train("t2i", *self.pages("--steps", "2", "--processes", "2", "--rate", "1e-4"))
        self.assertEqual(said[0], "t2i: 4 panels on 2 pages")
        self.assertRegex(said[-1], r"\At2i 2 loss \d+\.\d+, \d+ s, 100 %\Z")
        self.assertEqual(list((self.shared / "run").glob("rendezvous*")), [])

    def test_2_processes_that_were_started_by_hand_meet_at_an_address(self):
        words = ["train", "--stage", "condition", "--run", self.shared / "run", "--from", DATA / "checkpoint",
                 *self.pages("--steps", "1", "--unet", "new", "--ema", "0.9", "--accumulate", "2"), "--world", "2",
                 "--rendezvous", f"127.0.0.1:{20000 + os.getpid() % 20000}"]
        other = self.start(*words, "--rank", "1")
        code, _, err = self.run_cli(*words, "--rank", "0")
        self.assertEqual((code, other.wait()), (0, 0), err)
        other.stdout.close()
        other.stderr.close()
        self.assertTrue((self.shared / "run/condition.safetensors").is_file())

    def test_3_a_small_language_model_learns(self):
        said = self.train("mllm", *self.pages("--steps", "1", "--llm", "small", "--tokenizer",
                                              DATA / "mllm/checkpoint/tokenizer/tokenizer.model"))
        self.assertRegex(said[-1], r"\Amllm 1 loss \S+, diffusion \S+, lm \S+, rec \S+, \d+ s, 100 %\Z")

    def test_4_the_exported_checkpoint_draws(self):
        self.train("export", "--out", self.folder / "mine")
        folders = sorted(path.name for path in (self.folder / "mine/image_generator").iterdir() if path.is_dir())
        self.assertEqual(folders, ["clip_image_encoder", "image_proj_model", "magi_image_encoder", "scheduler",
                                   "text_encoder", "text_encoder_2", "tokenizer", "tokenizer_2", "unet", "vae"])
        self.assertEqual(sorted(path.name for path in (self.folder / "mine/mllm").iterdir()),
                         ["agent", "llm", "tokenizer"])
        self.write("a.json", request(model="mine", steps=1, width=128, height=128, characters=[placed()]))
        self.assertEqual(self.succeeds("generate", "a.json", "--out", "a.png", "--threads", "1"), "a.png\n")

    def test_5_a_killed_run_goes_on_to_the_same_bits(self):
        def words(run):
            return ["train", "--stage", "condition", "--run", self.folder / run, "--from", DATA / "checkpoint",
                    *self.pages("--steps", "6", "--unet", "new", "--precision", "float32", "--device", "cpu",
                                "--save-steps", "1", "--ema", "0.9")]

        def numbers(run):
            """The tensors' bytes; the header before them tells the seconds, too."""
            content = (self.folder / run / "condition.safetensors").read_bytes()
            return content[8 + struct.unpack("<Q", content[:8])[0]:]
        code, _, err = self.run_cli(*words("whole"))
        self.assertEqual(code, 0, err)
        process = self.start(*words("killed"))
        while not (self.folder / "killed/condition.safetensors").exists() and process.poll() is None:
            time.sleep(0.01)
        process.kill()
        process.wait()
        process.stdout.close()
        process.stderr.close()
        code, _, err = self.run_cli(*words("killed"))
        self.assertEqual(code, 0, err)
        self.assertIn("resumed at step", err)
        self.assertEqual(numbers("killed"), numbers("whole"))


@needs_engine
class Assistant(CliTest):
    def train(self, stage, *arguments):
        code, out, err = self.run_cli("train", "--stage", stage, "--run", self.folder / "run", *arguments)
        self.assertEqual((code, out), (0, ""), err)
        return err.splitlines()

    def test_drawings_teach_an_assistant_and_a_denoiser(self):
        said = self.succeeds("synthesize", "--conversations", "--count", "2", "--out", self.folder / "talk")
        self.assertEqual(len(said.splitlines()), 2)
        data = ("--data", self.folder / "talk/conversations.json", "--images", self.folder / "talk", "--batch", "1")
        said = self.train("assistant-projector", *data, "--steps", "1", "--llm", "small", "--vision",
                          SOURCE / "tests/data/llmga/vision")
        self.assertEqual(said[0], "assistant-projector: 6 conversations, 4 with pictures")
        said = self.train("assistant", *data, "--steps", "2", "--processes", "2", "--lora-rank", "4")
        self.assertRegex(said[-1], r"\Aassistant 2 loss \d+\.\d+, \d+ s, 100 %\Z")
        self.train("export-assistant", "--out", self.folder / "chat")
        self.assertEqual(sorted(path.name for path in (self.folder / "chat").iterdir()),
                         ["added_tokens.json", "config.json", "model.safetensors", "tokenizer.model",
                          "tokenizer_config.json"])
        said = self.train("assistant-images", "--from", DATA / "checkpoint", "--data", self.folder / "talk/captions.json",
                          "--resolution", "256", "--batch", "1", "--steps", "1", "--snr-gamma", "5")
        self.assertEqual(said[0], "assistant-images: 2 pictures")
        self.train("export", "--from", DATA / "checkpoint", "--out", self.folder / "mine")
        self.assertTrue((self.folder / "mine/image_generator/unet/diffusion_pytorch_model.safetensors").is_file())


@needs_mini
class Mini(CliTest):
    """The embedded model as a checkpoint to train: what it has learned must be seen in its first losses."""

    def test_its_first_losses_are_those_of_a_trained_model(self):
        self.succeeds("synthesize", "--pages", "--count", "3", "--seed", "5", "--out", self.folder / "pages")

        def losses(run, *more):
            code, _, err = self.run_cli("train", "--stage", "mllm", "--run", self.folder / run, "--from", MINI,
                                        "--annotations", self.folder / "pages/annotations.json", "--images",
                                        self.folder / "pages", "--resolution", "256", "--batch", "6", "--steps", "1",
                                        "--own-crop", "1", "--text-drop", "0", "--character-drop", "0", *more)
            self.assertEqual(code, 0, err)
            found = re.search(r"diffusion (\S+), lm (\S+), rec (\S+),", err.splitlines()[-1])
            return [float(number) for number in found.groups()]

        diffusion, language, tokens = losses("own")
        # A denoiser that is told the wrong sizes, codes or latents is at 1.6 to 3.8 here.
        self.assertLess(diffusion, 1.5)
        self.assertLess(language, 0.2)
        self.assertLess(tokens, 0.06)
        _, language, tokens = losses("fresh", "--llm", "small")
        self.assertGreater(language, 4)
        self.assertLess(tokens, 0.1, "a fresh agent begins by handing the tokens through")


@needs_engine
class Refusals(CliTest):
    def test_what_the_stages_need_is_asked_for_before_any_work(self):
        pages = ["--annotations", "a.json", "--images", "p"]
        base = ["train", "--run", "r", "--steps", "1", "--stage"]
        self.all_refuse([([*base, "t2i", *pages], "the stages of DiffSensei need a checkpoint, --from; "
                          "see komawari-cli train --help"),
                         ([*base, "mllm", "--from", "x"], "the stages of DiffSensei need pages, --annotations and "
                          "--images; see komawari-cli train --help")], code=2)
        self.refuses([*base, "t2i", "--from", "x", *pages], "x: there is no such checkpoint; check the path")
        self.all_refuse([([*base, "assistant"], "the assistant's stages need conversations, --data; "
                          "see komawari-cli train --help"),
                         ([*base, "assistant-images", "--from", "x"], "--stage assistant-images needs a checkpoint, "
                          "--from, and captioned pictures, --data; see komawari-cli train --help"),
                         ([*base, "export-assistant"], "--stage export-assistant needs --out; "
                          "see komawari-cli train --help")], code=2)
        self.assertEqual([name for name in self.files() if name != "r"], [])


if __name__ == "__main__":
    unittest.main()
