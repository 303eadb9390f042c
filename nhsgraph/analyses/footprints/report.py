"""The results of footprint analyses, told in cited statements and tables that every format renders alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from nhsgraph.analyses.explanation import Cite, Json, Row, Section, Share, SourceRef, Statement, Table
from nhsgraph.analyses.footprints.engine import Footprints
from nhsgraph.analyses.footprints.layers import Layer, Universe
from nhsgraph.analyses.footprints.relate import Comparison, Pair
from nhsgraph.analyses.footprints.tiers import LABELS, UNITS
from nhsgraph.analyses.wording import counted, percent
from nhsgraph.names import Name

EVIDENCED = "evidenced"
_SETS = re.compile(r"\b(?:federation|network)-[a-z0-9-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A result: what was asked with which parameters, the answer in sections, and the sources in order of citation."""

    analysis: str  # ``footprints.nesting`` and the like
    title: str
    subtitle: str
    parameters: Mapping[str, Json]
    as_of: date
    as_of_chosen: bool
    headline: tuple[str, ...]
    sections: tuple[Section, ...]
    sources: tuple[SourceRef, ...] = ()
    rows: str = ""  # key of the section whose table is the result as CSV
    parts: str = ""  # key of a section whose statements say again what those rows have

    @property
    def fictional(self) -> bool:
        """Whether any of it comes from a fictional source; every output then says so."""
        return any(source.grade == "fictional" for source in self.sources)


class Names:
    """The names of bodies by date, from the name index."""

    def __init__(self, names: Iterable[Name], footprints: Footprints) -> None:
        self._bodies = footprints.tables.bodies
        self._names: dict[str, list[Name]] = {}
        for name in names:
            self._names.setdefault(name.body, []).append(name)

    def name(self, body: str, day: date) -> str:
        """The name on a day: the last that had begun, else the first; the code where none is on record."""
        lines = self._names.get(body, [])
        begun = [n for n in lines if not n.name_from or n.name_from <= day.isoformat()]
        chosen = begun[-1:] or lines[:1]
        return chosen[0].name if chosen else self.code(body)

    def code(self, body: str) -> str:
        """The code that its issuer gave; the local id of a body without one."""
        if body in self._bodies:
            return self._bodies[body].code
        return body.removeprefix("practice-") if body.startswith("practice-") else body

    def spelt(self, text: str, day: date) -> str:
        """A text with the local ids of federations and networks in it as their names."""
        return _SETS.sub(lambda found: self.name(found[0], day), text)

    def full(self, body: str, day: date) -> str:
        """Name and code."""
        code = self.code(body)
        return f"{self.name(body, day)} ({code})" if code != body else self.name(body, day)


def said(
    key: str,
    text: str,
    cites: tuple[Cite, ...],
    *,
    facts: Mapping[str, Json] | None = None,
    share: Decimal | None = None,
    depth: int = 0,
    gap: bool = False,
    grade: str = EVIDENCED,
) -> Statement:
    """A statement of an analysis; what is computed is graded as evidenced."""
    return Statement(
        key=key, text=text, cites=cites, facts=facts or {}, share=share, depth=depth, gap=gap, grade=grade
    )


def cites(*groups: Sequence[str]) -> tuple[Cite, ...]:
    """Source ids as citations, each once, in order."""
    return tuple(Cite(source=one) for one in dict.fromkeys(one for group in groups for one in group))


def cites_of(found: Comparison) -> tuple[Cite, ...]:
    """Everything that a comparison was computed from."""
    return cites(found.universe.sources, found.a.sources, found.b.sources)


def method(found: Comparison, names: Names, about: Set[str] | None = None) -> Section:
    """How it was measured: basis, weight, dates, method and tolerance, and what the layers remark.

    With ``about``, only remarks on those bodies and general ones.
    """
    units, cited = found.universe, cites_of(found)
    statements = [
        said(
            "basis",
            f"Basis: {units.basis}; weight: {units.weight}; date: {units.as_of}; tolerance: {percent(found.tolerance)}. "
            f"Method: {units.method}.",
            cited,
            facts=parameters(units, found.tolerance),
        )
    ]
    for place, layer in (("first", found.a), ("second", found.b)):
        statements += [
            said(
                f"{place}-{i}",
                _sentence(names.spelt(note.text, layer.as_of)),
                cites(note.sources, () if note.sources else layer.sources) or cited,
                facts={"note": note.text},
            )
            for i, note in enumerate(layer.notes, start=1)
            if about is None or not note.about or about & set(note.about)
        ]
    return Section(key="method", title="How it was measured", statements=tuple(statements))


def parameters(units: Universe, tolerance: Decimal) -> dict[str, Json]:
    """What every result carries: basis, weight, date, method, tolerance."""
    return {
        "basis": str(units.basis),
        "weight": units.weight,
        "as_of": units.as_of,
        "method": units.method,
        "tolerance": tolerance,
    }


def pairs_table(found: Comparison, pairs: Iterable[Pair], names: Names) -> Table:
    """Pairs of bodies with both shares, Jaccard and relation."""
    a, b = LABELS[found.a.tier][0], LABELS[found.b.tier][0]
    cited = cites_of(found)
    return Table(
        columns=(
            ("a", "Code"),
            ("a_name", _sentence(a, end="")),
            ("b", "Code"),
            ("b_name", _sentence(b, end="")),
            ("relation", "Relation"),
            ("share_of_a", "Of first"),
            ("share_of_b", "Of second"),
            ("jaccard", "Jaccard"),
            ("weight", _sentence(UNITS[found.universe.weight][1], end="")),
        ),
        rows=tuple(
            Row(
                cells=(
                    names.code(p.a),
                    names.name(p.a, found.a.as_of),
                    names.code(p.b),
                    names.name(p.b, found.b.as_of),
                    str(p.alignment),
                    share(p.share_a),
                    share(p.share_b),
                    share(p.jaccard),
                    p.weight,
                ),
                cites=cited,
            )
            for p in pairs
        ),
        caption=f"Pairs with something in common; basis {found.universe.basis}, weight {found.universe.weight}, "
        f"{found.a.as_of}, tolerance {percent(found.tolerance)}",
    )


def share(value: Decimal | None) -> Share | None:
    """A share as a cell of a table."""
    return None if value is None else Share(value)


def amount(weight: Decimal, unit: str) -> str:
    """A weight with its unit.

    >>> amount(Decimal(1), "areas"), amount(Decimal("186018"), "people")
    ('1 LSOA', '186,018 residents')
    """
    if unit == "postcodes":
        return f"{percent(weight)} of a PCT's postcodes"
    return counted(int(weight), *UNITS[unit])


def unknown(layer: Layer, names: Names, *, only: Set[str] | None = None) -> list[Statement]:
    """The bodies of a layer (or only some of them) whose extent no source gives."""
    found = [one for one in layer.unknown if only is None or one in only]
    if not found:
        return []
    told = ", ".join(names.full(one, layer.as_of) for one in found)
    return [
        said(
            f"unknown-{layer.tier}",
            f"Not compared, because no source here gives their extent: {told}.",
            cites(layer.sources),
            facts={"unknown": found},
            gap=True,
        )
    ]


def _sentence(text: str, *, end: str = ".") -> str:
    return text[:1].upper() + text[1:] + end
