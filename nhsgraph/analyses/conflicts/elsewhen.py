"""Paths that do not hold on a date: how many hold on others, so that a bare “none” does not mislead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from nhsgraph.analyses.conflicts.paths import Conflict


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhen:
    """How many paths there are on other dates, and of how many more the sources give no date at all."""

    dated: int
    undated: int


def elsewhen(held: Iterable[Conflict], ever: Iterable[Conflict]) -> Elsewhen:
    """Counts the paths of all dates that are not among those of one."""
    here = {conflict.id for conflict in held}
    others = [conflict for conflict in ever if conflict.id not in here]
    dated = sum(_dated(conflict) for conflict in others)
    return Elsewhen(dated=dated, undated=len(others) - dated)


def _dated(conflict: Conflict) -> bool:
    return any(
        one.day or one.holds_from or one.holds_to or any(step.begins or step.ends for step in one.steps)
        for one in conflict.occasions
    )
