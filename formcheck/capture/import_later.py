"""Import a library without the slow ones it imports for what formcheck never uses."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any


class _Later(ModuleType):
    """Stands for a module that is imported when something of it is used."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(importlib.import_module(self.__name__), name)


@contextmanager
def later(*names: str) -> Iterator[None]:
    """In the block, these modules are not imported but stood for, unless they were imported before."""
    stood_for = {name: _Later(name) for name in names if name not in sys.modules}
    sys.modules.update(stood_for)
    for name, module in stood_for.items():
        parent, _dot, own = name.rpartition(".")
        if parent in stood_for:
            setattr(stood_for[parent], own, module)
    try:
        yield
    finally:
        for name, module in stood_for.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]
