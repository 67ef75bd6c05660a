"""A process that judges clips one by one, on one core: reads a JSON line, writes BEGUN and a JSON line.

A separate process, so that a clip that crashes or hangs native code affects nothing else.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from formcheck import processes
from formcheck.atomic import must_be_file
from formcheck.errors import FormcheckError
from formcheck.exercises import AUTO

if TYPE_CHECKING:
    from formcheck.capture.pose_models import ModelInfo
    from formcheck.pipeline import Watcher
    from formcheck.result import Result

UNKNOWN = "Unknown"  # the kind of answer where none was recognised
BEGUN = "begun\n"  # written when all is loaded: the time of the clip starts here


def recording_of(clip: Path, model_sha256: str, folder: Path) -> Path:
    """The path of a clip's landmark recording, by the content of clip and model, not by their names.

    Raises SourceError if the clip is not a file.
    """
    must_be_file(clip, "a clip")
    with clip.open("rb") as f:
        content = sha256()
        while block := f.read(1 << 20):
            content.update(block)
    return folder / f"{content.hexdigest()[:24]}-{model_sha256[:16]}.npz"


@cache
def _model(name: str, landmarks: str = "body") -> ModelInfo:
    """Cached, because recognising a bundle reads the whole file."""
    from formcheck.capture import model_check
    from formcheck.motion.landmarks import BY_NAME

    return model_check.ready(name, BY_NAME[landmarks])


def judged(job: dict[str, Any], watchers: Sequence[Watcher] = (), by: Callable[..., Result] | None = None) -> Result:
    """Judge one clip as its labels say, from its kept recording if there is one.

    by  does it in place of pipeline.judge, called in the same way
    """
    from formcheck.capture.recording import Recorder, Recording
    from formcheck.exercises import find
    from formcheck.motion.settings import Settings
    from formcheck.pipeline import judge

    by = by or judge
    clip, address = Path(job["clip"]), job.get("address")
    exercise = find(job["exercise"])
    settings = Settings(variant=job["variant"], height_cm=job["height_cm"])
    if clip.suffix == ".npz":
        return by(Recording(clip, address=address), exercise, settings, watchers=watchers)
    info = _model(job["model"], exercise.landmarks.name)
    folder = Path(job["landmarks_dir"]) if job["landmarks_dir"] else None
    kept = recording_of(clip, info.sha256, folder) if folder else None
    if kept and kept.exists():
        return by(Recording(kept, clip=clip, address=address), exercise, settings, watchers=watchers)
    from formcheck.capture.video import Video

    with ExitStack() as stack:
        video = stack.enter_context(
            Video(clip, info.path, info.name, address=address, workers=1, landmarks=exercise.landmarks)
        )
        recorder = Recorder(kept, video.info) if kept else None
        if recorder:
            stack.callback(recorder.discard)
        result = by(video, exercise, settings, watchers=[*watchers, *([recorder] if recorder else [])])
        if recorder and result.complete:  # a partial recording must not be reused as a complete one
            recorder.notes = video.notes()
            recorder.close()
        return result


def recognised(job: dict[str, Any]) -> Result | None:
    """Judge one clip without being told its exercise: the result of its longest set; None if none was recognised."""
    from formcheck.capture.opening import open_file
    from formcheck.motion.settings import Settings
    from formcheck.several_sets import SeveralSets

    clip = Path(job["clip"])
    folder = Path(job["landmarks_dir"]) if job["landmarks_dir"] and clip.suffix != ".npz" else None
    kept = recording_of(clip, _model(job["model"]).sha256, folder) if folder else None
    seen = kept if kept and kept.exists() else clip
    with open_file(seen, model=job["model"], workers=1) as source, SeveralSets(source) as sets:
        for __ in sets:
            pass
        if kept and seen is clip:
            sets.keep_recording(kept)
        if not sets.found:
            return None
        longest = max(range(len(sets.found)), key=lambda i: sets.found[i].end_s - sets.found[i].start_s)
        return sets.judged(longest, sets.found[longest].exercise, Settings(height_cm=job["height_cm"]), None)


def load(job: dict[str, Any]) -> None:
    """Load everything once, so that it does not count as time of the first clip."""
    import formcheck.capture.recording
    import formcheck.exercises
    import formcheck.pipeline

    if Path(job["clip"]).suffix != ".npz":
        import formcheck.capture.video  # noqa: F401

        _model(job["model"])


def answered(job: dict[str, Any]) -> Iterator[str]:
    """The reply to one line: BEGUN, and an answer with `result`, or `error` and its kind."""
    try:
        load(job)
        yield BEGUN
        result = judged(job) if job["exercise"] != AUTO else recognised(job)
        answer: dict[str, Any] = {"result": result.model_dump(mode="json")} if result else {"kind": UNKNOWN}
    except FormcheckError as e:
        answer = {"error": str(e), "kind": type(e).__name__}
    yield json.dumps(answer) + "\n"


def main(answers: BinaryIO) -> None:
    for line in sys.stdin:
        for said in answered(json.loads(line)):
            answers.write(said.encode())
            answers.flush()


if __name__ == "__main__":
    main(processes.begin())
