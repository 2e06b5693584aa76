# SPDX-License-Identifier: Apache-2.0
"""The verb `generate` with Stable Diffusion checkpoints: every recorded case from a request file, latents compared."""
import json
import unittest

from cli_support import SOURCE, CliTest, needs_engine
from tensor_files import deviations_apart, read_tensors, write_tensors

PIPELINES = SOURCE / "tests/data/pipelines"
FLAGS = ("--threads", "1", "--dtype", "float32")
# Of the final latents' standard deviation, as specs/request.md promises.
TOLERANCE = 1e-3


@needs_engine
class Pipelines(CliTest):
    def checkpoint(self, family, name):
        """A nine-channel checkpoint is the plain one with another unet."""
        if name != "inpaint_nine":
            return PIPELINES / family
        composed = self.folder / "inpaint"
        composed.mkdir()
        for part in (PIPELINES / family).iterdir():
            if part.name != "unet":
                (composed / ("unet" if part.name == "inpaint_unet" else part.name)).symlink_to(part)
        return composed

    def request(self, family, name):
        """The case with its files where the checkpoint has them."""
        folder = PIPELINES / family
        content = json.loads((folder / "cases.json").read_text())[name]
        content |= {"schema": "komawari.request/1", "model": str(self.checkpoint(family, name))}
        for key in ("init_picture", "mask"):
            if key in content:
                content[key] = str(folder / content[key])
        for control in content.get("controls", []):
            control |= {"model": str(folder / control["model"]), "picture": str(folder / control["picture"])}
        for lora in content.get("loras", []):
            lora["file"] = str(folder / lora["file"])
        return content

    def write_noise(self, family, name):
        """The recorded noise as a file of its own."""
        noise = read_tensors(PIPELINES / family / "recorded.safetensors")[f"{name}.noise"]
        write_tensors(self.folder / "noise.safetensors", {"noise": noise})

    def latents(self, content, *flags):
        self.write("a.json", content)
        self.succeeds("generate", "a.json", "--out", "a.png", "--latents-out", "latents.safetensors", *FLAGS, *flags)
        return read_tensors(self.folder / "latents.safetensors")["latents"]

    def compare(self, family, name, *flags):
        shape, drawn = self.latents(self.request(family, name), *flags)
        wanted, expected = read_tensors(PIPELINES / family / "recorded.safetensors")[f"{name}.latents"]
        self.assertEqual(shape, wanted)
        self.assertLess(deviations_apart(drawn, expected), TOLERANCE)

    def test_text_becomes_the_reference_s_latents(self):
        for family, name in (("sd1", "pndm"), ("sd1", "euler_a"), ("sd2", "zero_snr"), ("sdxl", "no_negative")):
            with self.subTest(family=family, name=name):
                self.compare(family, name)

    def test_recorded_noise_is_a_file(self):
        self.write_noise("sdxl", "euler")
        self.compare("sdxl", "euler", "--initial-noise", "noise.safetensors")

    def test_a_picture_a_mask_control_pictures_and_loras_come_from_the_request(self):
        for family, name in (("sd1", "img2img"), ("sd1", "inpaint"), ("sd1", "controlnets"), ("sd1", "lora"),
                             ("sdxl", "controlnet"), ("sdxl", "inpaint_nine"), ("sdxl", "lora")):
            with self.subTest(family=family, name=name):
                self.compare(family, name)

    def test_a_repaint_keeps_what_the_mask_keeps(self):
        content = self.request("sd1", "inpaint") | {"upstream_quirks": False, "sampler": "dpmpp_2m"}
        self.write("a.json", content)
        said = self.succeeds("generate", "a.json", "--out", "a.png", *FLAGS)
        self.assertEqual(said, "a.png\n")
        self.assertEqual(self.picture_size("a.png"), self.picture_size(PIPELINES / "sd1/picture.png"))

    def picture_size(self, file):
        content = (self.folder / file).read_bytes()
        return int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")

    def test_what_does_not_fit_is_refused_with_a_sentence(self):
        sd1 = self.request("sd1", "pndm")
        xl_lora, xl_net = PIPELINES / "sdxl/lora_peft.safetensors", PIPELINES / "sdxl/controlnet_1"
        cases = [
            (sd1 | {"mask": str(PIPELINES / "sd1/mask.png")}, "needs a picture to repaint"),
            (sd1 | {"repaint": {"feather": 4}}, "there is no mask"),
            (sd1 | {"init_picture": str(PIPELINES / "sd1/picture.png"), "strength": 0, "sampler": "ddim"},
             "no step is left"),
            (sd1 | {"loras": [{"file": str(xl_lora)}]}, "lora_peft.safetensors"),
            (sd1 | {"controls": [{"model": str(xl_net), "picture": str(PIPELINES / "sd1/hint_1.png")}]}, "controlnet_1"),
            (sd1 | {"model": str(PIPELINES / "sd1/controlnet_1")}, "this is a ControlNet, not a checkpoint"),
            (sd1 | {"characters": [{"box": [0, 0, 1, 1]}], "upstream_quirks": False}, "the model takes none"),
        ]
        for index, (content, sentence) in enumerate(cases):
            with self.subTest(sentence=sentence):
                self.write(f"{index}.json", content)
                code, out, err = self.run_cli("generate", f"{index}.json", "--out", "no.png", *FLAGS)
                self.assertEqual((code, out), (1, ""), err)
                self.assertIn(sentence, err)
                self.assertEqual(err.count("\n"), 1, err)
        self.assertFalse((self.folder / "no.png").exists())


if __name__ == "__main__":
    unittest.main()
