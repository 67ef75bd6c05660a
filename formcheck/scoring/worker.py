"""A process that judges clips one after the other, on one core: a JSON line in, a JSON line out.

Kept apart so that a clip that crashes or hangs the native code takes only this process with it.
"""

from __future__ import annotations

import json
import os
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any


def pin(core: int) -> None:
    """Stay on one core. Before the model loads: its threads are made for the cores it then finds."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {core})


def recording_of(clip: Path, model_sha256: str, folder: Path) -> Path:
    """Where the landmarks of a clip are kept: by what the clip and the model are, not by their names."""
    with clip.open("rb") as f:
        content = sha256()
        while block := f.read(1 << 20):
            content.update(block)
    return folder / f"{content.hexdigest()[:24]}-{model_sha256[:16]}.npz"


def judge_clip(job: dict[str, Any]) -> dict[str, Any]:
    """Judge one clip as its labels say; the answer holds `result`, or `error` with its kind."""
    from formcheck.capture import models
    from formcheck.capture.landmarks import ModelName, Source
    from formcheck.capture.recording import Recorder, Recording
    from formcheck.errors import FormcheckError
    from formcheck.exercises import find
    from formcheck.motion.session import Settings
    from formcheck.run import judge

    clip = Path(job["clip"])
    try:
        exercise = find(job["exercise"])
        settings = Settings(variant=job["variant"], height_cm=job["height_cm"])
        info = models.describe(models.find(job["model"]))
        folder = Path(job["landmarks_dir"]) if job["landmarks_dir"] else None
        kept = recording_of(clip, info.sha256, folder) if folder and clip.suffix != ".npz" else None
        if clip.suffix == ".npz" or (kept and kept.exists()):
            source: Source = Recording(clip if clip.suffix == ".npz" else kept or clip)
            return {"result": judge(source, exercise, settings).model_dump(mode="json")}
        from formcheck.capture.video import Video

        video = Video(clip, info.path, ModelName(info.variant, info.sha256))
        recorder = Recorder(kept, video.info) if kept else None
        try:
            result = judge(video, exercise, settings, watchers=[recorder] if recorder else [])
            if recorder:
                recorder.close()
        finally:
            video.close()
            if recorder:
                recorder.discard()
        return {"result": result.model_dump(mode="json")}
    except FormcheckError as e:
        return {"error": str(e), "kind": type(e).__name__}


def main() -> None:
    core = int(sys.argv[1])
    if core >= 0:
        pin(core)
    answers = os.fdopen(os.dup(1), "w")  # nothing that prints may get between the answers
    os.dup2(2, 1)
    for line in sys.stdin:
        answers.write(json.dumps(judge_clip(json.loads(line))) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
