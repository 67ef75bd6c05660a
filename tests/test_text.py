"""Text of others (names of files, labels, routines, histories) only shows, wherever it is printed or written."""

from __future__ import annotations

import csv
import json
import os
import shutil
import sys
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from pathlib import Path

import numpy as np
import pytest
from conftest import Done
from hypothesis import given
from hypothesis import strategies as st
from sets import a_set
from streams import Stream, at_work, recorded
from test_bad_input import POSIX, refused

from formcheck.commands.console import Console
from formcheck.commands.console_report import progress_bar
from formcheck.errors import FormcheckError, StoreError
from formcheck.exercises import find
from formcheck.history import exchange
from formcheck.history.store import Store, keep
from formcheck.live import speaker
from formcheck.motion.settings import Settings
from formcheck.output.data.csv import reps_csv
from formcheck.output.drawing.signal_picture import draw
from formcheck.output.movement_curve import Curve, Timeline
from formcheck.result_read import read
from formcheck.routine import read as routines
from formcheck.sanitize import in_json, printable, readable, shown

Run = Callable[..., Done]
HTML = "<img src=x onerror=alert(1)>"
TITLE = "\x1b]0;pwned\x07"  # names the window of a terminal
ODD = f"[red]{TITLE} a|b \x9b31m \u202egnp \u2066 $\\frac$ new\nline \ufffe \U0001f9d8"
STEER = {"\x1b", "\x07", "\x9b", "\u202e", "\u2066", "\ufffe"}


def harmless(text: str) -> None:
    assert not STEER & set(text)
    assert all(unicodedata.category(c) not in {"Cc", "Cs"} or c in "\n\t" for c in text)


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two made-up calf raises."""
    return recorded(at_work("calf-raise", 2), tmp_path_factory.mktemp("recording") / "set.npz")


@given(st.text(st.characters()))
def test_shown_is_one_line_that_steers_nothing(text: str) -> None:
    harmless(shown(text))
    assert "\n" not in shown(text) and shown(shown(text)) == shown(text)
    if text.isascii() and text.isprintable():
        assert shown(text) == text


@given(st.text())
def test_json_holds_the_same_without_what_steers(text: str) -> None:
    written = in_json(json.dumps(text, ensure_ascii=False))
    harmless(written)
    assert json.loads(written) == text


def test_letters_of_every_language_stay() -> None:
    for name in ("Übung 3", "练习", "تمرين", "व्यायाम", "👩\u200d🦽", "می\u200cخواهم"):
        assert shown(name) == name


@pytest.mark.clip
@POSIX
@pytest.mark.parametrize("name", [ODD.encode(), b"\xff\xfe not UTF-8"], ids=["odd", "bytes"])
def test_the_name_of_a_clip_only_shows(
    name: bytes, formcheck: Run, recording: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Through analyze, compare and score, and all that they write."""
    (tmp_path / "clips").mkdir()
    monkeypatch.chdir(tmp_path / "clips")
    clip = os.fsdecode(name + b".npz")
    shutil.copy(recording, clip)
    Path(os.fsdecode(name + b".labels.json")).write_text('{"exercise": "calf-raise", "reps": 9}', "utf-8")
    files = [x for kind in ("html", "csv", "trace", "trc", "mot") for x in (f"--{kind}", f"../{TITLE}.{kind}")]
    runs = [
        (0, "analyze", clip, "-e", "calf-raise", *files),
        (0, "analyze", clip, "-e", "calf-raise", "--json", "-"),
        (0, "compare", clip, clip, "-e", "calf-raise", "--html", f"../{TITLE}.c.html"),
        (3, "score", ".", "--jobs", 1, "--json", "../s.out", "--junit", "../s.xml", "--markdown", "../s.md"),
        (3, "score", "--explain", clip, "--explain-png", "../e.png"),
        (3, "score", "--explain", clip, "--explain-png", "../e.svg"),
        (1, "analyze", f"{clip}.mp4", "-e", "calf-raise"),
        (1, "score", f"{clip}.mp4"),
    ]
    for code, *words in runs:
        done = formcheck(*words)
        assert done.code == code, done.err
        harmless(done.out + done.err)
        assert code != 1 or done.err.count("\n") == 1
    for path in tmp_path.glob("*.*"):
        if path.suffix not in {".png", ".csv"}:  # names in a table are data: quoted, and as they are
            harmless(path.read_text("utf-8"))
    row = next(csv.DictReader(StringIO(Path(f"../{TITLE}.csv").read_text("utf-8"))))
    assert row["source"] == readable(clip)
    (case,) = ET.fromstring(Path("../s.xml").read_text("utf-8"))
    assert case.get("name") == shown(readable(clip.removesuffix(".npz")))


def test_markup_in_a_name_is_no_markup_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from formcheck.commands.options import AnalyzeOptions

    options = AnalyzeOptions(exercise=find("calf-raise"), settings=Settings())
    info = replace(Stream([]).info, kind="video")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    with progress_bar(f"[/] {TITLE}", info, options) as progress:
        progress(1.0)
    Console().print(f"[/] {TITLE} :smile:")
    said = capsys.readouterr()
    assert "[/] " in said.out and ":smile:" in said.out
    harmless(said.out + said.err)


def test_errors_are_one_line() -> None:
    harmless(str(FormcheckError(f"{ODD} cannot be read")))


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_a_spreadsheet_has_nothing_to_calculate(name: str) -> None:
    """The name still leads to the file."""
    r = a_set()
    r = r.model_copy(update={"source": r.source.model_copy(update={"path": f"{name}.mp4"})})
    row = next(csv.DictReader(reps_csv(r).splitlines()))
    assert row["source"] == f"./{name}.mp4"
    assert Path(row["source"]) == Path(f"{name}.mp4")


@pytest.mark.process
def test_what_labels_say_is_text_in_a_summary(formcheck: Run, recording: Path, tmp_path: Path) -> None:
    shutil.copy(recording, tmp_path / "a.npz")
    wild = f"x|y {HTML} ![p](http://p) \\[q](http://q) {TITLE} `r`"
    label = {"exercise": "calf-raise", "reps": 2, "faults": [wild], "variant": wild, "side": wild, "notes": wild}
    label["rep_times"] = [
        {"start_s": 0.5, "end_s": 4.5, "faults": [wild], "rom": {"name": wild, "value": 1, "unit": wild}}
    ]
    (tmp_path / "a.labels.json").write_text(json.dumps(label), "utf-8")
    done = formcheck("score", tmp_path, "--jobs", 1, "--markdown", tmp_path / "x.md", "--junit", tmp_path / "x.xml")
    assert done.code == 3
    text = (tmp_path / "x.md").read_text("utf-8")
    for said in (done.out, done.err, text):
        harmless(said)
    assert not any(bad in text for bad in (HTML, "![p](", "[q](", "`r`"))
    for table in text.split("\n\n"):
        assert len({line.count("|") for line in table.splitlines() if line.startswith("|")}) <= 1
    ET.fromstring((tmp_path / "x.xml").read_text("utf-8"))


# --- histories and routines of others


def foreign_line(**change: object) -> str:
    line = {"schema": exchange.SCHEMA, "at": "2026-03-01T10:00:00+00:00", "person": None}
    result = json.loads(a_set().model_dump_json())
    where = line if "person" in change else result
    where.update(change)
    return json.dumps({**line, "result": result})


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"person": TITLE}, "printable"),
        ({"person": "a\nb"}, "printable"),
        ({"exercise": "yoga"}, 'there is no exercise "yoga"'),
        ({"tempo_prescription": "slow"}, "line 1"),
    ],
)
def test_a_set_that_could_not_be_shown_is_not_imported(
    change: dict[str, object], says: str, formcheck: Run, tmp_path: Path
) -> None:
    (tmp_path / "x.jsonl").write_text(foreign_line(**change))
    refused(formcheck("history", "import", tmp_path / "x.jsonl", "--db", tmp_path / "h.db"), 1, says)


@pytest.mark.parametrize("number", [1e300, "1e300", "inf", float("nan"), 10**12])
def test_a_number_that_nobody_measures_is_refused_however_it_is_written(number: object) -> None:
    result = json.loads(a_set().model_dump_json())
    result["source"]["duration_s"] = number
    with pytest.raises(ValueError, match="is out of range"):
        read(json.dumps(result))
    line = {"schema": exchange.SCHEMA, "at": "2026-03-01T10:00:00+00:00", "person": None, "result": result}
    with pytest.raises(StoreError, match="line 1"):
        list(exchange.read([json.dumps(line)], "x"))


def test_texts_in_a_history_of_others_only_show(formcheck: Run, tmp_path: Path) -> None:
    wild = f"{HTML} {ODD}"
    db = tmp_path / "h.db"
    for seed in range(2):
        r = a_set(unit=wild, view=wild, variant=wild, seed=seed, suited=bool(seed))
        r = r.model_copy(update={"source": r.source.model_copy(update={"path": wild})})
        keep(r, db=db)
    for words in ([], ["--json"], ["export", "-"]):
        done = formcheck("history", *words, "--db", db)
        assert done.code == 0
        harmless(done.out + done.err)
    done = formcheck("compare", 1, 2, "--db", db, "--html", tmp_path / "c.html")
    harmless(done.out + done.err)
    assert formcheck("history", "--db", db, "--html", tmp_path / "h.html").code == 0
    for page in ("c.html", "h.html"):
        text = (tmp_path / page).read_text("utf-8")
        harmless(text)
        assert HTML not in text
    with Store(db) as store:
        assert store.sets()[0].result.source.path == wild  # kept as it was


def test_a_routine_of_others_only_shows(formcheck: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = routines.text_of("recovery").replace("\nsay = ", "\n#")
    text = text.replace("[[step]]", '[[step]]\nsay = "\\u001b]0;x\\u0007 \\u0000 <b>"', 1)
    title = next(line for line in text.splitlines() if line.startswith("title"))
    (tmp_path / "x.toml").write_text(text.replace(title, 'title = "a\\nb \\u001b[31m [red] \\u009b \\u202e"'), "utf-8")
    for words in ([], ["--json"]):
        done = formcheck("routine", "show", tmp_path / "x.toml", *words)
        assert done.code == 0, done.err
        harmless(done.out + done.err)
    assert "[red]" in done.out
    assert not {"<", ">"} & set("<silence msec='9999999'/>".translate(speaker.MARKS))


def test_the_title_of_a_picture_is_no_formula_and_may_be_in_any_language(tmp_path: Path) -> None:
    t = np.linspace(0, 1, 10)
    drawn = Curve(name="x", unit="deg", needed=1.0, t=t, x=t, levels=[])
    draw(tmp_path / "x.png", Timeline(r"$\frac$ 练习 \U0001f9d8", [drawn], {"found": []}))


@pytest.mark.parametrize(
    ("name", "fits"),
    [("山田\u3000花子", True), ("Anna\u00a0B.", True), ("a\u2028b", False), ("a\tb", False), ("a\x1b[1m", False)],
)
def test_a_name_may_hold_the_spaces_of_any_script(name: str, fits: bool) -> None:
    assert printable(name) is fits
