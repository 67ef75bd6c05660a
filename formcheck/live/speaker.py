"""A process that speaks: reads a line, says it, writes a dot when done. Run by voice.py, never by hand.

A separate process because system voices block while speaking, and some only work in a main thread.
"""

from __future__ import annotations

import sys

READY, SPOKEN = "ready", "."
MARKS = str.maketrans("<>", "  ")  # some voices read them as markup


def main() -> int:
    try:
        import pyttsx3

        engine = pyttsx3.init()
        engine.getProperty("voice")
    except Exception as e:  # no library, no voice, no sound: in any case, fall back to tones
        print(e.__class__.__name__, flush=True)
        return 1
    print(READY, flush=True)
    for line in sys.stdin:
        engine.say(line.translate(MARKS).strip())
        engine.runAndWait()
        print(SPOKEN, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
