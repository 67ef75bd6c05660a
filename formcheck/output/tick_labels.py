"""The numbers along the axes of a drawing, for people."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.ticker import ScalarFormatter

from formcheck.messages import POINT


class TickLabels(ScalarFormatter):
    def __call__(self, x: float, pos: int | None = None) -> str:
        return super().__call__(x, pos).replace(".", POINT)


def label_ticks(axes: Axes) -> None:
    axes.xaxis.set_major_formatter(TickLabels())
    axes.yaxis.set_major_formatter(TickLabels())
