# SPDX-License-Identifier: Apache-2.0
"""Makes tiny Stable Diffusion checkpoints and records what diffusers' whole pipelines draw with them.

Writes tests/data/pipelines/<checkpoint>/ (folders in diffusers' layout, float16, norms and biases random) and
<checkpoint>/recorded.safetensors with the pictures that go in (`NAME.in.…`), the noise and the last latents of every
case (`NAME.noise`, `NAME.latents`); cases.json holds the requests. Needs only PyPI packages:
  pip install torch==2.11.0 diffusers==0.42.1 transformers==5.24.0 peft==0.21.2 accelerate numpy safetensors
  python tests/reference/make_reference_pipelines.py [--out FOLDER] [--seed N] [--size WIDTHxHEIGHT]
The committed recording is seed 0 at 128x192; KOMA_PIPELINES names another one for the tests.
"""
import argparse
import json
import pathlib

import numpy as np
import torch
from diffusers import (AutoencoderKL, ControlNetModel, DDIMScheduler, DPMSolverMultistepScheduler,
                       EulerAncestralDiscreteScheduler, EulerDiscreteScheduler, HeunDiscreteScheduler, LCMScheduler,
                       PNDMScheduler, StableDiffusionControlNetPipeline, StableDiffusionImg2ImgPipeline,
                       StableDiffusionInpaintPipeline, StableDiffusionPipeline, StableDiffusionXLControlNetPipeline,
                       StableDiffusionXLImg2ImgPipeline, StableDiffusionXLInpaintPipeline, StableDiffusionXLPipeline,
                       TCDScheduler, UNet2DConditionModel, UniPCMultistepScheduler)
from peft import LoraConfig
from PIL import Image
from safetensors.torch import save_file
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTextModelWithProjection, CLIPTokenizer

PROMPT = "a girl with red hair, smiling, in the rain"
NEGATIVE = "text, letters"
WORDS = "girl with red hair smiling rain the in text letters boy night street running".split()


def shake(module, generator):
    """Random weights whose influence can be measured: norms around 1, biases around 0, matrices of unit gain."""
    for name, value in module.named_parameters():
        with torch.no_grad():
            spread = torch.randn(value.shape, generator=generator)
            if name.endswith("bias"):
                value.copy_(spread * 0.1)
            elif value.dim() == 1:
                value.copy_(1 + spread * 0.1)
            elif "embedding.weight" in name:
                value.copy_(spread * 0.5)
            else:
                value.copy_(spread * value[0].numel() ** -0.5)
            value.copy_(value.half().float())
    return module.eval().requires_grad_(False)


def byte_symbols():
    kept = [*range(ord("!"), ord("~") + 1), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [byte for byte in range(256) if byte not in kept]
    return [chr(byte) for byte in kept] + [chr(256 + i) for i in range(len(others))]


def write_tokenizer(folder, pad):
    """CLIP's tokenizer with the merges of a few words only."""
    folder.mkdir(parents=True, exist_ok=True)
    merges = []
    for word in WORDS:
        symbols = [*word[:-1], word[-1] + "</w>"]
        while len(symbols) > 1:
            pair = (symbols[0], symbols[1])
            if pair not in merges:
                merges.append(pair)
            symbols[:2] = ["".join(pair)]
    symbols = byte_symbols()
    vocabulary = symbols + [symbol + "</w>" for symbol in symbols] + ["".join(pair) for pair in merges]
    vocabulary = list(dict.fromkeys(vocabulary)) + ["<|startoftext|>", "<|endoftext|>"]
    (folder / "vocab.json").write_text(json.dumps({word: i for i, word in enumerate(vocabulary)}, ensure_ascii=False))
    (folder / "merges.txt").write_text("#version: 0.2\n" + "\n".join(" ".join(pair) for pair in merges) + "\n")
    padding = "<|endoftext|>" if pad is None else pad
    (folder / "special_tokens_map.json").write_text(json.dumps({
        "bos_token": "<|startoftext|>", "eos_token": "<|endoftext|>", "unk_token": "<|endoftext|>",
        "pad_token": padding}))
    (folder / "tokenizer_config.json").write_text(json.dumps({
        "tokenizer_class": "CLIPTokenizer", "model_max_length": 77, "do_lower_case": True, "pad_token": padding,
        "bos_token": "<|startoftext|>", "eos_token": "<|endoftext|>", "unk_token": "<|endoftext|>"}))
    return CLIPTokenizer.from_pretrained(folder), len(vocabulary)


def text_config(vocabulary, width, layers, act, projection):
    return CLIPTextConfig(vocab_size=vocabulary, hidden_size=width, intermediate_size=4 * width,
                          num_hidden_layers=layers, num_attention_heads=max(1, width // 64), hidden_act=act,
                          max_position_embeddings=77, projection_dim=projection, eos_token_id=vocabulary - 1,
                          bos_token_id=vocabulary - 2, pad_token_id=1)


def autoencoder(scale, generator):
    config = dict(block_out_channels=(32, 32, 32, 32), layers_per_block=1, norm_num_groups=32, latent_channels=4,
                  down_block_types=("DownEncoderBlock2D",) * 4, up_block_types=("UpDecoderBlock2D",) * 4,
                  scaling_factor=scale)
    return shake(AutoencoderKL(**config), generator)


def unet_config(family):
    if family in ("sd1", "sd2"):
        down = ("CrossAttnDownBlock2D",) * 3 + ("DownBlock2D",)
        up = ("UpBlock2D",) + ("CrossAttnUpBlock2D",) * 3
        heads = 8 if family == "sd1" else (1, 1, 1, 1)
        return dict(block_out_channels=(32, 32, 32, 32), down_block_types=down, up_block_types=up,
                    cross_attention_dim=32, attention_head_dim=heads, use_linear_projection=family == "sd2",
                    sample_size=16)
    return dict(block_out_channels=(32, 32, 32), transformer_layers_per_block=(1, 1, 2), attention_head_dim=(1, 1, 1),
                down_block_types=("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
                up_block_types=("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"), cross_attention_dim=64,
                use_linear_projection=True, addition_embed_type="text_time", addition_time_embed_dim=32,
                projection_class_embeddings_input_dim=6 * 32 + 32, sample_size=16)


class Tiny:
    """One tiny checkpoint: its parts, ready for any of diffusers' pipelines."""

    def __init__(self, family, folder, seed):
        self.family, self.folder = family, folder
        generator = torch.Generator().manual_seed(1000 * seed + len(family))
        self.generator = generator
        self.tokenizer, vocabulary = write_tokenizer(folder / "tokenizer", "!" if family == "sd2" else None)
        act = "gelu" if family == "sd2" else "quick_gelu"
        first = text_config(vocabulary, 32, 3, act, 32)
        self.text_encoder = shake(CLIPTextModel(first), generator)
        # transformers 5 dropped the level that diffusers' clip_skip still looks for.
        object.__setattr__(self.text_encoder, "text_model", self.text_encoder)
        self.parts = {"tokenizer": self.tokenizer, "text_encoder": self.text_encoder}
        if family == "sdxl":
            tokenizer_2, _ = write_tokenizer(folder / "tokenizer_2", "!")
            second = text_config(vocabulary, 32, 4, "gelu", 32)
            self.parts |= {"tokenizer_2": tokenizer_2,
                           "text_encoder_2": shake(CLIPTextModelWithProjection(second), generator)}
        self.parts["vae"] = autoencoder(0.13025 if family == "sdxl" else 0.18215, generator)
        self.parts["unet"] = shake(UNet2DConditionModel(**unet_config(family)), generator)
        self.parts["scheduler"] = scheduler_of(family)

    def save(self):
        kind = StableDiffusionXLPipeline if self.family == "sdxl" else StableDiffusionPipeline
        pipe = kind(**self.parts, **self.extras(kind))
        names = [name for name in self.parts if "tokenizer" not in name]
        for name in names:
            part = self.parts[name]
            part.half() if isinstance(part, torch.nn.Module) else None
            part.save_pretrained(self.folder / name)
            part.float() if isinstance(part, torch.nn.Module) else None
        index = {"_class_name": kind.__name__}
        index |= {name: ["x", type(part).__name__] for name, part in self.parts.items()}
        if self.family == "sdxl":
            index["force_zeros_for_empty_prompt"] = True
        (self.folder / "model_index.json").write_text(json.dumps(index, indent=1, sort_keys=True) + "\n")
        del pipe

    def extras(self, kind):
        if "XL" in kind.__name__:
            return {} if "ControlNet" in kind.__name__ else {"add_watermarker": False}
        return {"safety_checker": None, "feature_extractor": None, "requires_safety_checker": False}

    def pipeline(self, kind, scheduler=None, **more):
        parts = dict(self.parts)
        if scheduler is not None:
            parts["scheduler"] = scheduler
        pipe = kind(**parts, **self.extras(kind), **more)
        pipe.set_progress_bar_config(disable=True)
        return pipe


def scheduler_of(family):
    common = dict(beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear", num_train_timesteps=1000)
    if family == "sd1":
        return PNDMScheduler(**common, skip_prk_steps=True, steps_offset=1, set_alpha_to_one=False)
    if family == "sd2":
        return DDIMScheduler(**common, prediction_type="v_prediction", steps_offset=1, set_alpha_to_one=False,
                             clip_sample=False)
    return EulerDiscreteScheduler(**common, steps_offset=1, timestep_spacing="leading")


class Recording:
    """What one checkpoint's cases put in and give back."""

    def __init__(self, tiny, size):
        self.tiny, (self.width, self.height) = tiny, size
        self.tensors, self.requests = {}, {}

    def run(self, name, kind, request, scheduler=None, more=None, decoded=False, **arguments):
        pipe = self.tiny.pipeline(kind, scheduler, **(more or {}))
        seed = request["seed"]
        shape = (1, 4, self.height // 8, self.width // 8)
        noise = torch.randn(shape, generator=torch.Generator().manual_seed(seed))
        self.tensors[f"{name}.noise"] = noise
        call = dict(prompt=request["prompt"], negative_prompt=request.get("negative_prompt"),
                    num_inference_steps=request["steps"], guidance_scale=request["guidance_scale"],
                    generator=torch.Generator().manual_seed(seed), output_type="latent") | arguments
        if "image" not in call or "ControlNet" in kind.__name__:
            call |= {"width": self.width, "height": self.height}
        elif "Inpaint" in kind.__name__:
            call |= {"width": self.width, "height": self.height}
        if kind in (StableDiffusionPipeline, StableDiffusionXLPipeline) and "guidance_rescale" in request:
            call["guidance_rescale"] = request["guidance_rescale"]
        if "clip_skip" in request:
            call["clip_skip"] = request["clip_skip"]
        latents = pipe(**call).images
        self.tensors[f"{name}.latents"] = latents.contiguous()
        if decoded:
            vae = self.tiny.parts["vae"]
            self.tensors[f"{name}.decoded"] = vae.decode(latents / vae.config.scaling_factor).sample.contiguous()
        self.requests[name] = request | {"width": self.width, "height": self.height}
        assert torch.isfinite(latents).all() and 0.05 < latents.std() < 1e4, (name, latents.std())
        print(f"  {name}: deviation {latents.std():.3f}")

    def picture(self, name, channels, seed):
        """A smooth random picture, written as PNG because that is how it goes in."""
        generator = np.random.default_rng(seed)
        coarse = generator.integers(0, 255, (5, 4, channels), dtype=np.uint8)
        picture = Image.fromarray(coarse if channels == 3 else coarse[..., 0])
        picture = picture.resize((self.width, self.height), Image.Resampling.BICUBIC)
        picture.save(self.tiny.folder / f"{name}.png")
        return picture

    def mask(self):
        mask = np.zeros((self.height, self.width), dtype=np.uint8)
        mask[self.height // 4: 3 * self.height // 4, self.width // 4: 7 * self.width // 8] = 255
        picture = Image.fromarray(mask)
        picture.save(self.tiny.folder / "mask.png")
        return picture

    def save(self):
        save_file(self.tensors, self.tiny.folder / "recorded.safetensors")
        (self.tiny.folder / "cases.json").write_text(json.dumps(self.requests, indent=1, sort_keys=True) + "\n")


def basic(**more):
    return {"prompt": PROMPT, "negative_prompt": NEGATIVE, "steps": 5, "guidance_scale": 5.0, "seed": 3} | more


def control_net(tiny, folder):
    """Made from the UNet; its closing convolutions, which training starts at zero, are random."""
    net = shake(ControlNetModel.from_unet(tiny.parts["unet"], conditioning_embedding_out_channels=(16, 16, 32, 32)),
                tiny.generator)
    net.half().save_pretrained(folder)
    return net.float()


def low_rank(tiny, folder, rank, with_text):
    """One LoRA over linears and convolutions of the UNet, as kohya's tools and as peft name it."""
    generator, tensors, kohya = tiny.generator, {}, {}
    unet = tiny.parts["unet"]
    for name, module in unet.named_modules():
        linear = isinstance(module, torch.nn.Linear) and ("attn" in name or "ff.net.2" in name or "proj_in" in name)
        conv = isinstance(module, torch.nn.Conv2d) and (name.endswith("conv1") or name.endswith("proj_in"))
        if not (linear or conv):
            continue
        outputs, inputs = module.weight.shape[:2]
        down = torch.randn((rank, inputs, *module.weight.shape[2:]), generator=generator) * inputs ** -0.5
        up = torch.randn((outputs, rank, *(1 for _ in module.weight.shape[2:])), generator=generator) * 0.3
        down, up = down.half(), up.half()
        tensors[f"unet.{name}.lora_A.weight"], tensors[f"unet.{name}.lora_B.weight"] = down, up
        flat = "lora_unet_" + name.replace(".", "_")
        kohya |= {f"{flat}.lora_down.weight": down, f"{flat}.lora_up.weight": up, f"{flat}.alpha": torch.tensor(rank / 2.0)}
    save_file(tensors, folder / "lora_peft.safetensors")
    save_file(kohya, folder / "lora_kohya.safetensors")
    return tensors


def with_low_rank(tiny, kind, tensors, weight):
    pipe = tiny.pipeline(kind)
    pipe.load_lora_weights(dict(tensors))
    pipe.fuse_lora(lora_scale=weight)
    return pipe


def record_sd1(tiny, size):
    record = Recording(tiny, size)
    common = dict(tiny.parts["scheduler"].config)
    plain = StableDiffusionPipeline
    record.run("pndm", plain, basic(), decoded=True)
    record.run("clip_skip", plain, basic(clip_skip=1))
    record.run("no_guidance", plain, basic(guidance_scale=1.0, negative_prompt=None))
    for name, made in {"euler": EulerDiscreteScheduler, "euler_a": EulerAncestralDiscreteScheduler,
                       "ddim": DDIMScheduler, "heun": HeunDiscreteScheduler, "unipc": UniPCMultistepScheduler,
                       "dpmpp_2m": DPMSolverMultistepScheduler}.items():
        record.run(name, plain, basic(sampler=name), made.from_config(common))
    sde = DPMSolverMultistepScheduler.from_config(common, algorithm_type="sde-dpmsolver++")
    record.run("dpmpp_2m_sde", plain, basic(sampler="dpmpp_2m_sde"), sde)
    karras = DPMSolverMultistepScheduler.from_config(common, use_karras_sigmas=True)
    record.run("dpmpp_2m_karras", plain, basic(sampler="dpmpp_2m", sigmas="karras"), karras)
    record.run("lcm", plain, basic(sampler="lcm", guidance_scale=1.5, steps=4), LCMScheduler.from_config(common))
    record.run("tcd", plain, basic(sampler="tcd", guidance_scale=1.5, steps=4), TCDScheduler.from_config(common))

    picture, mask = record.picture("picture", 3, 1), record.mask()
    ddim = DDIMScheduler.from_config(common)
    record.run("img2img", StableDiffusionImg2ImgPipeline,
               basic(sampler="ddim", init_picture="picture.png", strength=0.6, steps=8), ddim, image=picture, strength=0.6)
    record.run("inpaint", StableDiffusionInpaintPipeline,
               basic(sampler="ddim", init_picture="picture.png", mask="mask.png", strength=1.0, upstream_quirks=True),
               ddim, image=picture, mask_image=mask, strength=1.0)

    hints = [record.picture("hint_1", 3, 2), record.picture("hint_2", 3, 3)]
    nets = [control_net(tiny, tiny.folder / "controlnet_1"), control_net(tiny, tiny.folder / "controlnet_2")]
    one = [{"model": "controlnet_1", "picture": "hint_1.png", "scale": 0.7, "start": 0, "end": 1}]
    record.run("controlnet", StableDiffusionControlNetPipeline, basic(sampler="ddim", controls=one), ddim,
               more={"controlnet": nets[0]}, image=hints[0], controlnet_conditioning_scale=0.7)
    two = [one[0] | {"end": 0.5}, {"model": "controlnet_2", "picture": "hint_2.png", "scale": 1.2, "start": 0.2, "end": 1}]
    record.run("controlnets", StableDiffusionControlNetPipeline, basic(sampler="ddim", controls=two), ddim,
               more={"controlnet": nets}, image=hints, controlnet_conditioning_scale=[0.7, 1.2],
               control_guidance_start=[0.0, 0.2], control_guidance_end=[0.5, 1.0])
    record_lora(record, StableDiffusionPipeline, tiny)
    record.save()


def record_lora(record, kind, tiny):
    """Fused into a copy, because fusing changes the parts themselves."""
    import copy
    tensors = low_rank(tiny, tiny.folder, 4, False)
    kept = copy.deepcopy(tiny.parts["unet"])
    pipe = with_low_rank(tiny, kind, tensors, 0.8)
    tiny.parts["unet"] = pipe.unet
    request = basic(loras=[{"file": "lora_peft.safetensors", "weight": 0.8}])
    record.run("lora", kind, request)
    tiny.parts["unet"] = kept


def record_sd2(tiny, size):
    record = Recording(tiny, size)
    plain = StableDiffusionPipeline
    record.run("ddim_v", plain, basic(), decoded=True)
    zero = DDIMScheduler.from_config(dict(tiny.parts["scheduler"].config), timestep_spacing="trailing",
                                     rescale_betas_zero_snr=True)
    record.run("zero_snr", plain, basic(sampler="ddim", timestep_spacing="trailing", rescale_zero_terminal_snr=True,
                                        guidance_rescale=0.7), zero)
    euler = EulerDiscreteScheduler.from_config(dict(tiny.parts["scheduler"].config))
    record.run("euler_v", plain, basic(sampler="euler"), euler)
    record.save()


def record_sdxl(tiny, size):
    record = Recording(tiny, size)
    plain = StableDiffusionXLPipeline
    common = dict(tiny.parts["scheduler"].config)
    record.run("euler", plain, basic(), decoded=True)
    record.run("no_negative", plain, basic(negative_prompt=None))
    record.run("clip_skip", plain, basic(clip_skip=1))
    record.run("euler_a", plain, basic(sampler="euler_a"), EulerAncestralDiscreteScheduler.from_config(common))
    record.run("unipc", plain, basic(sampler="unipc"), UniPCMultistepScheduler.from_config(common))
    picture, mask = record.picture("picture", 3, 4), record.mask()
    record.run("img2img", StableDiffusionXLImg2ImgPipeline,
               basic(init_picture="picture.png", strength=0.5, steps=8), image=picture, strength=0.5)
    quirks = dict(init_picture="picture.png", mask="mask.png", upstream_quirks=True)
    record.run("inpaint", StableDiffusionXLInpaintPipeline, basic(strength=0.9, steps=8, **quirks), image=picture,
               mask_image=mask, strength=0.9)
    hint, net = record.picture("hint_1", 3, 5), control_net(tiny, tiny.folder / "controlnet_1")
    one = [{"model": "controlnet_1", "picture": "hint_1.png", "scale": 0.6, "start": 0, "end": 1}]
    record.run("controlnet", StableDiffusionXLControlNetPipeline, basic(controls=one), more={"controlnet": net},
               image=hint, controlnet_conditioning_scale=0.6)
    record_lora(record, plain, tiny)

    nine = unet_config("sdxl") | {"in_channels": 9}
    kept, tiny.parts["unet"] = tiny.parts["unet"], shake(UNet2DConditionModel(**nine), tiny.generator)
    tiny.parts["unet"].half().save_pretrained(tiny.folder / "inpaint_unet")
    tiny.parts["unet"].float()
    record.run("inpaint_nine", StableDiffusionXLInpaintPipeline, basic(strength=0.99, **quirks), image=picture,
               mask_image=mask, strength=0.99)
    tiny.parts["unet"] = kept
    record.save()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    default = pathlib.Path(__file__).parent.parent / "data" / "pipelines"
    parser.add_argument("--out", type=pathlib.Path, default=default)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--size", default="128x192")
    options = parser.parse_args()
    size = tuple(int(side) for side in options.size.split("x"))
    for family, record in {"sd1": record_sd1, "sd2": record_sd2, "sdxl": record_sdxl}.items():
        print(family)
        tiny = Tiny(family, options.out / family, options.seed)
        tiny.save()
        record(tiny, size)


if __name__ == "__main__":
    main()
