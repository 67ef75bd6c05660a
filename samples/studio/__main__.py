"""python -m samples.studio list | one EXERCISE VIEW ... | plan FILE"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from .body import MOVEMENTS
from .schedule import SetPlan
from .spec import ClipSpec, read_plan


def parser() -> argparse.ArgumentParser:
    p = argparse.ArgumentParser(
        prog="python -m samples.studio", description="Renders exercise clips with their labels and truth."
    )
    sub = p.add_subparsers(dest="command", required=True)
    sub.add_parser("list", help="movements, views, variants and faults")
    one = sub.add_parser("one", help="render one clip")
    one.add_argument("exercise", choices=MOVEMENTS, metavar="MOVEMENT")
    one.add_argument("view")
    one.add_argument("--fault", action="append", default=[], help="NAME or NAME=STRENGTH; may be repeated")
    one.add_argument("--seed", type=int, default=0)
    one.add_argument("--side", choices="LR", default="R", help="working side")
    one.add_argument("--variant", default="")
    one.add_argument("--reps", type=int, default=4)
    one.add_argument("--body", type=int, help="number of the body shape")
    one.add_argument("--judged-as", default="", metavar="EXERCISE", help="for movements that are no exercise")
    plan = sub.add_parser("plan", help="render every clip of a JSON plan that is not there yet")
    plan.add_argument("file", type=Path)
    for q in (one, plan):
        q.add_argument("--out", type=Path, default=Path("clips"), help="folder (default: clips)")
        q.add_argument("--no-video", action="store_true", help="labels and truth only")
        q.add_argument("--landmarks", action="store_true", help="also the true landmarks of every frame (.npz)")
    return p


def describe() -> str:
    lines = []
    for m in MOVEMENTS.values():
        lines.append(m.name)
        for what, names in (("views", m.views), ("variants", filter(None, m.variants)), ("faults", m.faults)):
            if text := ", ".join(names):
                lines.append(f"  {what}: {text}")
    return "\n".join(lines)


def wanted(a: argparse.Namespace) -> list[ClipSpec]:
    if a.command == "plan":
        return read_plan(a.file)
    faults = {name: float(strength or 1) for name, _, strength in (f.partition("=") for f in a.fault)}
    return [
        ClipSpec(
            a.exercise,
            a.view,
            seed=a.seed,
            side=a.side,
            variant=a.variant,
            body=a.body,
            judged_as=a.judged_as,
            set=SetPlan(reps=a.reps, faults=faults),
        )
    ]


def main() -> int:
    a = parser().parse_args()
    if a.command == "list":
        print(describe())
        return 0
    from .clip import make  # loads the compiled kernels: only when something is made

    try:
        for spec in wanted(a):
            if (a.out / f"{spec.stem}.mp4").exists():
                continue
            began = time.perf_counter()
            told = make(spec, a.out, not a.no_video, a.landmarks)
            done = f"reps {told['reps']}" if "reps" in told else f"held {told['held_s']} s"
            print(f"{spec.stem}: {done}, {time.perf_counter() - began:.0f} s", flush=True)
    except (ValueError, OSError) as e:
        print(f"studio: {e}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
