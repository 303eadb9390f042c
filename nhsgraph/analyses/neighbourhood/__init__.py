"""The neighbourhood of a body: who and what stands next to it, of all dates, as nodes and links to draw."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from nhsgraph.analyses.conflicts.paths import Conflict
from nhsgraph.analyses.explain import source_of
from nhsgraph.analyses.explanation import Cite, SourceRef
from nhsgraph.analyses.neighbourhood import interests, relations
from nhsgraph.analyses.neighbourhood.finding import Finding
from nhsgraph.analyses.neighbourhood.model import Link, Neighbourhood, Node, Path, Step
from nhsgraph.views import Reader, body_iri

__all__ = ["Link", "Neighbourhood", "Node", "Path", "Step", "neighbourhood"]

_KINDS = (
    relations.upward,
    relations.teams,
    relations.partnerships,
    relations.authorities,
    relations.successions,
    relations.commissioners,
    relations.members,
    relations.stated,
    relations.payments,
    relations.office_holders,
    interests.committees,
    interests.awards,
)


def neighbourhood(reader: Reader, body: str, conflicts: Iterable[Conflict] = ()) -> Neighbourhood:
    """Everything one step from a body (a local id), and further where committees, contracts or shares lie between.

    ``conflicts`` are the conflict paths of the body, of all dates, in the order in which they are shown.
    """
    found = Finding(reader=reader, body=body)
    found.nodes[body] = replace(found.node(body), names=_names(reader, body))
    for kind in _KINDS:
        kind(found)
    links = tuple(found.links.values())
    paths = interests.paths(found, conflicts)
    used = {end for link in links for end in (link.subject, link.object)} | {body}
    made = Neighbourhood(
        nodes=tuple(node for name, node in found.nodes.items() if name in used),
        links=links,
        paths=paths,
        sources=(),
    )
    return Neighbourhood(
        nodes=made.nodes, links=links, paths=paths, sources=_sources(reader, list(made.cites()))
    )


def _names(reader: Reader, body: str) -> tuple[tuple[date | None, str], ...]:
    rows = reader.rows("names", body=body_iri(body))
    return tuple((row.day("from"), row.text("name")) for row in rows) if len(rows) > 1 else ()


def _sources(reader: Reader, cites: list[Cite]) -> tuple[SourceRef, ...]:
    return tuple(source_of(reader, name) for name in dict.fromkeys(cite.source for cite in cites))
