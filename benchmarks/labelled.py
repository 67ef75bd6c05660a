"""Labelled clips whose landmarks were recorded before: `formcheck score FOLDER --landmarks-dir DIR`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from formcheck.capture import model_check
from formcheck.capture.recording import Recording
from formcheck.motion.pose import Pose
from formcheck.scoring.labels import ENDING, Labels
from formcheck.scoring.worker import recording_of
from formcheck.source import to_pose


def recorded(folders: Iterable[Path], recordings: Path) -> Iterator[tuple[Path, Labels, Path]]:
    """The label file, the labels and the recording of each clip that was recorded."""
    model = model_check.ready("full").name.sha256
    for label in (path for folder in folders for path in sorted(folder.glob("*" + ENDING))):
        clip = label.with_name(label.name.removesuffix(ENDING) + ".mp4")
        if clip.exists() and (recording := recording_of(clip, model, recordings)).exists():
            yield label, Labels.read(label), recording


def poses_of(recording: Recording) -> tuple[float, list[Pose]]:
    """Width over height of the picture, and the poses in it."""
    aspect = recording.info.width / recording.info.height
    return aspect, [to_pose(seen, aspect) for seen in recording]
