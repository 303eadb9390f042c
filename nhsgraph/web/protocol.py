"""The SPARQL 1.1 Protocol endpoint: https://www.w3.org/TR/sparql11-protocol/ (query operation; updates are refused)."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from nhsgraph.errors import NhsGraphError
from nhsgraph.sparql import formats, running, screening
from nhsgraph.sparql.problems import RefusedQuery
from nhsgraph.web import description, forms, negotiation, problems, state
from nhsgraph.web.forms import Fields
from nhsgraph.web.problems import HttpProblem
from nhsgraph.web.state import State

_FORM, _QUERY, _UPDATE = (
    "application/x-www-form-urlencoded",
    "application/sparql-query",
    "application/sparql-update",
)
_ALL = {form.name: form for form in (*formats.RESULTS, *formats.GRAPHS)}


async def endpoint(request: Request) -> Response:
    """Answer a query; without one, describe the service (or, for a browser, show the query page)."""
    try:
        fields = await _fields(request)
        if "update" in fields:
            raise RefusedQuery(screening.READ_ONLY)
        if "query" not in fields:
            if request.method == "POST":
                raise HttpProblem(
                    400, "the parameter “query” is missing. Send the query as query=… in the form."
                )
            return await _described(request)
        if not forms.one(fields, "query").strip():
            raise HttpProblem(400, "the query is empty. Try: SELECT * { ?s ?p ?o } LIMIT 10")
        answer = await _answered(state.of(request), _asked(request, fields))
        if not answer.form:
            raise _not_acceptable()
    except NhsGraphError as e:
        return problems.spoken(request, e)
    media = negotiation.content_type(negotiation.accepted(request), answer.form)
    return Response(answer.body, headers={"content-type": media, "vary": "Accept"})


async def _answered(shared: State, asked: running.Request) -> running.Answer:
    if (known := shared.memory.get(asked)) is not None:
        return known
    answer = shared.lookups.answer(asked) or await shared.pool.run(asked)
    shared.memory.put(asked, answer)
    return answer


async def _fields(request: Request) -> Fields:
    in_address = forms.of_query(request)
    if request.method != "POST":
        return in_address
    media, _, parameters = request.headers.get("content-type", "").lower().partition(";")
    media = media.strip()
    charset = parameters.partition("charset=")[2].strip(' "')
    if charset not in {"", "utf-8", "utf8"}:
        raise HttpProblem(415, f"the charset “{charset}” is not read; send UTF-8.")
    if media == _UPDATE:
        raise RefusedQuery(screening.READ_ONLY)
    if media not in {_FORM, _QUERY}:
        raise HttpProblem(
            415,
            f"a POST carries {_QUERY} or {_FORM}; its Content-Type is {f'“{media}”' if media else 'missing'}.",
            {"Accept-Post": f"{_QUERY}, {_FORM}"},
        )
    body = await state.body(request)
    if media == _FORM:
        if in_address:
            raise HttpProblem(400, "a form has its parameters in the body and none in the address.")
        return forms.decoded(body)
    if "query" in in_address:
        raise HttpProblem(400, "the query is in the body and may not be in the address as well.")
    try:
        return {**in_address, "query": [body.decode("utf-8")]}
    except UnicodeDecodeError:
        raise HttpProblem(400, "the query is not UTF-8.") from None


def _asked(request: Request, fields: Fields) -> running.Request:
    accept = negotiation.accepted(request)
    result, graph = negotiation.sparql_forms(accept)
    if chosen := forms.one(fields, "format"):
        if chosen not in _ALL:
            raise HttpProblem(400, f"there is no format “{chosen}”. Choose one of: {', '.join(_ALL)}.")
        result = chosen if _ALL[chosen] in formats.RESULTS else result or "json"
        graph = chosen if _ALL[chosen] in formats.GRAPHS else graph or "turtle"
    if not result and not graph:
        raise _not_acceptable()
    return running.Request(
        text=forms.one(fields, "query"),
        default_graphs=tuple(fields.get("default-graph-uri", ())),
        named_graphs=tuple(fields.get("named-graph-uri", ())),
        result=result,
        graph=graph,
    )


async def _described(request: Request) -> Response:
    accept = negotiation.accepted(request)
    rdf = max(negotiation.quality(accept, form.media[0]) for form in formats.GRAPHS)
    if negotiation.quality(accept, "text/html") > rdf:
        return RedirectResponse("/query", status_code=303)
    return await description.service(request)


def _not_acceptable() -> HttpProblem:
    return HttpProblem(
        406,
        "none of the media types in Accept fits. SELECT and ASK come as "
        + ", ".join(form.media[0] for form in formats.RESULTS)
        + "; CONSTRUCT and DESCRIBE as "
        + ", ".join(form.media[0] for form in formats.GRAPHS)
        + ".",
    )
