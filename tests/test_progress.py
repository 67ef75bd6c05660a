"""Statements on change, on the two sides and on two clips never go beyond measurement error."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from math import hypot
from pathlib import Path

import clips
import pytest
from conftest import Done
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from sets import a_set

from formcheck.history.balance import balances
from formcheck.history.change import MetricChange, changes, why_not
from formcheck.history.performance import SetMetrics, of_result
from formcheck.history.store import NewSet, Store, StoredSet, keep
from formcheck.history.trend import Trend, series_of
from formcheck.judging.estimate import MeanEstimate, difference, mean_of, pooled, share_of
from formcheck.output.history_phrases import sparkline
from formcheck.output.page.history import history_page
from formcheck.result import Result

Run = Callable[..., Done]
START = datetime(2026, 1, 5, 18, tzinfo=UTC)
U = 4.0  # the range's uncertainty in these sets, degrees


def one(result: Result, **more: object) -> SetMetrics:
    (found,) = of_result(result, **more)  # type: ignore[arg-type]
    return found


def change_of(metric: str, found: list[MetricChange]) -> MetricChange:
    return next(c for c in found if c.metric == metric)


def weeks(results: list[Result], person: str | None = None) -> list[SetMetrics]:
    """Results as performances, a week between two."""
    return [
        p for i, r in enumerate(results) for p in of_result(r, set_id=i, at=START + timedelta(weeks=i), person=person)
    ]


def range_verdict(a: float, b: float, *, target: float = 90.0, seed: int = 0) -> tuple[str, str]:
    before, after = (one(a_set(range_=x, uncertainty=U, target=target, seed=seed + i)) for i, x in enumerate((a, b)))
    c = change_of("range", changes([before], [after]))
    return c.verdict, c.how


# --- change


@pytest.mark.parametrize("gain", [0.0, 2.0, 4.0, -4.0])
def test_less_than_the_error_is_no_change(gain: float) -> None:
    assert range_verdict(60, 60 + gain)[0] == "no change you can trust"


def test_more_than_the_error_is_an_improvement() -> None:
    assert range_verdict(60, 60 + 2 * hypot(U, U)) == ("better", "larger")
    assert range_verdict(60, 60 - 2 * hypot(U, U)) == ("worse", "smaller")


def test_more_than_what_is_asked_for_is_not_better() -> None:
    assert range_verdict(80, 95, target=75.0) == ("changed", "larger")
    assert range_verdict(95, 80, target=75.0) == ("changed", "smaller")
    assert range_verdict(95, 60, target=75.0) == ("worse", "smaller")


def test_a_person_who_stays_the_same_is_seldom_told_otherwise() -> None:
    """Each set carries its own error, as large as its interval says, and repetitions that differ."""
    dice = random.Random(3)
    told = {0.0: 0, 0.5: 0, 3.0: 0}
    for gain in told:
        for i in range(100):
            measured = [60 + k * gain * hypot(U, U) + dice.gauss(0, U / 1.645) for k in (0, 1)]
            told[gain] += range_verdict(*measured, seed=2 * i)[0] == "better"
    assert told[0.0] <= 10, "5 in 100 on either side is what a 90 % interval allows"
    assert told[0.5] <= 25
    assert told[3.0] >= 95


def test_slower_is_told_and_not_praised() -> None:
    fast, slow = one(a_set(lift=0.6, lower=0.6, tempo="2-0-2")), one(a_set(lift=1.4, lower=1.5, tempo="2-0-2"))
    found = changes([fast], [slow])
    assert (change_of("eccentric", found).verdict, change_of("eccentric", found).how) == ("changed", "slower")
    assert change_of("control", found).verdict == "better"


def test_control_is_not_compared_across_tempos() -> None:
    found = changes([one(a_set(tempo="2-1-2"))], [one(a_set(tempo="4-1-4"))])
    assert all(c.metric != "control" for c in found)


def test_clean_repetitions() -> None:
    bad, good = one(a_set(faulty=range(1, 8))), one(a_set())
    assert change_of("clean", changes([bad], [good])).verdict == "better"
    assert change_of("clean", changes([one(a_set(faulty=[1]))], [good])).verdict == "no change you can trust"


def test_a_cue_that_one_set_could_not_judge_does_not_count() -> None:
    bad = a_set(faulty=range(1, 9))
    fault = bad.reps[0].faults[0].id
    blind = a_set()
    blind = blind.model_copy(
        update={"checks": [c.model_copy(update={"verdict": "not-assessable"}) if c.id == fault else c
                           for c in blind.checks]}
    )  # fmt: skip
    c = change_of("clean", changes([one(bad)], [one(blind)]))
    assert c.before and c.before.value == 100


def test_the_gap_between_the_sides() -> None:
    uneven, even = (
        one(a_set("wall-angel", view="front", symmetry=s, uncertainty=2.0)) for s in ((45.0, 65.0), (55.0, 56.0))
    )
    assert (change_of("symmetry", changes([uneven], [even])).how) == "more even"


def test_a_range_that_was_not_measured_is_not_known() -> None:
    blind = a_set()
    reps = [r.model_copy(update={"rom": r.rom.model_copy(update={"value": None, "uncertainty": None})})
            for r in blind.reps]  # fmt: skip
    c = change_of("range", changes([one(a_set())], [one(blind.model_copy(update={"reps": reps}))]))
    assert (c.verdict, c.delta) == ("not known", None)


@pytest.mark.parametrize(
    ("other", "says"),
    [
        ({"view": "oblique"}, "Each view has its own measurement error"),
        ({"variant": "single-leg"}, "variants"),
        ({"sides": ("left",)}, "balance"),
        ({"unit": "cm"}, "--height"),
        ({"model": "lite"}, "pose models"),
        ({"suited": False}, "does not show"),
        ({"exercise": "wall-angel"}, "different exercises"),
    ],
)
def test_what_must_not_be_compared(other: dict[str, object], says: str) -> None:
    a, b = one(a_set()), one(a_set(**other))  # type: ignore[arg-type]
    assert says in (why_not(a, b) or "")
    assert why_not(a, one(a_set(seed=1))) is None


def test_other_people_are_not_compared() -> None:
    assert "different people" in (why_not(one(a_set(), person="Ada"), one(a_set(), person="Bo")) or "")
    assert why_not(one(a_set(), person="Ada"), one(a_set(), person="ada")) is None


# --- estimates


def test_intervals_of_means_are_students() -> None:
    e = mean_of([1.0, 2.0, 3.0], 0.5)
    assert (e.value, e.systematic) == (2.0, 0.5)
    assert e.sampling == pytest.approx(2.920 / 3**0.5)
    assert mean_of([50.0], 0.0).sampling == pytest.approx(1.645 * 5)


def test_wilsons_interval_is_never_nothing() -> None:
    assert share_of(8, 8, 0.0).sampling == pytest.approx(100 - 100 / (1 + 1.645**2 / 8), abs=0.1)


def test_the_systematic_error_is_not_averaged_away() -> None:
    sets = [MeanEstimate(60.0, 1.0, 4.0)] * 9
    assert pooled(sets).systematic == 4.0
    assert pooled(sets).sampling < 1.0
    assert pooled([MeanEstimate(x, 0.1, 4.0) for x in (50.0, 60.0, 70.0)]).sampling > 10, "days differ"


numbers = st.builds(MeanEstimate, st.floats(-100, 100), st.floats(0, 50), st.floats(0, 50))


@given(numbers, numbers)
def test_differences_are_as_sure_one_way_as_the_other(a: MeanEstimate, b: MeanEstimate) -> None:
    there, back = difference(a, b), difference(b, a)
    assert there.value == -back.value
    assert there.uncertainty == back.uncertainty >= max(a.uncertainty, b.uncertainty) - 1e-9


# --- series


def test_a_change_of_view_begins_another_series() -> None:
    found = series_of(weeks([a_set(view=v, seed=i) for i, v in enumerate(["side", "side", "oblique", "oblique"])]))
    assert [len(s.sets) for s in found] == [2, 2]
    assert [s.apart is None for s in found] == [True, False]
    assert "Each view has its own" in (found[1].apart or "")


def test_what_is_amiss_with_another_series_does_not_keep_this_one_apart() -> None:
    unsuited, fit = series_of(weeks([a_set(view="back", suited=False), a_set(view="side", seed=1)]))
    assert (unsuited.last.trouble is None, fit.last.trouble is None) == (False, True)
    assert fit.apart is None


def test_the_last_three_sets_against_the_first_three() -> None:
    (s,) = series_of(weeks([a_set(range_=50 + 5 * i, seed=i) for i in range(7)]))
    assert s.ends is not None
    assert [[p.set_id for p in end] for end in s.ends] == [[0, 1, 2], [4, 5, 6]]
    c = change_of("range", s.change)
    assert c.delta and c.delta.value == pytest.approx(20, abs=2)
    assert c.verdict == "better"


def test_one_set_has_no_trend() -> None:
    (s,) = series_of(weeks([a_set()]))
    assert s.change == []


def test_the_own_range_is_of_good_repetitions() -> None:
    (s,) = series_of(weeks([a_set(range_=50, scatter=0, faulty=range(1, 8)), a_set(range_=60, scatter=0, seed=1)]))
    assert s.own_range == 60
    (s,) = series_of(weeks([a_set(faulty=range(1, 9))]))
    assert s.own_range is None


def test_a_sparkline_shows_noise_flat() -> None:
    assert sparkline([MeanEstimate(x, 0.0, 0.01) for x in (1.0, 2.0, 3.0)]) == "▁▄▇"
    assert len(set(sparkline([MeanEstimate(x, 0.0, 5.0) for x in (1.0, 1.2, 0.9)]))) == 1
    assert sparkline([MeanEstimate(1.0, 0.0, 0.1), None]) == "▄ "
    assert sparkline([None]) == ""


# --- balance


def test_the_last_sets_of_both_sides_are_paired() -> None:
    ranges = [("left", 40.0), ("right", 60.0), ("left", 61.0), ("right", 62.0)]
    found = weeks([a_set("single-leg-rdl", sides=(s,), range_=x, seed=i) for i, (s, x) in enumerate(ranges)])  # type: ignore[arg-type]
    (b,) = balances(found)
    assert (b.left.set_id, b.right.set_id, b.weaker) == (2, 3, None)
    (b,) = balances(found[:2])
    assert b.weaker == "left"
    assert b.differences[0].delta.value == pytest.approx(-20, abs=2)


def test_one_side_after_the_other_in_one_set() -> None:
    found = of_result(a_set("clamshell", sides=("left", "right"), by_side={"left": 30, "right": 12}, view="front"))
    assert [p.side for p in found] == ["left", "right"]
    (b,) = balances(found)
    assert b.weaker == "right"


def test_sides_of_other_views_or_people_are_no_pair() -> None:
    left = a_set("single-leg-rdl", sides=("left",))
    right = a_set("single-leg-rdl", sides=("right",), view="oblique")
    assert not balances(weeks([left, right]))
    other = weeks([a_set("single-leg-rdl", sides=("right",))], person="Bo")
    assert not balances([*weeks([left]), *other])


# --- the commands


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "history.db"
    with Store(path) as s:
        s.add(NewSet(a_set(range_=50 + 4 * i, seed=i), None, START + timedelta(weeks=i)) for i in range(6))
        s.add([NewSet(a_set("wall-angel", view="front", seed=9), "<b>Ada</b>", START)])
    return path  # fmt: skip


def test_history_shows_the_change(formcheck: Run, db: Path) -> None:
    done = formcheck("history", "--db", db, "-e", "calf-raise")
    assert done.code == 0
    assert "better: larger" in done.out
    plain = json.loads(formcheck("history", "--db", db, "--json").out)
    assert [len(s["sets"]) for s in plain["series"]] == [6, 1]
    change = plain["series"][0]["changes"][0]
    assert (change["metric"], change["verdict"], change["how"]) == ("range", "better", "larger")


def schema(name: str) -> Draft202012Validator:
    text = (Path(__file__).resolve().parents[1] / "docs" / f"{name}.schema.json").read_text("utf-8")
    return Draft202012Validator(json.loads(text), format_checker=Draft202012Validator.FORMAT_CHECKER)


def test_what_is_printed_and_exported_is_as_published(formcheck: Run, db: Path) -> None:
    keep(a_set("clamshell", sides=("left", "right"), view="front", suited=False), db=db)
    for side in ("left", "right"):
        keep(a_set("single-leg-rdl", sides=(side,)), db=db)  # type: ignore[arg-type]
    history = json.loads(formcheck("history", "--db", db, "--json").out)
    schema("history").validate(history)
    assert len(history["balance"]) == 1 and any(s["not_compared"] for s in history["series"])
    lines = formcheck("history", "export", "-", "--db", db).out.splitlines()
    assert len(lines) == 10
    for line in lines:
        schema("set").validate(json.loads(line))
    empty = json.loads(formcheck("history", "--db", db.with_name("none.db"), "--json").out)
    schema("history").validate(empty)


@pytest.mark.parametrize("width", [60, 80, 100])
@pytest.mark.parametrize("exercise", ["wall-angel", "single-leg-rdl"])
def test_tables_fit_the_terminal(
    exercise: str, width: int, formcheck: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No number is broken over two lines or cut, and each phase stays on its line."""
    monkeypatch.setenv("COLUMNS", str(width))
    db, sides = tmp_path / "history.db", ("both",) if exercise == "wall-angel" else ("left", "right")
    for i, range_ in enumerate((60.0, 62.0)):
        symmetry = (60.0, 49.0) if exercise == "wall-angel" else None
        one = a_set(exercise, view="front", range_=range_, sides=sides, lift=2.2, symmetry=symmetry, seed=i)  # type: ignore[arg-type]
        keep(one, db=db, person="Ada", when=START + timedelta(weeks=i))
    for command in (("compare", 1, 2), ("history",), ("history", "-e", exercise)):
        lines = formcheck(*command, "--db", db).out.splitlines()
        assert max(map(len, lines)) <= width
        assert not any("…" in line or line.rstrip().endswith("±") for line in lines)
        for name in ("lift", "lowering"):
            rows = [line for line in lines if line.startswith(f"  {name} ") and "±" in line]
            assert all(re.search(r"\d ± \d.* no clear( change| difference)?$", r.rstrip()) for r in rows)
        bars = [line for line in lines if "━" in line]
        assert all(line.startswith(("  A  ", "  B  ")) and line.count(" s") == 3 for line in bars)


def test_history_by_time_and_person(formcheck: Run, db: Path) -> None:
    def count(*options: str) -> int:
        plain = json.loads(formcheck("history", "--db", db, "--json", *options).out)
        return sum(len(s["sets"]) for s in plain["series"])

    assert count("--since", "2026-01-12") == 5
    assert count("--until", "2026-01-12") == 3
    assert count("--person", "<B>ada</B>") == 1
    assert formcheck("history", "--db", db, "--since", "tomorrow").code == 2
    assert formcheck("history", "--db", db, "-e", "wall-angle").code == 2


def test_nothing_stored_is_no_error(formcheck: Run, tmp_path: Path) -> None:
    done = formcheck("history", "--db", tmp_path / "none.db")
    assert (done.code, done.err) == (0, "")
    assert "--store" in done.out
    assert not list(tmp_path.iterdir()), "looking makes no file"


class Links(HTMLParser):
    """Collects what a page would load, and whether it closes what it opens."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.loads += [v or "" for k, v in attrs if k in ("src", "href", "data") and v != "data:,"]


def test_the_page_loads_nothing_and_shows_names_as_they_are(formcheck: Run, db: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert formcheck("history", "--db", db, "--html", page).code == 0
    text = page.read_text("utf-8")
    links = Links()
    links.feed(text)
    assert links.loads == []
    assert {"script", "iframe", "img", "b"}.isdisjoint(links.tags)
    assert "&lt;b&gt;Ada&lt;/b&gt;" in text
    assert links.tags.count("svg") == 5, "range, lift, lowering, control, clean repetitions of the one series"


def test_a_page_without_sets() -> None:
    assert "No stored sets match" in history_page([], [], [])


def test_export_delete_import(formcheck: Run, db: Path, tmp_path: Path) -> None:
    lines = tmp_path / "sets.jsonl"
    assert formcheck("history", "export", lines, "--db", db).code == 0
    done = formcheck("history", "delete", "1", "--db", db)
    assert (done.code, "--yes" in done.err) == (2, True), "nobody is there to ask"
    assert formcheck("history", "delete", "-e", "calf-raise", "--yes", "--db", db).code == 0
    assert formcheck("history", "delete", "1", "--yes", "--db", db).code == 1
    assert formcheck("history", "delete", "--yes", "--db", db).code == 2
    with Store(db) as s:
        assert len(s.sets()) == 1
    assert "imported 6 sets, 1 already stored" in formcheck("history", "import", lines, "--db", db).err
    with Store(db) as s:
        assert len(s.sets()) == 7


def test_a_broken_line_imports_nothing(formcheck: Run, db: Path, tmp_path: Path) -> None:
    lines, other = tmp_path / "sets.jsonl", tmp_path / "other.db"
    formcheck("history", "export", lines, "--db", db)
    lines.write_text(lines.read_text("utf-8") + '{"schema": "formcheck.set/1"}\n', "utf-8")
    done = formcheck("history", "import", lines, "--db", other)
    assert (done.code, "line 8" in done.err, "Traceback" in done.err) == (1, True, False)
    assert not other.exists()
    assert formcheck("history", "import", tmp_path / "none", "--db", other).code == 1


def test_analyze_keeps_a_set(formcheck: Run, judged: Callable[..., object], tmp_path: Path) -> None:
    clip = judged(clips.sample("calf-raise-side"), "calf-raise").recording  # type: ignore[attr-defined]
    db = tmp_path / "history.db"
    options = ("analyze", clip, "-e", "calf-raise", "--height", 176, "--db", db, "--store")
    first = formcheck(*options, "--person", "Ada", "--when", "2026-02-03")
    assert (first.code, "stored as set 1" in first.err) == (0, True)
    assert "already stored as set 1" in formcheck(*options, "--person", "Ada").err
    with Store(db) as s:
        (found,) = s.sets()
    assert (found.person, found.at.astimezone().date().isoformat(), len(found.result.reps)) == ("Ada", "2026-02-03", 3)
    assert formcheck(*options[:-1]).code == 2, "--db without --store"
    assert formcheck(*options, "--person", " ").code == 2
    refused = formcheck("analyze", clip, "-e", "calf-raise", "--store", "--db", clip / "history.db")
    assert (refused.code, refused.out) == (1, "")


def test_compare_stored_sets_and_clips(formcheck: Run, judged: Callable[..., object], tmp_path: Path) -> None:
    db, page = tmp_path / "history.db", tmp_path / "page.html"
    a = judged(clips.sample("calf-raise-side"), "calf-raise").recording  # type: ignore[attr-defined]
    b = tmp_path / "b.json"
    formcheck("analyze", a, "-e", "calf-raise", "--to", 9, "--json", b)
    done = formcheck("compare", a, b, "-e", "calf-raise", "--html", page)
    assert done.code == 0
    assert "heel rise" in done.out
    assert "polyline" in page.read_text("utf-8")
    ids = [
        keep(a_set(view="front"), db=db).id, keep(a_set(view="side", seed=1), db=db).id,
        keep(a_set("wall-angel"), db=db).id,
    ]  # fmt: skip
    plain = json.loads(formcheck("compare", ids[0], ids[1], "--db", db, "--json").out)
    assert "Each view has its own" in plain[0]["refused"]
    assert plain[0]["changes"] == []
    assert formcheck("compare", ids[0], ids[2], "--db", db).code == 2
    assert formcheck("compare", ids[0], 99, "--db", db).code == 1
    assert formcheck("compare", tmp_path / "no.json", b).code == 1
    assert formcheck("compare", page.rename(tmp_path / "page.json"), b).code == 1


def test_a_stored_set_is_its_sides() -> None:
    s = StoredSet(4, START, "Ada", a_set("clamshell", sides=("left", "right"), view="front"))
    found = of_result(s.result, set_id=s.id, at=s.at, person=s.person)
    assert [(p.side, len(p.counted), p.set_id) for p in found] == [("left", 8, 4), ("right", 8, 4)]
    assert isinstance(series_of(found)[0], Trend)
