"""The clip that comes along."""

from __future__ import annotations

from pathlib import Path

from formcheck.errors import SourceError

CLIP = "calf-raise-side.mp4"
HEIGHT_CM = 176  # of the rendered person


def clip() -> Path:
    """In the installed package, or in a checkout's samples. Raises SourceError."""
    package = Path(__file__).resolve().parents[1]
    for place in (package / "data" / CLIP, package.parent / "samples" / CLIP):
        if place.exists():
            return place
    raise SourceError(f"the demo clip {CLIP} is missing; install formcheck again")
