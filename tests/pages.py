"""Every page that formcheck writes, for the tests in a browser. `pages.py FOLDER SEEN [KIND…]` writes all of
them, or some, in the language of LANGUAGE; SEEN is a folder of landmark recordings, as seen.py keeps them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import clips
import hands
from conftest import main, two_reps_end
from seen import Seen
from sets import a_hold_set, a_set, a_step_set, faulty
from streams import at_work, recorded

START = datetime(2026, 1, 5, 18, tzinfo=UTC)
PERSON, NOTE = "<i>Ada</i>", "Stop: <b>5/10</b>\n3/10"
ABOUT = ("--person", PERSON, "--note", NOTE, "--when", "2026-03-01")
Make = Callable[[Path, Seen], None]  # the page, or all of a folder


def analyzed(sample: str, exercise: str, *options: object) -> Make:
    """The report of a sample, with its pictures."""

    def make(page: Path, seen: Seen) -> None:
        with seen.once():
            assert main("analyze", clips.sample(sample), "-e", exercise, "-q", "--html", page, *options) == 0

    return make


def of_two_reps(page: Path, seen: Seen) -> None:
    """A short clip, and its annotated video."""
    name = "calf-raise-side-knee-bend"
    clip = page.with_name(f"{name}.mp4")
    clips.write(clip, clips.shots_of(clips.sample(name), end_s=two_reps_end(name)))
    with seen.once():
        assert main("analyze", clip, "-e", "calf-raise", "-q", "--html", page, "--video", page.with_suffix(".mp4")) == 0


def of_a_hand(page: Path, seen: Seen) -> None:
    """Two squeezes, the second let go too early, as the hand model would see them."""
    from formcheck.capture.recording import Recorder
    from formcheck.motion.landmarks import HAND
    from formcheck.source import ModelName, SourceInfo

    path = page.with_suffix(".npz")
    model = ModelName("hand", "0" * 64)
    recorder = Recorder(path, SourceInfo(path=path, kind="video", width=960, height=640, model=model, landmarks=HAND))
    for frame in hands.frames([*hands.squeezes(2), *hands.squeezes(2, hold_s=0.6)]):
        recorder.push(frame)
    recorder.close()
    assert main("analyze", path, "-e", "hand-grip", "-q", "--html", page) == 0


def of_several_sets(page: Path, seen: Seen) -> None:
    """Three sets in one recording, two of them of one exercise."""
    frames, t = [], 0.0
    for exercise in ("calf-raise", "wall-angel", "calf-raise"):
        frames += [replace(f, t=f.t + t) for f in at_work(exercise, 3)]
        t = frames[-1].t + 10
    path = recorded(frames, page.with_suffix(".npz"))
    assert main("analyze", path, "-e", "auto", "-q", "--html", page) == 0


def of_clips(folder: Path, seen: Seen) -> None:
    """A page a clip, in a folder."""
    names = "hip-mobility-side-trunk", "hip-mobility-side"
    with seen.once():
        done = main("analyze", *map(clips.sample, names), "-e", "hip-mobility", "-q", "--jobs", 1, "--html", folder)
    assert done == 0
    assert sorted(p.stem for p in folder.iterdir()) == sorted(names)


def judged(sample: str, exercise: str, seen: Seen) -> tuple[Any, Any]:
    """A result, and the landmarks behind it."""
    from formcheck import judge
    from formcheck.output.landmark_log import LandmarkLog

    take = LandmarkLog()
    with seen.open(clips.sample(sample)) as source:
        return judge(source, exercise, watchers=[take]), take


def live(page: Path, seen: Seen) -> None:
    """Of a camera that was lost, with a count that the person corrected."""
    from formcheck.commands.formats.html import page_of
    from formcheck.commands.live_rig import as_told

    r, take = judged("glute-bridge-side-overarch", "glute-bridge", seen)
    source = r.source.model_copy(update={"kind": "camera", "path": "camera 0"})
    corrected = SimpleNamespace(corrected=2)
    r = as_told(r.model_copy(update={"source": source}), corrected, lost="camera 0")  # type: ignore[arg-type]
    page.write_text(page_of(r, take, clips.sample("glute-bridge-side-overarch")), "utf-8")
    take.close()


BOTH = "calf-raise-single-oblique-change-of-side", "calf-raise"


def hurried(page: Path, seen: Seen) -> None:
    """A fault of tempo in a left repetition of a set of both sides."""
    from formcheck.capture.stills import stills
    from formcheck.output.page.report import report
    from formcheck.output.page.report_head import SetNotes

    r, take = judged(*BOTH, seen)
    first = next(x for x in r.reps if x.side == "left")
    told = {"unit": "s", "value": 0.4, "limit": 0.7, "asked": 2.0, "at_s": (first.top_end_s + first.end_s) / 2}
    notes = SetNotes("2026-03-01", "Ada", NOTE)
    shown = report(faulty(r, "drop", [first.index], **told), take, lambda at: stills(clips.sample(BOTH[0]), at), notes)
    page.write_text(shown, "utf-8")
    take.close()


def sides(page: Path, seen: Seen) -> None:
    """Left beside right of one clip, as page and as video."""
    with seen.once():
        clip, film = clips.sample(BOTH[0]), page.with_suffix(".mp4")
        assert main("compare", clip, "-e", BOTH[1], "-q", "--html", page, "--video", film) == 0


def compared(first: str, second: str, exercise: str) -> Make:
    """Two samples side by side."""

    def make(page: Path, seen: Seen) -> None:
        with seen.once():
            both = clips.sample(first), clips.sample(second)
            assert main("compare", *both, "-e", exercise, "-q", "--html", page) == 0

    return make


def kept(page: Path, sets: Iterable[tuple[Any, timedelta]]) -> Path:
    """A history with these sets, each so long after the first."""
    from formcheck.history.store import keep

    db = page.with_suffix(".db")
    for one, later in sets:
        keep(one, person=PERSON, note=NOTE, when=START + later, db=db)
    return db


def history(page: Path, seen: Seen) -> None:
    """Weeks of sets of every kind, with a change of view, and one set of a fault."""
    sets = []
    for i in range(8):
        view, week = "front" if i < 6 else "oblique", timedelta(weeks=i)
        angel = a_set("wall-angel", view=view, range_=50 + 5 * i, symmetry=(60.0, 50.0), seed=i)
        clam = a_set("clamshell", view="front", sides=("left", "right"), by_side={"left": 40, "right": 20}, seed=i)
        others = (a_hold_set([12.0 + 4 * i], [12.0]), a_step_set(faulty=[2])) if i < 4 else ()
        sets += [(one, week) for one in (angel, clam, *others)]
    assert main("history", "--db", kept(page, sets), "--html", page) == 0


def no_history(page: Path, seen: Seen) -> None:
    db = kept(page, [(a_set(), timedelta(0))])
    assert main("history", "--person", "nobody", "--db", db, "--html", page) == 0


def stored(first: Any, second: Any) -> Make:
    """Two stored sets side by side."""

    def make(page: Path, seen: Seen) -> None:
        db = kept(page, [(first, timedelta(0)), (second, timedelta(weeks=7))])
        assert main("compare", 1, 2, "--db", db, "-q", "--html", page) == 0

    return make


def routine(page: Path, seen: Seen, *, complete: bool = True) -> None:
    """Sets of every kind; where it was broken off the last ones are missing."""
    from formcheck.exercises import EXERCISES
    from formcheck.messages import _
    from formcheck.output.page.routine import routine_page
    from formcheck.routine.model import Routine
    from formcheck.routine.outcome import outcome_of
    from formcheck.routine.plan import plan
    from formcheck.routine.unfinished import DoneSet

    steps = [
        {"exercise": "plank", "seconds": 30},
        {"exercise": "lateral-walk", "reps": 6},
        {"exercise": "single-leg-rdl", "reps": 8},
    ]
    asked = Routine.model_validate({"title": "Trunk & legs", "rest_s": 30, "step": steps})
    sets = plan(asked, [])
    advised = a_set("single-leg-rdl", sides=("left",), faulty=[2])
    good = next(c.good for c in EXERCISES["single-leg-rdl"].cues if c.good)
    advice = advised.summary.advice.model_copy(update={"next": f"{advised.reps[1].faults[0].cue}.", "good": good})
    advised = advised.model_copy(update={"summary": advised.summary.model_copy(update={"advice": advice})})
    walk = a_step_set(left=5, right=6)
    results = [a_hold_set([20.0, 8.5], [20.0, 6.0], broken_by=["sag"]), walk, walk, advised, advised]
    done = [DoneSet.of(r, p, i == 3) for i, (r, p) in enumerate(zip(results, sets, strict=True))]
    done[4] = DoneSet(reps=0, note=_("skipped"))
    n = 5 if complete else 2
    outcome = outcome_of(asked, sets, done[:n], dict(enumerate(results[: min(n, 4)])), PERSON, complete=complete)
    page.write_text(routine_page(outcome, "2026-03-01"), "utf-8")


def broken_off(page: Path, seen: Seen) -> None:
    routine(page, seen, complete=False)


def notebook(page: Path, seen: Seen) -> None:
    """What a notebook shows, in a page around it."""
    import formcheck
    from formcheck.messages import LANGUAGE

    shown = formcheck.analyze(recorded(at_work("calf-raise", 3), page.with_suffix(".npz")), exercise="calf-raise")
    around = '<!doctype html><html lang="{}"><meta name="viewport" content="width=device-width"><title>x</title>{}'
    page.write_text(around.format(LANGUAGE, f"<main><h1>x</h1>{shown._repr_html_()}</main>"), "utf-8")


MADE: dict[str, Make] = {
    "faulty": of_two_reps,
    "unmeasured": analyzed("wall-angel-side", "wall-angel"),
    "nothing-counted": analyzed("single-leg-rdl-side-two-feet", "single-leg-rdl"),
    "both-sides": analyzed(*BOTH, "--height", 176),
    "own-target": analyzed("wall-angel-front-uneven", "wall-angel", "--target", 80, *ABOUT),
    "portrait": analyzed("wall-angel-front-short-portrait", "wall-angel", "--blur-face"),
    "hold": analyzed("plank-side-sag", "plank"),
    "steps": analyzed("lateral-walk-front-feet-together", "lateral-walk"),
    "active-time": analyzed("ankle-alphabet-front-leg-moves", "ankle-alphabet"),
    "alternating": analyzed("bird-dog-side", "bird-dog"),
    "hurried": hurried,
    "hand-grip": of_a_hand,
    "several-sets": of_several_sets,
    "live": live,
    "sides": sides,
    "curves": compared("calf-raise-side", "calf-raise-side-knee-bend", "calf-raise"),
    "holds-compared": compared("plank-side", "plank-side-sag", "plank"),
    "sets": stored(a_set(seed=1), a_set(range_=66, faulty=[3], seed=2)),
    "refused": stored(a_set(view="side"), a_set(view="oblique")),
    "history": history,
    "no-history": no_history,
    "routine": routine,
    "broken-off": broken_off,
    "notebook": notebook,
}
IN_FOLDER = "clips"  # the pages of several clips


def make(kind: str, folder: Path, seen: Seen) -> Path:
    """Write one of them."""
    page = folder / f"{kind}.html"
    MADE[kind](page, seen)
    return page


if __name__ == "__main__":
    into, seen_in = map(Path, sys.argv[1:3])
    for kind in sys.argv[3:] or MADE:
        make(kind, into, Seen(seen_in))
    if not sys.argv[3:]:
        of_clips(into / IN_FOLDER, Seen(seen_in))
