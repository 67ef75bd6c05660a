"""Every screen of the live window with the longest texts it may have: for docs/text_heights.py."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from string import Formatter
from types import ModuleType
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from sets import a_hold_set, a_set, a_step_set

from formcheck.capture.camera_device import name_of
from formcheck.exercises import EXERCISES
from formcheck.judging import findings
from formcheck.live import cards, frame_rate, hand_check, posture_check, readiness, session, setup_check, watch, window
from formcheck.live.board import Board
from formcheck.live.cards import Notice
from formcheck.live.live_overlay import BODY_PART
from formcheck.live.set_screen import show_set
from formcheck.live.setup_check import SetupProblem, SetupState
from formcheck.live.setup_screen import show_setup
from formcheck.live.watch_screen import show_choice, show_watch
from formcheck.messages import _, figure
from formcheck.motion.pose import Side
from formcheck.motion.spec import Exercise
from formcheck.output.drawing.scene import Scene
from formcheck.output.drawing.text_box import Word, typeface
from formcheck.output.not_judged import TRIES
from formcheck.output.phrases import beside_bar, counted
from formcheck.output.terminal.routine import TIMED
from formcheck.result import Advice, Finding, Result
from formcheck.routine.read import BUILTIN, load
from formcheck.wording import NOUNS, VIEWS, WORDS, out_of, plural

ADDRESS = "rtsp://192.168.178.123:8554/living-room/second-camera/h264.sdp?transport=tcp"
WEBCAM = "Integrated Camera: Integrated C"  # as Linux names them, cut off
SETS = 14  # of the longest routine that comes along
LONG_S = 300  # of a hold
PHASES = ("lift", "hold", "lower", "rest")
EVERY = list(EXERCISES.values())
Draw = Callable[[Board, np.ndarray], None]


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen with its longest words; rows name those of its texts that the table lists.

    told  a text that stands at its foot in place of the keys
    """

    draw: Draw
    rows: dict[str, str]
    keys: str = window.KEYS
    told: str = ""


def longest(texts: list[str], *, bold: bool = True) -> str:
    """The widest of them as written."""
    return max(texts, key=lambda t: typeface(Word("", 40, bold=bold)).getlength(t))


def widest_word(texts: list[str]) -> str:
    """The one with the widest word, which does not break."""
    return max(texts, key=lambda t: max(typeface(Word("", 40, bold=True)).getlength(w) for w in t.split()))


class _Filled(Formatter):
    """Fills every field with something, where nothing fits."""

    def get_value(self, key: int | str, args: Any, kwargs: Any) -> Any:
        return kwargs.get(str(key), 12)

    def format_field(self, value: Any, format_spec: str) -> str:
        return format(value, "" if isinstance(value, str) else format_spec)


def texts_in(*modules: ModuleType, **values: str) -> list[str]:
    """What these modules say: their texts in _(), with the values filled in."""
    found = []
    for module in modules:
        for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_":
                found += [_(a.value) for a in node.args if isinstance(a, ast.Constant)]
    return [_Filled().vformat(text, (), values) for text in found]


CUES = [c.say for e in EVERY for c in e.cues]
GOOD = [c.good for e in EVERY for c in e.cues if c.good]
TITLE = longest([f"{e.title} · {view}" for e in EVERY for view in VIEWS.values()])
CALLED, SIDE = max(((e, s) for e in EVERY for s in Side), key=lambda x: len(x[0].called(x[1])))
FIX = _("Next time: {fix}").format(fix=f"{CALLED.title}: {longest(CUES)}")
LOST = _("{device} sends no picture; check it. Waiting up to {seconds:.0f} s").format(
    device=name_of(ADDRESS), seconds=30
)
ALONG = longest([_("your belly"), _("your side")])
HOW = longest([e.side_label.format(side=WORDS[SIDE]) for e in EVERY])
ADVICE = [t for t in texts_in(setup_check, posture_check, frame_rate, how=HOW, along=ALONG) if " " in t]
HANDS = [t for t in [*texts_in(hand_check), _("Hold your open hand up to the camera")] if " " in t]


def came_to() -> str:
    """What a set came to, as it stands between sets and in the list of them."""
    r = a_hold_set([LONG_S + 0.4], [LONG_S - 10.2])
    told = {"holds": counted(r), "repetitions": plural(12, "rep", about=True)}
    return longest([f"{e.title} · {told[e.counts]}" for e in EVERY if e.counts in told], bold=False)


def in_set() -> dict[str, Screen]:
    """The running set."""
    target = longest([beside_bar(100, 100, unit)[0] for unit in ("deg", "cm", "leg")], bold=False)
    scene = Scene(
        points=np.full((33, 2), np.nan), title=TITLE, reps=12, goal=12, about=True,
        attempts=longest([t.format(n=12) for t in TRIES.values()]), seconds=11.2, asked=12,
        phase=longest([WORDS[p] for p in PHASES]),
        reach=0.6, target=target, guide=0.8,
    )  # fmt: skip
    held = replace(scene, reps=LONG_S, phase=None, seconds=None, asked=None, reach=None, guide=None)
    parts = longest(
        [BODY_PART.format(side=WORDS["right"], part=WORDS[part]) for part in ("shoulder", "elbow", "wrist")]
    )
    hidden = _("Not visible: {names}").format(names=f"{parts}, {parts}") + _(" and more")
    size = longest([beside_bar(12.5 if unit == "cm" else 133, 100, unit)[1] for unit in ("deg", "cm", "leg")])

    def running(of: Scene = scene, **more: Any) -> Draw:
        return lambda board, picture: show_set(board, picture, replace(of, **more))

    count = {"the count": "12", "how many": _("of {total}").format(total=12), "the exercise": TITLE}
    long = _("of {total} s").format(total=LONG_S)
    return {
        "cue": Screen(running(cue=longest(CUES)), {**count, "a cue": f"▲ {longest(CUES)}"}),
        "cue with a long word": Screen(running(cue=widest_word(CUES)), {"a cue": f"▲ {widest_word(CUES)}"}),
        "praise": Screen(running(praise=longest(GOOD)), {}),
        "hidden": Screen(running(note=hidden), {"what is not visible": hidden}),
        "a rep": Screen(running(size=size, phase=WORDS["rest"]), {"the range of a rep": size}),
        "reps without a number asked for": Screen(running(goal=None, cue=longest(CUES)), {}),
        "a long hold": Screen(
            running(held, counts="holds", goal=LONG_S, cue=longest(CUES)),
            {"the seconds of a long hold": f"{LONG_S}", "of how many seconds": long},
        ),
        "a hold without seconds asked for": Screen(running(held, counts="holds", goal=None, reps=12), {}),
        "active time": Screen(running(held, counts="activity", goal=None), {"the seconds of a long hold": f"{LONG_S}"}),
        "steps": Screen(running(counts="steps", goal=None), {}),
        "recognised": Screen(
            running(praise=longest([e.title for e in EVERY])),
            {"what was recognised": f"✓ {longest([e.title for e in EVERY])}"},
            told=_("{title} · x: it is another exercise").format(title=longest([e.title for e in EVERY])),
        ),
        "corrected": Screen(running(), {}, told=_("Count corrected to {count}").format(count=12)),
        "lost": Screen(lambda board, picture: cards.show_note(board, picture, LOST), {"a lost camera": LOST}),
        "paused": Screen(
            lambda board, picture: cards.show_note(board, picture, longest(texts_in(session, readiness))), {}
        ),
    }  # fmt: skip


def before_set() -> dict[str, Screen]:
    """Getting ready, of body and hand; and with -e auto until it is clear what is done, or done next."""
    camera = max(EVERY, key=lambda e: len(e.camera))
    (grip,) = [e for e in EVERY if not e.landmarks.together]
    choice = [(key, e.title) for key, e in zip(watch.CHOICE, EVERY, strict=False)]
    mute = longest([_("No sound: started with --mute"), _("Sound off"), _("Sound on")])

    def before(e: Exercise, ready: SetupState, trouble: str | None = None, side: Side | None = SIDE) -> Draw:
        return lambda board, picture: show_setup(board, picture, e, ready, trouble, side)

    def waits(text: str) -> SetupState:
        return SetupState(SetupProblem("test", text), 0.5)

    def watching(says: str, **more: Any) -> Draw:
        return lambda board, picture: show_watch(board, picture, says, **({"watching": True} | more))

    asks = longest([watch.NOT_YET, watch.WHICH])
    return {
        "setup": Screen(before(CALLED, waits(longest(ADVICE))), {"what to change": longest(ADVICE)}),
        "setup with a long word": Screen(
            before(camera, waits(widest_word(ADVICE))), {"where to film from": camera.camera},
            told=_("{name} · c: another camera").format(name=WEBCAM),
        ),
        "setup of a hand": Screen(before(grip, waits(longest(HANDS))), {"what to change for a hand": longest(HANDS)}),
        "a hand held still": Screen(before(grip, SetupState(None, 0.5)), {}, told=mute),
        "hold still": Screen(before(max(EVERY, key=lambda e: len(e.start)), SetupState(None, 0.5)), {}),
        "countdown": Screen(before(CALLED, SetupState(None, 1, count=3)), {"the countdown": "3"}),
        "no camera": Screen(before(CALLED, SetupState(None, 0), LOST), {}),
        "watch": Screen(watching(watch.START), {"start your exercise": watch.START}, window.WATCHING),
        "watch, with advice": Screen(watching(longest(ADVICE), watching=False), {}, window.WATCHING),
        "between sets": Screen(
            watching(watch.NEXT, before=came_to()),
            {"what the last set came to": _("Last set: {result}").format(result=came_to())}, window.WATCHING,
        ),
        "choice": Screen(
            lambda board, picture: show_choice(board, asks, choice),
            {"an exercise to choose": longest([e.title for e in EVERY], bold=False)}, window.CHOOSING,
        ),
    }  # fmt: skip


def rests() -> dict[str, Screen]:
    """Between the sets of a routine, with the camera where it is, and with one that has to move."""
    camera = max(EVERY, key=lambda e: len(e.camera))
    says = longest([step.say for name in BUILTIN for step in load(name).step if step.say] or [""])
    amount = longest([plural(LONG_S, "second"), *(plural(12, noun) for noun in NOUNS.values())])
    done = _("{held} of {total} s held").format(held=f"{figure(LONG_S - 10.2, '.1f')} s", total=LONG_S)
    clean = _("{clean} of it clean").format(clean=f"{figure(LONG_S - 20.4, '.1f')} s")
    notice = Notice(
        next=CALLED.called(SIDE), amount=amount, exercise=camera,
        start=f"{longest([e.start for e in EVERY])} {says}".strip(),
        last=_("Set {number} of {n}: {done}").format(number=SETS, n=SETS, done=f"{done}, {clean}"),
    )  # fmt: skip

    def rest(of: Notice) -> Draw:
        return lambda board, picture: cards.show_rest(board, picture, 90, of)

    following = _("Next: {next}, {amount}").format(next=notice.next, amount=amount)
    moves = {"that the camera has to move": _("Move the camera"), "where to": camera.camera}
    return {
        "rest": Screen(
            rest(notice), {"the rest": "90", "the next set": following, "how it starts": notice.start}, window.RESTING
        ),
        "rest with another place for the camera": Screen(
            rest(replace(notice, moves=camera.camera)), moves, window.RESTING
        ),
    }


def ends() -> dict[str, Screen]:
    """What a set, the sets of a training and those of a routine came to."""
    advice = Advice(good=longest(GOOD), next=FIX)
    notes = sorted(texts_in(findings, title=CALLED.title, camera="", why="", what=""), key=len)[-2:]
    told = [Finding(id=f"n{i}", text=text) for i, text in enumerate(notes)]

    def card(of: Result, count: int, **more: Any) -> Draw:
        r = of.model_copy(
            update={"summary": of.summary.model_copy(update={"advice": advice, **more}), "findings": told}
        )
        title = longest([e.title for e in EVERY])
        return lambda board, picture: cards.show_card(board, r, title, count)

    def rows(title: str, lines: list[str]) -> Draw:
        return lambda board, picture: cards.show_list(board, title, lines, FIX)

    timed = TIMED["holds"].format(held=f"{figure(LONG_S - 10.2, '.1f')} s", total=LONG_S)
    done = f"{CALLED.called(SIDE)}: {longest([timed, *(out_of(11, 12, noun) for noun in NOUNS.values())])}"
    fixes = {"what to fix": f"▲ {FIX}"}
    return {
        "card": Screen(
            card(a_set(reps=12, faulty=(3,)), 12, attempts=12), {"the count": "12", **fixes}, window.ANY_KEY
        ),
        "card of a long hold": Screen(card(a_hold_set([LONG_S], [LONG_S - 10]), LONG_S), {}, window.ANY_KEY),
        "card of steps": Screen(card(a_step_set(6, 6), 12, attempts=12), {}, window.ANY_KEY),
        "list": Screen(
            rows(longest([e.title for e in EVERY]), [done] * SETS), {"a set in the list": done, "what to fix": FIX},
            window.ANY_KEY,
        ),
        "list of sets that were recognised": Screen(rows(plural(SETS, "set"), [came_to()] * SETS), {}, window.ANY_KEY),
        "writing": Screen(lambda board, picture: cards.show_note(board, picture, _("Writing the results")), {}),
    }  # fmt: skip


def screens() -> dict[str, Screen]:
    return in_set() | before_set() | rests() | ends()
