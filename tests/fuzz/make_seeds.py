# SPDX-License-Identifier: Apache-2.0
"""Writes the fuzzers' first inputs into FOLDER/<target> from the files under tests/data. Needs the standard library only."""
import json
import pathlib
import sys
import zipfile

DATA = pathlib.Path(__file__).parent.parent / "data"
HEADER = {"__metadata__": {"format": "pt"}, "a": {"dtype": "F32", "shape": [2, 4], "data_offsets": [0, 32]},
          "b": {"dtype": "BF16", "shape": [16], "data_offsets": [32, 64]}}
LORA = """lora_unet_down_blocks_0_attentions_0_transformer_blocks_0_attn1_to_q.lora_down.weight 4 320
lora_unet_down_blocks_0_attentions_0_transformer_blocks_0_attn1_to_q.lora_up.weight 320 4
lora_unet_down_blocks_0_attentions_0_transformer_blocks_0_attn1_to_q.alpha
lora_unet_down_blocks_0_resnets_0_conv1.lora_down.weight 4 320 3 3
lora_unet_down_blocks_0_resnets_0_conv1.lora_up.weight 320 4 1 1
lora_unet_down_blocks_0_attentions_0_proj_in.lokr_w1 8 8
lora_unet_down_blocks_0_attentions_0_proj_in.lokr_w2_a 40 4
lora_unet_down_blocks_0_attentions_0_proj_in.lokr_w2_b 4 40
lora_unet_mid_block_attentions_0_transformer_blocks_0_attn2_to_k.hada_w1_a 1280 4
lora_unet_mid_block_attentions_0_transformer_blocks_0_attn2_to_k.hada_w1_b 4 768
lora_unet_mid_block_attentions_0_transformer_blocks_0_attn2_to_k.hada_w2_a 1280 4
lora_unet_mid_block_attentions_0_transformer_blocks_0_attn2_to_k.hada_w2_b 4 768
lora_te_text_model_encoder_layers_0_self_attn_q_proj.lora_down.weight 4 768
lora_te_text_model_encoder_layers_0_self_attn_q_proj.lora_up.weight 768 4
lora_te_text_model_encoder_layers_0_self_attn_q_proj.dora_scale 768 1
"""
PEFT = """unet.down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q.lora_A.weight 4 320
unet.down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q.lora_B.weight 320 4
---
{"unet.r": 4, "unet.lora_alpha": 8, "unet.use_rslora": true, "unet.alpha_pattern": {"to_q": 2}}"""
PROMPTS = ("a cat, 1girl", "ａ猫 <|endoftext|>'s 12", "")


def lines(tree: dict, prefix: str = "") -> str:
    """A recorded tree of names and shapes as the layout fuzzer reads it."""
    return "".join(lines(value, prefix + name + ".") if isinstance(value, dict)
                   else " ".join([prefix + name, *map(str, value)]) + "\n" for name, value in tree.items())


def main(folder: pathlib.Path) -> None:
    def put(target: str, name: str, content: bytes) -> None:
        (folder / target).mkdir(parents=True, exist_ok=True)
        (folder / target / name).write_bytes(content)

    put("safetensors", "header", json.dumps(HEADER).encode())
    header = json.dumps(HEADER).encode()
    put("safetensors", "file", len(header).to_bytes(8, "little") + header + bytes(64))
    put("safetensors", "expected", (DATA / "pickles" / "expected.safetensors").read_bytes())
    for file in sorted((DATA / "pickles").iterdir()):
        if file.suffix in (".safetensors", ".json"):
            continue
        put("pickle", file.name, file.read_bytes())
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as archive:
                name = next(name for name in archive.namelist() if name.endswith("/data.pkl"))
                put("pickle", file.name + ".pkl", archive.read(name))
    put("layout", "lora", LORA.encode())
    put("layout", "peft", PEFT.encode())
    for file in sorted((DATA / "checkpoints").glob("*.json")):
        record = json.loads(file.read_bytes())
        put("layout", file.stem, lines(record["single"] if "single" in record else record["parts"]["taesd"]).encode())
        for part, tree in record["parts"].items():
            put("layout", f"{file.stem}-{part}", lines(tree).encode())
    put("config", "index", (DATA / "pickles" / "pytorch_model.bin.index.json").read_bytes())
    for i, file in enumerate(sorted((DATA / "diffsensei").rglob("*.json"))):
        if file.stat().st_size < 8000:
            put("config", f"{i}-{file.name}", file.read_bytes())
    small = DATA / "reference" / "clip_small_tokenizer"
    files = [(small / name).read_bytes() for name in ("vocab.json", "merges.txt", "tokenizer_config.json", "special_tokens_map.json")]
    tiny = [b'{"a":0,"b</w>":1,"ab</w>":2,"<|startoftext|>":3,"<|endoftext|>":4}', b"#version: 0.2\na b</w>\n", b"{}", b"{}"]
    for i, prompt in enumerate(PROMPTS):
        put("tokenizer", f"small-{i}", b"\n---\n".join([*files, prompt.encode()]))
        put("tokenizer", f"tiny-{i}", b"\n---\n".join([*tiny, prompt.encode()]))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
