# SPDX-License-Identifier: Apache-2.0
"""Records names, shapes and configs of checkpoints, in folders and in single files, into tests/data/checkpoints.

Needs diffusers==0.42.1, transformers==5.24.0 and torch from PyPI. Every pipeline is Stable Diffusion's with all widths
divided. The single file is written by the rules of the two public layouts, stated here once more on their own, and read
back with diffusers' converters, which must give the folder's tensors bit for bit.
"""
import json
import pathlib
import re

import torch
import transformers
from diffusers import AutoencoderKL, AutoencoderTiny, ControlNetModel, UNet2DConditionModel
from diffusers.loaders import single_file_utils as converters

OUT = pathlib.Path(__file__).resolve().parents[1] / "data/checkpoints"

DOWN = ("CrossAttnDownBlock2D", "DownBlock2D")
UP = ("CrossAttnUpBlock2D", "UpBlock2D")
SD1_UNET = dict(sample_size=64, block_out_channels=(32, 64, 128, 128), down_block_types=DOWN[:1] * 3 + DOWN[1:],
                up_block_types=UP[1:] + UP[:1] * 3, cross_attention_dim=64, attention_head_dim=8)
SD2_UNET = SD1_UNET | dict(sample_size=96, block_out_channels=(64, 128, 256, 256), attention_head_dim=(1, 2, 4, 4),
                           use_linear_projection=True, upcast_attention=True)
SDXL_UNET = dict(sample_size=128, block_out_channels=(32, 64, 128), down_block_types=DOWN[1:] + DOWN[:1] * 2,
                 up_block_types=UP[:1] * 2 + UP[1:], transformer_layers_per_block=(1, 2, 3), cross_attention_dim=96,
                 attention_head_dim=(1, 1, 2), use_linear_projection=True, addition_embed_type="text_time",
                 addition_time_embed_dim=8, projection_class_embeddings_input_dim=6 * 8 + 48)
VAE = dict(block_out_channels=(32, 64, 128, 128), down_block_types=("DownEncoderBlock2D",) * 4,
           up_block_types=("UpDecoderBlock2D",) * 4, layers_per_block=2)
TEXT = dict(vocab_size=100, hidden_size=64, intermediate_size=128, num_hidden_layers=2, num_attention_heads=1,
            max_position_embeddings=77, hidden_act="quick_gelu", projection_dim=64, bos_token_id=98, eos_token_id=99,
            pad_token_id=99)
OPEN = TEXT | dict(hidden_act="gelu", pad_token_id=0)
CLIP_L = ("CLIPTextModel", TEXT)
SDXL_TEXTS = {"text_encoder": ("CLIPTextModel", TEXT | dict(hidden_size=32, projection_dim=32)),
              "text_encoder_2": ("CLIPTextModelWithProjection", OPEN | dict(projection_dim=48))}
FAMILIES = {
    "sd1": (SD1_UNET, 0.18215, {"text_encoder": CLIP_L}),
    "sd2": (SD2_UNET, 0.18215, {"text_encoder": ("CLIPTextModel", OPEN)}),
    "sdxl": (SDXL_UNET, 0.13025, SDXL_TEXTS),
    "sdxl_inpaint": (SDXL_UNET | dict(in_channels=9), 0.13025, SDXL_TEXTS),
}

RESNET = {"norm1": "in_layers.0", "conv1": "in_layers.2", "norm2": "out_layers.0", "conv2": "out_layers.3",
          "time_emb_proj": "emb_layers.1", "conv_shortcut": "skip_connection"}
UNET_TOP = {"time_embedding.linear_1": "time_embed.0", "time_embedding.linear_2": "time_embed.2",
            "add_embedding.linear_1": "label_emb.0.0", "add_embedding.linear_2": "label_emb.0.2",
            "conv_in": "input_blocks.0.0", "conv_norm_out": "out.0", "conv_out": "out.2"}
OPEN_LAYER = {"layer_norm1": "ln_1", "layer_norm2": "ln_2", "mlp.fc1": "mlp.c_fc", "mlp.fc2": "mlp.c_proj",
              "self_attn.out_proj": "attn.out_proj"}
VAE_ATTENTION = {"group_norm": "norm", "to_q": "q", "to_k": "k", "to_v": "v", "to_out.0": "proj_out"}


def replace_start(name, starts):
    for ours, theirs in starts.items():
        if name.startswith(ours + "."):
            return theirs + name[len(ours):]
    return name


def ldm_unet_name(name, layers, up_attention):
    top = replace_start(name, UNET_TOP)
    if top != name:
        return top
    if name.startswith("mid_block."):
        kind, j, tail = re.match(r"mid_block\.(resnets|attentions)\.(\d+)\.(.*)", name).groups()
        return f"middle_block.1.{tail}" if kind == "attentions" else f"middle_block.{2 * int(j)}.{replace_start(tail, RESNET)}"
    side, i, kind, j, tail = re.match(r"(down|up)_blocks\.(\d+)\.(\w+)\.(\d+)\.(.*)", name).groups()
    i, j, stride = int(i), int(j), layers + 1
    if kind == "downsamplers":
        return f"input_blocks.{stride * (i + 1)}.0.op.{tail.split('.', 1)[1]}"
    if kind == "upsamplers":
        return f"output_blocks.{stride * i + layers}.{2 if i in up_attention else 1}.{tail}"
    block = f"input_blocks.{stride * i + j + 1}" if side == "down" else f"output_blocks.{stride * i + j}"
    return f"{block}.0.{replace_start(tail, RESNET)}" if kind == "resnets" else f"{block}.1.{tail}"


def ldm_unet(tensors, prefix, layers=2):
    up_attention = {int(name.split(".")[1]) for name in tensors if re.match(r"up_blocks\.\d+\.attentions", name)}
    return {prefix + ldm_unet_name(name, layers, up_attention): tensor for name, tensor in tensors.items()}


def ldm_vae(tensors, prefix):
    result = {}
    levels = 1 + max(int(name.split(".")[2]) for name in tensors if name.startswith("encoder.down_blocks."))
    for name, tensor in tensors.items():
        half, _, rest = name.partition(".")
        if rest.startswith(("down_blocks.", "up_blocks.")):
            side, i, kind, j, tail = re.match(r"(down|up)_blocks\.(\d+)\.(\w+)\.(\d+)\.(.*)", rest).groups()
            level = int(i) if side == "down" else levels - 1 - int(i)
            tail = f"block.{j}.{replace_start(tail, {'conv_shortcut': 'nin_shortcut'})}" if kind == "resnets" else f"{side}sample.{tail}"
            rest = f"{side}.{level}.{tail}"
        elif rest.startswith("mid_block.resnets."):
            j, tail = re.match(r"mid_block\.resnets\.(\d)\.(.*)", rest).groups()
            rest = f"mid.block_{int(j) + 1}.{tail}"
        elif rest.startswith("mid_block.attentions.0."):
            rest = "mid.attn_1." + replace_start(rest[len("mid_block.attentions.0."):], VAE_ATTENTION)
            tensor = tensor[:, :, None, None] if tensor.dim() == 2 else tensor
        rest = replace_start(rest, {"conv_norm_out": "norm_out"})
        result[f"{prefix}{half}.{rest}"] = tensor
    return result


def open_clip(tensors, prefix, extra_layers=0):
    """`extra_layers`: layers that Stable Diffusion 2 stores but does not use."""
    result, stacked = {}, {}
    for name, tensor in tensors.items():
        layer = re.match(r"text_model\.encoder\.layers\.(\d+)\.(.*)", name)
        if name == "text_projection.weight":
            result[prefix + "text_projection"] = tensor.t().contiguous()
        elif layer is None:
            result[prefix + {"text_model.embeddings.token_embedding.weight": "token_embedding.weight",
                             "text_model.embeddings.position_embedding.weight": "positional_embedding",
                             "text_model.final_layer_norm.weight": "ln_final.weight",
                             "text_model.final_layer_norm.bias": "ln_final.bias"}[name]] = tensor
        elif third := re.match(r"self_attn\.([qkv])_proj\.(weight|bias)", layer[2]):
            stacked.setdefault((layer[1], third[2]), {})[third[1]] = tensor
        else:
            result[f"{prefix}transformer.resblocks.{layer[1]}.{replace_start(layer[2], OPEN_LAYER)}"] = tensor
    for (i, kind), thirds in stacked.items():
        result[f"{prefix}transformer.resblocks.{i}.attn.in_proj_{kind}"] = torch.cat([thirds[k] for k in "qkv"])
    return result


def controlnet_ldm(tensors, layers=2):
    blocks = 1 + max([-1] + [int(name.split(".")[2]) for name in tensors if name.startswith("controlnet_cond_embedding.blocks.")])
    special = {"controlnet_cond_embedding.conv_in": "input_hint_block.0", "controlnet_mid_block": "middle_block_out.0",
               "controlnet_cond_embedding.conv_out": f"input_hint_block.{2 * (blocks + 1)}"}
    special |= {f"controlnet_cond_embedding.blocks.{i}": f"input_hint_block.{2 * (i + 1)}" for i in range(blocks)}
    special |= {f"controlnet_down_blocks.{i}": f"zero_convs.{i}.0" for i in range(64)}
    own = {name: replace_start(name, special) for name in tensors}
    return {"control_model." + (new if new != name else ldm_unet_name(name, layers, set())): tensors[name] for name, new in own.items()}


def with_level(tensors):
    """Published files have the level `text_model.`, which transformers 5 leaves out in memory."""
    return {name if name.startswith("text_") else "text_model." + name: tensor for name, tensor in tensors.items()}


def weights(model):
    return {name: tensor for name, tensor in model.state_dict().items() if tensor.is_floating_point()}


def equal(name, found, wanted):
    assert set(found) == set(wanted), (name, sorted(set(found) ^ set(wanted))[:4])
    for key, tensor in wanted.items():
        assert torch.equal(found[key], tensor), (name, key)
    print(f"{name}: {len(wanted)} tensors read back by diffusers")


def strip_level(tensors):
    return {name.removeprefix("text_model."): tensor for name, tensor in tensors.items()}


def nested(tensors):
    """A tree of names, whose leaves are shapes: the names repeat themselves too much for a list."""
    tree = {}
    for name, tensor in sorted(tensors.items()):
        *path, last = name.split(".")
        node = tree
        for piece in path:
            node = node.setdefault(piece, {})
        node[last] = list(tensor.shape)
    return tree


def config_of(model):
    """What save_config writes."""
    config = {key: value for key, value in model.config.items() if not key.startswith("_")}
    return config | {"_class_name": type(model).__name__}


def build(family):
    unet_config, scale, text_configs = FAMILIES[family]
    unet = UNet2DConditionModel(**unet_config)
    vae = AutoencoderKL(**VAE, scaling_factor=scale, sample_size=8 * unet_config["sample_size"])
    parts, configs = {"unet": weights(unet), "vae": weights(vae)}, {"unet": config_of(unet), "vae": config_of(vae)}
    models = {}
    for name, (kind, config) in text_configs.items():
        models[name] = getattr(transformers, kind)(transformers.CLIPTextConfig(**config))
        parts[name] = with_level(weights(models[name]))
        configs[name] = config | {"architectures": [kind]}
    return parts, configs, models


def single_file(family, parts):
    single = ldm_unet(parts["unet"], "model.diffusion_model.") | ldm_vae(parts["vae"], "first_stage_model.")
    first = parts["text_encoder"]
    if family.startswith("sd1"):
        single |= {"cond_stage_model.transformer." + name: tensor for name, tensor in first.items()}
    elif family.startswith("sd2"):
        single |= open_clip(first, "cond_stage_model.model.")
    else:
        single |= {"conditioner.embedders.0.transformer." + name: tensor for name, tensor in first.items()}
        single |= open_clip(parts["text_encoder_2"], "conditioner.embedders.1.model.")
    return single


def check_with_diffusers(family, single, parts, configs, models):
    equal(f"{family} unet", converters.convert_ldm_unet_checkpoint(dict(single), configs["unet"]), parts["unet"])
    equal(f"{family} vae", converters.convert_ldm_vae_checkpoint(dict(single), configs["vae"]), parts["vae"])
    if family.startswith("sd2"):
        found = converters.convert_open_clip_checkpoint(models["text_encoder"], dict(single), "cond_stage_model.model.")
        equal(f"{family} text_encoder", strip_level(found), strip_level(parts["text_encoder"]))
        return
    prefix = "cond_stage_model.transformer." if family.startswith("sd1") else "conditioner.embedders.0.transformer."
    found = converters.convert_ldm_clip_checkpoint(dict(single), remove_prefix=prefix)
    equal(f"{family} text_encoder", strip_level(found), strip_level(parts["text_encoder"]))
    if "text_encoder_2" in parts:
        found = converters.convert_open_clip_checkpoint(models["text_encoder_2"], dict(single), "conditioner.embedders.1.model.")
        equal(f"{family} text_encoder_2", strip_level(found), strip_level(parts["text_encoder_2"]))


def write(name, record):
    text = json.dumps(record, separators=(",", ":"), sort_keys=True)
    (OUT / f"{name}.json").write_text(text + "\n")
    print(f"{name}.json: {len(text)} bytes")


def record_controlnets():
    common = dict(conditioning_embedding_out_channels=(16, 32, 96, 256))
    unet_only = ("sample_size", "up_block_types", "out_channels")
    for name, config in (("controlnet_sd1", SD1_UNET), ("controlnet_sdxl", SDXL_UNET)):
        config = {key: value for key, value in config.items() if key not in unet_only} | common
        model = ControlNetModel(**config)
        tensors = weights(model)
        single = controlnet_ldm(tensors)
        if "sdxl" not in name:  # diffusers reads this form for Stable Diffusion 1 and 2 only
            equal(name, converters.convert_controlnet_checkpoint(dict(single), dict(model.config)), tensors)
        write(name, {"parts": {"controlnet": nested(tensors)}, "configs": {"controlnet": config_of(model)},
                     "single": nested(single)})


def record_taesd():
    model = AutoencoderTiny()
    tensors = weights(model)
    halves = {"encoder": {}, "decoder": {}}
    for name, tensor in tensors.items():
        half, _, number, rest = name.split(".", 3)
        # The first release's decoder begins with a clamp.
        halves[half][f"{int(number) + (half == 'decoder')}.{rest}"] = tensor
    write("taesd", {"parts": {"taesd": nested(tensors)}, "configs": {"taesd": config_of(model)},
                    "encoder": nested(halves["encoder"]), "decoder": nested(halves["decoder"])})


def main():
    torch.manual_seed(0)
    OUT.mkdir(parents=True, exist_ok=True)
    for family in FAMILIES:
        parts, configs, models = build(family)
        single = single_file(family, parts)
        check_with_diffusers(family, single, parts, configs, models)
        write(family, {"parts": {name: nested(part) for name, part in parts.items()},
                       "configs": configs, "single": nested(single)})
    record_controlnets()
    record_taesd()


if __name__ == "__main__":
    main()
