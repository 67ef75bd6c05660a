"""Finding, recognising and fetching pose models; the network is a server on this machine."""

import contextlib
import os
import socket
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from typer.testing import CliRunner

from formcheck import cli
from formcheck.capture import pose_models
from formcheck.capture.network_digest import digest
from formcheck.errors import ModelError

FULL = Path(__file__).parents[1] / "models" / "pose_landmarker_full.task"
BUNDLE_SHA256 = "95e247ada9fd749819bb6a28c74902aec60193cf6293f53c73c606bec68426c4"
WEIGHT = 3_000_000  # a place in the landmark network that is well inside its weights


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Models fetched on the machine that runs the tests play no part."""
    monkeypatch.setenv(pose_models.FOLDER_SETTING, str(tmp_path / "models"))
    return tmp_path / "models"


class Server:
    """Serves one body for every address; `cut` promises more than it sends."""

    def __init__(self) -> None:
        self.body, self.status, self.cut, self.says_length = FULL.read_bytes(), 200, False, True
        self.asked: list[str] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append(self.path)
                self.send_response(outer.status)
                if outer.says_length:
                    self.send_header("Content-Length", str(len(outer.body) + (1000 if outer.cut else 0)))
                self.end_headers()
                with contextlib.suppress(OSError):  # the client goes away in one of the tests
                    self.wfile.write(outer.body)

            def log_message(self, *args: object) -> None: ...

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.01})
        self.thread.start()

    def close(self) -> None:
        self.http.shutdown()
        self.http.server_close()
        self.thread.join()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    s = Server()
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.setenv(pose_models.URL_SETTING, f"http://127.0.0.1:{s.http.server_port}/pose")
    yield s
    s.close()


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with socket.socket() as s:  # bound but not listening: nobody answers, and nobody else takes the port
        s.bind(("127.0.0.1", 0))
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        monkeypatch.setenv(pose_models.URL_SETTING, f"http://127.0.0.1:{s.getsockname()[1]}")
        yield


def left_behind(folder: Path) -> list[str]:
    return [p.name for p in folder.iterdir()] if folder.exists() else []


def network(name: str) -> bytes:
    with zipfile.ZipFile(FULL) as z:
        return z.read(name)


def repack(
    path: Path, compression: int = zipfile.ZIP_STORED, flip: int | None = None, name: str = pose_models.LANDMARKS
) -> Path:
    """The committed bundle zipped anew, with one byte of a network changed if `flip` says which."""
    with zipfile.ZipFile(path, "w", compression) as new:
        for each in (pose_models.DETECTOR, pose_models.LANDMARKS):
            data = bytearray(network(each))
            if flip is not None and each == name:
                data[flip] ^= 0xFF
            new.writestr(each, bytes(data))
    return path


def test_the_committed_model_is_found_and_is_mediapipes() -> None:
    path = pose_models.find("full")
    assert path.name == FULL.name
    info = pose_models.describe(path)
    assert (info.variant, info.verified, info.size) == ("full", True, FULL.stat().st_size)
    assert info.sha256 == BUNDLE_SHA256
    assert BUNDLE_SHA256 in (FULL.parent / "README.md").read_text("utf-8")


def test_a_model_is_found_at_a_path_and_in_the_folder(folder: Path) -> None:
    assert pose_models.find(str(FULL)) == FULL
    folder.mkdir()
    fetched = folder / "pose_landmarker_lite.task"
    fetched.write_bytes(b"")
    assert pose_models.find("lite") == fetched


@pytest.mark.parametrize("variant", ["lite", "heavy"])
def test_a_missing_model_says_how_to_get_it(variant: str) -> None:
    with pytest.raises(ModelError, match=f"download it with formcheck models get {variant}"):
        pose_models.find(variant)


@pytest.mark.parametrize("name", ["Full", "huge", "nowhere.task", "", "x" * 300 + ".task", str(FULL.parent)])
def test_an_unknown_name_says_what_there_is(name: str) -> None:
    with pytest.raises(ModelError, match="name one of lite, full, heavy or the path"):
        pose_models.find(name)


def write_text(path: Path) -> None:
    path.write_text("not a model")


def write_truncated(path: Path) -> None:
    path.write_bytes(FULL.read_bytes()[:-5000])


def write_without_networks(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as z:
        z.writestr("readme.txt", "x")


def write_one_network(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as z:
        z.writestr(pose_models.DETECTOR, network(pose_models.DETECTOR))


def write_other_content(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as z:
        z.writestr(pose_models.DETECTOR, b"x")
        z.writestr(pose_models.LANDMARKS, b"x" * 100)


def write_bad_checksum(path: Path) -> None:
    data = bytearray(FULL.read_bytes())
    data[WEIGHT] ^= 0xFF
    path.write_bytes(data)


def write_bad_compression(path: Path) -> None:
    data = bytearray(repack(path, zipfile.ZIP_DEFLATED).read_bytes())
    data[100:140] = bytes(b ^ 0xFF for b in data[100:140])
    path.write_bytes(data)


def write_unknown_compression(path: Path) -> None:
    data = bytearray(FULL.read_bytes())
    data[data.index(b"PK\x01\x02") + 10] = 99
    path.write_bytes(data)


@pytest.mark.parametrize(
    "write",
    [
        write_text,
        write_truncated,
        write_without_networks,
        write_one_network,
        write_other_content,
        write_bad_checksum,
        write_bad_compression,
        write_unknown_compression,
    ],
)
def test_a_damaged_bundle_is_refused(write: Callable[[Path], None], tmp_path: Path) -> None:
    path = tmp_path / "m.task"
    write(path)
    with pytest.raises(ModelError, match="not a complete pose model; download it again"):
        pose_models.describe(path)


def test_a_bundle_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere.task"):
        with pytest.raises(ModelError, match="cannot be read"):
            pose_models.describe(path)


def test_other_weights_are_another_network(tmp_path: Path) -> None:
    for name in (pose_models.LANDMARKS, pose_models.DETECTOR):
        info = pose_models.describe(
            repack(tmp_path / "m.task", flip=WEIGHT if name == pose_models.LANDMARKS else 1_000_000, name=name)
        )
        assert (info.variant, info.verified) == ("custom", False)


def test_packing_does_not_matter(tmp_path: Path) -> None:
    info = pose_models.describe(repack(tmp_path / "m.task", zipfile.ZIP_DEFLATED))
    assert info.variant == "full"
    assert info.sha256 != BUNDLE_SHA256


def test_the_digest_is_the_published_networks_whatever_the_metadata_says() -> None:
    for name, known in (
        (pose_models.DETECTOR, {pose_models.DETECTOR_DIGEST}),
        (pose_models.LANDMARKS, set(pose_models.LANDMARKS_DIGESTS)),
    ):
        data = bytearray(network(name))
        before = digest(bytes(data))
        assert before in known
        data[data.index(b"M001") + 20] ^= 0xFF  # the mark that MediaPipe's metadata begins with
        assert digest(bytes(data)) == before


def test_a_digest_needs_a_network() -> None:
    for wrong in (b"", b"abc", b"\0\0\0\0TFL3" + b"\xff" * 40, network(pose_models.DETECTOR)[:1000]):
        with pytest.raises(ValueError, match="network"):
            digest(wrong)


def test_fetching_puts_a_verified_model_in_its_place(folder: Path, server: Server) -> None:
    steps: list[tuple[int, int | None]] = []
    path = pose_models.fetch("full", lambda done, total: steps.append((done, total)))
    assert server.asked == ["/pose/pose_landmarker_full/float16/latest/pose_landmarker_full.task"]
    assert path == folder / FULL.name
    assert path.read_bytes() == FULL.read_bytes()
    done = [d for d, _ in steps]
    assert len(steps) > 1
    assert done == sorted(set(done))
    assert done[-1] == len(server.body)
    assert {total for _, total in steps} == {len(server.body)}
    assert left_behind(folder) == [FULL.name]


def test_a_server_may_not_say_how_long_it_takes(server: Server) -> None:
    server.says_length = False
    totals: set[int | None] = set()
    assert pose_models.fetch("full", lambda done, total: totals.add(total)).is_file()
    assert totals == {None}


@pytest.mark.parametrize(
    ("trouble", "says"),
    [
        ({}, r"not MediaPipe's heavy network \(full\) and was discarded"),
        ({"body": b"<html>sorry</html>"}, "the download is incomplete or damaged and was discarded"),
        ({"body": b""}, "the download is incomplete or damaged and was discarded"),
        ({"cut": True}, r"the download is incomplete \(\d+ of \d+ bytes\); check the connection"),
        ({"status": 404}, r"HTTP 404\); check the connection"),
        ({"status": 503}, r"HTTP 503\); check the connection"),
    ],
    ids=["another variant", "text", "nothing", "cut", "404", "503"],
)
def test_a_failed_download_leaves_what_was_there(
    trouble: dict[str, object], says: str, folder: Path, server: Server
) -> None:
    for name, value in trouble.items():
        setattr(server, name, value)
    with pytest.raises(ModelError, match=says):
        pose_models.fetch("heavy")
    assert left_behind(folder) == []
    before = folder / "pose_landmarker_heavy.task"
    before.write_bytes(b"an earlier one")
    with pytest.raises(ModelError, match=says):
        pose_models.fetch("heavy")
    assert left_behind(folder) == [before.name]
    assert before.read_bytes() == b"an earlier one"


@pytest.mark.usefixtures("offline")
def test_offline_says_what_to_do(folder: Path) -> None:
    with pytest.raises(ModelError, match=r"download failed \(.+\); check the connection, or copy the file"):
        pose_models.fetch("lite")
    assert left_behind(folder) == []


@pytest.mark.parametrize("url", ["nonsense", "http://", "http://127.0.0.1:port", "http://127.0.0.1:1/ü"])
def test_a_mirror_must_be_an_address(url: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(pose_models.URL_SETTING, url)
    with pytest.raises(ModelError, match="download failed"):
        pose_models.fetch("lite")
    assert left_behind(folder) == []


def test_a_folder_that_cannot_be_one(tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    for place in (tmp_path / "file", tmp_path / ("x" * 300)):
        monkeypatch.setenv(pose_models.FOLDER_SETTING, str(place))
        with pytest.raises(ModelError, match=r"cannot be written .*; check the folder"):
            pose_models.fetch("lite")
        with pytest.raises(ModelError, match="models get lite"):
            pose_models.find("lite")
    assert server.asked == []


def test_ctrl_c_leaves_nothing_behind(folder: Path, server: Server) -> None:
    called = []

    def stop(done: int, total: int | None) -> None:
        called.append(left_behind(folder))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pose_models.fetch("full", stop)
    assert [len(files) for files in called] == [1]  # it had begun
    assert left_behind(folder) == []


def test_the_list_says_what_is_here_and_what_is_not(folder: Path) -> None:
    result = CliRunner().invoke(cli.app, ["models"])
    assert result.exit_code == 0
    for words in ("full", "9.4 MB", "as published", BUNDLE_SHA256[:16], "Not installed: lite, heavy"):
        assert words in result.output
    folder.mkdir()
    (folder / "pose_landmarker_lite.task").write_text("damaged")
    assert "Not installed: lite, heavy" in CliRunner().invoke(cli.app, ["models"]).output


def test_the_list_shows_a_path_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "[bold][" / "b]"
    folder.mkdir(parents=True)
    monkeypatch.setenv(pose_models.FOLDER_SETTING, str(folder))
    monkeypatch.setenv("COLUMNS", "500")
    repack(folder / "pose_landmarker_lite.task", flip=WEIGHT)
    result = CliRunner().invoke(cli.app, ["models"])
    assert result.exit_code == 0
    assert str(folder) in result.output
    assert "unknown" in result.output


def test_get_prints_where_the_model_is(folder: Path, server: Server) -> None:
    result = CliRunner().invoke(cli.app, ["models", "get", "full"])
    assert (result.exit_code, result.output) == (0, f"{folder / FULL.name}\n")


@pytest.mark.usefixtures("offline")
@pytest.mark.parametrize(
    ("variant", "says"),
    [("lite", "check the connection"), ("huge", "there are: lite, full, heavy"), ("[/x]", "there are: lite")],
)
@pytest.mark.parametrize("terminal", [False, True])
def test_a_failed_get_is_one_sentence_and_exit_code_1(
    variant: str,
    says: str,
    terminal: bool,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "argv", ["formcheck", "models", "get", variant])
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal, raising=False)
    with pytest.raises(SystemExit) as left:
        cli.main()
    assert left.value.code == 1
    out, err = capsys.readouterr()
    assert out == ""
    said = err.strip().splitlines()[-1]
    assert "formcheck: " in said  # on a terminal, signs that clear the bar come first
    assert says in said
    assert "Traceback" not in err
    assert left_behind(folder) == []


@pytest.mark.process
@pytest.mark.parametrize(("damage", "code"), [(None, 0), (WEIGHT, 1)])
def test_the_script_verifies_a_bundle(damage: int | None, code: int, tmp_path: Path) -> None:
    script = [sys.executable, str(FULL.with_name("bundle.py")), "verify"]
    if damage is not None:
        script.append(str(repack(tmp_path / "m.task", flip=damage)))
    done = subprocess.run(script, capture_output=True, text=True, env={**os.environ, "PYTHONIOENCODING": "utf-8"})
    assert done.returncode == code, done.stderr
    assert (BUNDLE_SHA256 in done.stdout) == (code == 0)
    assert ("MediaPipe's full" in done.stdout) == (code == 0)
    assert pose_models.DETECTOR_DIGEST in done.stdout


@pytest.mark.process
def test_the_script_refuses_what_is_no_bundle(tmp_path: Path) -> None:
    script = [sys.executable, str(FULL.with_name("bundle.py")), "verify", str(tmp_path / "nowhere.task")]
    done = subprocess.run(script, capture_output=True, text=True)
    assert done.returncode == 1
    assert "cannot be read" in done.stderr
    assert "Traceback" not in done.stderr
