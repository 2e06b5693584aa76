# SPDX-License-Identifier: Apache-2.0
"""The verb `evaluate`: a small report about the embedded model, with quickly trained judges."""
import json
import signal
import unittest

from cli_support import CHECKPOINT, REFERENCE, CliTest, needs_mini

QUICK = ("--panels", "14", "--judge-steps", "2", "--threads", "1")
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
        numbers, said = self.evaluate("--out", "a", "--seeds", "0", "--sheet", "2",
                                      "--compare", "masks-off,references-swapped")
        self.assertEqual(sorted(numbers["comparisons"]), ["masks-off", "references-swapped"])
        for comparison in numbers["comparisons"].values():
            self.assertEqual(sorted(comparison["differences"]), ["balloon F1", "box IoU", "identity"])
            for difference in comparison["differences"].values():
                self.assertTrue(-1 <= difference["low"] <= difference["value"] <= difference["high"] <= 1)
        self.assertTrue(any(line.startswith("masks-off: 14 of 14, ") for line in said), said)
        self.assertIn("| references-swapped | identity |", (self.folder / "a/report.md").read_text())

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
                     "references-swapped")
        for model, sentence in ((REFERENCE.parent, "the folder has neither image_generator/ nor model_index.json; "
                                                   "give a checkpoint's own folder"),
                                (CHECKPOINT, "only mini and models trained like it can be evaluated; choose one of "
                                             "those")):
            self.refuses(["evaluate", *QUICK, "--out", "a", "--model", model], f"{model}: {sentence}")


if __name__ == "__main__":
    unittest.main()
