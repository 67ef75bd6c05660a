"""Finding, recognising and fetching pose models; the network is a server on this machine."""

import socket
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from typer.testing import CliRunner

from formcheck.capture import models
from formcheck.capture.networks import digest
from formcheck.cli import app
from formcheck.errors import ModelError

FULL = Path(__file__).parents[1] / "models" / "pose_landmarker_full.task"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(models.FOLDER_SETTING, str(tmp_path / "models"))
    return tmp_path / "models"


class Server:
    """Serves one body for every address; `cut` promises more than it sends."""

    def __init__(self) -> None:
        self.body, self.status, self.cut = FULL.read_bytes(), 200, False
        self.asked: list[str] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append(self.path)
                self.send_response(outer.status)
                self.send_header("Content-Length", str(len(outer.body) * (2 if outer.cut else 1)))
                self.end_headers()
                with suppress(OSError):  # the client went away: one of the tests does
                    self.wfile.write(outer.body)

            def log_message(self, *args: object) -> None: ...

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        Thread(target=self.http.serve_forever, daemon=True).start()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    s = Server()
    monkeypatch.setenv(models.URL_SETTING, f"http://127.0.0.1:{s.http.server_port}/pose")
    yield s
    s.http.shutdown()
    s.http.server_close()


def left_behind(folder: Path) -> list[str]:
    return [p.name for p in folder.iterdir()] if folder.exists() else []


def test_the_committed_model_is_found_and_is_mediapipes() -> None:
    info = models.describe(models.find("full"))
    assert (info.variant, info.verified) == ("full", True)
    assert info.sha256 in (FULL.parent / "README.md").read_text()
    assert models.find(str(FULL)) == FULL


def test_a_missing_model_says_how_to_get_it(folder: Path) -> None:
    with pytest.raises(ModelError, match="formcheck models get heavy"):
        models.find("heavy")
    with pytest.raises(ModelError, match=r"no pose model at nowhere\.task"):
        models.find("nowhere.task")


@pytest.mark.parametrize("what", ["text", "truncated", "other zip", "no networks"])
def test_a_damaged_bundle_is_refused(what: str, tmp_path: Path) -> None:
    path = tmp_path / "m.task"
    if what == "text":
        path.write_text("not a model")
    elif what == "truncated":
        path.write_bytes(FULL.read_bytes()[:-5000])
    else:
        with zipfile.ZipFile(path, "w") as z:
            z.writestr("readme.txt" if what == "other zip" else models.DETECTOR, b"x")
            z.writestr(models.LANDMARKS if what == "no networks" else "x", b"x" * 100)
    with pytest.raises(ModelError, match="not a whole pose landmarker bundle"):
        models.describe(path)


def repacked(path: Path, change: int | None) -> Path:
    """The committed bundle with one byte of the landmark network changed."""
    with zipfile.ZipFile(FULL) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = bytearray(old.read(name))
            if change is not None and name == models.LANDMARKS:
                data[change] ^= 0xFF
            new.writestr(name, bytes(data))
    return path


def test_packing_does_not_matter_and_weights_do(tmp_path: Path) -> None:
    assert models.describe(repacked(tmp_path / "a.task", None)).variant == "full"
    assert models.describe(repacked(tmp_path / "b.task", 3_000_000)).variant == "custom"


def test_a_digest_needs_a_network() -> None:
    for wrong in (b"", b"abc", b"\0\0\0\0TFL3" + b"\xff" * 40):
        with pytest.raises(ValueError, match="network"):
            digest(wrong)


def test_fetching_puts_a_verified_model_in_its_place(folder: Path, server: Server) -> None:
    steps: list[tuple[int, int | None]] = []
    path = models.fetch("full", lambda done, total: steps.append((done, total)))
    assert server.asked == ["/pose/pose_landmarker_full/float16/latest/pose_landmarker_full.task"]
    assert path.read_bytes() == FULL.read_bytes()
    assert steps[-1] == (len(server.body), len(server.body))
    assert left_behind(folder) == ["pose_landmarker_full.task"]


@pytest.mark.parametrize(
    ("trouble", "says"),
    [
        ("another variant", "not MediaPipe's heavy network"),
        ("text", "not a whole pose landmarker bundle"),
        ("cut", "bytes came|could not be fetched"),
        ("404", "HTTP 404"),
        ("offline", "could not be fetched"),
    ],
)
def test_trouble_leaves_nothing_behind(
    trouble: str, says: str, folder: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    if trouble == "text":
        server.body = b"<html>sorry</html>"
    elif trouble == "cut":
        server.cut = True
    elif trouble == "404":
        server.status = 404
    elif trouble == "offline":
        with socket.socket() as s:  # a port that nobody listens on
            s.bind(("127.0.0.1", 0))
            monkeypatch.setenv(models.URL_SETTING, f"http://127.0.0.1:{s.getsockname()[1]}")
    with pytest.raises(ModelError, match=says):
        models.fetch("heavy")
    assert left_behind(folder) == []


def test_ctrl_c_leaves_nothing_behind(folder: Path, server: Server) -> None:
    def stop(done: int, total: int | None) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        models.fetch("full", stop)
    assert left_behind(folder) == []


def test_the_commands(folder: Path, server: Server) -> None:
    runner = CliRunner()
    listed = runner.invoke(app, ["models"])
    assert listed.exit_code == 0
    assert "full" in listed.output
    assert "as published" in listed.output
    assert "Not here: lite, heavy" in listed.output
    got = runner.invoke(app, ["models", "get", "full"])
    assert got.exit_code == 0
    assert "pose_landmarker_full.task" in got.output.replace("\n", "")
    wrong = runner.invoke(app, ["models", "get", "huge"])
    assert isinstance(wrong.exception, ModelError)
    assert "there are: lite, full, heavy" in str(wrong.exception)
