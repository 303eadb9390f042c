"""An explanation as JSON: versioned, in stable order, every fact with its source ids.

``schema_version`` changes when a key is renamed, removed or changes its meaning; keys may be added.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from nhsgraph.analyses.explanation import SCHEMA_VERSION, Cite, Explanation, Section, SourceRef


def render(explanation: Explanation) -> str:
    """The JSON text, indented, ending with a line break."""
    document = {
        "schema_version": SCHEMA_VERSION,
        "body": {
            "id": explanation.id,
            "code": explanation.code,
            "kind": explanation.kind,
            "kind_label": explanation.kind_label,
            "name": explanation.name,
        },
        "as_of": None if explanation.all_dates else explanation.as_of,
        "as_of_chosen": explanation.as_of_chosen,
        "fictional": explanation.fictional,
        "headline": list(explanation.headline),
        "sections": [section(one) for one in explanation.sections],
        "sources": [source(one) for one in explanation.sources],
    }
    return dumps(document)


def dumps(document: object) -> str:
    """Any result as JSON text: dates as ISO 8601, decimals as numbers, characters as they are."""
    return json.dumps(document, ensure_ascii=False, indent=2, default=_plain) + "\n"


def source(one: SourceRef) -> dict[str, object]:
    """A source as the list at the end has it."""
    return {
        "id": one.id,
        "title": one.title,
        "publisher": one.publisher,
        "published": one.published,
        "licence": one.licence,
        "url": one.url,
        "grade": one.grade,
    }


def section(one: Section) -> dict[str, object]:
    """A section with its statements and its table."""
    made: dict[str, object] = {
        "key": one.key,
        "title": one.title,
        "statements": [
            {
                "key": statement.key,
                "text": statement.text,
                "facts": statement.facts,
                "sources": _cites(statement.cites),
                "grade": statement.grade or "official",
            }
            for statement in one.statements
        ],
    }
    if one.table is not None:
        keys = [key for key, _ in one.table.columns]
        made["table"] = {
            "caption": one.table.caption,
            "columns": keys,
            "rows": [
                {**dict(zip(keys, row.cells, strict=True)), "sources": _cites(row.cites)}
                for row in one.table.rows
            ],
        }
    return made


def _cites(cites: Iterable[Cite]) -> list[dict[str, str]]:
    return [
        {"id": cite.source, "record": cite.record} if cite.record else {"id": cite.source} for cite in cites
    ]


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, frozenset | set | tuple):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")
