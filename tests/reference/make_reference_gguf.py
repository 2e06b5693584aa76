#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes tests/data/planning/tiny.gguf: a LLaMA with random weights that llama.cpp's server can load.

It knows every byte and says nothing sensible, mostly small letters; held to a grammar it still has to answer in the
form that was asked for, and because it likes quotation marks and closing brackets it comes to an end. Needs numpy and gguf (PyPI, 0.19.0)."""
import pathlib

import gguf
import numpy as np

WIDTH, HEADS, LAYERS, HIDDEN, CONTEXT = 32, 4, 1, 64, 4096
TARGET = pathlib.Path(__file__).resolve().parent.parent / "data" / "planning" / "tiny.gguf"
TEMPLATE = (
    "{% for message in messages %}{{ message['role'] + ': ' + message['content'] + '\n' }}{% endfor %}assistant: "
)


def vocabulary():
    """SentencePiece's layout: unknown, beginning, end, then a token for each byte."""
    tokens = [b"<unk>", b"<s>", b"</s>"] + [f"<0x{i:02X}>".encode() for i in range(256)]
    types = [gguf.TokenType.UNKNOWN, gguf.TokenType.CONTROL, gguf.TokenType.CONTROL]
    return tokens, types + [gguf.TokenType.BYTE] * 256


def liking(tokens):
    """How much each token is liked: the logarithm of its weight."""
    likes = {ord('"'): 2.0, ord(" "): 1.5, ord("]"): 3.0, ord("}"): 3.0, ord(","): 0.5}
    likes.update({byte: 0.0 for byte in range(ord("a"), ord("z") + 1)})
    likes.update({byte: 0.0 for byte in range(ord("0"), ord("9") + 1)})
    return np.array([-9.0] * 3 + [likes.get(byte, -9.0) for byte in range(256)], np.float32)


def main():
    random = np.random.default_rng(7)
    tokens, types = vocabulary()
    writer = gguf.GGUFWriter(TARGET, "llama")
    writer.add_name("tiny random LLaMA of Komawari's tests")
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(HIDDEN)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_vocab_size(len(tokens))
    writer.add_tokenizer_model("llama")
    writer.add_token_list(tokens)
    writer.add_token_scores([0.0] * len(tokens))
    writer.add_token_types(types)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_unk_token_id(0)
    writer.add_chat_template(TEMPLATE)

    def put(name, *shape):
        writer.add_tensor(name, random.normal(0, 0.02, shape).astype(np.float32))

    # The first dimension is the same for every token and carries what is liked; the others are noise.
    embedding = random.normal(0, 0.1, (len(tokens), WIDTH)).astype(np.float32)
    embedding[:, 0] = 8
    writer.add_tensor("token_embd.weight", embedding)
    output = random.normal(0, 0.1, (len(tokens), WIDTH)).astype(np.float32)
    output[:, 0] = liking(tokens) / np.sqrt(WIDTH)
    writer.add_tensor("output.weight", output)
    writer.add_tensor("output_norm.weight", np.ones(WIDTH, np.float32))
    for layer in range(LAYERS):
        block = f"blk.{layer}."
        for norm in ("attn_norm", "ffn_norm"):
            writer.add_tensor(block + norm + ".weight", np.ones(WIDTH, np.float32))
        for part in ("attn_q", "attn_k", "attn_v", "attn_output"):
            put(block + part + ".weight", WIDTH, WIDTH)
        put(block + "ffn_gate.weight", HIDDEN, WIDTH)
        put(block + "ffn_up.weight", HIDDEN, WIDTH)
        put(block + "ffn_down.weight", WIDTH, HIDDEN)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    print(TARGET, TARGET.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
