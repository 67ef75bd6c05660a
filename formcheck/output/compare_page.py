"""Two sets beside each other as a page, their mean repetitions drawn over each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from formcheck.history.side_by_side import Outline, Pair, outline
from formcheck.output import progress as say
from formcheck.output.compare import Names, fault_rows, kind_of, phase_names, rows_of, side_of
from formcheck.output.page import page
from formcheck.output.words import quantity

WIDTH, HEIGHT = 400.0, 170.0  # as in the template
LEFT, RIGHT, TOP, BOTTOM = 44.0, 10.0, 14.0, 34.0


def compare_page(both: Sequence[Pair], names: Names) -> str:
    """The same as a page, with the mean repetitions drawn over each other."""
    return page(
        "compare",
        title=f"{say.title_of(both[0].a)}: {names[0]} and {names[1]}",
        exercise=say.title_of(both[0].a),
        pairs=[
            {
                "side": side_of(p).removeprefix(" · "), "refused": p.refused, "rows": rows_of(p),
                "faults": fault_rows(p), "a": f"{names[0]} · {kind_of(p.a)}", "b": f"{names[1]} · {kind_of(p.b)}",
                "drawing": _drawing(p),
            }
            for p in both
        ],
    )  # fmt: skip


def _drawing(p: Pair) -> dict[str, Any] | None:
    """Both mean repetitions over time, the moment in the middle of their far end at zero. None if one is unknown."""
    a, b = outline(p.a), outline(p.b)
    if a is None or b is None or p.refused or a.size is None or b.size is None:
        return None
    high = max(a.size, b.size) * 1.08
    before = max(o.first_s + o.far_s / 2 for o in (a, b))
    after = max(o.last_s + o.far_s / 2 for o in (a, b))
    scale = (WIDTH - LEFT - RIGHT) / (before + after)

    def x(s: float) -> float:
        return round(LEFT + (s + before) * scale, 1)

    def y(size: float) -> float:
        return round(TOP + (1 - size / high) * (HEIGHT - TOP - BOTTOM), 1)

    def points(o: Outline) -> str:
        half, size = o.far_s / 2, o.size or 0.0
        corners = ((-half - o.first_s, 0.0), (-half, size), (half, size), (half + o.last_s, 0.0))
        return " ".join(f"{x(s)},{y(v)}" for s, v in corners)

    first, _, last = phase_names(p)
    return {
        "name": say.name_of("range", p.a.exercise), "a": points(a), "b": points(b), "base": y(0.0),
        "levels": [(y(size), quantity(size, p.a.unit)) for size in _apart(a.size, b.size, high)],
        "seconds": [(x(float(s)), f"{s} s") for s in range(-int(before), int(after) + 1)],
        "first": first, "last": last,
    }  # fmt: skip


def _apart(a: float, b: float, high: float) -> list[float]:
    """The sizes to write at the side: one of two that would lie on each other."""
    return [a, b] if abs(a - b) > 0.09 * high else [max(a, b)]
