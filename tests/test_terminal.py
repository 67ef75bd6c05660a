"""What the terminal shows: it fits from 40 columns on, says things once, and forgives what is typed."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from conftest import Done
from rich.console import Console
from sets import a_hold_set, a_set, a_step_set
from streams import at_work, recorded

from formcheck.cli.help import Commands
from formcheck.commands.own_measure import height_from
from formcheck.commands.which_exercise import choose_exercise, choose_or_recognise
from formcheck.errors import UsageError
from formcheck.exercises import BUILT_IN, EXERCISES, SAFETY, find
from formcheck.history.store import keep
from formcheck.motion.spec import Exercise
from formcheck.output.phrases import evidence, seconds
from formcheck.output.terminal.summary import show
from formcheck.result import Check, Result

Run = Callable[..., Done]
WIDTHS = (40, 50, 60, 80, 120)
CUT = "…"


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two made-up calf raises."""
    return recorded(at_work("calf-raise", 2), tmp_path_factory.mktemp("terminal") / "set.npz")


def printed(r: Result, width: int = 100, *, every_cue: bool = False) -> str:
    console = Console(file=StringIO(), width=width, record=True)
    show(r, console, every_cue=every_cue)
    return console.export_text()


SETS = {
    "degrees": a_set(reps=3, target=60.0, faulty=[2]),
    "foot lengths": a_set(range_=0.3, unit="foot lengths", target=0.3, uncertainty=0.05, scatter=0.01),
    "cm": a_set(range_=8, unit="cm", target=7.5, uncertainty=0.6, scatter=0.1),
    "two sides": a_set("clamshell", sides=("left", "right"), reps=6, target=30),
    "no target": a_set(target=None, reps=12),
}


PALMS = a_set("hand-grip", unit="palm", range_=12.5, target=10.0, uncertainty=1.2, reps=3, lift=10.1, lower=10.2)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("r", SETS.values(), ids=SETS)
def test_a_repetition_is_one_line_with_its_numbers(r: Result, width: int) -> None:
    lines = printed(r, width).splitlines()
    assert all(len(line.rstrip()) <= width and CUT not in line for line in lines)
    for rep in r.reps:
        (line,) = (x for x in lines if re.match(rf" +{rep.index}  ", x))
        assert f"{rep.rom.value:.{ {'deg': 0, 'cm': 1}.get(rep.rom.unit, 2) }f}" in line
        assert seconds(rep.lasted.concentric_s).removesuffix(" s") in line
        assert seconds(rep.lasted.eccentric_s).removesuffix(" s") in line
    assert "lower" in "".join(lines)


def test_a_wider_terminal_shows_more() -> None:
    narrow, wide = (printed(SETS["degrees"], width) for width in (40, 80))
    assert "of target" not in narrow and "±" in narrow
    assert all(word in wide for word in ("of target", "rest", "━━━"))


def test_what_was_not_judged_is_one_line_unless_all_is_asked_for() -> None:
    """In the words of the cue; ids are for programs. What is no cue is named by its reason."""
    never = "a rebound cannot be detected yet"
    unknown = [("knee-bend", "needs the side view"), ("roll-out", "needs the front view"), ("bounce", never)]
    checks = [Check(id=id_, verdict="not-assessable", reps=[], reason=why) for id_, why in unknown]
    r = SETS["degrees"].model_copy(update={"checks": checks})
    (line,) = (x for x in printed(r).splitlines() if "Not judged" in x)
    assert "3 cues; --all lists them" in line
    assert "front view" not in printed(r)
    said = printed(r, every_cue=True)
    for text in (
        "Knees straight  needs the side view",
        "Press through the big toe  needs the front",
        "· A rebound cannot be detected yet",
    ):
        assert text in said
    assert "knee-bend" not in said and "bounce" not in said.lower() and "--all" not in said
    assert "Not judged" not in printed(SETS["degrees"])


def test_the_safety_text_is_said_once_a_run(formcheck: Run, recording: Path, tmp_path: Path) -> None:
    for name in "ab":
        shutil.copy(recording, tmp_path / f"{name}.npz")
    done = formcheck("analyze", tmp_path, "-e", "calf-raise", "--all")
    said = " ".join(done.out.split())
    assert (done.code, said.count("2 reps"), said.count(SAFETY)) == (0, 4, 1)  # each set, then a table of both
    assert "A rebound from the floor cannot be detected reliably yet" in said
    for more in (["-q"], ["--json", "-"]):
        assert "sharp pain" not in formcheck("analyze", recording, "-e", "calf-raise", *more).out


def test_a_spreadsheet_with_decimal_commas_reads_the_table(formcheck: Run, recording: Path, tmp_path: Path) -> None:
    tables = []
    for style, mark in (("comma", ","), ("semicolon", ";")):
        formcheck("analyze", recording, "-e", "calf-raise", "-q", "--csv", tmp_path / style, "--csv-style", style)
        text = (tmp_path / style).read_text("utf-8-sig")
        tables.append(list(csv.DictReader(StringIO(text), delimiter=mark)))
    plain, local = tables
    assert len(local) == 2
    assert [{k: v.replace(",", ".") for k, v in row.items()} for row in local] == plain
    assert re.fullmatch(r"\d+,\d+", local[0]["end_s"])
    done = formcheck("analyze", recording, "-e", "calf-raise", "--csv-style", "tab")
    assert (done.code, "there are: comma, semicolon" in done.err) == (2, True)


# --- help


def commands() -> list[list[str]]:
    import typer.main

    from formcheck.cli import app

    found, waiting = [], [([], typer.main.get_command(app))]
    while waiting:
        words, command = waiting.pop()
        found.append(words)
        waiting += [([*words, n], c) for n, c in command.commands.items()] if isinstance(command, Commands) else []
    return found


@pytest.mark.parametrize("width", [40, 80])
def test_help_fits_the_terminal(width: int, formcheck: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    assert len(commands()) > 15
    for words in commands():
        done = formcheck(*words, "-h")
        assert done.code == 0
        assert all(len(line) <= width for line in done.out.splitlines()), done.out
        assert not re.search(r"<(str|path|float|int|list)|\.\.\.$", done.out.partition("\n\n")[2], re.MULTILINE)


def test_options_are_in_groups(formcheck: Run) -> None:
    said = formcheck("analyze", "--help").out
    heads = re.findall(r"^(\S.*):$", said, re.MULTILINE)
    groups = "Arguments, The set, Person and camera position, Files to write, History, When to exit with 3, Options"
    assert heads == groups.split(", ")
    of = said.split("Files to write:")[1].split("History:")[0]
    assert all(flag in of for flag in ("--json", "--csv", "--csv-style", "--html", "--blur-face"))
    assert formcheck("analyze", "-h").out == said
    assert "Judge a set:" in formcheck("-h").out


@pytest.mark.process
def test_help_and_completion_load_no_heavy_package() -> None:
    code = "import sys, formcheck.cli; print({'numpy', 'pydantic', 'cv2', 'av', 'mediapipe'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_the_version_has_a_short_option(formcheck: Run) -> None:
    assert formcheck("-V").out == formcheck("--version").out != ""


@pytest.mark.parametrize(
    ("typed", "hints"),
    [
        ("analyze -e c", {"clamshell", "calf-raise"}),
        ("analyze -e prone-y-raise --variant ", {"floor", "bench"}),
        ("analyze -e wall-angel --fail-on elb", {"elbow-90"}),
        ("live --model ", {"full", "lite", "heavy"}),
        ("analyze --csv-style ", {"comma", "semicolon"}),
        ("routine run war", {"warm-up"}),
        ("exercises single", {"single-leg-rdl"}),
        ("hist", {"history"}),
    ],
)
def test_the_shell_completes(typed: str, hints: set[str], formcheck: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_FORMCHECK_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", f"formcheck {typed}")
    monkeypatch.setenv("COMP_CWORD", str(len(f"{typed}.".split())))
    assert set(formcheck().out.split()) == hints


# --- exercises


@pytest.mark.parametrize("e", BUILT_IN, ids=lambda e: e.name)
def test_an_exercise_is_explained_in_steps(e: Exercise, formcheck: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert 3 <= len(e.how_to) <= 5
    for width in (40, 80):
        monkeypatch.setenv("COLUMNS", str(width))
        out = formcheck("exercises", e.name).out
        assert all(len(line.rstrip()) <= width and CUT not in line for line in out.splitlines())
        said = " ".join(out.split())
        assert [s for s in e.how_to if s not in said] == []
        assert all(c.say in said and c.meaning in said for c in e.cues)
        assert e.camera in said and SAFETY in said
        assert not any(f"{c.references[0].tag}," in said for c in e.cues)
        whole = " ".join(formcheck("exercises", e.name, "--evidence").out.split())
        assert all(c.id in whole and r.title in whole for c in e.cues for r in c.references)


def test_evidence_is_of_one_exercise(formcheck: Run) -> None:
    done = formcheck("exercises", "--evidence")
    assert (done.code, done.err.count("\n")) == (2, 1)


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("rdl", "single-leg-rdl"),
        ("calf", "calf-raise"),
        ("Romanian deadlift", "single-leg-rdl"),
        ("wall angle", "wall-angel"),
        ("raise", "prone-y-raise, calf-raise or side-leg-raise"),
        ("angle", "wall-angel, ankle-pump or ankle-alphabet"),
    ],
)
def test_a_near_miss_gets_a_hint(typed: str, near: str) -> None:
    with pytest.raises(UsageError, match=rf"did you mean {near}\?"):
        find(typed)


def test_a_wrong_answer_at_the_menu_asks_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = iter(["99", "calf", "", "2"])
    monkeypatch.setattr("builtins.input", lambda *_: next(answers))
    for stream in (sys.stdin, sys.stderr):
        monkeypatch.setattr(stream, "isatty", lambda: True)
    assert choose_exercise(None).name == list(EXERCISES)[1]
    said = " ".join(capsys.readouterr().err.split())
    assert "0 auto" not in said
    assert "did you mean calf-raise" in said
    assert said.count("a number from 1 to") == 3


def test_the_menu_of_live_offers_to_recognise_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = iter(["0", "auto", "1"])
    monkeypatch.setattr("builtins.input", lambda *_: next(answers))
    for stream in (sys.stdin, sys.stderr):
        monkeypatch.setattr(stream, "isatty", lambda: True)
    first = EXERCISES[next(iter(EXERCISES))]
    assert [choose_or_recognise(None) for __ in range(3)] == [None, None, first]
    assert choose_or_recognise("auto") is None
    assert "0 auto – recognise what I do" in " ".join(capsys.readouterr().err.split())


# --- heights


@pytest.mark.parametrize(
    ("text", "cm"),
    [("176", 176), ("1.76", 176), ("1,76", 176), ("1.76 m", 176), ("176cm", 176), ("0.9", 90), ("80", 80)],
)
def test_a_height_in_metres_or_centimetres(text: str, cm: float) -> None:
    assert height_from(text) == pytest.approx(cm)


@pytest.mark.parametrize("text", ["17", "3", "2.6", "176 m", "1.76 cm", "tall", "", "nan", "inf", "-1.7", "0"])
def test_a_height_that_nobody_has(text: str) -> None:
    with pytest.raises(UsageError, match=r"write 176 or 1\.76"):
        height_from(text)


# --- other tables


@pytest.mark.parametrize("width", [40, 60])
def test_tables_become_paragraphs_before_they_are_cut(
    width: int, formcheck: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    db = tmp_path / "h.db"
    for seed in range(4):
        keep(a_set("single-leg-rdl", range_=60 + 5 * seed, sides=("left", "right"), seed=seed), db=db)
    runs = (["history"], ["compare", "1", "4"], ["routine", "show", "recovery"], ["exercises"])
    for words in runs:
        more = ["--db", db] if words[0] in ("history", "compare") else []
        out = formcheck(*words, *more).out
        assert all(len(line.rstrip()) <= width and CUT not in line for line in out.splitlines()), out
    assert "single-leg-rdl" in out


def test_a_fault_whose_limit_is_below_none_has_no_sign() -> None:
    (hold,) = a_hold_set([20.0], [15.0]).holds
    (fault,) = hold.faults
    assert (fault.value, fault.limit) == (-20.0, -11.0)
    assert evidence(fault) == "20°; a fault above 11°"
    assert evidence(fault.model_copy(update={"value": 5.0, "limit": 9.0})) == "5°; a fault below 9°"


@pytest.mark.parametrize("width", (28, 32, *WIDTHS))
@pytest.mark.parametrize("r", [a_hold_set([9.4], [6.4], broken_by=["sag"]), a_step_set(4, 4), PALMS])
def test_no_table_of_a_set_is_cut(r: Result, width: int) -> None:
    said = " ".join(printed(r, width).split())
    assert CUT not in said
    assert all(name in said for name in ("held", "clean") if r.holds)
    assert all(f"{x.index} " in said for x in r.movements)
