"""formcheck demo: analyse the bundled clip."""

from __future__ import annotations

from formcheck.capture.bundled_clip import HEIGHT_CM, clip
from formcheck.commands.analyze import analyze
from formcheck.commands.options import AnalyzeOptions
from formcheck.exercises.calf_raise import CALF_RAISE
from formcheck.motion.settings import Settings


def run() -> int:
    return analyze([clip()], AnalyzeOptions(exercise=CALF_RAISE, settings=Settings(height_cm=HEIGHT_CM)))
