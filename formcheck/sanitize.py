"""Make text from outside safe to show: file names, and text from labels, routines and histories."""

from __future__ import annotations

import os
import re
import unicodedata
from json import detect_encoding
from pathlib import PurePath

BREAKS = re.compile("[\t-\r\x85\u2028\u2029]+")
STEERS = re.compile(  # characters that control a terminal, reorder text, or cannot be encoded
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
INSTEAD = "\ufffd"


def decoded(written: bytes) -> str:
    """The text of a file that begins with ASCII: UTF-8, -16 or -32, with a byte order mark, as some editors save it,
    or without. Raises UnicodeDecodeError."""
    return written.decode(detect_encoding(written))


def shown(text: str) -> str:
    """The text as one printable line: control and bidirectional characters become U+FFFD."""
    return steady(BREAKS.sub(" ", text))


def steady(text: str) -> str:
    """The text with control and bidirectional characters replaced, and its line breaks kept."""
    return STEERS.sub(INSTEAD, text)


def printable(name: str) -> bool:
    """Whether a name has only printable characters and spaces, of any script."""
    return all(c.isprintable() or unicodedata.category(c) == "Zs" for c in name)


def in_json(text: str) -> str:
    """The same JSON, safe to print: control characters are escaped."""
    return STEERS.sub(lambda m: f"\\u{ord(m[0]):04x}", text)


def readable(name: str | PurePath) -> str:
    """A file name as text: undecodable bytes become U+FFFD."""
    return os.fsencode(name).decode("utf-8", "replace")
