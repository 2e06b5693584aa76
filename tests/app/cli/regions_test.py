# SPDX-License-Identifier: Apache-2.0
"""The verb `generate` with regions (RPG): pictures of tests/data/rpg, one for every field of a request, from a file with
recorded noise, and one sentence for every mistake. Latents are compared as the fixture's README says.
tests/engine/pipelines/region_drawing_test draws all that were recorded."""
import json
import unittest

from cli_support import SOURCE, CliTest, needs_engine
from recorded_drawing import FLAGS, draw_recorded
from tensor_files import read_tensors

FIXTURE = SOURCE / "tests/data/rpg"


def region_request(case, family):
    """A recorded picture as a request; what was recorded of the published code needs its quirks."""
    regions = {"split": case["split_ratio"], "pooled": case["pooled"]}
    regions |= {key: case[key] for key in ("base_prompt", "base_ratio") if case[key] is not None}
    content = {"schema": "komawari.request/1", "model": str(FIXTURE / "checkpoint" / family),
               "prompt": case["prompt"], "negative_prompt": case["negative_prompt"], "width": case["width"],
               "height": case["height"], "steps": case["steps"], "guidance_scale": case["guidance_scale"],
               "guidance_rescale": case["guidance_rescale"], "count": case["num_images_per_prompt"], "seed": 0,
               "clip_skip": case["clip_skip"] or 0, "sampler": "dpmpp_2m", "sigmas": "karras", "regions": regions}
    if case["behaviour"] == "upstream":
        content["upstream_quirks"] = True
    return content


@needs_engine
class Regions(CliTest):
    @classmethod
    def setUpClass(cls):
        cls.cases = json.loads((FIXTURE / "io.json").read_text())["cases"]
        cls.recorded = read_tensors(FIXTURE / "io.safetensors")

    def case(self, family, name):
        return next(case for case in self.cases[family] if case["id"] == name)

    def compare(self, family, *names):
        for name in names:
            case = self.case(family, name)
            with self.subTest(family=family, case=name):
                noise = {"noise": self.recorded[case["noise"]]}
                (shape, latents), _ = draw_recorded(self, region_request(case, family), noise)
                wanted, expected = self.recorded[f"{family}.{case['id']}.latents"]
                self.assertEqual(shape, wanted)
                self.assertLess(max(abs(a - b) for a, b in zip(latents, expected)), case["tolerance"])

    def test_stable_diffusion_gives_the_recorded_pictures(self):
        self.compare("sd15", "rows_columns", "base_04", "clip_skip", "base_upstream")

    def test_sdxl_gives_the_recorded_pictures(self):
        self.compare("sdxl", "uneven", "base_per_cell", "negative_none", "two_images", "guidance_rescale", "pooled_base",
                     "many_columns_upstream")

    def test_a_recipe_with_regions_draws_the_same_again(self):
        content = region_request(self.case("sdxl", "base_per_cell"), "sdxl") | {"steps": 2}
        self.write("a.json", content)
        self.succeeds("generate", "a.json", "--out", "a.png", *FLAGS)
        self.succeeds("generate", "--recipe-of", "a.png", "--out", "b.png", *FLAGS)
        self.assertEqual((self.folder / "a.png").read_bytes(), (self.folder / "b.png").read_bytes())

    def test_a_mistake_is_named_where_it_stands(self):
        good = region_request(self.case("sdxl", "columns"), "sdxl") | {"steps": 1}
        box = {"box": [0, 0, 0.5, 1], "prompt": "a fox"}

        def with_regions(**regions):
            return good | {"regions": regions}

        cases = (
            (with_regions(split="1,x"), '$.regions.split: "1,x" has "x" at character 3 where a number greater than 0 '
                                        'must stand; write widths, such as 1,2, or rows of a height and widths, such as '
                                        '1;2,1,1'),
            (with_regions(split="1,0"), '$.regions.split: "1,0" has "0" at character 3 where a number greater than 0 '
                                        'must stand; write widths, such as 1,2, or rows of a height and widths, such as '
                                        '1;2,1,1'),
            (with_regions(split="1,1,1"), "$.prompt: there are 2 prompts for 3 regions; write one for each, or change the "
                                          "split"),
            (with_regions(split="1"), "$.prompt: there are 2 prompts for 1 region; write one for each, or change the "
                                      "split"),
            (with_regions(split="1,1", base_ratio="0.2,1.5", base_prompt="all"),
             '$.regions.base_ratio: "0.2,1.5" has "1.5" at character 5 where a number from 0 to 1 must stand; write one '
             'for all regions, such as 0.3, or one per region in the rows of the split'),
            (with_regions(split="1,1", base_ratio=1.5, base_prompt="all"),
             "$.regions.base_ratio: is 1.5, but must be 0 to 1"),
            (with_regions(split="1,1", base_prompt="all"),
             "$.regions.base_ratio: the base prompt has no base ratio; say how much of each region it has, such as 0.3, "
             "or remove it"),
            (with_regions(), "$.regions: have neither a split nor boxes; give one, or remove the field"),
            (with_regions(split="1,1", boxes=[box]), "$.regions: have both boxes and a split with prompts; keep one of "
                                                     "them"),
            (with_regions(boxes=[box | {"box": [0.5, 0, 0.5, 1]}]),
             "$.regions.boxes[0]: has a box without area, [0.5, 0, 0.5, 1]; right must be greater than left, and bottom "
             "than top"),
            (with_regions(boxes=[box, box | {"box": [1.5, 0, 2, 1]}]),
             "$.regions.boxes[1]: has a box beside the panel, [1.5, 0, 2, 1]; move it to where it shares something with "
             "0 to 1, or remove it"),
            (with_regions(boxes=[box | {"prompt": " "}]), "$.regions.boxes[0].prompt: has no words; say what is there, or "
                                                          "remove the box"),
            (with_regions(boxes=[box | {"weight": 2}]), "$.regions.boxes[0].weight: is 2, but must be 0 to 1"),
            (with_regions(boxes=[box]) | {"prompt": ""}, "$.regions.base_prompt: is missing; boxes need a prompt for "
                                                         "what lies beside them"),
            (with_regions(split="1,1", pooled="base"), "$.regions.pooled: asks for the base prompt's text, but there is "
                                                       'none; give one, or take "last"'),
        )
        runs = []
        for number, (content, sentence) in enumerate(cases):
            self.write(f"{number}.json", content)
            runs.append((["generate", f"{number}.json", "--out", "no.png", *FLAGS], sentence))
        self.all_refuse(runs)
        self.assertFalse((self.folder / "no.png").exists())


if __name__ == "__main__":
    unittest.main()
