"""The reconciliation service over HTTP: manifest, queries, suggestions, previews, extension."""

from __future__ import annotations

import json
from functools import lru_cache
from html import escape
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from nhsgraph import ids, names
from nhsgraph.graph import Graph
from nhsgraph.web import forms, headers, html, state
from nhsgraph.web.forms import Fields
from nhsgraph.web.problems import HttpProblem, NotFound
from nhsgraph.web.reconcile import extending, matching
from nhsgraph.web.reconcile.register import CLASSES, TIERS, Register

_SUGGESTED = 20
_WIDTH, _HEIGHT = 420, 180


@lru_cache(maxsize=4)
def register_of(graph: Graph) -> Register:
    """The register of a graph, made once."""
    return Register(graph)


async def root(request: Request) -> Response:
    """The manifest; with ``queries`` or ``extend`` (in the address or a form), their answers."""
    fields = forms.of_query(request)
    if request.method == "POST":
        media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media != "application/x-www-form-urlencoded":
            raise HttpProblem(
                415, f"queries come as a form (application/x-www-form-urlencoded), not “{media}”."
            )
        fields = {**fields, **forms.decoded(await state.body(request))}
    shared = state.of(request)
    register = register_of(shared.graph)
    if "queries" in fields:
        return JSONResponse(await run_in_threadpool(matching.batch, register, _json(fields, "queries")))
    if "extend" in fields:
        asked = _json(fields, "extend")
        return JSONResponse(await run_in_threadpool(extending.extend, shared.graph, register, asked))
    if request.method == "POST":
        raise HttpProblem(400, "the form has neither “queries” nor “extend”.")
    return JSONResponse(_manifest(state.base_url(request), fictional=shared.settings.fictional))


async def suggest_entity(request: Request) -> Response:
    """Bodies whose name begins like what is typed."""
    prefix = _prefix(request)
    register = register_of(state.of(request).graph)
    found = await run_in_threadpool(register.beginning, prefix, _SUGGESTED)
    result = [
        {
            "id": name.body,
            "name": name.name or name.body,
            "description": matching.life(name.body_from, name.body_to, names.shown_code(name)),
            "notable": register.types(name.body),
        }
        for name in found
    ]
    return JSONResponse({"result": result})


async def suggest_type(request: Request) -> Response:
    """Classes and tiers whose id or name contains what is typed."""
    return JSONResponse({"result": [t for t in _types() if _contains(t, _prefix(request))]})


async def suggest_property(request: Request) -> Response:
    """Properties of queries and of extension whose id or name contains what is typed."""
    offered = [
        {"id": matching.AS_OF, "name": "date for which the name is given"},
        *extending.proposed("", 100),
    ]
    return JSONResponse({"result": [p for p in offered if _contains(p, _prefix(request))]})


async def propose(request: Request) -> Response:
    """The properties with which bodies of a type can be extended."""
    fields = forms.of_query(request)
    kind, limit = forms.one(fields, "type"), forms.one(fields, "limit", "50")
    if not (limit.isascii() and limit.isdigit() and len(limit) < 9):
        raise HttpProblem(400, f"“limit” is a whole number, not “{limit}”.")
    kinds = sorted(TIERS[kind][1]) if kind in TIERS else [kind]
    offered = extending.proposed(kinds[0], int(limit))
    made: dict[str, object] = {"limit": int(limit), "properties": offered}
    return JSONResponse({"type": kind, **made} if kind else made)


async def preview(request: Request) -> Response:
    """A small page about a body."""
    body = forms.one(forms.of_query(request), "id")
    shared = state.of(request)
    register = register_of(shared.graph)
    name = register.name(body)
    if name is None:
        raise NotFound(f"there is no body “{body}”.")
    kinds = ", ".join(t["name"] for t in register.types(body))
    told = names.last_day(name.body_to)
    dates = f"from {name.body_from or 'an unknown day'}" + (f" to {told}" if told else "")
    page = html.page(
        name.name,
        f"<h1>{escape(name.name)}</h1><p>{escape(names.shown_code(name))} · {escape(kinds)} · {escape(dates)}</p>",
        fictional=shared.settings.fictional,
        bare=True,  # it is shown in a small frame
    )
    return HTMLResponse(page, headers={"content-security-policy": headers.PREVIEW_POLICY})


def _manifest(base: str, *, fictional: bool) -> dict[str, Any]:
    def suggest(kind: str) -> dict[str, str]:
        return {"service_url": base, "service_path": f"/reconcile/suggest/{kind}"}

    return {
        "versions": ["0.2"],
        "name": "nhsgraph (fictional demonstration data)"
        if fictional
        else "nhsgraph: bodies of the English NHS",
        "identifierSpace": ids.ID,
        "schemaSpace": ids.DEF,
        "documentation": f"{base}/api",
        "defaultTypes": _types(),
        "view": {"url": f"{base}/id/{{{{id}}}}"},
        "preview": {"url": f"{base}/reconcile/preview?id={{{{id}}}}", "width": _WIDTH, "height": _HEIGHT},
        "suggest": {kind: suggest(kind) for kind in ("entity", "type", "property")},
        "extend": {
            "propose_properties": {"service_url": base, "service_path": "/reconcile/properties"},
            "property_settings": [
                {
                    "name": "as_of",
                    "label": "Date",
                    "type": "text",
                    "default": "",
                    "help_text": "The date to answer for, as 2016-04-01; empty for every date.",
                }
            ],
        },
    }


def _types() -> list[dict[str, str]]:
    return [
        *({"id": i, "name": label} for i, label in CLASSES.items()),
        *({"id": i, "name": label} for i, (label, _, _) in TIERS.items()),
    ]


def _prefix(request: Request) -> str:
    return forms.one(forms.of_query(request), "prefix")[:100]


def _contains(item: dict[str, str], text: str) -> bool:
    return text.lower() in item["id"].lower() or text.lower() in item["name"].lower()


def _json(fields: Fields, name: str) -> object:
    try:
        return json.loads(forms.one(fields, name))
    except (ValueError, RecursionError) as e:
        raise HttpProblem(400, f"“{name}” is not JSON ({e}).") from None
