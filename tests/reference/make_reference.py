# SPDX-License-Identifier: Apache-2.0
"""Records what diffusers computes for toy layers, autoencoders and denoisers, and a second writing of mini's painter.

Writes tests/data/reference/{nn,vae,unet}_*.safetensors and painter.safetensors. Needs only PyPI packages:
  pip install torch diffusers==0.32.2 transformers==4.46.3 numpy safetensors
  python tests/reference/make_reference.py
Tensors of a file: "weights.NAME", "in.NAME", "out.NAME"; metadata "config" is the model's config.json or the layer's
arguments. Norms and biases are random, so a missing one shows. Everything is float32 on a CPU.
"""
import json
import math
import pathlib

import torch
from diffusers import AutoencoderKL, UNet2DConditionModel
from diffusers.models.embeddings import get_timestep_embedding
from diffusers.models.downsampling import Downsample2D
from diffusers.models.resnet import ResnetBlock2D
from diffusers.models.transformers.transformer_2d import Transformer2DModel
from diffusers.models.upsampling import Upsample2D
from safetensors.torch import save_file

OUT = pathlib.Path(__file__).parent.parent / "data" / "reference"


def shake(module):
    """Random weights whose influence can be measured: norms around 1, biases around 0, matrices of unit gain."""
    for name, value in module.named_parameters():
        with torch.no_grad():
            if name.endswith("bias"):
                value.normal_(0, 0.2)
            elif value.dim() == 1:
                value.normal_(1, 0.2)
            else:
                value.normal_(0, value[0].numel() ** -0.5)
    return module.eval()


def save(name, config, module, inputs, outputs):
    tensors = {f"weights.{key}": value.contiguous() for key, value in (module.state_dict() if module else {}).items()}
    tensors |= {f"in.{key}": value.contiguous() for key, value in inputs.items()}
    tensors |= {f"out.{key}": value.detach().contiguous() for key, value in outputs.items()}
    path = OUT / f"{name}.safetensors"
    # Keys with an underscore say how the config was made; one of them is a set in random order.
    config = {key: value for key, value in dict(config).items() if not key.startswith("_")}
    save_file(tensors, path, metadata={"config": json.dumps(config, sort_keys=True)})
    size = path.stat().st_size
    assert size < 1_000_000, (name, size)
    print(f"{name}: {len(tensors)} tensors, {size} bytes")


def layers():
    x, time = torch.randn(2, 8, 5, 7), torch.randn(2, 20)
    for shift in ("default", "scale_shift"):
        block = shake(ResnetBlock2D(in_channels=8, out_channels=12, temb_channels=20, groups=4, eps=1e-5,
                                    time_embedding_norm=shift))
        save(f"nn_resnet_{shift}", {"scale_shift": shift == "scale_shift"}, block, {"x": x, "time": time},
             {"y": block(x, time)})
    block = shake(ResnetBlock2D(in_channels=8, out_channels=8, temb_channels=None, groups=4, eps=1e-6))
    save("nn_resnet_plain", {}, block, {"x": x}, {"y": block(x, None)})

    for suffix, padding in (("", 1), ("_right", 0)):
        down = shake(Downsample2D(8, use_conv=True, padding=padding, name="op"))
        save(f"nn_downsample{suffix}", {}, down, {"x": x}, {"y": down(x)})
    up = shake(Upsample2D(8, use_conv=True))
    save("nn_upsample", {}, up, {"x": x}, {"double": up(x), "odd": up(x, output_size=(9, 13))})

    numbers = torch.tensor([0.0, 0.25, 1.0, 333.0, 981.5])
    sinusoids = {f"{size}_{flip}_{shift}": get_timestep_embedding(numbers, size, bool(flip), shift)
                 for size in (16, 15) for flip in (0, 1) for shift in (0, 1)}
    save("nn_sinusoids", {}, None, {"numbers": numbers}, sinusoids)

    context = torch.randn(2, 6, 20)
    x = torch.randn(2, 16, 3, 5)
    for linear in (False, True):
        block = shake(Transformer2DModel(num_attention_heads=2, attention_head_dim=8, in_channels=16, num_layers=2,
                                         cross_attention_dim=20, norm_num_groups=4, use_linear_projection=linear,
                                         upcast_attention=linear))
        save(f"nn_transformer_{'linear' if linear else 'conv'}", {}, block, {"x": x, "context": context},
             {"y": block(x, context).sample})


def autoencoders():
    cases = {
        "large": dict(block_out_channels=[8, 16, 16], layers_per_block=2, norm_num_groups=4, scaling_factor=0.18215),
        "small": dict(in_channels=1, out_channels=1, block_out_channels=[8, 12], layers_per_block=1, norm_num_groups=4,
                      mid_block_add_attention=False, use_quant_conv=False, use_post_quant_conv=False),
    }
    for name, config in cases.items():
        levels = len(config["block_out_channels"])
        model = shake(AutoencoderKL(down_block_types=["DownEncoderBlock2D"] * levels,
                                    up_block_types=["UpDecoderBlock2D"] * levels, latent_channels=4, **config))
        image = torch.rand(2, model.config.in_channels, 16, 24) * 2 - 1
        posterior = model.encode(image).latent_dist
        latent = torch.randn(1, 4, 3, 5)
        save(f"vae_{name}", model.config, model, {"image": image, "latent": latent},
             {"mean": posterior.mean, "log_variance": posterior.logvar, "decoded": model.decode(latent).sample})


UNETS = {
    # Stable Diffusion 1: four levels, heads as one number, convolutions around the transformers
    "sd1": dict(block_out_channels=[8, 12, 16, 16], layers_per_block=1, attention_head_dim=2, cross_attention_dim=12,
                norm_num_groups=4),
    # Stable Diffusion 2: heads per level, linears, attention scores in float32
    "sd2": dict(block_out_channels=[8, 12, 16, 16], layers_per_block=1, attention_head_dim=[1, 2, 4, 4],
                cross_attention_dim=12, norm_num_groups=4, use_linear_projection=True, upcast_attention=True),
    # Stable Diffusion XL: three levels, depth per level, pooled text and sizes
    "sdxl": dict(block_out_channels=[8, 12, 16], layers_per_block=2, attention_head_dim=[1, 2, 4],
                 cross_attention_dim=12, norm_num_groups=4, use_linear_projection=True,
                 transformer_layers_per_block=[1, 2, 3],
                 down_block_types=["DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"],
                 up_block_types=["CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"],
                 addition_embed_type="text_time", addition_time_embed_dim=4, projection_class_embeddings_input_dim=30),
    # what model mini uses of diffusers
    "mini": dict(block_out_channels=[8, 12, 16], layers_per_block=1, attention_head_dim=[1, 3, 4],
                 cross_attention_dim=12, norm_num_groups=4, use_linear_projection=True,
                 down_block_types=["DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"],
                 up_block_types=["CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"],
                 resnet_time_scale_shift="scale_shift",
                 addition_embed_type="text_time", addition_time_embed_dim=4, projection_class_embeddings_input_dim=30),
}


def denoisers():
    for name, config in UNETS.items():
        model = shake(UNet2DConditionModel(**config))
        # Sides that no halving divides: the up blocks must grow to the sizes of their skips.
        sample, timestep, text = torch.randn(2, 4, 11, 14), torch.tensor([981.0, 33.5]), torch.randn(2, 5, 12)
        inputs, added = {"sample": sample, "timestep": timestep, "text": text}, None
        if model.config.addition_embed_type:
            inputs |= {"pooled": torch.randn(2, 6), "time_ids": torch.rand(2, 6) * 200}
            added = {"text_embeds": inputs["pooled"], "time_ids": inputs["time_ids"]}
        out = model(sample, timestep, text, added_cond_kwargs=added).sample
        save(f"unet_{name}", model.config, model, inputs, {"sample": out})


class Painter(torch.nn.Module):
    """Model mini's painter, written a second time from specs/minimodel.md ("Second run"), one character at a time."""

    def __init__(self, tokens=3, width=8, code=10, hidden=12, entry=6, exit=7, octaves=(1, 2, 4)):
        super().__init__()
        linear = torch.nn.Linear
        self.octaves, self.hidden = octaves, hidden
        self.expression, self.pose, self.shot = (torch.nn.Embedding(n + 1, code) for n in (6, 4, 3))
        self.identity, self.facing, self.mix = linear(tokens * width, code), linear(1, code), linear(code, code)
        self.input = linear(4 * len(octaves) + 6, hidden)
        self.film = torch.nn.ModuleList(linear(code, 2 * hidden) for _ in range(3))
        self.layers = torch.nn.ModuleList(linear(hidden, hidden) for _ in range(3))
        self.to_entry, self.to_pooled = (torch.nn.Conv2d(hidden, entry, 1, bias=False) for _ in range(2))
        self.to_exit = torch.nn.Conv2d(hidden, exit, 1, bias=False)
        self.to_token, self.box_embedding = linear(code, width), linear(32, width)

    def one(self, tokens, box, expression, pose, shot, facing, height, width):
        """What one character adds: its map [hidden, height, width] and its shift of the tokens."""
        silu = torch.nn.functional.silu
        code = (self.identity(tokens.flatten()) + self.expression.weight[expression] + self.pose.weight[pose] +
                self.shot.weight[shot] + self.facing(facing[None]))
        code = silu(self.mix(silu(code)))
        left, top, right, bottom = box.tolist()
        radius = min((right - left) * width / 3.2, (bottom - top) * height / 3.4)
        centre_x, centre_y = (left + right) / 2 * width, top * height + 1.4 * radius
        mirrored, relative = -1 if facing < 0 else 1, radius / math.sqrt(width * height)
        drawn = torch.zeros(self.hidden, height, width)
        for i in range(height):
            for j in range(width):
                x, y = j + 0.5, i + 0.5
                if not (left * width - 0.5 <= x <= right * width + 0.5 and top * height - 0.5 <= y <= bottom * height + 0.5):
                    continue
                u, v = (x - centre_x) / radius * mirrored, (y - centre_y) / radius
                waves = [f(a * k * math.pi / 4) for a in (u, v) for f in (math.sin, math.cos) for k in self.octaves]
                state = self.input(torch.tensor(waves + [u, v, math.hypot(u, v), relative * 4, 0.1 / relative, facing]))
                for film, layer in zip(self.film, self.layers):
                    scale, shift = film(code).chunk(2)
                    state = state + layer(silu(state * (1 + scale) + shift))
                drawn[:, i, j] = state
        phases = (box[:, None] * torch.tensor([1.0, 2.0, 4.0, 8.0]) * math.pi)
        return drawn, self.to_token(code) + self.box_embedding(torch.cat([phases.sin(), phases.cos()], 1).flatten())


def painter():
    module, height, width = shake(Painter()), 8, 12
    boxes = torch.tensor([[[0.1, 0.05, 0.55, 0.9], [0.45, 0.2, 0.95, 1.1]], [[-0.2, 0.3, 0.4, 0.8], [0, 0, 0, 0]]])
    controls = {"tokens": torch.randn(2, 2, 3, 8), "boxes": boxes,
                "present": torch.tensor([[True, True], [True, False]]), "expression": torch.tensor([[0, 6], [3, 0]]),
                "pose": torch.tensor([[1, 4], [2, 0]]), "shot": torch.tensor([[2, 3], [0, 0]]),
                "facing": torch.tensor([[1.0, -1.0], [0.0, 0.0]])}
    drawn, shifts = torch.zeros(2, module.hidden, height, width), torch.zeros(2, 2, 8)
    for b in range(2):
        for n in range(2):
            if controls["present"][b, n]:
                given = [controls[key][b, n] for key in ("tokens", "boxes", "expression", "pose", "shot", "facing")]
                picture, shifts[b, n] = module.one(*given, height, width)
                drawn[b] += picture
    smaller = torch.nn.functional.avg_pool2d(drawn, 2)
    save("painter", {}, module, controls,
         {"entry": module.to_entry(drawn), "pooled": module.to_pooled(smaller), "exit": module.to_exit(drawn),
          "token_shift": shifts})


if __name__ == "__main__":
    torch.manual_seed(20)
    torch.set_num_threads(1)
    OUT.mkdir(parents=True, exist_ok=True)
    with torch.no_grad():
        layers()
        autoencoders()
        denoisers()
        painter()
