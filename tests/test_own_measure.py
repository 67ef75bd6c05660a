"""What a person brings along: a target of their own, and a height that came later; and what the history makes of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from conftest import Done
from sets import a_set

from formcheck.exercises import EXERCISES
from formcheck.exercises.own_target import aimed_at, guide_target, target_set_by
from formcheck.history.identity import uid_of
from formcheck.history.performance import of_result
from formcheck.history.side_by_side import left_and_right
from formcheck.history.store import Store, StoredSet, keep
from formcheck.judging.estimate import MeanEstimate
from formcheck.judging.in_centimetres import in_centimetres
from formcheck.output.calendar import MOST_MONTHS, months_of
from formcheck.output.history_phrases import meanings
from formcheck.output.page.chart import BOTTOM, HEIGHT, TOP, chart_of
from formcheck.result import Result

Run = Callable[..., Done]
START = datetime(2026, 1, 5, 18, tzinfo=UTC)
TALL = 176.0
FOOT = 0.152 * TALL  # cm


def in_feet(**more: object) -> Result:
    """A calf raise in foot lengths, with a fault in trunk lengths."""
    r = a_set(unit="foot lengths", range_=0.3, target=0.3, uncertainty=0.05, scatter=0.01, variant="double", **more)  # type: ignore[arg-type]
    first = r.reps[0]
    fault = a_set(faulty=[1]).reps[0].faults[0].model_copy(update={"unit": "T", "value": 0.1, "limit": 0.05})
    return r.model_copy(update={"reps": [first.model_copy(update={"faults": [fault]}), *r.reps[1:]]})


# --- the target


def test_an_own_target_takes_the_place_of_the_guides() -> None:
    calf = EXERCISES["calf-raise"]
    aimed = aimed_at(calf, 9.0, TALL)
    assert all(t * FOOT == pytest.approx(9.0) for r in aimed.ranges for t in r.targets.values())
    assert (target_set_by(calf), target_set_by(aimed)) == ("guide", "person")
    assert guide_target("calf-raise", "double", TALL) == pytest.approx(0.3 * FOOT)
    assert guide_target("wall-angel", None, TALL) == 60, "an angle has no centimetres"


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("-e", "calf-raise", "--target", 60), "--height"),
        (("-e", "wall-angel", "--target", 400), "degrees"),
        (("-e", "plank", "--target", 1000), "seconds"),
        (("-e", "pull-up", "--target", 30), "trunk lengths"),
        (("-e", "wall-angel", "--note", "x"), "--store or --html"),
        (("-e", "wall-angel", "--when", "2026-01-01"), "--store or --html"),
        (("-e", "wall-angel", "--store", "--when", "9999-12-31"), "is not a day"),
    ],
)
def test_what_cannot_be_meant_is_refused(options: tuple[object, ...], says: str, formcheck: Run) -> None:
    done = formcheck("analyze", "clip.mp4", *options)
    assert (done.code, says in done.err) == (2, True)


# --- the height


def test_every_length_is_in_centimetres_with_the_height() -> None:
    feet = in_feet(symmetry=(0.28, 0.32))
    cm = in_centimetres(feet, TALL)
    assert {rep.rom.unit for rep in cm.reps} == {cm.summary.rom.unit} == {"cm"}
    for a, b in zip(feet.reps, cm.reps, strict=True):
        for name in ("value", "target", "uncertainty"):
            assert getattr(b.rom, name) == pytest.approx(getattr(a.rom, name) * FOOT, abs=0.051)
    fault = cm.reps[0].faults[0]
    assert (fault.unit, fault.value, fault.limit) == ("cm", round(0.1 * 0.288 * TALL, 1), round(0.05 * 0.288 * TALL, 1))
    assert cm.summary.symmetry.left == pytest.approx(0.28 * FOOT, abs=0.051)
    taller = in_centimetres(cm, 2 * TALL)
    assert taller.reps[0].rom.value == pytest.approx(2 * (cm.reps[0].rom.value or 0))
    assert in_centimetres(a_set(), TALL).reps == a_set().reps, "degrees stay"
    assert uid_of(feet, None) != uid_of(cm, None)


def test_a_height_can_be_added_later(formcheck: Run, tmp_path: Path) -> None:
    db = tmp_path / "history.db"
    for i in range(2):
        keep(in_feet(seed=i), when=START + timedelta(weeks=i), db=db)
    keep(in_centimetres(in_feet(seed=2), TALL), when=START + timedelta(weeks=2), db=db)

    def series() -> list[tuple[str, int]]:
        plain = json.loads(formcheck("history", "--db", db, "--json").out)
        return [(s["unit"], len(s["sets"])) for s in plain["series"]]

    assert series() == [("cm", 1), ("foot lengths", 2)]
    done = formcheck("history", "edit", 1, 2, "--height", TALL, "--person", "Ada", "--when", "2026-01-02", "--db", db)
    assert (done.code, "changed sets 1, 2" in done.err) == (0, True)
    assert formcheck("history", "edit", 3, "--person", "Ada", "--db", db).code == 0
    assert series() == [("cm", 3)]
    with Store(db) as s:
        assert s.get(1).at.astimezone().date() == date(2026, 1, 2)
    again = keep(in_centimetres(in_feet(seed=0), TALL), person="Ada", db=db)
    assert (again.id, again.new) == (1, False), "the same clip, judged with the height, is that set"


def test_an_edit_that_cannot_be_changes_nothing(formcheck: Run, tmp_path: Path) -> None:
    db = tmp_path / "history.db"
    keep(in_feet(), db=db)
    keep(in_centimetres(in_feet(), TALL), db=db)
    keep(a_set(unit="cm"), db=db)  # by a height that an older version did not store
    assert formcheck("history", "edit", 1, "--db", db).code == 2
    for asked, why in ((1, "same as set 2"), (3, "not stored"), (9, "no set 9")):
        done = formcheck("history", "edit", asked, "--height", TALL, "--db", db)
        assert (done.code, why in done.err) == (1, True)
    with Store(db) as s:
        assert [x.result.summary.rom.unit for x in s.sets()] == ["foot lengths", "cm", "cm"]


# --- history: axis, calendar, explanations


def test_a_wide_interval_does_not_stretch_the_axis() -> None:
    def spread(uncertainty: float) -> tuple[float, list[tuple[float, float]]]:
        values = [MeanEstimate(x, 0.0, uncertainty) for x in (10.0, 11.0, 12.0)]
        at = [START + timedelta(days=i) for i in range(3)]
        chart = chart_of("x", at, values, say=["", "", ""], tick="{:.0f}", level=None, limits=None)
        assert chart
        return abs(chart.dots[0].y - chart.dots[-1].y), [(d.low, d.high) for d in chart.dots]

    high = HEIGHT - TOP - BOTTOM
    assert spread(0.1)[0] > 0.8 * high
    apart, ends = spread(12.0)
    assert apart >= 0.2 * high
    assert all(TOP <= y <= HEIGHT - BOTTOM for pair in ends for y in pair), "cut at the edges of the chart"


def test_no_axis_goes_below_zero() -> None:
    values, at = [MeanEstimate(x, 0.0, 9.0) for x in (1.0, 3.0)], [START, START + timedelta(days=1)]
    chart = chart_of("x", at, values, say=["", ""], tick="{:.1f} s", level=None, limits=None)
    assert chart and [text for _, text in chart.ticks][-1] == "0.0 s"


def test_the_calendar_counts_sets_by_day() -> None:
    days = [date(2026, 1, 5), date(2026, 1, 5), date(2026, 2, 28)]
    sets = [
        StoredSet(i, datetime(d.year, d.month, d.day, 12).astimezone(), None, a_set(seed=i)) for i, d in enumerate(days)
    ]
    january, february = months_of(sets)
    assert (january.name, len(january.days), len(february.days)) == ("2026-01", 31, 28)
    assert {d.number: (d.sets, d.says) for d in january.days if d.sets} == {5: (2, "Calf raise: 2 sets")}
    assert january.weeks[0][:4] == (None, None, None, january.days[0]), "the first was a Thursday"
    long = [*sets, replace(sets[0], at=datetime(2029, 6, 1, 12).astimezone())]
    assert [m.name for m in months_of(long)][:: MOST_MONTHS - 1] == ["2028-07", "2029-06"]
    assert months_of([]) == []


def test_the_measures_that_are_shown_are_explained(formcheck: Run, tmp_path: Path) -> None:
    db, page = tmp_path / "history.db", tmp_path / "a.html"
    for i in range(2):
        keep(a_set(seed=i), when=START + timedelta(weeks=i), db=db)
    said = meanings([of_result(a_set())])
    assert [x.partition(":")[0] for x in said] == ["control", "clean reps"]
    done = formcheck("history", "--db", db, "--html", page)
    for text in said:
        assert text in " ".join(done.out.split())
        assert text in page.read_text("utf-8")
    assert "2026-01  ····1······1···" in done.out
    assert page.read_text("utf-8").count('class="day"') == 2


# --- left beside right


def test_left_beside_right_of_one_set(formcheck: Run, tmp_path: Path) -> None:
    place = tmp_path / "a.json"
    r = a_set("clamshell", view="front", sides=("left", "right"), by_side={"left": 40, "right": 20})
    place.write_text(r.model_dump_json(), "utf-8")
    (pair,) = json.loads(formcheck("compare", place, "--json").out)
    assert (pair["side"], pair["changes"][0]["how"]) == (["left", "right"], "left larger")
    assert pair["changes"][0]["change"]["value"] == pytest.approx(-20, abs=2)
    place.write_text(a_set("clamshell", view="front", sides=("left",)).model_dump_json(), "utf-8")
    assert "does not show both sides" in formcheck("compare", place).err
    assert formcheck("compare", place, place, "--video", tmp_path / "a.mp4").code == 1
    assert not list(tmp_path.glob("*.mp4"))


def test_limbs_that_move_together_have_their_ranges_apart() -> None:
    r = a_set("wall-angel", view="front", symmetry=(60.0, 40.0), uncertainty=4.0)
    pair = left_and_right(of_result(r), r)
    assert pair
    (change,) = pair.changes
    assert (change.metric, change.how, change.delta and change.delta.value) == ("range", "left larger", -20.0)
    assert left_and_right(of_result(a_set("wall-angel")), a_set("wall-angel")) is None
