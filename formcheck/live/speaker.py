"""A process that speaks: reads a line, says it, writes a dot when done. Run by voice.py, never by hand.

A separate process because system voices block while speaking, and some only work in a main thread.
"""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from formcheck.live.speech import LIST, Speech, SystemVoice, fitting

READY, SPOKEN = "ready", "."
MARKS = str.maketrans("<>", "  ")  # some voices read them as markup


def main(arguments: list[str]) -> int:
    try:
        import pyttsx3

        engine = pyttsx3.init()
        usual = engine.getProperty("voice")
        voices = [_told(v) for v in engine.getProperty("voices")]
    except Exception as e:  # no library, no voice, no sound: in any case, fall back to tones
        print(e.__class__.__name__, flush=True)
        return 1
    if arguments == [LIST]:
        print(json.dumps([asdict(v) for v in voices]))
        return 0
    speech = Speech(**json.loads(arguments[0])) if arguments else Speech()
    for name, value in {
        "voice": speech.voice or fitting(voices, usual),
        "rate": round(speech.pace * engine.getProperty("rate")),
        "volume": speech.volume,
    }.items():
        with suppress(Exception):  # not every engine can do all of it, such as louder than normal
            engine.setProperty(name, value)
    print(READY, flush=True)
    for line in sys.stdin:
        engine.say(line.translate(MARKS).strip())
        engine.runAndWait()
        print(SPOKEN, flush=True)
    return 0


def _told(v: Any) -> SystemVoice:
    """A voice as the library tells it: some engines give the languages as bytes."""
    tags = (tag.decode("utf-8", "ignore").strip("\x05") if isinstance(tag, bytes) else str(tag) for tag in v.languages)
    return SystemVoice(str(v.id), str(v.name), tuple(tags))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
