# SPDX-License-Identifier: Apache-2.0
"""Writes the fuzzers' first inputs into FOLDER/<target> from the files under tests/data. Needs the standard library only."""
import json
import pathlib
import sys
import zipfile

DATA = pathlib.Path(__file__).parent.parent / "data"
HEADER = {"__metadata__": {"format": "pt"}, "a": {"dtype": "F32", "shape": [2, 4], "data_offsets": [0, 32]},
          "b": {"dtype": "BF16", "shape": [16], "data_offsets": [32, 64]}}
PROMPTS = ("a cat, 1girl", "ａ猫 <|endoftext|>'s 12", "")


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
