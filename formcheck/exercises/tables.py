"""A dataclass from the table of a TOML file, every field checked. Standard library alone: sessions need only numpy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from difflib import get_close_matches
from enum import StrEnum
from types import UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def from_table(cls: type[T], table: Mapping[str, Any], at: str = "") -> T:
    """The dataclass with the values of the table. Raises ValueError with where and what is wrong."""
    hints, known = get_type_hints(cls), {f.name: f for f in fields(cls)}  # type: ignore[arg-type]
    for name in table:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"
            raise ValueError(f'{at}there is no field "{name}"; {hint}')
    for name, f in known.items():
        if name not in table and f.default is MISSING and f.default_factory is MISSING:
            raise ValueError(f'{at}the field "{name}" is missing')
    return cls(**{name: _value(hints[name], value, f"{at}{name}") for name, value in table.items()})


def _value(hint: Any, value: Any, at: str) -> Any:
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _one_of(args, value, at)
    if origin is Literal:
        return _choice(args, value, at)
    if origin is tuple:
        return _items(args, value, at)
    if origin is dict:
        table = _is(dict, value, at, "a table")
        return {_value(args[0], k, at): _value(args[1], v, f"{at}.{k}") for k, v in table.items()}
    if is_dataclass(hint):
        return from_table(hint, _is(dict, value, at, "a table"), f"{at}: ")  # type: ignore[arg-type]
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint(_choice([x.value for x in hint], value, at))
    if hint is float:
        try:
            return float(_is((int, float), value, at, "a number"))
        except OverflowError as e:
            raise ValueError(f"{at} is too large a number") from e
    return _is(hint, value, at, {str: "a text in quotes", bool: "true or false", int: "a whole number"}[hint])


def _one_of(hints: tuple[Any, ...], value: Any, at: str) -> Any:
    wrong = ""
    for hint in (h for h in hints if h is not type(None)):
        try:
            return _value(hint, value, at)
        except ValueError as e:
            wrong = wrong or str(e)
    raise ValueError(wrong)


def _choice(allowed: Any, value: Any, at: str) -> Any:
    if value not in allowed or isinstance(value, bool):
        raise ValueError(f"{at} is {value!r}; it may be {', '.join(map(str, allowed))}")
    return value


def _items(hints: tuple[Any, ...], value: Any, at: str) -> tuple[Any, ...]:
    items = _is(list, value, at, "a list in square brackets")
    if hints[-1] is Ellipsis:
        return tuple(_value(hints[0], x, f"{at}[{i}]") for i, x in enumerate(items, 1))
    if len(items) != len(hints):
        raise ValueError(f"{at} must have {len(hints)} entries")
    return tuple(_value(h, x, f"{at}[{i}]") for i, (h, x) in enumerate(zip(hints, items, strict=True), 1))


def _is(kind: Any, value: Any, at: str, called: str) -> Any:
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise ValueError(f"{at} must be {called}")
    return value
