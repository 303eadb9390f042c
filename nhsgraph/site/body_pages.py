"""The pages about one body: its explanation, whom it answers to, its conflict paths, its footprints."""

from __future__ import annotations

from datetime import date

from nhsgraph import showing
from nhsgraph.analyses.accountability import picture
from nhsgraph.analyses.accountability import report as accountability
from nhsgraph.analyses.conflicts import find, severity
from nhsgraph.analyses.conflicts import report as conflict_report
from nhsgraph.analyses.conflicts.elsewhen import elsewhen
from nhsgraph.present.html import chain, conflict, footprint
from nhsgraph.present.html.page import Page
from nhsgraph.site.country import Country
from nhsgraph.site.plan import Subject


def explanation(country: Country, subject: Subject, day: date) -> Page:
    """The picture of its neighbourhood, with every sentence of the explanation."""
    return showing.page(country.graph.reader, country.told(subject.id, day))


def answers_to(country: Country, subject: Subject, day: date) -> Page:
    """The accountability page."""
    reader = country.graph.reader
    return chain.page(accountability.chain(reader, subject.id, day), picture.picture(reader, subject.id, day))


def conflicts(country: Country, subject: Subject, day: date) -> Page:
    """The paths that hold on the day, and how many hold on others; past what one page draws, in words alone."""
    scheme = severity.load()
    ever, held = (
        find.find(country.edges, scheme, find.Wanted(body=subject.id, as_of=when)) for when in (None, day)
    )
    about = conflict_report.About(
        id=subject.id, code=subject.code, name=f"Conflict paths of {subject.name}", as_of=day
    )
    told = conflict_report.listing(country.graph.reader, held, about)
    drawn = held.conflicts if len(held.conflicts) <= conflict.MOST else ()
    return conflict.page(told, drawn, elsewhen(held.conflicts, ever.conflicts))


def footprints(country: Country, subject: Subject, day: date) -> Page:
    """Its territory and its members against those of every tier."""
    desk = country.graph.footprints
    report, drawn = desk.pictured(desk.body(subject.id, day))
    return footprint.page(report, drawn)
