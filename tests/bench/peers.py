# SPDX-License-Identifier: Apache-2.0
"""Our engine beside its peers on one CPU: peers.py make DIR, then peers.py run DIR --engine BUILD/bench/engine_bench

Needs diffusers, transformers, safetensors and psutil from PyPI. `make` writes checkpoints of true shape with random
weights (Stable Diffusion 1.5: 2.1 GB, XL: 6.9 GB). `run` measures every engine in a process of its own, one after the
other in every round, and prints the table of README.md: CPU seconds on one thread, wall seconds on two with --wall,
peak memory, CPU seconds from the start of the process to the end of the first step, and how far each output lies from
diffusers in float32. --sdcli adds stable-diffusion.cpp (SD 1.5 only: its CLI reads XL from single files only)."""
import argparse
import json
import math
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

UNET_15 = dict(sample_size=64, layers_per_block=2, block_out_channels=(320, 640, 1280, 1280), cross_attention_dim=768,
               attention_head_dim=8)
UNET_XL = dict(sample_size=128, layers_per_block=2, block_out_channels=(320, 640, 1280), cross_attention_dim=2048,
               attention_head_dim=(5, 10, 20), transformer_layers_per_block=(1, 2, 10), use_linear_projection=True,
               down_block_types=("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
               up_block_types=("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
               addition_embed_type="text_time", addition_time_embed_dim=256, projection_class_embeddings_input_dim=2816)
VAE = dict(latent_channels=4, layers_per_block=2, block_out_channels=(128, 256, 512, 512),
           down_block_types=("DownEncoderBlock2D",) * 4, up_block_types=("UpDecoderBlock2D",) * 4)
CLIP_L = dict(hidden_size=768, intermediate_size=3072, num_hidden_layers=12, num_attention_heads=12, projection_dim=768,
              hidden_act="quick_gelu", eos_token_id=2)
CLIP_G = dict(hidden_size=1280, intermediate_size=5120, num_hidden_layers=32, num_attention_heads=20,
              projection_dim=1280, hidden_act="gelu", eos_token_id=2)
FAMILIES = {"sd15": {"unet": UNET_15, "vae": VAE, "text_encoder": CLIP_L},
            "sdxl": {"unet": UNET_XL, "vae": dict(VAE, scaling_factor=0.13025), "text_encoder": CLIP_L,
                     "text_encoder_2": CLIP_G}}
FOLDERS = {"unet": "unet", "vae_dec": "vae", "te": "text_encoder", "te2": "text_encoder_2"}

# What a call computes, 2 per multiply-add, attention included; counted by torch's FlopCounterMode on meta tensors.
TERAFLOP = {("sd15", "unet", 256): 0.180, ("sd15", "unet", 512): 0.803, ("sdxl", "unet", 512): 1.589}
# Row, family, part, size, aim of ours / diffusers bfloat16.
ROWS = [("P1", "sd15", "unet", 256, 0.65), ("P2", "sd15", "unet", 512, 0.72), ("P3", "sdxl", "unet", 512, 0.85),
        ("P5", "sd15", "vae_dec", 256, 0.92), ("P5", "sd15", "vae_dec", 512, 0.92), ("P6", "sdxl", "te", 77, 0.8),
        ("P6", "sdxl", "te2", 77, 0.8)]


def class_of(part):
    import diffusers
    import transformers
    return {"unet": diffusers.UNet2DConditionModel, "vae": diffusers.AutoencoderKL,
            "text_encoder": transformers.CLIPTextModel,
            "text_encoder_2": transformers.CLIPTextModelWithProjection}[part]


def make(folder):
    """Weights ~ N(0, 0.5 / fan_in), norms 1, biases 0: every activation stays finite and none is denormal."""
    import torch
    import transformers
    from safetensors.torch import save_file
    for family, parts in FAMILIES.items():
        for number, (part, config) in enumerate(parts.items()):
            text = part.startswith("text_encoder")
            with torch.device("meta"):
                model = class_of(part)(transformers.CLIPTextConfig(**config)) if text else class_of(part)(**config)
            generator, tensors = torch.Generator().manual_seed(1000 + number), {}
            for name, like in model.state_dict().items():
                if not like.is_floating_point():
                    continue
                if like.dim() >= 2:
                    fan_in = like.shape[1] if "embedding.weight" in name else like[0].numel()
                    values = torch.randn(like.shape, generator=generator) * (0.7 / math.sqrt(fan_in))
                else:
                    values = torch.full(like.shape, 1.0 if "norm" in name and name.endswith("weight") else 0.0)
                tensors[name if not text or name.startswith("text_") else "text_model." + name] = values.half()
            place = folder / family / part
            place.mkdir(parents=True, exist_ok=True)
            (model.config.save_pretrained if text else model.save_config)(place)
            stem = "model" if text else "diffusion_pytorch_model"
            save_file(tensors, place / f"{stem}.safetensors", metadata={"format": "pt"})
            print(f"{place}: {sum(t.numel() for t in tensors.values()) / 1e6:.1f} M parameters", flush=True)


def peer(task):
    """One part of diffusers or transformers; the same line of JSON as engine_bench, the same inputs."""
    import resource
    import torch
    torch.set_num_threads(task.threads)
    torch.set_grad_enabled(False)
    dtype = {"float32": torch.float32, "bfloat16": torch.bfloat16}[task.dtype]
    generator = torch.Generator().manual_seed(0)

    def normal(*shape):
        return torch.randn(shape, generator=generator).to(dtype)

    start = time.perf_counter()
    part, side = FOLDERS[task.part], task.size // 8
    where = dict(torch_dtype=dtype) if part in ("unet", "vae") else dict(dtype=dtype)
    model = class_of(part).from_pretrained(task.ckpt / part, **where).eval()
    last = torch.channels_last
    if task.part == "unet":
        model.to(memory_format=last)
        width = model.config.cross_attention_dim
        inputs = [normal(1, 4, side, side).contiguous(memory_format=last), torch.tensor(501), normal(1, 77, width)]
        words = {}
        if model.config.addition_embed_type == "text_time":
            edge = task.size
            words = dict(added_cond_kwargs=dict(text_embeds=normal(1, 1280),
                                                time_ids=torch.tensor([[edge, edge, 0, 0, edge, edge]]).to(dtype)))
        call = lambda: model(*inputs, return_dict=False, **words)[0]
    elif task.part == "vae_dec":
        model.to(memory_format=last)
        latent = normal(1, 4, side, side).contiguous(memory_format=last)
        call = lambda: model.decode(latent, return_dict=False)[0]
    else:
        ids = torch.randint(0, 49000, (1, 77), generator=generator)
        ids[:, 0], ids[:, -1] = 49406, 49407
        call = lambda: model(ids, output_hidden_states=True).last_hidden_state
    loaded = time.perf_counter() - start
    result, cpus, walls = call(), [], []

    def cpu():
        usage = resource.getrusage(resource.RUSAGE_SELF)
        return usage.ru_utime + usage.ru_stime

    first = time.perf_counter() - start - loaded
    for _ in range(task.reps):
        before, wall = cpu(), time.perf_counter()
        result = call()
        cpus.append(cpu() - before)
        walls.append(time.perf_counter() - wall)
    if task.out:
        from safetensors.torch import save_file
        save_file({"output": result.float().contiguous()}, task.out)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(dict(engine="diffusers", part=task.part, size=task.size, dtype=task.dtype, threads=task.threads,
                          cpu_s=cpus, wall_s=walls, load_s=loaded, first_call_s=first, peak_rss_mib=peak)))


def measured(command, threads):
    """The line of JSON that a process prints, and what the whole process cost."""
    environment = {**os.environ, "OMP_NUM_THREADS": str(threads), "TRANSFORMERS_VERBOSITY": "error"}
    start = time.monotonic()
    process = subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               text=True, env=environment)
    text, complaint = process.communicate()
    lines = [line for line in text.splitlines() if line.startswith("{")]
    if process.returncode != 0 or not lines:
        sys.exit(f"{' '.join(map(str, command))}: {complaint[-500:]}")
    return json.loads(lines[-1]) | {"process_wall_s": time.monotonic() - start}


def command_of(options, engine, dtype, family, part, size, threads, reps, out=None):
    ours = [options.engine] if engine == "ours" else [sys.executable, __file__, "peer"]
    where = ["--ckpt", options.folder / family, "--part", part, "--size", size, "--dtype", dtype]
    return ours + where + ["--threads", threads, "--reps", reps] + (["--out", out] if out else [])


ENGINES = [("ours", "bfloat16"), ("diffusers", "bfloat16"), ("ours", "float32"), ("diffusers", "float32")]


def distances(options, family, part, size):
    """Largest difference from diffusers in float32, over that output's standard deviation."""
    from safetensors.torch import load_file
    with tempfile.TemporaryDirectory() as folder:
        outputs = {}
        for engine, dtype in ENGINES:
            file = pathlib.Path(folder) / f"{engine}-{dtype}.safetensors"
            measured(command_of(options, engine, dtype, family, part, size, 1, 0, file), 1)
            outputs[engine, dtype] = load_file(file)["output"]
    true = outputs["diffusers", "float32"]
    return {key: float((value - true).abs().max() / true.std()) for key, value in outputs.items()}


def child_cpu():
    import resource
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def start_seconds(options, engine, family):
    """CPU seconds of a process that loads a UNet, makes one step at 256² and ends."""
    before = child_cpu()
    measured(command_of(options, engine, "bfloat16", family, "unet", 256, 1, 0), 1)
    return child_cpu() - before


def sdcpp_step(options):
    """CPU seconds of one step of stable-diffusion.cpp: the difference between five steps and one."""
    costs = []
    for steps in (1, 5):
        before = child_cpu()
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([options.sdcli, "-m", options.folder / "sd15", "-p", "a", "--steps", str(steps), "-W", "256",
                            "-H", "256", "--cfg-scale", "1", "-t", "1", "-o", f"{folder}/out.png"], check=True,
                           capture_output=True)
        costs.append(child_cpu() - before)
    return (costs[1] - costs[0]) / 4


def limit():
    """GFLOP/s of this core in bfloat16: the best that oneDNN does in one convolution of SD 1.5's shape."""
    code = ("import time, torch; torch.set_num_threads(1); torch.set_grad_enabled(False)\n"
            "x = torch.randn(1, 320, 64, 64).bfloat16().contiguous(memory_format=torch.channels_last)\n"
            "c = torch.nn.Conv2d(320, 320, 3, padding=1).bfloat16().to(memory_format=torch.channels_last); c(x)\n"
            "best = 1e9\n"
            "for _ in range(9):\n"
            "  t = time.process_time(); c(x); best = min(best, time.process_time() - t)\n"
            "print('{\"limit\": %f}' % (2 * 9 * 320 * 320 * 4096 / best / 1e9))")
    return measured([sys.executable, "-c", code], 1)["limit"]


def run(options):
    print(f"load average before: {os.getloadavg()[0]:.1f}; one thread, CPU seconds, median of {options.rounds} rounds "
          f"of {options.reps}; first call dropped\n", flush=True)
    rows = [row for row in ROWS if (options.folder / row[1]).is_dir() and (not options.rows or row[0] in options.rows)]
    engines = ENGINES[:2] if options.bfloat16_only else ENGINES
    print("| row | part | ours bf16 | diffusers bf16 | **ratio** | aim | ours fp32 | diffusers fp32 | peak MiB ours | "
          "diffusers | part of the limit | spread |\n|---|---|" + "--:|" * 10, flush=True)
    top = limit()
    for row, family, part, size, aim in rows:
        cpu, peak, medians = {}, {}, []
        for _ in range(options.rounds):
            for engine, dtype in engines:
                if dtype == "float32" and family == "sdxl" and part == "unet":
                    continue  # 10 GB of weights, and as much again on the way
                got = measured(command_of(options, engine, dtype, family, part, size, 1, options.reps), 1)
                cpu.setdefault((engine, dtype), []).extend(got["cpu_s"])
                peak[engine, dtype] = max(peak.get((engine, dtype), 0), got["peak_rss_mib"])
                if (engine, dtype) == ENGINES[0]:
                    medians.append(statistics.median(got["cpu_s"]))
        middle = {key: statistics.median(values) for key, values in cpu.items()}
        ours, theirs = middle[ENGINES[0]], middle[ENGINES[1]]
        flop = TERAFLOP.get((family, part, size))
        cells = [row, f"{family} {part} {size}", f"{ours:.3f}", f"{theirs:.3f}", f"**{ours / theirs:.2f}**",
                 f"≤ {aim}", *(f"{middle[key]:.3f}" if key in middle else "–" for key in ENGINES[2:]),
                 f"{peak[ENGINES[0]]:.0f}", f"{peak[ENGINES[1]]:.0f}", f"{flop * 1e3 / ours / top:.2f}" if flop else "–",
                 f"{(max(medians) - min(medians)) / ours * 100:.0f} %"]
        print("| " + " | ".join(cells) + " |", flush=True)
    print(f"\nbfloat16 limit of this core: {top:.0f} GFLOP/s")
    for family in dict.fromkeys(row[1] for row in rows if row[2] == "unet"):
        costs = {engine: statistics.median(start_seconds(options, engine, family) for _ in range(options.rounds))
                 for engine in ("ours", "diffusers")}
        print(f"P9 {family}: start to the end of the first step, CPU: ours {costs['ours']:.2f} s, diffusers "
              f"{costs['diffusers']:.2f} s, ratio {costs['ours'] / costs['diffusers']:.2f} (aim ≤ 0.3)", flush=True)
    if options.sdcli:
        print(f"P4: stable-diffusion.cpp, SD 1.5 256², one step: {sdcpp_step(options):.2f} CPU s", flush=True)
    if options.wall:
        for row, family, part, size, _ in rows:
            walls = {}
            for _ in range(options.rounds):
                for engine, dtype in ENGINES[:2]:
                    got = measured(command_of(options, engine, dtype, family, part, size, 2, options.reps), 2)
                    walls.setdefault(engine, []).extend(got["wall_s"])
            text = ", ".join(f"{engine} {statistics.median(values):.3f} s" for engine, values in walls.items())
            print(f"wall on two threads, {family} {part} {size}: {text}", flush=True)
    if options.distances:
        for row, family, part, size, _ in rows:
            if family == "sdxl" and part == "unet":
                continue
            far = ", ".join(f"{engine} {dtype} {value:.1e}" for (engine, dtype), value in
                            distances(options, family, part, size).items())
            print(f"largest distance from diffusers float32 in standard deviations, {family} {part} {size}: {far}")
    print(f"load average after: {os.getloadavg()[0]:.1f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(dest="verb", required=True)
    verb = verbs.add_parser("make", help="write the checkpoints")
    verb.add_argument("folder", type=pathlib.Path)
    verb = verbs.add_parser("run", help="measure and print")
    verb.add_argument("folder", type=pathlib.Path)
    verb.add_argument("--engine", required=True, help="our engine_bench")
    verb.add_argument("--sdcli", help="stable-diffusion.cpp's command line")
    verb.add_argument("--rounds", type=int, default=3)
    verb.add_argument("--reps", type=int, default=3)
    verb.add_argument("--rows", action="append", help="only these rows (P1 …); may be repeated")
    verb.add_argument("--bfloat16-only", action="store_true")
    verb.add_argument("--wall", action="store_true", help="wall seconds on two threads too; worth it on a quiet machine")
    verb.add_argument("--distances", action="store_true", help="compare the outputs too")
    verb = verbs.add_parser("peer", help="what run starts for diffusers")
    verb.add_argument("--ckpt", type=pathlib.Path, required=True)
    verb.add_argument("--part", choices=FOLDERS, required=True)
    verb.add_argument("--size", type=int, required=True)
    verb.add_argument("--dtype", choices=("float32", "bfloat16"), required=True)
    verb.add_argument("--threads", type=int, required=True)
    verb.add_argument("--reps", type=int, required=True)
    verb.add_argument("--out")
    options = parser.parse_args()
    {"make": lambda: make(options.folder), "run": lambda: run(options), "peer": lambda: peer(options)}[options.verb]()


if __name__ == "__main__":
    main()
