"""The name index: one line a body and name, for finding bodies without asking the graph.

Columns: rank of the class (CCGs first), code, ONS code, local id, class, name, first and last day of the name, first
and last day of the body. Sorted by rank, then code, then start of the name.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from nhsgraph import conflict_facts
from nhsgraph.dataset import Dataset
from nhsgraph.documents import named_bodies
from nhsgraph.facts import IdentifierAssignment, NameAssignment, Organisation

#: Classes in the order in which a name is looked for.
RANKS = (
    "CCG",
    "STP",
    "RegionalTeam",
    "LocalTeam",
    "AreaTeam",
    "LocalAuthority",
    "PrimaryCareTrust",
    "StrategicHealthAuthority",
    "GPPractice",
    "ProviderOrganisation",
    "CommissioningHub",
    "NHSTrust",
    "Company",
)


def name_index(dataset: Dataset) -> str:
    """The text of the index."""
    names: dict[str, list[NameAssignment]] = defaultdict(list)
    for fact in dataset.facts[NameAssignment]:
        if isinstance(fact, NameAssignment):
            names[fact.body].append(fact)
    ons: dict[str, str] = {}
    for fact in dataset.facts[IdentifierAssignment]:
        if isinstance(fact, IdentifierAssignment) and fact.scheme == "gss":
            ons[fact.body] = f"{ons[fact.body]} {fact.code}" if fact.body in ons else fact.code
    lines = []
    for fact in dataset.facts[Organisation]:
        if not isinstance(fact, Organisation):
            continue
        codes = " ".join(dict.fromkeys([*fact.gss.split(), *ons.get(fact.id, "").split()]))
        rank = RANKS.index(fact.kind) if fact.kind in RANKS else len(RANKS)
        found: list[NameAssignment | None] = [*sorted(names[fact.id], key=lambda n: n.valid_from or date.min)]
        for name in found or [None]:
            lines.append(
                (
                    f"{rank:02d}",
                    fact.ods,
                    codes,
                    fact.id,
                    fact.kind,
                    name.name if name else "",
                    _day(name.valid_from if name else None),
                    _day(name.valid_to if name else None),
                    _day(fact.valid_from),
                    _day(fact.valid_to),
                )
            )
    for body, kind, label in named_bodies(dataset.facts):
        lines.append((f"{len(RANKS):02d}", "", "", body, kind, label, "", "", "", ""))
    for body, kind, label in conflict_facts.named(dataset.facts):
        rank = RANKS.index(kind) if kind in RANKS else len(RANKS)
        lines.append((f"{rank:02d}", "", "", body, kind, label, "", "", "", ""))
    return "".join("\t".join(line) + "\n" for line in sorted(lines))


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
