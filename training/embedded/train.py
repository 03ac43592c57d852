"""Train one stage of the embedded stack for some minutes, go on where it stopped.

    python -m training.embedded.train STAGE --minutes 10 --of-minutes 20 --out DIR [--device auto]

STAGE: autoencoder, conditioning, (portraits,) likeness, camera, image, motion, in this order; each reads what the ones before exported to DIR/stack.
A stage that has taken its whole time (or its --steps) is done and exported; one that has not is exported as far as it is,
so that the next can be tried. Everything of a run is in DIR: state/STAGE, stack, sheets, log.jsonl.
"""

from __future__ import annotations

import argparse
import copy
import json
import os
import time
from pathlib import Path

import torch

from training.embedded.optimizer import Teacher
from training.embedded.stage import Clock, Settings, Stage
from training.embedded.state import FORMS, load_state, save_state
from training.embedded.together import Together
from vgot.models.embedded.parts import Sizes

STAGES = {
    "autoencoder": "training.embedded.autoencoder:Autoencoder",
    "conditioning": "training.embedded.conditioning:ConditioningStage",
    "camera": "training.embedded.camera_path:CameraStage",
    "portraits": "training.embedded.portraits:PortraitsStage",
    "likeness": "training.embedded.likeness:LikenessStage",
    "image": "training.embedded.image_model:ImageModel",
    "motion": "training.embedded.motion_model:MotionModel",
}
#: batch and pool: on a GPU of 80 GB or more, and on a CPU core
SCALES = {
    "cuda": {
        "autoencoder": (192, 0),
        "conditioning": (512, 0),
        "portraits": (512, 0),
        "likeness": (512, 60_000),
        "camera": (256, 0),
        "image": (512, 900_000),
        "motion": (32, 60_000),
    },
    "cpu": {
        "autoencoder": (8, 0),
        "conditioning": (32, 0),
        "portraits": (48, 0),
        "likeness": (64, 60_000),
        "camera": (64, 0),
        "image": (24, 60_000),
        "motion": (2, 4_000),
    },
}
SMALL_DRAWING = {"width": 96, "height": 64, "head_px": 64, "portrait_px": 32, "cut_px": 64}


def stage_of(name: str, settings: Settings) -> Stage:
    import importlib

    module, _, kind = STAGES[name].partition(":")
    return getattr(importlib.import_module(module), kind)(settings)


class Run:
    """A stage in training: its optimizer, averages, and where it stands."""

    def __init__(self, stage: Stage):
        self.stage, self.settings, self.together = stage, stage.settings, stage.settings.together
        torch.manual_seed(self.settings.seed)
        stage.build()
        self.step, self.seconds, self.fresh_at = 0, 0.0, 0
        found = load_state(self.folder)
        moments: dict[str, torch.Tensor] = {}
        if found is not None:
            tensors, facts, _ = found
            self.step, self.seconds, self.fresh_at = facts["step"], facts["seconds"], facts["fresh_at"]
            stage.flags = dict(facts["flags"])
            if hasattr(stage, "drawn"):
                stage.drawn = dict(facts.get("drawn", {}))
            for part, module in stage.modules.items():
                # a state that travelled holds averages alone: weights go on from them
                kept = {
                    k.removeprefix(f"average/{part}."): v
                    for k, v in tensors.items()
                    if k.startswith(f"average/{part}.")
                }
                kept |= {
                    k.removeprefix(f"weight/{part}."): v for k, v in tensors.items() if k.startswith(f"weight/{part}.")
                }
                lacking = set(module.state_dict()) - set(kept)
                left = module.load_state_dict(
                    {k: v.to(module.state_dict()[k].dtype) for k, v in kept.items()}, strict=False
                )
                if left.unexpected_keys or lacking & set(self._kept_names(part, module)):
                    raise ValueError(f"The state of {stage.name} is of another model.")
            moments = {k: v for k, v in tensors.items() if k.startswith("moment/")}
            if not moments:
                self.fresh_at = self.step
            named = stage.parameters()
            self.averages = {
                k: torch.empty_like(named[k], dtype=torch.float32, requires_grad=False).copy_(tensors[f"average/{k}"])
                for k in named
                if f"average/{k}" in tensors
            }
        else:
            self.averages = {k: p.detach().float().clone() for k, p in stage.parameters().items()}
        self._optimize(moments)

    @property
    def folder(self) -> Path:
        return self.settings.out / "state" / self.stage.name

    def _kept_names(self, part: str, module: torch.nn.Module) -> list[str]:
        """What of a module's state is kept: parameters that are trained now or were before (a frozen encoder has learned
        too), not the layers that another stage's part brings."""
        trained = {k.removeprefix(part + ".") for k in self.stage.parameters() if k.startswith(part + ".")}
        was = {n for n, _ in module.named_parameters()} if self.stage.name == "autoencoder" else set()
        return sorted(trained | was)

    def _optimize(self, moments: dict[str, torch.Tensor]) -> None:
        stage = self.stage
        self.names = stage.parameters()
        self.teacher = Teacher(
            self.names, stage.rate, stage.betas, stage.decay, fused=stage.device.type == "cuda", together=self.together
        )
        self.teacher.load(moments)
        self.averages = {k: self.averages.get(k, p.detach().float().clone()) for k, p in self.names.items()}

    @property
    def share(self) -> float:
        s = self.settings
        if s.steps:
            return min(1.0, self.step / s.steps)
        return min(1.0, self.clock.total / (60 * s.of_minutes))

    def _stands(self, minutes: float, stop_at: int | None, keep_at: float) -> tuple[float, bool, bool]:
        """How much of the stage is done, whether this piece ends here, and whether the state is kept before: what the first
        process's clock says."""
        share = self.share
        share, ends, keeps = self.together.agreed(
            share,
            float(share >= 1.0 or self.clock.piece >= 60 * minutes or self.step == stop_at),
            float(self.clock.piece > keep_at),
        )
        return share, bool(ends), bool(keeps)

    def train(
        self,
        minutes: float,
        say=print,
        every_s: float = 20.0,
        keep_every_s: float = 150.0,
        show_every_s: float = 150.0,
        form: str = "exact",
        stop_at: int | None = None,
    ) -> dict:
        """Train until the piece's minutes, the stage's end, or step `stop_at`. Returns the last figures."""
        stage, self.clock = self.stage, Clock(self.seconds)
        said = kept = shown = 0.0
        self.taken = 0  # items of this piece, of all processes
        first = self.step
        facts: dict = {}
        for module in stage.modules.values():
            module.train()
        batches = stage.batches(self.step)
        try:
            while True:
                share, ends, keeps = self._stands(minutes, stop_at, kept + keep_every_s)
                if ends:
                    break
                if keeps:
                    kept = self.clock.piece
                    self.keep(form)
                before = dict(stage.flags)
                stage.at(share)
                if (
                    stage.flags != before
                ):  # other parameters from here on: the averages go on from the weights as they are
                    self.averages = {}
                    self.fresh_at = self.step
                    self._optimize({})
                # the mean over more items is quieter: the rate grows with its root
                rate = stage.rate * stage.course(share, self.step - self.fresh_at) * self.together.count**0.5
                self.teacher.rate(rate)
                batch = next(batches)
                self.taken += len(next(iter(batch.values()))) * self.together.count
                loss, told = stage.loss(batch, stage.rng(self.step), share)
                self.teacher.forget()
                loss.backward()
                self.together.average(self.names.values())
                norm = torch.nn.utils.clip_grad_norm_(list(self.names.values()), stage.clip)
                self.teacher.step()
                self._average()
                self.step += 1
                if self.together.first and (self.clock.piece - said > every_s or self.step == first + 1):
                    said = self.clock.piece
                    facts = self._figures(loss, norm, told, rate)
                    self._log(facts)
                    say(json.dumps(facts))
                    if not torch.isfinite(loss):
                        raise FloatingPointError(f"The loss of {stage.name} is not a number at step {self.step}.")
                if self.together.first and self.clock.piece - shown > show_every_s:
                    shown = self.clock.piece
                    self.show()
            if self.step > first and self.together.first:
                facts = self._figures(loss, norm, told, rate)
                self._log(facts)
        finally:
            batches.close()
        self.seconds = self.clock.total
        self.keep(form)
        return facts

    def _average(self) -> None:
        # young averages follow fast, so that the first checkpoints show what has been learned
        k = min(self.stage.average, (1 + self.step) / (10 + self.step))
        kept = list(self.averages.values())
        now = [p.detach().float() for p in self.names.values()]
        torch._foreach_lerp_(kept, now, 1 - k)

    def _figures(self, loss, norm, told: dict, rate: float) -> dict:
        made = {
            "stage": self.stage.name,
            "step": self.step,
            "share": round(self.share, 4),
            "loss": float(loss.detach()),
            "norm": float(norm),
            "rate": rate,
            "items_a_second": round(self.taken / max(self.clock.piece, 1e-6), 2),
            "seconds": round(self.clock.total, 1),
        } | {k: round(float(v), 4) for k, v in told.items()}
        if getattr(self.stage, "filled", None):
            made["pool"] = dict(self.stage.filled)
        if self.stage.device.type == "cuda":
            made["gib"] = round(torch.cuda.max_memory_allocated() / 2**30, 1)
        return made

    def _log(self, facts: dict) -> None:
        self.settings.out.mkdir(parents=True, exist_ok=True)
        with (self.settings.out / "log.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps({"at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())} | facts) + "\n")

    def keep(self, form: str = "exact") -> None:
        """Write the state; called by all processes, written by the first."""
        stage, moments = self.stage, self.teacher.moments()
        if not self.together.first:
            return
        tensors = {}
        for part, module in stage.modules.items():
            held = module.state_dict()
            tensors |= {f"weight/{part}.{n}": held[n] for n in self._kept_names(part, module)}
        tensors |= {f"average/{k}": v for k, v in self.averages.items()}
        tensors |= moments
        seconds = self.clock.total if hasattr(self, "clock") else self.seconds
        facts = {
            "stage": stage.name,
            "step": self.step,
            "seconds": seconds,
            "fresh_at": self.fresh_at,
            "flags": stage.flags,
            "seed": self.settings.seed,
            "sizes": self.settings.sizes.as_dict(),
            "drawn": getattr(stage, "drawn", {}),
        }
        save_state(self.folder, tensors, facts, form)

    def averaged(self) -> dict[str, torch.nn.Module]:
        """Copies of the modules that hold the averages."""
        made = {}
        for part, module in self.stage.modules.items():
            twin = copy.deepcopy(module).eval()
            names = dict(twin.named_parameters())
            with torch.no_grad():
                for key, value in self.averages.items():
                    if key.startswith(part + "."):
                        names[key.removeprefix(part + ".")].copy_(value)
            made[part] = twin
        return made

    def show(self) -> Path | None:
        """A sheet of samples from the averages."""
        from PIL import Image

        folder = self.settings.out / "sheets"
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / f"{self.stage.name}-{self.step:07d}.webp"
        averaged = self.averaged()
        Image.fromarray(self.stage.sheet(averaged)).save(target, quality=88)
        heard = self.stage.heard(averaged)
        if heard:
            self._log({"stage": self.stage.name, "step": self.step, "heard": heard})
        for module in self.stage.modules.values():
            module.train()
        return target

    def export(self) -> None:
        self.stage.export(self.averaged())
        done = {
            "stage": self.stage.name,
            "step": self.step,
            "share": round(self.share, 4),
            "seconds": round(self.seconds, 1),
            "seed": self.settings.seed,
        }
        (self.settings.stack).mkdir(parents=True, exist_ok=True)
        told = self.settings.stack / "recipe.json"
        known = (
            json.loads(told.read_text()) if told.exists() else {"sizes": self.settings.sizes.as_dict(), "stages": {}}
        )
        known["stages"][self.stage.name] = done
        told.write_text(json.dumps(known, indent=1, sort_keys=True))


def main(arguments: list[str] | None = None) -> dict:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("stage", choices=list(STAGES))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=10.0, help="this piece")
    parser.add_argument(
        "--of-minutes", type=float, default=0.0, help="the stage in all, over all its pieces; --minutes unless told"
    )
    parser.add_argument(
        "--steps", type=int, default=0, help="the stage in all, in steps: the course no longer depends on time"
    )
    parser.add_argument("--device", default="auto")
    parser.add_argument("--batch", type=int, default=0)
    parser.add_argument(
        "--crop", type=int, default=0, help="sides of the autoencoder's crops; the frame's height unless told"
    )
    parser.add_argument("--workers", type=int, default=-1, help="processes that draw; 0 draws in place")
    parser.add_argument(
        "--pool", type=int, default=-1, help="items kept as latents and taken again; 0 takes fresh ones"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--form", choices=FORMS, default="exact", help="how the state is kept")
    parser.add_argument("--compile", action="store_true")
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--show-every", type=float, default=2.5, help="minutes between two sheets")
    parser.add_argument("--small", action="store_true", help="tiny networks and pictures: tries the code in seconds")
    given = parser.parse_args(arguments)
    device = given.device if given.device != "auto" else "cuda" if torch.cuda.is_available() else "cpu"
    scale = SCALES["cuda" if device.startswith("cuda") else "cpu"][given.stage]
    if given.threads:
        torch.set_num_threads(given.threads)
    if device.startswith("cuda"):
        torch.set_float32_matmul_precision("high")
        torch.backends.cudnn.benchmark = True
    workers = (
        given.workers if given.workers >= 0 else (max(1, (os.cpu_count() or 2) - 3) if device.startswith("cuda") else 0)
    )
    settings = Settings(
        out=given.out,
        device=device,
        seed=given.seed,
        batch=given.batch or (2 if given.small else scale[0]),
        steps=given.steps,
        of_minutes=given.of_minutes or given.minutes,
        workers=workers,
        pool=scale[1] if given.pool < 0 else given.pool,
        compiled=given.compile,
        together=Together.joined(),
        sizes=Sizes.small() if given.small else Sizes(),
        drawing=(SMALL_DRAWING if given.small else {}) | ({"crop": given.crop} if given.crop else {}),
    )
    run = Run(stage_of(given.stage, settings))
    try:
        facts = run.train(given.minutes, form=given.form, show_every_s=60 * given.show_every)
        if run.together.first:
            run.show()
            run.export()
            print(json.dumps(facts))
    finally:
        run.together.leave()
    return facts


if __name__ == "__main__":
    main()
