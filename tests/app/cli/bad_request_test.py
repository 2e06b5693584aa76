# SPDX-License-Identifier: Apache-2.0
"""Requests that cannot be drawn: one sentence that names the field, one last event, no file."""
import json
import re
import unittest

from cli_support import CHECKPOINT, CliTest, picture, placed, png, request, needs_engine


@needs_engine
class BadRequest(CliTest):
    def refused(self, *cases):
        """Pairs of a request and the sentence that refuses it, in which FILE stands for the request's name."""
        runs = []
        for number, (content, sentence) in enumerate(cases):
            self.write(f"{number}.json", content)
            if isinstance(sentence, str):
                sentence = sentence.replace("FILE", f"{number}.json")
            runs.append((["generate", f"{number}.json", "--out", "a.png"], sentence))
        self.all_refuse(runs)
        self.assertFalse((self.folder / "a.png").exists())

    def test_the_file(self):
        self.refuses(["generate", "none.json"], "none.json: there is no such request file; check the path")
        (self.folder / "folder.json").mkdir()
        self.refuses(["generate", "folder.json"], "folder.json: the request file cannot be read; check that it "
                                                    "is a file and its permissions")
        places = (("", 1, 1), ("{", 1, 2), ('{"schema": "komawari.request/1",\n "steps": 3x}', 2, 12),
                  (b"\xff\xfe\x00", 1, 1))
        deep = "FILE: nests deeper than 64 lists and objects"
        self.refused(
            *((content, f"FILE: is not JSON: syntax error at line {line}, column {column}; correct it there")
              for content, line, column in places),
            ("[" * 100_000 + "]" * 100_000, deep), ('{"a":' * 100_000 + "1" + "}" * 100_000, deep),
            ('"' + "x" * (17 << 20) + '"', "FILE: is larger than 16 MiB"), ("[]", "$: must be an object"),
            ({}, '$.schema: must be "komawari.request/1"'), ({"schema": 1}, "$.schema: must be a text"))

    def test_a_field_that_is_unknown_or_outside_its_range_is_named(self):
        character = placed() | {"box": [0, 0, 1]}
        cases = (
            ({"promt": "a"}, "$.promt: unknown field; correct its name or remove it"),
            ({"width": 63}, "$.width: is 63, but must be 64 to 2048"),
            ({"width": 96.5}, "$.width: must be a whole number from 64 to 2048"),
            ({"height": 10**30}, "$.height: must be a whole number from 64 to 2048"),
            ({"steps": 0}, "$.steps: is 0, but must be 1 to 150"),
            ({"steps": "3"}, "$.steps: must be a whole number from 1 to 150"),
            ({"seed": -1}, "$.seed: is -1, but must be 0 to 9223372036854775807"),
            ({"seed": 2**63}, "$.seed: is 9223372036854775808, but must be 0 to 9223372036854775807"),
            ({"count": 17}, "$.count: is 17, but must be 1 to 16"),
            ({"prompt": 5}, "$.prompt: must be a text"),
            ({"prompt_weighting": "yes"}, "$.prompt_weighting: must be true or false"),
            ({"guidance_scale": -1}, "$.guidance_scale: is -1, but must be 0 to 1000000000"),
            ({"guidance_rescale": 1.5}, "$.guidance_rescale: is 1.5, but must be 0 to 1"),
            ({"shot": "middle"}, '$.shot: is "middle", but must be one of close-up, bust, full, wide'),
            ({"characters": {}}, "$.characters: must be a list"),
            ({"characters": [1]}, "$.characters[0]: must be an object"),
            ({"characters": [character]}, "$.characters[0].box: must be [left, top, right, bottom]"),
            ({"characters": [placed() | {"strength": 3}]}, "$.characters[0].strength: is 3, but must be 0 to 2"),
            ({"characters": [placed() | {"hair": "red"}]},
             "$.characters[0].hair: unknown field; correct its name or remove it"),
            ({"dialog_boxes": [[0, 0, 1, 9]]}, "$.dialog_boxes[0][3]: must be a number in 0 to 1 of the panel "
                                               "(−8 to 8 when it leaves it)"),
            ({"dialog_boxes": [[0, 0, 1, 1]] * 65}, "$.dialog_boxes: has 65 entries, but at most 64 fit"),
        )
        self.refused(*((request(**fields), sentence) for fields, sentence in cases))

    def test_what_the_engine_cannot_do_is_refused_by_name(self):
        self.refused((request(mllm={"enabled": True}), "$.mllm: this model has no language agent; choose one with a folder "
                                                       "mllm, or switch the agent off"),
                     (request(mask="a.png"), "$.mask: needs a picture to repaint; give init_picture too"),
                     (request(init_box=[0, 0, 1, 0.5]), "$.init_box: needs a picture that grows; give init_picture too"),
                     (request(characters=[placed()] * 4 + [placed() | {"name": "Yuki"}]),
                      "$.characters: has 5 characters, but the model takes at most 4; remove number 5 (Yuki)"),
                     (request(dialog_boxes=[[0, 0, 1, 1]] * 10),
                      "$.dialog_boxes: has 10 dialog boxes, but the model takes at most 8; remove number 9 and what "
                      "follows"),
                     (request(characters=[placed(), placed() | {"name": "Yuki", "box": [0.5, 0.2, 0.5, 0.9]}]),
                      "$.characters[1] (Yuki): has a box without area, [0.5, 0.2, 0.5, 0.9]; right must be greater than "
                      "left, and bottom than top"),
                     (request(dialog_boxes=[[0, 0, 1, 1], [1.25, 0, 1.5, 0.5]]),
                      "$.dialog_boxes[1]: has a box beside the panel, [1.25, 0, 1.5, 0.5]; move it to where it shares "
                      "something with 0 to 1, or remove it"))

    def test_models_that_are_not_there_are_named(self):
        self.write("one.safetensors", "x")
        self.refused(
            (request(model="maxi"),
             re.compile(r"\Amaxi: there is no such model; known are \S.*, or give the path of a folder or file\Z")),
            (request(model=str(self.folder)),
             f"{self.folder}: the folder has neither image_generator/ nor model_index.json; give a checkpoint's own "
             "folder"),
            (request(model=str(self.folder / "one.safetensors")),
             f"{self.folder}/one.safetensors: the file is too short to be safetensors; get the file again"))

    def test_reference_pictures_that_cannot_be_read_are_named(self):
        self.write("huge.png", png(100_000, 100_000))
        self.write("cut.png", picture(64, 64)[:60])
        self.write("text.png", "hello")
        self.write("cut.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF")
        (self.folder / "folder.png").mkdir()
        cases = {
            "none.png": "the picture is not there; check the path",
            "huge.png": "the picture is 100000 × 100000 pixels; at most 100 megapixels can be read, make it smaller",
            "cut.png": "the PNG is damaged (it ends too early); use another copy of it",
            "text.png": "this is neither a PNG nor a JPEG picture; convert it to one of them",
        }
        self.refused(
            *((request(characters=[placed(name)]), f"$.characters[0].references[0], {name}: {sentence}")
              for name, sentence in cases.items()),
            (request(characters=[placed("cut.jpg")]), re.compile(r".*, cut\.jpg: the JPEG is damaged \(.*\)")),
            (request(characters=[placed(), placed("folder.png") | {"name": "Yuki"}]),
             re.compile(r"\A\$\.characters\[1\] \(Yuki\)\.references\[0\], folder\.png: the picture ")))

    def test_a_failure_is_the_last_event(self):
        for content, code in ((request(promt="x"), "invalid_argument"), (request(model="maxi"), "not_found"),
                              (request(mllm={"enabled": True}), "unsupported"), ("{", "invalid_argument")):
            self.write("a.json", content)
            status, out, err = self.run_cli("generate", "a.json", "--json")
            events = self.events_of(out)
            self.assertEqual((status, events[-1]["event"], events[-1]["code"]), (1, "failed", code))
            self.assertEqual(err, f"komawari-cli: {events[-1]['text']}\n")

    def test_a_recipe_file_is_a_request_too(self):
        recipe = {"schema": "komawari.recipe/1", "request": request(steps=1, model=str(CHECKPOINT))}
        self.write("a.json", json.dumps(recipe))
        self.assertEqual(self.succeeds("generate", "a.json", "--out", "b.png"), "b.png\n")
        recipe["request"]["promt"] = 1
        self.refused((recipe, "$.request.promt: unknown field; correct its name or remove it"))


if __name__ == "__main__":
    unittest.main()
