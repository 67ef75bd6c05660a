"""Matplotlib on a read-only disk, where it finds no folder to write its cache to."""

from __future__ import annotations

import os
import tempfile
from importlib.util import find_spec
from pathlib import Path


def spare_matplotlib() -> None:
    """Called before its first import, which fails if neither its own folder nor a temporary one can be written."""
    try:
        tempfile.gettempdir()
    except OSError:
        _without_a_cache()


def _without_a_cache() -> None:
    """Its own settings, so that it need not look for others; and a cache that cannot be written, which it lets be."""
    found = find_spec("matplotlib")
    if found and found.origin:
        os.environ.setdefault("MATPLOTLIBRC", str(Path(found.origin).parent / "mpl-data" / "matplotlibrc"))
        import matplotlib

        matplotlib.get_cachedir = matplotlib.get_configdir = lambda: os.devnull
