"""Nothing leaves the machine: the system calls of every process and thread of a command."""

from __future__ import annotations

import itertools
import json
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import clips
import commands_run
import pytest
from conftest import CONSOLE_SCRIPT, LONGEST_S, Done
from test_offline import COMMANDS, LABELS
from typer.main import get_command

from formcheck.capture import no_network
from formcheck.cli import app
from formcheck.commands import doctor

STRACE = ("strace", "-f", "-yy", "-qq", "-e", "signal=none", "-e", "trace=connect,sendto,sendmsg,sendmmsg", "-o")
LONG_S = 90
FROM_A_CLIP = "-e calf-raise --camera clip.mp4 --mute --no-store"
MORE = {
    "live in a window": f"live {FROM_A_CLIP} --seconds 2",
    "a routine": "routine run mine.toml --camera clip.mp4 --no-window --mute --db sets.db",
    "ninety seconds": f"live {FROM_A_CLIP.replace('clip', 'long')} --no-window",
}
ROUTINE = """
title = "One raise"
[[step]]
exercise = "calf-raise"
seconds = 5
"""
HERE = re.compile(r"<UNIX(-STREAM|-DGRAM)?:|AF_UNIX")
DISPLAY = re.compile(r'sun_path=@?"/tmp/\.X11-unix/')

pytestmark = [pytest.mark.clip, pytest.mark.skipif(not sys.platform.startswith("linux"), reason="strace is of Linux")]


def leaves(line: str) -> bool:
    """Whether a traced call may reach another machine, or ask a local service to.

    A call that was refused before it did anything (EACCES, by the filter) reaches nobody.
    """
    if "= -1 EACCES" in line or "resumed>" in line:
        return False
    if "connect(" in line:
        return not DISPLAY.search(line)
    return not HERE.search(line)


@pytest.mark.parametrize(
    ("line", "leaks"),
    [
        (
            '7 connect(8<UDP:[1]>, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("10.0.0.1")}) = 0',
            True,
        ),
        ("7 sendmmsg(8<UDP:[10.0.0.2:1->10.0.0.1:53]>, [{msg_hdr={msg_name=NULL}}], 2, MSG_NOSIGNAL) = 2", True),
        ('7 connect(8<UNIX-STREAM:[1]>, {sa_family=AF_UNIX, sun_path="/var/run/nscd/socket"}, 110) = -1 ENOENT', True),
        ('7 connect(8<UNIX-STREAM:[1]>, {sa_family=AF_UNIX, sun_path=@"/tmp/.X11-unix/X1"}, 20) = 0', False),
        ('7 sendto(3<UNIX-STREAM:[5->6]>, "x", 1, 0, NULL, 0) = 1', False),
        ("7 sendto(3<TCPv6:[[::1]:1->[::1]:2]>, 0x1, 1, 0, NULL, 0) = -1 EACCES (Permission denied)", False),
    ],
)
def test_what_counts_as_leaving(line: str, leaks: bool) -> None:
    assert leaves(line) is leaks


@pytest.fixture(scope="module", autouse=True)
def strace() -> None:
    must_be_here("strace")


def must_be_here(program: str) -> None:
    """A skipped check proves nothing, so in CI it is a failure."""
    if shutil.which(program) is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"needs {program}: apt-get install {program.lower()}")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One calf raise, its labels and a routine, where the commands run."""
    folder = tmp_path_factory.mktemp("calls")
    clips.write(folder / "clip.mp4", clips.every_second(clips.shots_of(clips.sample("calf-raise-side"), 0.5, 5.2)))
    third = list(itertools.islice(clips.shots_of(clips.sample("calf-raise-side")), 0, 450, 3))  # ten a second
    again = ((15 * i + t, picture) for i in range(LONG_S // 15) for t, picture in third)
    clips.write(folder / "long.mp4", again)
    (folder / "clip.labels.json").write_text(json.dumps(LABELS), "utf-8")
    (folder / "mine.toml").write_text(ROUTINE, "utf-8")
    return folder


@pytest.fixture(scope="module")
def display() -> Iterator[dict[str, str]]:
    must_be_here("Xvfb")
    read, write = os.pipe()
    with subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x1024x24"], pass_fds=[write]) as xvfb:
        os.close(write)
        with os.fdopen(read) as said:
            yield {"DISPLAY": f":{said.readline().strip()}"}
        xvfb.terminate()


@pytest.fixture(scope="module")
def traced(start: Callable[..., subprocess.Popen[str]], folder: Path) -> Callable[..., subprocess.Popen[str]]:
    """Begin a command in the folder; what all its processes and threads ask the kernel for goes to a file."""

    def begin(words: str, calls: Path, **env: str) -> subprocess.Popen[str]:
        command = (*STRACE, str(calls), CONSOLE_SCRIPT)
        return start(*words.split(), command=command, cwd=folder, env=env)

    return begin


@pytest.fixture(scope="module")
def ninety_seconds(
    traced: Callable[..., subprocess.Popen[str]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """A long set, started before the other commands so that it runs in parallel."""
    calls = tmp_path_factory.mktemp("long") / "calls"
    with traced(MORE["ninety seconds"], calls) as process:
        yield process, calls
        process.kill()


ALL = {name: words.format(clip="clip.mp4", labels="clip.labels.json") for name, words in COMMANDS.items()} | MORE


@pytest.mark.parametrize("command", [name for name in ALL if name != "ninety seconds"])
def test_no_command_reaches_out(
    command: str,
    traced: Callable[..., subprocess.Popen[str]],
    display: dict[str, str],
    ninety_seconds: object,
    tmp_path: Path,
) -> None:
    calls = tmp_path / "calls"
    with traced(ALL[command], calls, **display) as process:
        out, err = process.communicate(timeout=LONGEST_S)
    assert process.returncode in ({0, 1, 3} if command in ("doctor", "score") else {0}), out + err
    assert [line for line in calls.read_text().splitlines() if leaves(line)] == []


def test_no_command_without_a_model_reaches_out(start: Callable[..., subprocess.Popen[str]], tmp_path: Path) -> None:
    """All of them in one process."""
    calls, run = tmp_path / "calls", Path(commands_run.__file__)
    with start(run, tmp_path, command=(*STRACE, str(calls), sys.executable)) as process:
        out, err = process.communicate(timeout=LONGEST_S)
    assert process.returncode == 0, err
    assert len(json.loads(out)) == len(commands_run.WITHOUT_A_MODEL.strip().splitlines())
    assert [line for line in calls.read_text().splitlines() if leaves(line)] == []


def test_every_command_of_every_group_is_traced() -> None:
    lines = [*ALL.values(), *commands_run.WITHOUT_A_MODEL.splitlines()]
    run = [line.split() for line in lines if "--help" not in line]
    for name, command in get_command(app).commands.items():  # type: ignore[attr-defined]
        for part in getattr(command, "commands", {None: None}):
            named = [name, part] if part else [name]
            if named not in (["demo"], ["models", "get"]):  # as analyze, of a clip that comes along; a download
                assert [words for words in run if words[: len(named)] == named], named


def test_a_connection_would_be_noticed(traced: Callable[..., subprocess.Popen[str]], tmp_path: Path) -> None:
    calls, nobody_there = tmp_path / "calls", "http://127.0.0.1:9"
    with traced("models get lite", calls, FORMCHECK_MODELS=str(tmp_path), FORMCHECK_MODELS_URL=nobody_there) as process:
        process.communicate(timeout=LONGEST_S)
    assert process.returncode == 1
    assert any(leaves(line) and "htons(9)" in line for line in calls.read_text().splitlines())


@pytest.mark.skipif(not no_network.reports(), reason="this MediaPipe has nothing to report with")
def test_only_the_thread_of_the_pose_model_is_without_a_network() -> None:
    offline = no_network.OfflineThread()
    try:
        with pytest.raises(PermissionError):
            offline.run(socket.socket)
        with pytest.raises(PermissionError):  # and so is what it starts
            offline.run(lambda: ThreadPoolExecutor(1).submit(socket.socket).result())
    finally:
        offline.close()
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()


@pytest.mark.skipif(not no_network.reports(), reason="this MediaPipe has nothing to report with")
def test_where_it_cannot_be_kept_from_reporting_it_does_not_run(
    monkeypatch: pytest.MonkeyPatch, formcheck: Callable[..., Done], folder: Path
) -> None:
    monkeypatch.setattr(no_network, "MACHINES", {})
    clip = folder / "clip.mp4"
    done = formcheck("analyze", clip, "-e", "calf-raise", "-q")
    assert done.code == 1
    assert "sends usage data" in done.err and no_network.WITHOUT in done.err
    monkeypatch.setenv(no_network.ALLOW, "1")
    for _ in range(2):  # every run says so
        done = formcheck("analyze", clip, "-e", "calf-raise", "-q")
        assert done.code == 0
        assert "sends usage data" in done.err


@pytest.mark.parametrize("other", ["5.1.0.95", "4.14.0.94"])
def test_doctor_compares_two_installed_opencvs(
    other: str, monkeypatch: pytest.MonkeyPatch, formcheck: Callable[..., Done]
) -> None:
    both = {"opencv-python": "4.14.0.94", "opencv-contrib-python": other}
    monkeypatch.setattr(doctor, "_installed", both.get)
    done = formcheck("doctor")
    text = " ".join(done.out.split())
    assert ("overwrite each other's files" in text) is (other == "5.1.0.95")
    assert done.code == (other == "5.1.0.95")


@pytest.mark.skipif(not no_network.reports(), reason="this MediaPipe has nothing to report with")
def test_doctor_says_whether_the_pose_model_can_report(
    monkeypatch: pytest.MonkeyPatch, formcheck: Callable[..., Done]
) -> None:
    assert "formcheck keeps it offline" in " ".join(formcheck("doctor").out.split())
    monkeypatch.setattr(no_network, "MACHINES", {})
    done = formcheck("doctor")
    assert done.code == 1 and "sends usage data to Google" in " ".join(done.out.split())


def test_the_ninety_seconds_reached_nobody(ninety_seconds: tuple[subprocess.Popen[str], Path]) -> None:
    process, calls = ninety_seconds
    out, err = process.communicate(timeout=LONG_S + LONGEST_S)
    assert process.returncode == 0, out + err
    assert [line for line in calls.read_text().splitlines() if leaves(line)] == []
