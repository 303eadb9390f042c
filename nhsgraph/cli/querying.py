"""``nhsgraph ask``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nhsgraph import questions
from nhsgraph.cli import session
from nhsgraph.errors import UsageError
from nhsgraph.graph import Graph
from nhsgraph.present import tables
from nhsgraph.query import Table, Value
from nhsgraph.questions import Question
from nhsgraph.views import body_iri


def ask(name: str, listing: bool, options: Sequence[str], form: str, dataset: str, endpoint: str = "") -> int:
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
    graph = session.open_graph(dataset, endpoint)
    values = {p.variable: _value(graph, question, p, texts) for p in question.parameters}
    answer = questions.ask(graph.store, question, values)
    session.write(tables.render(answer, form, (*question.caveats, *_analysed(graph, question, values))), "")
    return 0


def _analysed(graph: Graph, question: Question, values: Mapping[str, Value]) -> tuple[str, ...]:
    """What the analysis that the question names adds; only such questions import analyses."""
    if not question.analysis:
        return ()
    from nhsgraph.analyses import registry

    return registry.run(graph, question.analysis, values)


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
