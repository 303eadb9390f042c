"""HTML pages: one frame, everything escaped, nothing loaded from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from urllib.parse import quote

from nhsgraph import ids
from nhsgraph.present.tables import shown
from nhsgraph.query import Iri

_NAVIGATION = (("/", "Start"), ("/query", "Query"), ("/def", "Vocabulary"), ("/api", "API"))


def page(title: str, body: str, *, fictional: bool, head: str = "", bare: bool = False) -> str:
    """A whole page; ``body`` and ``head`` are HTML, ``title`` is text; a bare one has no way to the others."""
    links = "".join(f'<li><a href="{href}">{name}</a></li>' for href, name in _NAVIGATION)
    way = (
        '<a class="skip" href="#content">Skip to the content</a>'
        f'<header><nav aria-label="Main"><ul>{links}</ul></nav></header>'
    )
    warning = '<p class="fictional" role="note">Fictional demonstration data.</p>' if fictional else ""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)} · nhsgraph</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="stylesheet" href="/static/nhsgraph.css"><link rel="icon" href="data:,">{head}</head><body>'
        f'{"" if bare else way}<main id="content">{warning}{body}</main></body></html>'
    )


def link(iri: str, text: str = "") -> str:
    """A link to an IRI: within this server where it is one of the graph's own, else outside without a referrer."""
    words = escape(text or shown(Iri(iri)))
    if iri.startswith(ids.BASE):
        return f'<a href="{escape(local_path(iri))}">{words}</a>'
    if iri.startswith(("http://", "https://")):
        return f'<a href="{escape(iri)}" rel="noreferrer external">{words}</a>'
    return words


def local_path(iri: str) -> str:
    """The path of one of the graph's own IRIs on this server."""
    return "/" + quote(iri.removeprefix(ids.BASE), safe="/#-._~:%")


def table(caption: str, headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table of cells that are HTML; the first cell of a row is its heading."""
    head = "".join(f'<th scope="col">{escape(h)}</th>' for h in headings)
    lines = []
    for row in rows:
        first, *rest = row
        lines.append(f'<tr><th scope="row">{first}</th>' + "".join(f"<td>{c}</td>" for c in rest) + "</tr>")
    return (
        f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{''.join(lines)}</tbody></table>"
    )
