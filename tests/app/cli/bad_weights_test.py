# SPDX-License-Identifier: Apache-2.0
"""Checkpoints that are cut, hostile or of another model: one sentence, no crash, no picture, no great memory."""
import json
import os
import re
import struct
import unittest

from cli_support import CHECKPOINT, CliTest, linked_checkpoint, placed, replace, request, needs_engine

UNET = "unet/diffusion_pytorch_model.safetensors"
MEMORY = 8 << 30  # of address space; a hostile header that is believed asks for far more
# AddressSanitizer reserves terabytes of it for its own use.
LIMITED = () if "address" in os.environ.get("KOMA_SANITIZE", "") else ("prlimit", f"--as={MEMORY}")


def safetensors(header, data=b""):
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + data


def floats(begin, end, shape=None):
    return {"dtype": "F32", "shape": shape or [(end - begin) // 4], "data_offsets": [begin, end]}


@needs_engine
class BadWeights(CliTest):
    def setUp(self):
        super().setUp()
        self.model = linked_checkpoint(self.folder / "tiny") / "image_generator"
        self.write("a.json", request(model="tiny", steps=1, characters=[placed()]))

    def all_broken(self, cases):
        """Draws with one file of the checkpoint replaced; triples of part, content and what is said about the part."""
        runs = []
        for number, (part, content, sentence) in enumerate(cases):
            replace(linked_checkpoint(self.folder / f"model-{number}") / "image_generator" / part, content)
            if not isinstance(sentence, re.Pattern):
                sentence = f"model-{number}/image_generator/{part}: {sentence}"
            runs.append((["generate", "a.json", "--out", "a.png", "--threads", "1", "--model", f"model-{number}"],
                         sentence))
        self.all_refuse(runs, through=LIMITED)
        self.assertFalse((self.folder / "a.png").exists())

    def test_the_copied_checkpoint_draws(self):
        self.assertEqual(self.succeeds("generate", "a.json", "--out", "a.png"), "a.png\n")

    def test_cut_weights(self):
        whole = (CHECKPOINT / "image_generator" / UNET).read_bytes()
        size = struct.unpack("<Q", whole[:8])[0]
        self.all_broken([
            (UNET, b"", "the file is too short to be safetensors; get the file again"),
            (UNET, whole[:8 + size - 10], "the header is cut: 10 bytes are missing; get the file again"),
            (UNET, whole[:-100], re.compile(r"the file is cut: 100 bytes are missing, from \"\S+\" on; get the file "
                                            r"again\Z")),
            (UNET, whole + b"more", "4 bytes follow the last tensor, which belong to nothing; get the file again")])

    def test_hostile_headers(self):
        cases = (
            (struct.pack("<Q", 2**63) + b"{}", re.compile("the header claims 9223372036854775808 bytes, more than "
                                                          "the 100 MB allowed; is it safetensors")),
            (struct.pack("<Q", 90_000_000) + b"{}", re.compile("the header is cut: 89999998 bytes are missing")),
            (safetensors(b"[" * 1_000_000), re.compile("the header is nested too deep; get the file again")),
            (safetensors(b'{"a":' * 1_000_000), re.compile("the header is nested too deep; get the file again")),
            (safetensors(b"{"), re.compile("the header is not JSON; get the file again")),
            (safetensors([]), re.compile("the header is not a JSON object; get the file again")),
            (safetensors({"a": 1}), re.compile("the header's entry \"a\" is not an object; get the file again")),
            (safetensors({"a": {"dtype": "F32"}}), re.compile('"a" lacks a dtype, a shape or two data_offsets')),
            (safetensors({"a": floats(0, 8, [-2])}, bytes(8)), re.compile('"a" lacks a dtype, a shape')),
            (safetensors({"a": floats(0, 8) | {"dtype": "F31"}}, bytes(8)), re.compile('"a" has the unknown type F31')),
            (safetensors({"a": floats(0, 8, [2**32, 2**32])}, bytes(8)), re.compile("does not fit its byte range")),
            (safetensors({"a": floats(0, 2**62, [2**60])}, bytes(8)), re.compile("the file is cut")),
            (safetensors({"a": floats(0, 8), "b": floats(4, 12)}, bytes(12)),
             re.compile('"b" overlaps the tensor before it; get the file again')),
            (safetensors({"a": floats(0, 8), "b": floats(12, 20)}, bytes(20)),
             re.compile('a hole of 4 bytes lies before "b"; get the file again')),
            (safetensors(b'{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},'
                         b'"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}', bytes(8)),
             re.compile('"a" stands there twice; get the file again')),
        )
        self.all_broken([(UNET, *case) for case in cases])

    def test_weights_of_another_model(self):
        config = json.loads((self.model / "unet/config.json").read_text())
        config["block_out_channels"] = [2 * channels for channels in config["block_out_channels"]]
        self.all_broken([
            (UNET, safetensors({"a": floats(0, 8)}, bytes(8)), re.compile(
                r"the tensor conv_in\.weight of unet is missing; get the model again\Z")),
            ("unet/config.json", json.dumps(config), re.compile(
                r"unet\.\S+: expected \[.*\], file has \[.*\]; the configuration and the weights belong to different "
                r"models\Z"))])

    def test_hostile_configurations(self):
        part = "unet/config.json"
        config = json.loads((self.model / part).read_text())
        wrong = (("block_out_channels", [2**60]), ("block_out_channels", "many"), ("block_out_channels", [-1]),
                 ("sample_size", "big"), ("cross_attention_dim", 1e300), ("down_block_types", 5),
                 ("norm_num_groups", 0), ("attention_head_dim", 0), ("layers_per_block", 10_000_000))
        self.all_broken([
            (part, "", "is not JSON: syntax error at line 1, column 1; correct it there"),
            (part, "[" * 1_000_000, "nests deeper than 64 lists and objects"),
            (part, '{"a":' * 100_000 + "1" + "}" * 100_000, "nests deeper than 64 lists and objects"),
            *((part, json.dumps(config | {key: value}), re.compile(r"\bunet\b")) for key, value in wrong)])

    def test_every_part_says_which_file_is_wrong(self):
        parts = ("model_index.json", "scheduler/scheduler_config.json", "vae/config.json",
                 "text_encoder/config.json", "text_encoder_2/config.json", "clip_image_encoder/config.json",
                 "image_proj_model/config.json", "magi_image_encoder/config.json", "tokenizer/vocab.json",
                 "tokenizer_2/vocab.json")
        self.all_broken([(part, content, re.compile(rf"\Amodel-\d+/image_generator/{part.split('/')[0]}\b"))
                         for part in parts for content in ("{", "[]")])

    def test_missing_parts_are_named(self):
        (self.model / UNET).unlink()
        self.refuses(["generate", "a.json"], "tiny/image_generator/unet: the weights of unet are missing; get the model "
                                             "again")

    def test_a_models_own_description(self):
        for content in ("{", "[]", '{"schema": "komawari.model/9"}', '{"schema": "komawari.model/1", "dialogs": 0}',
                        '{"schema": "komawari.model/1", "native_area": "large"}', "[" * 1_000_000,
                        '{"schema": "komawari.model/1", "controls": {"pose": [[]]}}',
                        '{"schema": "komawari.model/1", "preview": {"matrix": []}}',
                        '{"schema": "komawari.model/1", "extras": [{"who": ["girl"]}]}',
                        '{"schema": "komawari.model/1", "extras": [{"picture": "../../a.png", "who": ["girl"]}]}'):
            with self.subTest(content=content[:80]):
                self.write("tiny/komawari.json", content)
                self.refuses(["generate", "a.json"], re.compile(r"\Atiny.*komawari\.json"))


if __name__ == "__main__":
    unittest.main()
