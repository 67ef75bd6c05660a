"""Labelled faults compared with raised ones: what is listed, what fails a clip, what a gate says."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from clips import SAMPLES
from conftest import Done
from seen import Seen
from sets import a_set

from formcheck.result import Borderline, RepResult, Result
from formcheck.scoring import faults
from formcheck.scoring.against_labels import ClipScore, compare
from formcheck.scoring.figures import figures
from formcheck.scoring.labels import LabelledRep, Labels


def raised(by_rep: Mapping[int, Sequence[str]], reps: int = 4, view: str = "side") -> Result:
    """A set of calf raises in which these faults were raised; short, knee-bend and lean were judged."""
    r = a_set("calf-raise", reps=reps, faulty=(1,), view=view)
    (fault,) = r.reps[0].faults
    found = [
        rep.model_copy(update={"faults": [fault.model_copy(update={"id": id_}) for id_ in by_rep.get(rep.index, ())]})
        for rep in r.reps
    ]
    checks = [
        c.model_copy(update={"verdict": "fail", "reps": where})
        if (where := [i for i, ids in by_rep.items() if c.id in ids])
        else c
        for c in r.checks
    ]
    return r.model_copy(update={"reps": found, "checks": checks})


def scored(r: Result, by_rep: Mapping[int, Sequence[str]] | None, **more: Any) -> ClipScore:
    """Against a label with these faults in its repetitions; None: it does not say."""
    times = [
        {"start_s": rep.start_s, "end_s": rep.end_s}
        | ({} if by_rep is None else {"faults": list(by_rep.get(rep.index, ()))})
        for rep in r.reps
    ]
    labels = {"exercise": "calf-raise", "view": "side", "reps": len(r.reps), "rep_times": times, **more}
    return compare("clip", Labels.model_validate(labels), r)


def every(fault: str, reps: int = 4) -> dict[int, list[str]]:
    return {i: [fault] for i in range(1, reps + 1)}


def test_one_fault_in_the_place_of_another_fails_the_clip() -> None:
    s = scored(raised(every("knee-bend")), every("lean"))
    assert s.misses == [
        "knee-bend falsely raised in reps 1, 2, 3, 4 (4 of 4 labelled without it)",
        "lean missed in reps 1, 2, 3, 4 (4 of 4 labelled with it)",
    ]
    assert s.notes == []
    assert scored(raised(every("lean")), every("lean")).mismatches == []


@pytest.mark.parametrize(
    ("true", "found", "fails"),
    [
        ({1: ["lean"], 2: ["lean"]}, {}, True),  # in all that carry it
        ({1: ["lean"], 2: ["lean"]}, {1: ["lean"]}, False),
        ({}, {1: ["lean"], 2: ["lean"], 3: ["lean"]}, False),  # not in every repetition
        ({}, every("lean"), True),
        ({1: ["lean"]}, every("lean"), False),
    ],
)
def test_a_fault_that_is_wrong_here_and_there_is_a_note(
    true: dict[int, list[str]], found: dict[int, list[str]], fails: bool
) -> None:
    s = scored(raised(found), true)
    (m,) = s.mismatches
    assert m.fails is fails
    assert (s.misses, s.notes) == ([str(m)], []) if fails else ([], [str(m)])


def test_only_what_the_view_must_judge_fails_a_clip() -> None:
    from_a_corner = raised({}, view="oblique")  # where knee-bend may be judged, and lean is not
    s = scored(from_a_corner, {i: ["knee-bend", "lean"] for i in range(1, 5)}, view="oblique")
    assert s.misses == []
    assert "knee-bend missed in reps 1, 2, 3, 4 (4 of 4 labelled with it)" in s.notes
    assert [m.fails for m in s.mismatches] == [False, False]


def test_what_was_not_judged_is_said_and_counts_against_the_recall() -> None:
    r = raised(every("lean"))
    blind = r.model_copy(update={"checks": [c for c in r.checks if c.id != "knee-bend"]})
    s = scored(blind, {i: ["lean", "knee-bend"] for i in range(1, 5)})
    assert (s.misses, s.notes) == ([], ["knee-bend was not judged"])
    f = figures([s])
    assert f.must_recall and (f.must_recall.hits, f.must_recall.n) == (4, 8)
    assert f.faults["knee-bend"].recall.n == 0
    assert (f.faults["knee-bend"].coverage.hits, f.faults["knee-bend"].coverage.n) == (0, 4)


def test_a_label_that_says_nothing_of_faults_is_not_held_against_them() -> None:
    s = scored(raised(every("lean")), None)
    assert (s.mismatches, s.faults) == ([], [])
    assert figures([s]).faults == {}


def test_faults_told_of_the_clip_alone() -> None:
    """In some repetition they should be found, others in none."""
    told = {"faults": ["lean"]}
    assert scored(raised({2: ["lean"]}), None, **told).mismatches == []
    s = scored(raised(every("knee-bend")), None, **told)
    assert s.misses == [
        "knee-bend falsely raised in reps 1, 2, 3, 4 (4 of 4 labelled without it)",
        "lean missed in the whole clip",
    ]
    untimed = scored(raised({3: ["short"]}), None, rep_times=[], **told)
    assert untimed.misses == ["lean missed in the whole clip"]
    assert untimed.notes == ["short falsely raised in rep 3 (1 of 4 labelled without it)"]


def test_false_alarms_of_clean_clips_without_times_count() -> None:
    s = scored(raised({2: ["lean", "short"]}), None, rep_times=[], all_clean=True)
    f = figures([s]).false_alarms_per_clean_rep
    assert (f.hits, f.n) == (1, 4)
    assert [(m.id, m.kind, m.reps) for m in s.mismatches] == [("lean", "false", [2]), ("short", "false", [2])]


def test_a_fault_of_the_set_in_a_clean_clip_is_a_false_one() -> None:
    r = raised({})
    tired = r.checks[0].model_copy(update={"id": "fade", "verdict": "fail"})
    r = r.model_copy(update={"checks": [*r.checks, tired]})
    assert [str(m) for m in scored(r, {}, all_clean=True).mismatches] == ["fade falsely raised in the whole clip"]
    assert scored(r, {}, faults=["fade"]).mismatches == []
    assert scored(r, {}).mismatches == []


def test_a_verdict_that_was_withheld_is_neither_missed_nor_false(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faults, "undecided", lambda true, rep: frozenset({"lean"}))
    s = scored(raised({1: ["lean"]}), {2: ["lean"], 3: ["lean"]})
    assert s.mismatches == []
    assert figures([s]).must_recall == figures([]).must_recall


def test_what_reads_too_near_its_limit_is_missed_only_where_it_was_clearly_acted() -> None:
    near = RepResult.model_construct(borderline=[Borderline.model_construct(id="lean")])
    clear = RepResult.model_construct(borderline=[])
    times = {"start_s": 0, "end_s": 1}
    assert faults.undecided(LabelledRep(**times, faults=[]), near) == {"lean"}
    assert faults.undecided(None, near) == {"lean"}
    assert faults.undecided(LabelledRep(**times, faults=["lean"]), near) == set()
    assert faults.undecided(LabelledRep(**times, faults=[], borderline=["lean"]), clear) == {"lean"}


def test_an_unsuited_view_is_held_to_what_it_must_judge() -> None:
    s = scored(raised(every("lean")), {}, suited=False)
    assert [m.id for m in s.mismatches] == ["lean"]
    s = scored(raised(every("lean"), view="front"), {}, suited=False, view="front")
    assert s.mismatches == []


# the whole command, on a sample whose knees bend


def test_ranges_labelled_in_trunk_lengths_are_compared_with_a_result_in_centimetres() -> None:
    """A label that knows the person's height turns the result's lengths into centimetres."""
    r = a_set("pull-up", range_=40.0, unit="cm", scatter=0.0, reps=1)
    row = {"start_s": 0.0, "end_s": 3.7, "rom": {"name": "rise", "value": 0.8, "unit": "T"}}
    labels = {"exercise": "pull-up", "reps": 1, "rep_times": [row]}
    (error,) = compare("clip", Labels.model_validate({**labels, "height_cm": 170}), r).rom
    assert error.unit == "cm"
    assert error.error == pytest.approx(40.0 - 0.8 * 0.288 * 170)
    assert compare("clip", Labels.model_validate(labels), r).rom == []


@pytest.fixture
def score(
    formcheck: Callable[..., Done], two_reps: Callable[[str], Path], seen: Seen, tmp_path: Path
) -> Callable[..., Done]:
    """Score it with faults in its label; leaves x.json, x.xml and x.md."""
    name = "calf-raise-side-knee-bend"
    (tmp_path / f"{name}.mp4").symlink_to(two_reps(name))

    def run(true: Sequence[Sequence[str]], *options: object, **more: object) -> Done:
        label = json.loads((SAMPLES / f"{name}.labels.json").read_text("utf-8"))
        times = [{**t, "faults": list(f)} for t, f in zip(label["rep_times"][:2], true, strict=True)]
        label |= {"reps": 2, "rep_times": times, "faults": sorted({x for f in true for x in f}), **more}
        (tmp_path / f"{name}.labels.json").write_text(json.dumps(label), "utf-8")
        out = [x for kind in ("json", "junit", "markdown") for x in (f"--{kind}", tmp_path / f"x.{kind}")]
        return formcheck("score", tmp_path, *out, "--landmarks-dir", seen.folder, *options)

    return run


def test_wrong_faults_are_listed_wherever_the_score_is_written(score: Callable[..., Done], tmp_path: Path) -> None:
    done = score([["lean"], ["lean"]])
    assert done.code == 3
    says = "lean missed in reps 1, 2 (2 of 2 labelled with it)"
    also = "knee-bend falsely raised in rep 2 (1 of 2 labelled without it)"
    assert says in " ".join(done.out.split()) and also in " ".join(done.out.split())
    (case,) = ET.fromstring((tmp_path / "x.junit").read_text("utf-8")).findall("testcase")
    assert [f.attrib["message"] for f in case.findall("failure")] == [says]
    assert case.findtext("system-out") == also
    page = (tmp_path / "x.markdown").read_text("utf-8")
    assert says in page and also in page
    (row,) = json.loads((tmp_path / "x.json").read_text("utf-8"))["clips"]
    assert row["faults"] == [
        {"id": "knee-bend", "kind": "false", "reps": [2], "of": 2, "fails": False},
        {"id": "lean", "kind": "missed", "reps": [1, 2], "of": 2, "fails": True},
    ]
    assert (row["misses"], row["notes"]) == ([says], [also])


def test_gates_on_faults(score: Callable[..., Done]) -> None:
    right = [[], ["knee-bend"]]
    assert score(right, "--min-fault-recall", 1).code == 0
    some = score([["knee-bend"], ["knee-bend"]], "--min-fault-recall", 0.6)
    assert some.code == 3
    assert "gate: labelled faults found: 50.0% (1 of 2), required at least 60.0%" in " ".join(some.out.split())
    assert score([["knee-bend"], ["knee-bend"]], "--min-fault-recall", 0.5).code == 0
    clean = {"all_clean": True}
    assert score([[], []], "--max-false-alarms", 0.5, **clean).code == 0
    alarmed = score([[], []], "--max-false-alarms", 0.4, **clean)
    assert alarmed.code == 3
    assert "false alarm: 50.0% (1 of 2), required at most 40.0%" in " ".join(alarmed.out.split())
    assert "no case" in score(right, "--max-false-alarms", 1).out
