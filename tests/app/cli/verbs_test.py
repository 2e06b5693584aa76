# SPDX-License-Identifier: Apache-2.0
"""How the program explains itself, and what it says when it is called wrongly."""
import re
import unittest

from cli_support import ENGINE_VERBS, HAS_ENGINE, CliTest, FIRST_DAY

VERBS = ("new", "info", "models", "synthesize", "data", "plan", "endpoints", "export") + (ENGINE_VERBS if HAS_ENGINE else ())


class Verbs(CliTest):
    def test_help_of_the_program_lists_every_verb(self):
        out = self.succeeds("--help")
        self.assertEqual(out.splitlines()[0], "Komawari, a manga studio: pages in, drawn pages out, without a window.")
        for verb in VERBS:
            self.assertRegex(out, rf"(?m)^  {verb} ")
        self.assertTrue(out.rstrip().endswith("Every verb explains itself with examples: komawari-cli VERB --help"))

    def test_help_of_every_verb_has_examples_and_explains_every_option(self):
        for verb in VERBS:
            with self.subTest(verb=verb):
                out = self.succeeds(verb, "--help")
                usage, examples = out.split("\nExamples", 1)
                self.assertGreaterEqual(examples.count(f"\n  komawari-cli {verb} "), 2, out)
                options = re.findall(r"(?m)^  (-.*)$", usage)
                self.assertEqual([line for line in options if len(line.split()) == 1], [])

    def test_the_version_is_one_line(self):
        self.assertRegex(self.succeeds("--version"), r"\Akomawari-cli \d+\.\d+(\.\d+)?\n\Z")

    def test_no_arguments_are_a_usage_error(self):
        self.misused([], "a verb is required; see komawari-cli --help")

    def test_an_unknown_verb_is_a_usage_error(self):
        self.misused(["dance"], "The following argument was not expected: dance; see komawari-cli --help")

    def test_an_unknown_option_of_every_verb_is_a_usage_error(self):
        needs = {"new": ["a.koma"], "info": ["a.koma"], "models": [], "render": ["a.koma"], "generate": ["a.json"],
                 "edit": ["a.png", "b.json", "--out", "c.png"], "upscale": ["a.png", "--out", "b.png"],
                 "synthesize": ["--out", "d"], "data": ["check", "a.json"], "train": ["--stage", "vae", "--run", "r"],
                 "evaluate": ["--out", "d"], "export": ["a.koma", "--format", "png", "--out", "d"]}
        self.all_refuse([([verb, *usual, "--sing"], "The following argument was not expected: --sing; see "
                                                    f"komawari-cli {verb} --help")
                         for verb, usual in needs.items() if verb in VERBS], code=2)
        self.assertEqual(self.files(), [])

    def test_what_a_verb_needs_is_named(self):
        cases = ((["new"], "PROJECT"), (["info"], "PROJECT"), (["render"], "PROJECT"), (["synthesize"], "--out"), (["edit"], "PICTURE"),
                 (["export", "a.koma", "--out", "d"], "--format"), (["train", "--run", "r"], "--stage"),
                 (["train", "--stage", "vae"], "--run"), (["evaluate"], "--out"))
        self.all_refuse([(arguments, f"{missing} is required; see komawari-cli {arguments[0]} --help")
                         for arguments, missing in cases if arguments[0] in VERBS], code=2)

    def test_values_outside_their_range_are_usage_errors(self):
        cases = {
            ("new", "a.koma", "--pages", "0"): "--pages: Value 0 not in range 1 to 1000",
            ("new", "a.koma", "--pages", "two"): "--pages: Value two not in range 1 to 1000",
            ("new", "a.koma", "--direction", "up"): "--direction: up not in {right-to-left,left-to-right}",
            ("new", "story"): "a project's name ends in .koma",
            ("new", "a.koma/b"): "a project's name ends in .koma",
            ("new", "a.koma", "--from", FIRST_DAY, "--pages", "2"): "--pages excludes --from",
            ("generate",): "give either REQUEST.json or --recipe-of PICTURE.png",
            ("generate", "a.json", "--recipe-of", "a.png"): "give either REQUEST.json or --recipe-of PICTURE.png",
            ("generate", "--recipe-of", "a.png"): "--recipe-of needs --out",
            ("generate", "a.json", "--dtype", "int8"):
                "--dtype: int8 not in {auto,float32,bfloat16,float16}",
            ("generate", "a.json", "--threads", "-1"): "--threads: Value -1 not in range 0 to 1024",
            ("render", "a.koma", "--takes", "17"): "--takes: Value 17 not in range 1 to 16",
            ("render", "a.koma", "--all", "--page", "1"): "--page excludes --all",
            ("export", "a.koma", "--format", "gif", "--out", "d"): "--format: gif not in {png,pdf}",
            ("export", "a.koma", "--format", "png", "--out", "d", "--dpi", "1"):
                "--dpi: Value 1 not in range 10 to 2400",
            ("synthesize", "--out", "d", "--characters", "4"): "--characters: Value 4 not in range 0 to 3",
            ("synthesize", "--out", "d", "--width", "2000"): "--width: Value 2000 not in range 128 to 1024",
            ("synthesize", "--out", "d", "--pages", "--height", "200"): "--height: Value 200 not in range 384 to 2048",
            ("synthesize", "--out", "d", "--pages", "--characters", "2"): "--characters excludes --pages",
            ("data", "download", "a.json", "--out", "d", "--rate", "0"):
                "--rate: Value 0 not in range 0.010000 to 1000.000000",
            ("evaluate", "--out", "d", "--panels", "0"): "--panels: Value 0 not in range 14 to 100000",
            ("train", "--stage", "vae", "--run", "r", "--steps", "-1"):
                "--steps: Value -1 not in range 0 to 1000000000",
        }
        self.all_refuse([(arguments, f"{cases[arguments]}; see komawari-cli {arguments[0]} --help")
                         for arguments in cases if arguments[0] in VERBS], code=2)
        self.assertEqual(self.files(), [])

    def test_an_output_that_cannot_be_written_is_told(self):
        with open("/dev/full", "w") as full:
            code, _, err = self.run_cli("new", "a.koma", stdout=full)
        self.assertEqual((code, err), (1, "komawari-cli: cannot write the output; free some space or give another "
                                          "place\n"))


if __name__ == "__main__":
    unittest.main()
