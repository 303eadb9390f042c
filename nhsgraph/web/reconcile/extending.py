"""Data extension: columns of codes, dates and parents for bodies that are matched already."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from nhsgraph.graph import Graph
from nhsgraph.names import Name
from nhsgraph.period import Holds, parse_date
from nhsgraph.views import Fields, body_iri
from nhsgraph.web.problems import HttpProblem
from nhsgraph.web.reconcile.register import CLASSES, Register

Cell = Mapping[str, object]
_MOST_IDS = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """A property that can be fetched: its name, the classes that have it, the class of its values, how it is found."""

    name: str
    kinds: frozenset[str]
    of: Callable[[Graph, Name, date | None], list[Cell]]
    value_type: str = ""


def _text(pick: Callable[[Name], str]) -> Callable[[Graph, Name, date | None], list[Cell]]:
    def of(_graph: Graph, name: Name, _day: date | None) -> list[Cell]:
        return [{"str": one} for one in [pick(name)] if one]

    return of


def _day_of(pick: Callable[[Name], str]) -> Callable[[Graph, Name, date | None], list[Cell]]:
    def of(_graph: Graph, name: Name, _day: date | None) -> list[Cell]:
        # A point in time, as the specification has dates: the beginning of the day.
        return [{"date": f"{one}T00:00:00Z"} for one in [pick(name)] if one]

    return of


def _related(view: str, end: str, name_column: str) -> Callable[[Graph, Name, date | None], list[Cell]]:
    """Bodies at one end of the relations of a view: those that hold on the date, or all where none is given."""

    def of(graph: Graph, name: Name, day: date | None) -> list[Cell]:
        found: dict[str, Cell] = {}
        for row in graph.reader.rows(view, body=body_iri(name.body)):
            if _wanted(row, day) and row.code(end) != name.body:
                found.setdefault(row.code(end), {"id": row.code(end), "name": row.text(name_column)})
        return list(found.values())

    return of


def _wanted(row: Fields, day: date | None) -> bool:
    return day is None or "from" not in row or row.holds(day) is not Holds.NO


_CODED = frozenset(CLASSES)
PROPERTIES: Mapping[str, Property] = {
    "code": Property(name="ODS code", kinds=_CODED, of=_text(lambda n: n.code)),
    "gss": Property(name="ONS code", kinds=_CODED, of=_text(lambda n: n.gss)),
    "kind": Property(name="class", kinds=_CODED, of=_text(lambda n: n.kind)),
    "name": Property(name="name on the date", kinds=_CODED, of=_text(lambda n: n.name)),
    "from": Property(name="first day", kinds=_CODED, of=_day_of(lambda n: n.body_from)),
    "to": Property(name="day after the last", kinds=_CODED, of=_day_of(lambda n: n.body_to)),
    "commissioner": Property(
        name="commissioner of the practice",
        kinds=frozenset({"GPPractice"}),
        of=_related("practice_memberships", "commissioner", "name"),
        value_type="CCG",
    ),
    "stp": Property(
        name="partnership",
        kinds=frozenset({"CCG"}),
        of=_related("participations", "partnership", "partnershipName"),
        value_type="STP",
    ),
    "successor": Property(
        name="successor",
        kinds=frozenset({"CCG", "STP"}),
        of=_related("successions", "successor", "successorName"),
    ),
}


def extend(graph: Graph, register: Register, request: object) -> dict[str, object]:
    """The answer to an extension request. Raises :class:`~nhsgraph.web.problems.HttpProblem`."""
    if not isinstance(request, dict):
        raise HttpProblem(400, "“extend” is a JSON object with “ids” and “properties”.")
    bodies, properties = _ids(request.get("ids")), _properties(request.get("properties"))
    rows: dict[str, dict[str, list[Cell]]] = {}
    for body in bodies:
        rows[body] = {}
        for identifier, day in properties:
            name = register.name(body, day.isoformat() if day else "")
            rows[body][identifier] = PROPERTIES[identifier].of(graph, name, day) if name else []
    return {"meta": [_meta(identifier) for identifier, _ in properties], "rows": rows}


def proposed(kind: str, limit: int) -> list[dict[str, str]]:
    """The properties that bodies of a class have."""
    fitting = (i for i, p in PROPERTIES.items() if not kind or kind in p.kinds)
    return [{"id": i, "name": PROPERTIES[i].name} for i in fitting][:limit]


def _meta(identifier: str) -> dict[str, object]:
    of = PROPERTIES[identifier]
    made: dict[str, object] = {"id": identifier, "name": of.name}
    if of.value_type:
        made["type"] = {"id": of.value_type, "name": CLASSES[of.value_type]}
    return made


def _ids(given: object) -> Sequence[str]:
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
        raise HttpProblem(400, '“ids” is a list of ids, such as ["ccg-05T"].')
    if len(given) > _MOST_IDS:
        raise HttpProblem(413, f"at most {_MOST_IDS} ids can be extended at a time.")
    return given


def _properties(given: object) -> list[tuple[str, date | None]]:
    if not isinstance(given, list):
        raise HttpProblem(400, '“properties” is a list, such as [{"id": "code"}].')
    found = []
    for one in given:
        identifier = one.get("id") if isinstance(one, dict) else None
        if identifier not in PROPERTIES:
            raise HttpProblem(
                400, f"there is no property “{identifier}”. There are: {', '.join(PROPERTIES)}."
            )
        settings = one.get("settings") or {}
        text = settings.get("as_of", "") if isinstance(settings, dict) else ""
        found.append((str(identifier), parse_date(text) if isinstance(text, str) and text else None))
    return found
