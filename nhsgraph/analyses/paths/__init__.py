"""How two bodies were connected on a date: a typed path, its weakest hop, the kinds followed and those left out.

A path says that relations connect; it is no line of accountability (that is what ``nhsgraph chain`` answers) and says
nothing about anybody. The result is an :class:`~nhsgraph.analyses.explanation.Explanation`, so every format shows it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from nhsgraph import hops
from nhsgraph.analyses.explain import life
from nhsgraph.analyses.explain.context import name_among
from nhsgraph.analyses.explanation import Cite, Explanation, Json, Section, SourceRef, Statement
from nhsgraph.analyses.paths.search import Found, Path, search, weakest
from nhsgraph.analyses.wording import counted, last_day, listed
from nhsgraph.errors import UnknownBody, UsageError
from nhsgraph.hops import Hop, Kind
from nhsgraph.ids import DEF, SOURCE
from nhsgraph.period import Holds
from nhsgraph.query import Iri
from nhsgraph.views import Fields, Reader, body_iri

#: The longest path looked for where nothing is said, and the longest that may be asked for.
HOPS, MOST = 6, 10
#: The date that is answered for where none is asked for, as in explanations.
DEFAULT_DAY = date(2016, 4, 1)


def path(
    reader: Reader,
    start: str,
    end: str,
    as_of: date | None = None,
    *,
    follow: Sequence[str] = (),
    leave_out: Sequence[str] = (),
    most: int = HOPS,
) -> Explanation:
    """The best shortest path between two bodies (local ids) on a date, of at most ``most`` hops.

    Without a date, on :data:`DEFAULT_DAY`; the result says that nobody chose it.
    Without ``follow``, every kind but those that the kinds themselves say to leave out; ``follow`` adds one of those,
    ``leave_out`` takes one away. Raises :class:`~nhsgraph.errors.UsageError` for an unknown kind,
    :class:`~nhsgraph.errors.UnknownBody`, and :class:`~nhsgraph.errors.OutsideLife` where one was not there on the date.
    """
    if not 1 <= most <= MOST:
        raise UsageError(f"a path has 1 to {MOST} hops, not {most}.")
    every = hops.kinds()
    followed = _followed(every, follow, leave_out)
    day = as_of or DEFAULT_DAY
    search_for = _Search(reader, day, every)
    ends = [search_for.body(start), search_for.body(end)]
    anonymous = [body for body in ends if body.code("kind") == "CaseStudySite"]
    if not anonymous and "succession" not in followed:  # what succeeded another was there when that was not
        for body in (start, end):
            life.check(reader, life.body_of(reader, body), day)
    found = (
        Found()
        if anonymous or start == end
        else search(reader, start, end, day, followed, most, search_for.grade)
    )
    names = [search_for.name(start), search_for.name(end)]
    if anonymous:
        first = _statement(
            "anonymous",
            f"{names[ends.index(anonymous[0])]} is an anonymous site of a study. No path is looked for,"
            " so that nobody is identified.",
            search_for.cites_of(anonymous[0]),
            gap=True,
        )
    elif start == end:
        first = _statement("same", "The two are one body.", search_for.cites_of(ends[0]))
    elif not found.best:
        first = _none(names, day, followed, most, found, search_for.cites_of(ends[0], ends[1]))
    else:
        first = None
    sections = [
        Section(
            key="path",
            title="Path",
            statements=(first,) if first else tuple(search_for.told(found.best, start)),
        )
    ]
    if found.best:
        sections.append(Section(key="weakest", title="Weakest hop", statements=search_for.weak(found)))
    sections.append(
        search_for.kinds_section(followed, ends[0], f"{ends[0].text('code') or start} --as-of {day}")
    )
    cites = dict.fromkeys(cite.source for section in sections for s in section.statements for cite in s.cites)
    return Explanation(
        id=start,
        code=ends[0].text("code") or start,
        kind=ends[0].code("kind"),
        kind_label=search_for.kind_label(ends[0]),
        name=f"{names[0]} to {names[1]}",
        as_of=day,
        as_of_chosen=as_of is not None,
        headline=(counted(len(found.best), "hop") if found.best else "no path",),
        sections=tuple(sections),
        sources=tuple(search_for.source(name) for name in cites),
    )


def _followed(every: dict[str, Kind], follow: Sequence[str], leave_out: Sequence[str]) -> list[str]:
    for name in (*follow, *leave_out):
        if name not in every:
            raise UsageError(f"there is no kind of relation “{name}”. There are: {', '.join(every)}.")
    chosen = [
        name
        for name, kind in every.items()
        if (not kind.left_out or name in follow) and name not in leave_out
    ]
    if not chosen:
        raise UsageError("every kind of relation is left out. Follow at least one.")
    return chosen


def _none(
    names: Sequence[str],
    as_of: date,
    followed: Sequence[str],
    most: int,
    found: Found,
    cites: tuple[Cite, ...],
) -> Statement:
    said = (
        f"The search stopped after opening {found.opened} bodies; a path may exist."
        if found.stopped
        else f"No path of at most {counted(most, 'hop')} connects {names[0]} and {names[1]} on {as_of} by the kinds "
        "followed. That the graph has none does not say that there was none."
    )
    return _statement("none", said, cites, gap=True, facts={"hops": [], "followed": list(followed)})


def _statement(
    key: str,
    text: str,
    cites: tuple[Cite, ...],
    *,
    gap: bool = False,
    grade: str = "",
    facts: dict[str, Json] | None = None,
) -> Statement:
    return Statement(
        key=key,
        text=text,
        cites=cites,
        gap=gap,
        grade="" if grade == "official" else grade,
        facts=facts or {},
    )


class _Search:
    """What the sentences of one search need from the graph, each asked once."""

    def __init__(self, reader: Reader, as_of: date, kinds: dict[str, Kind]) -> None:
        self.reader, self.as_of, self.kinds = reader, as_of, kinds
        self._bodies: dict[str, Fields] = {}
        self._sources: dict[str, SourceRef] = {}

    def body(self, body: str) -> Fields:
        """The row of a body; raises :class:`~nhsgraph.errors.UnknownBody`."""
        if body not in self._bodies:
            rows = self.reader.rows("body", body=body_iri(body))
            if not rows:
                raise UnknownBody(body)
            self._bodies[body] = rows[0]
        return self._bodies[body]

    def name(self, body: str) -> str:
        """The name of a body on the date, with its code."""
        row = self.body(body)
        name = (
            name_among(self.reader.rows("names", body=body_iri(body)), self.as_of)
            or row.text("label")
            or body
        )
        return f"{name} ({row.text('code')})" if row.text("code") else name

    def kind_label(self, row: Fields) -> str:
        """What the class of a body is called."""
        labels = self.reader.rows("kind", kind=Iri(DEF + row.code("kind")))
        return labels[0].text("label") if labels else row.code("kind")

    def source(self, name: str) -> SourceRef:
        """A source, for the list at the end."""
        if name not in self._sources:
            (row,) = self.reader.rows("source", item=Iri(SOURCE + name))
            texts = {f: row.text(f) for f in ("title", "publisher", "published", "licence", "url")}
            self._sources[name] = SourceRef(id=name, grade=row.code("grade").removeprefix("grade-"), **texts)
        return self._sources[name]

    def grade(self, hop: Hop) -> str:
        """The grade of a hop: its own, else that of its first source."""
        return hop.grade or (self.source(hop.sources[0]).grade if hop.sources else "unverified")

    def cites_of(self, *rows: Fields) -> tuple[Cite, ...]:
        """The sources of the rows of bodies."""
        return tuple(dict.fromkeys(Cite(source=source) for row in rows for source in row.sources))

    def told(self, path: Path, start: str) -> list[Statement]:
        """A sentence a hop, in walking order; each hop reads in the direction of its own relation."""
        statements, here = [], start
        for number, hop in enumerate(path, start=1):
            verb = self.kinds[hop.kind].verb
            detail = f" ({hop.detail.replace('-', ' ')})" if hop.detail else ""
            text = f"{self.name(hop.subject)} {verb} {self.name(hop.object)}{detail}, {self._period(hop)}."
            facts: dict[str, Json] = {
                "kind": hop.kind,
                "relation": hop.id,
                "subject": hop.subject,
                "object": hop.object,
                "walked_to": hop.other(here),
                "detail": hop.detail,
                "from": hop.begins,
                "to": hop.ends,
                "holds": str(hop.holds),
                "grade": self.grade(hop),
            }
            statements.append(
                _statement(f"hop-{number}", text, self._cites(hop), grade=self.grade(hop), facts=facts)
            )
            here = hop.other(here)
        return statements

    def weak(self, found: Found) -> tuple[Statement, ...]:
        """The weakest hop and why it is; how many paths are as short."""
        hop = weakest(found.best, self.grade)
        place = found.best.index(hop) + 1
        why = {
            Holds.UNKNOWN: "its sources no longer speak of that day",
            Holds.YES: f"its evidence is {self.grade(hop)}"
            + ("" if hop.begins or hop.ends else ", and its dates are not stated"),
        }[Holds.UNKNOWN if hop.holds is Holds.UNKNOWN else Holds.YES]
        others = found.as_short - 1
        more = (
            f" More than {others} others are as short."
            if found.stopped
            else f" {counted(others, 'other path is', 'other paths are')} as short; none has a stronger weakest hop."
            if others
            else " It is the only path of its length."
        )
        facts: dict[str, Json] = {
            "hop": place,
            "kind": hop.kind,
            "grade": self.grade(hop),
            "as_short": found.as_short,
        }
        return (_statement("weakest", f"Hop {place}: {why}.{more}", self._cites(hop), facts=facts),)

    def kinds_section(self, followed: Sequence[str], about: Fields, asked: str) -> Section:
        """The kinds that were followed, and those that were not with the reason."""
        cites = self.cites_of(about)
        left = [kind for name, kind in self.kinds.items() if name not in followed]
        statements = [
            _statement(
                "followed", f"Followed: {listed(list(followed))}.", cites, facts={"kinds": list(followed)}
            )
        ]
        statements += [
            _statement(
                f"left-out-{kind.name}",
                f"Left out: {kind.name}. {kind.left_out or 'By request.'}",
                cites,
                facts={"kind": kind.name},
            )
            for kind in left
        ]
        statements.append(
            _statement(
                "meaning",
                "A path says that relations connect; it is no line of accountability and no finding. Who answers to whom is "
                f"told by: nhsgraph chain {asked}",
                cites,
            )
        )
        return Section(key="kinds", title="Kinds of relation", statements=tuple(statements))

    def _period(self, hop: Hop) -> str:
        if hop.begins is None and hop.ends is None:
            return "dates not stated"
        text = f"from {hop.begins}" if hop.begins else "from a day not stated"
        if hop.ends:
            return f"{text} to {last_day(hop.ends)}"
        if hop.holds is Holds.UNKNOWN:
            return f"{text}; the sources speak until {last_day(hop.known_until) if hop.known_until else 'earlier'}"
        return text

    def _cites(self, hop: Hop) -> tuple[Cite, ...]:
        return tuple(
            Cite(source=source, record=hop.record if place == 0 else "")
            for place, source in enumerate(hop.sources)
        )
