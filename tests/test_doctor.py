"""What doctor says of machines on which something is missing: one clear line, and never a traceback."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Done

from formcheck.capture import pose_models
from formcheck.commands import doctor
from formcheck.history.store import Store

pytestmark = pytest.mark.clip
Machine = Callable[[pytest.MonkeyPatch, Path], None]


def without_a_model(patch: pytest.MonkeyPatch, folder: Path) -> None:
    patch.setattr(pose_models, "_is_file", lambda path: False)


def with_a_damaged_model(patch: pytest.MonkeyPatch, folder: Path) -> None:
    (folder / "pose_landmarker_full.task").write_bytes(b"half")
    patch.setattr(pose_models, "find", lambda name: folder / "pose_landmarker_full.task")


def without_pyav(patch: pytest.MonkeyPatch, folder: Path) -> None:
    patch.setitem(sys.modules, "av", None)
    for name in [name for name in sys.modules if name.startswith("formcheck.capture.")]:
        patch.delitem(sys.modules, name)  # what other tests have loaded has it already


def with_two_opencvs(patch: pytest.MonkeyPatch, folder: Path) -> None:
    both = {"opencv-python": "4.14.0.94", "opencv-contrib-python": "5.1.0.95"}
    patch.setattr(doctor, "_installed", both.get)


def without_a_system_library(patch: pytest.MonkeyPatch, folder: Path) -> None:
    said = "formcheck.errors.FormcheckError: a system library is missing (libEGL.so.1); on Debian: apt-get …"
    patch.setattr(doctor, "_child", lambda code: subprocess.CompletedProcess([], 1, "", f"Traceback\n{said}"))


def without_a_display(patch: pytest.MonkeyPatch, folder: Path) -> None:
    patch.setattr(sys, "platform", "linux")
    patch.delenv("DISPLAY", raising=False)
    patch.delenv("WAYLAND_DISPLAY", raising=False)


def without_a_camera(patch: pytest.MonkeyPatch, folder: Path) -> None:
    patch.setattr(doctor, "_child", lambda code: subprocess.CompletedProcess([], 1, "", ""))


def with_a_read_only_home(patch: pytest.MonkeyPatch, folder: Path) -> None:
    patch.setattr(doctor, "default_place", lambda: folder / "none" / "history.db")
    patch.setattr("os.access", lambda path, mode: False)


def with_a_damaged_history(patch: pytest.MonkeyPatch, folder: Path) -> None:
    (folder / "history.db").write_text("These are no sets.\n" * 99)
    patch.setattr(doctor, "default_place", lambda: folder / "history.db")


@pytest.mark.parametrize(
    ("machine", "check", "mark", "says"),
    [
        (without_a_model, "model", "broken", "download it with formcheck models get full"),
        (with_a_damaged_model, "model", "broken", "download it again"),
        (without_pyav, "video", "broken", "a package is missing"),
        (with_two_opencvs, "OpenCV", "broken", "overwrite each other's files; run pip uninstall"),
        (without_a_system_library, "MediaPipe", "broken", "a system library is missing (libEGL.so.1)"),
        (without_a_display, "window", "note", "recorded clips work, the live window does not"),
        (without_a_camera, "camera", "note", "no camera found"),
        (with_a_read_only_home, "history", "note", "can only be kept with --db FILE"),
        (with_a_damaged_history, "history", "note", "is not a formcheck history"),
    ],
    ids=lambda x: getattr(x, "__name__", None),
)
def test_what_is_broken_is_one_line(
    machine: Machine, check: str, mark: str, says: str,
    formcheck: Callable[..., Done], monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
) -> None:  # fmt: skip
    machine(monkeypatch, tmp_path)
    monkeypatch.setattr(doctor, "CHECKS", {check: doctor.CHECKS[check]})
    done = formcheck("doctor")
    assert (done.code, done.err) == (mark == "broken", "")
    text = " ".join(done.out.split())
    assert text.startswith(f"{mark} {check} ") and says in text


def test_a_good_history_is_named(
    formcheck: Callable[..., Done], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    Store(tmp_path / "history.db").close()
    monkeypatch.setattr(doctor, "default_place", lambda: tmp_path / "history.db")
    monkeypatch.setattr(doctor, "CHECKS", {"history": doctor.CHECKS["history"]})
    done = formcheck("doctor")
    assert (done.code, done.out.split()[:2]) == (0, ["ok", "history"])
