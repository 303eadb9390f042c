"""``nhsgraph ask``: list the stored questions, or ask one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nhsgraph import ids, questions
from nhsgraph.cli import session
from nhsgraph.errors import UsageError
from nhsgraph.graph import Graph
from nhsgraph.present import tables
from nhsgraph.query import Table, Value
from nhsgraph.questions import Question
from nhsgraph.views import body_iri

#: What every answer from a data set that is made up begins its remarks with.
_INVENTED = "Fictional data: bodies, people and what connects them are invented; only the claims of documents are real."


def listing(search: str, group: str, form: str, question: str = "", options: Sequence[str] = ()) -> int:
    """List the stored questions, of one group or with some words where that was asked for; returns the exit code."""
    if question or options:
        extra = " ".join([question, *options]).strip()
        raise UsageError(
            f"a list of questions takes no “{extra}”. Ask one question, or list: nhsgraph ask --list"
        )
    known = {one.id: one.title for one in questions.groups()}
    if group and group.lower() not in known:
        told = ", ".join(f"{letter} ({title})" for letter, title in known.items())
        raise UsageError(f"there is no group “{group}”. Choose from {told}.")
    rows: list[tuple[Value, ...]] = [
        (
            one.id,
            known.get(one.group, one.group),
            one.title,
            " ".join(f"--{p.name}" + (f"={p.default}" if p.default else "") for p in one.parameters),
        )
        for one in questions.all_questions()
        if one.has(search) and group.lower() in {"", one.group}
    ]
    session.write(tables.render(Table(("id", "group", "question", "options"), rows), form), "")
    if not rows:
        session.remark(f"No stored question has “{search}”. All of them: nhsgraph ask --list")
    return 0


def ask(name: str, options: Sequence[str], form: str, dataset: str, endpoint: str = "") -> int:
    """Ask one question; returns the exit code."""
    question = questions.find(name)
    texts = _options(question, options)
    graph = session.open_graph(dataset, endpoint)
    values = {p.variable: _value(graph, question, p, texts) for p in question.parameters}
    answer = questions.ask(graph.store, question, values)
    notes = (*_fictional(graph), *question.notes, *analysed(graph, question, values))
    about = {
        "question": question.id,
        "title": question.title,
        "parameters": {p.name: values[p.variable] for p in question.parameters},
        "claims": list(question.claims),
        "sources": list(question.sources),
    }
    told = f"Sources: {' '.join(question.sources)}. What each is: nhsgraph sources"
    session.write(tables.render(answer, form, notes if form == "json" else (*notes, told), about), "")
    return 0


def describe(name: str, options: Sequence[str]) -> int:
    """Say what a question asks, its options, columns and caveats, without asking it; returns the exit code."""
    if options:
        raise UsageError(f"--describe asks nothing and takes no “{' '.join(options)}”.")
    question = questions.find(name)
    lines = [
        f"{question.id}: {question.title}",
        question.question,
        question.why,
        "",
        question.command,
        *(f"  --{p.name}  {p.about}" + (f" [{p.default}]" if p.default else "") for p in question.parameters),
        "",
        *(f"{column}: {about}" for column, about in question.columns.items()),
        "",
        *question.caveats,
        f"Sources: {' '.join(question.sources)}.",
    ]
    session.write("\n".join(lines) + "\n", "")
    return 0


def _fictional(graph: Graph) -> tuple[str, ...]:
    """A line that says so, where any source of the graph is fictional."""
    found = graph.sparql("ASK { ?source ng:factsLoaded ?facts ; ng:grade ng:grade-fictional }")
    return (_INVENTED,) if found.rows[0][0] else ()


def analysed(graph: Graph, question: Question, values: Mapping[str, Value]) -> tuple[str, ...]:
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
        if parameter.kind and not body.startswith(ids.PREFIXES[parameter.kind] + "-"):
            raise UsageError(
                f"--{parameter.name} takes {parameter.about}, and “{text}” is none: it is {body}."
            )
        session.remark(remark)
        return body_iri(body)
    if parameter.among:
        known = [str(row[0]) for row in graph.sparql(parameter.among).rows]
        if text not in known:
            told = ", ".join(sorted(known))
            raise UsageError(
                f"--{parameter.name} takes {parameter.about}, and “{text}” is none. There are: {told}."
            )
    return questions.value(parameter, text)
