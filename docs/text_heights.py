"""Measures every text of the live window. `python docs/text_heights.py` writes the table of docs/live.md.

`--json` prints what breaks a rule instead, in the language of the environment: tests/test_text_heights.py.
"""

from __future__ import annotations

import ast
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from sets import a_set

from formcheck.capture.camera_device import name_of
from formcheck.exercises import EXERCISES
from formcheck.live import cards, posture_check, readiness, session, setup_check, watch, window
from formcheck.live.board import Area, Board, Written
from formcheck.live.cards import Notice
from formcheck.live.places import KEYS, places
from formcheck.live.set_screen import show_set
from formcheck.live.setup_check import SetupProblem, SetupState
from formcheck.live.setup_screen import show_setup
from formcheck.live.watch_screen import show_choice, show_watch
from formcheck.messages import _
from formcheck.motion.pose import Side
from formcheck.motion.spec import Exercise
from formcheck.output.drawing.scene import Scene
from formcheck.output.drawing.text_box import Word, typeface
from formcheck.output.not_judged import TRIES
from formcheck.result import Advice
from formcheck.wording import VIEWS, WORDS

PAGE = Path(__file__).with_name("live.md")
BEGIN, END = "<!-- text heights -->", "<!-- end of text heights -->"
BOARDS = (640, 480), (1280, 720), (1920, 1080), (1080, 1920)
CAMERAS = (640, 480), (720, 1280)
ADDRESS = "rtsp://192.168.178.123:8554/living-room/second-camera/h264.sdp?transport=tcp"
LEAST = 0.02  # of the shorter side: no letters are smaller
COUNT, CUE, CUE_TALL, WORDS_OF_CUE = 0.2, 0.1, 0.09, 6  # the third of a tall screen's width
Check = Callable[[Board], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen with its longest words; rows name those of its texts that the table lists."""

    draw: Callable[[Board, np.ndarray], None]
    rows: dict[str, str]
    keys: str = window.KEYS


def longest(texts: list[str], *, bold: bool = True) -> str:
    """The widest of them as written."""
    return max(texts, key=lambda t: typeface(Word("", 40, bold=bold)).getlength(t))


def widest_word(texts: list[str]) -> str:
    """The one with the widest word, which does not break."""
    return max(texts, key=lambda t: max(typeface(Word("", 40, bold=True)).getlength(w) for w in t.split()))


def texts_in(*modules: object) -> list[str]:
    """What these modules say: their texts in _()."""
    found = []
    for module in modules:
        for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text("utf-8"))):  # type: ignore[attr-defined]
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_":
                found += [_(a.value) for a in node.args if isinstance(a, ast.Constant)]
    return found


def screens() -> dict[str, Screen]:
    exercises = list(EXERCISES.values())
    title = longest([f"{e.title} · {view}" for e in exercises for view in VIEWS.values()])
    cues = [c.say for e in exercises for c in e.cues]
    scene = Scene(
        points=np.full((33, 2), np.nan), title=title, reps=12, goal=12, about=True,
        attempts=longest([t.format(n=12) for t in TRIES.values()]), phase="lower", seconds=11.2, asked=12,
        reach=0.6, target="1.25", guide=0.8,
    )  # fmt: skip
    called = max(((e, s) for e in exercises for s in Side), key=lambda x: len(x[0].called(x[1])))
    advice = [t.format(how=called[0].called(called[1]), along="")
              for t in texts_in(setup_check, posture_check) if " " in t]  # fmt: skip
    lost = _("{device} sends no picture; check it. Waiting up to {seconds:.0f} s").format(
        device=name_of(ADDRESS), seconds=30
    )
    camera = max(exercises, key=lambda e: len(e.camera))
    notice = Notice(
        next=called[0].called(called[1]), amount="12 reps", exercise=camera,
        start=longest([e.start for e in exercises]),
        moves=camera.camera, last=title,
    )  # fmt: skip
    rows = [f"{called[0].called(called[1])}: {_('{n} of {total}').format(n=12, total=12)}"] * 12
    foot = _("Next time: {fix}").format(fix=f"{called[0].title}: {longest(cues)}")
    choice = [(key, e.title) for key, e in zip(watch.CHOICE, exercises, strict=False)]
    sides = longest([f"{WORDS['right']} {WORDS[w]}" for w in ("shoulder", "elbow", "ankle", "wrist")])
    hidden = _("Not visible: {names}").format(names=f"{sides}, {sides}") + _(" and more")

    advice_of = Advice(good=longest([c.good for e in exercises for c in e.cues if c.good]), next=foot)
    judged = a_set(reps=12, faulty=(3,))
    judged = judged.model_copy(
        update={"summary": judged.summary.model_copy(update={"advice": advice_of, "attempts": 12})}
    )

    def running(**more: object) -> Callable[[Board, np.ndarray], None]:
        return lambda board, picture: show_set(board, picture, replace(scene, **more))  # type: ignore[arg-type]

    def before(e: Exercise, ready: SetupState, trouble: str | None = None) -> Callable[[Board, np.ndarray], None]:
        return lambda board, picture: show_setup(board, picture, e, ready, trouble, called[1])

    def waits(text: str) -> SetupState:
        return SetupState(SetupProblem("test", text), 0.5)

    count = {"the count": "12", "how many": _("of {total}").format(total=12), "the exercise": title}
    return {
        "cue": Screen(running(cue=longest(cues)), {**count, "a cue": f"▲ {longest(cues)}"}),
        "cue with a long word": Screen(running(cue=widest_word(cues)), {"a cue": f"▲ {widest_word(cues)}"}),
        "praise": Screen(running(praise=longest([c.good for e in exercises for c in e.cues if c.good])), {}),
        "hidden": Screen(running(note=hidden), {"what is not visible": hidden}),
        "a rep": Screen(running(size="8.0 cm", phase="rest"), {"the range of a rep": "8.0 cm"}),
        "setup": Screen(before(called[0], waits(longest(advice))), {"what to change": longest(advice)}),
        "watch": Screen(
            lambda board, picture: show_watch(board, picture, watch.START, watching=True),
            {"start your exercise": watch.START}, window.WATCHING,
        ),
        "watch, with advice": Screen(
            lambda board, picture: show_watch(board, picture, longest(advice), watching=False), {}, window.WATCHING
        ),
        "recognised": Screen(
            running(praise=longest([e.title for e in exercises])),
            {"what was recognised": f"✓ {longest([e.title for e in exercises])}"},
        ),
        "choice": Screen(
            lambda board, picture: show_choice(board, watch.NOT_YET, choice),
            {"an exercise to choose": longest([e.title for e in exercises], bold=False)}, window.CHOOSING,
        ),
        "setup with a long word": Screen(
            before(camera, waits(widest_word(advice))), {"where to film from": camera.camera}
        ),
        "hold still": Screen(before(max(exercises, key=lambda e: len(e.start)), SetupState(None, 0.5)), {}),
        "countdown": Screen(before(called[0], SetupState(None, 1, count=3)), {"the countdown": "3"}),
        "no camera": Screen(before(called[0], SetupState(None, 0), lost), {}),
        "lost": Screen(lambda board, picture: cards.show_note(board, picture, lost), {"a lost camera": lost}),
        "paused": Screen(
            lambda board, picture: cards.show_note(board, picture, longest(texts_in(session, readiness))), {}
        ),
        "rest": Screen(
            lambda board, picture: cards.show_rest(board, picture, 90, notice),
            {"the rest": "90", "that the camera has to move": _("Move the camera"), "where to": notice.moves},
            window.RESTING,
        ),
        "card": Screen(
            lambda board, picture: cards.show_card(board, judged, title.partition(" · ")[0], 12),
            {"the count": "12", "what to fix": f"▲ {foot}"}, window.ANY_KEY,
        ),
        "list": Screen(
            lambda board, picture: cards.show_list(board, longest([e.title for e in exercises]), rows, foot),
            {"a set in the list": rows[0], "what to fix": foot}, window.ANY_KEY,
        ),
    }  # fmt: skip


def drawn(screen: Screen, board: tuple[int, int], camera: tuple[int, int]) -> Board:
    made = Board(*board, has_foot=True)
    screen.draw(made, np.full((camera[1], camera[0], 3), 90, np.uint8))
    foot = places(made, 1.0).foot
    made.write(screen.keys, foot, KEYS * min(board), lines=2, middle=True)
    return made


def broken(name: str, screen: Screen, board: Board) -> Iterator[str]:
    """The rules that a screen breaks."""
    whole, unit = Area(0, 0, board.width, board.height), min(board.width, board.height)
    for w in board.written:
        if w.ink.x < 0 or w.ink.y < 0 or w.ink.right > whole.right or w.ink.foot > whole.foot:
            yield f"{w.text!r} leaves the picture"
        if any(_touch(w.ink, picture) for picture in board.pictures):
            yield f"{w.text!r} covers the camera's picture"
        if w.letters < LEAST * unit:
            yield f"{w.text!r} is written in letters of {w.letters} pixels"
    for a, b in combinations(board.written, 2):
        if _touch(a.ink, b.ink):
            yield f"{a.text!r} covers {b.text!r}"
    for row, text in screen.rows.items():
        w = written(board, text)
        if row in ("the count", "the countdown", "the rest"):
            if w.ink.high < COUNT * board.height:
                yield f"{row} is {w.ink.high / board.height:.0%} of the height"
            if w.letters < max(other.letters for other in board.written):
                yield f"{row} is not the largest"
        if row == "a cue" and w.letters < (CUE_TALL if board.width < board.height else CUE) * unit:
            yield f"{text!r} is {w.letters / unit:.1%} of the height"
        if row == "the exercise" and w.lines != 1:
            yield f"{text!r} takes {w.lines} lines"
        if row == "what to change" and board.width > board.height and w.lines > (2 if _beside(board) else 4):
            yield f"{text!r} takes {w.lines} lines"


def _beside(board: Board) -> bool:
    """Whether the band goes over the whole width: the picture is not as tall as the board."""
    return board.pictures[0].high < 0.7 * board.height


def written(board: Board, text: str) -> Written:
    return next(w for w in board.written if w.text == text)


def _touch(a: Area, b: Area) -> bool:
    return a.x < b.right and b.x < a.right and a.y < b.foot and b.y < a.foot


def wrong() -> list[str]:
    """Every rule that is broken, on every board, for every camera; and cues of too many words."""
    found = [f"cue {c.say!r} has too many words" for e in EXERCISES.values() for c in e.cues
             if len(c.say.split()) > WORDS_OF_CUE]  # fmt: skip
    for name, screen in screens().items():
        for size in BOARDS:
            for camera in CAMERAS:
                board = drawn(screen, size, camera)
                found += [f"{name}, {size}, camera {camera}: {b}" for b in broken(name, screen, board)]
    return found


def table() -> str:
    """The height of letters in shares of the board's height, of the longest texts, for a camera of 4 : 3."""
    lines = ["| letters of | " + " | ".join(f"{w}×{h}" for w, h in BOARDS) + " |", "| --- |" + " --- |" * len(BOARDS)]
    for screen in screens().values():
        boards = [drawn(screen, size, CAMERAS[0]) for size in BOARDS]
        for row, text in screen.rows.items():
            if any(line.startswith(f"| {row} |") for line in lines):
                continue
            shares = [f"{100 * written(b, text).letters / b.height:.1f} %" for b in boards]
            lines.append(f"| {row} | " + " | ".join(shares) + " |")
    return "\n".join(lines)


def page() -> str:
    """docs/live.md with the table as measured now."""
    before, __, rest = PAGE.read_text("utf-8").partition(BEGIN)
    return f"{before}{BEGIN}\n{table()}\n{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    if "--json" in sys.argv:
        print(json.dumps(wrong()))
    else:
        PAGE.write_text(page(), encoding="utf-8")
