"""Speaks without ever blocking the loop: with the system voice, or tones, or silently."""

from __future__ import annotations

import contextlib
import io
import math
import shutil
import struct
import subprocess
import sys
import tempfile
import wave
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Condition, Thread

from formcheck.live.coach import Kind, Utterance
from formcheck.live.speaker import READY, SPOKEN
from formcheck.live.speech import Speech
from formcheck.messages import _

NORMAL = Speech()
PLAYERS = ("afplay", "paplay", "aplay")  # macOS, PulseAudio, ALSA
PITCH: dict[Kind, float] = {"count": 660.0, "cue": 330.0, "praise": 880.0, "notice": 520.0}  # hertz
TONE_S, RATE = 0.12, 16_000
LOUD = 12_000  # of 32 767; twice that is the loudest
NO_VOICE = _("no voice found (pip install pyttsx3; on Linux also install espeak-ng)")
LEAVE_S = 3.0  # at the end, time to finish the current utterance


class Voice:
    """Give it utterances. A newer count replaces one that is still waiting; a cue waits its turn.

    tell is called once, with a sentence, if there is no voice.
    """

    def __init__(
        self,
        tell: Callable[[str], None] = lambda text: None,
        speaker: Sequence[str] = (),
        speech: Speech = NORMAL,
    ) -> None:
        self.muted = False
        self._tell, self._volume = tell, speech.volume
        self._waiting: deque[Utterance] = deque()
        self._there = Condition()
        self._ended = False
        self._speaker = subprocess.Popen(
            speaker or speech.speaker(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )
        self._thread = Thread(target=self._work, name="voice", daemon=True)
        self._thread.start()

    def say(self, u: Utterance) -> None:
        """Returns at once."""
        if self.muted:
            return
        with self._there:
            if u.kind == "count":
                self._waiting = deque(w for w in self._waiting if w.kind != "count")
            self._waiting.append(u)
            self._there.notify()

    def close(self) -> None:
        """Leave a moment for the last words."""
        with self._there:
            self._ended = True
            self._there.notify()
        self._thread.join(LEAVE_S)
        self._speaker.kill()
        self._speaker.wait()
        for pipe in (self._speaker.stdin, self._speaker.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _work(self) -> None:
        speak = self._spoken if self._answer() == READY else self._tones()
        while (u := self._next()) is not None:
            if not speak(u):
                speak = self._tones()
                speak(u)

    def _next(self) -> Utterance | None:
        with self._there:
            while not self._waiting:
                if self._ended:
                    return None
                self._there.wait()
            return self._waiting.popleft()

    def _answer(self) -> str:
        assert self._speaker.stdout
        with contextlib.suppress(OSError, ValueError):
            return self._speaker.stdout.readline().strip()
        return ""

    def _spoken(self, u: Utterance) -> bool:
        assert self._speaker.stdin
        try:
            self._speaker.stdin.write(u.text.replace("\n", " ") + "\n")
            self._speaker.stdin.flush()
        except (OSError, ValueError):
            return False
        return self._answer() == SPOKEN

    def _tones(self) -> Callable[[Utterance], bool]:
        player = next((p for p in PLAYERS if shutil.which(p)), None)
        if sys.platform == "win32":
            self._tell(_("{why}; using tones").format(why=NO_VOICE))
            return _beep
        if player is None:
            self._tell(_("{why}, and no program to play tones; staying silent").format(why=NO_VOICE))
            return lambda u: True
        self._tell(_("{why}; using tones").format(why=NO_VOICE))
        return lambda u: _play(player, u, self._volume)


def _beep(u: Utterance) -> bool:
    import winsound

    winsound.Beep(int(PITCH[u.kind]), int(1000 * TONE_S))  # type: ignore[attr-defined,unused-ignore]
    return True


def _play(player: str, u: Utterance, volume: float) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tone.wav"
        path.write_bytes(tone(PITCH[u.kind], volume))
        subprocess.run([player, str(path)], capture_output=True, timeout=5, check=False)
    return True


def tone(hertz: float, volume: float = 1.0) -> bytes:
    """A short sine as a WAV file, faded in and out."""
    n = round(TONE_S * RATE)
    values = [
        round(volume * LOUD * math.sin(math.pi * i / n) * math.sin(2 * math.pi * hertz * i / RATE)) for i in range(n)
    ]  # fmt: skip
    data = io.BytesIO()
    with wave.open(data, "wb") as w:
        w.setnchannels(1)
        w.setsampwidth(2)
        w.setframerate(RATE)
        w.writeframes(struct.pack(f"<{n}h", *values))
    return data.getvalue()
