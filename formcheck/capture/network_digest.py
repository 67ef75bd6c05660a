"""Recognise a TensorFlow Lite network by its weights, regardless of metadata.

Bundling adds metadata and repacks the file, so its hash does not identify the network. The digest covers only the
constants (the weights), found through the FlatBuffer tables (`Model.buffers`, `Model.metadata` in the TensorFlow
Lite schema).
"""

from __future__ import annotations

from hashlib import sha256
from struct import error, unpack_from

METADATA, BUFFERS = 6, 4  # fields of the table Model
MAGIC = b"TFL3"


def digest(network: bytes) -> str:
    """SHA-256 over all constant buffers except metadata, sorted by their hashes.

    Raises ValueError if the bytes are not a TensorFlow Lite network.
    """
    if network[4:8] != MAGIC:
        raise ValueError("not a TensorFlow Lite network")
    try:
        model = _u32(network, 0)
        about = {_u32_field(network, entry, 1) for entry in _tables(network, model, METADATA)}
        total = sha256()
        parts = [
            sha256(data).digest()
            for i, table in enumerate(_tables(network, model, BUFFERS))
            if i not in about and (data := _bytes(network, table))
        ]
    except (error, IndexError) as e:
        raise ValueError("a damaged network") from e
    if not parts:
        raise ValueError("a network without weights")
    for part in sorted(parts):
        total.update(part)
    return total.hexdigest()


def _u32(b: bytes, at: int) -> int:
    return int(unpack_from("<I", b, at)[0])


def _field(b: bytes, table: int, number: int) -> int | None:
    """The offset of a field, from the vtable of its table."""
    vtable = table - int(unpack_from("<i", b, table)[0])
    slot = 4 + 2 * number
    if slot >= unpack_from("<H", b, vtable)[0]:
        return None
    offset = int(unpack_from("<H", b, vtable + slot)[0])
    return table + offset if offset else None


def _u32_field(b: bytes, table: int, number: int) -> int:
    at = _field(b, table, number)
    return _u32(b, at) if at is not None else 0


def _tables(b: bytes, table: int, number: int) -> list[int]:
    at = _field(b, table, number)
    if at is None:
        return []
    vector = at + _u32(b, at)
    entries = (vector + 4 + 4 * i for i in range(_u32(b, vector)))
    return [e + _u32(b, e) for e in entries]


def _bytes(b: bytes, buffer: int) -> bytes:
    at = _field(b, buffer, 0)
    if at is None:
        return b""
    vector = at + _u32(b, at)
    return b[vector + 4 : vector + 4 + _u32(b, vector)]
