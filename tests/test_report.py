"""The report page: the result's numbers and no others, nothing from outside, and no harm by a file's name."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import clips
import numpy as np
import people
import pytest
from conftest import Done, Judged, main
from seen import Seen
from sets import a_set, faulty

from formcheck.exercises import EXERCISES
from formcheck.motion.highlight import Shows
from formcheck.motion.pose import Part, Side, Track
from formcheck.motion.thresholds import ShortRange, Threshold
from formcheck.output import phrases
from formcheck.output.drawing.cue_angle import angle_of
from formcheck.output.page.fault_moments import broken, same_point
from formcheck.output.page.to_fix import to_fix
from formcheck.result import Result, Rom

LARGEST = 2_000_000  # bytes
FAULTY = {"clamshell-front-feet-apart": "clamshell", "wall-angel-front-uneven": "wall-angel"}


class Page(HTMLParser):
    """The parts of a page that can be asked about."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.numbers: list[tuple[str, str, str]] = []  # path in the result, value, as it is read
        self.text = ""
        self._hidden = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._hidden += tag in ("script", "style")
        if tag == "data":
            given = dict(attrs)
            self.numbers.append((given["data-is"] or "", given["value"] or "", ""))

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.text += data
            if self.tags and self.tags[-1][0] == "data" and not self.numbers[-1][2]:
                self.numbers[-1] = (*self.numbers[-1][:2], data)

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for t, attrs in self.tags if t == tag]


@dataclass(frozen=True)
class Everything:
    """One run with every output."""

    page: str
    result: dict[str, Any]
    reps: list[dict[str, str]]
    frames: list[dict[str, str]]
    terminal: str


@pytest.fixture(scope="module")
def everything(seen: Seen, two_reps: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Everything:
    folder = tmp_path_factory.mktemp("everything")
    clip = two_reps("calf-raise-side-knee-bend")
    places = {kind: folder / f"a.{kind}" for kind in ("html", "json", "csv", "trace")}
    with seen.once(), pytest.MonkeyPatch.context() as patch:
        out = folder / "out.txt"
        with out.open("w", encoding="utf-8") as f:
            patch.setattr("sys.stdout", f)
            patch.setenv("COLUMNS", "160")
            options = [x for kind, place in places.items() for x in (f"--{kind}", place)]
            assert main("analyze", clip, "-e", "calf-raise", *options) == 0
    read = {kind: place.read_text("utf-8") for kind, place in places.items()}
    rows = {kind: list(csv.DictReader(read[kind].splitlines())) for kind in ("csv", "trace")}
    return Everything(read["html"], json.loads(read["json"]), rows["csv"], rows["trace"], out.read_text("utf-8"))


@pytest.fixture
def report(seen_once: None, formcheck: Callable[..., Done], tmp_path: Path) -> Callable[..., str]:
    def write(clip: Path, exercise: str, *options: object) -> str:
        place = tmp_path / "a.html"
        assert formcheck("analyze", clip, "-e", exercise, "-q", "--html", place, *options).code == 0
        return place.read_text("utf-8")

    return write


def at(result: dict[str, Any], path: str) -> Any:
    value: Any = result
    for key in path.split("."):
        value = value[int(key)] if isinstance(value, list) else value[key]
    return value


def test_one_set_of_numbers_everywhere(everything: Everything) -> None:
    """Report, JSON, table, trace and terminal."""
    r, page = everything.result, Page(everything.page)
    assert len(r["reps"]) == 2
    assert [f["id"] for rep in r["reps"] for f in rep["faults"]] == ["knee-bend"]
    paths = {path for path, _, _ in page.numbers}
    for i, rep in enumerate(r["reps"]):
        k = f"reps.{i}"
        assert {f"{k}.start_s", f"{k}.rom.value", f"{k}.score"} | {f"{k}.whole.{p}" for p in rep["tempo"]} <= paths
        assert {f"{k}.faults.{j}.value" for j in range(len(rep["faults"]))} <= paths
        row = everything.reps[i]
        whole = {f"whole_{p}": s for p, s in rep["whole"].items() if p != "start_s"}
        rom = {"rom": rep["rom"]["value"], "rom_uncertainty": rep["rom"]["uncertainty"]}
        flat = {**rep, **rep["tempo"], **whole, **rom}
        for name in ("start_s", "top_start_s", "top_end_s", "end_s", *rom, *rep["tempo"], *whole, "score"):
            assert row[name] == ("" if flat[name] is None else str(flat[name])), name
        for says in (phrases.size(Rom(**rep["rom"])), phrases.clock(rep["start_s"])):
            assert says in everything.terminal
            assert says in page.text
        for fault in rep["faults"]:
            says = phrases.quantity(fault["value"], fault["unit"])
            assert says in everything.terminal
            assert page.text.count(says) >= 3  # in the list, in the table, in the picture
    for path, value, text in page.numbers:
        true = at(r, path)
        assert value == ("" if true is None else str(true)), path
        assert text in ("–", "not seen") if true is None else text[0].isdigit(), path
    assert page.text.count(r["summary"]["advice"]["next"]) == 1
    assert len(everything.frames) == r["source"]["frames"]
    drawn = json.loads(re.search(r'id="values">(.*?)</script>', everything.page)[1])
    assert drawn["t"] == pytest.approx([float(f["t_s"]) for f in everything.frames], abs=0.001)
    for curve in drawn["curves"]:  # the curve is as measured, the trace as counted while it runs: the lag apart
        trace = [float(f[curve["name"].replace(" ", "_")] or "nan") for f in everything.frames]
        pairs = [(a, b) for a, b in zip(curve["x"], trace, strict=True) if a is not None and b == b]
        assert len(pairs) > 0.9 * len(trace)
        assert np.corrcoef(np.array(pairs).T)[0, 1] > 0.99


def test_the_trace_says_what_each_frame_belongs_to(everything: Everything) -> None:
    for rep in everything.result["reps"]:
        mine = [f for f in everything.frames if f["rep"] == str(rep["index"])]
        times = [float(f["t_s"]) for f in mine]
        assert times[0] == pytest.approx(rep["start_s"], abs=0.05)
        assert times[-1] == pytest.approx(rep["end_s"], abs=0.05)
        assert {f["faults"] for f in mine} == {" ".join(f["id"] for f in rep["faults"])}
        edges = ("start_s", "top_start_s", "top_end_s", "end_s")
        for phase, since, until in zip(("concentric", "hold", "eccentric"), edges[:3], edges[1:], strict=True):
            inside = {f["phase"] for f in mine if rep[since] < float(f["t_s"]) < rep[until]}
            assert inside <= ({phase} if rep["tempo"][f"{phase}_s"] is not None else {""})
    outside = [f for f in everything.frames if not f["rep"]]
    assert outside
    assert {f["phase"] for f in outside} <= {"rest", ""}
    assert not any(f["faults"] for f in outside)


def test_a_movement_that_begins_by_lowering_is_traced_so(
    formcheck: Callable[..., Done], two_reps: Callable[[str], Path], tmp_path: Path
) -> None:
    place = tmp_path / "t.csv"
    assert (
        formcheck("analyze", two_reps("single-leg-rdl-side"), "-e", "single-leg-rdl", "-q", "--trace", place).code == 0
    )
    phases = [row["phase"] for row in csv.DictReader(place.read_text("utf-8").splitlines()) if row["rep"] == "1"]
    assert list(dict.fromkeys(phases)) == ["eccentric", "hold", "concentric"]


def test_a_fault_is_shown_beside_the_best_repetition(everything: Everything) -> None:
    page = Page(everything.page)
    pictures = page.named("img")
    assert len(pictures) == 2
    assert all((p["src"] or "").startswith("data:image/jpeg;base64,") for p in pictures)
    assert "rep 2" in (pictures[0]["alt"] or "").lower()
    assert "rep 1" in (pictures[1]["alt"] or "").lower()
    value = everything.result["reps"][1]["faults"][0]["value"]
    shown = re.findall(r'<text x="[\d.]+" y="[\d.]+" font-size="\d+">(.*?)</text>', everything.page)
    assert shown == [phrases.quantity(value, "deg")]  # the best one has no number: none is in the result


def test_the_green_picture_kept_the_cue_or_there_is_none() -> None:
    calf = EXERCISES["calf-raise"]

    def best(*of: Any) -> int | None:
        (found,) = broken(faulty(a_set(reps=3), "knee-bend", *of), calf)
        return found.best and found.best.rep and found.best.rep.index

    assert best([1, 3]) == 2
    assert best([1, 2, 3]) is None, "the mildest one did not keep it either"
    assert best([1, 3], [2]) is None, "too close to the limit is not kept"


@pytest.mark.clip
def test_a_fault_of_tempo_has_the_same_seconds_of_both() -> None:
    from formcheck.output.page.fault_pictures import times_of

    calf = EXERCISES["calf-raise"]
    r = a_set(reps=2, lower=0.5, lift=1.4)
    hurried, kept = r.reps
    kept = kept.model_copy(update={"end_s": kept.end_s + 1.5})
    r = r.model_copy(update={"reps": [hurried, kept]})
    middle = (hurried.top_end_s + hurried.end_s) / 2
    r = faulty(r, "drop", [1], unit="s", value=0.5, limit=0.7, asked=2.0, at_s=middle)
    (found,) = broken(r, calf)
    assert [(s.rep.index, s.phase) for s in found.spans] == [(1, "eccentric"), (2, "eccentric")]

    class Take:
        t, slow_motion = np.arange(0, 20, 0.01), 1.0

        def track(self, a: int, b: int) -> Track:
            return Track.of([people.seen(0.0, people.figure())])

    times = np.array(times_of([found], calf, Take()))  # type: ignore[arg-type]
    first, second = times[times < kept.start_s], times[times >= kept.start_s]
    assert len(first) == len(second) == 6
    assert first - found.spans[0].start_s == pytest.approx(second - found.spans[1].start_s, abs=0.011)
    assert first[0] == pytest.approx(hurried.top_end_s, abs=0.3)
    told = to_fix(found, (), calf)
    assert (told["pictures"], [s["kept"] for s in told["strips"]]) == ((), [False, True])
    assert told["strips"][0]["took_pct"] == pytest.approx(25), "0.5 of the 2 seconds asked for"


def test_nothing_comes_from_outside(everything: Everything) -> None:
    page = Page(everything.page)
    assert len(everything.page.encode()) < LARGEST
    for tag, attrs in page.tags:
        for name in ("src", "href", "xlink:href", "action", "data"):
            value = attrs.get(name) or ""
            assert value == "" or value.startswith(("data:", "#")), (tag, value)
    assert not page.named("link")
    assert "@import" not in everything.page
    assert "url(http" not in everything.page
    policy = next(m["content"] for m in page.named("meta") if m.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert "default-src 'none'" in policy
    assert "script-src 'sha256-" in policy


@pytest.mark.parametrize("name", ['"><img src=x onerror=alert(1)>', "<script>alert(1)<&amp;", "{{ 7 * 7 }}", "${x}'"])
def test_a_hostile_name_does_nothing(
    name: str, judged: Callable[..., Judged], report: Callable[..., str], tmp_path: Path
) -> None:
    done = judged(clips.sample("clamshell-front-feet-apart"), "clamshell")
    clip = tmp_path / f"{name}.npz"
    shutil.copy(done.recording, clip)
    text = report(clip, "clamshell")
    page = Page(text)
    assert clip.name in page.text  # as it is, and nothing more
    assert not page.named("img")
    assert len(page.named("script")) == 2
    assert not any(k.startswith("on") for _, attrs in page.tags for k in attrs)


def test_what_is_asked_to_be_left_out_is(two_reps: Callable[[str], Path], report: Callable[..., str]) -> None:
    page = Page(report(two_reps("calf-raise-side-knee-bend"), "calf-raise", "--no-pictures"))
    assert not page.named("img")
    assert "No pictures, because of --no-pictures" in page.text
    assert "Knees straight" in page.text


@pytest.mark.clip
@pytest.mark.parametrize(
    ("name", "exercise", "bones"),
    [("clamshell-front-feet-apart", "clamshell", 4), ("single-leg-rdl-side-leg-drop", "single-leg-rdl", 1)],
)
def test_what_the_cue_is_about_has_stripes_where_it_is_broken(
    name: str, exercise: str, bones: int, report: Callable[..., str]
) -> None:
    """Both feet of a clamshell; the line of the angle, where one is shown."""
    text = report(clips.sample(name), exercise)
    figures = dict(re.findall(r'<figure class="\w+ (\w+)">(.*?)</figure>', text, re.DOTALL))
    assert set(figures) == {"broken", "kept"}
    for part in figures.values():
        assert part.count('class="is"') == part.count('class="stripes"') == bones
    assert ".kept .stripes { display: none; }" in text
    assert re.search(r"\.broken \.stripes \{[^}]*stroke-dasharray", text)


def test_a_recording_has_no_pictures_and_says_so(judged: Callable[..., Judged], report: Callable[..., str]) -> None:
    done = judged(clips.sample("wall-angel-front-uneven"), "wall-angel")
    page = Page(report(done.recording, "wall-angel"))
    assert not page.named("img")
    assert "No pictures: a landmark recording" in page.text


def test_unknown_is_said_and_never_zero(judged: Callable[..., Judged], report: Callable[..., str]) -> None:
    done = judged(clips.sample("wall-angel-side"), "wall-angel")
    assert all(rep["rom"]["value"] is None for rep in done.result["reps"])
    page = Page(report(done.recording, "wall-angel"))
    assert "cannot be measured from this view" in page.text
    assert "summary.rom.mean" not in {p for p, _, _ in page.numbers}
    assert "Not judged" in page.text
    assert "0°" not in re.sub(r"\d0°", "", page.text)
    assert done.result["view"]["advice"] in page.text


@dataclass(frozen=True)
class OwnTarget:
    """A set with a target of the person's own, and what is said about it."""

    page: str
    result: Result
    terminal: str
    history: str


@pytest.fixture(scope="module")
def own_target(judged: Callable[..., Judged], tmp_path_factory: pytest.TempPathFactory) -> OwnTarget:
    done, folder = judged(clips.sample("wall-angel-front-uneven"), "wall-angel"), tmp_path_factory.mktemp("own")
    page, json_, db, said = (folder / name for name in ("a.html", "a.json", "history.db", "said.txt"))
    about = ("--person", "Ada Lovelace", "--when", "2026-03-01", "--note", "Stop at <b>ache</b>\n3 of 10")
    files = ("--html", page, "--json", json_, "--store", "--db", db)
    texts = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", "160")
        for command in (("analyze", done.recording, "-e", "wall-angel", "--target", 80, *about, *files),
                        ("history", "--db", db)):  # fmt: skip
            with said.open("w", encoding="utf-8") as f:
                patch.setattr("sys.stdout", f)
                assert main(*command) == 0
            texts.append(" ".join(said.read_text("utf-8").split()))
    return OwnTarget(page.read_text("utf-8"), Result.model_validate_json(json_.read_bytes()), *texts)


def test_percentages_are_of_the_own_target_everywhere(own_target: OwnTarget) -> None:
    r, page = own_target.result, Page(own_target.page)
    assert (r.target_set_by, {rep.rom.target for rep in r.reps}) == ("person", {80.0})
    share = round(100 * (r.summary.rom.mean or 0) / 80)
    assert f"{share} % of your target, 80°; the guide's is 60°" in page.text
    assert "your target 80°" in own_target.terminal
    assert f" {100 * (r.reps[0].rom.value or 0) / 80:.0f}%" in own_target.terminal
    assert f"Your target is 80°, the guide's 60° (last set: {share} % of it)" in own_target.history


def test_the_page_names_the_person_and_its_metadata_nobody(own_target: OwnTarget) -> None:
    head, __, body = own_target.page.partition("</head>")
    assert "Ada Lovelace · 2026-03-01" in body
    assert "Stop at &lt;b&gt;ache&lt;/b&gt;\n3 of 10" in body
    assert not re.search("Ada|ache|2026", head)


def test_the_peak_stands_beside_the_change(own_target: OwnTarget) -> None:
    r, page = own_target.result, Page(own_target.page)
    assert r.summary.rom.peak and r.summary.rom.mean
    rests = [rep.rom.peak - rep.rom.value for rep in r.reps if rep.rom.peak and rep.rom.value]
    assert len(rests) == 3 and all(60 < rest < 90 for rest in rests), "a W begins below level"
    assert f"{r.summary.rom.peak:.0f}°, raised by {r.summary.rom.mean:.0f}°" in page.text
    assert f"the last set ended at {r.summary.rom.peak:.0f}°" in own_target.history


def test_no_repetition_at_all(judged: Callable[..., Judged], report: Callable[..., str]) -> None:
    done = judged(clips.sample("single-leg-rdl-side-two-feet"), "single-leg-rdl")
    page = Page(report(done.recording, "single-leg-rdl"))
    assert "No reps" in page.text
    assert f"{len(done.result['attempts'])} movements were not counted" in page.text
    assert "Lift the back foot" in page.text


@pytest.mark.parametrize(("name", "exercise"), FAULTY.items())
def test_every_mark_has_a_title_without_scripts(
    name: str, exercise: str, judged: Callable[..., Judged], report: Callable[..., str]
) -> None:
    done = judged(clips.sample(name), exercise)
    text = report(done.recording, exercise)
    titles = re.findall(r"<title>(.*?)</title>", text.partition("</head>")[2])
    for rep in done.result["reps"]:
        assert any(t.startswith(f"rep {rep['index']}") for t in titles)
        for f in rep["faults"]:
            assert any(phrases.quantity(f["value"], f["unit"]) in t for t in titles)
    assert len(re.findall(r'id="([^"]+)"', text)) == len(set(re.findall(r'id="([^"]+)"', text)))


def test_the_blurred_face_is_another_picture(two_reps: Callable[[str], Path], report: Callable[..., str]) -> None:
    clip = two_reps("calf-raise-side-knee-bend")
    plain, blurred = (Page(report(clip, "calf-raise", *o)).named("img") for o in ((), ("--blur-face",)))
    assert len(plain) == len(blurred) == 2
    assert all(a["src"] != b["src"] for a, b in zip(plain, blurred, strict=True))


def test_the_first_to_mend_is_the_advice(judged: Callable[..., Judged]) -> None:
    for name, exercise in FAULTY.items():
        r = Result.model_validate(judged(clips.sample(name), exercise).result)
        first = broken(r, EXERCISES[exercise])[0]
        assert r.summary.advice.next
        assert r.summary.advice.next.startswith(first.cue.say)
        assert first.best
        assert first.best.rep
        assert first.best.rep.index not in first.check.reps


def test_the_same_point_of_another_repetition(judged: Callable[..., Judged]) -> None:
    r = Result.model_validate(judged(clips.sample("wall-angel-front-uneven"), "wall-angel").result)
    a, b = r.reps[:2]
    for edge in ("start_s", "top_start_s", "top_end_s", "end_s"):
        assert same_point(getattr(a, edge), a, b) == pytest.approx(getattr(b, edge))
    assert same_point(a.start_s - 0.3, a, b) == pytest.approx(b.start_s - 0.3)
    assert b.top_start_s < same_point((a.top_start_s + a.top_end_s) / 2, a, b) < b.top_end_s


def pose(yaw: float, **angles: float) -> Track:
    return Track.of([people.seen(0.0, people.figure(**angles), yaw=yaw)])


@pytest.mark.parametrize("yaw", [90, -90])
@pytest.mark.parametrize(
    ("shows", "now", "rest", "true"),
    [
        (Shows(Part.KNEE, Part.ANKLE, "straight", Part.HIP, "near"), {"knee": 30.0}, {}, 30.0),
        (Shows(Part.KNEE, Part.ANKLE, "rest", Part.HIP, "near"), {"knee": 30.0}, {"knee": 10.0}, 20.0),
        (Shows(Part.HIP, Part.SHOULDER, "rest"), {"hinge": 25.0}, {"hinge": 5.0}, 20.0),
        (Shows(Part.HIP, Part.KNEE, "trunk", side="near"), {"hinge": 40.0}, {}, 40.0),
        (Shows(Part.KNEE, Part.ANKLE, "square", Part.HIP, "near"), {"knee": 70.0}, {}, 20.0),
    ],
)
def test_angles_are_those_of_the_figure(shows: Shows, now: dict, rest: dict, true: float, yaw: float) -> None:
    angle = angle_of(shows, pose(yaw, **now), pose(yaw, **rest), Side.LEFT)
    assert angle
    assert angle.degrees == pytest.approx(true, abs=0.5)
    assert abs(angle.end - angle.joint) == pytest.approx(abs(angle.should_be - angle.joint))


def test_uneven_arms_are_shown_against_each_other() -> None:
    left = people.seen(0.0, people.figure(elevation=150))
    right = people.seen(0.0, people.figure(elevation=120))
    for i in (Part.SHOULDER, Part.ELBOW, Part.WRIST):
        left.xy[i + 1] = right.xy[i + 1]
    track = Track.of([left])
    angle = angle_of(Shows(Part.SHOULDER, Part.ELBOW, "mirror", side="worse"), track, track, None)
    assert angle
    assert angle.degrees == pytest.approx(30, abs=0.5)
    assert angle.joint == pytest.approx(complex(track.at(Part.SHOULDER, Side.RIGHT)[0]))  # the lower arm


def test_only_angles_are_shown_as_angles() -> None:
    for exercise in EXERCISES.values():
        for cue in exercise.cues:
            if cue.shows:
                degrees = [s.unit == "deg" for s in cue.signs if isinstance(s, Threshold)]
                assert degrees or any(isinstance(s, ShortRange) for s in cue.signs), cue.id
                assert all(degrees), cue.id
                assert cue.shows.before or cue.shows.against not in ("straight", "square"), cue.id
