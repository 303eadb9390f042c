"""Which files a site has, and what each is made of."""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nhsgraph import questions
from nhsgraph.graph import Graph
from nhsgraph.names import Name
from nhsgraph.period import Holds


class Bundle(StrEnum):
    """Whether every page stands alone, or the large script lies once beside them."""

    SINGLE = "single"
    FOLDER = "folder"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What decides the content of a site, the graph apart."""

    as_of: date = date(2016, 4, 1)
    bundle: Bundle = Bundle.FOLDER


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One file: its path below the folder, which maker makes it, and of what."""

    path: str
    maker: str
    subject: str = ""

    @property
    def up(self) -> str:
        """The way from the file to the folder of the site."""
        return "../" * self.path.count("/")


#: Class of body to the folder of its pages and what the list of bodies calls it.
FOLDERS: Mapping[str, tuple[str, str]] = {
    "CCG": ("ccg", "Clinical commissioning groups"),
    "STP": ("stp", "Sustainability and transformation partnerships"),
    "RegionalTeam": ("region", "Regions of NHS England"),
    "AreaTeam": ("team", "Area teams of NHS England"),
    "LocalTeam": ("team", "Local offices of NHS England"),
    "LocalAuthority": ("authority", "Upper-tier local authorities"),
}

#: The pages at the top, in the order of the navigation: path, maker, name.
TOP = (
    ("index.html", "england", "England"),
    ("bodies.html", "bodies", "Bodies"),
    ("practices.html", "practices", "Practices"),
    ("questions/index.html", "questions", "Questions"),
    ("query.html", "query", "Query"),
    ("ontology.html", "ontology", "Vocabulary"),
    ("methods.html", "methods", "Methods"),
    ("sources.html", "sources", "Sources"),
    ("downloads.html", "downloads", "Downloads"),
)
#: Further pages, which one of those at the top leads to: path, maker.
FURTHER = (("concepts.html", "concepts"),)
#: The pages that list practices by the first character of their names; the last has all others.
LETTERS = (*string.ascii_uppercase, "0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What a site has about a body: the end of the file's name, its maker, and the text of the link to it."""

    suffix: str
    maker: str
    text: str
    kinds: frozenset[str] = frozenset()  # the kinds of bodies that have it; empty for all


_CCG = frozenset({"CCG"})
#: The makers that need the whole country.
COUNTRY = frozenset({"england", "practices", "letter", "download"})
#: In the order of the links on a body's pages.
PARTS = (
    Part(suffix=".html", maker="body", text="Explanation"),
    Part(suffix="-chain.html", maker="chain", text="Who answers to whom", kinds=_CCG),
    Part(suffix="-conflicts.html", maker="conflicts", text="Conflict paths", kinds=_CCG),
    Part(suffix="-footprints.html", maker="footprints", text="Footprints", kinds=_CCG),
    Part(suffix=".zip", maker="data", text="Data (JSON, CSV, Turtle)"),
)

#: Files to download: path, and what it holds.
DOWNLOADS = (
    (
        "downloads/england.csv",
        "Every CCG on 1 April of each year, with each measure; empty where it is not known",
    ),
    ("downloads/bodies.csv", "Every body of the site: code, name, kind, page"),
    ("downloads/practices.csv", "Every practice on the date of the site, its CCG, contract and list"),
    ("downloads/sources.csv", "Every source: title, publisher, date, licence, grade"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A body with a page."""

    id: str
    kind: str
    code: str
    name: str
    path: str  # of its page

    @property
    def parts(self) -> tuple[tuple[Part, str], ...]:
        """What there is about it, with the paths."""
        stem = self.path.removesuffix(".html")
        return tuple(
            (part, stem + part.suffix) for part in PARTS if not part.kinds or self.kind in part.kinds
        )


def subjects(graph: Graph, day: date) -> tuple[Subject, ...]:
    """The bodies that have a page: those of the kinds in :data:`FOLDERS` that existed on the day, by kind and code.

    Of the authorities only the upper tier, to which the footprints of CCGs are compared.
    """
    names: dict[str, list[Name]] = {}
    for name in graph.names:
        names.setdefault(name.body, []).append(name)
    upper = {row.code("authority") for row in graph.reader.rows("england_overlaps")}
    found = []
    for row in graph.reader.rows("england_bodies"):
        if row.holds(day) is Holds.YES and row.code("body") in names:
            found.append(
                _subject(row.code("body"), row.code("kind"), row.text("code"), names[row.code("body")], day)
            )
    for body in sorted(upper & names.keys()):
        gss = names[body][0].gss.split(" ")[0]
        found.append(_subject(body, "LocalAuthority", gss, names[body], day))
    order = list(FOLDERS)
    return tuple(sorted(found, key=lambda s: (order.index(s.kind), s.code)))


def _subject(body: str, kind: str, code: str, listed: Sequence[Name], day: date) -> Subject:
    then = [
        n for n in listed if n.name_from <= day.isoformat() and (not n.name_to or day.isoformat() < n.name_to)
    ]
    name = (then or listed)[0].name
    return Subject(id=body, kind=kind, code=code, name=name, path=f"{FOLDERS[kind][0]}/{code}.html")


def jobs(bodies: tuple[Subject, ...]) -> Iterator[Job]:
    """Every file of the site; first those that need the whole country, which is worth reading once."""
    top = [Job(path=path, maker=maker) for path, maker, _ in TOP]
    yield from (job for job in top if job.maker in COUNTRY)
    for letter in LETTERS:
        yield Job(path=letter_path(letter), maker="letter", subject=letter)
    for path, _ in DOWNLOADS:
        yield Job(path=path, maker="download", subject=path)
    yield from (job for job in top if job.maker not in COUNTRY)
    yield from (Job(path=path, maker=maker) for path, maker in FURTHER)
    for question in questions.all_questions():
        yield Job(path=f"questions/{question.id}.html", maker="question", subject=question.id)
    for body in bodies:
        for part, path in body.parts:
            yield Job(path=path, maker=part.maker, subject=body.id)


def letter_path(letter: str) -> str:
    """The page of the practices whose names begin with a character of :data:`LETTERS`."""
    return f"practices/{letter.lower()}.html"


def navigation(up: str) -> tuple[tuple[str, str], ...]:
    """The links of the navigation, relative to a page that is ``up`` from the folder."""
    return tuple((name, f"{up}{path}") for path, _, name in TOP)
