"""The bundled clip."""

from __future__ import annotations

from pathlib import Path

from formcheck.errors import SourceError
from formcheck.messages import _

CLIP = "calf-raise-side.mp4"
HEIGHT_CM = 176  # of the rendered person


def clip() -> Path:
    """Its path in the installed package, or in the samples of a checkout. Raises SourceError."""
    package = Path(__file__).resolve().parents[1]
    for place in (package / "data" / CLIP, package.parent / "samples" / CLIP):
        if place.exists():
            return place
    raise SourceError(_("the demo clip {clip} is missing; reinstall formcheck").format(clip=CLIP))
