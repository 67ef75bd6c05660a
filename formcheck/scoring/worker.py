"""A process that judges clips one after the other, on one core: a JSON line in, BEGUN and a JSON line out.

Kept apart so that a clip that crashes or hangs the native code takes only this process with it.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from formcheck.atomic import must_be_file
from formcheck.errors import FormcheckError

if TYPE_CHECKING:
    from formcheck.capture.pose_models import ModelInfo
    from formcheck.pipeline import Watcher
    from formcheck.result import Result
    from formcheck.source import Source

    S = TypeVar("S", bound=Source)

BEGUN = "begun\n"  # said when all is loaded: what follows is the clip's own time


def pin(core: int) -> None:
    """Stay on one core. Before the model loads: its threads are made for the cores it then finds."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {core})


def recording_of(clip: Path, model_sha256: str, folder: Path) -> Path:
    """Where the landmarks of a clip are kept: by what the clip and the model are, not by their names.

    Raises SourceError for what is no file.
    """
    must_be_file(clip, "a clip")
    with clip.open("rb") as f:
        content = sha256()
        while block := f.read(1 << 20):
            content.update(block)
    return folder / f"{content.hexdigest()[:24]}-{model_sha256[:16]}.npz"


@cache
def _model(name: str) -> ModelInfo:
    """Looked at once a process: to recognise a bundle it is read whole."""
    from formcheck.capture import model_check

    return model_check.ready(name)


def judged(job: dict[str, Any], watchers: Sequence[Watcher] = ()) -> Result:
    """Judge one clip as its labels say, from its kept recording if there is one."""
    from formcheck.capture.recording import Recorder, Recording
    from formcheck.exercises import find
    from formcheck.motion.settings import Settings
    from formcheck.pipeline import judge

    clip = Path(job["clip"])
    exercise = find(job["exercise"])
    settings = Settings(variant=job["variant"], height_cm=job["height_cm"])
    if clip.suffix == ".npz":
        return judge(_named(Recording(clip), job), exercise, settings, watchers=watchers)
    info = _model(job["model"])
    folder = Path(job["landmarks_dir"]) if job["landmarks_dir"] else None
    kept = recording_of(clip, info.sha256, folder) if folder else None
    if kept and kept.exists():
        return judge(_named(Recording(kept), job), exercise, settings, watchers=watchers)
    from formcheck.capture.video import Video

    video = _named(Video(clip, info.path, info.name), job)
    recorder = Recorder(kept, video.info) if kept else None
    try:
        result = judge(video, exercise, settings, watchers=[*watchers, *([recorder] if recorder else [])])
        if recorder and result.complete:  # half a clip must not be taken for the whole one
            recorder.close()
        return result
    finally:
        video.close()
        if recorder:
            recorder.discard()


def _named(source: S, job: dict[str, Any]) -> S:
    """What is said about a source names the clip, not the hash or the copy that it is read from."""
    source.info.path, source.info.address = Path(job["clip"]), job.get("address")
    return source


def load(job: dict[str, Any]) -> None:
    """What is loaded once a process, and would else count as the time of the clip that comes first."""
    import formcheck.capture.recording
    import formcheck.exercises
    import formcheck.pipeline

    if Path(job["clip"]).suffix != ".npz":
        import formcheck.capture.video  # noqa: F401

        _model(job["model"])


def answered(job: dict[str, Any]) -> Iterator[str]:
    """What is said to one line: BEGUN, and an answer that holds `result`, or `error` with its kind."""
    try:
        load(job)
        yield BEGUN
        answer: dict[str, Any] = {"result": judged(job).model_dump(mode="json")}
    except FormcheckError as e:
        answer = {"error": str(e), "kind": type(e).__name__}
    yield json.dumps(answer) + "\n"


def main() -> None:
    core = int(sys.argv[1])
    if core >= 0:
        pin(core)
    answers = os.fdopen(os.dup(1), "w")  # nothing that prints may get between the answers
    os.dup2(2, 1)
    for line in sys.stdin:
        for said in answered(json.loads(line)):
            answers.write(said)
            answers.flush()


if __name__ == "__main__":
    main()
