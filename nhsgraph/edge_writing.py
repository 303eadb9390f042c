"""Writing the edge snapshot: facts to the columns that :mod:`nhsgraph.edges` reads."""

from __future__ import annotations

import json
import sys
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any, get_args, get_type_hints

from nhsgraph import documents, facts, tables
from nhsgraph.conflict_facts import CONFLICTS, Committee, Individual, Party
from nhsgraph.edges import FORMAT, NONE, SCALE
from nhsgraph.facts import Fact, NameAssignment
from nhsgraph.quads.labels import began, latest_names

#: Table of the snapshot to the class of fact whose rows it holds.
KINDS: dict[str, type[Fact]] = {
    "members": facts.PracticeMembership,
    "levels": facts.Arrangement,
    "payments": facts.CompanyPayment,
    "leads": facts.PartnershipLead,
    "partners": facts.Partner,
    "relations": documents.BodyRelation,
    "documents": documents.Document,
    "allocations": documents.Allocation,
    **CONFLICTS,
}
#: What has a label of its own; the names of the others are assigned.
_LABELLED: tuple[type[Fact], ...] = (
    documents.Document,
    documents.HolderRole,
    documents.Body,
    Party,
    Committee,
    Individual,
)
_WANTED = {*KINDS.values(), *_LABELLED, NameAssignment}


def encode(rows: Mapping[type[Fact], Iterable[Fact]]) -> bytes:
    """The snapshot of facts as bytes; the same facts give the same bytes, in whatever order they come."""
    rows = {kind: _ordered(kind, found) for kind, found in rows.items() if kind in _WANTED}
    cells: dict[str, dict[str, list[Any]]] = {}
    for name, kind in KINDS.items():
        columns = _COLUMNS[name]
        found = rows.get(kind, ())
        cells[name] = {c: [_plain(c, getattr(fact, c)) for fact in found] for c in columns}
    cells["labels"] = dict(zip(("id", "name"), _labels(rows), strict=True))
    renamed = [(fact.body, fact.name, fact.valid_from) for fact in _renamed(rows)]
    cells["renamed"] = {c: [row[i] for row in renamed] for i, c in enumerate(_COLUMNS["renamed"])}
    texts = {"": 0}
    for name, columns in _COLUMNS.items():
        for column, type_ in columns.items():
            if type_ == "text":
                for text in cells[name][column]:
                    texts.setdefault(text, len(texts))
    body, about, start = [], {}, 0
    for name, columns in _COLUMNS.items():
        placed = []
        for column, type_ in columns.items():
            code = "q" if type_ == "number" else "i"
            packed = array(code, [_number(value, type_, texts) for value in cells[name][column]])
            if sys.byteorder == "big":
                packed.byteswap()
            placed.append((column, type_, code, start))
            body.append(packed.tobytes())
            start += len(body[-1])
        about[name] = {"rows": len(next(iter(cells[name].values()))), "columns": placed}
    told = "\n".join(json.dumps(text, ensure_ascii=False)[1:-1] for text in texts).encode()
    head = json.dumps({"format": FORMAT, "texts": len(told), "tables": about}).encode() + b"\n"
    return head + told + b"".join(body)


def _labels(rows: Mapping[type[Fact], Iterable[Fact]]) -> tuple[list[str], list[str]]:
    found = {body: fact.name for body, fact in latest_names({k: tuple(v) for k, v in rows.items()}).items()}
    for fact in (fact for kind in _LABELLED for fact in rows.get(kind, ())):
        if isinstance(fact, documents.Document | documents.HolderRole):
            found[fact.id] = fact.label
        elif isinstance(fact, documents.Body | Party | Committee | Individual) and fact.name:
            found[fact.id] = fact.name
    return list(found), list(found.values())


def _renamed(rows: Mapping[type[Fact], Iterable[Fact]]) -> list[NameAssignment]:
    """The names of bodies that had several, each body's in the order in which they began."""
    of: dict[str, list[NameAssignment]] = {}
    for fact in rows.get(NameAssignment, ()):
        if isinstance(fact, NameAssignment):
            of.setdefault(fact.body, []).append(fact)
    several = (facts for facts in of.values() if len({fact.name for fact in facts}) > 1)
    return [fact for facts in several for fact in sorted(facts, key=began)]


def _ordered(kind: type[Fact], found: Iterable[Fact]) -> tuple[Fact, ...]:
    """Facts, each once, in the order of a written table: by their columns as texts."""
    names = tables.columns(kind)

    def key(fact: Fact) -> list[str]:
        values = (_plain(name, getattr(fact, name)) for name in names)
        return ["" if value is None else str(value) for value in values]

    return tuple(sorted(set(found), key=key))


def _plain(name: str, value: object) -> object:
    """A cell; several values in order (a graph does not keep it), the home of the fact first among its sources."""
    if not isinstance(value, tuple):
        return value
    return " ".join([*value[:1], *sorted(value[1:])] if name == "sources" else sorted(value))


def _number(value: Any, kind: str, texts: Mapping[str, int]) -> int:
    if kind == "text":
        return texts[value]
    if kind == "date":
        return value.toordinal() if value else 0
    if value is None:
        return NONE
    return int(value * SCALE) if kind == "number" else int(value)


def _kind(hint: Any) -> str:
    wanted = next((h for h in get_args(hint) if h is not type(None) and h is not ...), hint)
    kinds = {date: "date", Decimal: "number", int: "int", bool: "bool"}
    return kinds.get(wanted, "text")


def _columns(kind: type[Fact]) -> dict[str, str]:
    hints = get_type_hints(kind)
    return {f.name: _kind(hints[f.name]) for f in fields(kind)}


_COLUMNS: dict[str, dict[str, str]] = {
    **{name: _columns(kind) for name, kind in KINDS.items()},
    "labels": {"id": "text", "name": "text"},
    "renamed": {"id": "text", "name": "text", "begins": "date"},
}
