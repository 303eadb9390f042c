"""The description of the JSON API in OpenAPI 3.1."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nhsgraph._version import __version__

Schema = Mapping[str, Any]

_TEXT: Schema = {"type": "string"}
_MAYBE: Schema = {"type": ["string", "null"]}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_DATE: Schema = {"type": "string", "format": "date"}
_MAYBE_DATE: Schema = {"type": ["string", "null"], "format": "date"}
_CITES: Schema = {"type": "array", "items": {"$ref": "#/components/schemas/Cite"}}


def _object(properties: Mapping[str, Schema], *, optional: tuple[str, ...] = ()) -> Schema:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": dict(properties), "required": required}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


_SCHEMAS: dict[str, Schema] = {
    "Problem": {
        **_object(
            {
                "type": _TEXT,
                "title": _TEXT,
                "status": {"type": "integer"},
                "detail": _TEXT,
                "suggestions": _list(_object({"code": _TEXT, "name": _TEXT})),
                "candidates": _list(_object({"code": _TEXT, "name": _TEXT})),
            },
            optional=("suggestions", "candidates"),
        ),
        "description": "What is wrong, in one or two sentences, and what to do (RFC 9457).",
    },
    "Cite": _object({"id": _TEXT, "record": _TEXT}, optional=("record",)),
    "Source": _object(
        dict.fromkeys(("id", "title", "publisher", "published", "licence", "url", "grade"), _TEXT)
    ),
    "Statement": _object(
        {"key": _TEXT, "text": _TEXT, "facts": {"type": "object"}, "sources": _CITES, "grade": _TEXT}
    ),
    "Section": _object(
        {
            "key": _TEXT,
            "title": _TEXT,
            "statements": _list(_ref("Statement")),
            "table": _object({"caption": _TEXT, "columns": _list(_TEXT), "rows": _list({"type": "object"})}),
        },
        optional=("table",),
    ),
    "Body": _object({"id": _TEXT, "code": _TEXT, "kind": _TEXT, "kind_label": _TEXT, "name": _TEXT}),
    "Explanation": _object(
        {
            "schema_version": {"type": "integer"},
            "body": _ref("Body"),
            "as_of": _MAYBE_DATE,
            "as_of_chosen": {"type": "boolean"},
            "fictional": {"type": "boolean"},
            "headline": _list(_TEXT),
            "sections": _list(_ref("Section")),
            "sources": _list(_ref("Source")),
        }
    ),
    "Report": _object(
        {
            "schema_version": {"type": "integer"},
            "analysis": _TEXT,
            "title": _TEXT,
            "parameters": {"type": "object"},
            "as_of": _MAYBE_DATE,
            "as_of_chosen": {"type": "boolean"},
            "fictional": {"type": "boolean"},
            "headline": _list(_TEXT),
            "sections": _list(_ref("Section")),
            "sources": _list(_ref("Source")),
        }
    ),
    "FoundBody": _object(
        {"id": _TEXT, "code": _TEXT, "kind": _TEXT, "name": _TEXT, "from": _MAYBE_DATE, "to": _MAYBE_DATE}
    ),
    "Found": _object(
        {"schema_version": {"type": "integer"}, "total": _COUNT, "bodies": _list(_ref("FoundBody"))}
    ),
    "Sources": _object(
        {
            "schema_version": {"type": "integer"},
            "sources": _list(
                _object(
                    {
                        **dict.fromkeys(("id", "title", "publisher", "licence", "grade"), _TEXT),
                        **dict.fromkeys(("published", "url"), _MAYBE),
                        "rows": {"type": ["integer", "null"]},
                        "facts": _COUNT,
                    }
                )
            ),
        }
    ),
    "Questions": _object(
        {
            "schema_version": {"type": "integer"},
            "questions": _list(
                _object(
                    {
                        **dict.fromkeys(("id", "title", "question", "why"), _TEXT),
                        "parameters": _list(
                            _object(dict.fromkeys(("name", "type", "about", "default"), _TEXT))
                        ),
                        "columns": {"type": "object", "additionalProperties": _TEXT},
                        "caveats": _list(_TEXT),
                        "sources": _list(_TEXT),
                    }
                )
            ),
        }
    ),
}

_BODY = {
    "name": "body",
    "in": "path",
    "required": True,
    "description": "A code (05T), an ONS code (E38000166) or a name in part; one segment of the path.",
    "schema": {"type": "string", "minLength": 1, "pattern": "^[A-Za-z0-9 &',()-]+$"},
    "examples": {"code": {"value": "05T"}, "name": {"value": "south worcestershire"}},
}
_AS_OF = {
    "name": "as_of",
    "in": "query",
    "description": "The date to answer for; without it, the latest 1 April that the sources cover.",
    "schema": {
        "type": "string",
        "pattern": "^(19[0-9]{2}|20[0-9]{2})-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])$",
    },
    "examples": {"date": {"value": "2016-04-01"}},
}
_PROBLEMS = {
    400: "A parameter is missing, unknown, repeated or cannot be read.",
    404: "No such body, or it did not exist on the date.",
    409: "Several bodies fit; the candidates are listed.",
    413: "The request is too large.",
    421: "The Host header does not name this server.",
}


def document(base: str) -> Schema:
    """The OpenAPI document of a server at an address."""
    about_body = (400, 404, 409)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "nhsgraph",
            "version": __version__,
            "description": "How English primary care was commissioned: dated answers, each with its sources. Read-only.",
            "license": {"name": "Apache-2.0 (program); see /api/sources for the licences of the data"},
        },
        "servers": [{"url": base}],
        "paths": {
            "/api/explain/{body}": _get("explain", "Everything the graph says about a body on a date.",
                                        (_BODY, _AS_OF), "Explanation", about_body),
            "/api/chain/{body}": _get("chain", "Who a body answers to, for what, how bindingly.",
                                      (_BODY, _AS_OF), "Explanation", about_body),
            "/api/conflicts/{body}": _get("conflicts", "Conflict paths of a body: facts that connect, never a verdict.",
                                          (_BODY, _AS_OF), "Explanation", about_body),
            "/api/footprints/{body}": _get("footprints", "How the footprint of a body lies to every tier.",
                                           (_BODY, _AS_OF), "Report", about_body),
            "/api/find": _get("find", "Bodies by code or name, best first.", _FIND, "Found", (400,)),
            "/api/sources": _get("sources", "The sources of the graph.", (), "Sources", (400,)),
            "/api/questions": _get("questions", "The stored questions.", (), "Questions", (400,)),
        },
        "components": {"schemas": _SCHEMAS},
    }  # fmt: skip


_FIND = (
    {
        "name": "q",
        "in": "query",
        "required": True,
        "description": "A code or part of a name.",
        "schema": {"type": "string", "minLength": 1, "pattern": r"\S"},
        "examples": {"name": {"value": "manchester"}},
    },
    {
        "name": "limit",
        "in": "query",
        "description": "How many to give.",
        "schema": {"type": "integer", "minimum": 1, "maximum": 200, "default": 20},
    },
)


def _get(
    operation: str, summary: str, parameters: tuple[Schema, ...], schema: str, errors: tuple[int, ...]
) -> Schema:
    responses: dict[str, Any] = {
        "200": {
            "description": "The answer.",
            "content": {"application/json": {"schema": _ref(schema)}},
        }
    }
    for status in (*errors, 413, 421):
        responses[str(status)] = {
            "description": _PROBLEMS[status],
            "content": {"application/problem+json": {"schema": _ref("Problem")}},
        }
    return {
        "get": {
            "operationId": operation,
            "summary": summary,
            "parameters": list(parameters),
            "responses": responses,
        }
    }
