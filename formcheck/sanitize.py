"""Text from outside, fit to be shown: names of files, what stands in labels, routines and histories of others."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import PurePath

BREAKS = re.compile("[\t-\r\x85\u2028\u2029]+")
STEERS = re.compile(  # a terminal, the order of letters on a page, or is no character that a file can hold
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
INSTEAD = "\ufffd"


def shown(text: str) -> str:
    """The same as one line that only shows: what would steer a terminal or turn the line around is a sign instead."""
    return steady(BREAKS.sub(" ", text))


def steady(text: str) -> str:
    """The same without what steers; its lines stay."""
    return STEERS.sub(INSTEAD, text)


def printable(name: str) -> bool:
    """Whether a name is letters, signs and spaces of any script: no breaks of a line, nothing that steers."""
    return all(c.isprintable() or unicodedata.category(c) == "Zs" for c in name)


def in_json(text: str) -> str:
    """JSON that holds the same and may be printed: what steers stands as an escape."""
    return STEERS.sub(lambda m: f"\\u{ord(m[0]):04x}", text)


def readable(name: str | PurePath) -> str:
    """The name of a file as text that can be written: bytes that are no UTF-8 are a sign instead."""
    return os.fsencode(name).decode("utf-8", "replace")
