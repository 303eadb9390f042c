"""Every file of a site from its job: a page in its frame, with the navigation, or data to download."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from nhsgraph.analyses.england.model import England
from nhsgraph.graph import Graph
from nhsgraph.present.html import chain_svg, practice_pages, query_page
from nhsgraph.present.html import england as england_page
from nhsgraph.present.html import explain as explain_page
from nhsgraph.present.html import page as frame
from nhsgraph.present.html import site_pages as pages
from nhsgraph.present.html.page import Page
from nhsgraph.present.html.practice_pages import Entry
from nhsgraph.site import about, body_pages, downloads, plan
from nhsgraph.site.country import Country
from nhsgraph.site.plan import Bundle, Choice, Job, Subject

#: The folder of scripts and styles that pages share, in folder form.
ASSETS = "assets/"
#: Pages that are one file in every form.
_ALONE = frozenset({"query"})
#: The pages about one body, by maker.
_ABOUT: Mapping[str, Callable[[Country, Subject, date], Page]] = {
    "body": body_pages.explanation,
    "chain": body_pages.answers_to,
    "conflicts": body_pages.conflicts,
    "footprints": body_pages.footprints,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A file of a site; ``policy`` is the Content-Security-Policy of a page, empty for other files."""

    data: bytes
    policy: str = ""


class Maker:
    """Makes the files of one site; what several of them need is read once."""

    def __init__(self, graph: Graph, choice: Choice, country: Country | None = None) -> None:
        self.graph = graph
        self.choice = choice
        self._country = country or Country(graph)
        self._pages: Mapping[str, Callable[[Job], Page]] = {
            "england": self._england,
            "bodies": self._bodies,
            "practices": self._practices,
            "letter": self._letter,
            **{name: self._about(made) for name, made in _ABOUT.items()},
            "questions": lambda _: pages.question_list(),
            "question": lambda job: pages.question(self.graph, job.subject),
            "query": lambda _: query_page.page(self.graph),
            "ontology": lambda _: pages.vocabulary(),
            "concepts": lambda _: pages.concepts(),
            "methods": lambda _: pages.methods(self.choice.as_of),
            "sources": lambda _: pages.source_catalogue(self.graph.reader),
            "downloads": lambda _: pages.download_list(plan.DOWNLOADS),
        }
        self._files: Mapping[str, Callable[[Job], bytes]] = {
            "download": self._download,
            "data": lambda job: about.data(self._country, self.subjects[job.subject], self.choice.as_of),
        }

    @cached_property
    def subjects(self) -> Mapping[str, Subject]:
        """The bodies with a page, by local id."""
        return {subject.id: subject for subject in self._country.subjects(self.choice.as_of)}

    def make(self, job: Job) -> Made:
        """A file."""
        if job.maker in self._files:
            return Made(data=self._files[job.maker](job))
        made = replace(self._pages[job.maker](job), links=plan.navigation(job.up), more=self._more(job))
        folder = self.choice.bundle is Bundle.FOLDER and job.maker not in _ALONE
        shared = f"{job.up}{ASSETS}" if folder else None
        return Made(data=frame.render(made, shared).encode("utf-8"), policy=frame.policy(made, shared))

    def shared(self) -> dict[str, bytes]:
        """The files that pages in folder form expect beside them."""
        if self.choice.bundle is Bundle.SINGLE:
            return {}
        found = (explain_page.vis_network(), chain_svg.styles(), *frame.own_assets())
        return {f"{ASSETS}{one.name}": one.text.encode("utf-8") for one in found}

    def _more(self, job: Job) -> tuple[tuple[str, str], ...]:
        """The links to what else there is about the body of a page, relative to it."""
        if (subject := self.subjects.get(job.subject)) is None:
            return ()
        return tuple((part.text, path.rpartition("/")[2]) for part, path in subject.parts if path != job.path)

    @property
    def _overview(self) -> England:
        return self._country.england

    def _england(self, _: Job) -> Page:
        codes = [subject.code for subject in self.subjects.values() if subject.kind == "CCG"]
        return england_page.page(self._overview, start=self.choice.as_of, pages="ccg/", codes=codes)

    def _bodies(self, _: Job) -> Page:
        groups: dict[str, list[tuple[str, str, str]]] = {}
        for subject in self.subjects.values():
            heading = plan.FOLDERS[subject.kind][1]
            groups.setdefault(heading, []).append((subject.code, subject.name, subject.path))
        return pages.body_list(groups, len(self._entries("")), self.choice.as_of)

    def _practices(self, _: Job) -> Page:
        letters = practice_pages.links((letter, plan.letter_path(letter)) for letter in plan.LETTERS)
        day = self._overview.moment(self.choice.as_of).day
        return practice_pages.search(self._entries(""), letters, day, fictional=self._country.fictional)

    def _letter(self, job: Job) -> Page:
        letters = practice_pages.links(
            (letter, plan.letter_path(letter).rpartition("/")[2]) for letter in plan.LETTERS
        )
        day = self._overview.moment(self.choice.as_of).day
        return practice_pages.of_letter(
            job.subject, self._entries(job.up), letters, day, fictional=self._country.fictional
        )

    def _entries(self, up: str) -> list[Entry]:
        """Every practice on the date of the site, of a CCG that has a page."""
        number = self._overview.moments.index(self._overview.moment(self.choice.as_of))
        return [
            Entry(
                code=practice.code,
                name=practice.name,
                ccg=self.subjects[ccg].code,
                address=up + self.subjects[ccg].path,
            )
            for practice in self._overview.practices
            if (ccg := practice.ccgs[number]) is not None and ccg in self.subjects
        ]

    def _about(self, made: Callable[[Country, Subject, date], Page]) -> Callable[[Job], Page]:
        return lambda job: made(self._country, self.subjects[job.subject], self.choice.as_of)

    def _download(self, job: Job) -> bytes:
        bodies = tuple(self.subjects.values())
        return downloads.table(job.subject, self.graph, self._overview, bodies, self.choice.as_of)
