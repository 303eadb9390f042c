"""Severity: five components, a proximity that scales them, credits for safeguards on record, and bands.

The scheme is a table (``data/severity.csv``) that a user can replace: what each code is worth, from which number on, how
much the safeguards of one kind count for at most. An input that is not known is a range from low to high, never a point
in between. Halves round up. The sum is ``factor x (interest + act + value + breadth) x proximity / 4``; what is left after
credits is at least the floor's share of it, rounded up.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal, InvalidOperation
from pathlib import Path

from nhsgraph import resources
from nhsgraph.errors import SourceError
from nhsgraph.values import dataclass

PARTS = ("interest", "act", "value", "breadth", "proximity")
_COLUMNS = ["part", "code", "from", "low", "high", "group", "about"]
#: Codes that the patterns use, by part: a table without one of them cannot weigh every path.
_NEEDED = {
    "factor": {"sum"},
    "interest": {"owner", "director", "employee", "professional", "personal", "indirect", "past-or-later", "unknown"},
    "act": {"award-without-competition", "sanction", "competed-award", "merger", "new-practice", "scheme", "budget",
            "monitoring", "strategy", "award", "performance", "unknown"},
    "value": {"pounds", "core-contract", "unknown"},
    "breadth": {"share", "unknown"},
    "proximity": {"majority", "minority", "advise", "constituents", "unknown"},
    "credit": {"exclusion", "abstention", "competition", "lay-majority", "lay-chair"},
    "floor": {"share"},
    "cap": set(),
    "band": set(),
}  # fmt: skip


#: Codes of amounts: their rows say from which amount on they count, and the first is for everything from 0.
_AMOUNTS = (("value", "pounds"), ("breadth", "share"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """What one component or safeguard is worth, from low to high, and why."""

    part: str
    code: str
    low: Decimal
    high: Decimal
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """A severity: before and after safeguards, each a range whose ends are equal where everything is known."""

    inherent: tuple[int, int]
    residual: tuple[int, int]
    floor: tuple[int, int]  # what full safeguards would leave
    bands: tuple[str, str]
    components: tuple[Points, ...]
    credits: tuple[Points, ...]  # those that count, after alternatives; caps apply to their sum
    credited: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """A table of severities, ready to weigh."""

    points: Mapping[tuple[str, str], Points]
    steps: Mapping[tuple[str, str], tuple[tuple[Decimal, Points], ...]]  # those with a “from”, rising
    groups: Mapping[str, tuple[str, str]]  # safeguard to its group and its alternative in it
    bands: tuple[tuple[int, str], ...]

    def component(self, part: str, code: str, amount: Decimal | None = None) -> Points:
        """The worth of a code, or of an amount under it (``value pounds``, ``breadth share``)."""
        if amount is None:
            return self.points[part, code]
        return [points for least, points in self.steps[part, code] if least <= amount][-1]

    def assess(self, components: Iterable[Points], safeguards: Iterable[str] = ()) -> Assessment:
        """The severity of five components with the safeguards on record (their notations; unknown ones count 0)."""
        found = {points.part: points for points in components}
        ends = tuple(
            self._inherent({part: getattr(found[part], end) for part in PARTS}) for end in ("low", "high")
        )
        inherent = (ends[0], ends[1])
        counted = self._counted(safeguards)
        credited = self._capped((points.code, points.low) for points in counted)
        most = sum(
            (self.points["cap", group].low for group in {g for g, _ in self.groups.values()}), Decimal(0)
        )
        left = tuple(max(self._floor(value), value - credited) for value in inherent)
        return Assessment(
            inherent=inherent,
            residual=(left[0], left[1]),
            floor=(
                max(self._floor(ends[0]), ends[0] - int(most)),
                max(self._floor(ends[1]), ends[1] - int(most)),
            ),
            bands=(self.band(left[0]), self.band(left[1])),
            components=tuple(found[part] for part in PARTS),
            credits=counted,
            credited=credited,
        )

    def band(self, value: int) -> str:
        """The name of the band that a severity lies in."""
        return [name for least, name in self.bands if least <= value][-1]

    def least(self, band: str) -> int:
        """The lowest severity of a band; raises ``KeyError``."""
        return {name: least for least, name in self.bands}[band]

    def _inherent(self, worth: Mapping[str, Decimal]) -> int:
        total = sum((worth[part] for part in PARTS[:4]), Decimal(0))
        exact = self.points["factor", "sum"].low * total * worth["proximity"] / 4
        return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))

    def _floor(self, inherent: int) -> int:
        exact = self.points["floor", "share"].low * inherent
        return int(exact.quantize(Decimal(1), rounding=ROUND_CEILING))

    def _counted(self, safeguards: Iterable[str]) -> tuple[Points, ...]:
        best: dict[tuple[str, str], Points] = {}
        for code in sorted(set(safeguards)):
            if (group := self.groups.get(code)) is None:
                continue
            points = self.points["credit", code]
            if group not in best or points.low > best[group].low:
                best[group] = points
        return tuple(best[group] for group in sorted(best))

    def _capped(self, counted: Iterable[tuple[str, Decimal]]) -> int:
        sums: dict[str, Decimal] = {}
        for code, worth in counted:
            group = self.groups[code][0]
            sums[group] = sums.get(group, Decimal(0)) + worth
        return int(sum(min(total, self.points["cap", group].low) for group, total in sums.items()))


def load(path: Path | None = None) -> Scheme:
    """The scheme of a table, by default the packaged one.

    Raises :class:`~nhsgraph.errors.SourceError` for an unknown column, a cell that is no number, or a component, cap or
    band that is missing.
    """
    path = path or resources.data_dir() / "severity.csv"
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as e:
        raise SourceError(f"the table cannot be read ({e.strerror})", file=path.name) from None
    except UnicodeDecodeError as e:
        raise SourceError(f"byte {e.start} is not UTF-8", file=path.name, expected="UTF-8 text") from None
    points: dict[tuple[str, str], Points] = {}
    steps: dict[tuple[str, str], list[tuple[Decimal, Points]]] = {}
    groups: dict[str, tuple[str, str]] = {}
    bands: list[tuple[int, str]] = []
    for number, row in _rows(path, text):
        part, code = row["part"], row["code"]
        if part not in {*PARTS, *_NEEDED}:
            raise SourceError(
                f"unknown part “{part}”",
                file=path.name,
                row=number,
                column="part",
                expected=", ".join(_NEEDED),
            )
        if not row["from"] and (part, code) in points:
            raise SourceError(
                f"“{part},{code}” stands twice", file=path.name, row=number, column="code", expected="one row"
            )
        if part == "band":
            least = _number(path, number, "from", row["from"])
            if least != int(least):
                raise SourceError(
                    f"{least} is no whole number", file=path.name, row=number, column="from",
                    expected="the lowest severity of the band, such as 5",
                )  # fmt: skip
            bands.append((int(least), code))
            continue
        low, high = _number(path, number, "low", row["low"]), _number(path, number, "high", row["high"])
        if high < low:
            raise SourceError(f"{high} is less than low, {low}", file=path.name, row=number, column="high")
        made = Points(part=part, code=code, low=low, high=high, about=row["about"])
        if row["from"]:
            steps.setdefault((part, code), []).append((_number(path, number, "from", row["from"]), made))
        points[part, code] = made
        if part == "credit":
            group, _, other = row["group"].partition(":")
            groups[code] = (group, other or code)
    _check(path, points, groups, bands)
    for part, code in _AMOUNTS:
        if min((least for least, _ in steps.get((part, code), ())), default=None) != 0:
            raise SourceError(
                f"no row “{part},{code}” begins at 0",
                file=path.name,
                expected=f"the first of them as {part},{code},0 with its points",
            )
    return Scheme(
        points=points,
        steps={key: tuple(sorted(found, key=lambda s: s[0])) for key, found in steps.items()},
        groups=groups,
        bands=tuple(sorted(bands)),
    )


def _rows(path: Path, text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows under the header with their numbers, each with every cell."""
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        if next(rows, []) != _COLUMNS:
            raise SourceError(
                "the header is not as expected", file=path.name, row=1, expected=", ".join(_COLUMNS)
            )
        for number, cells in enumerate(rows, start=2):
            if len(cells) != len(_COLUMNS):
                raise SourceError(
                    f"{len(cells)} cells", file=path.name, row=number, expected=f"{len(_COLUMNS)} cells"
                )
            yield number, dict(zip(_COLUMNS, cells, strict=True))
    except csv.Error as e:
        raise SourceError(f"the row is not CSV ({e})", file=path.name, row=rows.line_num) from None


def _number(path: Path, row: int, column: str, text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or number < 0:
        raise SourceError(
            f"“{text}” is no number of points",
            file=path.name,
            row=row,
            column=column,
            expected="a number from 0",
        )
    return number


def _check(
    path: Path,
    points: Mapping[tuple[str, str], Points],
    groups: Mapping[str, tuple[str, str]],
    bands: Iterable[tuple[int, str]],
) -> None:
    for part, codes in _NEEDED.items():
        if missing := sorted(code for code in codes if (part, code) not in points):
            raise SourceError(
                f"the part “{part}” has no {', '.join(missing)}",
                file=path.name,
                expected=f"a row for each that begins with {part},{missing[0]}",
            )
    for group, _ in groups.values():
        if ("cap", group) not in points:
            raise SourceError(
                f"the group “{group}” has no cap", file=path.name, expected=f"a row cap,{group}"
            )
    if 0 not in {least for least, _ in bands}:
        raise SourceError("no band begins at 0", file=path.name, expected="bands that cover every severity")
