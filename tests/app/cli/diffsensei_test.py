# SPDX-License-Identifier: Apache-2.0
"""The verb `generate` with DiffSensei's folder: every recorded panel from a request file, from safetensors and from
pickles, with recorded noise; latents compared as tests/data/diffsensei/README.md says."""
import json
import unittest

from cli_support import CHECKPOINT, SOURCE, CliTest, needs_engine
from tensor_files import deviations_apart, read_tensors, write_tensors

DATA = SOURCE / "tests/data/diffsensei"
FLAGS = ("--threads", "1", "--dtype", "float32")
TOLERANCE = 1e-4  # of the standard deviation of all recorded steps


def compose(folder, pickled, grey):
    """A checkpoint folder of links, with the pickles in their slots, or for pictures that stay coloured."""
    generator = folder / "image_generator"
    generator.mkdir(parents=True)
    for part in (CHECKPOINT / "image_generator").iterdir():
        pickle = DATA / "pickled" / part.name / "pytorch_model.bin"
        if not pickled or not pickle.exists():
            (generator / part.name).symlink_to(part)
            continue
        (generator / part.name).mkdir()
        (generator / part.name / pickle.name).symlink_to(pickle)
        if (part / "config.json").exists():
            (generator / part.name / "config.json").symlink_to(part / "config.json")
    if not grey:
        traits = {"schema": "komawari.model/1", "reference": {"grey": False}, "empty_boxes_cover_corner": True}
        (folder / "komawari.json").write_text(json.dumps(traits))
    return folder


@needs_engine
class DiffSensei(CliTest):
    @classmethod
    def setUpClass(cls):
        cls.panels = json.loads((DATA / "io.json").read_text())["panels"]
        cls.recorded = read_tensors(DATA / "io.safetensors")

    def request(self, panel, model):
        """The panel as a request; upstream's quirks are on, as they were recorded."""
        characters = [{"references": [str(DATA / "images" / f"{picture}.png")], "box": box}
                      for picture, box in zip(panel["images"], panel["boxes"])]
        return {"schema": "komawari.request/1", "model": str(model), "prompt": panel["prompt"],
                "negative_prompt": panel["negative_prompt"], "width": panel["width"], "height": panel["height"],
                "steps": panel["steps"], "guidance_scale": panel["guidance_scale"],
                "character_scale": panel["ip_scale"], "count": panel["num_samples"], "seed": 0,
                "characters": characters, "dialog_boxes": panel["dialogs"], "upstream_quirks": True}

    def draw(self, name, content):
        noise = {key: self.recorded[f"panel.{name}.{key}"] for key in ("noise", "magi_noise")}
        write_tensors(self.folder / "noise.safetensors", noise)
        self.write("a.json", content)
        self.run_to_the_end("generate", "a.json", "--out", "a.png", "--initial-noise", "noise.safetensors",
                            "--latents-out", "latents.safetensors", *FLAGS)
        return read_tensors(self.folder / "latents.safetensors")["latents"]

    def run_to_the_end(self, *arguments):
        """Notes, on surplus characters for one, may be written beside."""
        code, _, err = self.run_cli(*arguments)
        self.assertEqual(code, 0, err)

    def compare(self, pickled):
        models = {grey: compose(self.folder / f"model-{grey}", pickled, grey) for grey in (True, False)}
        for name, panel in self.panels.items():
            with self.subTest(panel=name):
                content = self.request(panel, models[panel["conversion"] == "grey"])
                content["upstream_quirks"] = name != "c2_d2_guidance1_boxes"
                shape, latents = self.draw(name, content)
                steps, values = self.recorded[f"panel.{name}.latents"]
                last = values[-len(latents):]
                self.assertEqual(shape, steps[1:])
                self.assertLess(deviations_apart(latents, last, values), TOLERANCE)

    def test_safetensors_give_every_recorded_panel(self):
        self.compare(pickled=False)

    def test_pickles_give_every_recorded_panel(self):
        self.compare(pickled=True)


if __name__ == "__main__":
    unittest.main()
