"""Nothing leaves the machine: every command runs with all sockets blocked."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import clips
import pytest
from conftest import Done
from typer.main import get_command

from formcheck.cli import app

ALONE = """
import socket, sys

def refuse(*args, **kwargs):
    sys.stderr.write("a socket was asked for\\n")
    raise PermissionError("no network here")

class Local(socket.socket):
    def __init__(self, family=-1, *args, **kwargs):
        if family != getattr(socket, "AF_UNIX", None):
            refuse()
        super().__init__(family, *args, **kwargs)

socket.socket = Local
socket.create_connection = socket.getaddrinfo = socket.gethostbyname = refuse

def watch(event, args):  # whatever Python does below the module: ctypes and fork come through here too
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto", "urllib.Request"):
        refuse()

sys.addaudithook(watch)
"""
RECORDING = "set.npz"
LABELS = {"schema": "formcheck.labels/1", "exercise": "calf-raise", "reps": 2}
COMMANDS = {  # by the command that they show; {…} are files of the folder they run in, in this order
    "analyze": (
        "analyze {clip} -e calf-raise --store --db sets.db --json a.json --csv a.csv --landmarks set.npz --trace a.t "
        "--trc a.trc --mot a.mot --html a.html --video a.mp4 --contact-sheet a.png --blur-face"
    ),
    "live": "live --camera {clip} -e calf-raise --seconds 1 --no-window --mute --no-store",
    "score": "score {labels} --json s.json --junit s.xml --markdown s.md",
    "compare": "compare set.npz set.npz -e calf-raise",
    "exercises": "exercises clamshell",
    "models": "models",
    "history": "history --db sets.db",
    "routine": "routine show recovery",
    "doctor": "doctor",
}
NOT_HERE = {"demo": "analyze, of a clip that comes along"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One calf raise, where the commands run one after the other."""
    folder = tmp_path_factory.mktemp("offline")
    clips.write(folder / "clip.mp4", clips.every_second(clips.shots_of(clips.sample("calf-raise-side"), 0.5, 5.2)))
    (folder / "set.labels.json").write_text(json.dumps(LABELS), "utf-8")
    return folder


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Settings with which every Python process, workers too, begins by blocking its sockets."""
    place = tmp_path_factory.mktemp("alone")
    (place / "sitecustomize.py").write_text(ALONE, "utf-8")
    return {"PYTHONPATH": os.pathsep.join(filter(None, [str(place), os.environ.get("PYTHONPATH")]))}


def test_every_command_is_tried() -> None:
    assert {*get_command(app).commands} == {*COMMANDS, *NOT_HERE}  # type: ignore[attr-defined]


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_asks_for_a_socket(
    command: str, console: Callable[..., Done], folder: Path, alone: dict[str, str]
) -> None:
    words = COMMANDS[command].format(clip="clip.mp4", labels="set.labels.json").split()
    done = console(*words, cwd=folder, env=alone)
    assert "socket" not in done.err and "Traceback" not in done.err
    assert done.code in {"doctor": (0, 1), "score": (0, 3)}.get(command, (0,)), done.err


def test_a_socket_would_be_noticed(console: Callable[..., Done], folder: Path, alone: dict[str, str]) -> None:
    """The fetching of a model is the one thing that needs the network."""
    elsewhere = {"FORMCHECK_MODELS": str(folder), "FORMCHECK_MODELS_URL": "http://127.0.0.1:9"}
    done = console("models", "get", "lite", cwd=folder, env={**alone, **elsewhere})
    assert done.code == 1
    assert "a socket was asked for" in done.err
