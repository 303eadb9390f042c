"""A screenshot with at most 256 colours: a third of the bytes, and text stays as sharp.

The most frequent colours are kept and every other one becomes the nearest of them. Standard library only.
"""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from collections.abc import Iterator

_HEADER = b"\x89PNG\r\n\x1a\n"


def indexed(png: bytes) -> bytes:
    """An 8-bit RGB or RGBA image without interlacing, as browsers write them, with a palette."""
    chunks = list(_chunks(png))
    width, height, depth, kind, _, _, interlaced = struct.unpack(">IIBBBBB", dict(chunks)[b"IHDR"])
    if (depth, interlaced) != (8, 0) or kind not in {2, 6}:
        raise ValueError("only 8-bit RGB or RGBA images without interlacing are made smaller")
    step = 3 if kind == 2 else 4
    raw = zlib.decompress(b"".join(data for name, data in chunks if name == b"IDAT"))
    rows = list(_rows(raw, width * step, height, step))
    pixels = [[row[i : i + 3] for i in range(0, len(row), step)] for row in rows]
    counts = Counter(pixel for row in pixels for pixel in row)
    # Colours that differ little share a place before the rest is given away.
    kept: list[bytes] = []
    for colour, _ in counts.most_common():
        if len(kept) == 256:
            break
        if len(kept) < 24 or min(_apart(colour, one) for one in kept) > 60:
            kept.append(colour)
    place = {colour: min(range(len(kept)), key=lambda n: _apart(colour, kept[n])) for colour in counts}
    body = b"".join(b"\0" + bytes(place[pixel] for pixel in row) for row in pixels)
    return _HEADER + b"".join(
        _chunk(name, data)
        for name, data in (
            (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            (b"PLTE", b"".join(kept)),
            (b"IDAT", zlib.compress(body, 9)),
            (b"IEND", b""),
        )
    )


def _apart(a: bytes, b: bytes) -> int:
    return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(_HEADER)
    while place < len(png):
        (length,) = struct.unpack(">I", png[place : place + 4])
        yield png[place + 4 : place + 8], png[place + 8 : place + 8 + length]
        place += 12 + length


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _rows(raw: bytes, length: int, height: int, step: int) -> Iterator[bytes]:
    """The rows without their filters (PNG, third edition, section 9)."""
    above = bytearray(length)
    for number in range(height):
        start = number * (length + 1)
        kind, row = raw[start], bytearray(raw[start + 1 : start + 1 + length])
        for i in range(length) if kind else ():
            left = row[i - step] if i >= step else 0
            if kind == 1:
                guess = left
            elif kind == 2:
                guess = above[i]
            elif kind == 3:
                guess = (left + above[i]) // 2
            else:
                guess = _paeth(left, above[i], above[i - step] if i >= step else 0)
            row[i] = (row[i] + guess) & 255
        yield bytes(row)
        above = row


def _paeth(left: int, above: int, corner: int) -> int:
    ends = abs(above - corner), abs(left - corner), abs(left + above - 2 * corner)
    if ends[0] <= ends[1] and ends[0] <= ends[2]:
        return left
    return above if ends[1] <= ends[2] else corner
