# SPDX-License-Identifier: Apache-2.0
"""Everything that needs an NVIDIA GPU, on a machine that has one: the tests labelled gpu, then SDXL's step beside
diffusers'.

    tests/gpu/verify_cuda.py BUILD_FOLDER [--size 1024] [--dtype bfloat16] [--steps 20] [--no-peer] [--no-tests]

The peer needs torch with CUDA and diffusers in this Python. Ends with status 1 when a test fails or a step is slower
than the goals allow (specs/engine.md, P12 and P13). Random weights: speed does not depend on them."""
import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import time

STEP_GOAL = 0.72  # P12: ours ÷ diffusers' in the same type
STREAMED_GOAL = 1.5  # P13: streamed ÷ resident
STREAMED_BYTES = 4e9  # P13
WARM_STEPS = 3
CONFIG = dict(
    sample_size=128, in_channels=4, out_channels=4, block_out_channels=(320, 640, 1280), layers_per_block=2,
    down_block_types=("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
    up_block_types=("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"), attention_head_dim=(5, 10, 20),
    transformer_layers_per_block=(1, 2, 10), cross_attention_dim=2048, use_linear_projection=True,
    addition_embed_type="text_time", addition_time_embed_dim=256, projection_class_embeddings_input_dim=2816)


def run_tests(build):
    command = ["ctest", "--test-dir", str(build), "-L", "gpu", "--output-on-failure"]
    result = subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True)
    print(result.stdout)
    return result.returncode == 0 and "Skipped" not in result.stdout


def ours(build, options):
    program = build / "bench" / "cuda_bench"
    command = [str(program), str(options.size), options.dtype, str(options.steps)]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    return {result["way"]: result for result in map(json.loads, lines)}


def peer(options):
    """diffusers as it comes: eager, SDPA, channels-last. Milliseconds per step, peak bytes."""
    import torch
    from diffusers import UNet2DConditionModel

    dtype = getattr(torch, options.dtype)
    torch.backends.cudnn.benchmark = True
    with torch.device("cuda"):
        model = UNet2DConditionModel(**CONFIG).to(dtype).to(memory_format=torch.channels_last).eval()
        text, pooled = torch.randn(2, 77, 2048, dtype=dtype), torch.randn(2, 1280, dtype=dtype)
        ids = torch.full((2, 6), float(options.size))
        sample = torch.randn(2, 4, options.size // 8, options.size // 8, dtype=dtype)
        steps = torch.full((2,), 500.0)
    torch.cuda.reset_peak_memory_stats()
    times = []
    with torch.inference_mode():
        for i in range(WARM_STEPS + options.steps):
            torch.cuda.synchronize()
            start = time.perf_counter()
            model(sample, steps, text, added_cond_kwargs={"text_embeds": pooled, "time_ids": ids})
            torch.cuda.synchronize()
            if i >= WARM_STEPS:
                times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000, torch.cuda.max_memory_allocated()


def report(name, milliseconds, peak, rest=""):
    print(f"{name:<36} {milliseconds:8.1f} ms {peak / 1e9:6.2f} GB  {rest}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--size", type=int, default=1024)
    parser.add_argument("--dtype", choices=["float16", "bfloat16"], default="bfloat16")
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--no-peer", action="store_true")
    parser.add_argument("--no-tests", action="store_true", help="measure only")
    options = parser.parse_args()

    good = options.no_tests or run_tests(options.build)
    print(f"SDXL, {options.size} x {options.size} px, guided, {options.dtype}: a step")
    theirs = None
    if not options.no_peer:
        theirs, peak = peer(options)
        report("diffusers, SDXL", theirs, peak, f"{1000 / theirs:.1f} it/s")
    results = ours(options.build, options)
    for way, result in results.items():
        ratio = f"{result['ms'] / theirs:.2f} of diffusers'" if theirs else ""
        speed = f"{1000 / result['ms']:.1f} it/s"
        report(f"komawari, {way}", result["ms"], result["peak_bytes"], f"{speed} {ratio} {result.get('note', '')}")
    best = min(results[way]["ms"] for way in ("computed", "replayed") if way in results)
    if theirs:
        good &= best <= STEP_GOAL * theirs
    streamed = results["streamed"]["ms"] / best
    print(f"streamed: {streamed:.2f} of resident (goal {STREAMED_GOAL})")
    good &= streamed <= STREAMED_GOAL and results["streamed"]["peak_bytes"] <= STREAMED_BYTES
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
