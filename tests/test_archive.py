"""Clips that lie at addresses: judged as if they lay here, by workers of this machine and by Dask's."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import clips
import pytest
from streams import Stream, at_work

from formcheck.capture.recording import Recorder
from formcheck.commands.explain import explain
from formcheck.commands.score import ScoreOptions, score
from formcheck.errors import SourceError
from formcheck.scoring import archive
from formcheck.scoring.batch import run
from formcheck.scoring.labelled_clips import cases

fsspec = pytest.importorskip("fsspec")
pytestmark = [pytest.mark.clip, pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")]

LABEL = {"exercise": "calf-raise", "reps": 2}
ODD = "a b & ü [1] 100%.npz"


class Broken(SimpleHTTPRequestHandler):
    """Serves the files of a folder; for names with "broken" the connection drops after the first half."""

    def copyfile(self, source: Any, outputfile: Any) -> None:
        whole = source.read()
        outputfile.write(whole[: len(whole) // 2] if self.path == "/broken.npz" else whole)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two recordings, a video, and a recording that an archive will not give whole."""
    folder = tmp_path_factory.mktemp("clips")
    stream = Stream(at_work("calf-raise", 2))
    recorder = Recorder(folder / "plain.npz", stream.info)
    for seen in stream:
        recorder.push(seen)
    recorder.close()
    for name in (ODD, "broken.npz"):
        shutil.copy(folder / "plain.npz", folder / name)
    clips.write(folder / "video.mp4", clips.every_second(clips.shots_of(clips.sample("calf-raise-side"), 0.5, 5.2)))
    for clip in list(folder.iterdir()):
        (folder / f"{clip.stem}.labels.json").write_text(json.dumps(LABEL), "utf-8")
    return folder


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Broken, directory=str(folder))) as http:
        Thread(target=http.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{http.server_port}"
        http.shutdown()


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder for temporary copies, which must end up empty."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    assert not list(folder.iterdir())


def rows(paths: list[str], out: Path, **more: Any) -> dict[str, dict[str, Any]]:
    """What score says of each clip, but for the time it took."""
    score(paths, ScoreOptions(json=out, quiet=True, **more))
    said = json.loads(out.read_text("utf-8"))["clips"]
    return {row["clip"]: {k: v for k, v in row.items() if k != "seconds"} for row in said}


@pytest.fixture(scope="module")
def at_home(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    found = rows([str(folder)], tmp_path_factory.mktemp("home") / "s.json")
    assert {name: row["counted"] for name, row in found.items()} == {
        "plain": 2, Path(ODD).stem: 2, "broken": 2, "video": 1,
    }  # fmt: skip
    return found


def but_broken(found: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {name: row for name, row in found.items() if name != "broken"}


def test_a_server_gives_what_a_folder_gives_and_a_broken_line_is_one_clips_failure(
    server: str, at_home: dict[str, dict[str, Any]], scratch: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    for _ in range(2):
        found = rows([server], tmp_path / "s.json", landmarks_dir=kept)
        assert but_broken(found) == but_broken(at_home)
        assert f"{server}/broken.npz cannot be downloaded" in found["broken"]["error"]
        assert len(list(kept.iterdir())) == 1  # the video's landmarks, found again by what it holds


def test_clips_in_memory_are_judged_by_processes_of_their_own(
    folder: Path, at_home: dict[str, dict[str, Any]], scratch: Path, tmp_path: Path
) -> None:
    memory = fsspec.filesystem("memory")
    for path in folder.iterdir():
        memory.pipe_file(f"/archive/{path.name}", path.read_bytes())
    try:
        assert rows(["memory://archive"], tmp_path / "s.json") == at_home
    finally:
        memory.rm("/archive", recursive=True)


def test_workers_of_a_scheduler_fetch_for_themselves(
    server: str, at_home: dict[str, dict[str, Any]], tmp_path: Path
) -> None:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=2, processes=True, dashboard_address=":0", silence_logs=50
    ) as cluster:
        found = rows([server], tmp_path / "s.json", scheduler=cluster.scheduler_address)
    assert but_broken(found) == but_broken(at_home)
    assert "cannot be downloaded" in found["broken"]["error"]


def test_a_result_names_the_address_and_not_the_copy(server: str, scratch: Path) -> None:
    (case,) = cases([f"{server}/plain.npz"])
    (answer,) = run([case.job("full", None)], 1, 60.0)
    assert answer and answer.result
    assert answer.result["source"]["path"] == f"{server}/plain.npz"


@pytest.mark.parametrize("name", ["plain.npz", "plain.labels.json", ""])
def test_a_clip_a_label_file_or_a_folder_may_be_named(name: str, server: str) -> None:
    found = cases([f"{server}/{name}"])
    assert "plain" in [case.stem for case in found]
    assert len(found) == (1 if name else 4)


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("http://127.0.0.1:9/clips", "cannot be downloaded"),
        ("memory://nothing-here", "not found"),
        ("nowhere://clips", "nowhere"),
        ("simplecache::memory://archive", "chained address"),
    ],
)
def test_an_address_that_leads_nowhere_is_one_sentence(address: str, says: str) -> None:
    with pytest.raises(SourceError, match=says) as e:
        cases([address])
    assert "\n" not in str(e.value) and len(str(e.value)) < 300


def test_a_clip_without_end_is_not_fetched(server: str, scratch: Path) -> None:
    for limits in ((60.0, 1000), (0.0, 1 << 30)):
        with (
            pytest.raises(SourceError, match=r"larger than|longer than"),
            archive.fetched(f"{server}/plain.npz", *limits),
        ):
            pass


def test_without_fsspec_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "fsspec.core", None)
    with pytest.raises(SourceError, match=r"pip install 'fsspec\[http\]'"):
        cases(["s3://bucket/clips"])


def test_one_clip_of_an_archive_is_explained(server: str, scratch: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from rich.console import Console

    (case,) = cases([f"{server}/plain.npz"])
    code = explain(case, model="full", landmarks_dir=None, picture=None, console=Console(highlight=False))
    assert code == 0
    assert "plain.npz" in capsys.readouterr().out
