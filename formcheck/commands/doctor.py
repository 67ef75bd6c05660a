"""formcheck doctor: what works on this machine, and how to fix what does not."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version

from rich.table import Table
from rich.text import Text

from formcheck.capture import no_network, pose_models
from formcheck.capture.system_libraries import explain
from formcheck.commands.console import Console
from formcheck.errors import FormcheckError, StoreError
from formcheck.history.store import Store, default_place
from formcheck.messages import _, figure
from formcheck.version import __version__

OPENCV = ("opencv-python", "opencv-contrib-python", "opencv-python-headless", "opencv-contrib-python-headless")
Check = tuple[bool | None, str]  # works, broken or (None) only worth knowing; and the text


def run() -> int:
    """Print one line per check; returns 1 if something that `analyze` needs is broken."""
    console = Console()
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for overflow in ("ellipsis", "ellipsis", "fold"):  # of a path nothing may be missing
        table.add_column(overflow=overflow)
    fine = True
    for name, check in CHECKS.items():
        try:
            ok, text = check()
        except FormcheckError as e:
            ok, text = False, str(e)
        except (ImportError, OSError) as e:
            ok, text = False, str(explain(e))
        fine = fine and ok is not False
        mark = {True: Text(_("ok"), "green"), False: Text(_("broken"), "bold red"), None: Text(_("note"), "yellow")}[ok]
        table.add_row(mark, name, text)
    console.print(table)
    return 0 if fine else 1


def _python() -> Check:
    return (
        True,
        f"formcheck {__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}",
    )


def _opencv() -> Check:
    from formcheck.capture.picture import OPENCV_VERSION

    found = {n: v for n in OPENCV if (v := _installed(n))}
    if len(set(found.values())) > 1:
        both = ", ".join(f"{n} {v}" for n, v in found.items())
        return (
            False,
            _("{packages} overwrite each other's files; run pip uninstall {names}, then reinstall formcheck").format(
                packages=both, names=" ".join(found)
            ),
        )
    return True, f"OpenCV {OPENCV_VERSION} ({', '.join(found)})"


def _mediapipe() -> Check:
    done = _child("import formcheck.capture.detector")
    if done.returncode == 0:
        return True, f"MediaPipe {version('mediapipe')}"
    return False, (done.stderr.strip().splitlines() or [_("MediaPipe does not load")])[-1].split(": ", 1)[-1]


def _privacy() -> Check:
    if not no_network.reports():
        return True, _("MediaPipe {version} cannot send usage data").format(version=version("mediapipe"))
    thread = no_network.OfflineThread()  # raises PrivacyError if MediaPipe cannot be kept offline
    thread.close()
    if thread.exposed:
        return None, _("MediaPipe may send usage data to Google, because {setting} is set ({exposed})").format(
            setting=no_network.ALLOW, exposed=thread.exposed
        )
    return True, _("MediaPipe {version} would send usage data to Google; formcheck keeps it offline").format(
        version=version("mediapipe")
    )


def _model() -> Check:
    from formcheck.capture.detector import Detector

    info = pose_models.describe(pose_models.find("full"))
    Detector(info.path).close()
    origin = _("as published") if info.verified else _("not a MediaPipe release")
    return info.verified, f"{info.variant}, {figure(info.size / 1e6, '.1f')} MB, {origin}"


def _clip() -> Check:
    from formcheck.capture.bundled_clip import clip
    from formcheck.capture.frames import Frames

    frames = Frames(clip())
    n = sum(1 for __ in frames)
    return n > 0, _("reads H.264: {n} frames of the demo clip").format(n=n)


def _history() -> Check:
    try:
        place = default_place()
        if place.exists():
            Store(place, reads_only=True).close()
    except StoreError as e:
        return None, str(e)
    nearest = next(p for p in (place, *place.parents) if p.exists())
    if os.access(nearest, os.W_OK):
        return True, _("sets can be kept in {place}").format(place=place)
    return None, _("{place} cannot be written: sets can only be kept with --db FILE").format(place=place)


def _window() -> Check:
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return None, _("no display: recorded clips work, the live window does not")
    opens = _child("import cv2; cv2.namedWindow('x'); cv2.destroyAllWindows()").returncode == 0
    return (True, _("a window opens")) if opens else (None, _("OpenCV cannot open a window"))


def _camera() -> Check:
    sees = (
        _child("import cv2, sys; c = cv2.VideoCapture(0); sys.exit(not (c.isOpened() and c.read()[0]))").returncode == 0
    )
    return (True, _("camera 0 works")) if sees else (None, _("no camera found: only recorded clips can be judged"))


def _voice() -> Check:
    from formcheck.live.speech import SPEAKER
    from formcheck.live.voice import NO_VOICE

    speaks = subprocess.run(SPEAKER, stdin=subprocess.DEVNULL, capture_output=True, check=False).returncode == 0
    return (
        (True, _("the system's voice speaks"))
        if speaks
        else (None, _("{why}; live uses tones, or stays silent").format(why=NO_VOICE))
    )


def _child(code: str) -> subprocess.CompletedProcess[str]:
    """Run in a separate process: a window without a display aborts it, a missing camera prints a screenful."""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


def _installed(package: str) -> str | None:
    """Its version."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None


CHECKS: dict[str, Callable[[], Check]] = {
    _("program"): _python,
    "OpenCV": _opencv,
    "MediaPipe": _mediapipe,
    _("privacy"): _privacy,
    _("model"): _model,
    _("video"): _clip,
    _("history"): _history,
    _("window"): _window,
    _("camera"): _camera,
    _("voice"): _voice,
}
