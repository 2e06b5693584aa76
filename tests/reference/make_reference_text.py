# SPDX-License-Identifier: Apache-2.0
"""Records what diffusers' pipelines make of prompts with tiny SD 1, SD 2 and SDXL text encoders, and how prompts are
read: ids of transformers 5's tokenizer, A1111's notation and windows (both written here a second time, in Python).

Writes tests/data/reference/text_*.safetensors, text_*.json and two pickled textual inversions. Needs only PyPI packages:
  pip install torch==2.11.0 diffusers==0.42.1 transformers==5.24.0 safetensors numpy
  python tests/reference/make_reference_text.py [SEED [FOLDER]]

A file holds "weights.first.NAME", "weights.second.NAME" and "out.CASE"; its metadata "config" holds both configurations
and the cases. The vocabulary is the small tokenizer of make_reference_clip.py: bytes and a few words. Norms and biases
are random, so a missing one shows. float32 on a CPU.
"""
import json
import pathlib
import re
import sys

import numpy as np
import torch
from diffusers import StableDiffusionPipeline, StableDiffusionXLPipeline
from safetensors.torch import save_file
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTextModelWithProjection, CLIPTokenizer

DATA = pathlib.Path(__file__).parent.parent / "data"
OUT = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else DATA / "reference"
SMALL = DATA / "reference" / "clip_small_tokenizer"
WHOLE = DATA / "diffsensei" / "checkpoint" / "image_generator" / "tokenizer"
LENGTH = 20  # of a window, marks included
REACH = 20  # tokens back to a comma
PROMPT = "smiling girl, close up!"
NEGATIVE = "school boy"
LONG = "girl, boy up, smiling school close girl boy up girl boy school, smiling girl boy close up, girl!, " * 2
COMMAS = ", ".join(["girl boy up"] * 12)
WEIGHTED = "((girl)), (smiling:1.4) [school boy] BREAK close (up:0.3), " + "boy, " * 14 + "(girl:2)"


def tokenizer(padding):
    result = CLIPTokenizer.from_pretrained(str(SMALL), pad_token=padding)
    result.model_max_length = LENGTH
    return result


END, EXCLAMATION = tokenizer("<|endoftext|>"), tokenizer("!")
SIZE = len(END.get_vocab())


def encoder(kind, width, depth, act):
    """Random weights whose influence can be measured: norms around 1, biases around 0, matrices of unit gain."""
    model = kind(CLIPTextConfig(vocab_size=SIZE, hidden_size=width, intermediate_size=2 * width,
                                num_hidden_layers=depth, num_attention_heads=2, max_position_embeddings=LENGTH,
                                projection_dim=width + 4, hidden_act=act, eos_token_id=2))
    for name, value in model.named_parameters():
        with torch.no_grad():
            if name.endswith("bias"):
                value.normal_(0, 0.2)
            elif "norm" in name:
                value.normal_(1, 0.2)
            else:
                value.normal_(0, 1.2 * value[0].numel() ** -0.5 if "embedding" not in name else 1.0)
    # diffusers 0.42.1 asks for the level that transformers 5 took away; not as a module, lest weights have two names.
    if not hasattr(model, "text_model"):
        object.__setattr__(model, "text_model", model)
    return model.eval()


def config_of(model):
    fields = json.loads(model.config.to_json_string(use_diff=False))
    return fields | {"architectures": [type(model).__name__], "vocab_size": SIZE}  # without words taught meanwhile


def save(name, models, outputs, **fields):
    tensors, configs = {}, {}
    for part, model in models.items():
        configs[part] = config_of(model)
        for key, value in model.state_dict().items():
            value = value[:SIZE] if "token_embedding" in key else value
            tensors[f"weights.{part}.{key}"] = value.clone().contiguous()
    tensors |= {f"out.{key}": value.detach().clone().contiguous() for key, value in outputs.items() if value is not None}
    texts = {"prompt": PROMPT, "negative": NEGATIVE, "long": LONG, "commas": COMMAS, "weighted": WEIGHTED}
    save_file(tensors, str(OUT / f"text_{name}.safetensors"), metadata={"config": json.dumps(configs | texts | fields)})


def sd_pipeline(model, words):
    return StableDiffusionPipeline(vae=None, text_encoder=model, tokenizer=words, unet=None, scheduler=None,
                                   safety_checker=None, feature_extractor=None, requires_safety_checker=False)


def xl_pipeline(first, second, force_zeros):
    return StableDiffusionXLPipeline(vae=None, text_encoder=first, text_encoder_2=second,
                                     tokenizer=END if first else None, tokenizer_2=EXCLAMATION, unet=None,
                                     scheduler=None, force_zeros_for_empty_prompt=force_zeros)


# A1111's notation, from its rules (specs/engine.md 4.6): an element is an escaped character, a bracket, a weight with its
# closing bracket, or anything else.

ELEMENT = re.compile(r"\\[\\()\[\]]|\\|\(|\[|:\s*([+-]?(?:\d+\.?\d*|\.\d+))\s*\)|\)|\]|[^\\()\[\]:]+|:")
BREAK = object()


def read(prompt):
    """[text, weight] and BREAK."""
    parts, brackets = [], {"(": [], "[": []}

    def close(kind, factor):
        for part in parts[brackets[kind].pop():]:
            if part is not BREAK:
                part[1] *= factor

    for match in ELEMENT.finditer(prompt):
        element, weight = match[0], match[1]
        if element[0] == "\\":
            parts.append([element[1:], 1.0])
        elif element in "([":
            brackets[element].append(len(parts))
        elif weight is not None and brackets["("]:
            close("(", float(weight))
        elif element == ")" and brackets["("]:
            close("(", 1.1)
        elif element == "]" and brackets["["]:
            close("[", 1 / 1.1)
        else:
            for i, text in enumerate(re.split(r"\s*\bBREAK\b\s*", element)):
                parts += ([BREAK] if i else []) + [[text, 1.0]]
    while brackets["("]:
        close("(", 1.1)
    while brackets["["]:
        close("[", 1 / 1.1)
    joined = []
    for part in parts:
        if joined and part is not BREAK and joined[-1] is not BREAK and joined[-1][1] == part[1]:
            joined[-1][0] += part[0]
        else:
            joined.append(part)
    return joined or [["", 1.0]]


def windows(parts, words, length):
    """Lists of (id, weight) without marks."""
    comma = words(",", add_special_tokens=False).input_ids[0]
    done, now, last_comma = [], [], None

    def finish(keep):
        nonlocal now, last_comma
        done.append(now[:keep])
        now, last_comma = now[keep:], None

    for part in parts:
        if part is BREAK:
            finish(len(now))
            continue
        for token in words(part[0], add_special_tokens=False).input_ids:
            if token == comma:
                last_comma = len(now)
            elif len(now) == length and last_comma is not None and length - last_comma <= REACH:
                finish(last_comma + 1)
            if len(now) == length:
                finish(length)
            now.append((token, part[1]))
    return done + [now] if now or not done else done


def framed(rows, words):
    ids, weights = [], []
    for row in rows:
        text = [words.bos_token_id] + [token for token, _ in row] + [words.eos_token_id]
        ids.append(text + [words.pad_token_id] * (LENGTH - len(text)))
        weights.append([1.0] + [weight for _, weight in row] + [1.0] * (LENGTH - 1 - len(row)))
    return ids, weights


def encode_windows(model, words, parts, state, count=0):
    """The windows one after another, weighted, padded with the empty one; and the first window's pooled."""
    rows = windows(parts, words, LENGTH - 2)
    ids, weights = framed(rows + [[]] * (count - len(rows)), words)
    pieces, pooled = [], None
    for row, factors in zip(ids, weights):
        result = model(torch.tensor([row]), output_hidden_states=True)
        z = state(model, result).detach().numpy()[0]
        weighted = z * np.float32(factors)[:, None]
        pieces.append(weighted if set(factors) == {1.0} else weighted * (z.mean() / weighted.mean()))
        if pooled is None:
            pooled = getattr(result, "text_embeds", None)
    return torch.from_numpy(np.concatenate(pieces)[None]), pooled


def last(model, result):
    return result.last_hidden_state


def penultimate(model, result):
    return result.hidden_states[-2]


def normed_penultimate(model, result):
    return model.text_model.final_layer_norm(result.hidden_states[-2])


def one_encoder(name, words, act):
    model = encoder(CLIPTextModel, 16, 4, act)
    pipe, outputs = sd_pipeline(model, words), {}
    for skip in (0, 1, 2):
        outputs[f"prompt{skip}"], outputs[f"negative{skip}"] = pipe.encode_prompt(
            PROMPT, "cpu", 1, True, NEGATIVE, clip_skip=skip or None)
    outputs["empty"] = pipe.encode_prompt("", "cpu", 1, False)[0]
    outputs["long"], _ = encode_windows(model, words, [[LONG, 1.0]], last)
    outputs["commas"], _ = encode_windows(model, words, [[COMMAS, 1.0]], last)
    outputs["weighted"], _ = encode_windows(model, words, read(WEIGHTED), last)
    vectors = {"<cat-toy>": torch.randn(3, 16), "<one>": torch.randn(16)}
    taught = "smiling <cat-toy>, girl <one> <cat-toy> up"
    for word, vector in vectors.items():
        pipe.load_textual_inversion({word: vector})
    outputs["taught"] = pipe.encode_prompt(taught, "cpu", 1, False)[0]
    outputs |= {f"vectors.{word}": vector for word, vector in vectors.items()}
    save(name, {"first": model}, outputs, taught=taught)
    if name == "sd1":
        pickled = vectors["<cat-toy>"]
        torch.save({"<cat-toy>": pickled}, OUT / "text_diffusers.bin")
        torch.save({"string_to_token": {"*": 265}, "string_to_param": {"*": pickled}, "name": "cat-toy", "step": 500,
                    "sd_checkpoint": "1234abcd", "sd_checkpoint_name": None}, OUT / "text_a1111.pt")


def whole_open_clip():
    model = encoder(CLIPTextModel, 8, 24, "gelu")
    outputs = {"prompt0": encode_windows(model, EXCLAMATION, [[PROMPT, 1.0]], normed_penultimate)[0]}
    save("sd2_whole", {"first": model}, outputs)


def both_encoders():
    first, second = encoder(CLIPTextModel, 12, 3, "quick_gelu"), encoder(CLIPTextModelWithProjection, 16, 5, "gelu")
    outputs = {}
    for name, pipe in (("both", xl_pipeline(first, second, True)), ("second", xl_pipeline(None, second, False))):
        for skip in (0, 1):
            result = pipe.encode_prompt(PROMPT, device="cpu", negative_prompt=NEGATIVE, clip_skip=skip or None)
            for key, value in zip(("prompt", "negative", "pooled", "negative_pooled"), result):
                outputs[f"{name}.{key}{skip}"] = value
        result = pipe.encode_prompt(PROMPT, device="cpu")
        outputs[f"{name}.missing"], outputs[f"{name}.missing_pooled"] = result[1], result[3]
    for case, parts in (("long", [[LONG, 1.0]]), ("weighted", read(WEIGHTED))):
        count = max(len(windows(parts, words, LENGTH - 2)) for words in (END, EXCLAMATION))
        left, _ = encode_windows(first, END, parts, penultimate, count)
        right, outputs[f"{case}_pooled"] = encode_windows(second, EXCLAMATION, parts, penultimate, count)
        outputs[case] = torch.cat([left, right], -1)
    vectors, taught = {"clip_l": torch.randn(2, 12), "clip_g": torch.randn(2, 16)}, "smiling <cat-toy>, girl"
    pipe = xl_pipeline(first, second, True)
    pipe.load_textual_inversion({"<cat-toy>": vectors["clip_l"]}, text_encoder=first, tokenizer=pipe.tokenizer)
    pipe.load_textual_inversion({"<cat-toy>": vectors["clip_g"]}, text_encoder=second, tokenizer=pipe.tokenizer_2)
    end = EXCLAMATION.eos_token_id
    for module in second.modules():  # else the largest id, a taught word's, would be taken for the end
        if hasattr(module, "eos_token_id"):
            module.eos_token_id = end
    second.config.eos_token_id = end
    result = pipe.encode_prompt(taught, device="cpu", do_classifier_free_guidance=False)
    outputs["taught"], outputs["taught_pooled"] = result[0], result[2]
    second.config.eos_token_id = 2
    outputs |= {f"vectors.{key}": value for key, value in vectors.items()}
    save("sdxl", {"first": first, "second": second}, outputs, taught=taught)


NOTATION = [
    "", " ", "girl", "(girl)", "((girl))", "(((girl)))", "[girl]", "[[girl]]", "([girl])", "(girl:1.3)", "(girl: 1.3 )", "(a:0.5)b(c)",
    "(a (b:1.5) c:2)", "(a [b (c)] d)", "\\(girl\\)", "\\[girl\\]", "a\\\\b", "a\\b", "\\", "(a\\)b)", "(unclosed", "((two [three",
    "closed) twice)", "a] b", "a:1.3) b", ":1.2)", "(a:b:1.2)", "(:1.2)", "()", "(a::1.2)", "a (b", "(a) [b", "(a:-0.5)", "(a:+2)", "(a:.5)",
    "(a:2.)", "(a:x)", "(a:1e3)", "(a:1 2)", "a BREAK b", "BREAK", "BREAK a", "a BREAK", "a BREAK BREAK b", "aBREAKb", "(a BREAK b:1.2)",
    "break", "a,BREAK,b", "a\nBREAK\nb", "(漫画:1.2)、[夜]", "a(b)c", "(a)(b)", "(a:0)", "word:1.3", "(a:1.3", "time 12:30)",
]

STRINGS = [
    "", " ", "a", "A", "hello world", "Hello, World!", "  many   spaces\t and\nnew lines  ", "it's", "IT'S RAINING",
    "don't we'll I've they're he'd I'm", "'s't 're", "rock'n'roll", "a!b?c", "!!!", "...", "wait... what?!", "cat!", "!",
    "! !", "(parentheses) [and] {braces}", "under_score and-dash", "e-mail: a.b@c.de", "1234567890", "3.14", "x2 y3z",
    "½ ² ٣ Ⅷ", "café naïve", "cafe\u0301 nai\u0308ve", "ÀÉÎÕÜ ß ẞ İ ı Σς ΟΔΟΣ", "Ångström \u212b", "日本語", "漫画を描く少女",
    "ひらがなカタカナ", "ｶﾀｶﾅ ＡＢＣ", "「やめろ！」と叫んだ。", "한국어 만화", "\u1112\u1161\u11ab", "😀", "a😀b", "👩‍👩‍👧 👍🏽", "❤️", "©®™ €£¥",
    "zero\u200bwidth\u00adsoft\u2060", "nb\u00a0sp thin\u2009sp ideo\u3000sp", "line\u2028para\u2029end\u0085next",
    "ctrl\x00\x01\x1f\x7f chars", "\ufffd replaced", "<|startoftext|>", "a <|endoftext|> b", "<html> & &amp;",
    "word " * 90, "antidisestablishmentarianism supercalifragilisticexpialidocious", "xqzjvk wqxz", "Привет мир", "γειά σου",
    "مرحبا", "नमस्ते", "สวัสดี", "🇯🇵", "a\u0300\u0301", "\U00020000 \U0002f800", "ǅ ﬁ ŉ", "\x85 \x1c \x1d", "'S 'ſ", "don’t",
    "masterpiece, best quality, 1girl, (smile:1.2)", "<lora:x:1>", "C++ & C#", "~~~***~~~", "１２３", "e\u0301\u0323", "\ue000 \ufdd0",
]


def ids_of_transformers():
    """Ids of the whole vocabulary with both paddings."""
    record = {"strings": STRINGS}
    for name, padding in (("end_mark", "<|endoftext|>"), ("exclamation", "!")):
        words = CLIPTokenizer.from_pretrained(str(WHOLE), pad_token=padding)
        record[name] = [words(s, padding="max_length", truncation=True, max_length=77).input_ids for s in STRINGS]
    text = json.dumps(record, ensure_ascii=True, separators=(",", ":"))
    (OUT / "text_tokens.json").write_text(text.replace("],[", "],\n[") + "\n")


def notation():
    rows = []
    for prompt in NOTATION:
        pieces, breaks = [], False
        for part in read(prompt):
            if part is BREAK:
                # Our pieces carry the break; two in a row leave an empty piece between them.
                if breaks:
                    pieces.append({"text": "", "weight": 1.0, "starts_window": True})
                breaks = True
            else:
                pieces.append({"text": part[0], "weight": part[1], "starts_window": breaks})
                breaks = False
        rows.append({"prompt": prompt, "pieces": pieces})
    lines = ",\n".join(json.dumps(row, ensure_ascii=True) for row in rows)
    (OUT / "text_notation.json").write_text("[\n" + lines + "\n]\n")


if __name__ == "__main__":
    torch.manual_seed(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
    torch.set_num_threads(1)
    OUT.mkdir(parents=True, exist_ok=True)
    with torch.no_grad():
        one_encoder("sd1", END, "quick_gelu")
        END, EXCLAMATION = tokenizer("<|endoftext|>"), tokenizer("!")  # without the words taught meanwhile
        one_encoder("sd2", EXCLAMATION, "gelu")
        END, EXCLAMATION = tokenizer("<|endoftext|>"), tokenizer("!")
        whole_open_clip()
        both_encoders()
    ids_of_transformers()
    notation()
