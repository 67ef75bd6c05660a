"""The results of the samples, kept as a file, and what changed against it on this machine.

    python -m benchmarks.golden [--recordings DIR]           # compares; exits 1 if something is beyond its ±
    python -m benchmarks.golden --remake                     # after a change that is meant: look at the diff, commit it

DIR is a folder of `score --landmarks-dir`: clips that are in it are not looked at again. Counts, sides, views, faults
and attempts must be the same. A range may differ by less than its own ±, an edge by EDGE_S: that is what another
processor or another MediaPipe, OpenCV or numpy may do.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from formcheck.scoring import worker
from formcheck.scoring.labelled_clips import Case, found

ROOT = Path(__file__).resolve().parents[1]
GOLDEN = ROOT / "benchmarks" / "golden.json"
EDGE_S = 0.06  # the accuracy that we state for an edge, in seconds
MADE_OF = ("mediapipe", "opencv-python", "opencv-python-headless", "numpy", "av")
MOVEMENTS = ("reps", "holds", "steps")
EDGES = ("start_s", "top_start_s", "top_end_s", "end_s")
SAME = ("side", "faults")  # of a movement
Golden = dict[str, Any]  # of a clip
Change = tuple[bool, float, str]  # whether it is beyond the ±, the share of the ± that it is, and what it is


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--recordings", type=Path)
    parser.add_argument("--remake", action="store_true")
    args = parser.parse_args()
    if args.recordings:
        args.recordings.mkdir(parents=True, exist_ok=True)
    now = {case.stem: kept(judged(case, args.recordings)) for case in cases()}
    if args.remake:
        GOLDEN.write_text(written(made_on(), now), "utf-8")
        return
    old = json.loads(GOLDEN.read_text("utf-8"))
    lines, beyond = report(old["clips"], now)
    print("\n".join([*versions(old["made_on"], made_on()), *lines]))
    if beyond:
        sys.exit("If this is meant: python -m benchmarks.golden --remake")


def cases() -> list[Case]:
    return [c for c in found([ROOT / "samples"]) if isinstance(c, Case)]


def judged(case: Case, recordings: Path | None) -> dict[str, Any]:
    return worker.judged(case.job("full", recordings)).model_dump(mode="json")


def kept(result: dict[str, Any]) -> Golden:
    """What of a result must not change unseen."""
    return {
        "view": result["view"]["detected"],
        "variant": result["variant"],
        "attempts": [a["reason"] for a in result["attempts"]],
        "faults of the set": sorted(c["id"] for c in result["checks"] if c["verdict"] == "fail"),
        **{kind: [movement(m) for m in result[kind]] for kind in MOVEMENTS if result[kind]},
    }


def movement(m: dict[str, Any]) -> dict[str, Any]:
    rom = m.get("rom") or {}
    return {
        "side": m["side"],
        **{edge: round(m[edge], 3) for edge in EDGES if m.get(edge) is not None},
        **{key: round(rom[key], 3) for key in ("value", "uncertainty") if rom.get(key) is not None},
        "faults": sorted(f["id"] for f in m["faults"]),
    }


def made_on() -> dict[str, str]:
    return {"processor": processor(), "python": platform.python_version(), **dict(installed())}


def installed() -> Iterator[tuple[str, str]]:
    for name in MADE_OF:
        try:
            yield name, version(name)
        except PackageNotFoundError:
            continue


def processor() -> str:
    """Its name on Linux, elsewhere its kind."""
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.partition(": ")[2] for line in lines if line.startswith("model name")]
    return f"{platform.machine()}, {names[0]}" if names else platform.machine()


def written(where: dict[str, str], clips: dict[str, Golden]) -> str:
    """JSON with a line a movement: what changed is what a diff shows."""
    marks: list[str] = []

    def line(m: dict[str, Any]) -> str:
        marks.append(json.dumps(m))
        return f"@{len(marks) - 1}@"

    marked = {
        name: {key: [line(m) for m in value] if key in MOVEMENTS else line(value) for key, value in clip.items()}
        for name, clip in clips.items()
    }
    text = json.dumps({"made_on": where, "clips": marked}, indent=1)
    for i, mark in enumerate(marks):
        text = text.replace(f'"@{i}@"', mark, 1)
    return text + "\n"


def versions(old: dict[str, str], now: dict[str, str]) -> Iterator[str]:
    for name in {**old, **now}:
        if old.get(name) != now.get(name):
            yield f"{name}: {now.get(name, 'none')}, the kept results are of {old.get(name, 'none')}"


def report(old: dict[str, Golden], now: dict[str, Golden]) -> tuple[list[str], bool]:
    """What to print, and whether something is beyond its ±."""
    found = [
        (beyond, share, f"{name}: {what}")
        for name in sorted({*old, *now})
        for beyond, share, what in changes(old.get(name), now.get(name))
    ]
    beyond = [what for is_beyond, _, what in found if is_beyond]
    within = sorted((share, what) for is_beyond, share, what in found if not is_beyond)
    lines = [f"beyond the ±: {what}" for what in beyond]
    if within:
        lines.append(f"within the ±: {len(within)} numbers, at most {within[-1][0]:.0%} of it: {within[-1][1]}")
    lines.append(f"{len(now)} clips: {'changed' if beyond else 'within the ±' if within else 'no number differs'}")
    return lines, bool(beyond)


def changes(old: Golden | None, now: Golden | None) -> Iterator[Change]:
    if old is None or now is None:
        yield True, 1, "no kept result" if old is None else "a kept result, and no clip"
        return
    for key in sorted({*old, *now} - {*MOVEMENTS}):
        if old.get(key) != now.get(key):
            yield True, 1, f"{key} {now.get(key)}, was {old.get(key)}"
    for kind in MOVEMENTS:
        were, are = old.get(kind, []), now.get(kind, [])
        if len(were) != len(are):
            yield True, 1, f"{len(are)} {kind}, were {len(were)}"
            continue
        for n, (a, b) in enumerate(zip(were, are, strict=True), 1):
            for beyond, share, what in of_movement(a, b):
                yield beyond, share, f"{kind.removesuffix('s')} {n}: {what}"


def of_movement(old: dict[str, Any], now: dict[str, Any]) -> Iterator[Change]:
    for key in SAME:
        if old[key] != now[key]:
            yield True, 1, f"{key} {now[key]}, was {old[key]}"
    for key, most in (*((edge, EDGE_S) for edge in EDGES), ("value", old.get("uncertainty") or 0.0)):
        a, b = old.get(key), now.get(key)
        if a != b:
            off = abs(a - b) if a is not None and b is not None else float("inf")
            yield off > most, off / most if most else float("inf"), f"{key} {b}, was {a}, ± {most}"


if __name__ == "__main__":
    main()
