"""Citation numbers: sources in order of first citation, from 1."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from nhsgraph.analyses.explanation import Cite, SourceRef


def numbers(sources: Iterable[SourceRef]) -> dict[str, int]:
    """Source id to its number in the list at the end."""
    return {source.id: number for number, source in enumerate(sources, start=1)}


def marks(cites: Iterable[Cite], numbered: Mapping[str, int]) -> str:
    """The mark after a sentence.

    >>> marks([Cite(source="b"), Cite(source="a"), Cite(source="b")], {"a": 1, "b": 2})
    '[1, 2]'
    >>> marks([], {})
    ''
    """
    found = sorted({numbered[cite.source] for cite in cites})
    return f"[{', '.join(map(str, found))}]" if found else ""


def claims(cites: Iterable[Cite]) -> str:
    """The claims among the citations, which are named because a document holds many.

    >>> claims([Cite(source="doc-S0", record="S0-29"), Cite(source="ods-eccg-2016-02", record="row 4")])
    'S0-29'
    """
    return ", ".join(
        dict.fromkeys(cite.record for cite in cites if cite.source.startswith("doc-") and cite.record)
    )


def source_line(source: SourceRef) -> str:
    """A source as the list at the end prints it: title, publisher, date, grade where it is not official."""
    parts = [source.title, source.publisher]
    if source.published:
        parts.append(source.published)
    if source.grade not in {"", "official"}:
        parts.append(source.grade)
    return ", ".join(part for part in parts if part)
