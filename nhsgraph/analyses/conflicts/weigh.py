"""From facts to severity: which code of the table each input is, why, and which safeguards count."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property

from nhsgraph.analyses.conflicts import closure
from nhsgraph.analyses.conflicts.ground import Ground
from nhsgraph.analyses.conflicts.patterns.hits import Hit
from nhsgraph.analyses.conflicts.scan import Choice, Scan
from nhsgraph.analyses.conflicts.severity import Assessment, Points, Scheme
from nhsgraph.analyses.conflicts.timing import Timing
from nhsgraph.edges import NONE, SCALE
from nhsgraph.values import replace

#: The number of a row where a safeguard is read from several rows of a table together.
ALL = -1
_PROCEDURES = {"single-provider": "award-without-competition", "competitive-tender": "competed-award",
               "any-qualified-provider": "competed-award"}  # fmt: skip
Row = tuple[str, int]


class Weigher:
    """Weighs hits of one scan by one scheme."""

    def __init__(self, scan: Scan, scheme: Scheme) -> None:
        self.scan = scan
        self.scheme = scheme
        self.ground = Ground(scan)

    @cached_property
    def _stated(self) -> dict[int, list[tuple[int, str, str]]]:
        texts, found = self.scan.edges.texts, dict[int, list[tuple[int, str, str]]]()
        for row, (about, part, code) in enumerate(
            self.scan.edges["stated_inputs"].zip("about", "part", "code")
        ):
            found.setdefault(about, []).append((row, texts[part], texts[code]))
        return found

    def stated(self, hit: Hit) -> list[tuple[int, str, str]]:
        """Inputs that a source states of the decision: row, part and code."""
        return self._stated.get(hit.choice.id, []) if hit.choice else []

    def weigh(self, hit: Hit, *, with_stated: bool = True) -> tuple[Assessment, Mapping[str, Row]]:
        """The severity of a hit, and the safeguards on record with the row that each is read from.

        Without ``with_stated``: from the facts alone, leaving out what a source states of single inputs and the
        safeguards of the same source.
        """
        parts = {
            "interest": self._interest(hit),
            "act": self._act(hit),
            "value": self._value(hit),
            "breadth": self._breadth(hit),
            "proximity": self._proximity(hit),
        }
        apart: set[int] = set()
        for row, part, code in self.stated(hit):
            if with_stated:
                parts[part] = self.scheme.component(part, code)
            else:
                apart.add(self.scan.edges["stated_inputs"]["sources"][row])
        found = self._safeguards(hit, apart)
        return self.scheme.assess(parts.values(), found), found

    def _interest(self, hit: Hit) -> Points:
        if hit.timing in {Timing.ENDED_BEFORE, Timing.JOINED_AFTER}:
            return self.scheme.component("interest", "past-or-later")
        points = self.scheme.component("interest", hit.interest)
        if hit.timing is Timing.UNKNOWN:
            low = min(points.low, self.scheme.component("interest", "unknown").low)
            return Points(part="interest", code=points.code, low=low, high=points.high, about=points.about)
        return points

    def _act(self, hit: Hit) -> Points:
        if hit.act or hit.choice is None:
            return self.scheme.component("act", hit.act or "unknown")
        if hit.choice.table != "awards":
            return self.scheme.component("act", hit.choice.act)
        procedure = self.scan.edges.value("awards", hit.choice.row, "procedure")
        return self.scheme.component("act", _PROCEDURES.get(procedure, "award"))

    def _value(self, hit: Hit) -> Points:
        if hit.choice is not None and hit.choice.act == "sanction":
            return self.scheme.component("value", "core-contract")
        row: Row | None = (hit.choice.table, hit.choice.row) if hit.choice else None
        row = row or next((r for r in hit.rows if r[0] == "payments"), None)
        amount = self.scan.edges[row[0]]["pounds"][row[1]] if row else NONE
        if amount == NONE:
            return self.scheme.component("value", "unknown")
        return self.scheme.component("value", "pounds", Decimal(amount) / SCALE)

    def _breadth(self, hit: Hit) -> Points:
        shares = self._shares(hit)
        if shares is None:
            return self.scheme.component("breadth", "unknown")
        low, high = (self.scheme.component("breadth", "share", share) for share in shares)
        return replace(high, low=low.low)

    def breadth(self, hit: Hit) -> Decimal | None:
        """The share of the commissioner's member practices that have the interest; ``None`` where that is not known."""
        shares = self._shares(hit)
        return shares[0] if shares is not None and shares[0] == shares[1] else None

    def _shares(self, hit: Hit) -> tuple[Decimal, Decimal] | None:
        """The share that certainly has the interest, and the share that possibly has it."""
        if any(table == "relations" for table, _ in hit.rows) or (
            hit.pattern == "C-02" and hit.choice is None
        ):
            return Decimal(1), Decimal(1)
        choice = hit.choice
        if (
            choice is None
            or not choice.day
            or not (members := self.scan.members_on(choice.commissioner, choice.day))
        ):
            return None
        sure, possible = self._interested_members(hit, choice, members)
        return Decimal(len(sure)) / len(members), Decimal(len(sure | possible)) / len(members)

    def _interested_members(self, hit: Hit, choice: Choice, members: set[int]) -> tuple[set[int], set[int]]:
        """The members that certainly have the interest, and those of which a date or an owner is not known."""
        if hit.pattern in {"C-05", "C-07"} and not choice.about:
            return members, set()
        if hit.pattern == "C-02":
            return members & set(choice.about), set()
        sure: set[int] = set()
        possible: set[int] = set()
        for path in hit.paths:
            own = possible if path.span.open else sure
            own |= {path.holder, *(step.target for step in path.links)}
        for provider in choice.about if hit.pattern != "C-06" else ():
            for practice, paths in closure.owning_practices(self.scan, provider).items():
                held = [path.span.open for path in paths if path.span.covers(choice.day)]
                if held:
                    (possible if all(held) else sure).add(practice)
        return members & sure, members & possible

    def _proximity(self, hit: Hit) -> Points:
        choice = hit.choice
        if hit.proximity or choice is None:
            return self.scheme.component("proximity", hit.proximity or "unknown")
        if not choice.body or not self.scan.seats_of.get(choice.body):
            return self.scheme.component("proximity", "unknown")
        interested = len(self.ground.interested(choice))
        votes = len(self.ground.voters(choice.body, choice.day)) if choice.day else 0
        if not choice.day:
            return self.scheme.component("proximity", "unknown")
        code = "majority" if 2 * interested > votes else "minority" if interested else "constituents"
        return self.scheme.component("proximity", code)

    def _safeguards(self, hit: Hit, apart: set[int]) -> dict[str, Row]:
        choice = hit.choice
        if choice is None:
            return {}
        edges = self.scan.edges
        found: dict[str, Row] = {}
        for code, row in self.ground.recorded(choice):
            if edges["safeguards"]["sources"][row] not in apart:
                found.setdefault(code, ("safeguards", row))
        kept = self.ground.composition(choice)
        if kept is not None:
            for code, passed in kept.items():
                if passed:
                    found.setdefault(code, ("committee_members", ALL))
                else:
                    found.pop(code, None)  # what the seats contradict
        if (
            choice.table == "awards"
            and _PROCEDURES.get(edges.value("awards", choice.row, "procedure")) == "competed-award"
        ):
            found.setdefault("competition", ("awards", choice.row))
        people = frozenset({hit.actor}) if hit.seat is not None else frozenset(self.ground.interested(choice))
        if away := self.ground.absence(choice, people):
            found.setdefault(away, ("attendance", ALL))
        if hit.seat is not None:
            targets = {path.target for path in hit.paths}
            if (row_ := self.ground.declared(hit.actor, targets, choice.day)) is not None:
                found.setdefault("declaration", ("interests", row_))
        return found
