# SPDX-License-Identifier: Apache-2.0
"""The verb `generate` with MS-Diffusion: recorded cases, one for every field of a request, from a file with recorded
noise; latents compared as tests/data/msdiffusion/README.md says. And what is wrong with subjects is said in one sentence.
tests/engine/pipelines/subject_drawing_test draws all that were recorded."""
import json
import re
import shutil
import unittest

from cli_support import CliTest, SOURCE, needs_engine
from recorded_drawing import FLAGS, draw_recorded
from tensor_files import read_tensors

FIXTURE = SOURCE / "tests/data/msdiffusion"
CHECKPOINT = FIXTURE / "checkpoint"


def subjects(case):
    strengths = case["subject_scales"] or [None] * len(case["refs"])
    return [{"references": [str(FIXTURE / f"images/{picture}.png")], "phrase": phrase, "box": box} |
            ({} if strength is None else {"strength": strength})
            for picture, phrase, box, strength in zip(case["refs"], case["phrases"], case["boxes"], strengths)]


def layout(case):
    auto = case["mask_threshold"] is not None
    found = {"mode": "auto", "mask_threshold": case["mask_threshold"], "start_step": case["start_step"]} if auto else {}
    return {"mode": "boxes", "drop_grounding": bool(case["drop_grounding_tokens"])} | found


def case_request(case, adapter=CHECKPOINT / "ms_adapter.bin"):
    content = {"schema": "komawari.request/1", "model": str(CHECKPOINT / "sdxl"), "seed": 0,
               "subject_adapter": {"file": str(adapter), "image_encoder": str(CHECKPOINT / "image_encoder")},
               "characters": subjects(case), "layout": layout(case), "character_scale": case["scale"],
               "count": case["num_samples"], "upstream_quirks": case["behaviour"] == "upstream"}
    for key in ("prompt", "negative_prompt", "width", "height", "steps", "guidance_scale"):
        content[key] = case[key]
    if "hint" in case:
        content["controls"] = [{"model": str(CHECKPOINT / "controlnet"), "picture": str(FIXTURE / "images/hint.png"),
                                "scale": case["controlnet_scale"]}]
    return content


@needs_engine
class MsDiffusion(CliTest):
    @classmethod
    def setUpClass(cls):
        cases = json.loads((FIXTURE / "io.json").read_text())["cases"]
        cls.cases = {case["id"]: case for case in cases if not case.get("quirk_only")}
        cls.recorded = read_tensors(FIXTURE / "io.safetensors")

    def compare(self, name, **other):
        case = self.cases[name]
        (shape, drawn), said = draw_recorded(self, case_request(case) | other,
                                              {"noise": self.recorded[case["noise"]]})
        wanted, expected = self.recorded[f"e2e.{name}.latents"]
        self.assertEqual(shape, wanted)
        self.assertLessEqual(max(abs(a - b) for a, b in zip(drawn, expected)), case["tolerance"])
        return drawn, said

    def test_recorded_cases(self):
        for name in ("two_samples", "background_box", "drop", "subject_scales_three", "no_guidance", "auto_threshold03",
                     "auto_twice_upstream", "wide", "odd_auto", "control_text_only"):
            with self.subTest(case=name):
                self.compare(name)

    def test_an_adapter_of_half_numbers_and_one_named_by_its_folder(self):
        folder = self.folder / "adapter"
        folder.mkdir()
        (folder / "ms_adapter.bin").symlink_to(CHECKPOINT / "half_ms_adapter.bin")
        encoder = str(CHECKPOINT / "image_encoder")
        self.compare("two", subject_adapter={"file": str(folder), "image_encoder": encoder})

    def test_what_changes_nothing_is_skipped_and_said(self):
        nothing, said = self.compare("zero_boxes")
        self.assertIn("Character 1 has a box without area, so its picture changes nothing", said)
        text, said = self.compare("text_only")
        self.assertEqual(list(nothing), list(text))
        self.assertEqual(said, "")
        # With a scale of 0 the adapter is not even opened.
        self.compare("text_only", subject_adapter={"file": "none.bin", "image_encoder": "none"})

    def test_a_phrase_that_is_not_in_the_prompt_is_said(self):
        said = self.compare("auto_missing_phrase")[1]
        self.assertIn('Character 2 has the phrase "zebra", which the prompt does not say word for word', said)

    def test_two_pictures_of_one_subject_are_two_subjects_in_one_box(self):
        case = self.cases["repeated_subject"]
        content = case_request(case)
        content["characters"][1]["references"] += content["characters"].pop()["references"]
        self.compare("repeated_subject", characters=content["characters"])

    def test_a_recipe_draws_the_same_again(self):
        content = case_request(self.cases["auto"])
        self.write("a.json", content)
        self.succeeds("generate", "a.json", "--out", "a.png", *FLAGS)
        self.succeeds("generate", "--recipe-of", "a.png", "--out", "b.png", *FLAGS)
        self.assertEqual((self.folder / "a.png").read_bytes(), (self.folder / "b.png").read_bytes())

    def refused(self, *cases):
        runs = []
        for number, (fields, sentence) in enumerate(cases):
            content = case_request(self.cases["two"]) | fields
            self.write(f"{number}.json", {key: value for key, value in content.items() if value is not None})
            runs.append((["generate", f"{number}.json", "--out", "a.png", *FLAGS], sentence))
        self.all_refuse(runs)
        self.assertFalse((self.folder / "a.png").exists())

    def test_what_is_wrong_with_a_subject(self):
        one = subjects(self.cases["one"])[0]
        (self.folder / "broken.png").write_bytes(b"no picture")
        self.refused(
            ({"characters": [one, one | {"name": "Aki", "references": []}]},
             "$.characters[1] (Aki): has no picture, which MS-Diffusion needs; give one in references, or remove the "
             "character"),
            ({"characters": [one | {"references": ["none.png"]}]},
             re.compile(r"^\$\.characters\[0\]\.references\[0\], .*none\.png: ")),
            ({"characters": [one | {"references": ["broken.png"]}]},
             re.compile(r"^\$\.characters\[0\]\.references\[0\], .*broken\.png: ")),
            ({"characters": [one | {"box": [1.25, 0, 1.5, 0.5]}]},
             "$.characters[0]: has a box beside the panel, [1.25, 0, 1.5, 0.5]; move it to where it shares something "
             "with 0 to 1, or remove it"),
            ({"characters": [one | {"box": [0.5, 0, 0.25, 0.5]}]},
             "$.characters[0]: has a box without area, [0.5, 0, 0.25, 0.5]; right must be greater than left, and bottom "
             "than top"),
            ({"characters": [one] * 4 + [one | {"name": "Yuki"}]},
             "$.characters: has 5 characters, but the model takes at most 4; remove number 5 (Yuki)"))

    def test_what_is_wrong_with_the_adapter(self):
        adapter, encoder = str(CHECKPOINT / "ms_adapter.bin"), str(CHECKPOINT / "image_encoder")
        shutil.copytree(CHECKPOINT / "image_encoder", self.folder / "bare")
        (self.folder / "bare/config.json").unlink()
        other = SOURCE / "tests/data/diffsensei/checkpoint/image_generator/clip_image_encoder"
        unet = CHECKPOINT / "sdxl/unet/diffusion_pytorch_model.safetensors"
        (self.folder / "cut.bin").write_bytes((CHECKPOINT / "ms_adapter.bin").read_bytes()[:100_000])
        wrong = lambda file, image_encoder: {"subject_adapter": {"file": file, "image_encoder": image_encoder}}
        self.refused(
            (wrong("none.bin", encoder), re.compile(r"none\.bin: there is no such adapter; check the path$")),
            (wrong("cut.bin", encoder), re.compile(r"cut\.bin: ")),
            (wrong(str(unet), encoder), re.compile(r"this is a checkpoint; give MS-Diffusion's ms_adapter\.bin$")),
            (wrong(adapter, "none"), re.compile(r"none: there is no such folder; give the image encoder's "
                                                r"\(CLIP-ViT-bigG-14\), with config\.json and weights$")),
            (wrong(adapter, "bare"), re.compile(r"bare: the image encoder's config\.json is missing; ")),
            (wrong(adapter, str(other)), re.compile(r"this image encoder has the width \d+, but the adapter wants 96; "
                                                    r"give the one it was trained with")),
            ({"model": str(SOURCE / "tests/data/pipelines/sdxl")},
             re.compile(r"ms_adapter\.bin: this adapter has 34 matrices, the model wants \d+ for tokens of width \d+; ")),
            ({"model": str(SOURCE / "tests/data/pipelines/sd1")},
             "$.subject_adapter: MS-Diffusion's adapter is made for Stable Diffusion XL; choose such a model, or remove "
             "the field"),
            ({"subject_adapter": None, "characters": None},
             "$.layout: says how subjects are laid out, but there is no subject_adapter; give one, or remove the field"),
            ({"subject_adapter": {"file": adapter}}, "$.subject_adapter.image_encoder: is missing"))


if __name__ == "__main__":
    unittest.main()
