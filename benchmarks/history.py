"""How much longer `formcheck history` takes with 1000 stored sets than with 10: `python benchmarks/history.py [PAIRS]`.

The sets are made up, ten repetitions a side; the two are run in alternation, each in a process of its own.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from sets import a_set

from formcheck.history.store import Store

KINDS = (
    ("calf-raise", "side", ("both",)), ("wall-angel", "front", ("both",)), ("single-leg-rdl", "side", ("left",)),
    ("single-leg-rdl", "side", ("right",)), ("clamshell", "front", ("left", "right")),
    ("prone-y-raise", "side", ("both",)), ("calf-raise", "front", ("both",)),
)  # fmt: skip
START = datetime(2025, 1, 1, 18, tzinfo=UTC)


def fill(db: Path, n: int) -> None:
    dice = random.Random(1)
    with Store(db) as store:
        for i in range(n):
            exercise, view, sides = KINDS[i % len(KINDS)]
            faulty = [k for k in range(1, 11) if dice.random() < 0.3]
            range_ = 50 + 10 * i / n + dice.gauss(0, 1)
            one = a_set(exercise, view=view, sides=sides, range_=range_, seed=i, reps=10, faulty=faulty)  # type: ignore[arg-type]
            store.add([(one, "me", START + timedelta(hours=7 * i))])


def took(db: Path) -> tuple[float, float]:
    """Seconds by the clock, and of processor time."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, "-m", "formcheck", "history", "--db", db], check=True, stdout=subprocess.DEVNULL)
    after, seconds = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - begun
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(pairs: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        few, many = Path(folder) / "10.db", Path(folder) / "1000.db"
        fill(few, 10)
        fill(many, 1000)
        runs = []
        for i in range(pairs):
            order = (few, many) if i % 2 else (many, few)
            seen = {db: took(db) for db in order}
            runs.append((seen[few], seen[many]))
    for k, what in enumerate(("by the clock", "processor time")):
        more = [b[k] - a[k] for a, b in runs]
        medians = [median(run[j][k] for run in runs) for j in (0, 1)]
        print(
            f"{what}: {medians[0]:.2f} s with 10 sets, {medians[1]:.2f} s with 1000; "
            f"+ {median(more):.2f} s (median of {pairs} pairs; {min(more):.2f} to {max(more):.2f})"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
