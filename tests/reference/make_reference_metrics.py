# SPDX-License-Identifier: Apache-2.0
"""Records what the encoders behind FID, CLIP score and DINO scores compute, on toy models, and Fréchet distances by SciPy.

Writes tests/data/metrics: inception.safetensors (1/16 of the published widths, in pytorch-fid's names), clip/, dino/ and dinov2/
(transformers' folders), metrics.safetensors ("in.…", "out.…") and frechet.json. Needs only PyPI packages:
  pip install torch transformers==4.46.3 scipy safetensors numpy     (later ones rename what published files hold)
  python tests/reference/make_reference_metrics.py
The Inception network is written out here from its published architecture (Szegedy et al. 2016, torchvision's names), with what
TensorFlow's network of the FID does otherwise: averages that count no padding, and maxima in the last block. With torchvision
installed, --check compares the blocks that both share with torchvision.models.inception_v3, at full width.
Weights are stored as float16 and read back before anything is computed; computing is float32 on a CPU.
"""
import json
import pathlib
import shutil
import sys

import numpy as np
import scipy.linalg
import torch
import torch.nn.functional as F
from safetensors.torch import save_file
from transformers import CLIPConfig, CLIPModel, CLIPTokenizer, Dinov2Config, Dinov2Model, ViTConfig, ViTModel

DATA = pathlib.Path(__file__).parent.parent / "data"
OUT = DATA / "metrics"
TEXTS = ["a girl, smiling, in the park", "two boys", "night"]


def inception_convolutions():
    """Every convolution as name, inputs, outputs, kernel height and width, at the published widths."""
    yield from (("Conv2d_1a_3x3", 3, 32, 3, 3), ("Conv2d_2a_3x3", 32, 32, 3, 3), ("Conv2d_2b_3x3", 32, 64, 3, 3),
                ("Conv2d_3b_1x1", 64, 80, 1, 1), ("Conv2d_4a_3x3", 80, 192, 3, 3))
    for block, i, pool in (("Mixed_5b", 192, 32), ("Mixed_5c", 256, 64), ("Mixed_5d", 288, 64)):
        yield from ((f"{block}.branch1x1", i, 64, 1, 1), (f"{block}.branch5x5_1", i, 48, 1, 1),
                    (f"{block}.branch5x5_2", 48, 64, 5, 5), (f"{block}.branch3x3dbl_1", i, 64, 1, 1),
                    (f"{block}.branch3x3dbl_2", 64, 96, 3, 3), (f"{block}.branch3x3dbl_3", 96, 96, 3, 3),
                    (f"{block}.branch_pool", i, pool, 1, 1))
    yield from (("Mixed_6a.branch3x3", 288, 384, 3, 3), ("Mixed_6a.branch3x3dbl_1", 288, 64, 1, 1),
                ("Mixed_6a.branch3x3dbl_2", 64, 96, 3, 3), ("Mixed_6a.branch3x3dbl_3", 96, 96, 3, 3))
    for block, c in (("Mixed_6b", 128), ("Mixed_6c", 160), ("Mixed_6d", 160), ("Mixed_6e", 192)):
        yield from ((f"{block}.branch1x1", 768, 192, 1, 1), (f"{block}.branch7x7_1", 768, c, 1, 1),
                    (f"{block}.branch7x7_2", c, c, 1, 7), (f"{block}.branch7x7_3", c, 192, 7, 1),
                    (f"{block}.branch7x7dbl_1", 768, c, 1, 1), (f"{block}.branch7x7dbl_2", c, c, 7, 1),
                    (f"{block}.branch7x7dbl_3", c, c, 1, 7), (f"{block}.branch7x7dbl_4", c, c, 7, 1),
                    (f"{block}.branch7x7dbl_5", c, 192, 1, 7), (f"{block}.branch_pool", 768, 192, 1, 1))
    yield from (("Mixed_7a.branch3x3_1", 768, 192, 1, 1), ("Mixed_7a.branch3x3_2", 192, 320, 3, 3),
                ("Mixed_7a.branch7x7x3_1", 768, 192, 1, 1), ("Mixed_7a.branch7x7x3_2", 192, 192, 1, 7),
                ("Mixed_7a.branch7x7x3_3", 192, 192, 7, 1), ("Mixed_7a.branch7x7x3_4", 192, 192, 3, 3))
    for block, i in (("Mixed_7b", 1280), ("Mixed_7c", 2048)):
        yield from ((f"{block}.branch1x1", i, 320, 1, 1), (f"{block}.branch3x3_1", i, 384, 1, 1),
                    (f"{block}.branch3x3_2a", 384, 384, 1, 3), (f"{block}.branch3x3_2b", 384, 384, 3, 1),
                    (f"{block}.branch3x3dbl_1", i, 448, 1, 1), (f"{block}.branch3x3dbl_2", 448, 384, 3, 3),
                    (f"{block}.branch3x3dbl_3a", 384, 384, 1, 3), (f"{block}.branch3x3dbl_3b", 384, 384, 3, 1),
                    (f"{block}.branch_pool", i, 192, 1, 1))


def inception_weights(divisor):
    weights = {}
    for name, inputs, outputs, high, wide in inception_convolutions():
        inputs, outputs = inputs if inputs == 3 else inputs // divisor, outputs // divisor
        weights[f"{name}.conv.weight"] = torch.randn(outputs, inputs, high, wide) * (1.9 / (inputs * high * wide)) ** 0.5
        weights[f"{name}.bn.weight"] = 1 + 0.2 * torch.randn(outputs)
        weights[f"{name}.bn.bias"] = 0.2 * torch.randn(outputs)
        weights[f"{name}.bn.running_mean"] = 0.2 * torch.randn(outputs)
        weights[f"{name}.bn.running_var"] = 0.5 + torch.rand(outputs)
    weights["fc.weight"] = torch.randn(1008 // divisor, 2048 // divisor)
    weights["fc.bias"] = torch.zeros(1008 // divisor)
    return {name: value.half().float() for name, value in weights.items()}


def inception(w, x, fid=True):
    """x [B, 3, 299, 299] in −1…1 → [B, 2048 / divisor]. Without `fid` the pools are torchvision's."""
    def conv(x, name, stride=1, padded=True):
        kernel = w[f"{name}.conv.weight"]
        padding = tuple((side - 1) // 2 for side in kernel.shape[2:]) if padded else 0
        x = F.conv2d(x, kernel, None, stride, padding)
        return F.relu(F.batch_norm(x, w[f"{name}.bn.running_mean"], w[f"{name}.bn.running_var"], w[f"{name}.bn.weight"],
                                   w[f"{name}.bn.bias"], False, 0, 0.001))

    def average(x):
        return F.avg_pool2d(x, 3, 1, 1, count_include_pad=not fid)

    def chain(x, block, *names):
        for name in names:
            x = conv(x, f"{block}.{name}")
        return x

    x = conv(conv(conv(x, "Conv2d_1a_3x3", 2, False), "Conv2d_2a_3x3", 1, False), "Conv2d_2b_3x3")
    x = F.max_pool2d(x, 3, 2)
    x = F.max_pool2d(conv(conv(x, "Conv2d_3b_1x1"), "Conv2d_4a_3x3", 1, False), 3, 2)
    for b in ("Mixed_5b", "Mixed_5c", "Mixed_5d"):
        x = torch.cat([chain(x, b, "branch1x1"), chain(x, b, "branch5x5_1", "branch5x5_2"),
                       chain(x, b, "branch3x3dbl_1", "branch3x3dbl_2", "branch3x3dbl_3"),
                       chain(average(x), b, "branch_pool")], 1)
    x = torch.cat([conv(x, "Mixed_6a.branch3x3", 2, False),
                   conv(chain(x, "Mixed_6a", "branch3x3dbl_1", "branch3x3dbl_2"), "Mixed_6a.branch3x3dbl_3", 2, False),
                   F.max_pool2d(x, 3, 2)], 1)
    for b in ("Mixed_6b", "Mixed_6c", "Mixed_6d", "Mixed_6e"):
        x = torch.cat([chain(x, b, "branch1x1"), chain(x, b, "branch7x7_1", "branch7x7_2", "branch7x7_3"),
                       chain(x, b, *(f"branch7x7dbl_{i}" for i in range(1, 6))), chain(average(x), b, "branch_pool")], 1)
    x = torch.cat([conv(chain(x, "Mixed_7a", "branch3x3_1"), "Mixed_7a.branch3x3_2", 2, False),
                   conv(chain(x, "Mixed_7a", "branch7x7x3_1", "branch7x7x3_2", "branch7x7x3_3"),
                        "Mixed_7a.branch7x7x3_4", 2, False), F.max_pool2d(x, 3, 2)], 1)
    for b in ("Mixed_7b", "Mixed_7c"):
        single = chain(x, b, "branch3x3_1")
        double = chain(x, b, "branch3x3dbl_1", "branch3x3dbl_2")
        pooled = F.max_pool2d(x, 3, 1, 1) if fid and b == "Mixed_7c" else average(x)
        x = torch.cat([chain(x, b, "branch1x1"), chain(single, b, "branch3x3_2a"), chain(single, b, "branch3x3_2b"),
                       chain(double, b, "branch3x3dbl_3a"), chain(double, b, "branch3x3dbl_3b"),
                       chain(pooled, b, "branch_pool")], 1)
    return x.mean((2, 3))


def check_against_torchvision():
    from torchvision.models import Inception3
    model = Inception3(num_classes=1008, aux_logits=False, transform_input=False, init_weights=False).eval()
    weights = inception_weights(1)
    missing = model.load_state_dict(weights, strict=False)
    assert not missing.unexpected_keys, missing.unexpected_keys
    assert all(name.endswith("num_batches_tracked") for name in missing.missing_keys), missing.missing_keys
    features = {}
    model.avgpool.register_forward_hook(lambda module, given, made: features.update(pool=made.flatten(1)))
    pixels = torch.randn(1, 3, 299, 299)
    with torch.no_grad():
        model(pixels)
        error = (inception(weights, pixels, fid=False) - features["pool"]).abs().max() / features["pool"].std()
    print(f"largest difference from torchvision, without FID's pools: {error:.1e} deviations")
    assert error < 1e-4


def pictures():
    """Two coloured pictures with slow and fast changes."""
    made = []
    for high, wide in ((40, 56), (330, 120)):
        small = torch.rand(1, 3, 5, 7)
        picture = 0.8 * F.interpolate(small, (high, wide), mode="bilinear") + 0.2 * torch.rand(1, 3, high, wide)
        made.append((picture[0].permute(1, 2, 0) * 255).round().to(torch.uint8))
    return made


def shake(model):
    for name, value in model.named_parameters():
        with torch.no_grad():
            if name.endswith("bias"):
                value.normal_(0, 0.2)
            elif "norm" in name or "lambda" in name:
                value.normal_(1, 0.2)
            else:
                value.normal_(0, 1.2 * value[0].numel() ** -0.5 if value.dim() > 1 else 1.0)
            value.copy_(value.half())
    return model.eval()


def save_folder(name, model):
    folder = OUT / name
    folder.mkdir(parents=True, exist_ok=True)
    save_file({key: value.half().contiguous() if value.is_floating_point() else value
               for key, value in model.state_dict().items()}, str(folder / "model.safetensors"))
    config = json.loads(model.config.to_json_string(use_diff=False)) | {"architectures": [type(model).__name__]}
    (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n")


def clip(record):
    source = DATA / "reference" / "clip_small_tokenizer"
    tokenizer = CLIPTokenizer.from_pretrained(str(source))
    common = dict(hidden_size=24, intermediate_size=40, num_hidden_layers=3, num_attention_heads=3)
    model = shake(CLIPModel(CLIPConfig(
        text_config=common | dict(vocab_size=len(tokenizer), max_position_embeddings=77,
                                  eos_token_id=tokenizer.eos_token_id, bos_token_id=tokenizer.bos_token_id,
                                  pad_token_id=tokenizer.pad_token_id),
        vision_config=common | dict(image_size=30, patch_size=7), projection_dim=20)))
    save_folder("clip", model)
    for file in source.iterdir():
        shutil.copy(file, OUT / "clip" / file.name)
    record["in.clip_pixels"] = torch.randn(3, 3, 30, 30)
    ids = tokenizer(TEXTS, padding="max_length", max_length=77, truncation=True, return_tensors="pt").input_ids
    record["in.clip_ids"] = ids
    vision = model.vision_model(record["in.clip_pixels"]).pooler_output
    record["out.clip_image"] = model.visual_projection(vision)
    record["out.clip_text"] = model.text_projection(model.text_model(ids).pooler_output)


def dino(record):
    common = dict(hidden_size=24, num_hidden_layers=3, num_attention_heads=3)
    first = shake(ViTModel(ViTConfig(**common, intermediate_size=40, image_size=32, patch_size=8), add_pooling_layer=False))
    second = shake(Dinov2Model(Dinov2Config(**common, mlp_ratio=2, image_size=28, patch_size=7)))
    save_folder("dino", first)
    save_folder("dinov2", second)
    record["in.dino_pixels"] = torch.randn(2, 3, 32, 32)
    record["out.dino"] = first(record["in.dino_pixels"]).last_hidden_state[:, 0]
    record["in.dino_larger"] = torch.randn(2, 3, 48, 40)
    record["out.dino_larger"] = first(record["in.dino_larger"], interpolate_pos_encoding=True).last_hidden_state[:, 0]
    record["in.dinov2_pixels"] = torch.randn(2, 3, 42, 49)
    record["out.dinov2"] = second(record["in.dinov2_pixels"]).last_hidden_state[:, 0]


def frechet(record):
    """Distances between Gaussians fitted to rows of features (Heusel et al. 2017, equation 6)."""
    numbers = {}
    for name, rows, others, width in (("plain", 40, 50, 6), ("few", 5, 7, 12)):
        a = torch.randn(rows, width, dtype=torch.float64) @ torch.randn(width, width, dtype=torch.float64)
        b = torch.randn(others, width, dtype=torch.float64) @ torch.randn(width, width, dtype=torch.float64) + 0.5
        record[f"in.frechet_{name}_a"], record[f"in.frechet_{name}_b"] = a, b
        s1, s2 = np.cov(a.numpy(), rowvar=False), np.cov(b.numpy(), rowvar=False)
        # SciPy's root of a singular product is unreliable; a ridge that vanishes shows the limit.
        ridge = 1e-12 * np.eye(width) if rows <= width else 0
        root = scipy.linalg.sqrtm((s1 + ridge) @ (s2 + ridge))
        shift = a.numpy().mean(0) - b.numpy().mean(0)
        numbers[name] = float(shift @ shift + np.trace(s1) + np.trace(s2) - 2 * np.trace(np.real(root)))
    (OUT / "frechet.json").write_text(json.dumps(numbers, indent=1) + "\n")


def main():
    torch.manual_seed(20261126)
    OUT.mkdir(parents=True, exist_ok=True)
    if "--check" in sys.argv:
        check_against_torchvision()
    record = {}
    with torch.no_grad():
        weights = inception_weights(16)
        save_file({name: value.half() for name, value in weights.items()}, str(OUT / "inception.safetensors"))
        for i, picture in enumerate(pictures()):
            record[f"in.picture{i}"] = picture
            pixels = F.interpolate(picture.permute(2, 0, 1)[None].float() / 255, (299, 299), mode="bilinear",
                                   align_corners=False)
            record[f"out.inception{i}"] = inception(weights, 2 * pixels - 1)
        clip(record)
        dino(record)
    frechet(record)
    save_file({name: value.contiguous() for name, value in record.items()}, str(OUT / "metrics.safetensors"))


if __name__ == "__main__":
    main()
