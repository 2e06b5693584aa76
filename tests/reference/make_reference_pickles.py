# SPDX-License-Identifier: Apache-2.0
"""Saves small state dicts as torch.save writes them into tests/data/pickles, and what they hold as safetensors.

Needs torch, numpy and safetensors from PyPI. expected.safetensors holds every tensor under "<file>/<dotted name>".
"""
import collections
import json
import pathlib
import sys
import types

import numpy
import torch
from safetensors.torch import save_file

FOLDER = pathlib.Path(__file__).parent.parent / "data" / "pickles"


def every_kind() -> collections.OrderedDict:
    """Types, views and sharing that state dicts carry, with the `_metadata` of Module.state_dict()."""
    torch.manual_seed(1)
    base = torch.randn(4, 6)
    tensors = collections.OrderedDict(
        float=base,
        transposed=base.t(),
        slice=base[1:3, 2:5],
        column=base[:, 3],
        half=torch.randn(3, 5).half(),
        brain=torch.randn(7).bfloat16(),
        double=torch.randn(2).double(),
        ids=torch.arange(5),
        flags=torch.tensor([True, False, True]),
        bytes=torch.arange(4, dtype=torch.uint8),
        scalar=torch.tensor(2.5),
        empty=torch.empty(0, 3),
        expanded=torch.randn(3, 1).expand(3, 2),
        channels_last=torch.randn(1, 2, 3, 3).to(memory_format=torch.channels_last),
        parameter=torch.nn.Parameter(torch.randn(2, 2)),
    )
    tensors._metadata = collections.OrderedDict({"": {"version": 1}})
    return tensors


def lightning() -> dict:
    """What trainers built on PyTorch Lightning leave: weights among counters, settings and classes of their own."""
    module = types.ModuleType("pytorch_lightning.callbacks.model_checkpoint")
    module.ModelCheckpoint = type("ModelCheckpoint", (), {"__module__": module.__name__})
    for name in ("pytorch_lightning", "pytorch_lightning.callbacks", module.__name__):
        sys.modules.setdefault(name, types.ModuleType(name))
    sys.modules[module.__name__] = module
    return {
        "epoch": 3,
        "global_step": 470000,
        "pytorch-lightning_version": "1.4.2",
        "callbacks": {
            module.ModelCheckpoint: {
                "best_model_score": torch.tensor(0.25),
                "current_score": numpy.float64(0.5),
                "dirpath": "/logs",
                "saver": module.ModelCheckpoint(),
            }
        },
        "optimizer_states": [{"state": {0: {"exp_avg": torch.zeros(2)}}, "param_groups": [{"lr": 1e-4, "params": [0]}]}],
        "lr_schedulers": [{"last_epoch": 10, "counts": collections.defaultdict(int, {"a": 1})}],
        "big": 1 << 100,
        "state_dict": {
            "model.diffusion_model.input_blocks.0.0.weight": torch.randn(4, 3, 1, 1).half(),
            "first_stage_model.quant_conv.bias": torch.randn(8),
        },
    }


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(2)
    nested = {"image_proj": {"proj.weight": torch.randn(2, 3)}, "ip_adapter": {"1.to_k_ip.weight": torch.randn(3, 2)}}
    embedding = {
        "string_to_token": {"*": 265},
        "string_to_param": {"*": torch.nn.Parameter(torch.randn(2, 8))},
        "name": "style",
        "step": 100,
        "sd_checkpoint": None,
    }
    eights = {"e4m3": torch.randn(5).to(torch.float8_e4m3fn), "u16": torch.tensor([0, 1, 65535], dtype=torch.uint16)}
    shards = {"pytorch_model-00001-of-00002.bin": {"a.weight": torch.randn(3)},
              "pytorch_model-00002-of-00002.bin": {"b.weight": torch.randn(2, 2), "b.bias": torch.randn(2)}}
    trained = lightning()
    torch.save(every_kind(), FOLDER / "zip.pt")
    torch.save(every_kind(), FOLDER / "legacy.pt", _use_new_zipfile_serialization=False)
    torch.save(every_kind(), FOLDER / "protocol4.pt", pickle_protocol=4)
    torch.save(trained, FOLDER / "lightning.ckpt")
    torch.save(nested, FOLDER / "nested.bin")
    torch.save(embedding, FOLDER / "embedding.pt")
    torch.save(eights, FOLDER / "eights.pt")
    expected = {
        "zip.pt": every_kind(), "legacy.pt": every_kind(), "protocol4.pt": every_kind(),
        "lightning.ckpt": trained["state_dict"],
        "nested.bin": {f"{a}.{b}": tensor for a, group in nested.items() for b, tensor in group.items()},
        "embedding.pt": {"string_to_param.*": embedding["string_to_param"]["*"]},
        "eights.pt": eights,
    } | shards
    for name, tensors in shards.items():
        torch.save(tensors, FOLDER / name)
    index = {"metadata": {"total_size": 36}, "weight_map": {key: name for name, tensors in shards.items() for key in tensors}}
    (FOLDER / "pytorch_model.bin.index.json").write_text(json.dumps(index, indent=1) + "\n")
    save_file({f"{file}/{name}": tensor.detach().clone(memory_format=torch.contiguous_format).contiguous()
               for file, tensors in expected.items() for name, tensor in tensors.items()}, FOLDER / "expected.safetensors")


if __name__ == "__main__":
    main()
