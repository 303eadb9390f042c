"""Content negotiation as in RFC 9110, 12.5.1: the most specific range that fits a media type gives its quality."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from nhsgraph.sparql.formats import GRAPHS, RESULTS, Form, by_name

if TYPE_CHECKING:
    from starlette.requests import Request


def accepted(request: Request) -> str:
    """The Accept header of a request."""
    return accept_of(request.scope["headers"])


def accept_of(headers: Iterable[tuple[bytes, bytes]]) -> str:
    """The Accept header among headers; several lines are one list."""
    return b",".join(value for name, value in headers if name == b"accept").decode("latin-1")


@lru_cache(maxsize=128)
def content_type(accept: str, name: str) -> str:
    """The Content-Type of a form: of its media types the one that the client prefers; text says its encoding."""
    form = by_name(name)
    media = choose(accept, form.media) or form.media[0]
    return f"{media}; charset=utf-8" if media.startswith("text/") else media


class _Range(NamedTuple):
    type: str
    subtype: str
    quality: float

    def fit(self, media: str) -> int:
        """How specifically the range covers a media type: 0 not, 1 all, 2 the type, 3 exactly."""
        kind, _, subtype = media.partition("/")
        if (self.type, self.subtype) == (kind, subtype):
            return 3
        if self.subtype == "*":
            return 2 if self.type == kind else 1 if self.type == "*" else 0
        return 0


@lru_cache(maxsize=256)
def ranges(accept: str) -> tuple[_Range, ...]:
    """The media ranges of an Accept header; what is not one is passed over, an empty header takes everything."""
    found = []
    for part in accept.split(","):
        media, *parameters = (p.strip().lower() for p in part.split(";"))
        kind, slash, subtype = media.partition("/")
        if not (kind and slash and subtype) or (kind == "*" and subtype != "*"):
            continue
        quality = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip() == "q":
                quality = _quality(value.strip())
        found.append(_Range(kind, subtype, quality))
    return tuple(found) or (_Range("*", "*", 1.0),)


def _quality(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        return 1.0
    return value if 0.0 <= value <= 1.0 else 1.0


def quality(accept: str, media: str) -> float:
    """The quality of a media type under an Accept header; 0 where it is not wanted.

    >>> quality("text/*;q=0.3, text/html;q=0.7, */*;q=0.5", "text/csv")
    0.3
    """
    best = max(((r.fit(media), r.quality) for r in ranges(accept)), default=(0, 0.0))
    return best[1] if best[0] else 0.0


def choose(accept: str, offers: Iterable[str]) -> str:
    """The offer of the highest quality, the first among equals; empty where none is wanted."""
    best, found = 0.0, ""
    for offer in offers:
        if (q := quality(accept, offer)) > best:
            best, found = q, offer
    return found


@lru_cache(maxsize=128)
def sparql_forms(accept: str) -> tuple[str, str]:
    """The names of the forms for rows and for graphs that an Accept header prefers."""
    return form(accept, RESULTS), form(accept, GRAPHS)


def form(accept: str, forms: Sequence[Form]) -> str:
    """The name of the form that an Accept header prefers, by any of its media types; empty where it takes none."""
    media = choose(accept, [*(f.media[0] for f in forms), *(m for f in forms for m in f.media[1:])])
    return next((f.name for f in forms if media in f.media), "")
