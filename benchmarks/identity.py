"""Whether any number of workers gives the same landmarks and the same results, byte for byte.

    python benchmarks/identity.py [--workers 1 2 4] [--seconds 60 600]

judges a folder of every sample, and of clips with one repetition after another without a pause, so that cuts between
two stretches fall into repetitions, with each number of workers, and compares every file that was written. Exits with
1 if any differs.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from shared import joined, opened

SAMPLES = Path(__file__).parents[1] / "samples"
CLIP = SAMPLES / "calf-raise-side.mp4"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4])
    parser.add_argument("--seconds", type=float, nargs="*", default=[60.0, 600.0], help="of the long clips")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "clips"
        folder.mkdir()
        for clip in SAMPLES.glob("*.mp4"):
            (folder / clip.name).symlink_to(clip)
        begins, ends = one_repetition(Path(place))
        long = [joined(CLIP, folder / f"long-{s:g}.mp4", s, part=(begins, ends)) for s in args.seconds]
        every = [files_of(folder, Path(place) / f"{many}", many) for many in args.workers]
        for clip in long:
            cuts_of(clip, Path(place) / f"{args.workers[0]}" / f"{clip.stem}.json")
    names = sorted(set().union(*every))
    differ = [name for name in names if len({files.get(name) for files in every}) > 1]
    print(f"{len(names)} files of {len(names) // 2} clips with {args.workers} workers: {len(differ)} differ", *differ)
    sys.exit(1 if differ else 0)


def one_repetition(place: Path) -> tuple[float, float]:
    """When the second repetition of the clip begins and ends."""
    out = place / "once.json"
    _analyze(CLIP, "-e", "calf-raise", "--json", out)
    second = json.loads(out.read_text("utf-8"))["reps"][1]
    return second["start_s"], second["end_s"]


def files_of(folder: Path, out: Path, workers: int) -> Mapping[str, str]:
    """The digest of every result and landmark recording."""
    out.mkdir()
    _analyze(folder, "-e", "auto", "--json", out, "--landmarks", out, "--jobs", workers)
    return {p.name: sha256(p.read_bytes()).hexdigest() for p in out.iterdir()}


def cuts_of(clip: Path, result: Path) -> None:
    """Print how many cuts between stretches fall into a repetition."""
    found = json.loads(result.read_text("utf-8"))
    reps = [r for one in (found if isinstance(found, list) else [found]) for r in one["reps"]]
    with opened(clip) as source:
        cuts = [job.start_s for job in source._jobs[1:]]
    inside = sum(any(r["start_s"] < t < r["end_s"] for r in reps) for t in cuts)
    print(f"{clip.name}: {len(reps)} repetitions, {len(cuts)} cuts, {inside} of them in a repetition")


def _analyze(*what: object) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "formcheck", "analyze", *map(str, what), "-q"], check=False, capture_output=True
    )
    if done.returncode not in (0, 1):  # 1: a clip holds nothing that counts
        sys.exit(done.stderr.decode())


if __name__ == "__main__":
    main()
