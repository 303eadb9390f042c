"""Every file of a site from its job: a page in its frame, with the navigation, or a table to download."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property

from nhsgraph import edges
from nhsgraph.analyses import england as country
from nhsgraph.analyses import explain
from nhsgraph.analyses.conflicts import severity
from nhsgraph.analyses.england import paths
from nhsgraph.analyses.england.model import England
from nhsgraph.analyses.neighbourhood import neighbourhood
from nhsgraph.graph import Graph
from nhsgraph.present.html import england as england_page
from nhsgraph.present.html import explain as explain_page
from nhsgraph.present.html import page as frame
from nhsgraph.present.html import query_page
from nhsgraph.present.html import site_pages as pages
from nhsgraph.present.html.page import Page
from nhsgraph.site import downloads, plan
from nhsgraph.site.plan import Bundle, Choice, Job, Subject

#: The folder of scripts that pages share, in folder form.
ASSETS = "assets/"


class Maker:
    """Makes the files of one site; what several of them need is read once."""

    def __init__(self, graph: Graph, choice: Choice) -> None:
        self.graph = graph
        self.choice = choice
        self._makers: Mapping[str, Callable[[Job], Page]] = {
            "england": self._england,
            "bodies": self._bodies,
            "body": self._body,
            "questions": lambda _: pages.question_list(),
            "question": lambda job: pages.question(self.graph, job.subject),
            "query": lambda _: query_page.page(self.graph),
            "ontology": lambda _: pages.vocabulary(),
            "methods": lambda _: pages.methods(self.choice.as_of),
            "sources": lambda _: pages.source_catalogue(self.graph.reader),
            "downloads": lambda _: pages.download_list(plan.DOWNLOADS),
        }

    @cached_property
    def subjects(self) -> tuple[Subject, ...]:
        """The bodies with a page."""
        return plan.subjects(self.graph, self.choice.as_of)

    @cached_property
    def england(self) -> England:
        """The whole country, for its page and its table."""
        counted = paths.counted(edges.read(self.graph.generation), severity.load(), country.DAYS)
        return country.overview(self.graph.reader, paths=counted)

    def make(self, job: Job) -> bytes:
        """The bytes of a file."""
        if job.maker == "download":
            return downloads.table(job.subject, self.graph, self.england, self.subjects, self.choice.as_of)
        made = replace(self._makers[job.maker](job), links=plan.navigation(job.up))
        shared = f"{job.up}{ASSETS}" if self.choice.bundle is Bundle.FOLDER else None
        return frame.render(made, shared).encode("utf-8")

    def shared(self) -> dict[str, bytes]:
        """The files that pages in folder form expect beside them."""
        if self.choice.bundle is Bundle.SINGLE:
            return {}
        library = explain_page.vis_network()
        return {f"{ASSETS}{library.name}": library.text.encode("utf-8")}

    def _england(self, _: Job) -> Page:
        codes = [subject.code for subject in self.subjects if subject.kind == "CCG"]
        return england_page.page(self.england, start=self.choice.as_of, pages="ccg/", codes=codes)

    def _bodies(self, _: Job) -> Page:
        groups: dict[str, list[tuple[str, str, str]]] = {}
        for subject in self.subjects:
            heading = plan.FOLDERS[subject.kind][1]
            groups.setdefault(heading, []).append((subject.code, subject.name, subject.path))
        of_practices = self.england.moment(self.choice.as_of)
        return pages.body_list(groups, self._practices(of_practices.day.isoformat()), self.choice.as_of)

    def _practices(self, day: str) -> list[tuple[str, str, str]]:
        """Code, name and CCG page of every practice on the date of the site."""
        number = [moment.day.isoformat() for moment in self.england.moments].index(day)
        paths = {subject.id: subject.path for subject in self.subjects}
        return [
            (practice.code, practice.name, paths[ccg])
            for practice in self.england.practices
            if (ccg := practice.ccgs[number]) is not None and ccg in paths
        ]

    def _body(self, job: Job) -> Page:
        told = explain.explain(self.graph.reader, job.subject, self.choice.as_of)
        return explain_page.page(told, neighbourhood(self.graph.reader, job.subject))
