"""``nhsgraph sparql`` and ``nhsgraph ask``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from nhsgraph import questions
from nhsgraph.cli import session
from nhsgraph.errors import UsageError
from nhsgraph.graph import Graph
from nhsgraph.present import tables
from nhsgraph.query import Table, Value
from nhsgraph.questions import Question
from nhsgraph.views import body_iri


def sparql(file: Path | None, text: str, form: str, dataset: str) -> int:
    """Run a query and write its result; returns the exit code."""
    if (file is None) == (not text):
        raise UsageError("give either a file or -q with the query.")
    if file is not None:
        try:
            text = file.read_text(encoding="utf-8")
        except OSError as e:
            raise UsageError(f"{file} cannot be read ({e.strerror}).") from None
    session.write(tables.render(session.open_graph(dataset).sparql(text), form), "")
    return 0


def ask(name: str, listing: bool, options: Sequence[str], form: str, dataset: str) -> int:
    """List the questions, or ask one; returns the exit code."""
    if listing or not name:
        rows: list[tuple[Value, ...]] = [
            (
                q.id,
                q.title,
                " ".join(f"--{p.name}" + (f"={p.default}" if p.default else "") for p in q.parameters),
            )
            for q in questions.all_questions()
        ]
        session.write(tables.render(Table(("id", "question", "options"), rows), form), "")
        return 0
    question = questions.find(name)
    texts = _options(question, options)
    graph = session.open_graph(dataset)
    values = {p.variable: _value(graph, question, p, texts) for p in question.parameters}
    session.write(tables.render(questions.ask(graph.store, question, values), form, question.caveats), "")
    return 0


def _options(question: Question, given: Sequence[str]) -> dict[str, str]:
    known = {parameter.name for parameter in question.parameters}
    told = ", ".join(f"--{name}" for name in sorted(known)) or "none"
    texts: dict[str, str] = {}
    rest = iter(given)
    for argument in rest:
        name, has_value, value = argument.removeprefix("--").partition("=")
        if not argument.startswith("--") or name not in known:
            raise UsageError(
                f"“{argument}” is not an option of the question {question.id}. Its options: {told}."
            )
        if not has_value:
            value = next(rest, "")
        if not value:
            raise UsageError(f"--{name} needs a value.")
        texts[name] = value
    return texts


def _value(graph: Graph, question: Question, parameter: questions.Parameter, texts: dict[str, str]) -> Value:
    text = texts.get(parameter.name, parameter.default)
    if not text:
        raise UsageError(f"the question {question.id} needs --{parameter.name}: {parameter.about}.")
    if parameter.type == "body":
        body, remark = graph.resolve(text)
        session.remark(remark)
        return body_iri(body)
    return questions.value(parameter, text)
