# SPDX-License-Identifier: Apache-2.0
"""Records what transformers computes for toy CLIP and ViT-MAE models, and CLIPTokenizer's ids for many strings.

Writes tests/data/reference/clip_*.safetensors and clip_tokens.json. Needs only PyPI packages:
  pip install torch transformers==4.46.3 safetensors pillow==13.0.0 numpy     (and no ftfy: the tokenizer then uses BasicTokenizer)
  python tests/reference/make_reference_clip.py
Tensors of a file: "weights.NAME", "in.NAME", "out.NAME"; metadata "config" is the model's config.json.
Norms and biases are random, so a missing one shows. Everything is float32 on a CPU.
"""
import json
import pathlib

import numpy as np
import torch
from PIL import Image
from safetensors.torch import save_file
from transformers import (CLIPTextConfig, CLIPTextModel, CLIPTextModelWithProjection, CLIPTokenizer, CLIPVisionConfig,
                          CLIPVisionModel, CLIPVisionModelWithProjection, ViTMAEConfig, ViTMAEModel)

DATA = pathlib.Path(__file__).parent.parent / "data"
OUT = DATA / "reference"
FIXTURE = DATA / "diffsensei" / "checkpoint" / "image_generator"


def shake(model):
    """Random weights whose influence can be measured: norms around 1, biases around 0, matrices of unit gain."""
    for name, value in model.named_parameters():
        with torch.no_grad():
            if name.endswith("bias"):
                value.normal_(0, 0.2)
            elif "norm" in name or "layrnorm" in name:
                value.normal_(1, 0.2)
            else:
                value.normal_(0, 1.2 * value[0].numel() ** -0.5 if value.dim() > 1 else 1.0)
    return model.eval()


def save(name, config, model, inputs, outputs, extra=None):
    tensors = {f"weights.{key}": value.contiguous() for key, value in model.state_dict().items()}
    tensors |= {f"weights.{key}": value.contiguous() for key, value in (extra or {}).items()}
    tensors |= {f"in.{key}": value.contiguous() for key, value in inputs.items()}
    tensors |= {f"out.{key}": value.detach().contiguous() for key, value in outputs.items()}
    save_file(tensors, str(OUT / f"clip_{name}.safetensors"), metadata={"config": json.dumps(config)})


def config_of(model, **more):
    fields = json.loads(model.config.to_json_string(use_diff=False))
    return fields | {"architectures": [type(model).__name__]} | more


def text_models():
    common = dict(vocab_size=50, hidden_size=24, intermediate_size=40, num_hidden_layers=4, num_attention_heads=3,
                  max_position_embeddings=16, bos_token_id=48, pad_token_id=0)
    ids = torch.randint(1, 47, (4, 12))
    ids[:, 0] = 48
    ids[0, 5:] = 49
    ids[1, 11] = 49
    ids[2, 3:6] = 49
    ids[3, 9:] = 49
    for name, kind, act, eos in (("text", CLIPTextModel, "quick_gelu", 49),
                                 ("text_projection", CLIPTextModelWithProjection, "gelu", 49),
                                 ("text_legacy", CLIPTextModelWithProjection, "quick_gelu", 2)):
        model = shake(kind(CLIPTextConfig(**common, projection_dim=20, hidden_act=act, eos_token_id=eos)))
        result = model(ids, output_hidden_states=True)
        outputs = {f"hidden{i}": state for i, state in enumerate(result.hidden_states)}
        outputs["last"] = result.last_hidden_state
        outputs["pooled"] = result.text_embeds if kind is CLIPTextModelWithProjection else result.pooler_output
        outputs["skipped_and_normed"] = model.text_model.final_layer_norm(result.hidden_states[-3])
        save(name, config_of(model), model, {"ids": ids}, outputs)


def vision_models():
    common = dict(hidden_size=32, intermediate_size=48, num_hidden_layers=3, num_attention_heads=4, projection_dim=20)
    for name, kind, act, channels in (("vision", CLIPVisionModelWithProjection, "gelu", 3),
                                      ("vision_grey", CLIPVisionModel, "quick_gelu", 1)):
        model = shake(kind(CLIPVisionConfig(**common, hidden_act=act, num_channels=channels, image_size=30,
                                            patch_size=7)))
        pixels = torch.randn(2, channels, 30, 30)
        states = model(pixels, output_hidden_states=True).hidden_states
        save(name, config_of(model), model, {"pixels": pixels}, {"penultimate": states[-2]})

    widths = [1, 8, 16, 24]  # grey, then the stem's channels
    model = shake(CLIPVisionModel(CLIPVisionConfig(**common, hidden_act="gelu", num_channels=widths[-1], image_size=12,
                                                   patch_size=2)))
    convolutions = [shake(torch.nn.Conv2d(a, b, 3, 2, 1)) for a, b in zip(widths, widths[1:])]
    norms = [torch.nn.GroupNorm(8, b) for b in widths[1:]]
    extra, x = {}, torch.randn(2, 1, 96, 96)
    inputs = {"pixels": x}
    for i, (convolution, norm) in enumerate(zip(convolutions, norms)):
        with torch.no_grad():
            norm.weight.normal_(1, 0.2)
            norm.bias.normal_(0, 0.2)
        x = torch.nn.functional.silu(norm(convolution(x)))
        for part, module in (("stem", convolution), ("stem_norm", norm)):
            for key, value in module.state_dict().items():
                extra[f"vision_model.embeddings.{part}.{i}.{key}"] = value
    states = model(x, output_hidden_states=True).hidden_states
    config = config_of(model, num_channels=1, image_size=96, stem_channels=widths[1:])
    save("vision_stem", config, model, inputs, {"penultimate": states[-2]}, extra)


def mae_model():
    model = shake(ViTMAEModel(ViTMAEConfig(hidden_size=24, intermediate_size=40, num_hidden_layers=3,
                                           num_attention_heads=4, image_size=24, patch_size=4, mask_ratio=0.6)))
    with torch.no_grad():
        model.embeddings.cls_token.normal_()
        model.embeddings.position_embeddings.normal_()
    pixels, noise = torch.randn(2, 3, 24, 24), torch.rand(2, 36)
    outputs = {"some": model(pixels, noise=noise).last_hidden_state}
    model.embeddings.config.mask_ratio = 0.0
    outputs["all"] = model(pixels, noise=torch.arange(36.0).expand(2, -1)).last_hidden_state
    model.embeddings.config.mask_ratio = 0.6
    save("mae", config_of(model), model, {"pixels": pixels, "noise": noise}, outputs)


class Perceiver(torch.nn.Module):
    """specs/diffsensei.md 2.5 without the Magi token, as literal as possible: explicit softmax, one head at a time."""

    def __init__(self, dim, depth, dim_head, heads, queries, dummies, inputs, outputs, mult):
        super().__init__()
        inner, linear = heads * dim_head, torch.nn.Linear
        self.heads, self.dim_head = heads, dim_head
        self.latents = torch.nn.Parameter(torch.randn(1, queries, dim))
        self.dummy_tokens = torch.nn.Parameter(torch.randn(dummies, outputs))
        self.proj_in, self.proj_out = linear(inputs, dim), linear(dim, outputs)
        self.norm_out = torch.nn.LayerNorm(outputs)
        self.layers = torch.nn.ModuleList()
        for _ in range(depth):
            attention = torch.nn.ModuleDict({
                "norm1": torch.nn.LayerNorm(dim), "norm2": torch.nn.LayerNorm(dim), "to_q": linear(dim, inner, False),
                "to_kv": linear(dim, 2 * inner, False), "to_out": linear(inner, dim, False)})
            feed = torch.nn.Sequential(torch.nn.LayerNorm(dim), linear(dim, mult * dim, False), torch.nn.GELU(),
                                       linear(mult * dim, dim, False))
            self.layers.append(torch.nn.ModuleList([attention, feed]))

    def attend(self, part, picture, latents):
        own = part["norm2"](latents)
        keys, values = part["to_kv"](torch.cat([part["norm1"](picture), own], 0)).chunk(2, -1)
        queries, heads = part["to_q"](own), []
        for h in range(self.heads):
            cut = slice(h * self.dim_head, (h + 1) * self.dim_head)
            weights = torch.softmax(queries[:, cut] @ keys[:, cut].T / self.dim_head ** 0.5, -1)
            heads.append(weights @ values[:, cut])
        return part["to_out"](torch.cat(heads, -1))

    def forward(self, features):
        rows = []
        for characters in features:
            tokens = [self.dummy_tokens]
            for one in characters:
                picture, z = self.proj_in(one), self.latents[0]
                for attention, feed in self.layers:
                    z = z + self.attend(attention, picture, z)
                    z = z + feed(z)
                tokens.append(self.norm_out(self.proj_out(z)))
            rows.append(torch.cat(tokens, 0))
        return torch.stack(rows)


def resampler():
    config = {"dim": 24, "depth": 2, "dim_head": 8, "heads": 4, "num_queries": 5, "num_dummy_tokens": 3,
              "embedding_dim": 20, "magi_embedding_dim": None, "output_dim": 28, "ff_mult": 2}
    model = shake(Perceiver(24, 2, 8, 4, 5, 3, 20, 28, 2))
    features = torch.randn(2, 3, 7, 20)
    save("resampler", config, model, {"features": features}, {"tokens": model(features)})


STRINGS = [
    "", " ", "a", "A", "hello world", "Hello, World!", "  many   spaces\t and\nnew lines  ", "it's", "IT'S RAINING",
    "don't we'll I've they're he'd I'm", "'s't 're", "rock'n'roll", "a!b?c", "!!!", "...", "wait... what?!", "cat!", "!",
    "! !", "(parentheses) [and] {braces}", "under_score and-dash", "e-mail: a.b@c.de", "1234567890", "3.14", "x2 y3z",
    "½ ² ٣ Ⅷ", "café naïve", "cafe\u0301 nai\u0308ve", "ÀÉÎÕÜ ß ẞ İ ı Σς", "Ångström", "日本語", "漫画を描く少女",
    "ひらがなカタカナ", "ｶﾀｶﾅ ＡＢＣ", "「やめろ！」と叫んだ。", "한국어 만화", "😀", "a😀b", "👩‍👩‍👧 👍🏽", "❤️", "©®™ €£¥",
    "zero\u200bwidth\u00adsoft\u2060", "nb\u00a0sp thin\u2009sp ideo\u3000sp", "line\u2028para\u2029end",
    "ctrl\x00\x01\x1f\x7f chars", "\ufffd replaced", "<|startoftext|>", "a <|endoftext|> b", "<|ENDOFTEXT|>", "<html> & &amp;",
    "word " * 90, "antidisestablishmentarianism supercalifragilisticexpialidocious", "xqzjvk wqxz", "Привет мир", "γειά σου",
    "مرحبا", "नमस्ते", "สวัสดี", "🇯🇵", "a\u0300\u0301", "\U00020000 \U0002f800", "ǅ ﬁ ŉ", "\x85 \x1c \x1d", "'S 'ſ", "don’t",
]


def small_vocabulary():
    """The format of model mini: bytes, bytes that end a word, merges for a few words, two marks."""
    from transformers.models.clip.tokenization_clip import bytes_to_unicode

    letters = list(bytes_to_unicode().values())
    merges, known = [], set()
    for word in ("girl", "boy", "smiling", "school", "close", "up", ","):
        parts = list(word[:-1]) + [word[-1] + "</w>"]
        while len(parts) > 1:
            pair = tuple(parts[:2])
            parts[:2] = ["".join(pair)]
            if pair not in known:
                known.add(pair)
                merges.append(pair)
    symbols = letters + [c + "</w>" for c in letters] + ["".join(pair) for pair in merges]
    symbols += ["<|startoftext|>", "<|endoftext|>"]
    folder = OUT / "clip_small_tokenizer"
    folder.mkdir(exist_ok=True)
    vocabulary = json.dumps({symbol: i for i, symbol in enumerate(symbols)}, ensure_ascii=False)
    (folder / "vocab.json").write_text(vocabulary + "\n", encoding="utf-8")
    lines = ["#version: 0.2"] + [" ".join(pair) for pair in merges]
    (folder / "merges.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    settings = {"bos_token": "<|startoftext|>", "eos_token": "<|endoftext|>", "pad_token": "<|endoftext|>",
                "unk_token": "<|endoftext|>", "model_max_length": 48, "tokenizer_class": "CLIPTokenizer"}
    (folder / "tokenizer_config.json").write_text(json.dumps(settings, indent=1) + "\n")
    marks = {key: value for key, value in settings.items() if key.endswith("_token")}
    (folder / "special_tokens_map.json").write_text(json.dumps(marks, indent=1) + "\n")
    return folder


def tokens():
    small = small_vocabulary()
    folders = {"tokenizer": FIXTURE / "tokenizer", "tokenizer_2": FIXTURE / "tokenizer_2", "small": small}
    record = {"strings": STRINGS}
    for name, folder in folders.items():
        tokenizer = CLIPTokenizer.from_pretrained(str(folder))
        assert tokenizer.fix_text is None, "remove ftfy: the recorded rules are BasicTokenizer's"
        length = tokenizer.model_max_length
        record[name] = [tokenizer(s, padding="max_length", truncation=True, max_length=length).input_ids for s in STRINGS]
        record[name + "_bare"] = [tokenizer(s, add_special_tokens=False).input_ids for s in STRINGS]
    text = json.dumps(record, ensure_ascii=True, separators=(",", ":"))
    (OUT / "clip_tokens.json").write_text(text.replace("],[", "],\n[") + "\n")


def pillow():
    """Resized pictures of every direction: larger, smaller, one axis only, extreme ratios."""
    rng, tensors = np.random.default_rng(5), {}
    sizes = [((37, 23), (16, 16)), ((5, 9), (31, 22)), ((64, 48), (64, 20)), ((33, 7), (12, 7)), ((90, 3), (4, 5)),
             ((1, 1), (6, 3)), ((40, 40), (40, 40)), ((2, 150), (3, 11)),
             # Both sides of the rule by which Pillow chooses the first pass: 2 · (40 − 20) against the loss of height.
             ((40, 60), (20, 19)), ((40, 60), (20, 20)), ((40, 60), (20, 21)), ((30, 40), (30, 20)), ((9, 36), (52, 40))]
    for mode, channels in (("L", 1), ("RGB", 3)):
        for i, (old, new) in enumerate(sizes):
            pixels = rng.integers(0, 256, (old[1], old[0], channels), dtype=np.uint8)
            if i % 2:
                pixels = np.where(pixels > 127, 255, 0).astype(np.uint8)
            picture = Image.fromarray(pixels.squeeze(-1) if channels == 1 else pixels, mode)
            tensors[f"in.{mode}.{i}"] = torch.from_numpy(pixels)
            for name, rule in (("bilinear", Image.BILINEAR), ("bicubic", Image.BICUBIC)):
                result = np.asarray(picture.resize(new, rule)).reshape(new[1], new[0], channels)
                tensors[f"out.{mode}.{i}.{name}"] = torch.from_numpy(result.copy())
    save_file(tensors, str(OUT / "clip_pillow.safetensors"))


if __name__ == "__main__":
    torch.manual_seed(20)
    torch.set_num_threads(1)
    OUT.mkdir(parents=True, exist_ok=True)
    text_models()
    vision_models()
    mae_model()
    resampler()
    tokens()
    pillow()
