"""The bodies as reconciliation sees them: every name with its time, types by class and by tier."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import NamedNode

from nhsgraph import ids, names
from nhsgraph.graph import Graph
from nhsgraph.names import Name
from nhsgraph.period import Holds, holds, parse_date

#: Classes that can be asked for, with their names.
CLASSES = {
    "CCG": "clinical commissioning group",
    "GPPractice": "GP practice",
    "STP": "sustainability and transformation partnership",
    "RegionalTeam": "region of NHS England",
    "LocalTeam": "local office of NHS England",
    "AreaTeam": "area team of NHS England",
    "LocalAuthority": "local authority",
    "PrimaryCareTrust": "primary care trust",
    "StrategicHealthAuthority": "strategic health authority",
    "NHSTrust": "NHS trust",
    "ProviderOrganisation": "other provider",
    "CommissioningHub": "commissioning hub",
    "Company": "company",
}
#: Tiers (concepts of the scheme of footprint types) with their names, classes, and tiers of local government.
TIERS: Mapping[str, tuple[str, frozenset[str], frozenset[str]]] = {
    "footprint-practice": ("tier 1: practice", frozenset({"GPPractice"}), frozenset()),
    "footprint-ccg": ("tier 4: clinical commissioning group", frozenset({"CCG"}), frozenset()),
    "footprint-la-lower": (
        "tier 5: lower-tier authority", frozenset({"LocalAuthority"}), frozenset({"lower", "unitary"}),
    ),
    "footprint-la-upper": (
        "tier 6: upper-tier authority", frozenset({"LocalAuthority"}), frozenset({"upper", "unitary"}),
    ),
    "footprint-pct": ("tier 7: primary care trust", frozenset({"PrimaryCareTrust"}), frozenset()),
    "footprint-stp": ("tier 9: partnership", frozenset({"STP"}), frozenset()),
    "footprint-team": ("tier 10: area team or local office", frozenset({"AreaTeam", "LocalTeam"}), frozenset()),
}  # fmt: skip
#: Scores: a code, a name at its time, the same at another time.
_CODE, _NAME, _BEST_SIMILAR, _OTHER_TIME = 100.0, 98.0, 90.0, 30.0
_FROM = 60.0  # similar names below this are no candidates


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A body that a name may mean: its best line of the index, a score from 0 to 100, whether it held on the date."""

    name: Name
    score: float
    then: Holds
    exact: bool


class Register:
    """Matching on the name index of one graph."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    @cached_property
    def by_body(self) -> Mapping[str, tuple[Name, ...]]:
        """Every body with its names in order of time."""
        found: dict[str, list[Name]] = {}
        for name in self._graph.names:
            found.setdefault(name.body, []).append(name)
        return {body: tuple(lines) for body, lines in found.items()}

    @cached_property
    def _keys(self) -> Sequence[str]:
        return [names.key(name.name) for name in self._graph.names]

    @cached_property
    def _tiers(self) -> Mapping[str, str]:
        quads = self._graph.store.quads_for_pattern(None, NamedNode(ids.DEF + "tier"), None)
        return {
            q.subject.value.removeprefix(ids.ID): q.object.value.removeprefix(ids.DEF + "tier-")
            for q in quads
            if isinstance(q.subject, NamedNode) and isinstance(q.object, NamedNode)
        }

    def name(self, body: str, day: str = "") -> Name | None:
        """The line of a body for a date: the name that held, else the latest; ``None`` for an unknown body."""
        lines = self.by_body.get(body)
        if not lines:
            return None
        held = [line for line in lines if day and _held(line, day) is not Holds.NO]
        return (held or lines)[-1]

    def types(self, body: str) -> list[dict[str, str]]:
        """The class and the tiers of a body, as the protocol writes types."""
        kind = self.by_body[body][0].kind
        made = [{"id": kind, "name": CLASSES.get(kind, kind)}]
        tier = self._tiers.get(body, "")
        for identifier, (label, kinds, local) in TIERS.items():
            if kind in kinds and (not local or tier in local):
                made.append({"id": identifier, "name": label})
        return made

    def is_of(self, body: str, types: Iterable[str]) -> bool:
        """Whether a body has one of the types; with none wanted, every body has."""
        wanted = set(types)
        return not wanted or any(t["id"] in wanted for t in self.types(body))

    def candidates(self, text: str, types: Sequence[str], day: str, limit: int) -> list[Candidate]:
        """Bodies that a text may mean on a date (empty: on any), best first."""
        best: dict[str, Candidate] = {}
        for number, score, exact in self._scored(text):
            line = self._graph.names[number]
            then = _held(line, day) if day else Holds.YES
            found = Candidate(
                name=line,
                score=round(score - (_OTHER_TIME if then is Holds.NO else 0), 1),
                then=then,
                exact=exact,
            )
            if line.body not in best or found.score > best[line.body].score:
                best[line.body] = found
        ordered = sorted(best.values(), key=lambda c: (-c.score, c.name.rank, c.name.code, c.name.body))
        return [c for c in ordered if self.is_of(c.name.body, types)][:limit]

    def beginning(self, prefix: str, limit: int) -> list[Name]:
        """Bodies whose code or name begins like, or contains, a text."""
        return self._graph.find(prefix)[:limit] if prefix.strip() else []

    def _scored(self, text: str) -> Iterator[tuple[int, float, bool]]:
        code, wanted = text.strip().upper(), names.key(text)
        similar = list[int]()
        for number, (line, have) in enumerate(zip(self._graph.names, self._keys, strict=True)):
            if code and (line.code == code or code in line.gss.split() or line.body == text.strip()):
                yield number, _CODE, True
            elif wanted and have == wanted:
                yield number, _NAME, True
            else:
                similar.append(number)
        if wanted:
            from rapidfuzz import fuzz, process

            found = process.extract(
                wanted, {n: self._keys[n] for n in similar}, scorer=fuzz.ratio, score_cutoff=_FROM, limit=50
            )
            for _, score, number in found:
                yield number, score * _BEST_SIMILAR / 100, False


def _held(line: Name, day: str) -> Holds:
    """Whether a body had a name on a day; a year alone means any day of it."""
    first, last = (day, day) if len(day) > 4 else (f"{day}-01-01", f"{day}-12-31")
    begins = max(filter(None, (line.name_from, line.body_from)), default="")
    ends = min(filter(None, (line.name_to, line.body_to)), default="")
    if len(day) <= 4:
        return Holds.NO if (begins and begins > last) or (ends and ends <= first) else Holds.YES
    return holds(parse_date(day), parse_date(begins) if begins else None, parse_date(ends) if ends else None)
