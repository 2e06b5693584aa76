# SPDX-License-Identifier: Apache-2.0
"""Records the loss of a toy LLaVA (a LLaMA, a CLIP vision model, a projector between them) in tests/data/llmga.

  python tests/reference/make_reference_llmga.py     (PyTorch alone)
Written from the papers and specs/llmga.md 1.2 in plain torch, float32 on a CPU. Folders are laid out as transformers
does. io.safetensors holds the rows ("in.ids.N", "in.labels.N", "in.pixels.N"), the mean cross-entropy of the answers,
the first row's logits, and gradients. Norms and biases are random, so a missing one shows.
"""
import json
import math
import pathlib
import struct

import torch
import torch.nn.functional as F

OUT = pathlib.Path(__file__).parent.parent / "data" / "llmga"
PICTURE, UNLEARNED = -200, -100
LLM = dict(architectures=["LlamaForCausalLM"], model_type="llama", vocab_size=48, hidden_size=24, intermediate_size=40,
           num_hidden_layers=2, num_attention_heads=4, num_key_value_heads=2, max_position_embeddings=64,
           rms_norm_eps=1e-5, rope_theta=10000.0, hidden_act="silu", tie_word_embeddings=False)
VISION = dict(architectures=["CLIPVisionModel"], model_type="clip_vision_model", hidden_size=16, intermediate_size=24,
              num_hidden_layers=3, num_attention_heads=2, image_size=12, patch_size=4, num_channels=3,
              hidden_act="quick_gelu", layer_norm_eps=1e-5)


def write_safetensors(path, tensors):
    kinds = {torch.float32: "F32", torch.int64: "I64"}
    header, data = {}, b""
    for name, value in sorted(tensors.items()):
        value = value.detach().contiguous()
        content = bytes(value.view(-1).view(torch.uint8).tolist()) if value.dim() else struct.pack("<f", value.item())
        header[name] = {"dtype": kinds[value.dtype], "shape": list(value.shape),
                        "data_offsets": [len(data), len(data) + len(content)]}
        data += content
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def born(shapes):
    weights = {}
    for name, shape in shapes.items():
        if name.endswith("bias"):
            value = torch.randn(shape) * 0.2
        elif "norm" in name or "layrnorm" in name:
            value = 1 + torch.randn(shape) * 0.2
        else:
            fan = math.prod(shape[1:]) if len(shape) > 1 else 1
            value = torch.randn(shape) * 1.2 / fan ** 0.5
        weights[name] = value.requires_grad_()
    return weights


def llm_shapes():
    width, inner, keys = LLM["hidden_size"], LLM["intermediate_size"], 2 * 6
    shapes = {"model.embed_tokens.weight": (48, width), "model.norm.weight": (width,), "lm_head.weight": (48, width)}
    for i in range(LLM["num_hidden_layers"]):
        layer = f"model.layers.{i}."
        shapes |= {layer + "input_layernorm.weight": (width,), layer + "post_attention_layernorm.weight": (width,),
                   layer + "self_attn.q_proj.weight": (width, width), layer + "self_attn.k_proj.weight": (keys, width),
                   layer + "self_attn.v_proj.weight": (keys, width), layer + "self_attn.o_proj.weight": (width, width),
                   layer + "mlp.gate_proj.weight": (inner, width), layer + "mlp.up_proj.weight": (inner, width),
                   layer + "mlp.down_proj.weight": (width, inner)}
    return shapes


def vision_shapes():
    width, inner = VISION["hidden_size"], VISION["intermediate_size"]
    top = "vision_model."
    shapes = {top + "embeddings.class_embedding": (width,), top + "embeddings.patch_embedding.weight": (width, 3, 4, 4),
              top + "embeddings.position_embedding.weight": (10, width)}
    for norm in ("pre_layrnorm", "post_layernorm"):
        shapes |= {f"{top}{norm}.weight": (width,), f"{top}{norm}.bias": (width,)}
    for i in range(VISION["num_hidden_layers"]):
        layer = f"{top}encoder.layers.{i}."
        for part, (rows, columns) in {"self_attn.q_proj": (width, width), "self_attn.k_proj": (width, width),
                                      "self_attn.v_proj": (width, width), "self_attn.out_proj": (width, width),
                                      "mlp.fc1": (inner, width), "mlp.fc2": (width, inner)}.items():
            shapes |= {f"{layer}{part}.weight": (rows, columns), f"{layer}{part}.bias": (rows,)}
        for norm in ("layer_norm1", "layer_norm2"):
            shapes |= {f"{layer}{norm}.weight": (width,), f"{layer}{norm}.bias": (width,)}
    return shapes


def rms(x, weight):
    return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + LLM["rms_norm_eps"]) * weight


def rotate(x):
    """Rotary positions, halves against each other; x [heads, S, d]."""
    length, size = x.shape[1:]
    angles = torch.outer(torch.arange(length).float(), 10000.0 ** (-torch.arange(0, size, 2).float() / size))
    both = torch.cat([angles, angles], -1)
    first, second = x.chunk(2, -1)
    return x * both.cos() + torch.cat([-second, first], -1) * both.sin()


def llama(w, x):
    """x [S, C] → logits [S, V]"""
    length = len(x)
    mask = torch.full((length, length), -torch.inf).triu(1)
    for i in range(LLM["num_hidden_layers"]):
        p = f"model.layers.{i}."
        y = rms(x, w[p + "input_layernorm.weight"])
        q, k, v = (F.linear(y, w[f"{p}self_attn.{n}_proj.weight"]).view(length, -1, 6).transpose(0, 1) for n in "qkv")
        q, k = rotate(q), rotate(k).repeat_interleave(2, 0)
        seen = torch.softmax(q @ k.transpose(1, 2) / 6 ** 0.5 + mask, -1) @ v.repeat_interleave(2, 0)
        x = x + F.linear(seen.transpose(0, 1).reshape(length, -1), w[p + "self_attn.o_proj.weight"])
        y = rms(x, w[p + "post_attention_layernorm.weight"])
        gate = F.silu(F.linear(y, w[p + "mlp.gate_proj.weight"])) * F.linear(y, w[p + "mlp.up_proj.weight"])
        x = x + F.linear(gate, w[p + "mlp.down_proj.weight"])
    return F.linear(rms(x, w["model.norm.weight"]), w["lm_head.weight"])


def clip(w, pixels):
    """pixels [3, 12, 12] → the patches of hidden_states[-2], [9, C]"""
    def norm(x, name):
        return F.layer_norm(x, x.shape[-1:], w[name + ".weight"], w[name + ".bias"], 1e-5)

    def linear(x, name):
        return F.linear(x, w[name + ".weight"], w[name + ".bias"])
    top = "vision_model."
    patches = F.conv2d(pixels[None], w[top + "embeddings.patch_embedding.weight"], stride=4)[0].flatten(1).T
    x = torch.cat([w[top + "embeddings.class_embedding"][None], patches])
    x = norm(x + w[top + "embeddings.position_embedding.weight"], top + "pre_layrnorm")
    for i in range(VISION["num_hidden_layers"] - 1):
        p = f"{top}encoder.layers.{i}."
        y = norm(x, p + "layer_norm1")
        q, k, v = (linear(y, f"{p}self_attn.{n}_proj").view(10, 2, 8).transpose(0, 1) for n in "qkv")
        seen = torch.softmax(q @ k.transpose(1, 2) / 8 ** 0.5, -1) @ v
        x = x + linear(seen.transpose(0, 1).reshape(10, -1), p + "self_attn.out_proj")
        y = linear(norm(x, p + "layer_norm2"), p + "mlp.fc1")
        x = x + linear(y * torch.sigmoid(1.702 * y), p + "mlp.fc2")
    return x[1:]


def projected(w, features):
    return F.linear(F.gelu(F.linear(features, w["0.weight"], w["0.bias"])), w["2.weight"], w["2.bias"])


def row_logits(llm, vision, projector, ids, pixels):
    place = ids.index(PICTURE) if PICTURE in ids else None
    words = F.embedding(torch.tensor([max(i, 0) for i in ids]), llm["model.embed_tokens.weight"])
    if place is not None:
        picture = projected(projector, clip(vision, pixels).detach())
        words = torch.cat([words[:place], picture, words[place + 1:]])
    return llama(llm, words)


def main():
    torch.manual_seed(8)
    llm, vision = born(llm_shapes()), born(vision_shapes())
    projector = born({"0.weight": (24, 16), "0.bias": (24,), "2.weight": (24, 24), "2.bias": (24,)})
    u, p = UNLEARNED, PICTURE
    rows = [([1, 5, p, 7, 9, 11, 2, 20, 21, 22, 2], [u, u, u, u, 9, 11, 2, u, 21, 22, 2]),
            ([1, 30, 31, 32, 2], [u, u, 31, 32, 2]),
            ([1, p, 40, 41, 2], [u, u, 40, 41, 2])]
    io, logits, wanted = {}, [], []
    for number, (ids, labels) in enumerate(rows):
        pixels = torch.randn(3, 12, 12)
        said = row_logits(llm, vision, projector, ids, pixels)
        spread = []
        for token, label in zip(ids, labels):
            spread += [u] * 9 if token == p else [label]
        logits.append(said[:-1])
        wanted.append(torch.tensor(spread[1:]))
        io |= {f"in.ids.{number}": torch.tensor(ids), f"in.labels.{number}": torch.tensor(labels)}
        if p in ids:
            io[f"in.pixels.{number}"] = pixels
        if number == 0:
            io["out.logits"] = said
    loss = F.cross_entropy(torch.cat(logits), torch.cat(wanted), ignore_index=u)
    loss.backward()
    io["out.loss"] = loss.view(1)
    io["out.gradient.projector.0.weight"] = projector["0.weight"].grad
    io["out.gradient.projector.2.bias"] = projector["2.bias"].grad
    for name in ("model.layers.0.self_attn.k_proj.weight", "model.embed_tokens.weight"):
        io["out.gradient.llm." + name] = llm[name].grad
    write_safetensors(OUT / "io.safetensors", io)
    for folder, config, weights in (("llm", LLM, llm), ("vision", VISION, vision)):
        write_safetensors(OUT / folder / "model.safetensors", weights)
        (OUT / folder / "config.json").write_text(json.dumps(config, indent=2) + "\n")
    write_safetensors(OUT / "projector.safetensors", {f"model.mm_projector.{k}": v for k, v in projector.items()})
    print("loss", loss.item())


if __name__ == "__main__":
    main()
