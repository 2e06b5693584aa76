# SPDX-License-Identifier: Apache-2.0
"""The verb `train`: a few steps of every stage, in one and in two processes, up to a checkpoint that draws."""
import concurrent.futures
import pathlib
import re
import shutil
import signal
import tempfile
import unittest

from cli_support import REFERENCE, CliTest, placed, request, needs_engine

QUICK = ("--steps", "2", "--batch", "2", "--panels", "4")


@needs_engine
class Stages(CliTest):
    """The stages of one tiny run, each made once and shared."""

    @classmethod
    def setUpClass(cls):
        cls.shared = pathlib.Path(tempfile.mkdtemp(prefix="koma-train-"))
        cls.addClassCleanup(shutil.rmtree, cls.shared, ignore_errors=True)

    def setUp(self):
        super().setUp()
        self.run_folder = self.shared / "run"

    def train(self, stage, *arguments):
        """Returns what was reported."""
        code, out, err = self.run_cli("train", "--stage", stage, "--run", self.run_folder, *arguments)
        self.assertEqual((code, out), (0, ""), err)
        return err.splitlines()

    def test_1_the_first_stages_need_nothing_and_leave_their_files(self):
        with concurrent.futures.ThreadPoolExecutor(2) as pool:  # neither waits for the other
            _, said = pool.map(lambda stage: self.train(stage, *QUICK), ("vae", "reference"))
        self.assertEqual(sorted(file.name for file in self.run_folder.iterdir()),
                         ["latents.json", "reference.csv", "reference.safetensors", "vae-loss.png", "vae.csv",
                          "vae.png", "vae.safetensors"])
        self.assertEqual(said[0], "reference: 8000 drawings")
        self.assertRegex(said[-1], r"\Areference 2 loss \d+\.\d+ girl \S+ hair \S+ tone \S+ eyes \S+ accessory \S+ "
                                   r"outfit \S+ \d+ s\Z")

    def test_1b_panels_are_drawn_in_a_stage_of_their_own(self):
        self.assertEqual(self.train("panels", "--panels", "4"), ["panels: 4"])
        self.assertTrue((self.run_folder / "cache/rank-0/panels.safetensors").is_file())

    def test_2_the_denoiser_learns_from_them_and_draws_a_contact_sheet(self):
        panels = self.run_folder / "cache/rank-0/panels.safetensors"
        before = panels.stat().st_mtime_ns
        said = self.train("denoiser", *QUICK, "--width", "small")
        self.assertEqual(said[0], "denoiser: 4 panels")
        self.assertRegex(said[1], r"\Asmall, \d+ parameters\Z")
        self.assertRegex(said[-1], r"\Adenoiser 4 samples, loss \d.*, 100 %\Z")
        self.assertTrue((self.run_folder / "sheet-2.png").is_file())
        self.assertEqual(panels.stat().st_mtime_ns, before)

    def test_2b_a_run_keeps_its_width(self):
        self.refuses(["train", "--stage", "denoiser", "--run", self.run_folder, *QUICK, "--width", "large"],
                     re.compile(r"\A\S+/denoiser\.safetensors: the run has a denoiser of width small; go on without "
                                r"--width or start a new run\Z"))

    def test_3_the_exported_checkpoint_draws(self):
        self.train("export", "--out", self.shared / "fresh")
        self.write("a.json", request(model=str(self.shared / "fresh"), prompt="a girl at school", steps=2,
                                     characters=[placed()], shot="bust"))
        self.assertEqual(self.succeeds("generate", "a.json", "--out", "a.png", "--threads", "1"), "a.png\n")
        self.assertTrue((self.folder / "a.png").read_bytes().startswith(b"\x89PNG"))

    def test_3b_another_run_goes_on_from_it_in_its_width_or_another(self):
        start = ("train", "--stage", "import", "--from", self.shared / "fresh", "--run")
        self.assertEqual(self.run_cli(*start, self.folder / "same"), (0, "", ""))
        code, _, said = self.run_cli(*start, self.folder / "wider", "--width", "medium")
        self.assertEqual(code, 0, said)
        self.assertRegex(said, r"\Aimport: \d+ tensors begin anew: unet\.")

    def test_3c_a_control_net_learns_beside_the_denoiser_and_leads_it(self):
        said = self.train("control", *QUICK)
        self.assertRegex(said[0], r"\Acontrol: 4 panels, \d+ parameters\Z")
        self.assertRegex(said[-1], r"\Acontrol 4 samples, loss \d.*, led \d+\.\d+, by empty paper \d.*\Z")
        self.assertEqual(self.train("control", "--steps", "3", *QUICK[2:])[0], "resumed at step 2")
        self.train("export-control", "--out", self.shared / "lines")
        self.assertIn('"base_model": "mini"', (self.shared / "lines/config.json").read_text())
        drawing = {"model": str(self.shared / "lines"), "preprocessor": "canny", "scale": 2,
                   "picture": str(REFERENCE)}
        for name, controls in (("led", [drawing]), ("free", [])):
            self.write(name + ".json", request(model=str(self.shared / "fresh"), prompt="a girl at school", steps=2,
                                               characters=[placed()], controls=controls, seed=3))
            code, out, notes = self.run_cli("generate", name + ".json", "--out", name + ".png", "--threads", "1",
                                            "--latents-out", name + ".safetensors")
            self.assertEqual((code, out), (0, name + ".png\n"), notes)
        self.assertNotEqual((self.folder / "led.safetensors").read_bytes(),
                            (self.folder / "free.safetensors").read_bytes())

    def test_3d_a_restorer_is_trained_in_two_stages_and_exported_as_a_file(self):
        small = ("--steps", "2", "--batch", "2", "--crop", "64", "--channels", "4", "--blocks", "1", "--residuals", "1")
        said = self.train("restorer-1", *small)
        self.assertEqual(said[0], "restorer-1: drawings")
        self.assertRegex(said[1], r"\A\d+ parameters\Z")
        self.assertRegex(said[-1], r"\Arestorer-1 2 loss \d\S+, held out \S+ drawn, \S+ restored, \d+ s\Z")
        said = self.train("restorer-2", "--steps", "2", "--batch", "2", "--crop", "64", "--vector-share", "0.5")
        self.assertRegex(said[-1], r"\Arestorer-2 2 loss \S+, vector \S+, held out .*\Z")
        self.assertEqual(self.train("restorer-2", "--steps", "3", "--crop", "64")[2], "resumed at step 2")
        self.train("export-restorer", "--out", self.shared / "mine.safetensors")
        self.assertGreater((self.shared / "mine.safetensors").stat().st_size, 100_000)
        self.refuses(["train", "--stage", "restorer-2", "--run", self.run_folder, *small[:-1], "3"],
                     re.compile(r"\A\S+/restorer-1\.safetensors: the run has a restorer with --scale 1 --channels 4 "
                                r"--blocks 1 --residuals 1; go on with these or start a new run\Z"))

    def test_4_two_processes_go_on_from_the_checkpoint(self):
        said = self.train("denoiser", "--steps", "4", *QUICK[2:], "--processes", "2")
        self.assertEqual(said[:2], ["denoiser: 4 panels", "resumed at step 2"])
        self.assertTrue((self.run_folder / "sheet-4.png").is_file())
        self.assertTrue((self.run_folder / "cache/rank-1/panels.safetensors").is_file())
        self.assertEqual(list(self.run_folder.glob("rendezvous*")), [])

    def test_4b_events_carry_the_numbers(self):
        events = self.events_of(self.succeeds("train", "--stage", "decoder", "--run", self.run_folder, "--json",
                                              "--steps", "50", "--batch", "1"))
        self.assertEqual([event["event"] for event in events], ["started", "progress", "finished"])
        self.assertEqual((events[1]["stage"], events[1]["step"], events[1]["progress"]), ("decoder", 50, 1.0))
        self.assertGreater(events[1]["loss"], 0)
        code, out, _ = self.run_cli("train", "--stage", "sheet", "--run", "none", "--json")
        self.assertEqual((code, [event["event"] for event in self.events_of(out)]), (1, ["started", "failed"]))

    def test_5_ctrl_c_keeps_a_checkpoint_and_draws_nothing_more(self):
        checkpoint = self.run_folder / "denoiser.safetensors"
        before = checkpoint.stat().st_mtime_ns
        process = self.start("train", "--stage", "denoiser", "--run", self.run_folder, "--steps", "100000",
                             *QUICK[2:])
        said = []
        for line in process.stderr:
            said.append(line)
            if "parameters" in line:
                process.send_signal(signal.SIGINT)
        self.assertEqual((process.wait(), process.stdout.read()), (130, ""))
        process.stderr.close()
        process.stdout.close()
        self.assertEqual((said[1], said[-1]), ("resumed at step 4\n",
                                               "komawari-cli: cancelled; run it again to go on\n"))
        self.assertGreater(checkpoint.stat().st_mtime_ns, before)
        self.assertEqual(sorted(file.name for file in self.run_folder.glob("sheet-*")), ["sheet-2.png", "sheet-4.png"])


@needs_engine
class Refusals(CliTest):
    def test_what_a_stage_needs_is_asked_for_before_any_work(self):
        cases = {"vae": "a stage needs a budget, --steps or --seconds",
                 "decoder": "a stage needs a budget, --steps or --seconds",
                 "reference": "a stage needs a budget, --steps or --seconds",
                 "denoiser": "a stage needs a budget, --steps or --seconds",
                 "restorer-1": "a stage needs a budget, --steps or --seconds",
                 "export-restorer": "--stage export-restorer needs --out",
                 "export": "--stage export needs --out", "import": "--stage import needs --from"}
        self.all_refuse([(["train", "--stage", stage, "--run", "r"], f"{sentence}; see komawari-cli train --help")
                         for stage, sentence in cases.items()], code=2)
        self.assertEqual(self.files(), [])

    def test_stages_out_of_order_say_what_to_do_first(self):
        stages = (["panels"], ["denoiser", *QUICK], ["denoiser", *QUICK, "--processes", "2"], ["sheet"],
                  ["export", "--out", "out"])
        self.all_refuse([(["train", "--run", "r", "--stage", *stage],
                          "r/vae.safetensors: there is no checkpoint; train the stage vae first") for stage in stages])
        self.refuses(["train", "--run", "r", "--stage", "restorer-2", *QUICK],
                     "r/restorer-1.safetensors: there is no checkpoint; train the stage restorer-1 first")
        self.assertEqual(self.files(), [])

    def test_a_checkpoint_of_something_else_is_refused(self):
        self.write("r/vae.safetensors", b"\x02\0\0\0\0\0\0\0{}")
        self.refuses(["train", "--stage", "vae", "--run", "r", *QUICK],
                     "r/vae.safetensors: the file is no training checkpoint; start a new run")
        self.write("r/vae.safetensors", REFERENCE.read_bytes())
        self.refuses(["train", "--stage", "vae", "--run", "r", *QUICK],
                     re.compile(r"\Ar/vae\.safetensors: the header "))

    def test_a_run_that_cannot_be_made_is_refused(self):
        self.write("file", "x")
        self.refuses(["train", "--stage", "vae", "--run", "file/r", *QUICK],
                     "file/r: the folder cannot be made (Not a directory); give another place")


if __name__ == "__main__":
    unittest.main()
