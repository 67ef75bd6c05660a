"""Wherever it runs: without streams, folders, a home; with files of other systems."""

from __future__ import annotations

import errno
import json
import random
import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from unicodedata import normalize

import clips
import pytest
from conftest import CONSOLE_SCRIPT, Done
from sets import a_set
from streams import Stream, at_work, recorded

from formcheck.errors import ExerciseError, FormcheckError, SourceError
from formcheck.exercises import EXERCISES, own
from formcheck.exercises.check import check_exercise
from formcheck.exercises.read import read
from formcheck.history import exchange
from formcheck.history.store import Store, keep
from formcheck.pipeline import judge
from formcheck.routine import read as routines
from formcheck.scoring.labelled_clips import Case, found

Run = Callable[..., Done]
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a limit of Linux")
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="a shell of POSIX")
CALF = {"exercise": "calf-raise", "reps": 2}
OF_0_1_0 = Path(__file__).parent / "data" / "history-1.db"  # three sets, stored by 0.1.0


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two made-up calf raises."""
    return recorded(at_work("calf-raise", 2), tmp_path_factory.mktemp("environments") / "set.npz")


def refused(done: Done, says: str) -> None:
    assert (done.code, done.out) == (1, "")
    (line,) = done.err.splitlines()
    assert line.startswith("formcheck: ") and says in line


# streams and folders that are not there


def closing(*streams: str) -> tuple[str, ...]:
    return ("sh", "-c", f'exec "$0" "$@" {" ".join(streams)}', CONSOLE_SCRIPT)


@POSIX
def test_without_standard_streams_it_is_judged_and_written(console: Run, recording: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.json"
    done = console(
        "analyze", recording, "-e", "calf-raise", "--json", out, command=closing("<&-", ">&-", "2>&-"), cwd=tmp_path
    )
    assert done.code == 0
    assert json.loads(out.read_text("utf-8"))["summary"]["reps"] == 2


FROM_CRONTAB = {"debian": ("HOME=.", "LOGNAME=coach", "SHELL=/bin/sh"), "nothing": ()}


@POSIX
@pytest.mark.parametrize("sets", FROM_CRONTAB)
def test_cron_needs_no_terminal_no_home_and_no_input(
    sets: str, console: Run, two_reps: Callable[[str], Path], recording: Path, tmp_path: Path
) -> None:
    """Debian's cron sets three variables and this PATH, and no TERM, LANG or COLUMNS; another one may set none."""
    set_by_cron = ("env", "-i", "PATH=/usr/bin:/bin", *FROM_CRONTAB[sets])
    (tmp_path / "clips").mkdir()
    shutil.copy(recording, tmp_path / "clips")
    (tmp_path / "clips" / f"{recording.stem}.labels.json").write_text(json.dumps(CALF), "utf-8")
    clip = two_reps("calf-raise-side")
    for command, says, noted in (
        (f"analyze {clip} -e calf-raise --html x.html --store --db sets.db", "2 reps", "formcheck: stored as set 1\n"),
        ("score clips --json score.json", "every clip as expected", ""),
        ("history --db sets.db", "2 reps", ""),
    ):
        with (tmp_path / "log").open("wb") as log:
            done = console(*command.split(), command=(*set_by_cron, *closing("<&-")), cwd=tmp_path, stdout=log)
        said = (tmp_path / "log").read_text("utf-8")
        assert (done.code, done.err) == (0, noted), said
        assert says in said and "\x1b" not in said and "\r" not in said
    assert json.loads((tmp_path / "score.json").read_text("utf-8"))["clips"]
    assert (tmp_path / "x.html").read_text("utf-8").endswith("</html>")


@POSIX
def test_data_for_a_closed_standard_output_is_an_error(console: Run, recording: Path) -> None:
    refused(
        console("analyze", recording, "-e", "calf-raise", "--json", "-", command=closing(">&-")),
        "standard output is closed",
    )


NOWHERE = """
import tempfile
tempfile._candidate_tempdir_list = lambda: ["/dev/null/temporary"]
from formcheck.cli import main
main()
"""


@POSIX
def test_where_no_folder_can_be_written_a_report_needs_none(console: Run, recording: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.html"
    done = console(
        "analyze", recording, "-e", "calf-raise", "-q", "--html", out, "--trace", tmp_path / "x.csv",
        command=(sys.executable, "-c", NOWHERE), env={"MPLCONFIGDIR": "/dev/null/matplotlib"},
    )  # fmt: skip
    assert (done.code, done.out, done.err) == (0, "", "")
    assert out.read_text("utf-8").count("<svg") >= 1
    assert sorted(p.name for p in tmp_path.iterdir()) == ["x.csv", "x.html"]


def test_without_a_home_it_is_said_where_to_keep_sets(
    formcheck: Run, recording: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody(*args: object, **more: object) -> Path:
        raise RuntimeError("could not determine the home directory")

    monkeypatch.setattr("platformdirs.user_data_path", nobody)
    refused(formcheck("history"), "--db")
    refused(formcheck("analyze", recording, "-e", "calf-raise", "--store"), "--db")
    assert formcheck("analyze", recording, "-e", "calf-raise", "-q").code == 0
    assert formcheck("models").code == 0


@pytest.mark.parametrize(
    ("error", "says"),
    [(OSError(errno.ENOSPC, "No space left on device"), "No space left"), (MemoryError(), "not enough memory")],
)
def test_a_limit_of_the_machine_is_one_sentence(
    error: Exception, says: str, formcheck: Run, recording: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def raises(*args: object, **more: object) -> None:
        raise error

    monkeypatch.setattr("formcheck.commands.console_report.show", raises)
    refused(formcheck("analyze", recording, "-e", "calf-raise"), says)


@LINUX
@pytest.mark.parametrize(("command", "code"), [("analyze clip.mp4 -e calf-raise", 1), ("score .", 3)])
def test_too_few_addresses_for_the_pose_model_are_one_sentence(
    command: str, code: int, console: Run, tmp_path: Path
) -> None:
    """MediaPipe itself aborts or hangs."""
    shutil.copy(clips.sample("calf-raise-side"), tmp_path / "clip.mp4")
    (tmp_path / "clip.labels.json").write_text(json.dumps(CALF), "utf-8")
    limited = ("sh", "-c", 'ulimit -v 1200000; exec "$0" "$@"', CONSOLE_SCRIPT)
    done = console(*command.split(), command=limited, cwd=tmp_path)
    assert done.code == code
    assert "raise that limit" in " ".join((done.out + done.err).split())


@LINUX
@pytest.mark.clip
def test_without_a_list_of_cores_the_pose_model_is_not_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from formcheck.capture import machine

    monkeypatch.setattr(machine, "CORES", tmp_path / "possible")
    machine.must_suit.cache_clear()
    with pytest.raises(FormcheckError, match="mount /sys"):
        machine.must_suit()
    (tmp_path / "possible").write_text("0-1", "ascii")
    machine.must_suit()


# files of other systems


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_texts_are_read_in_any_unicode_encoding(encoding: str, formcheck: Run, tmp_path: Path) -> None:
    routine, exercise = tmp_path / "mine.toml", tmp_path / "plank.toml"
    routine.write_text(routines.text_of("recovery"), encoding)
    assert routines.load(str(routine)).step
    exercise.write_text((files("formcheck.exercises") / "files" / "plank.toml").read_text("utf-8"), encoding)
    assert own.of_file(exercise)[0].name == "plank"
    keep(a_set(), db=tmp_path / "a.db")
    with Store(tmp_path / "a.db") as store:
        (tmp_path / "sets.jsonl").write_text("".join(exchange.written(store.sets())), encoding)
    assert formcheck("history", "import", tmp_path / "sets.jsonl", "--db", tmp_path / "b.db").code == 0
    result = tmp_path / "x.json"
    result.write_text(a_set().model_dump_json(), encoding)
    assert formcheck("compare", result, result).code == 0


@pytest.mark.parametrize(("clip", "label"), [("NFD", "NFC"), ("NFC", "NFD")])
@pytest.mark.parametrize("named", ["", "clip", "label"])
def test_a_name_is_the_same_however_its_accents_are_spelled(
    clip: str, label: str, named: str, recording: Path, tmp_path: Path
) -> None:
    places = {"": tmp_path}
    places["clip"] = tmp_path / f"{normalize(clip, 'Übung é')}.npz"
    places["label"] = tmp_path / f"{normalize(label, 'Übung é')}.labels.json"
    shutil.copy(recording, places["clip"])
    places["label"].write_text(json.dumps(CALF), "utf-8")
    (case,) = found([places[named]])
    assert isinstance(case, Case) and case.stem == normalize("NFC", "Übung é")


def test_clips_of_every_device_are_found_and_hidden_files_are_not(
    formcheck: Run, recording: Path, tmp_path: Path
) -> None:
    for name in ("a.MTS", "b.m2ts", "c.3gp", "d.npz"):
        shutil.copy(recording, tmp_path / name)
        shutil.copy(recording, tmp_path / f"._{name}")
        (tmp_path / f"{Path(name).stem}.labels.json").write_text(json.dumps(CALF), "utf-8")
    assert [c.stem for c in found([tmp_path]) if isinstance(c, Case)] == ["a", "b", "c", "d"]
    for name in ("a.MTS", "b.m2ts", "c.3gp"):
        (tmp_path / name).unlink()
    assert formcheck("analyze", tmp_path, "-e", "calf-raise", "-q").code == 0
    with pytest.raises(SourceError):
        found([tmp_path / "none"])


def test_a_history_of_0_1_0_is_read(formcheck: Run, tmp_path: Path) -> None:
    db = shutil.copy(OF_0_1_0, tmp_path / "sets.db")
    with Store(db) as store:
        sets = store.sets()
        assert [(s.result.exercise, s.person, len(s.result.reps)) for s in sets] == [
            ("calf-raise", "Mia", 3),
            ("clamshell", None, 6),
            ("calf-raise", "Mia", 3),
        ]
        assert not store.unreadable
        again = keep(sets[0].result, person="Mia", db=db)
    assert (again.id, again.new) == (1, False)  # known by what it holds
    assert formcheck("history", "--db", db).code == 0


# a clip that holds two sets


def test_a_long_pause_is_told_and_is_no_rest() -> None:
    once = at_work("calf-raise", 2)
    later = [replace(s, t=s.t + once[-1].t + 60) for s in once]
    idle = [replace(once[-1], t=once[-1].t + i / 5) for i in range(1, 300)]
    r = judge(Stream([*once, *idle, *later]), EXERCISES["calf-raise"])
    assert len(r.reps) == 4
    assert ["after rep 2" in f.text for f in r.findings if f.id == "several-sets"] == [True]
    rests = [rep.lasted.rest_s for rep in r.reps]
    assert rests[1] is not None and rests[1] > 50
    assert r.summary.lasted.rest_s is not None and r.summary.lasted.rest_s < 5
    alone = judge(Stream(once), EXERCISES["calf-raise"])
    assert not [f for f in alone.findings if f.id == "several-sets"]


# declarations by anyone

INSTEAD = ("inf", "-inf", "nan", "1e400", "-1", "0", "9" * 400, "true", '""', f'"{"x" * 5000}"', "[]", "{}", "[[1]]",
           '"angle(hip"', '"change(change(hip))"', f'"{"(" * 500}"', "[" * 3000, "2020-01-01")  # fmt: skip


def changed(text: str, dice: random.Random) -> str:
    lines = text.splitlines()
    for _ in range(dice.randint(1, 2)):
        at = dice.randrange(len(lines))
        key, equals, __ = lines[at].partition("=")
        if equals and dice.random() < 0.7:
            lines[at] = f"{key}= {dice.choice(INSTEAD)}"
        elif dice.random() < 0.5:
            del lines[at]
        else:
            lines[at] = re.sub(r"\d+(\.\d+)?", dice.choice(INSTEAD), lines[at])
    return "\n".join(lines)


def test_a_damaged_declaration_is_read_or_refused() -> None:
    dice = random.Random(7)
    texts = [p.read_text("utf-8") for p in sorted(Path(own.__file__).with_name("files").glob("*.toml"))]
    refusals = 0
    for _ in range(120):
        try:
            check_exercise(read(changed(dice.choice(texts), dice), "my.toml"))
        except ExerciseError as e:
            refusals += 1
            assert len(str(e)) < 600 and "\n" not in str(e)
    assert 40 < refusals < 120


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("x = " + "[" * 5000, "nested too deeply"),
        ("longest_s = " + "9" * 400, "too large a number"),
        (f'posture = "{"x" * 9000}"', "…"),
    ],
    ids=["brackets", "digits", "letters"],
)
def test_a_declaration_that_says_too_much_is_one_sentence(text: str, says: str) -> None:
    plank = (files("formcheck.exercises") / "files" / "plank.toml").read_text("utf-8")
    key = text.split(" ")[0]
    plank = "\n".join(line for line in plank.splitlines() if not line.startswith(f"{key} "))
    with pytest.raises(ExerciseError, match=says) as e:
        read(f"{text}\n{plank}", "my.toml")
    assert len(str(e.value)) < 300


def test_a_declaration_as_large_as_a_film_is_not_parsed(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_bytes(b"#" * (own.MOST_BYTES + 1))
    with pytest.raises(ExerciseError, match="too large"):
        own.of_file(tmp_path / "x.toml")
