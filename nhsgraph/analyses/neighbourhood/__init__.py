"""The neighbourhood of a body: who and what stands next to it, of all dates, as nodes and links to draw."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from nhsgraph.analyses.conflicts.paths import Conflict
from nhsgraph.analyses.explain import source_of
from nhsgraph.analyses.explanation import Cite, SourceRef
from nhsgraph.analyses.neighbourhood import interests, relations
from nhsgraph.analyses.neighbourhood.finding import Finding
from nhsgraph.analyses.neighbourhood.model import Link, Neighbourhood, Node, Path, Step
from nhsgraph.ids import PREFIXES
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

_PRACTICES = {"GPPractice", "ProviderOrganisation"}


def neighbourhood(reader: Reader, body: str, conflicts: Iterable[Conflict] = ()) -> Neighbourhood:
    """Everything one step from a body (a local id), and further where committees, contracts or shares lie between.

    ``conflicts`` are the conflict paths of the body, of all dates, in the order in which they are shown.
    """
    found = Finding(reader=reader, body=body)
    found.node(body)
    for kind in _KINDS:
        kind(found)
    links = tuple(found.links.values())
    paths = interests.paths(found, conflicts)
    used = {end for link in links for end in (link.subject, link.object)} | {body}
    made = Neighbourhood(
        nodes=tuple(_named(found, node) for name, node in found.nodes.items() if name in used),
        links=links,
        paths=paths,
        sources=(),
    )
    return Neighbourhood(
        nodes=made.nodes, links=links, paths=paths, sources=_sources(reader, list(made.cites()))
    )


def _named(found: Finding, node: Node) -> Node:
    """A body of a register with every name that it had, where there were several; member practices came with theirs."""
    if node.kind not in PREFIXES or (node.kind in _PRACTICES and node.id != found.body):
        return node
    rows = found.reader.rows("names", body=body_iri(node.id))
    had = tuple((row.day("from"), row.text("name")) for row in rows)
    return replace(node, names=had) if len({name for _, name in had}) > 1 else node


def _sources(reader: Reader, cites: list[Cite]) -> tuple[SourceRef, ...]:
    return tuple(source_of(reader, name) for name in dict.fromkeys(cite.source for cite in cites))
