"""How the server and its workers talk: frames of a JSON head and a body of bytes, each with its length before it."""

from __future__ import annotations

import json
import struct
from typing import Any, BinaryIO

LENGTHS = struct.Struct(">II")


def pack(head: object, body: bytes = b"") -> bytes:
    """A frame."""
    text = json.dumps(head, separators=(",", ":")).encode()
    return LENGTHS.pack(len(text), len(body)) + text + body


def read(stream: BinaryIO) -> tuple[Any, bytes] | None:
    """The next frame of a blocking stream; ``None`` at its end."""
    lengths = stream.read(LENGTHS.size)
    if len(lengths) < LENGTHS.size:
        return None
    head, body = LENGTHS.unpack(lengths)
    data = stream.read(head + body)
    if len(data) < head + body:
        return None
    return json.loads(data[:head]), data[head:]
