"""The rest between two sets: a countdown on screen, and what comes next."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import ceil
from typing import TYPE_CHECKING, Literal

from formcheck.capture.camera import IDLE_S, Clock
from formcheck.capture.frames import Frame
from formcheck.live.cards import Notice
from formcheck.messages import _

if TYPE_CHECKING:
    from formcheck.capture.frame_feed import LiveSource
    from formcheck.live.window import LiveWindow

SOON_S = 5  # announced before the end of a rest at least twice as long
LOOK_S = 1 / 30  # interval for showing a still picture

Ended = Literal["over", "skipped", "quit", "lost"]


def rest(
    seconds: float,
    notice: Notice,
    pictures: Iterator[Frame | None],
    clock: Clock,
    screen: LiveWindow | None,
    *,
    say: Callable[[str], None],
    mute: Callable[[], str],
) -> Ended:
    """Wait. Keys, if there is a screen: space skips the rest, q ends the routine, m mutes."""
    end, told = clock.now() + seconds, seconds < 2 * SOON_S
    frame: Frame | None = None
    for new in pictures:
        frame = new or frame
        left = end - clock.now()
        if left <= 0:
            return "over"
        if not told and left <= SOON_S:
            told = True
            say(_("{seconds} seconds").format(seconds=SOON_S))
        if screen is None or frame is None:
            continue
        key = screen.show_rest(frame.rgb, ceil(left), notice) if new else screen.keys()
        match key:
            case " " | "n":
                return "skipped"
            case "q":
                return "quit"
            case "m":
                screen.tell(mute())
    return "lost"


def looking(live: LiveSource, clock: Clock, *, moves: bool) -> Iterator[Frame | None]:
    """The camera's pictures; for a file, which must not play on, its last picture."""
    if moves:
        yield from live.pictures()
        return
    while True:
        clock.sleep(LOOK_S if live.frame else IDLE_S)
        yield live.frame
