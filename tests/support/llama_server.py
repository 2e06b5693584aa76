#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Serves a GGUF file with llama.cpp's own server (PyPI xllamacpp) and prints its address; ends with its standard input.

Usage: llama_server.py MODEL.gguf"""
import sys

import xllamacpp


def main():
    params = xllamacpp.CommonParams()
    params.model.path = sys.argv[1]
    params.n_ctx = 4096
    params.n_parallel = 1
    params.n_gpu_layers = 0
    params.cpuparams.n_threads = 1
    params.warmup = False
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    server = xllamacpp.Server(params)
    address = server.listening_address
    print(address if address.startswith("http") else "http://" + address, flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
