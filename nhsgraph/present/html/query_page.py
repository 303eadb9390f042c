"""The query page: part of the graph, a SPARQL 1.1 engine and the stored questions in one file, with no server.

The engine is Oxigraph compiled to WebAssembly, the editor CodeMirror; both lie in ``vendor/`` with their licences,
versions and digests (``tools/vendor_query_engine.py``). The policy allows WebAssembly that came with the page, and
nothing else beyond what every page has.
"""

from __future__ import annotations

import base64
import gzip
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from nhsgraph import questions
from nhsgraph.graph import Graph
from nhsgraph.present.html import query_data
from nhsgraph.present.html.page import Asset, Page, asset, fragment
from nhsgraph.query import PREFIXES
from nhsgraph.questions import Question

_VENDOR = Path(__file__).parent / "vendor"
#: Rows that the page shows; the CSV has all.
MOST = 500
_START = """# The bodies of a kind, with their codes and names
SELECT ?body ?code ?name WHERE {
  ?body a ng:CCG ; skos:notation ?code ; rdfs:label ?name .
} ORDER BY ?code LIMIT 50
"""
_TERM = re.compile(r"\bng:([A-Za-z][A-Za-z0-9-]*)")


def page(graph: Graph) -> Page:
    """The page for a graph; takes some seconds, because the whole graph is read."""
    part = query_data.part(graph.store)
    stored = list(questions.all_questions())
    absent = {question.id for question in stored if _asks(question) & part.absent}
    return Page(
        title="Ask the graph",
        kind="sparql",
        lead="Runs inside this file. Nothing is sent anywhere.",
        fictional=_fictional(graph),
        body=fragment(
            "query.html.j2",
            about="SPARQL 1.1 over part of the graph: left out are contracts, lists and payments of practices by"
            " year, their statuses and former names, codes by period and derived accountability lines. The prefixes"
            " are known.",
            questions=[{"id": q.id, "title": q.title, "absent": q.id in absent} for q in stored],
        ),
        data={
            "stored": {
                "prefixes": PREFIXES,
                "start": _START,
                "most": MOST,
                "questions": [_question(q) for q in stored if q.id not in absent],
            },
            "engine": base64.b64encode((_VENDOR / "oxigraph.wasm.gz").read_bytes()).decode("ascii"),
            "graph": base64.b64encode(gzip.compress(part.trig.encode("utf-8"), 9, mtime=0)).decode("ascii"),
        },
        styles=(asset("query.css"),),
        scripts=(engine(), asset("exports.js"), asset("query.js")),
        wasm=True,
    )


@cache
def engine() -> Asset:
    """The editor and the engine's binding, one script."""
    name = "query-engine.min.js"
    return Asset(name=name, text=(_VENDOR / name).read_text(encoding="utf-8"), shared=False)


def _asks(question: Question) -> set[str]:
    """The terms of the vocabulary that a question's query names."""
    lines = question.path.read_text(encoding="utf-8").splitlines()
    return {term for line in lines if not line.startswith("#") for term in _TERM.findall(line)}


def _question(question: Question) -> dict[str, object]:
    lines = question.path.read_text(encoding="utf-8").splitlines()
    return {
        "id": question.id,
        "question": question.question,
        "caveats": [*question.caveats, *_beside(question)],
        "text": "\n".join(line for line in lines if not line.startswith("#+")) + "\n",
        "parameters": [
            {"variable": p.variable, "type": p.type, "about": p.about, "default": p.default}
            for p in question.parameters
        ],
    }


def _beside(question: Question) -> Iterator[str]:
    """Where the rest of an answer is, if an analysis has a part in it."""
    if question.analysis:
        yield f"These are the rows of the query alone; an analysis says more: {question.command}"


def _fictional(graph: Graph) -> bool:
    return any(row.code("grade") == "grade-fictional" for row in graph.reader.rows("sources"))
