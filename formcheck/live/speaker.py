"""A process that speaks: a line in is a line said, a dot out when it has been. Run by voice.py, never by hand.

On its own because the system's voices block while they speak, and some insist on a process's main thread.
"""

from __future__ import annotations

import sys

READY, SPOKEN = "ready", "."
MARKS = str.maketrans("<>", "  ")  # some voices take them for markup


def main() -> int:
    try:
        import pyttsx3

        engine = pyttsx3.init()
        engine.getProperty("voice")
    except Exception as e:  # no library, no voice, no sound: whatever it is, there will be tones instead
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
