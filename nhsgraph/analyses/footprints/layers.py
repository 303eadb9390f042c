"""Footprints as sets: a universe of weighted units on a basis, and layers that say which body each unit belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from nhsgraph.analyses.footprints.placing import Places
from nhsgraph.analyses.footprints.tiers import LABELS, SUPPORTED, Basis, Tier, why_not
from nhsgraph.errors import UsageError
from nhsgraph.footprint_tables import VINTAGES, Body, FootprintTables, Relation
from nhsgraph.period import Holds, financial_year

_LAST_PCT = date(2013, 4, 1)
#: The first published look-up of CCGs to STPs; every CCG of that date is in one.
LOOK_UP = date(2017, 4, 1)
_COVERAGE = {Tier.AREA_TEAM: "area-team-", Tier.LOCAL_OFFICE: "local-office-", Tier.REGION: "region-"}
_SETS = {Tier.FEDERATION: "federation-", Tier.LOCALITY: "network-"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Universe:
    """The units of a basis on a date, with their weights; ``ccg`` is each unit's CCG, where the unit is no area."""

    basis: Basis
    weight: str
    as_of: date
    ids: tuple[str, ...]
    weights: tuple[Decimal, ...]
    ccg: tuple[str, ...]
    ccg_day: date  # the date that ``ccg`` speaks of
    method: str
    sources: tuple[str, ...]


class Note(NamedTuple):
    """A remark on a layer; it concerns the bodies in ``about``, or where that is empty all."""

    text: str
    about: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """A tier on a date: for each unit of the universe the bodies it belongs to, usually one.

    A unit that a source puts in two bodies counts in full in both. ``unknown`` are bodies whose extent no source
    gives.
    """

    tier: Tier
    as_of: date
    of: tuple[tuple[str, ...], ...]
    notes: tuple[Note, ...]
    sources: tuple[str, ...]
    unknown: tuple[str, ...] = ()

    def bodies(self) -> set[str]:
        """The bodies that have a footprint."""
        return {body for bodies in self.of for body in bodies}


def universe(places: Places, basis: Basis, weight: str, day: date) -> Universe:
    """The units of a basis on a date."""
    tables = places.tables
    if basis is Basis.RESIDENTS:
        people = weight == "people"
        return Universe(
            basis=basis,
            weight=weight,
            as_of=day,
            ids=tuple(str(i) for i in range(len(tables.cells))),
            weights=tuple(Decimal(c.people if people else c.areas) for c in tables.cells),
            ccg=(),
            ccg_day=day,
            method="LSOAs as placed in "
            + " and ".join(f"April {VINTAGES[i]}" for i in places.look_ups(day))
            + (
                ""
                if day == date(VINTAGES[places.vintage(day)], 4, 1)
                else ", carried by the mergers and boundary changes on record"
            )
            + "; "
            + ("each counts its residents at mid-2015" if people else "each counts one"),
            sources=_area_sources(tables, places.look_ups(day), people=people),
        )
    if basis is Basis.POSTCODES:
        rows = tables.relations.get("postcodes", ())
        return Universe(
            basis=basis,
            weight=weight,
            as_of=_LAST_PCT,
            ids=tuple(row.subject for row in rows),
            weights=tuple(row.share or Decimal(0) for row in rows),
            ccg=tuple(row.object for row in rows),
            ccg_day=_LAST_PCT,
            method="shares of each PCT's postcodes by CCG of April 2013 (an unofficial compilation); the size of a PCT is "
            "not known, so only shares of PCTs mean anything",
            sources=_sources(rows),
        )
    if basis is Basis.CCGS:
        bodies = [b for b in tables.bodies.values() if b.kind == "CCG" and _alive(b.begins, b.ends, day)]
        return Universe(
            basis=basis,
            weight=weight,
            as_of=day,
            ids=tuple(b.id for b in bodies),
            weights=tuple(Decimal(1) for _ in bodies),
            ccg=tuple(b.id for b in bodies),
            ccg_day=day,
            method="whole CCGs, each counting one; one that is listed under two bodies counts in both",
            sources=tuple(dict.fromkeys(b.sources[0] for b in bodies)),
        )
    return _practices(places, basis, weight, day)


def _practices(places: Places, basis: Basis, weight: str, day: date) -> Universe:
    rows = [
        m
        for m in places.tables.memberships
        if m.commissioner.startswith("ccg-") and m.holds(day) is Holds.YES
    ]
    year = financial_year(day)
    sources = tuple(dict.fromkeys(source for m in rows for source in m.sources))
    if basis is Basis.MEMBERS:
        weights = tuple(Decimal(1) for _ in rows)
        method = "open memberships of practices, dormant ones included; each counts one"
    else:
        lists = places.tables.lists(year)
        if rows and not lists:
            raise UsageError(
                f"no list sizes or payments are on record for {year.replace('-', '/')}. "
                "Choose a date between 2014-04-01 and 2019-03-31, or --basis members."
            )
        field = {"patients": "registered", "weighted": "weighted", "pounds": "payments"}[weight]
        found = [getattr(lists[m.practice], field) if m.practice in lists else None for m in rows]
        weights = tuple(max(Decimal(value or 0), Decimal(0)) for value in found)
        without = sum(not weight for weight in weights)
        what = {"patients": "registered patients", "weighted": "weighted patients", "pounds": "payments"}[
            weight
        ]
        method = f"open memberships of practices; each counts its {what} of {year.replace('-', '/')}" + (
            f"; {without} practices without a positive figure count nothing" if without else ""
        )
        sources += tuple(dict.fromkeys(s for row in lists.values() for s in row.sources))
    return Universe(
        basis=basis,
        weight=weight,
        as_of=day,
        ids=tuple(m.practice for m in rows),
        weights=weights,
        ccg=tuple(m.commissioner for m in rows),
        ccg_day=day,
        method=method,
        sources=sources,
    )


def layer(places: Places, units: Universe, tier: Tier, day: date) -> Layer:
    """A tier over the units of a universe, on the date or, where the tier had not begun or had ended, its nearest one.

    Raises :class:`~nhsgraph.errors.UsageError` where the tier has no footprint on the basis.
    """
    if tier not in SUPPORTED[units.basis]:
        raise UsageError(f"not comparable on the basis “{units.basis}”: {why_not(tier, units.basis)}.")
    if tier is Tier.PRACTICE:
        return _made(tier, day, [(one,) for one in units.ids], units.sources)
    if tier is Tier.PCT:
        note = Note("PCTs as they were when they ended, on 2013-03-31")
        return _made(tier, _LAST_PCT - timedelta(days=1), [(one,) for one in units.ids], units.sources, note)
    if tier in {Tier.DISTRICT, Tier.AUTHORITY}:
        districts = places.districts(day)
        named = districts if tier is Tier.DISTRICT else [places.upper(d) for d in districts]
        note = Note(f"authorities as of the look-up of April {VINTAGES[places.vintage(day)]}")
        return _made(tier, day, [(one,) for one in named], _authority_sources(places, day), note)
    if tier in _SETS:
        return _practice_sets(places.tables, units, tier, day)
    if tier is Tier.CCG:
        return _ccgs(places, units, day)
    return _through_ccgs(places, units, tier, day)


def _ccgs(places: Places, units: Universe, day: date) -> Layer:
    on, moved = nearest([b for b in places.tables.bodies.values() if b.kind == "CCG"], day, "CCGs")
    notes = [Note(moved)] if moved else []
    of = ccgs_of(places, units, on)
    joined = sorted({one for ccgs in of if len(ccgs) > 1 for one in ccgs})
    if joined:
        told = f"how their territory was divided is in no source here: {_codes(places.tables, joined)}"
        notes.append(Note(told, tuple(joined), units.sources))
        of = [ccgs if len(ccgs) == 1 else () for ccgs in of]
    return _made(Tier.CCG, on, of, units.sources, *notes, unknown=tuple(joined))


def ccgs_of(places: Places, units: Universe, day: date) -> list[tuple[str, ...]]:
    """For each unit its CCG on a day; several where it stands for bodies that merged later."""
    if units.basis is Basis.RESIDENTS:
        return places.ccgs(day)
    if day == units.ccg_day:
        return [(ccg,) for ccg in units.ccg]
    return [places.carried(ccg, day) for ccg in units.ccg]


def _through_ccgs(places: Places, units: Universe, tier: Tier, day: date) -> Layer:
    rows = tier_relations(places.tables, tier)
    on, note = nearest(rows, day, LABELS[tier][1])
    wholes, open_ended = holding(rows, on)
    of: list[tuple[str, ...]] = []
    double: set[str] = set()
    later = _later(places, units, rows, on) if tier is Tier.STP else None
    for i, ccgs in enumerate(ccgs_of(places, units, on)):
        found = tuple(dict.fromkeys(whole for ccg in ccgs for whole in wholes.get(ccg, ())))
        if len(found) > 1 and len(ccgs) == 1:
            double.add(ccgs[0])
            if later is not None and (told := tuple(one for one in found if one in later[i])):
                found = told
        of.append(found)
    notes = [Note(note)] if note else []
    if double:
        text = f"{_codes(places.tables, sorted(double))}: listed under two {LABELS[tier][1]}; "
        about = (*sorted(double), *(whole for ccg in sorted(double) for whole in wholes[ccg]))
        origin: tuple[str, ...] = ()
        if later is None:
            text += "counted in both"
        else:
            text += "by residents each LSOA counts in the one that the look-up of April 2017 gives it"
            origin = _sources(row for row in rows if row.holds(LOOK_UP) is Holds.YES)[:1]
            origin += _area_sources(places.tables, places.look_ups(LOOK_UP), people=False)
        notes.append(Note(text, about, origin))
    if open_ended:
        text = f"these sources do not say which {LABELS[tier][0]} {len(open_ended)} CCGs had on {on}"
        notes.append(Note(text, tuple(open_ended)))
    return _made(tier, on, of, _sources(row for row in rows if row.holds(on) is Holds.YES), *notes)


def _later(
    places: Places, units: Universe, rows: Sequence[Relation], day: date
) -> list[tuple[str, ...]] | None:
    """The STPs of each area's CCG in the first published look-up, for areas whose CCG is listed under two."""
    if units.basis is not Basis.RESIDENTS or day >= LOOK_UP:
        return None
    wholes, _ = holding(rows, LOOK_UP)
    return [tuple(whole for ccg in ccgs for whole in wholes.get(ccg, ())) for ccgs in places.ccgs(LOOK_UP)]


def _practice_sets(tables: FootprintTables, units: Universe, tier: Tier, day: date) -> Layer:
    """Federations and networks: known where a source says that all practices of a CCG are in."""
    rows = [
        r
        for r in tables.relations.get("practice-set", ())
        if r.subject.startswith(_SETS[tier]) and (r.begins is None or r.begins <= day)
    ]
    whole: dict[str, list[str]] = defaultdict(list)
    notes, partly = [], []
    for row in rows:
        ccg = row.object.removeprefix("ccg-")
        if row.counted and row.counted == row.total:
            whole[row.object].append(row.subject)
            told = f"{row.subject}: all practices of {ccg} ({row.counted} of {row.total} in the source)"
        else:
            partly.append(row.subject)
            told = f"{row.subject}: has practices of {ccg}, which ones is in no source here"
        notes.append(Note(told, (row.subject, row.object), row.sources))
    of = [tuple(whole.get(ccg, ())) for ccg in units.ccg]
    return _made(tier, day, of, _sources(rows), *notes, unknown=tuple(dict.fromkeys(partly)))


def tier_relations(tables: FootprintTables, tier: Tier) -> tuple[Relation, ...]:
    """The relations that put CCGs into the bodies of a tier."""
    if tier is Tier.STP:
        return tables.relations.get("participation", ())
    return tuple(r for r in tables.relations.get("coverage", ()) if r.object.startswith(_COVERAGE[tier]))


def nearest(rows: Sequence[Relation | Body], day: date, what: str) -> tuple[date, str]:
    """The day on which a tier is taken: the day itself, or its first or last where it had not begun or had ended."""
    begins = min((r.begins for r in rows if r.begins), default=None)
    ends = [r.ends for r in rows if r.ends]
    if begins and day < begins:
        return begins, f"{what} taken as of {begins}, the first day on record"
    if ends and all(r.ends for r in rows) and day >= max(ends):
        last = max(ends) - timedelta(days=1)
        return last, f"{what} taken as of {last}, their last day"
    return day, ""


def holding(rows: Iterable[Relation], day: date) -> tuple[Mapping[str, tuple[str, ...]], list[str]]:
    """CCG to its bodies on a day, and the CCGs for which the sources do not say."""
    wholes: dict[str, list[str]] = defaultdict(list)
    unknown = []
    for row in rows:
        state = row.holds(day)
        if state is Holds.YES and row.object not in wholes[row.subject]:
            wholes[row.subject].append(row.object)
        elif state is Holds.UNKNOWN:
            unknown.append(row.subject)
    known = {ccg: tuple(sorted(found)) for ccg, found in wholes.items() if found}
    return known, sorted({ccg for ccg in unknown if ccg not in known})


def _area_sources(tables: FootprintTables, look_ups: Iterable[int], *, people: bool) -> tuple[str, ...]:
    """The releases that place areas in these look-ups, and the one that counts their residents."""
    if not tables.cells:
        return ()
    found = tables.cells[0].sources
    if len(found) != len(VINTAGES) + 1:
        return found  # another data set, with sources of its own
    return (*(found[i] for i in look_ups), *(found[-1:] if people else ()))


def _authority_sources(places: Places, day: date) -> tuple[str, ...]:
    within = [r for r in places.tables.relations.get("area-within", ()) if r.subject.startswith("authority-")]
    return (*_area_sources(places.tables, (places.vintage(day),), people=False), *_sources(within)[:1])


def _made(
    tier: Tier,
    day: date,
    of: Iterable[tuple[str, ...]],
    sources: tuple[str, ...],
    *notes: Note,
    unknown: tuple[str, ...] = (),
) -> Layer:
    return Layer(tier=tier, as_of=day, of=tuple(of), notes=notes, sources=sources, unknown=unknown)


def _sources(rows: Iterable[Relation]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.sources[0] for row in rows if row.sources))


def _codes(tables: FootprintTables, ids: Sequence[str]) -> str:
    return ", ".join(tables.bodies[one].code if one in tables.bodies else one for one in ids)


def _alive(begins: date | None, ends: date | None, day: date) -> bool:
    return (begins is None or begins <= day) and (ends is None or day < ends)
