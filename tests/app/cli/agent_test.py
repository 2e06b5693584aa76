# SPDX-License-Identifier: Apache-2.0
"""The verb `generate` with DiffSensei's language agent: recorded panels from request files, latents compared."""
import json
import shutil
import unittest

from cli_support import CHECKPOINT, CliTest, linked_checkpoint, needs_engine, replace
from diffsensei_fixture import FIXTURE, TOLERANCE, panel_request
from recorded_drawing import FLAGS
from tensor_files import deviations_apart, read_tensors, write_tensors

FACTS = json.loads((FIXTURE / "mllm/io.json").read_text())
RECORDED = read_tensors(FIXTURE / "mllm/io.safetensors")


@needs_engine
class Agent(CliTest):
    def checkpoint(self, *left_out):
        """The small checkpoint with its agent; `left_out`: files that are not there."""
        folder = self.folder / "model"
        if not folder.exists():
            linked_checkpoint(folder)
            shutil.copytree(FIXTURE / "mllm/checkpoint", folder / "mllm")
        for file in left_out:
            (folder / file).unlink()
        return folder

    def request(self, name):
        panel = FACTS["panels"][name]
        return panel_request(panel, self.checkpoint()) | {"mllm": {"enabled": True, "scale": panel["mllm_scale"]}}

    def latents(self, name, *flags):
        """The last latents of a recorded panel, and the recipe."""
        self.write("a.json", self.request(name))
        noise = {key: RECORDED[f"panel.{name}.{key}"] for key in ("noise", "magi_noise")}
        write_tensors(self.folder / "noise.safetensors", noise)
        out = self.succeeds("generate", "a.json", "--out", "a.png", "--initial-noise", "noise.safetensors",
                            "--latents-out", "latents.safetensors", "--json", *FLAGS, *flags)
        finished = self.events_of(out)[-1]
        self.assertEqual(finished["event"], "finished")
        return read_tensors(self.folder / "latents.safetensors")["latents"][1], finished

    def expected(self, name):
        shape, values = RECORDED[f"panel.{name}.latents"]
        return values[-(len(values) // shape[0]):]

    def compare(self, name, *flags):
        values, _ = self.latents(name, *flags)
        expected = self.expected(name)
        self.assertEqual(len(values), len(expected))
        self.assertLess(deviations_apart(values, expected), TOLERANCE)

    def test_recorded_panels_are_drawn_again(self):
        for name in FACTS["panels"]:
            with self.subTest(name):
                self.compare(name)

    def test_a_pickled_agent_and_a_streamed_one_draw_the_same(self):
        self.checkpoint("mllm/agent/model.safetensors")
        self.compare("c4_d3_mllm040", "--memory", "save")

    def test_fewer_bits_draw_almost_the_same(self):
        for precision in ("bfloat16", "int8"):
            with self.subTest(precision):
                values, _ = self.latents("c1_d1_mllm040", "--agent-precision", precision)
                apart = deviations_apart(values, self.expected("c1_d1_mllm040"))
                self.assertGreater(apart, TOLERANCE)
                self.assertLess(apart, 1)

    def test_the_list_of_models_says_that_there_is_an_agent(self):
        plain, able = (json.loads(self.succeeds("models", folder, "--json"))
                       for folder in (CHECKPOINT, self.checkpoint()))
        self.assertNotIn("agent", plain["abilities"])
        self.assertIn("agent", able["abilities"])
        self.assertEqual((able["max_characters"], able["max_dialog_boxes"]), (4, 8))
        self.assertIn("at most: 4 characters, 8 dialog boxes in a panel\n", self.succeeds("models", self.checkpoint()))

    def refuse(self, sentence, *flags):
        self.write("a.json", self.request("c1_d1_mllm040"))
        code, out, err = self.run_cli("generate", "a.json", "--out", "no.png", *FLAGS, *flags)
        self.assertEqual((code, out), (1, ""), err)
        self.assertIn(sentence, err)
        self.assertEqual(err.count("\n"), 1, err)
        self.assertFalse((self.folder / "no.png").exists())

    def test_a_missing_shard_is_named_and_only_the_agent_is_lost(self):
        self.checkpoint("mllm/llm/model-00001-of-00002.safetensors")
        self.refuse("model-00001-of-00002.safetensors")
        self.write("b.json", self.request("c1_d1_mllm040") | {"mllm": {"enabled": False}, "steps": 1})
        self.succeeds("generate", "b.json", "--out", "b.png", *FLAGS)

    def test_broken_files_are_one_sentence(self):
        folder = self.checkpoint()
        for file, content, sentence in (
                ("mllm/tokenizer/added_tokens.json", '{"<img>": 400}', "embeddings; they belong to different models"),
                ("mllm/tokenizer/tokenizer.model", "no model", "this is no SentencePiece model"),
                ("mllm/llm/model.safetensors.index.json", '{"weight_map": {"x": "../y"}}', "is no plain file name"),
        ):
            with self.subTest(file):
                replace(folder / file, content)
                self.refuse(sentence)


if __name__ == "__main__":
    unittest.main()
