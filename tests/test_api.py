"""The public API: the names of `formcheck` and what they return."""

from __future__ import annotations

import copy
import doctest
import json
import pickle
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Done
from people import figure, movement, seen
from sets import a_set
from streams import Stream, at_work
from test_numpy_alone import alone

import formcheck
from formcheck import errors
from formcheck.capture.recording import Recorder
from formcheck.result import Finding

CALF = "calf-raise"


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three synthetic calf raises as a landmark recording."""
    path = tmp_path_factory.mktemp("api") / "set1.npz"
    stream = Stream(at_work(CALF, 3))
    recorder = Recorder(path, stream.info)
    for frame in stream:
        recorder.push(frame)
    recorder.close()
    return path


def test_the_first_example_is_true(
    two_reps: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Run the docstring of the package."""
    shutil.copy(two_reps("calf-raise-side"), tmp_path / "set1.mp4")
    monkeypatch.chdir(tmp_path)
    found = doctest.testmod(formcheck)
    assert (found.failed, found.attempted > 3) == (0, True)
    assert "<html" in (tmp_path / "report.html").read_text("utf-8")


@pytest.mark.process
def test_import_is_light_and_session_needs_numpy_alone() -> None:
    heavy = "{m.partition('.')[0] for m in sys.modules} - set(sys.stdlib_module_names)"
    code = f"import sys, formcheck; before = {heavy}; formcheck.errors; print(sorted(before & {{'numpy', 'pydantic'}}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
    done = alone("import formcheck; print(formcheck.Session('calf raise', 4 / 3, height_cm=176).exercise.name)")
    assert (done.stdout, done.stderr) == ("calf-raise\n", "")


def test_every_public_name_is_there() -> None:
    assert set(formcheck.__all__) <= set(dir(formcheck))
    assert all(getattr(formcheck, name) is not None for name in formcheck.__all__)
    with pytest.raises(AttributeError, match="no attribute 'analyse'"):
        formcheck.analyse  # noqa: B018


@pytest.mark.parametrize("as_path", [str, Path])
def test_analyze_gives_what_the_command_writes(
    as_path: Callable[[Path], str | Path], recording: Path, formcheck_: Callable[..., Done], tmp_path: Path
) -> None:
    options = ("--height", 176, "--tempo", "3-1-3", "--slow-motion", 2, "--variant", "double")
    by_command = formcheck_("analyze", recording, "-e", CALF, *options, "--json", "-").result
    result = formcheck.analyze(
        as_path(recording), exercise="Calf Raise", height_cm=176, tempo="3-1-3", slow_motion=2, variant="double"
    )
    result.save_json(as_path(tmp_path / "x.json"))
    assert json.loads((tmp_path / "x.json").read_text("utf-8")) == by_command


@pytest.fixture
def formcheck_(formcheck: Callable[..., Done]) -> Callable[..., Done]:
    """The command line, by another name than the package's."""
    return formcheck


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"exercise": "calf-rise"}, "did you mean calf-raise"),
        ({"exercise": CALF, "variant": "triple"}, "has no variant"),
        ({"exercise": CALF, "side": "west"}, "there is no side"),
        ({"exercise": CALF, "tempo": "quick"}, "is not a tempo"),
        ({"exercise": CALF, "height_cm": 1.76}, "height_cm=1.76 is outside 80 to 250"),
        ({"exercise": CALF, "slow_motion": 0}, "slow_motion=0 must be more than 0"),
        ({"exercise": CALF, "start_s": 3, "end_s": 2}, "start_s=3"),
    ],
)
def test_what_cannot_be_meant_is_refused(said: dict[str, object], says: str, recording: Path) -> None:
    with pytest.raises(errors.UsageError, match=says):
        formcheck.analyze(recording, **said)


def test_a_clip_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(errors.SourceError, match=r"none\.mp4"):
        formcheck.analyze(str(tmp_path / "none.mp4"), exercise=CALF)
    with pytest.raises(errors.SourceError, match=r"none\.npz"), formcheck.open_source(tmp_path / "none.npz"):
        pass


def test_a_camera_by_number_or_address(monkeypatch: pytest.MonkeyPatch) -> None:
    from formcheck.capture import opening

    asked: list[object] = []
    monkeypatch.setattr(opening, "open_camera", lambda device, model, landmarks: asked.append((device, model)))
    formcheck.open_source(1)
    formcheck.open_source("rtsp://camera/1", model="lite")
    assert asked == [(1, "full"), ("rtsp://camera/1", "lite")]


def test_a_watcher_ends_the_source(recording: Path) -> None:
    class After:
        def __init__(self, source: Any) -> None:
            self.source = source

        def push(self, frame: object, session: formcheck.Session) -> None:
            if len(session.found) == 1:
                self.source.stop()

    with formcheck.open_source(recording) as source:
        short = formcheck.judge(source, CALF, watchers=[After(source)])
    assert (short.summary.reps, short.complete) == (1, True)


def test_a_session_by_name_counts_poses() -> None:
    session, at = formcheck.Session(CALF, aspect=640 / 480), movement(3)
    for i in range(450):
        session.push(seen(i / 30, figure(rise=0.06 * at(i / 30)), yaw=90))
    assert len(session.finish().reps) == 3


@pytest.mark.clip
def test_a_result_writes_its_files(recording: Path, formcheck_: Callable[..., Done], tmp_path: Path) -> None:
    result = formcheck.analyze(recording, exercise=CALF)
    result.save_html(str(tmp_path / "x.html"))
    assert (tmp_path / "x.html").read_text("utf-8").count("<tr>") > 3
    by_command = formcheck_("analyze", recording, "-e", CALF, "-q", "--csv", tmp_path / "y.csv")
    assert by_command.code == 0
    assert result.to_csv(tmp_path / "x.csv") == (tmp_path / "x.csv").read_text("utf-8")
    assert result.to_csv() == (tmp_path / "y.csv").read_text("utf-8")
    table = result.to_dataframe()
    assert list(table["start_s"]) == [rep.start_s for rep in result.reps]
    abroad = result.to_csv(style="semicolon").removeprefix("\ufeff").splitlines()
    assert [line.count(";") for line in abroad] == [line.count(",") for line in result.to_csv().splitlines()]
    assert f";{result.reps[0].start_s}".replace(".", ",") in abroad[1]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["x.csv", "x.html", "y.csv"]


def test_a_history_is_a_table(tmp_path: Path) -> None:
    pytest.importorskip("pandas")  # the fast tests run without it too
    formcheck.history.keep(a_set(reps=3), person="Ada", db=tmp_path / "h.db")
    formcheck.history.keep(a_set(reps=4, sides=("left", "right")), db=tmp_path / "h.db")
    stored = formcheck.history.sets(db=tmp_path / "h.db")
    table = formcheck.history.to_dataframe(stored)
    assert list(table["reps"]) == [3, 4, 4]
    assert list(table["side"]) == ["both", "left", "right"]
    assert table["range"][0] == pytest.approx(stored[0].result.summary.rom.mean)
    assert (table["range_uncertainty"] > 0).all()
    assert table["symmetry"].isna().all()


def test_without_pandas_there_is_a_sentence(recording: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = formcheck.analyze(recording, exercise=CALF)
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match="pip install pandas"):
        result.to_dataframe()


def test_a_result_that_was_read_is_the_same_without_its_landmarks(recording: Path, tmp_path: Path) -> None:
    result = formcheck.analyze(recording, exercise=CALF)
    read = formcheck.Result.model_validate_json(result.model_dump_json())
    for other in (read, pickle.loads(pickle.dumps(result)), copy.deepcopy(result)):
        assert other == result
        assert other.to_csv() == result.to_csv()
    assert read != result.model_copy(update={"complete": False})
    with pytest.raises(errors.OutputError, match="judge the clip again"):
        read.save_html(tmp_path / "x.html")
    assert not list(tmp_path.iterdir())


def test_a_notebook_shows_the_table_and_the_curve(recording: Path) -> None:
    result = formcheck.analyze(recording, exercise=CALF)
    page = ET.fromstring(result._repr_html_())
    assert len(page.findall(".//tbody/tr")) == 3
    assert len(page.findall(".//rect")) == 3
    points = [tuple(map(float, p.split(","))) for p in page.find(".//polyline").get("points").split()]
    assert len(points) > 100 and all(0 <= x <= 640 and 0 <= y <= 120 for x, y in points)
    read = formcheck.Result.model_validate_json(result.model_dump_json())
    assert "<svg" not in read._repr_html_() and "<table" in read._repr_html_()


def test_what_a_notebook_shows_cannot_steer_it(recording: Path) -> None:
    result = formcheck.analyze(recording, exercise=CALF)
    evil = "<img src=x onerror=alert(1)>"
    source = result.source.model_copy(update={"path": f"{evil}.npz"})
    shown = result.model_copy(update={"source": source, "findings": [Finding(id="x", text=evil)], "variant": evil})
    assert shown._repr_html_().count("&lt;img") == 3
    assert "<img" not in shown._repr_html_()


@pytest.mark.process
def test_score_gives_what_the_command_writes(recording: Path, formcheck_: Callable[..., Done], tmp_path: Path) -> None:
    shutil.copy(recording, tmp_path / "set1.npz")
    (tmp_path / "set1.labels.json").write_text(f'{{"exercise": "{CALF}", "reps": 2}}', "utf-8")
    report = formcheck.score(tmp_path, jobs=1)
    assert [c.misses for c in report.clips] != [[]]
    by_command = formcheck_("score", tmp_path, "--jobs", 1, "--json", "-")
    assert by_command.code == 3
    theirs, ours = by_command.result, report.model_dump(mode="json", by_alias=True)
    for one in (theirs, ours):
        one["seconds"] = one["clips"][0]["seconds"] = 0
    assert ours == theirs
    row = report.to_dataframe().iloc[0]
    assert (row["clip"], row["least"], row["counted"], row["failed"]) == ("set1", 2, 3, True)
    assert row["misses"] == report.clips[0].misses[0]


def test_history_keeps_and_reads(recording: Path, tmp_path: Path) -> None:
    db = str(tmp_path / "history.db")
    with pytest.raises(errors.StoreError, match="no sets are stored"):
        formcheck.history.sets(db=db)
    result = formcheck.analyze(recording, exercise=CALF)
    assert formcheck.history.keep(result, person="Ada", db=db).new
    with formcheck.history.open_store(db) as store:
        assert [s.result for s in store.sets()] == [result]
    stored = formcheck.history.sets(exercise="calf raise", person="ada", db=db)
    (trend,) = formcheck.history.trends(stored)
    assert (trend.last.exercise, len(trend.last.counted)) == (CALF, 3)
    with pytest.raises(errors.UsageError, match="did you mean"):
        formcheck.history.sets(exercise="calf-rise", db=db)
