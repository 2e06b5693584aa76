# SPDX-License-Identifier: Apache-2.0
"""Records schedules and trajectories of diffusers' schedulers into tests/data/samplers/reference.json.

Needs diffusers==0.32.2 and torch from PyPI. The "denoiser" is a closed formula, so that only the sampler is tested:
output = 0.1 * input + 0.01 * timestep / 1000.
"""
import json
import pathlib

import torch
from diffusers import EulerDiscreteScheduler, FlowMatchEulerDiscreteScheduler

SDXL = dict(beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear", timestep_spacing="leading", steps_offset=1)
CASES = {
    "sdxl": SDXL,
    "trailing": SDXL | dict(timestep_spacing="trailing"),
    "linspace": SDXL | dict(timestep_spacing="linspace", steps_offset=0),
    "karras": SDXL | dict(use_karras_sigmas=True),
    "exponential": SDXL | dict(use_exponential_sigmas=True),
    "v_prediction": SDXL | dict(prediction_type="v_prediction"),
    "zero_snr": SDXL | dict(prediction_type="v_prediction", rescale_betas_zero_snr=True, timestep_spacing="trailing"),
    "sigma_min": SDXL | dict(final_sigmas_type="sigma_min"),
    "linear_betas": dict(beta_schedule="linear"),
    "cosine_betas": dict(beta_schedule="squaredcos_cap_v2"),
    "flow": dict(_class_name="FlowMatchEulerDiscreteScheduler", shift=1.0),
    "flow_shifted": dict(_class_name="FlowMatchEulerDiscreteScheduler", shift=3.0),
}
STEPS = (1, 2, 4, 8, 20, 30, 50)
TRAJECTORY_STEPS = 8


def scheduler_for(config, steps):
    config = dict(config)
    if config.pop("_class_name", None):
        scheduler = FlowMatchEulerDiscreteScheduler(**config)
        # As the Flux pipeline: sigmas from 1 down to 1/steps; the scheduler appends the 0.
        scheduler.set_timesteps(sigmas=[1 - i / steps for i in range(steps)])
        return scheduler
    scheduler = EulerDiscreteScheduler(**config)
    scheduler.set_timesteps(steps)
    return scheduler


def numbers(tensor):
    return [float(f"{value:.9g}") for value in torch.as_tensor(tensor).double().flatten().tolist()]


def trajectory(config, noise):
    scheduler = scheduler_for(config, TRAJECTORY_STEPS)
    flow = isinstance(scheduler, FlowMatchEulerDiscreteScheduler)
    latents, states = noise if flow else noise * scheduler.init_noise_sigma, []
    for timestep in scheduler.timesteps:
        shown = latents if flow else scheduler.scale_model_input(latents, timestep)
        output = 0.1 * shown + 0.01 * float(timestep) / 1000
        latents = scheduler.step(output, timestep, latents).prev_sample
        states.append(numbers(latents))
    return states


def main():
    noise = torch.randn(1, 4, 2, 3, generator=torch.Generator().manual_seed(11))
    record = {"noise": numbers(noise), "cases": {}}
    for name, config in CASES.items():
        tables = {}
        for steps in STEPS:
            # One step would divide by zero in the reference.
            if name in ("karras", "exponential") and steps == 1:
                continue
            scheduler = scheduler_for(config, steps)
            scale = getattr(scheduler, "init_noise_sigma", 1.0)
            tables[str(steps)] = {"timesteps": numbers(scheduler.timesteps), "sigmas": numbers(scheduler.sigmas),
                                  "initial_scale": float(scale)}
        full = {"_class_name": "EulerDiscreteScheduler"} | config
        record["cases"][name] = {"config": full, "tables": tables, "trajectory": trajectory(config, noise)}
    target = pathlib.Path(__file__).resolve().parents[1] / "data" / "samplers" / "reference.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(record) + "\n", encoding="utf-8")
    print(target, target.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
