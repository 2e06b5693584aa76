# SPDX-License-Identifier: Apache-2.0
"""Writes a DiffSensei image generator of full size with random weights, 9.4 GB in bfloat16, in the public folder layout.

    make_full_diffsensei.py OUT          # a Python that has torch

It draws noise; its shapes, names and configurations are the release's (specs/diffsensei.md, sections 1.4 and 2), so that
loading, memory and speed can be measured without the release. Counts of tensors and parameters are checked against the
specification before anything is written.
"""
import argparse
import ctypes
import json
import math
import pathlib
import shutil
import struct

import torch

SOURCE = pathlib.Path(__file__).resolve().parents[2]
VOCABULARY = SOURCE / "tests/data/diffsensei/checkpoint/image_generator"

CLIP_L = dict(hidden_size=768, intermediate_size=3072, num_hidden_layers=12, num_attention_heads=12, hidden_act="quick_gelu",
              projection_dim=768)
BIG_G = dict(hidden_size=1280, intermediate_size=5120, num_hidden_layers=32, num_attention_heads=20, hidden_act="gelu",
             projection_dim=1280)
CLIP_H = dict(hidden_size=1280, intermediate_size=5120, num_hidden_layers=32, num_attention_heads=16, hidden_act="gelu",
              projection_dim=1024, image_size=224, patch_size=14)
MAGI = dict(hidden_size=768, intermediate_size=3072, num_hidden_layers=12, num_attention_heads=12, hidden_act="gelu",
            image_size=224, patch_size=16, mask_ratio=0.75, layer_norm_eps=1e-12, qkv_bias=True)
WIDTHS, DEPTHS, CROSS, TIME, ADDED = (320, 640, 1280), (0, 2, 10), 2048, 1280, 2816



class Shapes(dict):
    """Names and shapes of one part; methods add what layers own."""

    def norm(self, name, width):
        self[name + ".weight"] = self[name + ".bias"] = (width,)

    def linear(self, name, out, into, bias=True):
        self[name + ".weight"] = (out, into)
        if bias:
            self[name + ".bias"] = (out,)

    def conv(self, name, out, into, kernel):
        self[name + ".weight"] = (out, into, kernel, kernel)
        self[name + ".bias"] = (out,)

    def resnet(self, name, into, out, time):
        self.norm(name + ".norm1", into)
        self.conv(name + ".conv1", out, into, 3)
        if time:
            self.linear(name + ".time_emb_proj", out, time)
        self.norm(name + ".norm2", out)
        self.conv(name + ".conv2", out, out, 3)
        if into != out:
            self.conv(name + ".conv_shortcut", out, into, 1)

    def attention(self, name, width, context, manga):
        for part, into in (("to_q", width), ("to_k", context), ("to_v", context)):
            self.linear(f"{name}.{part}", width, into, bias=False)
        self.linear(name + ".to_out.0", width, width)
        if manga:
            for part in ("to_k_ip", "to_v_ip"):
                self.linear(f"{name}.processor.{part}", width, context, bias=False)

    def transformer(self, name, width, depth):
        self.norm(name + ".norm", width)
        self.linear(name + ".proj_in", width, width)
        for i in range(depth):
            block = f"{name}.transformer_blocks.{i}"
            for norm in ("norm1", "norm2", "norm3"):
                self.norm(f"{block}.{norm}", width)
            self.attention(block + ".attn1", width, width, manga=False)
            self.attention(block + ".attn2", width, CROSS, manga=True)
            self.linear(block + ".ff.net.0.proj", 8 * width, width)
            self.linear(block + ".ff.net.2", width, 4 * width)
        self.linear(name + ".proj_out", width, width)

    def clip_layers(self, prefix, config):
        width = config["hidden_size"]
        for i in range(config["num_hidden_layers"]):
            layer = f"{prefix}.{i}"
            for part in ("q_proj", "k_proj", "v_proj", "out_proj"):
                self.linear(f"{layer}.self_attn.{part}", width, width)
            self.norm(layer + ".layer_norm1", width)
            self.linear(layer + ".mlp.fc1", config["intermediate_size"], width)
            self.linear(layer + ".mlp.fc2", width, config["intermediate_size"])
            self.norm(layer + ".layer_norm2", width)


def unet():
    shapes = Shapes(dialog_bbox_embedding=(WIDTHS[0],))
    shapes.conv("conv_in", WIDTHS[0], 4, 3)
    for name, into in (("time_embedding", WIDTHS[0]), ("add_embedding", ADDED)):
        shapes.linear(name + ".linear_1", TIME, into)
        shapes.linear(name + ".linear_2", TIME, TIME)
    skips, width = [WIDTHS[0]], WIDTHS[0]
    for level, out in enumerate(WIDTHS):
        for i in range(2):
            shapes.resnet(f"down_blocks.{level}.resnets.{i}", width, out, TIME)
            width = out
            if DEPTHS[level]:
                shapes.transformer(f"down_blocks.{level}.attentions.{i}", width, DEPTHS[level])
            skips.append(width)
        if level < 2:
            shapes.conv(f"down_blocks.{level}.downsamplers.0.conv", width, width, 3)
            skips.append(width)
    for i in range(2):
        shapes.resnet(f"mid_block.resnets.{i}", width, width, TIME)
    shapes.transformer("mid_block.attentions.0", width, DEPTHS[2])
    for block, level in enumerate((2, 1, 0)):
        for i in range(3):
            shapes.resnet(f"up_blocks.{block}.resnets.{i}", width + skips.pop(), WIDTHS[level], TIME)
            width = WIDTHS[level]
            if DEPTHS[level]:
                shapes.transformer(f"up_blocks.{block}.attentions.{i}", width, DEPTHS[level])
        if level > 0:
            shapes.conv(f"up_blocks.{block}.upsamplers.0.conv", width, width, 3)
    shapes.norm("conv_norm_out", WIDTHS[0])
    shapes.conv("conv_out", 4, WIDTHS[0], 3)
    return shapes


def clip_text(config, projection):
    shapes = Shapes()
    width = config["hidden_size"]
    shapes["text_model.embeddings.token_embedding.weight"] = (49408, width)
    shapes["text_model.embeddings.position_embedding.weight"] = (77, width)
    shapes.clip_layers("text_model.encoder.layers", config)
    shapes.norm("text_model.final_layer_norm", width)
    if projection:
        shapes.linear("text_projection", config["projection_dim"], width, bias=False)
    return shapes


def clip_vision():
    shapes = Shapes()
    width = CLIP_H["hidden_size"]
    shapes["vision_model.embeddings.class_embedding"] = (width,)
    shapes["vision_model.embeddings.patch_embedding.weight"] = (width, 3, 14, 14)
    shapes["vision_model.embeddings.position_embedding.weight"] = (257, width)
    shapes.norm("vision_model.pre_layrnorm", width)
    shapes.clip_layers("vision_model.encoder.layers", CLIP_H)
    shapes.norm("vision_model.post_layernorm", width)
    shapes.linear("visual_projection", CLIP_H["projection_dim"], width, bias=False)
    return shapes


def magi():
    shapes = Shapes()
    width = MAGI["hidden_size"]
    shapes["embeddings.cls_token"] = (1, 1, width)
    shapes["embeddings.position_embeddings"] = (1, 197, width)
    shapes.conv("embeddings.patch_embeddings.projection", width, 3, 16)
    for i in range(MAGI["num_hidden_layers"]):
        layer = f"encoder.layer.{i}"
        for part in ("query", "key", "value"):
            shapes.linear(f"{layer}.attention.attention.{part}", width, width)
        shapes.linear(layer + ".attention.output.dense", width, width)
        shapes.linear(layer + ".intermediate.dense", MAGI["intermediate_size"], width)
        shapes.linear(layer + ".output.dense", width, MAGI["intermediate_size"])
        shapes.norm(layer + ".layernorm_before", width)
        shapes.norm(layer + ".layernorm_after", width)
    shapes.norm("layernorm", width)
    return shapes


def resampler():
    shapes = Shapes(latents=(1, 16, 1280), dummy_tokens=(16, CROSS))
    shapes.linear("proj_in", 1280, 1280)
    shapes.linear("proj_in_magi", 1280, 768)
    shapes.linear("proj_out", CROSS, 1280)
    shapes.norm("norm_out", CROSS)
    for i in range(4):
        attention, feed = f"layers.{i}.0", f"layers.{i}.1"
        shapes.norm(attention + ".norm1", 1280)
        shapes.norm(attention + ".norm2", 1280)
        for part, out in (("to_q", 1280), ("to_kv", 2560), ("to_out", 1280)):
            shapes.linear(f"{attention}.{part}", out, 1280, bias=False)
        shapes.norm(feed + ".0", 1280)
        shapes.linear(feed + ".1", 5120, 1280, bias=False)
        shapes.linear(feed + ".3", 1280, 5120, bias=False)
    return shapes


def vae():
    widths = (128, 256, 512, 512)
    shapes = Shapes()
    shapes.conv("encoder.conv_in", widths[0], 3, 3)
    width = widths[0]
    for level, out in enumerate(widths):
        for i in range(2):
            shapes.resnet(f"encoder.down_blocks.{level}.resnets.{i}", width, out, None)
            width = out
        if level < 3:
            shapes.conv(f"encoder.down_blocks.{level}.downsamplers.0.conv", width, width, 3)
    shapes.conv("decoder.conv_in", widths[3], 4, 3)
    for half in ("encoder", "decoder"):
        for i in range(2):
            shapes.resnet(f"{half}.mid_block.resnets.{i}", widths[3], widths[3], None)
        shapes.norm(f"{half}.mid_block.attentions.0.group_norm", widths[3])
        for part in ("to_q", "to_k", "to_v", "to_out.0"):
            shapes.linear(f"{half}.mid_block.attentions.0.{part}", widths[3], widths[3])
    for block, out in enumerate(reversed(widths)):
        for i in range(3):
            shapes.resnet(f"decoder.up_blocks.{block}.resnets.{i}", width, out, None)
            width = out
        if block < 3:
            shapes.conv(f"decoder.up_blocks.{block}.upsamplers.0.conv", width, width, 3)
    shapes.norm("encoder.conv_norm_out", widths[3])
    shapes.conv("encoder.conv_out", 8, widths[3], 3)
    shapes.norm("decoder.conv_norm_out", widths[0])
    shapes.conv("decoder.conv_out", 3, widths[0], 3)
    shapes.conv("quant_conv", 8, 8, 1)
    shapes.conv("post_quant_conv", 4, 4, 1)
    return shapes


# Folder, file, shapes, tensors and parameters by the specification (the text encoders and the autoencoder: by SDXL's files).
PARTS = (
    ("unet", "diffusion_pytorch_model.safetensors", unet, 1821, 2_908_251_204),
    ("text_encoder", "model.safetensors", lambda: clip_text(CLIP_L, False), 196, 123_060_480),
    ("text_encoder_2", "model.safetensors", lambda: clip_text(BIG_G, True), 517, 694_659_840),
    ("clip_image_encoder", "model.safetensors", clip_vision, 520, 632_076_800),
    ("magi_image_encoder", "model.safetensors", magi, 198, 85_798_656),
    ("image_proj_model", "model.safetensors", resampler, None, 83_978_752),
    ("vae", "diffusion_pytorch_model.safetensors", vae, 248, 83_653_863),
)


class Noise:
    """Normal numbers of deviation 0.02. A pool of 16 million is read from changing places: drawing all anew would take an
    hour of a busy processor, and nothing that is measured with them can tell."""

    def __init__(self, seed):
        self.generator = torch.Generator().manual_seed(seed)
        self.pool = torch.empty(1 << 24).normal_(0, 0.02, generator=self.generator).to(torch.bfloat16)

    def pieces(self, count):
        while count > 0:
            start = int(torch.randint(self.pool.numel(), (1,), generator=self.generator))
            piece = self.pool[start:start + count]
            yield piece
            count -= piece.numel()


def values(name, shape, noise):
    """Pieces of a tensor. Norms scale by 1 and biases are 0, so that activations stay finite through every depth."""
    if len(shape) == 1 and name.endswith(".weight"):
        return [torch.ones(shape, dtype=torch.bfloat16)]
    if name.endswith(".bias"):
        return [torch.zeros(shape, dtype=torch.bfloat16)]
    return noise.pieces(math.prod(shape))


def write_safetensors(path, shapes, noise):
    header, offset = {}, 0
    for name, shape in shapes.items():
        end = offset + 2 * math.prod(shape)
        header[name] = {"dtype": "BF16", "shape": list(shape), "data_offsets": [offset, end]}
        offset = end
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for name, shape in shapes.items():
            for piece in values(name, shape, noise):
                file.write(ctypes.string_at(piece.data_ptr(), 2 * piece.numel()))


def config_of(folder):
    text = dict(max_position_embeddings=77, vocab_size=49408, layer_norm_eps=1e-5, bos_token_id=0, eos_token_id=2,
                pad_token_id=1, model_type="clip_text_model", torch_dtype="float16")
    if folder == "text_encoder":
        return {"architectures": ["CLIPTextModel"], **text, **CLIP_L}
    if folder == "text_encoder_2":
        return {"architectures": ["CLIPTextModelWithProjection"], **text, **BIG_G}
    if folder == "clip_image_encoder":
        return {"architectures": ["CLIPVisionModelWithProjection"], "model_type": "clip_vision_model", "num_channels": 3,
                "layer_norm_eps": 1e-5, "torch_dtype": "float16", **CLIP_H}
    if folder == "magi_image_encoder":
        return {"model_type": "vit_mae", "num_channels": 3, **MAGI}
    if folder == "unet":
        return {"_class_name": "UNet2DConditionModel", "act_fn": "silu", "addition_embed_type": "text_time",
                "addition_time_embed_dim": 256, "attention_head_dim": [5, 10, 20], "block_out_channels": list(WIDTHS),
                "center_input_sample": False, "class_embed_type": None, "conv_in_kernel": 3, "conv_out_kernel": 3,
                "cross_attention_dim": CROSS,
                "down_block_types": ["DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"],
                "downsample_padding": 1, "dual_cross_attention": False, "flip_sin_to_cos": True, "freq_shift": 0,
                "in_channels": 4, "layers_per_block": 2, "mid_block_type": "UNetMidBlock2DCrossAttn", "norm_eps": 1e-5,
                "norm_num_groups": 32, "num_attention_heads": None, "only_cross_attention": False, "out_channels": 4,
                "projection_class_embeddings_input_dim": ADDED, "resnet_time_scale_shift": "default", "sample_size": 128,
                "time_embedding_type": "positional", "transformer_layers_per_block": [1, 2, 10],
                "up_block_types": ["CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"], "upcast_attention": False,
                "use_linear_projection": True}
    if folder == "vae":
        return {"_class_name": "AutoencoderKL", "act_fn": "silu", "block_out_channels": [128, 256, 512, 512],
                "down_block_types": ["DownEncoderBlock2D"] * 4, "up_block_types": ["UpDecoderBlock2D"] * 4,
                "force_upcast": True, "in_channels": 3, "latent_channels": 4, "layers_per_block": 2,
                "norm_num_groups": 32, "out_channels": 3, "sample_size": 1024, "scaling_factor": 0.13025}
    return None  # the resampler has none


def check(shapes, folder, tensors, parameters):
    found = sum(math.prod(shape) for shape in shapes.values())
    if found != parameters or tensors not in (None, len(shapes)):
        raise SystemExit(f"{folder}: {len(shapes)} tensors and {found:,} parameters, the specification says {tensors} and "
                         f"{parameters:,}; correct this script")
    print(f"{folder:20} {len(shapes):5} tensors {found:14,} parameters", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--check", action="store_true", help="only count")
    arguments = parser.parse_args()
    parts = [(folder, file, make()) for folder, file, make, _, _ in PARTS]
    for (folder, _, shapes), (_, _, _, tensors, parameters) in zip(parts, PARTS):
        check(shapes, folder, tensors, parameters)
    if arguments.check:
        return
    root = arguments.out / "image_generator"
    noise = Noise(7)
    for folder, file, shapes in parts:
        (root / folder).mkdir(parents=True, exist_ok=True)
        config = config_of(folder)
        if config:
            (root / folder / "config.json").write_text(json.dumps(config, indent=2) + "\n")
        print("writing", root / folder / file, flush=True)
        write_safetensors(root / folder / file, shapes, noise)
    for name in ("tokenizer", "tokenizer_2", "scheduler"):
        shutil.copytree(VOCABULARY / name, root / name, dirs_exist_ok=True)
    shutil.copy(VOCABULARY / "model_index.json", root)


if __name__ == "__main__":
    main()
