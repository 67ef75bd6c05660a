"""formcheck demo: the main job in one word, on a clip that comes along."""

from __future__ import annotations

from pathlib import Path

from formcheck.commands.analyze import analyze
from formcheck.commands.order import Order
from formcheck.errors import SourceError
from formcheck.exercises.calf_raise import CALF_RAISE
from formcheck.motion.session import Settings

CLIP = "calf-raise-side.mp4"
HEIGHT_CM = 176  # of the rendered person


def clip() -> Path:
    """The bundled clip: in the installed package, or in a checkout's samples."""
    package = Path(__file__).resolve().parents[1]
    for place in (package / "data" / CLIP, package.parent / "samples" / CLIP):
        if place.exists():
            return place
    raise SourceError(f"the demo clip {CLIP} is missing; install formcheck again")


def run() -> int:
    return analyze([clip()], Order(exercise=CALF_RAISE, settings=Settings(height_cm=HEIGHT_CM)))
