# SPDX-License-Identifier: Apache-2.0
"""Records schedules and trajectories of diffusers' schedulers into tests/data/samplers/reference.{json,safetensors}.

Needs diffusers==0.42.1, torch, scipy (for beta sigmas) and safetensors from PyPI. The "denoiser" is a closed formula,
so that only the sampler is tested: output = 0.1 * input + 0.01 * timestep / 1000, whatever it is said to predict.

reference.json: {"cases": {name: {"config", "tables": [steps...], "runs": [{"steps", "start", "eta"}...]}}}.
reference.safetensors, all float32: "noise" and "clean" [1, 4, h, w]; "NAME.tables", for every entry of "tables" one
after the other: count, `count` timesteps, then the scheduler's sigmas where it has them (count + 1) and init_noise_sigma;
"NAME.INDEX", the latents after every step of a run; "NAME.INDEX.begin", where a run with a "start" begins.
"""
import json
import math
import pathlib
import warnings

import diffusers
import torch
from safetensors.torch import save_file

SD = dict(beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear")
V = dict(prediction_type="v_prediction")
ZERO_SNR = V | dict(rescale_betas_zero_snr=True, timestep_spacing="trailing")
SPACINGS = {name: dict(timestep_spacing=name, steps_offset=int(name == "leading"))
            for name in ("leading", "trailing", "linspace")}
SHAPES = {name: {f"use_{name}_sigmas": True} for name in ("karras", "exponential", "beta")}
TABLE_STEPS = (1, 2, 4, 8, 20, 25, 30, 50)
FEW = dict(steps=(8,), table_steps=(8, 20))
SEED, SHAPE = 11, (1, 4, 2, 3)


def case(class_name, *settings, steps=(8, 20), table_steps=TABLE_STEPS, strengths=(), eta=None):
    config = {"_class_name": class_name} | SD
    for setting in settings:
        config |= setting
    runs = [{"steps": n, "strength": 1.0, "eta": eta} for n in steps]
    runs += [{"steps": n, "strength": s, "eta": eta} for n, s in strengths]
    return {"config": config, "tables": list(table_steps), "runs": runs}


def shaped_cases(name, class_name, *settings):
    cases = {f"{name}_{s}": case(class_name, SPACINGS[s], *settings, strengths=((8, 0.6),)) for s in SPACINGS}
    for shape, setting in SHAPES.items():
        for spacing in ("leading", "trailing"):
            cases[f"{name}_{shape}_{spacing}"] = case(class_name, SPACINGS[spacing], setting, *settings, steps=(8,))
    cases[f"{name}_cosine"] = case(class_name, SPACINGS["linspace"], dict(beta_schedule="squaredcos_cap_v2"),
                                   *settings, steps=(8,))
    cases[f"{name}_cosine_karras"] = case(class_name, SPACINGS["linspace"], SHAPES["karras"], *settings,
                                          dict(beta_schedule="squaredcos_cap_v2"), steps=(8,))
    cases[f"{name}_linear"] = case(class_name, SPACINGS["linspace"], dict(beta_schedule="linear"), *settings,
                                   steps=(8,))
    cases[f"{name}_v"] = case(class_name, SPACINGS["leading"], V, *settings, **FEW)
    cases[f"{name}_sample"] = case(class_name, SPACINGS["leading"], dict(prediction_type="sample"), *settings, **FEW)
    return cases


def plain_cases(name, class_name, sample, *settings):
    cases = {f"{name}_{s}": case(class_name, SPACINGS[s], *settings, strengths=((8, 0.6), (20, 0.3))) for s in SPACINGS}
    cases[f"{name}_cosine"] = case(class_name, SPACINGS["leading"], dict(beta_schedule="squaredcos_cap_v2"), *settings,
                                   steps=(8,))
    cases[f"{name}_linear"] = case(class_name, SPACINGS["leading"], dict(beta_schedule="linear"), *settings, steps=(8,))
    cases[f"{name}_v"] = case(class_name, SPACINGS["leading"], V, *settings, **FEW)
    if sample:
        cases[f"{name}_sample"] = case(class_name, SPACINGS["leading"], dict(prediction_type="sample"), *settings, **FEW)
    return cases


def all_cases():
    euler, heun = "EulerDiscreteScheduler", "HeunDiscreteScheduler"
    dpm, unipc = "DPMSolverMultistepScheduler", "UniPCMultistepScheduler"
    sde, sigma_min = dict(algorithm_type="sde-dpmsolver++"), dict(final_sigmas_type="sigma_min")
    cases = shaped_cases("euler", euler) | shaped_cases("heun", heun)
    cases |= shaped_cases("dpmpp_2m", dpm) | shaped_cases("unipc", unipc)
    for name, class_name in (("euler", euler), ("dpmpp_2m", dpm), ("unipc", unipc)):
        cases[f"{name}_zero_snr"] = case(class_name, ZERO_SNR)
        cases[f"{name}_sigma_min"] = case(class_name, SPACINGS["leading"], sigma_min)
        cases[f"{name}_sigma_min_karras"] = case(class_name, SPACINGS["leading"], SHAPES["karras"], sigma_min)
        cases[f"{name}_defaults"] = case(class_name, **FEW) | {"config": {"_class_name": class_name}}
    # Many steps and linear betas: the cut end of the table lies below what is before it.
    cases["euler_zero_snr_karras"] = case(euler, ZERO_SNR, SPACINGS["leading"], SHAPES["karras"],
                                          dict(beta_start=0.0001, beta_end=0.02, beta_schedule="linear"),
                                          steps=(8,), table_steps=(8, 250))
    for s in SPACINGS:
        cases[f"dpmpp_2m_sde_{s}"] = case(dpm, sde, SPACINGS[s], strengths=((8, 0.6),))
    cases["dpmpp_2m_sde_karras"] = case(dpm, sde, SPACINGS["leading"], SHAPES["karras"], **FEW)
    cases["dpmpp_2m_sde_v"] = case(dpm, sde, SPACINGS["leading"], V, **FEW)
    cases["dpmpp_2m_sde_heun"] = case(dpm, sde, SPACINGS["leading"], dict(solver_type="heun"), **FEW)
    cases["dpmpp_2m_sde_zero_snr"] = case(dpm, sde, ZERO_SNR, **FEW)
    cases["dpmpp_2m_heun"] = case(dpm, SPACINGS["leading"], dict(solver_type="heun"), **FEW)
    cases["dpmpp_2m_order_1"] = case(dpm, SPACINGS["leading"], dict(solver_order=1), **FEW)
    cases["dpmpp_2m_euler_at_final"] = case(dpm, sigma_min, SPACINGS["leading"], dict(euler_at_final=True), steps=(20,))
    cases["dpmpp_2m_high_to_the_end"] = case(dpm, sigma_min, SPACINGS["leading"], dict(lower_order_final=False), **FEW)
    cases["unipc_order_1"] = case(unipc, SPACINGS["leading"], dict(solver_order=1), **FEW)
    cases["unipc_high_to_the_end"] = case(unipc, sigma_min, SPACINGS["leading"], dict(lower_order_final=False), **FEW)
    cases |= plain_cases("euler_a", "EulerAncestralDiscreteScheduler", False)
    cases["euler_a_zero_snr"] = case("EulerAncestralDiscreteScheduler", ZERO_SNR)
    cases |= plain_cases("ddim", "DDIMScheduler", True, dict(clip_sample=False, set_alpha_to_one=False))
    cases["ddim_zero_snr"] = case("DDIMScheduler", ZERO_SNR, dict(clip_sample=False))
    cases["ddim_to_one"] = case("DDIMScheduler", SPACINGS["trailing"], dict(clip_sample=False), **FEW)
    cases["ddim_eta"] = case("DDIMScheduler", SPACINGS["leading"], dict(clip_sample=False), eta=0.7, **FEW)
    cases |= plain_cases("pndm", "PNDMScheduler", False, dict(skip_prk_steps=True))
    cases["pndm_to_one"] = case("PNDMScheduler", SPACINGS["leading"], dict(skip_prk_steps=True, set_alpha_to_one=True),
                                strengths=((8, 0.9),), **FEW)
    cases["pndm_prk"] = case("PNDMScheduler", SPACINGS["leading"], table_steps=(4, 8, 20, 25, 30, 50))
    cases["pndm_prk_v"] = case("PNDMScheduler", SPACINGS["leading"], V, steps=(8,), table_steps=(8, 20))
    for name, class_name in (("lcm", "LCMScheduler"), ("tcd", "TCDScheduler")):
        cases[f"{name}"] = case(class_name, steps=(4, 8), strengths=((8, 0.6),))
        cases[f"{name}_v"] = case(class_name, V, **FEW)
        cases[f"{name}_sample"] = case(class_name, dict(prediction_type="sample"), **FEW)
        cases[f"{name}_zero_snr"] = case(class_name, ZERO_SNR, **FEW)
        cases[f"{name}_40"] = case(class_name, dict(original_inference_steps=40, set_alpha_to_one=False), **FEW)
    cases["tcd_eta_0"] = case("TCDScheduler", eta=0.0, **FEW)
    cases["tcd_eta_1"] = case("TCDScheduler", eta=1.0, **FEW)
    for shift in (1.0, 3.0):
        cases[f"flow_{shift:.0f}"] = case("FlowMatchEulerDiscreteScheduler", strengths=((8, 0.6),)) | {
            "config": {"_class_name": "FlowMatchEulerDiscreteScheduler", "shift": shift}}
    return cases


def scheduler_for(config, steps):
    config = dict(config)
    scheduler_class = getattr(diffusers, config.pop("_class_name"))
    scheduler = scheduler_class(**config)
    if scheduler_class is diffusers.FlowMatchEulerDiscreteScheduler:
        # As the Flux pipeline: sigmas from 1 down to 1/steps; the scheduler appends the 0.
        scheduler.set_timesteps(sigmas=[1 - i / steps for i in range(steps)])
    else:
        scheduler.set_timesteps(steps)
    return scheduler


def table(scheduler):
    numbers = [torch.tensor([float(len(scheduler.timesteps))]), scheduler.timesteps.float()]
    if hasattr(scheduler, "sigmas"):
        scale = torch.as_tensor(getattr(scheduler, "init_noise_sigma", 1.0))
        numbers += [scheduler.sigmas.float(), scale.float()[None]]
    return numbers


def begin(scheduler, run, noise, clean):
    """The index of the first step and the latents there, as the img2img pipelines have them."""
    flow = isinstance(scheduler, diffusers.FlowMatchEulerDiscreteScheduler)
    first = max(run["steps"] - min(int(run["steps"] * run["strength"]), run["steps"]), 0) * scheduler.order
    if hasattr(scheduler, "set_begin_index"):
        scheduler.set_begin_index(first)  # else equal timesteps at the top would make it begin at the second
    if first == 0:
        return 0, noise if flow else noise * scheduler.init_noise_sigma
    timestep = scheduler.timesteps[first:first + 1]
    return first, scheduler.scale_noise(clean, timestep, noise) if flow else scheduler.add_noise(clean, noise, timestep)


def trajectory(config, run, clean):
    scheduler = scheduler_for(config, run["steps"])
    generator = torch.Generator().manual_seed(SEED)
    noise = torch.randn(SHAPE, generator=generator)
    first, latents = begin(scheduler, run, noise, clean)
    options = {}
    if "generator" in scheduler.step.__code__.co_varnames:
        options["generator"] = generator
    if run["eta"] is not None:
        options["eta"] = run["eta"]
    states = []
    for timestep in scheduler.timesteps[first:]:
        shown = scheduler.scale_model_input(latents, timestep) if hasattr(scheduler, "scale_model_input") else latents
        output = 0.1 * shown + 0.01 * float(timestep) / 1000
        states.append(scheduler.step(output, timestep, latents, **options).prev_sample)
        assert states[-1].isfinite().all(), config
        if not states[1:]:
            beginning = latents
        latents = states[-1]
    return first, beginning, torch.stack(states)


def main():
    warnings.filterwarnings("ignore")
    noise = torch.randn(SHAPE, generator=torch.Generator().manual_seed(SEED))
    clean = torch.linspace(-1.2, 1.4, math.prod(SHAPE)).reshape(SHAPE)
    tensors, cases = {"noise": noise, "clean": clean}, all_cases()
    for name, item in cases.items():
        parts = [part for steps in item["tables"] for part in table(scheduler_for(item["config"], steps))]
        tensors[f"{name}.tables"] = torch.cat(parts)
        for index, run in enumerate(item["runs"]):
            run["start"], beginning, tensors[f"{name}.{index}"] = trajectory(item["config"], run, clean)
            if run["start"]:
                tensors[f"{name}.{index}.begin"] = beginning
    folder = pathlib.Path(__file__).resolve().parents[1] / "data" / "samplers"
    folder.mkdir(parents=True, exist_ok=True)
    save_file({name: tensor.contiguous() for name, tensor in tensors.items()}, folder / "reference.safetensors")
    index = json.dumps({"seed": SEED, "cases": cases}, separators=(",", ":"))
    (folder / "reference.json").write_text(index + "\n", encoding="utf-8")
    for path in sorted(folder.iterdir()):
        print(path, path.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
