"""The stored questions: found in their folders, described by their headers, asked with bound parameters.

The packaged ones lie in ``nhsgraph/queries/questions``, the user's own in ``questions`` beside the user's rows
(:mod:`nhsgraph.userdata`); both are found alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pyoxigraph import Store

from nhsgraph import ids, query, resources, userdata
from nhsgraph.errors import QueryError, UsageError
from nhsgraph.period import parse_date
from nhsgraph.query import Table, Value

TYPES = ("body", "date", "year", "text", "number")
#: The group of a question whose id is no letter and number.
OTHER = "other"
_SERIES = re.compile(r"([a-z])([0-9]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter of a question: the option ``--name`` binds the variable ``?name`` (``as-of``: ``?asOf``)."""

    name: str
    type: str  # one of TYPES
    about: str
    default: str = ""
    example: str = ""  # a value to show and to test with, where there is no default
    kind: str = ""  # of a body: the class that it must have
    among: str = ""  # of a text: a SELECT of the values that there are

    @property
    def shown(self) -> str:
        """A value that makes sense: the default, else the example, else the type in capitals."""
        return self.default or self.example or self.type.upper()

    @property
    def variable(self) -> str:
        """The SPARQL variable: ``as-of`` is ``asOf``."""
        first, *rest = self.name.split("-")
        return first + "".join(word.capitalize() for word in rest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One stored question, as its header describes it."""

    id: str
    title: str
    question: str
    why: str
    parameters: tuple[Parameter, ...]
    columns: Mapping[str, str]
    own_caveats: tuple[str, ...]
    sources: tuple[str, ...]
    path: Path
    #: An analysis that says what SPARQL cannot: its name and its constants (see ``nhsgraph.analyses.registry``).
    analysis: Mapping[str, str] = field(default_factory=dict)
    #: Ids of the claims that the answer rests on, where no column has them.
    claims: tuple[str, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """What goes with every answer: the caveats, and the claims that no column has."""
        return (*self.own_caveats, *([f"Claims: {' '.join(self.claims)}."] if self.claims else []))

    @property
    def caveats(self) -> tuple[str, ...]:
        """What goes with the answer of the query alone, without the analysis that the command also asks."""
        if not self.analysis:
            return self.notes
        return (*self.notes, f"An analysis says more, in sentences with their sources: {self.command}")

    @property
    def group(self) -> str:
        """The letter of its series, or ``other``."""
        series = _SERIES.fullmatch(self.id)
        return series[1] if series else OTHER

    @property
    def command(self) -> str:
        """How to ask it."""
        return " ".join(
            ["nhsgraph ask", self.id, *(f"--{p.name} {_quoted(p.shown)}" for p in self.parameters)]
        )

    @property
    def remarks(self) -> tuple[str, ...]:
        """The caveats where the query stands alone: with how to get what an analysis adds to it."""
        if not self.analysis:
            return self.caveats
        more = f"The query gives this table alone; an analysis adds sentences, each with its sources: {self.command}"
        return (*self.caveats, more)

    def has(self, text: str) -> bool:
        """Whether id, title, question, reason or caveats have every word of a text, in any case."""
        told = " ".join((self.id, self.title, self.question, self.why, *self.notes)).casefold()
        return all(word in told for word in text.casefold().split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A series of questions on one subject."""

    id: str
    title: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A question of a series that cannot be asked yet."""

    id: str
    title: str
    question: str
    needs: str


def all_questions(folder: Path | None = None) -> Iterator[Question]:
    """Every question of a folder (by default the packaged and the user's), by series and number, look-ups last.

    Raises :class:`~nhsgraph.errors.QueryError` for a header that is not complete, or two questions of one id.
    """
    found: dict[str, Path] = {}
    for one in [folder] if folder else [packaged(), own()]:
        for path in one.glob("*.rq"):
            if path.stem in found:
                raise QueryError(f"{path}: {path.stem} is a question already. Give the file another name.")
            found[path.stem] = path
    yield from (read(found[name]) for name in sorted(found, key=_order))


def packaged() -> Path:
    """The folder of the questions that are shipped."""
    return resources.queries_dir("questions")


def own() -> Path:
    """The folder of the user's own questions; it need not be there."""
    return userdata.root() / "questions"


def groups() -> tuple[Group, ...]:
    """The groups in order, as ``groups.yml`` beside the questions names them."""
    listed = _register()["groups"]
    return tuple(Group(id=key, title=one["title"], about=one["about"]) for key, one in listed.items())


def planned() -> tuple[Planned, ...]:
    """The questions that cannot be asked yet, in order."""
    listed = _register()["planned"]
    return tuple(
        Planned(id=key, title=one["title"], question=one["question"], needs=one["needs"])
        for key, one in listed.items()
    )


def find(name: str) -> Question:
    """A question by its id; raises :class:`~nhsgraph.errors.UsageError` with those that are there."""
    plain = name.replace("-", "").replace("_", "").isalnum()
    there = [path for one in (packaged(), own()) if (path := one / f"{name.lower()}.rq").is_file()]
    if not plain or not there:
        for one in planned():
            if one.id == name.lower():
                raise UsageError(
                    f"the question {one.id} is planned and cannot be asked yet: it needs {one.needs}."
                )
        known = ", ".join(question.id for question in all_questions())
        raise UsageError(
            f"no stored question is called “{name}”. There are: {known}. See: nhsgraph ask --list"
        )
    return read(there[0])


def read(path: Path) -> Question:
    """One question file; raises :class:`~nhsgraph.errors.QueryError` when its header is not complete."""
    header = query.header(path)
    missing = [
        key for key in ("title", "question", "why", "columns", "caveats", "sources") if key not in header
    ]
    if missing:
        raise QueryError(f"{path.name}: the header has no {', '.join(missing)}.")
    columns, parameters = header["columns"], header.get("parameters") or {}
    if not isinstance(columns, dict) or not isinstance(parameters, dict):
        raise QueryError(f"{path.name}: “columns” and “parameters” must be mappings.")
    return Question(
        id=path.stem,
        title=str(header["title"]),
        question=str(header["question"]),
        why=str(header["why"]),
        parameters=tuple(_parameter(path, str(name), about) for name, about in parameters.items()),
        columns={str(name): str(about) for name, about in columns.items()},
        own_caveats=_texts(header["caveats"]),
        sources=_texts(header["sources"]),
        path=path,
        analysis=_analysis(path, header.get("analysis") or {}),
        claims=_texts(header.get("claims") or []),
    )


def ask(store: Store, question: Question, values: Mapping[str, Value]) -> Table:
    """The answer: the columns that the header declares, rows in the query's order.

    Raises :class:`~nhsgraph.errors.QueryError` when the query gives other columns than its header says.
    """
    answer = query.table(store, question.path.read_text(encoding="utf-8"), values)
    if answer.columns != tuple(question.columns):
        raise QueryError(f"{question.path.name}: columns {answer.columns} are not those of the header.")
    return answer


def value(parameter: Parameter, text: str) -> Value:
    """What a typed option means, but for bodies, which the graph resolves.

    Raises :class:`~nhsgraph.errors.UsageError`.
    """
    if parameter.type == "date":
        return parse_date(text)
    if parameter.type == "number":
        if not text.lstrip("-").isdigit():
            raise UsageError(f"--{parameter.name} takes a whole number, not “{text}”.")
        return int(text)
    if parameter.type == "year":
        return financial(parameter, text)
    return text


def financial(parameter: Parameter, text: str) -> str:
    """A financial year in any of its usual spellings, as the tables write it.

    >>> financial(Parameter(name="year", type="year", about=""), "2015/16")
    '2015-16'
    """
    first, _, second = text.replace("/", "-").partition("-")
    if (
        first.isdigit()
        and len(first) == 4
        and second.isdigit()
        and int(second[-2:]) == (int(first) + 1) % 100
    ):
        return f"{first}-{second[-2:]}"
    raise UsageError(f"--{parameter.name} takes a financial year such as 2015-16, not “{text}”.")


def _parameter(path: Path, name: str, about: object) -> Parameter:
    if not isinstance(about, dict) or about.get("type") not in TYPES or not about.get("about"):
        raise QueryError(f"{path.name}: parameter “{name}” needs a type ({', '.join(TYPES)}) and an “about”.")
    kind = str(about.get("kind", ""))
    if kind and kind not in ids.PREFIXES:
        raise QueryError(
            f"{path.name}: “{kind}”, the kind of “{name}”, is none of {', '.join(ids.PREFIXES)}."
        )
    return Parameter(
        name=name,
        type=about["type"],
        about=str(about["about"]),
        default=_text(about.get("default", "")),
        example=_text(about.get("example", "")),
        kind=kind,
        among=str(about.get("among", "")),
    )


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _order(name: str) -> tuple[bool, str, int]:
    series = _SERIES.fullmatch(name)
    return (False, series[1], int(series[2])) if series else (True, name, 0)


def _quoted(text: str) -> str:
    return f"'{text}'" if set(text) & set(" '\"<>$") else text


def _analysis(path: Path, value: object) -> Mapping[str, str]:
    if not isinstance(value, dict) or (value and not value.get("name")):
        raise QueryError(f"{path.name}: “analysis” must be a mapping with the name of an analysis.")
    return {str(key): str(constant) for key, constant in value.items()}


def _register() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    import yaml  # the common commands never list questions

    path = packaged() / "groups.yml"
    register: dict[str, dict[str, dict[str, str]]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return register


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, list) else (str(value),)
