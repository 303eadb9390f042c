"""Facts that one release cannot complete: :mod:`nhsgraph.compile` joins them with other releases.

They never reach a table themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nhsgraph.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias(Fact):
    """Another handle of a body, true on any day: ``handle`` stands for ``body`` wherever a release uses it.

    A handle is a local id made of the issuer's other code (``stp-E54000019`` for ``stp-QGH``), or, for
    lists that give only names, ``<what>-named:<name>``.
    """

    handle: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LsoaPlacements(Fact):
    """The CCG and the district in which a release places every lower-layer super output area.

    One fact for all of them, as columns of equal length in the order of the file, whose first row is row 2.
    """

    year: int
    lsoas: Sequence[str]
    ccgs: Sequence[str]
    districts: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LsoaPopulations(Fact):
    """Residents of every lower-layer super output area, by code."""

    people: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class UpperTier(Fact):
    """The upper-tier authority of a district; the same one for a unitary authority."""

    district: str
    upper: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DistrictName(Fact):
    """The name that a release gives a district."""

    year: int
    district: str
    name: str
