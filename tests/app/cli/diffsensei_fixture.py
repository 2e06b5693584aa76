# SPDX-License-Identifier: Apache-2.0
"""The recorded panels of tests/data/diffsensei as requests."""
from cli_support import SOURCE

FIXTURE = SOURCE / "tests/data/diffsensei"
TOLERANCE = 1e-4  # of the latents' standard deviation, as the fixture's README states


def panel_request(panel, model):
    """A panel as it was recorded: upstream's quirks are on."""
    characters = [{"references": [str(FIXTURE / "images" / f"{picture}.png")], "box": box}
                  for picture, box in zip(panel["images"], panel["boxes"])]
    return {"schema": "komawari.request/1", "model": str(model), "prompt": panel["prompt"],
            "negative_prompt": panel["negative_prompt"], "width": panel["width"], "height": panel["height"],
            "steps": panel["steps"], "guidance_scale": panel["guidance_scale"],
            "character_scale": panel["ip_scale"], "count": panel["num_samples"], "seed": 0,
            "characters": characters, "dialog_boxes": panel["dialogs"], "upstream_quirks": True}
