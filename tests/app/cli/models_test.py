# SPDX-License-Identifier: Apache-2.0
"""The verb `models`: what lies in model folders, and what one file or folder is."""
import hashlib
import json
import struct
import unittest

from cli_support import CHECKPOINT, SOURCE, CliTest, linked_checkpoint

RECORDED = SOURCE / "tests/data/checkpoints"
LORA = {"lora_unet_down_blocks_0_attentions_0_transformer_blocks_0_attn2_to_k.lora_down.weight": [4, 768]}


def recorded(name):
    return json.loads((RECORDED / f"{name}.json").read_text())


def leaves(tree, prefix=""):
    """The recorded tree of names as one name and shape after the other."""
    for name, value in tree.items():
        if isinstance(value, list):
            yield prefix + name, value
        else:
            yield from leaves(value, f"{prefix}{name}.")


def safetensors(shapes):
    """A file of float16 zeros."""
    header, end = {}, 0
    for name, shape in shapes.items():
        numbers = 1
        for side in shape:
            numbers *= side
        header[name] = {"dtype": "F16", "shape": shape, "data_offsets": [end, end + 2 * numbers]}
        end += 2 * numbers
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + bytes(end)


class Models(CliTest):
    def setUp(self):
        super().setUp()
        self.small = self.write("m/checkpoints/small.safetensors", safetensors(dict(leaves(recorded("sd1")["single"]))))
        self.write("m/loras/ink.safetensors", safetensors(LORA))
        self.write("m/loras/cut.safetensors", "x")
        self.write("m/vae/soft.safetensors", safetensors(dict(leaves(recorded("sd1")["parts"]["vae"]))))
        linked_checkpoint(self.folder / "m/tiny")

    def test_every_model_is_one_line(self):
        self.assertEqual(self.succeeds("models", "--models", "m"), """\
small  checkpoint  sd1         28 MB
cut    lora        -           -      cannot be loaded: the file is too short to be safetensors; get the file again
ink    lora        sd1         7 kB
tiny   checkpoint  diffsensei  11 MB
soft   vae         -           11 MB
""")

    def test_an_adapter_says_which_encoder_it_needs(self):
        adapter = SOURCE / "tests/data/msdiffusion/checkpoint/half_ms_adapter.bin"
        self.write("s/ms_adapter.bin", adapter.read_bytes())
        self.assertEqual(self.succeeds("models", "--models", "s").split(maxsplit=5),
                         ["ms_adapter", "subject_adapter", "sdxl", "1", "MB", "needs an image encoder 96 wide\n"])
        self.assertIn("needs an image encoder 96 wide\npart ms_adapter.bin: ", self.succeeds("models", "s/ms_adapter.bin"))
        [entry] = json.loads(self.succeeds("models", "--models", "s", "--json"))
        self.assertEqual((entry["kind"], entry["encoder_width"], entry["problem"]), ("subject_adapter", 96, None))

    def test_json_lists_everything_that_is_known(self):
        models = json.loads(self.succeeds("models", "--models", "m", "--json"))
        self.assertEqual([model["id"] for model in models], ["small", "cut", "ink", "tiny", "soft"])
        small, cut = models[:2]
        self.assertEqual(small["abilities"], ["negative_prompt", "samplers", "loras", "repaints"])
        self.assertEqual((small["path"], small["native_area"]), ("m/checkpoints/small.safetensors", 512 * 512))
        self.assertEqual(small["problem"], None)
        self.assertEqual(cut["problem"], "the file is too short to be safetensors; get the file again")
        self.assertNotIn("abilities", cut)

    def test_the_hash_of_a_file_is_the_one_that_everybody_computes(self):
        models = json.loads(self.succeeds("models", "--models", "m", "--json", "--hash"))
        self.assertEqual(models[0]["hash"], hashlib.sha256(self.small.read_bytes()).hexdigest())
        self.assertNotIn("hash", models[1])
        self.assertIn(models[0]["hash"] + "\n", self.succeeds("models", "--models", "m", "--hash"))
        self.assertEqual(models[3]["hash"], self.hash_of_folder(CHECKPOINT))

    def hash_of_folder(self, folder):
        """As recipes have carried it from the beginning."""
        lines = []
        for file in sorted(file for file in (folder / "image_generator").rglob("*") if file.is_file()):
            content = file.read_bytes()
            self.assertLessEqual(len(content), 64 << 20)
            lines.append(f"{file.relative_to(folder)} {len(content)} {hashlib.sha256(content).hexdigest()}\n")
        return hashlib.sha256("".join(lines).encode()).hexdigest()

    def test_one_file_is_described(self):
        lines = self.succeeds("models", self.small).splitlines()
        self.assertEqual(lines[:6], ["id: small", "kind: checkpoint", "family: sd1", "size: 28 MB",
                                     "abilities: negative_prompt, samplers, loras, repaints",
                                     "scheduler: PNDMScheduler, epsilon"])
        self.assertEqual(lines[6], "part text_encoder: 36 tensors, F16, 157 kB")
        self.assertEqual(lines[8], "part unet: 686 tensors, F16, 17 MB")
        self.assertEqual(json.loads(lines[9])["block_out_channels"], [32, 64, 128, 128])
        self.assertEqual(lines[10], "part vae: 248 tensors, F16, 11 MB")
        self.assertEqual(len(lines), 12)

    def test_one_folder_is_described_in_json(self):
        model = json.loads(self.succeeds("models", "m/tiny/", "--json"))
        self.assertEqual((model["id"], model["kind"], model["family"]), ("tiny", "checkpoint", "diffsensei"))
        self.assertEqual({part["name"] for part in model["parts"]},
                         {"unet", "vae", "text_encoder", "text_encoder_2", "clip_image_encoder", "magi_image_encoder",
                          "image_proj_model"})
        self.assertEqual(model["scheduler"]["_class_name"], "EulerDiscreteScheduler")

    def test_what_nothing_tells_is_said_to_be_assumed(self):
        self.write("two.safetensors", safetensors(dict(leaves(recorded("sd2")["single"]))))
        self.assertIn("scheduler: DDIMScheduler, v_prediction (assumed: nothing in the file tells)\n",
                      self.succeeds("models", "two.safetensors"))

    def test_a_model_that_cannot_be_loaded_is_described_with_the_reason(self):
        code, out, err = self.run_cli("models", "m/loras/cut.safetensors")
        self.assertEqual((code, err), (1, ""))
        self.assertEqual(out, "id: cut\nkind: lora\nfamily: -\ncannot be loaded: the file is too short to be "
                              "safetensors; get the file again\n")
        self.write("three.safetensors", safetensors({"model.diffusion_model.joint_blocks.0.qkv.weight": [4, 4]}))
        code, out, _ = self.run_cli("models", "three.safetensors", "--json")
        self.assertEqual(code, 1)
        self.assertEqual(json.loads(out)["problem"], "this is a Stable Diffusion 3 checkpoint; give a checkpoint of "
                                                     "Stable Diffusion 1, 2 or XL")

    def test_what_is_not_there_is_refused(self):
        self.refuses(["models", "none.safetensors"], "none.safetensors: there is no such file or folder; check the path")
        self.misused(["models", "--models", "none"], "--models: Directory does not exist: none; see komawari-cli models "
                                                     "--help")
        self.misused(["models", "m/tiny", "--models", "m"], "MODEL excludes --models; see komawari-cli models --help")


if __name__ == "__main__":
    unittest.main()
