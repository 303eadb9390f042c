"""The section “Member practices”: how many, of which kind, with how many patients, and what changed that year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from nhsgraph.analyses.explain.context import Context, cites, names_on
from nhsgraph.analyses.explanation import Cite, Pounds, Row, Section, Statement, Table
from nhsgraph.analyses.wording import counted, last_day, listed, number
from nhsgraph.period import Holds, financial_year
from nhsgraph.values import dataclass
from nhsgraph.views import Fields

#: The first release that gives the status of a practice (source ods-epraccur-2015-11).
FIRST_STATUSES = date(2015, 11, 27)

#: Contract types in the order in which they are told.
CONTRACTS = ("GMS", "PMS", "APMS", "unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """The members of a commissioner on a date; ``known`` is ``UNKNOWN`` past the end of the sources."""

    known: Holds
    known_until: date | None
    open: tuple[Fields, ...]
    dormant: tuple[Fields, ...]  # those of ``open`` whose latest recorded status is dormant
    status_cites: tuple[Cite, ...]
    year: str
    figures: dict[str, Fields]  # practice to its figures of the financial year
    joined: tuple[Fields, ...]
    left: tuple[Fields, ...]
    changes_until: date | None  # where the source ends before the year does

    @property
    def statuses_known(self) -> bool:
        """Whether a release of statuses is as old as the date."""
        return bool(self.status_cites)

    @property
    def active(self) -> int:
        """Open memberships without the dormant practices."""
        return len(self.open) - len(self.dormant)

    def total(self, column: str) -> tuple[Decimal, list[Fields]]:
        """The sum of a figure over the open members that have one, and the rows it was summed from."""
        rows = [
            f
            for m in self.open
            if (f := self.figures.get(m.code("practice"))) and f.number(column) is not None
        ]
        return sum((f.number(column) or Decimal(0) for f in rows), Decimal(0)), rows


def members(context: Context, rows: Sequence[Fields]) -> Members:
    """The members on the context's date, from the rows of the view ``members`` (all dates)."""
    as_of = context.as_of
    called = names_on(context.rows("member_names"), "practice", as_of)
    rows = [
        Fields({**row, "name": called.get(row.code("practice"), row["name"])}, row.sources) for row in rows
    ]
    year = financial_year(as_of)
    begins, ends = date(int(year[:4]), 4, 1), date(int(year[:4]) + 1, 4, 1)
    known_until = max((day for row in rows if (day := row.day("known"))), default=None)
    held = {row.code("practice") for row in rows if row.holds(as_of) is Holds.YES}
    open_rows = [row for row in rows if row.holds(as_of) is Holds.YES]
    statuses = latest_statuses(context.rows("member_statuses"), as_of)
    dormant = [
        row for row in open_rows if (s := statuses.get(row.code("practice"))) and s.code("status") == _DORMANT
    ]
    beyond = known_until is not None and as_of >= known_until
    return Members(
        known=Holds.UNKNOWN if beyond else Holds.YES,
        known_until=known_until,
        open=tuple(open_rows),
        dormant=tuple(dormant),
        status_cites=cites(s for p, s in statuses.items() if p in held),
        year=year,
        figures={
            r.code("practice"): r
            for r in context.reader.rows("member_years", body=context.body.iri, year=year)
        },
        joined=_changed(rows, "from", "to", (begins, ends), context.body.begins),
        left=_changed(rows, "to", "from", (begins, ends), context.body.ends),
        changes_until=known_until if known_until is not None and known_until < ends else None,
    )


def _changed(
    rows: Sequence[Fields], end: str, other: str, year: tuple[date, date], life: date | None
) -> tuple[Fields, ...]:
    """The memberships that began (or ended) in a year: not with the commissioner, and not to go on in another row."""
    goes_on = {(row.code("practice"), row.day(other)) for row in rows}
    return tuple(
        row
        for row in rows
        if (day := row.day(end)) is not None
        and year[0] <= day < year[1]
        and day != life
        and (row.code("practice"), day) not in goes_on
    )


_DORMANT = "practice-status-dormant"


def latest_statuses(rows: Sequence[Fields], as_of: date) -> dict[str, Fields]:
    """Practice to its status in the last release up to a date; nothing where no release is that old."""
    # In order of practice and date, so the last one that fits stays.
    return {row.code("practice"): row for row in rows if (on := row.day("on")) is not None and on <= as_of}


def section(context: Context, found: Members) -> Section:
    """Counts, contracts, list, changes of the year, and the table of the members."""
    return Section(
        key="members",
        title="Member practices",
        statements=tuple(_statements(context, found)),
        table=_table(found) if found.open else None,
    )


def _statements(context: Context, found: Members) -> Iterator[Statement]:
    if not found.open:
        yield _none(context, found)
        return
    count = len(found.open)
    text = f"{counted(count, 'practice')} had an open membership on {context.as_of}."
    if found.dormant:
        names = listed([f"{row.text('name')} ({row.text('code')})" for row in found.dormant])
        text += f" {number(found.active)} were active; dormant in the register: {names}."
    elif found.statuses_known:
        text += " None of them was dormant in the register."
    else:
        text += f" Which of them were dormant is not recorded: the releases with a status begin on {FIRST_STATUSES}."
    yield Statement(
        key="count",
        text=text,
        cites=(*cites(found.open), *found.status_cites),
        facts={
            "open_memberships": count,
            "active": found.active if found.statuses_known else None,
            "dormant": [row.text("code") for row in found.dormant],
        },
    )
    yield from _figures(found)
    yield from _changes(found)
    corrected = [row for row in found.open if row.text("correction")]
    if corrected:
        yield Statement(
            key="corrections",
            text="The release names another commissioner for "
            + listed([f"{row.text('name')} ({row.text('code')})" for row in corrected])
            + "; corrected, with the reason, in the lookups of the source.",
            cites=cites(corrected),
            facts={"corrections": [row.text("correction") for row in corrected]},
        )


def _none(context: Context, found: Members) -> Statement:
    if found.known is Holds.UNKNOWN and found.known_until is not None:
        text = f"Who its members were on {context.as_of} is not known: these sources end before {found.known_until}."
    else:
        text = f"No membership of a GP practice is on record for {context.as_of}."
    return Statement(
        key="count",
        text=text,
        cites=(Cite(source="ods-epcmem-2019-10"),),
        facts={"open_memberships": None, "known_until": found.known_until},
        gap=True,
    )


def _figures(found: Members) -> Iterator[Statement]:
    year = found.year.replace("-", "/")
    with_figures = [f for m in found.open if (f := found.figures.get(m.code("practice")))]
    if not with_figures:
        yield Statement(
            key="figures",
            text=f"Contract type, list size and payments in {year} are not known: the tables cover 2014/15 to 2018/19.",
            cites=(Cite(source="payments-gp-2014-15"), Cite(source="payments-gp-2018-19")),
            facts={"year": found.year, "contracts": None},
            gap=True,
        )
        return
    contracts = Counter(f.code("contract").removeprefix("contract-") for f in with_figures)
    told = listed(
        [f"{contracts[c]} {c if c != 'unknown' else 'of unknown type'}" for c in CONTRACTS if contracts[c]]
    )
    missing = len(found.open) - len(with_figures)
    without = f"; {counted(missing, 'open membership')} without figures" if missing else ""
    yield Statement(
        key="contracts",
        text=f"Contracts in {year}: {told}{without}.",
        cites=cites(with_figures),
        facts={"year": found.year, "contracts": dict(sorted(contracts.items())), "without_figures": missing},
    )
    patients, rows = found.total("registered")
    empty = sum(1 for row in rows if row.number("registered") == 0)
    with_list = len(rows) - empty
    zero = f"; {counted(empty, 'more has', 'more have')} a list of 0 in the source" if empty else ""
    yield Statement(
        key="patients",
        text=f"{number(patients)} patients were registered with {counted(with_list, 'of them', 'of them')} ({year}){zero}.",
        cites=cites(rows or with_figures),
        facts={"year": found.year, "registered": patients, "practices": with_list, "empty_lists": empty},
    )


def _changes(found: Members) -> Iterator[Statement]:
    year = found.year.replace("-", "/")
    if found.changes_until is not None:
        year += f", up to {last_day(found.changes_until)} where the source ends"
    for key, rows, verb in (("joined", found.joined, "Joined"), ("left", found.left, "Left")):
        if rows:
            days = [row.day("from") if key == "joined" else row.day("to") for row in rows]
            # A membership's end is the day after its last; people say the last day.
            spoken = [str(d) if key == "joined" else last_day(d) for d in days if d is not None]
            told = [
                f"{row.text('name')} ({row.text('code')}, {day})"
                for row, day in zip(rows, spoken, strict=True)
            ]
            yield Statement(
                key=key,
                text=f"{verb} in {year}: {listed(told)}.",
                cites=cites(rows),
                facts={
                    key: [
                        {"code": row.text("code"), "date": day} for row, day in zip(rows, days, strict=True)
                    ]
                },
            )
    if not found.joined and not found.left:
        yield Statement(
            key="changes",
            text=f"No practice joined or left in {year}.",
            cites=cites(found.open),
            facts={"joined": [], "left": []},
        )


def _table(found: Members) -> Table:
    dormant = {row.code("practice") for row in found.dormant}
    rows = []
    for member in found.open:
        figure = found.figures.get(member.code("practice"))
        paid = figure.number("payments") if figure else None
        rows.append(
            Row(
                cells=(
                    member.text("code"),
                    member.text("name") + (" (dormant)" if member.code("practice") in dormant else ""),
                    member.day("from"),
                    figure.code("contract").removeprefix("contract-") if figure else None,
                    figure.number("registered") if figure else None,
                    Pounds(paid) if paid is not None else None,
                ),
                cites=cites([member, *([figure] if figure else [])]),
            )
        )
    return Table(
        columns=(
            ("code", "Code"),
            ("name", "Practice"),
            ("joined", "Joined"),
            ("contract", "Contract"),
            ("registered", "Patients"),
            ("payments", "Paid"),
        ),
        rows=tuple(rows),
        caption="Members on the date"
        + (f"; contract, patients and payments of {found.year.replace('-', '/')}" if found.figures else ""),
    )
