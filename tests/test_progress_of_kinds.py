"""History, comparisons and routines of holds and steps: seconds and directions instead of repetitions."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from conftest import Done
from jsonschema import Draft202012Validator
from sets import a_hold_set, a_set, a_step_set

from formcheck.history.balance import balances
from formcheck.history.change import MetricChange, changes
from formcheck.history.performance import SetMetrics, of_result
from formcheck.history.side_by_side import pairs
from formcheck.history.store import NewSet, Store, keep
from formcheck.history.trend import series_of
from formcheck.output.history_phrases import own_and_asked
from formcheck.output.page.compare import compare_page
from formcheck.output.page.history import history_page
from formcheck.output.page.routine import routine_page
from formcheck.output.terminal.compare import fault_rows, rows_of
from formcheck.output.terminal.routine import amount_done, came_to
from formcheck.result import Result
from formcheck.routine.model import Routine, Step
from formcheck.routine.outcome import RoutineOutcome, outcome_of
from formcheck.routine.plan import plan
from formcheck.routine.unfinished import DoneSet

Run = Callable[..., Done]
START = datetime(2026, 1, 5, 18, tzinfo=UTC)
SCHEMAS = Path(__file__).resolve().parents[1] / "docs"


def one(r: Result, **more: object) -> SetMetrics:
    (found,) = of_result(r, **more)  # type: ignore[arg-type]
    return found


def change_of(metric: str, a: Result, b: Result) -> MetricChange:
    return next(c for c in changes([one(a)], [one(b)]) if c.metric == metric)


def test_seconds_held_of_all_holds_count() -> None:
    p = one(a_hold_set([12.0, 8.0], [12.0, 5.0]))
    held, clean, share = (p.measure(m, p.judged) for m in ("held", "held_clean", "clean"))
    assert held and clean and share
    assert (held.value, held.uncertainty) == (20.0, 1.0), "half a second of each"
    assert (clean.value, share.value) == (17.0, 85.0)
    assert clean.uncertainty > held.uncertainty, "a shorter fault is not seen"
    assert "range" not in p.measures and "concentric" not in p.measures


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        (20.0, 20.6, ("no change you can trust", "")),
        (20.0, 22.0, ("better", "longer")),
        (22.0, 20.0, ("worse", "shorter")),
        (32.0, 40.0, ("changed", "longer")),
    ],
)
def test_longer_is_better_up_to_the_target(before: float, after: float, says: tuple[str, str]) -> None:
    c = change_of("held", a_hold_set([before]), a_hold_set([after]))
    assert (c.verdict, c.how) == says


def test_a_share_of_seconds_is_larger_and_repetitions_are_more() -> None:
    share = change_of("clean", a_hold_set([30.0], [10.0]), a_hold_set([30.0]))
    steps = change_of("clean", a_step_set(10, 0, faulty=range(1, 9)), a_step_set(10, 0))
    assert [(c.verdict, c.how) for c in (share, steps)] == [("better", "larger"), ("better", "more")]


def test_nothing_is_called_clean_that_was_not_judged() -> None:
    seen, unseen = a_hold_set([20.0], [15.0]), a_hold_set([20.0], judged=())
    names = [row["name"] for p in pairs(of_result(seen), of_result(unseen)) for row in rows_of(p)]
    assert names == ["holds", "held"]
    without_sag = a_hold_set([20.0], judged=("pike",))
    assert one(seen).measure("clean", one(without_sag).judged) is None, "which cue spoilt which second is not known"
    assert one(a_hold_set([20.0])).measure("clean", one(without_sag).judged)


def test_what_ended_a_hold_is_told() -> None:
    (p,) = pairs(of_result(a_hold_set([20.0], [15.0], broken_by=["sag"])), of_result(a_hold_set([25.0])))
    assert fault_rows(p) == [{"say": "Lift your hips, one line", "a": "1 of 1, ended 1", "b": "0 of 1"}]


def test_the_own_time_and_the_share_of_the_target() -> None:
    (s,) = series_of(one(a_hold_set([x]), at=START + timedelta(days=i)) for i, x in enumerate((14.0, 15.0, 18.0)))
    said = own_and_asked(s)
    assert said.startswith("You hold for 15.0 s")
    assert "30.0 s (last set: 60 % of it)" in said


def test_steps_are_followed_by_their_direction() -> None:
    left, right = of_result(a_step_set(left=4, right=6, faulty=[1]))
    assert [(p.side, len(p.counted), p.kind) for p in (left, right)] == [("left", 4, "steps"), ("right", 6, "steps")]
    clean = [p.measure("clean", p.judged) for p in (left, right)]
    assert [c and c.value for c in clean] == [75.0, 100.0]
    assert [len(b.differences) for b in balances([left, right])] == [1]


@pytest.fixture
def db(tmp_path: Path) -> Path:
    place = tmp_path / "h.db"
    with Store(place) as s:
        s.add(NewSet(a_hold_set([12.0 + 4 * i]), None, START + timedelta(weeks=i)) for i in range(3))
        s.add([NewSet(a_step_set(), None, START, "left knee\nstiff"), NewSet(a_set(), None, START)])
    return place


def test_every_kind_in_one_history(formcheck: Run, db: Path, tmp_path: Path) -> None:
    page = tmp_path / "h.html"
    done = formcheck("history", "--db", db, "--html", page)
    assert done.code == 0
    for text in ("1 hold", "8 steps", "8 reps", "20.0 s", "left knee stiff", "to the left"):
        assert text in done.out
    html = page.read_text("utf-8")
    assert "share clean" in html and "clean steps" in html and "left knee\nstiff" in html
    plain = json.loads(formcheck("history", "--db", db, "--json").out)
    Draft202012Validator(json.loads((SCHEMAS / "history.schema.json").read_text("utf-8"))).validate(plain)
    planks = next(s for s in plain["series"] if s["exercise"] == "plank")
    assert planks["kind"] == "holds"
    assert [s["measures"]["held"]["value"] for s in planks["sets"]] == [12.0, 16.0, 20.0]


def test_a_note_is_kept_exported_and_changed(formcheck: Run, db: Path, tmp_path: Path) -> None:
    lines, other = tmp_path / "sets.jsonl", tmp_path / "other.db"
    assert formcheck("history", "export", lines, "--db", db).code == 0
    read = [json.loads(line) for line in lines.read_text("utf-8").splitlines()]
    assert [x.get("note") for x in read if "note" in x] == ["left knee\nstiff"]
    validator = Draft202012Validator(json.loads((SCHEMAS / "set.schema.json").read_text("utf-8")))
    for x in read:
        validator.validate(x)
    assert formcheck("history", "import", lines, "--db", other).code == 0
    with Store(other) as s:
        assert {x.note for x in s.sets()} == {None, "left knee\nstiff"}
        (noted,) = (x.id for x in s.sets() if x.note)
    assert formcheck("history", "edit", noted, "--note", "fine", "--db", other).code == 0
    with Store(other) as s:
        assert s.get(noted).note == "fine"
    assert formcheck("history", "edit", noted, "--note", "", "--db", other).code == 0
    with Store(other) as s:
        assert s.get(noted).note is None
    assert keep(a_set(seed=9), note="new", db=other).new


def test_pages_of_holds_and_steps() -> None:
    for a, b in ((a_hold_set(), a_hold_set([9.0], [4.0])), (a_step_set(), a_step_set(faulty=[2]))):
        both = pairs(of_result(a), of_result(b))
        text = compare_page(both, ("x", "y"), [(None, None)] * len(both), [({}, {})] * len(both))
        assert "with the fault" in text and "None" not in text
    series = series_of(p for r in (a_hold_set(), a_step_set()) for p in of_result(r, at=START))
    assert "Plank" in history_page(series, [], [])


PLANKS = Routine.model_validate(
    {"title": "Trunk", "rest_s": 30, "step": [{"exercise": "plank", "sets": 3, "seconds": 30}]}
)


def test_a_hold_has_a_target_in_seconds() -> None:
    sets = plan(PLANKS, [])
    assert [p.amount for p in sets] == ["30 seconds"] * 3
    assert PLANKS.seconds == 3 * 30 + 2 * 30
    done = DoneSet.of(a_hold_set([20.0, 8.5], [20.0, 6.0]), sets[0])
    assert (done.reps, done.held_s, done.clean_s, done.size) == (2, 28.5, 26.0, None)
    assert amount_done(done, sets[0]) == "28.5 s of 30 s held"
    assert came_to(done, sets[0]) == "28.5 s of 30 s held, 26.0 s of it clean"


def test_steps_of_the_prescribed_way_count() -> None:
    walk = Routine(title="Walk", step=[Step(exercise="lateral-walk", reps=6)])
    left, right = plan(walk, [])
    assert (left.title, left.amount) == ("Banded lateral walk, stepping to the left", "6 steps")
    done = DoneSet.of(a_step_set(left=5, right=2), left)
    assert (done.reps, done.other, amount_done(done, left)) == (5, 2, "5 of 6 steps")
    assert DoneSet.of(a_step_set(left=5, right=6), right).reps == 6


def test_the_page_and_the_file_of_a_routine_say_seconds() -> None:
    sets, r = plan(PLANKS, []), a_hold_set([30.5], [24.0])
    outcome = outcome_of(PLANKS, sets, [DoneSet.of(r, sets[0])], {0: r}, None, complete=False)
    page = routine_page(outcome, "2026-03-01")
    assert "30.5 s of 30 s held" in page and "24.0 s of it clean" in page
    again = RoutineOutcome.model_validate_json(outcome.model_dump_json())
    assert [s.kind for s in again.sets] == ["holds"] * 3
