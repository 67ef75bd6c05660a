"""A peak finder of its own: every excursion of a signal that a person would call a movement, no gates, no judging.

    python -m benchmarks.excursions FOLDER... --recordings DIR

lists the excursions that the result names neither as a repetition nor as an attempt. There should be none.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from formcheck.capture.recording import Recording
from formcheck.exercises import find
from formcheck.motion.pose import Track
from formcheck.motion.rep_counter import COUNT
from formcheck.motion.session import Session
from formcheck.motion.set_analysis import SetAnalysis
from formcheck.motion.set_evidence import signals_for
from formcheck.motion.settings import Settings
from formcheck.motion.signals import trunk_length
from formcheck.scoring.labelled_clips import cases
from formcheck.scoring.worker import recording_of
from formcheck.source import to_pose

MERGED_S = 0.5  # two excursions of two signals closer than this are one movement
SURELY = 1.25  # times what is counted: at the limit itself smoothing decides, not whether something vanishes


def excursions(t: Sequence[float], x: Sequence[float], least: float) -> list[float]:
    """The times of all peaks that rise by `least` from the lowest point before them and fall by it after them."""
    found: list[float] = []
    low, high, high_t, rising = np.inf, -np.inf, 0.0, False
    for when, value in zip(t, x, strict=True):
        if np.isnan(value):
            low, high, rising = np.inf, -np.inf, False
            continue
        if rising:
            if value > high:
                high, high_t = value, when
            elif high - value >= least:
                found.append(high_t)
                low, rising = value, False
        else:
            low = min(low, value)
            if value - low >= least:
                high, high_t, rising = value, when, True
    return found


def vanished(recording: Path, exercise: str, settings: Settings) -> tuple[SetAnalysis, list[float]]:
    """The set, and the peaks of the signal that counts in its view that no repetition and no attempt covers."""
    source = Recording(recording)
    aspect = source.info.width / source.info.height
    session = Session(find(exercise), aspect, settings)
    t, values, trunks = [], [], []
    for frame in source:
        pose = to_pose(frame, aspect)
        if not session.takes(pose.t):
            continue
        session.push(pose)
        t.append(pose.t)
        values.append(session.values)
        trunks.append(float(trunk_length(Track.of([pose]))[0]))
    done = session.finish()
    signal = signals_for(session.exercise, done.view)[0]
    sides = {rep.side for rep in done.reps} or {signal.side}
    alike = [s for s in session.exercise.rep_signals if s.name == signal.name or (signal.side and s.side in sides)]
    same = [session.names.index(s.name) for s in alike if not s.side or s.side in sides]
    unit = float(np.nanmedian(trunks)) if signal.unit == "trunk" else 1.0
    spans = [(m.start_s, m.end_s) for m in (*done.reps, *done.attempts)]
    peaks = [p for i in same for p in excursions(t, [v[i] for v in values], SURELY * COUNT * signal.travel * unit)]
    return done, [p for p in peaks if not any(a - MERGED_S <= p <= b + MERGED_S for a, b in spans)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--recordings", type=Path, required=True)
    args = parser.parse_args()
    clips = lost = 0
    for name, done, peaks in _all(args.folders, args.recordings):
        clips += 1
        lost += bool(peaks)
        if peaks:
            print(f"{name}: {len(done.reps)} reps, {len(done.attempts)} attempts, vanished at {peaks}")
    print(f"{clips} clips, {lost} with something that vanished")


def _all(folders: list[Path], recordings: Path) -> Iterator[tuple[str, SetAnalysis, list[float]]]:
    from formcheck.capture import model_check

    model = model_check.ready("full").name.sha256
    for case in cases(folders):
        job = case.job("full", recordings)
        recording = recording_of(Path(job["clip"]), model, recordings)
        if recording.exists():
            settings = Settings(variant=job["variant"], height_cm=job["height_cm"])
            yield case.stem, *vanished(recording, job["exercise"], settings)


if __name__ == "__main__":
    main()
