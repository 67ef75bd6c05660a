"""formcheck: checks exercise form with an ordinary camera.

Judge a clip, and read what was measured:

>>> import formcheck
>>> result = formcheck.analyze("set1.mp4", exercise="calf-raise", height_cm=176)
>>> for rep in result.reps:
...     print(rep.index, rep.side, rep.rom.unit, [fault.id for fault in rep.faults])
1 both cm []
2 both cm []
>>> result.save_html("report.html")

What is public is listed in `__all__`; docs/library.md shows all of it. Errors are those of `formcheck.errors`.
Everything is loaded when it is first used, so that `import formcheck` is quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from formcheck.version import __version__

if TYPE_CHECKING:
    from formcheck import errors, exercises, history
    from formcheck.api.judged_result import JudgedResult as Result
    from formcheck.api.judging import analyze, judge
    from formcheck.api.named_session import NamedSession as Session
    from formcheck.api.recognising import analyze_sets
    from formcheck.api.scoring import score
    from formcheck.capture.opening import open_source
    from formcheck.exercises.check import check_exercise

__all__ = [
    "Result",
    "Session",
    "__version__",
    "analyze",
    "analyze_sets",
    "check_exercise",
    "errors",
    "exercises",
    "history",
    "judge",
    "open_source",
    "score",
]

_AT = {
    "Result": "formcheck.api.judged_result:JudgedResult",
    "Session": "formcheck.api.named_session:NamedSession",
    "analyze": "formcheck.api.judging:analyze",
    "analyze_sets": "formcheck.api.recognising:analyze_sets",
    "check_exercise": "formcheck.exercises.check:check_exercise",
    "errors": "formcheck.errors",
    "exercises": "formcheck.exercises",
    "history": "formcheck.history",
    "judge": "formcheck.api.judging:judge",
    "open_source": "formcheck.capture.opening:open_source",
    "score": "formcheck.api.scoring:score",
}


def __getattr__(name: str) -> Any:
    if name not in _AT:
        raise AttributeError(f"module 'formcheck' has no attribute {name!r}")
    module, _, inside = _AT[name].partition(":")
    found = import_module(module)
    return getattr(found, inside) if inside else found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
