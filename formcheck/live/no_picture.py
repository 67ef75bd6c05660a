"""While the camera sends no picture: its trouble is shown, and keys are still read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from formcheck.messages import _

if TYPE_CHECKING:
    from formcheck.capture.frame_feed import LiveSource
    from formcheck.live.window import LiveWindow


class NoPicture:
    """press is given every key and returns whether the camera is to stop; trouble is what is wrong with it now."""

    def __init__(
        self, live: LiveSource, screen: LiveWindow | None, press: Callable[[str], bool], print_: Callable[[str], None]
    ) -> None:
        self._live, self._screen, self._press, self._print = live, screen, press, print_
        self.trouble: str | None = None
        self.attach()

    def attach(self) -> None:
        """Listen to the camera, from now on."""
        self._live.idle, self._live.trouble = self._idle, self._troubled

    def note(self, text: str) -> bool:
        """Show a text over the last picture."""
        if self._screen is None or self._live.frame is None:
            return False
        return self._press(self._screen.show_note(self._live.frame.rgb, text))

    def _idle(self) -> None:
        if self._screen is None:
            return
        if self.note(self.trouble) if self.trouble else self._press(self._screen.keys()):
            self._live.stop()

    def _troubled(self, text: str | None) -> None:
        self.trouble = text
        self._print(text or _("the camera is back"))
