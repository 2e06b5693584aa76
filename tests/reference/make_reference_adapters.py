# SPDX-License-Identifier: Apache-2.0
"""Records what diffusers and peft compute for toy ControlNets, tiny autoencoders and LoRAs.

Writes tests/data/reference/{controlnet,taesd,lora}_*.safetensors. Needs only PyPI packages:
  pip install torch==2.11.0 diffusers==0.42.1 transformers==5.20.0 peft==0.21.2 numpy safetensors
  python tests/reference/make_reference_adapters.py [SEED [OUT]]
The LoRAs change the toy models that make_reference.py and make_reference_clip.py recorded (unet_sd1, unet_sdxl,
clip_text, clip_text_projection): run those first. Files lora_*.safetensors are LoRAs as people share them, in the
spelling that their name says; lora_results.safetensors holds what the models with them answer.
"""
import json
import pathlib
import sys

import torch
from diffusers import (AutoencoderTiny, ControlNetModel, MultiControlNetModel, StableDiffusionPipeline,
                       StableDiffusionXLPipeline, UNet2DConditionModel)
from diffusers.training_utils import _collate_lora_metadata
from peft import LoHaConfig, LoKrConfig, LoraConfig, get_peft_model
from peft.utils import get_peft_model_state_dict
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTextModelWithProjection

from make_reference import UNETS, shake

DATA = pathlib.Path(__file__).parent.parent / "data" / "reference"
SEED = int(sys.argv[1]) if len(sys.argv) > 1 else 5
OUT = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else DATA


def write(name, tensors, metadata=None):
    path = OUT / f"{name}.safetensors"
    save_file({key: value.detach().clone().contiguous() for key, value in tensors.items()}, path, metadata=metadata)
    print(f"{name}: {len(tensors)} tensors, {path.stat().st_size} bytes")


def prefixed(prefix, tensors):
    return {f"{prefix}.{key}": value for key, value in tensors.items()}


def plain(config):
    return {key: value for key, value in dict(config).items() if not key.startswith("_")}


# ---- ControlNets ----

def controlnets():
    attending, plain_down, plain_up = "CrossAttnDownBlock2D", "DownBlock2D", "UpBlock2D"
    sd1 = dict(UNETS["sd1"], block_out_channels=[4, 8, 8], down_block_types=[attending, attending, plain_down],
               up_block_types=[plain_up, "CrossAttnUpBlock2D", "CrossAttnUpBlock2D"])
    sdxl = dict(UNETS["sdxl"], block_out_channels=[4, 8, 8], layers_per_block=1, transformer_layers_per_block=[1, 1, 2])
    for name, config, order, pools in (("sd1", sd1, "rgb", False), ("sdxl", sdxl, "rgb", False),
                                       ("pooled", sd1, "bgr", True)):
        unet = shake(UNet2DConditionModel(**config))
        own = {key: value for key, value in config.items() if key != "up_block_types"}
        control = shake(ControlNetModel(**own, conditioning_embedding_out_channels=(4, 8, 8, 12),
                                        controlnet_conditioning_channel_order=order, global_pool_conditions=pools))
        # Odd sides: the residuals must have the sizes of the skips that they join.
        sample, timestep, text = torch.randn(2, 4, 5, 6), torch.tensor([981.0, 33.5]), torch.randn(2, 5, 12)
        pictures = [torch.rand(1, 3, 40, 48) for _ in range(2)]
        inputs, added = {"sample": sample, "timestep": timestep, "text": text}, None
        if unet.config.addition_embed_type:
            inputs |= {"pooled": torch.randn(2, 6), "time_ids": torch.rand(2, 6) * 200}
            added = {"text_embeds": inputs["pooled"], "time_ids": inputs["time_ids"]}
        scales = [0.7, 1.3]
        down, mid = MultiControlNetModel([control, control])(
            sample, timestep, text, [picture.repeat(2, 1, 1, 1) for picture in pictures], scales, added_cond_kwargs=added, return_dict=False)
        out = unet(sample, timestep, text, added_cond_kwargs=added, down_block_additional_residuals=down,
                   mid_block_additional_residual=mid).sample
        first, _ = control(sample, timestep, text, pictures[0].repeat(2, 1, 1, 1), 1.0, added_cond_kwargs=added, return_dict=False)
        seen = pictures[0] if order == "rgb" else pictures[0].flip(1)
        tensors = prefixed("weights.unet", unet.state_dict()) | prefixed("weights.controlnet", control.state_dict())
        tensors |= prefixed("in", inputs) | {"in.picture0": pictures[0], "in.picture1": pictures[1]}
        tensors |= {"out.hint": control.controlnet_cond_embedding(seen), "out.mid": mid, "out.sample": out,
                    "out.last": first[-1]}
        config = {"unet": plain(unet.config), "controlnet": plain(control.config), "scales": scales}
        if pools:  # the denoiser is the first case's
            tensors = {key: value for key, value in tensors.items() if not key.startswith(("weights.unet", "out.sample"))}
        write(f"controlnet_{name}", tensors, {"config": json.dumps(config, sort_keys=True)})


# ---- tiny autoencoders ----

def tiny_autoencoders():
    for name, config in (("sd", dict(num_encoder_blocks=[1, 2, 1, 1], num_decoder_blocks=[2, 1, 1, 1],
                                     encoder_block_out_channels=[6] * 4, decoder_block_out_channels=[5] * 4)),
                         ("small", dict(num_encoder_blocks=[1, 1], num_decoder_blocks=[1, 1], latent_channels=3,
                                        encoder_block_out_channels=[6] * 2, decoder_block_out_channels=[7] * 2))):
        model = shake(AutoencoderTiny(**config))
        side = model.config.latent_channels
        image, latent = torch.rand(2, 3, 24, 40) * 2 - 1, torch.randn(2, side, 3, 5) * 3
        tensors = prefixed("weights", model.state_dict()) | {
            "in.image": image, "in.latent": latent, "out.latent": model.encode(image).latents,
            "out.image": model.decode(latent).sample}
        write(f"taesd_{name}", tensors, {"config": json.dumps(plain(model.config), sort_keys=True)})


# ---- LoRAs ----

def recorded(name):
    with safe_open(DATA / f"{name}.safetensors", "pt") as file:
        config = json.loads(file.metadata()["config"])
        tensors = {key: file.get_tensor(key) for key in file.keys()}
    weights = {key[8:]: value for key, value in tensors.items() if key.startswith("weights.")}
    return config, weights, {key[3:]: value for key, value in tensors.items() if key.startswith("in.")}


def unet(name):
    config, weights, inputs = recorded(name)
    model = UNet2DConditionModel(**config)
    model.load_state_dict(weights)
    return model.eval(), inputs


def text_encoder(name, kind):
    config, weights, inputs = recorded(name)
    model = kind(CLIPTextConfig(**{key: value for key, value in config.items() if key != "architectures"}))
    names = set(model.state_dict())
    weights = {key if key in names else key.removeprefix("text_model."): value for key, value in weights.items()}
    model.load_state_dict(weights, strict=False)
    assert all(torch.equal(value, weights[key]) for key, value in model.state_dict().items() if "position_ids" not in key)
    return model.eval(), inputs


class Toy:
    """Toy models and what they answer."""

    def __init__(self, family):
        self.unet, self.inputs = unet(f"unet_{family}")
        self.text, self.ids = text_encoder("clip_text", CLIPTextModel)
        self.text_2 = None
        self.pipeline = StableDiffusionPipeline
        if family == "sdxl":
            self.text_2, _ = text_encoder("clip_text_projection", CLIPTextModelWithProjection)
            self.pipeline = StableDiffusionXLPipeline

    def answers(self):
        x, added = self.inputs, None
        if "pooled" in x:
            added = {"text_embeds": x["pooled"], "time_ids": x["time_ids"]}
        result = {"sample": self.unet(x["sample"], x["timestep"], x["text"], added_cond_kwargs=added).sample,
                  "text": self.text(self.ids["ids"]).last_hidden_state}
        if self.text_2 is not None:
            result["pooled"] = self.text_2(self.ids["ids"]).text_embeds
        return result


def fold_text(encoder, tensors, prefixes, weight, alpha):
    """W + weight · alpha / rank · up · down. By hand: diffusers and transformers 5 load no adapters of text encoders
    whose names have text_model in them."""
    for name, module in encoder.named_modules():
        name = "text_model." + name.removeprefix("text_model.")
        for prefix, down, up in prefixes:
            spelled = prefix + (name.replace(".", "_") if prefix.endswith("_") else name)
            if spelled + down not in tensors:
                continue
            first, second = tensors[spelled + down], tensors[spelled + up]
            rank = first.shape[0]
            own = tensors.get(spelled + ".alpha", torch.tensor(float(alpha or rank))).item()
            module.weight += weight * own / rank * (second @ first)


def with_loras(family, uses):
    toy = Toy(family)
    for name, weight in uses:
        state, alphas, metadata = toy.pipeline.lora_state_dict(
            OUT, weight_name=f"{name}.safetensors", unet_config=toy.unet.config, return_lora_metadata=True)
        toy.pipeline.load_lora_into_unet(state, network_alphas=alphas, unet=toy.unet, adapter_name=name,
                                         metadata=metadata)
        tensors = load_file(OUT / f"{name}.safetensors")
        alpha = metadata["text_encoder.lora_alpha"] if metadata else None
        kohya_pair = (".lora_down.weight", ".lora_up.weight")
        fold_text(toy.text, tensors, [("lora_te_", *kohya_pair), ("lora_te1_", *kohya_pair),
                                      ("text_encoder.", ".lora_A.weight", ".lora_B.weight"),
                                      ("text_encoder.", ".lora_linear_layer.down.weight", ".lora_linear_layer.up.weight")],
                  weight, alpha)
        if toy.text_2 is not None:
            fold_text(toy.text_2, tensors, [("lora_te2_", *kohya_pair)], weight, alpha)
    toy.unet.set_adapters([name for name, _ in uses], [weight for _, weight in uses])
    toy.unet.fuse_lora()
    return toy.answers()


def ldm_name(module):
    """SDXL's own name of a toy module (two residual blocks a level)."""
    head, *rest = module.split(".")
    fixed = {"conv_in": "input_blocks.0.0", "conv_out": "out.2", "time_embedding.linear_1": "time_embed.0",
             "add_embedding.linear_2": "label_emb.0.2"}
    if module in fixed:
        return fixed[module]
    if head == "mid_block":
        place = f"middle_block.{2 * int(rest[1]) if rest[0] == 'resnets' else 1}"
    else:
        level, kind, index = int(rest[0]), rest[1], int(rest[2])
        if kind == "downsamplers":
            return f"input_blocks.{3 * (level + 1)}.0.op"
        if kind == "upsamplers":
            return f"output_blocks.{3 * level + 2}.2.conv"
        number = 3 * level + index + (1 if head == "down_blocks" else 0)
        place = f"{'input' if head == 'down_blocks' else 'output'}_blocks.{number}.{0 if kind == 'resnets' else 1}"
        rest = rest[1:]
    inner = ".".join(rest[2:])
    inner = {"conv1": "in_layers.2", "conv2": "out_layers.3", "time_emb_proj": "emb_layers.1",
             "conv_shortcut": "skip_connection"}.get(inner, inner)
    return f"{place}.{inner}"


def pair(module, rank):
    """Random down and up of a linear or convolution."""
    weight = module.weight
    if weight.dim() == 2:
        return torch.randn(rank, weight.shape[1]) * 0.3, torch.randn(weight.shape[0], rank) * 0.3
    down = torch.randn(rank, weight.shape[1], *weight.shape[2:]) * 0.2
    return down, torch.randn(weight.shape[0], rank, 1, 1) * 0.3


SD1_LAYERS = ["down_blocks.0.attentions.0.proj_in", "down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q",
              "down_blocks.1.attentions.0.transformer_blocks.0.attn2.to_k", "down_blocks.1.downsamplers.0.conv",
              "mid_block.attentions.0.transformer_blocks.0.attn2.to_out.0", "mid_block.resnets.1.conv2",
              "up_blocks.1.resnets.0.time_emb_proj", "up_blocks.1.resnets.1.conv_shortcut", "conv_in",
              "up_blocks.2.attentions.1.transformer_blocks.0.ff.net.0.proj", "up_blocks.0.upsamplers.0.conv"]
SDXL_LAYERS = ["down_blocks.1.attentions.0.transformer_blocks.1.attn1.to_q", "conv_out", "time_embedding.linear_1",
               "add_embedding.linear_2", "down_blocks.1.attentions.1.transformer_blocks.0.attn2.to_v",
               "down_blocks.0.resnets.1.conv1", "down_blocks.0.downsamplers.0.conv",
               "mid_block.attentions.0.transformer_blocks.2.ff.net.2", "mid_block.resnets.0.time_emb_proj",
               "up_blocks.0.attentions.2.proj_out", "up_blocks.1.upsamplers.0.conv", "up_blocks.2.resnets.0.conv_shortcut"]
TEXT_LAYERS = ["encoder.layers.0.self_attn.q_proj", "encoder.layers.2.self_attn.out_proj", "encoder.layers.3.mlp.fc2"]


def kohya(toy, layers, spelled, texts):
    """A LoRA file as kohya's trainer names it."""
    tensors = {}

    def add(name, module, rank):
        down, up = pair(module, rank)
        tensors[f"{name}.lora_down.weight"], tensors[f"{name}.lora_up.weight"] = down, up
        # One alpha for all: diffusers overlooks those of attention layers when they differ.
        tensors[f"{name}.alpha"] = torch.tensor(1.5)

    modules = dict(toy.unet.named_modules())
    for index, layer in enumerate(layers):
        add("lora_unet_" + spelled(layer).replace(".", "_"), modules[layer], 1 + index % 3)
    for prefix, encoder in texts:
        found = {name.removeprefix("text_model."): module for name, module in encoder.named_modules()}
        for index, layer in enumerate(TEXT_LAYERS):
            add(prefix + ("text_model." + layer).replace(".", "_"), found[layer], 1 + index % 2)
    return tensors


def old_diffusers(toy):
    """Attention processors, as diffusers wrote them before peft."""
    tensors, modules = {}, dict(toy.unet.named_modules())
    for layer in (name for name in SD1_LAYERS if ".attn" in name):
        down, up = pair(modules[layer], 2)
        block, leaf = layer.split(".to_", 1)
        spelled = f"unet.{block}.processor.to_{leaf.removesuffix('.0')}_lora"
        tensors[f"{spelled}.down.weight"], tensors[f"{spelled}.up.weight"] = down, up
    found = {name.removeprefix("text_model."): module for name, module in toy.text.named_modules()}
    for layer in (name for name in TEXT_LAYERS if "self_attn" in name):
        down, up = pair(found[layer], 2)
        spelled = f"text_encoder.text_model.{layer}.lora_linear_layer"
        tensors[f"{spelled}.down.weight"], tensors[f"{spelled}.up.weight"] = down, up
    return tensors


def peft_file(toy):
    """What diffusers' trainers save: peft's names, and alphas in the metadata only."""
    layers = {"unet": toy.unet, "text_encoder": toy.text}
    states, metadata = {}, {}
    for part, module in layers.items():
        targets = SD1_LAYERS[1:8] if part == "unet" else ["q_proj", "fc1"]
        config = LoraConfig(r=3, lora_alpha=5, target_modules=targets, use_rslora=part == "unet",
                            rank_pattern={"mid_block.resnets.1.conv2": 2} if part == "unet" else {},
                            alpha_pattern={"mid_block.resnets.1.conv2": 7} if part == "unet" else {})
        module.add_adapter(config, adapter_name="default")
        for name, value in module.named_parameters():
            if "lora_" in name:
                value.data.normal_(0, 0.25)
        states[part] = get_peft_model_state_dict(module)
        metadata |= _collate_lora_metadata({part: module})
    states["text_encoder"] = {"text_model." + key.removeprefix("text_model."): value
                              for key, value in states["text_encoder"].items()}
    toy.pipeline.save_lora_weights(OUT, unet_lora_layers=states["unet"], text_encoder_lora_layers=states["text_encoder"],
                                   weight_name="lora_peft_sd1.safetensors", **metadata)


class Layers(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = torch.nn.Linear(12, 8)
        self.conv = torch.nn.Conv2d(6, 8, 3, padding=1)


def lycoris():
    """Changes of single weights by peft's LoHa, LoKr and DoRA, and by a Tucker core as three convolutions."""
    tensors = {}

    def record(name, make, keep):
        base = shake(Layers())
        before = {key: value.clone() for key, value in base.state_dict().items()}
        model = get_peft_model(base, make)
        for key, value in model.named_parameters():
            if keep in key:
                value.data.normal_(0, 0.4)
            elif "magnitude" in key:
                value.data.uniform_(0.5, 1.5)
        state = {key: value.clone() for key, value in model.state_dict().items()}
        merged = model.merge_and_unload().state_dict()
        for key, value in state.items():
            if keep in key or "magnitude" in key:
                key = key.removeprefix("base_model.model.").replace(".default", "")
                tensors[f"{name}.{key}"] = value
        for key in ("linear.weight", "conv.weight"):
            tensors[f"{name}.base.{key}"], tensors[f"{name}.out.{key}"] = before[key], merged[key]

    both = ["linear", "conv"]
    record("loha", LoHaConfig(r=2, alpha=3, target_modules=both), "hada_")
    record("loha_tucker", LoHaConfig(r=2, alpha=3, target_modules=both, use_effective_conv2d=True), "hada_")
    record("lokr", LoKrConfig(r=1, alpha=3, target_modules=both, decompose_both=True, decompose_factor=4), "lokr_")
    record("lokr_tucker", LoKrConfig(r=1, alpha=3, target_modules=both, use_effective_conv2d=True,
                                     decompose_factor=2), "lokr_")
    record("lokr_whole", LoKrConfig(r=8, alpha=3, target_modules=both), "lokr_")
    record("dora", LoraConfig(r=2, lora_alpha=3, target_modules=both, use_dora=True), "lora_")

    down, mid, up = torch.randn(2, 6, 1, 1), torch.randn(2, 2, 3, 3), torch.randn(8, 2, 1, 1)
    x = torch.randn(1, 6, 5, 5)
    conv = torch.nn.functional.conv2d
    tensors |= {"locon.down": down, "locon.mid": mid, "locon.up": up, "locon.in": x,
                "locon.out": conv(conv(conv(x, down), mid, padding=1), up)}
    write("lora_lycoris", tensors)


def loras():
    toy = Toy("sd1")
    write("lora_kohya_sd1", kohya(toy, SD1_LAYERS, lambda name: name, [("lora_te_", toy.text)]))
    write("lora_old_sd1", old_diffusers(toy))
    peft_file(toy)
    toy = Toy("sdxl")
    texts = [("lora_te1_", toy.text), ("lora_te2_", toy.text_2)]
    write("lora_kohya_sdxl", kohya(toy, SDXL_LAYERS, ldm_name, texts))

    cases = {"kohya_sd1": ("sd1", [("lora_kohya_sd1", 1.0)]), "old_sd1": ("sd1", [("lora_old_sd1", 0.7)]),
             "peft_sd1": ("sd1", [("lora_peft_sd1", 1.0)]),
             "several_sd1": ("sd1", [("lora_kohya_sd1", 0.8), ("lora_peft_sd1", -0.5), ("lora_old_sd1", 0.3)]),
             "kohya_sdxl": ("sdxl", [("lora_kohya_sdxl", 0.9)])}
    results = {}
    for name, (family, uses) in cases.items():
        results |= prefixed(name, with_loras(family, uses))
    write("lora_results", results)
    lycoris()


if __name__ == "__main__":
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    OUT.mkdir(parents=True, exist_ok=True)
    with torch.no_grad():
        controlnets()
        tiny_autoencoders()
        loras()
