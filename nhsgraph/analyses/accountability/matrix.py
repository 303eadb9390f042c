"""The matrix: five roles by function, for one level or for the possible levels side by side."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from nhsgraph.analyses.accountability.area import Area
from nhsgraph.analyses.accountability.policy import NOBODY, ROLES, Cell, Policy
from nhsgraph.analyses.explanation import Cite, Row, Table
from nhsgraph.analyses.wording import listed
from nhsgraph.period import Holds
from nhsgraph.values import dataclass

#: What a function can be without a holder: nobody has it in law, or the sources have ended.
HELD, NOBODY_HOLDS, SOURCES_END, MISSING = "held", "nobody", "sources-end", "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Who has a role in a function at a level on a date; without cells nobody is documented."""

    function: str
    level: str
    role: str
    cells: tuple[Cell, ...]
    ended: date | None = None  # from when the sources do not say

    def shown(self, policy: Policy, area: Area | None, *, mark: bool = True) -> str:
        """The entry in words, by name in an area, else by kind; a dash where nothing is documented.

        ``mark`` says of each holder whether its place is unverified.
        """
        if not self.cells:
            return "–"
        names = list(dict.fromkeys(_name(cell, policy, area, mark) for cell in self.cells))
        return listed(names) + (f" (sources end before {self.ended})" if self.ended else "")


def entries(policy: Policy, level: str, day: date, function: str = "") -> Iterator[Entry]:
    """Every role of every function (or of one) that exists at a level on a day, in order."""
    for name in [function] if function else policy.functions_at(level, day):
        cells = list(policy.cells_at(level, day, name))
        for role in ROLES:
            own = tuple(cell for cell in cells if cell.role == role)
            known = [cell for cell in own if cell.on(day) is Holds.YES]
            ended = None if known or not own else min(c.known for c in own if c.known)
            yield Entry(function=name, level=level, role=role, cells=tuple(known) or own, ended=ended)


def completeness(policy: Policy, level: str, day: date) -> dict[str, str]:
    """For each function: whether it has a holder, nobody holds it (a gap), or the sources have ended."""
    found = {}
    for entry in entries(policy, level, day):
        if entry.role == "holds":
            holders = {cell.holder for cell in entry.cells}
            if not holders:
                found[entry.function] = MISSING
            elif entry.ended is not None:
                found[entry.function] = SOURCES_END
            else:
                found[entry.function] = NOBODY_HOLDS if holders == {NOBODY} else HELD
    return found


def table(policy: Policy, area: Area, function: str = "") -> Table:
    """The matrix of an area: a row a function where the level is known, else a row a role with the levels beside it."""
    return _of_level(policy, area, function) if area.known else _side_by_side(policy, area, function)


def _of_level(policy: Policy, area: Area, function: str) -> Table:
    by_function: dict[str, list[Entry]] = {}
    for entry in entries(policy, area.levels[0], area.as_of, function):
        by_function.setdefault(entry.function, []).append(entry)
    rows = tuple(
        Row(
            cells=(
                name,
                policy.functions[name].label,
                *(entry.shown(policy, None) for entry in found),
            ),
            cites=_cites([cell for entry in found for cell in entry.cells]),
        )
        for name, found in by_function.items()
    )
    columns = (("code", "Code"), ("function", "Function"), *((role, role.capitalize()) for role in ROLES))
    level = {"none": "before there were levels"}.get(area.levels[0], f"level: {area.levels[0]}")
    return Table(
        columns=columns,
        rows=rows,
        caption=f"Who has which role on {area.as_of}, {level}; a dash: not documented",
    )


def _side_by_side(policy: Policy, area: Area, function: str) -> Table:
    rows = []
    at = [list(entries(policy, level, area.as_of, function)) for level in area.levels]
    for found in zip(*at, strict=True):
        shown = [entry.shown(policy, None) for entry in found]
        if set(shown) == {"–"}:
            continue
        code = found[0].function
        cites = _cites([cell for entry in found for cell in entry.cells])
        rows.append(Row(cells=(code, policy.functions[code].label, found[0].role, *shown), cites=cites))
    columns = (
        ("code", "Code"),
        ("function", "Function"),
        ("role", "Role"),
        *((level, level.replace("-", " ").capitalize()) for level in area.levels),
    )
    return Table(
        columns=columns,
        rows=tuple(rows),
        caption=f"Who has which role on {area.as_of}, at each level; a dash: not documented",
    )


def _name(cell: Cell, policy: Policy, area: Area | None, mark: bool) -> str:
    if cell.holder == NOBODY:
        label = "nobody"
    elif area is None:
        label = policy.roles[cell.holder].label
    else:
        label = area.actor(policy, cell.holder).label
    if cell.behalf:
        label += f" for {policy.roles[cell.behalf].label}"
    label += f" ({cell.scope})" if cell.scope else ""
    return label + (" (unverified)" if mark and cell.grade == "unverified" else "")


def _cites(cells: list[Cell]) -> tuple[Cite, ...]:
    return tuple(dict.fromkeys(cite for cell in cells for cite in cell.cites))
