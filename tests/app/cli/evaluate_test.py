# SPDX-License-Identifier: Apache-2.0
"""The verb `evaluate`: a small report about the embedded model, with quickly trained judges, and public scores of a folder."""
import json
import shutil
import signal
import unittest

from cli_support import CHECKPOINT, REFERENCE, SOURCE, CliTest, needs_engine, needs_mini

QUICK = ("--panels", "14", "--judge-steps", "2", "--steps", "4", "--threads", "1")
REPORT = ("report.md", "report.json")


@needs_mini
class Evaluate(CliTest):
    def evaluate(self, *arguments):
        """Returns the report's numbers and what was said on the way."""
        code, out, err = self.run_cli("evaluate", *QUICK, *arguments)
        self.assertEqual(code, 0, err)
        folder = arguments[arguments.index("--out") + 1]
        names = REPORT + (() if "0" == arguments[arguments.index("--sheet") + 1] else ("sheet.png",))
        self.assertEqual(out.splitlines(), [f"{folder}/{name}" for name in names])
        return json.loads((self.folder / folder / "report.json").read_text()), err.splitlines()

    def test_the_report_holds_every_score_with_its_ceiling_and_chance(self):
        numbers, said = self.evaluate("--out", "a", "--seeds", "2", "--sheet", "4")
        self.assertEqual(said[0], "judges: drawing what they learn from")
        for whose in ("scores", "ceiling", "chance"):
            for score in ("expression", "hair style", "identity", "view", "background", "night", "box IoU", "balloon F1",
                          "clear balloon"):
                self.assertTrue(0 <= numbers[whose]["all"][score]["value"] <= 1, (whose, score))
        text = (self.folder / "a/report.md").read_text()
        self.assertIn("| score | model (95 %) | ceiling | chance |", text)
        self.assertIn("14 panels of people outside the training set, seed 1000, character masks on, dialog mask on.", text)
        self.assertTrue((self.folder / "a/sheet.png").read_bytes().startswith(b"\x89PNG"))

    def test_masks_are_switched_off_and_probes_left_out_and_numbers_repeat(self):
        off = ("--seeds", "0", "--sheet", "0", "--no-character-masks", "--no-dialog-mask")
        first, _ = self.evaluate("--out", "a", *off)
        again, _ = self.evaluate("--out", "b", *off)
        self.assertEqual(first, again)
        text = (self.folder / "a/report.md").read_text()
        self.assertIn("character masks off, dialog mask off.", text)
        self.assertNotIn("Another reference for a character", text)
        self.assertEqual(self.files(), ["a/report.json", "a/report.md", "b/report.json", "b/report.md"])

    def test_what_the_model_is_better_than_is_told_with_intervals(self):
        numbers, said = self.evaluate("--out", "a", "--seeds", "0", "--sheet", "2", "--compare", "references-swapped")
        self.assertEqual(sorted(numbers["comparisons"]), ["references-swapped"])
        for comparison in numbers["comparisons"].values():
            self.assertEqual(sorted(comparison["differences"]), ["balloon F1", "box IoU", "identity"])
            for difference in comparison["differences"].values():
                self.assertTrue(-1 <= difference["low"] <= difference["value"] <= difference["high"] <= 1)
        self.assertTrue(any(line.startswith("references-swapped: 14 of 14, ") for line in said), said)
        self.assertIn("| references-swapped | identity |", (self.folder / "a/report.md").read_text())

    def test_seams_of_repaints_and_growing_panels_are_measured(self):
        out = self.succeeds("evaluate", "--suite", "seams", "--cases", "4", "--steps", "4", "--sheet", "4", "--out", "s",
                            "--threads", "1", err="".join(f"seams: {n} of 4\n" for n in (1, 2, 3, 4)))
        self.assertEqual(out, "s/report.md\ns/report.json\ns/sheet.png\n")
        report = json.loads((self.folder / "s/report.json").read_text())
        self.assertEqual((report["schema"], report["cases"], report["model"]), ("komawari.seam_benchmark/1", 4, "mini"))
        self.assertEqual(sorted(report["results"]),
                         ["all", "growth, lines", "growth, tone", "repaint, lines", "repaint, tone"])
        for way in ("ours", "stock", "stock, pasted"):
            parts = report["results"]["all"]["ways"][way]
            self.assertAlmostEqual(parts["seam"], parts["step"] + parts["gradient"], places=6)
            self.assertTrue(0 < parts["seam"] < 100, way)
        self.misused(["evaluate", "--suite", "seams", "--out", "s", "--list"],
                     "--suite seams draws its own pictures; it takes --model, --cases, --restorer, --steps, --sheet and "
                     "--seed; see komawari-cli evaluate --help")
        self.misused(["evaluate", "--suite", "ms-bench", "--data", "d", "--list", "--restorer", "r", "--out", "s"],
                     "--restorer belongs to --suite seams; see komawari-cli evaluate --help")

    def test_ctrl_c_ends_without_a_report(self):
        process = self.start("evaluate", "--out", "a", "--panels", "700", "--threads", "1")
        self.assertEqual(process.stderr.readline(), "judges: drawing what they learn from\n")
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=120)
        self.assertEqual((process.returncode, out), (130, ""))
        self.assertEqual([name for name in self.files() if name.startswith("a/report")], [])

    def test_what_cannot_be_measured_is_refused(self):
        self.write("file", "x")
        self.refuses(["evaluate", *QUICK, "--out", "file/a"],
                     "file/a: the folder cannot be made (Not a directory); give another place")
        self.refuses(["evaluate", *QUICK, "--out", "a", "--compare", "masks"],
                     'compare: there is no comparison "masks"; choose among masks-off, attention-masks-off, '
                     "references-swapped, edges-off, words-off")
        self.refuses(["evaluate", *QUICK, "--out", "a", "--with", "sound"],
                     'with: there is no condition "sound"; choose among edges, words')
        for model, sentence in ((REFERENCE.parent, "the folder has neither image_generator/ nor model_index.json; "
                                                   "give a checkpoint's own folder"),
                                (CHECKPOINT, "only mini and models trained like it can be evaluated; choose one of "
                                             "those")):
            self.refuses(["evaluate", *QUICK, "--out", "a", "--model", model], f"{model}: {sentence}")


TOYS = SOURCE / "tests/data/metrics"
ENCODERS = ("--inception", TOYS / "inception.safetensors", "--clip", TOYS / "clip", "--dino", TOYS / "dino")


@needs_engine
class EvaluatePictures(CliTest):
    """Pages of one frame each; what is "drawn" are the pages themselves."""

    def setUp(self):
        super().setUp()
        self.run_cli("synthesize", "--out", "pages", "--count", "3", "--width", "128", "--height", "128",
                     "--characters", "1")
        (self.folder / "drawn").mkdir()
        for n in (1, 2, 3):
            shutil.copy(self.folder / f"pages/{n}.png", self.folder / f"drawn/{n}-1.png")

    def test_pictures_are_measured_with_the_encoders_that_are_given(self):
        code, out, err = self.run_cli("evaluate", "--pictures", "drawn", "--against", "pages", "--annotations",
                                      "pages/annotations.json", "--out", "r", "--threads", "1", "--json", *ENCODERS)
        self.assertEqual(code, 0, err)
        self.assertEqual(out, (self.folder / "r/report.json").read_text())
        numbers = json.loads(out)
        self.assertEqual((numbers["schema"], numbers["panels"], numbers["originals"]),
                         ("komawari.picture_evaluation/1", 3, 3))
        scores = numbers["scores"]
        self.assertAlmostEqual(scores["FID"]["value"], 0, places=3)
        for name in ("DINO-I", "DINO-C"):
            self.assertAlmostEqual(scores[name]["value"], 1, places=4)
            self.assertEqual(scores[name]["n"], 3)
        self.assertTrue(0 <= scores["CLIP score"]["low"] <= scores["CLIP score"]["value"] <= 100)
        self.assertEqual(sorted(numbers["definitions"]),
                         ["95 %", "CLIP score", "DINO-C", "DINO-I", "FID", "dialogue F1"])
        self.assertEqual(err.splitlines(), [f"{what}: 3 of 3" for what in ("FID, pictures", "FID, originals", "CLIP",
                                                                           "DINO", "dialogue boxes")])
        self.assertTrue((self.folder / "r/sheet.png").read_bytes().startswith(b"\x89PNG"))

    def test_without_encoders_the_table_says_what_to_give(self):
        out = self.succeeds("evaluate", "--pictures", "drawn", "--out", "r", "--sheet", "0")
        self.assertEqual(out, "r/report.md\nr/report.json\n")
        self.assertEqual((self.folder / "r/report.md").read_text().split("\n###")[0], """\
| score | value (95 %) |
|---|--:|
| FID | not measured: give --inception FILE |
| CLIP score | not measured: give --clip FOLDER |
| DINO-I | not measured: give --dino FOLDER |
| DINO-C | not measured: give --dino FOLDER |
| dialogue F1 | not measured: give --annotations FILE |

3 pictures of drawn.
""")

    def test_bad_input_is_a_sentence_and_writes_no_report(self):
        self.write("empty/readme.txt", "no pictures")
        self.write("bad.json", "[{")
        self.write("one/1.png", (self.folder / "pages/1.png").read_bytes())
        measure = ["evaluate", "--out", "r", "--pictures"]
        cases = [([*measure, "nowhere"], "nowhere: there is no such folder; give one with PNG or JPEG pictures"),
                 ([*measure, "empty"], "empty: the folder holds no PNG or JPEG pictures; give another"),
                 ([*measure, "one", "--against", "pages", *ENCODERS[:2]],
                  "one: FID needs at least 2 pictures on each side; here is one only"),
                 ([*measure, "one", "--annotations", "pages/annotations.json"],
                  "one: there is no picture 1-1.png or .jpg for a frame of the annotations")]
        self.all_refuse(cases)
        code, out, err = self.run_cli(*measure, "drawn", "--against", "pages", "--inception",
                                      TOYS / "dino/model.safetensors")
        self.assertEqual((code, out), (1, ""))
        self.assertIn("this is not the Inception network of the FID in pytorch-fid's names (", err)
        self.assertEqual([name for name in self.files() if name.startswith("r/")], [])

    def test_what_belongs_to_the_other_kind_of_evaluation_is_misuse(self):
        code, _, err = self.run_cli("evaluate", "--out", "r", "--pictures", "drawn", "--panels", "20")
        self.assertEqual(code, 2, err)
        self.misused(["evaluate", "--out", "r", "--against", "pages"],
                     "public scores need --pictures or --annotations; see komawari-cli evaluate --help")

    @needs_mini
    def test_a_model_draws_what_annotations_say_and_is_measured(self):
        out = self.succeeds("evaluate", "--annotations", "pages/annotations.json", "--against", "pages", "--out", "r",
                            "--threads", "1", "--json", "--dino", TOYS / "dino",
                            err="".join(f"drawing: {n} of 3\n" for n in (1, 2, 3)) + "DINO: 3 of 3\ndialogue boxes: 3 of 3\n")
        scores = json.loads(out)["scores"]
        self.assertEqual((scores["DINO-I"]["n"], scores["DINO-C"]["n"]), (3, 3))
        self.assertEqual([name for name in self.files() if name.startswith("r/pictures")],
                         [f"r/pictures/{n}-1.png" for n in (1, 2, 3)])
        self.refuses(["evaluate", "--annotations", "pages/annotations.json", "--out", "r"],
                     "against: drawing what annotations say needs their pages; give their folder")


SUBJECTS = SOURCE / "tests/data/msdiffusion"
KINDS = {"living": 2, "object": 1, "upwearing": 1, "midwearing": 1, "wholewearing": 1, "downwearing": 1, "scene": 1}


@needs_engine
class MsBench(CliTest):
    """A copy of the benchmark's form with few pictures, drawn by a tiny SDXL with a tiny adapter."""

    def setUp(self):
        super().setUp()
        for n, (folder, count) in enumerate(KINDS.items()):
            (self.folder / "bench" / folder).mkdir(parents=True)
            for i in range(count):
                shutil.copy(SUBJECTS / f"images/{(n + i) % 4}.png", self.folder / f"bench/{folder}/{folder[:3]}{i}.png")

    def evaluate(self, *arguments):
        return ["evaluate", "--suite", "ms-bench", "--data", "bench", *arguments]

    def drawing(self, *arguments):
        checkpoint = SUBJECTS / "checkpoint"
        return self.evaluate("--model", checkpoint / "sdxl", "--adapter", checkpoint / "ms_adapter.bin",
                             "--image-encoder", checkpoint / "image_encoder", "--side", "128", "--steps", "2",
                             "--prefix", "", "--every", "17", "--out", "r", "--threads", "1", "--dtype", "float32",
                             *arguments)

    def test_combinations_are_counted_and_listed(self):
        lines = self.succeeds(*self.evaluate("--list")).splitlines()
        self.assertEqual(lines[0].split(), ["living_living", "1", "combinations", "6", "samples"])
        self.assertEqual(lines[-1].split(), ["all", "16", "combinations", "71", "samples"])
        samples = json.loads(self.succeeds(*self.evaluate("--list", "--json")))
        self.assertEqual(len(samples), 71)
        self.assertEqual(samples[7], {"picture": "living_object/liv0+obj0/2.png", "prompt": "a liv and a obj in the snow",
                                      "subjects": [{"picture": "bench/living/liv0.png", "phrase": "liv",
                                                    "box": [0, 0.25, 0.5, 0.75]},
                                                   {"picture": "bench/object/obj0.png", "phrase": "obj",
                                                    "box": [0.5, 0.25, 1, 0.75]}]})
        self.assertEqual([name for name in self.files() if not name.startswith("bench/")], [])

    def test_a_model_draws_what_is_missing_and_is_measured(self):
        toys = ("--clip", TOYS / "clip", "--dino", TOYS / "dino")
        out = self.succeeds(*self.drawing("--json", *toys), err="".join(f"drawing: {n} of 5\n" for n in range(1, 6)) +
                            "measuring: 5 of 5\n")
        report = json.loads(out)
        self.assertEqual((report["schema"], report["samples"], report["combinations"]),
                         ("komawari.subject_benchmark/1", 5, 16))
        for score in ("CLIP-T", "CLIP-I", "DINO", "M-DINO", "DINO in boxes", "M-DINO in boxes"):
            value = report["results"]["all"]["scores"][score]
            self.assertTrue(-1 <= value["low"] <= value["value"] <= value["high"] <= 1, score)
            self.assertTrue(any(score in name for name in report["definitions"]), score)
        drawn = [name for name in self.files() if name.startswith("r/pictures/") and name.endswith(".png")]
        self.assertEqual(len(drawn), 5)
        before = (self.folder / drawn[2]).read_bytes()
        (self.folder / drawn[2]).unlink()
        again = json.loads(self.succeeds(*self.drawing("--json", *toys), err=f"drawing: {1 + self.place(drawn[2])} of 5\n"
                                         "measuring: 5 of 5\n"))
        self.assertEqual((self.folder / drawn[2]).read_bytes(), before)
        self.assertEqual(again, report)

    def place(self, picture):
        """Of a picture among the drawn samples."""
        samples = json.loads(self.succeeds(*self.evaluate("--list", "--json", "--every", "17")))
        return [f"r/pictures/{sample['picture']}" for sample in samples].index(picture)

    def test_pictures_of_any_origin_are_measured_by_name(self):
        samples = json.loads(self.succeeds(*self.evaluate("--list", "--json", "--every", "35")))
        for sample in samples:
            file = self.folder / "drawn" / sample["picture"]
            file.parent.mkdir(parents=True)
            shutil.copy(SUBJECTS / "images/0.png", file)
        out = self.succeeds(*self.evaluate("--pictures", "drawn", "--every", "35", "--out", "r"), err="measuring: 3 of 3\n")
        self.assertEqual(out, "r/report.md\nr/report.json\nr/sheet.png\n")
        text = (self.folder / "r/report.md").read_text()
        self.assertIn("| all | 3 | – | – | – | – | – | – |", text)
        self.assertIn("CLIP-T, CLIP-I not measured: give --clip FOLDER.", text)

    def test_what_is_missing_is_said_before_anything_is_drawn(self):
        self.misused(["evaluate", "--suite", "ms-bench", "--out", "r"],
                     "--suite ms-bench needs --data, the folder with the benchmark's pictures; see komawari-cli evaluate --help")
        self.misused(self.evaluate("--out", "r"), "--suite needs --model, which draws, or --pictures, which are measured; "
                                                  "or --list; see komawari-cli evaluate --help")
        self.misused(self.evaluate("--out", "r", "--model", "m", "--adapter", "a"),
                     "--adapter and --image-encoder belong together; give both; see komawari-cli evaluate --help")
        shutil.rmtree(self.folder / "bench/downwearing")
        (self.folder / "bench/scene/sce0.png").write_bytes(b"no picture")
        folder = "there is no such folder; give the one that holds MS-Bench's living, object, scene …"
        self.refuses(self.evaluate("--list"), f"bench/downwearing: {folder}")
        self.refuses(self.drawing(), f"bench/downwearing: {folder}")
        self.assertEqual([name for name in self.files() if not name.startswith("bench/")], [])

    def test_ctrl_c_keeps_what_is_drawn(self):
        process = self.start(*self.drawing())
        self.assertEqual(process.stderr.readline(), "drawing: 1 of 5\n")
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=120)
        self.assertEqual((process.returncode, out), (130, ""))
        self.assertTrue(any(name.startswith("r/pictures/living_living") for name in self.files()))
        self.assertFalse((self.folder / "r/report.md").exists())


if __name__ == "__main__":
    unittest.main()
