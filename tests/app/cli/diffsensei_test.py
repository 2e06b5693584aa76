# SPDX-License-Identifier: Apache-2.0
"""The verb `generate` with DiffSensei's folder: every recorded panel from a request file, from safetensors and from
pickles, with recorded noise; latents compared as tests/data/diffsensei/README.md says."""
import json
import unittest

from cli_support import CliTest, linked_checkpoint, needs_engine
from diffsensei_fixture import FIXTURE, TOLERANCE, panel_request
from recorded_drawing import draw_recorded
from tensor_files import deviations_apart, read_tensors


def compose(folder, pickled, grey):
    """A checkpoint folder of links, with the pickles in their slots, or for pictures that stay coloured."""
    linked_checkpoint(folder)
    for pickle in (FIXTURE / "pickled").glob("*/pytorch_model.bin") if pickled else ():
        part = folder / "image_generator" / pickle.parent.name
        for weights in part.glob("*.safetensors"):
            weights.unlink()
        (part / pickle.name).symlink_to(pickle)
    if not grey:
        traits = {"schema": "komawari.model/1", "reference": {"grey": False}, "empty_boxes_cover_corner": True}
        (folder / "komawari.json").write_text(json.dumps(traits))
    return folder


@needs_engine
class DiffSensei(CliTest):
    @classmethod
    def setUpClass(cls):
        cls.panels = json.loads((FIXTURE / "io.json").read_text())["panels"]
        cls.recorded = read_tensors(FIXTURE / "io.safetensors")

    def compare(self, pickled):
        models = {grey: compose(self.folder / f"model-{grey}", pickled, grey) for grey in (True, False)}
        for name, panel in self.panels.items():
            with self.subTest(panel=name):
                content = panel_request(panel, models[panel["conversion"] == "grey"])
                content["upstream_quirks"] = name != "c2_d2_guidance1_boxes"
                noise = {key: self.recorded[f"panel.{name}.{key}"] for key in ("noise", "magi_noise")}
                (shape, latents), _ = draw_recorded(self, content, noise)
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
