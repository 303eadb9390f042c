"""Text for XML 1.0: escaped, without the characters that XML cannot hold."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def content(text: str) -> str:
    """Text between tags."""
    return escape(_FORBIDDEN.sub("\ufffd", text))


def attribute(text: str) -> str:
    """An attribute's value, with its quotes."""
    return quoteattr(_FORBIDDEN.sub("\ufffd", text), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
