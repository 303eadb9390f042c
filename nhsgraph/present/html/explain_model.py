"""The explain page's data: what its script draws, filters, steps through and exports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from nhsgraph.analyses.explanation import Explanation, SourceRef
from nhsgraph.analyses.neighbourhood import Link, Neighbourhood, Node, Path
from nhsgraph.present.html.kinds import LINKS, NODES, Look, link_kind, node_kind
from nhsgraph.present.html.layout import LINE, PADDING, WIDTH, Box, Layout, wrapped
from nhsgraph.present.html.page import COLOURS, TINTS
from nhsgraph.present.html.statements import marks
from nhsgraph.present.numbering import numbers

#: The slider never goes past these: the first and the last month that the tables say anything about.
_FIRST, _LAST = date(2012, 4, 1), date(2022, 7, 1)


def page_sources(explanation: Explanation, around: Neighbourhood) -> tuple[SourceRef, ...]:
    """The explanation's sources as they are numbered, then those that only the picture cites."""
    known = {source.id for source in explanation.sources}
    return (*explanation.sources, *(s for s in around.sources if s.id not in known))


def model(explanation: Explanation, around: Neighbourhood, layout: Layout) -> dict[str, object]:
    """Everything the script needs, in a stable order; nodes and links keep the order of the neighbourhood."""
    numbered = numbers(page_sources(explanation, around))
    days = sorted(_days(around))
    months = sorted({_month(day) for day in (*days, explanation.as_of)})
    used_nodes = {node_kind(node) for node in around.nodes}
    used_links = {link_kind(link) for link in around.links}
    places = {link.id: number for number, link in enumerate(around.links)}
    alike, kinds_of = _alike([_link(link, numbered) for link in around.links])
    return {
        "body": {"id": explanation.id, "code": explanation.code, "name": explanation.name},
        "as_of": explanation.as_of,
        "fictional": explanation.fictional,
        "first": months[0],
        "last": months[-1],
        "events": [
            {"month": month, "count": sum(1 for day in days if _month(day) == month)}
            for month in sorted({_month(day) for day in days})
        ],
        "kinds": [_look(look) for look in NODES if look.key in used_nodes],
        "linkKinds": [_look(look) for look in LINKS if look.key in used_links],
        "nodes": [_node(node, layout.boxes[node.id]) for node in around.nodes],
        "alike": alike,
        "links": kinds_of,
        "paths": [_path(path, places, numbered) for path in around.paths],
        "size": [WIDTH, LINE, PADDING],
        "lanes": [
            {
                "title": lane.title,
                "fill": TINTS[lane.colour],
                "box": [lane.x, lane.y, lane.width, lane.height],
            }
            for lane in layout.lanes
        ],
    }


def _node(node: Node, box: Box) -> dict[str, object]:
    """What the picture's data do not say: they have kind, place and label, and most sizes follow from the label."""
    made: dict[str, object] = {
        "id": node.id,
        **_given(detail=node.detail, **{"from": node.valid_from, "to": node.valid_to}),
    }
    if node.code != node.id.partition("-")[2]:
        made["code"] = node.code
    if node.detail or node.name != box.label.replace("\n", " "):
        made["name"] = node.name
    if (box.width, box.height) != (WIDTH, (box.label.count("\n") + 1) * LINE + PADDING):
        made["box"] = [box.width, box.height]
    if node.names:
        made["names"] = [[begins, name, wrapped(name, node.detail)] for begins, name in node.names]
    return made


def _link(link: Link, numbered: dict[str, int]) -> dict[str, object]:
    """What a link says; between whom stands in the picture's data."""
    return {
        "kind": link_kind(link),
        "text": link.text,
        "period": _period(link.valid_from, link.valid_to, link.known_until),
        "marks": marks(link.cites, numbered),
        **_given(detail=link.detail, grade=link.grade, loose=link.loose),
    }


def _alike(links: Sequence[dict[str, object]]) -> tuple[list[dict[str, object]], list[int]]:
    """What several links say, once each, and for every link which of these it says."""
    first: dict[str, dict[str, object]] = {}
    for link in links:
        first.setdefault(repr(link), link)
    place = {words: number for number, words in enumerate(first)}
    return list(first.values()), [place[repr(link)] for link in links]


def _period(*days: date | None) -> list[date | None]:
    """First day, day after the last, until when the sources speak; without what is missing at the end."""
    kept = list(days)
    while kept and kept[-1] is None:
        kept.pop()
    return kept


def _given(**values: object) -> dict[str, object]:
    """Only what is there: the page says nothing with empty texts."""
    return {key: value for key, value in values.items() if value}


def _path(path: Path, places: dict[str, int], numbered: dict[str, int]) -> dict[str, object]:
    return {
        "id": path.id,
        "title": path.title,
        "summary": path.summary,
        "strength": path.strength,
        "safeguards": list(path.safeguards),
        "benign": list(path.benign),
        "period": _period(path.valid_from, path.valid_to),
        "steps": [
            {
                "text": step.text,
                "links": [places[link] for link in step.links],
                "marks": marks(step.cites, numbered),
            }
            for step in path.steps
        ],
    }


def _look(look: Look) -> dict[str, str]:
    return {
        "key": look.key,
        "label": look.label,
        "mark": look.mark,
        "dash": look.dash,
        "colour": COLOURS[look.colour],
        "fill": TINTS[look.colour],
    }


def _days(around: Neighbourhood) -> set[date]:
    """Days within reach of the slider on which something begins or ends."""
    ends = [(link.valid_from, link.valid_to) for link in around.links]
    ends += [(around.body.valid_from, around.body.valid_to)]
    return {day for pair in ends for day in pair if day is not None and _FIRST <= day <= _LAST}


def _month(day: date) -> str:
    return day.isoformat()[:7]
