"""Pictures of the documentation: fewer colours, the same picture."""

from __future__ import annotations

import struct
import sys
import zlib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))
import palette_png  # noqa: E402

RED, GREEN, BLUE = bytes((200, 0, 0)), bytes((0, 200, 0)), bytes((0, 0, 200))


def image(rows: list[tuple[int, bytes]], width: int, kind: int = 2) -> bytes:
    raw = b"".join(bytes((number,)) + row for number, row in rows)
    head = struct.pack(">IIBBBBB", width, len(rows), 8, kind, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(raw)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(palette_png._chunk(*chunk) for chunk in chunks)


def pixels(png: bytes) -> list[list[bytes]]:
    chunks = dict(palette_png._chunks(png))
    width, height = struct.unpack(">II", chunks[b"IHDR"][:8])
    raw, palette = zlib.decompress(chunks[b"IDAT"]), chunks[b"PLTE"]
    rows = [raw[n * (width + 1) + 1 : (n + 1) * (width + 1)] for n in range(height)]
    return [[palette[3 * place : 3 * place + 3] for place in row] for row in rows]


def test_every_filter_is_undone() -> None:
    plain = RED + GREEN + BLUE
    left = RED + bytes((b - a) & 255 for a, b in zip(RED + GREEN, GREEN + BLUE, strict=True))
    same = bytes(9)
    average = bytes((plain[i] - ((plain[i - 3] if i >= 3 else 0) + plain[i]) // 2) & 255 for i in range(9))
    made = palette_png.indexed(image([(0, plain), (1, left), (2, same), (3, average), (4, same)], 3))
    # The last row takes for each pixel the nearest of left, above and corner, with nothing added.
    assert pixels(made)[:4] == [[RED, GREEN, BLUE]] * 4
    assert len(pixels(made)) == 5


def test_an_image_that_is_not_from_a_browser_is_refused() -> None:
    with pytest.raises(ValueError, match="8-bit"):
        palette_png.indexed(image([(0, b"\0\0")], 2, kind=0))


def test_the_pictures_of_the_documentation_are_small() -> None:
    sizes = {path.name: path.stat().st_size for path in (ROOT / "docs" / "img").glob("*.png")}
    assert len(sizes) >= 8
    assert {name: size for name, size in sizes.items() if size > 250_000} == {}
