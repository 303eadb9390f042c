"""England: every CCG on the first of April of each year, in the ring of its STP, with what it is shaded by.

Before there were STPs (the first list is of March 2016) a ring is an area team of NHS England, and in 2015 a local
office. A CCG stands near the middle point of its area of 2013; one made by a merger stands between its predecessors.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from nhsgraph.analyses.england import layout
from nhsgraph.analyses.england.layout import Disc
from nhsgraph.analyses.england.measures import MEASURES, Case, Paths
from nhsgraph.analyses.england.model import England, Moment, Place, PracticeDot, Ring, Value
from nhsgraph.analyses.england.tables import Tables, called, held, read
from nhsgraph.analyses.explanation import SourceRef
from nhsgraph.ids import SOURCE
from nhsgraph.period import Holds
from nhsgraph.query import Iri
from nhsgraph.views import Fields, Reader

#: The first of April of the years for which memberships are on record.
DAYS = tuple(date(year, 4, 1) for year in range(2013, 2020))
#: Kinds of ring, the one to prefer first, and what one is called.
_RINGS = {"STP": "STP", "AreaTeam": "area team", "LocalTeam": "local office", "RegionalTeam": "region"}
_NO_RING = "ring-unknown"


def overview(reader: Reader, days: Sequence[date] = DAYS, paths: Paths | None = None) -> England:
    """England on these days (those on which there was a CCG), in order of time."""
    tables = read(reader)
    by_day = {day: held(tables.members, day) for day in sorted(days)}
    moments = tuple(
        moment
        for day, members in by_day.items()
        if (moment := _moment(tables, day, members, paths)) is not None
    )
    cited = dict.fromkeys(
        source for moment in moments for sources in moment.cites.values() for source in sources
    )
    return England(
        measures=tuple(MEASURES.values()),
        moments=moments,
        practices=_practices(tables, [by_day[moment.day] for moment in moments], moments),
        sources=tuple(_source(reader, name) for name in cited),
    )


def _moment(tables: Tables, day: date, members: Sequence[Fields], paths: Paths | None) -> Moment | None:
    alive = sorted(
        body
        for body, row in tables.bodies.items()
        if row.code("kind") == "CCG" and row.holds(day) is Holds.YES
    )
    if not alive:
        return None
    of_ccg: dict[str, list[Fields]] = defaultdict(list)
    for row in members:
        of_ccg[row.code("commissioner")].append(row)
    kind, rings, ring_rows = _rings(tables, alive, day)
    cites: dict[str, dict[str, None]] = {"rings": dict.fromkeys(s for row in ring_rows for s in row.sources)}
    known: dict[str, int] = {measure.key: 0 for measure in MEASURES.values()}
    values: dict[str, list[Value]] = {}
    for body in alive:
        case = Case(ccg=body, day=day, members=of_ccg[body], tables=tables, paths=paths)
        values[body] = []
        for measured, measure in MEASURES.items():
            value, sources = measured(case)
            values[body].append(value)
            known[measure.key] += value is not None
            cites.setdefault(measure.key, {}).update(dict.fromkeys(sources))
    names = {ring: _ring_name(tables, ring, day) for ring in rings.values()}
    plane = layout.placed(
        [
            Disc(id=body, ring=rings[body], practices=len(of_ccg[body]), point=_point(tables, body))
            for body in alive
        ],
        names,
    )
    if any(body in tables.points for body in alive):
        cites["rings"] |= dict.fromkeys(s for row in tables.points.values() for s in row.sources)
    return Moment(
        day=day,
        ring_kind=kind,
        rings=tuple(
            Ring(id=ring, code=_code(tables, ring), name=names[ring], circle=circle, label=plane.labels[ring])
            for ring, circle in sorted(plane.rings.items())
        ),
        places=tuple(
            Place(
                id=body,
                code=_code(tables, body),
                name=called(tables.names.get(body, []), day),
                ring=rings[body],
                circle=plane.discs[body],
                practices=len(of_ccg[body]),
                values=tuple(values[body]),
            )
            for body in alive
        ),
        practices=sum(len(of_ccg[body]) for body in alive),
        cites={key: tuple(found) for key, found in cites.items()},
        known=known,
    )


def _rings(tables: Tables, alive: Iterable[str], day: date) -> tuple[str, dict[str, str], list[Fields]]:
    """What a ring is on the day, the ring of every CCG, and the rows that say so.

    The kind is the first of the preferred ones that any CCG has. A CCG in two (two lists, or split) stands in the one
    with fewer CCGs, so that no ring loses its only one.
    """
    now = {body: held(tables.rings.get(body, ()), day) for body in alive}
    for kind, word in _RINGS.items():
        chosen = {body: [r for r in rows if r.code("kind") == kind] for body, rows in now.items()}
        if any(chosen.values()):
            sizes = Counter(row.code("ring") for rows in chosen.values() for row in rows)
            rings = {
                body: min((sizes[r.code("ring")], r.code("ring")) for r in rows)[1] if rows else _NO_RING
                for body, rows in chosen.items()
            }
            return word, rings, [row for rows in chosen.values() for row in rows]
    return "ring", dict.fromkeys(now, _NO_RING), []


def _ring_name(tables: Tables, ring: str, day: date) -> str:
    return called(tables.names.get(ring, []), day) if ring != _NO_RING else "not known"


def _code(tables: Tables, body: str) -> str:
    row = tables.bodies.get(body)
    return row.text("code") if row else ""


def _point(tables: Tables, body: str) -> tuple[float, float] | None:
    """The middle point of a CCG on the plane; of a merged one the mean of its predecessors'."""
    row = tables.points.get(body)
    if row is not None:
        return layout.projected(float(row.number("longitude") or 0), float(row.number("latitude") or 0))
    before = [
        change.code("predecessor")
        for change in tables.changes.get(body, ())
        if change.code("successor") == body and change.code("change") == "chg-merger"
    ]
    points = [point for one in sorted(set(before)) if (point := _point(tables, one)) is not None]
    if not points:
        return None
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)


def _practices(
    tables: Tables, by_moment: Sequence[Sequence[Fields]], moments: Sequence[Moment]
) -> tuple[PracticeDot, ...]:
    """Every practice that is a member of one of the CCGs at one of the moments, in order of code."""
    placed: dict[str, list[str | None]] = {}
    rows: dict[str, Fields] = {}
    for number, (members, moment) in enumerate(zip(by_moment, moments, strict=True)):
        there = {place.id for place in moment.places}
        for row in members:
            if (ccg := row.code("commissioner")) in there:
                practice = row.code("practice")
                placed.setdefault(practice, [None] * len(moments))[number] = ccg
                rows[practice] = row
    contracts: dict[str, dict[str, str]] = defaultdict(dict)
    lists: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for (practice, year), row in tables.years.items():
        contracts[practice][year] = row.code("contract").removeprefix("contract-")
        if (registered := row.number("registered")) is not None:
            lists[practice][year] = registered
    return tuple(
        PracticeDot(
            code=rows[practice].text("code"),
            name=rows[practice].text("name"),
            ccgs=tuple(ccgs),
            contracts=contracts.get(practice, {}),
            lists=lists.get(practice, {}),
        )
        for practice, ccgs in sorted(placed.items())
    )


def _source(reader: Reader, name: str) -> SourceRef:
    (row,) = reader.rows("source", item=Iri(SOURCE + name))
    return SourceRef(
        id=name,
        title=row.text("title"),
        publisher=row.text("publisher"),
        published=row.text("published"),
        licence=row.text("licence"),
        url=row.text("url"),
        grade=row.code("grade").removeprefix("grade-"),
    )
