"""Rows of the snapshot in words, each with its sources."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from nhsgraph.analyses.conflicts.paths import Step
from nhsgraph.analyses.conflicts.scan import Choice, Link, SeatRow
from nhsgraph.analyses.explanation import Cite
from nhsgraph.analyses.wording import last_day, percent, pounds
from nhsgraph.edges import Snapshot

_POSTS = {"partner": "was a partner in", "director": "was a director of", "employee": "worked for",
          "office-holder": "held an office in"}  # fmt: skip
_ACTS = {"budget": "budget", "merger": "merger of practices", "monitoring": "review", "new-practice": "new practice",
         "sanction": "breach notice or termination", "scheme": "scheme", "strategy": "strategy"}  # fmt: skip


class Words:
    """Sentences about the rows of one snapshot."""

    def __init__(self, edges: Snapshot) -> None:
        self.edges = edges

    def name(self, number: int) -> str:
        """The name of whoever a number stands for, else its local id."""
        id_ = self.edges.texts[number]
        return self.edges.labels.get(id_, id_)

    def cites(self, table: str, row: int) -> tuple[Cite, ...]:
        """The sources of a row; the place is in the first."""
        names = str(self.edges.value(table, row, "sources")).split(" ")
        record = str(self.edges.value(table, row, "record"))
        return tuple(Cite(source=n, record=record if i == 0 else "") for i, n in enumerate(names))

    def seat(self, seat: SeatRow) -> Step:
        """A seat on a committee."""
        value = self.edges.value
        role = value("committee_members", seat.row, "role")
        vote = "with a vote" if seat.voting else "without a vote"
        return Step(
            text=f"{self.name(seat.person)} sat on {self.name(seat.committee)} as {role}, {vote}, "
            + self._period("committee_members", seat.row)
            + ".",
            cites=self.cites("committee_members", seat.row),
        )

    def link(self, link: Link) -> Step:
        """One step of an interest."""
        whose, what = self.name(link.source), self.name(link.target)
        period = self._period(link.table, link.row)
        if link.table == "posts":
            text = f"{whose} {_POSTS[link.kind]} {what} {period}."
        elif link.table == "shareholdings":
            nominee = bool(self.edges["shareholdings"]["nominee"][link.row])
            holder = (
                f" through a nominee, {self.name(self.edges['shareholdings']['holder'][link.row])},"
                if nominee
                else ""
            )
            text = f"{whose} held{holder} {self._share(link.row)} of {what} {period}."
        elif link.table == "federation_members":
            text = f"{whose} was a member of {what} {period}; that is not to own its company."
        elif link.table == "parties":
            text = f"{what} was the provider arm of {whose}."
        else:
            kind = link.kind.replace("-", " ")
            tie = self.edges.value("interests", link.row, "close_tie")
            on = self.edges.value("interests", link.row, "declared_on")
            text = f"{whose} declared " if on else f"{whose} had "
            text += (
                f"an interest in {what} ({kind}{', of a ' + tie if tie else ''})"
                + (f" on {on}" if on else "")
                + f"; it held {period}."
            )
        return Step(text=text, cites=self.cites(link.table, link.row))

    def choice(self, choice: Choice) -> Step:
        """A decision."""
        value, table, row = self.edges.value, choice.table, choice.row
        money, day = value(table, row, "pounds"), value(table, row, "decided_on")
        when = f"on {day}" if day else "on a day that is not stated"
        by = (
            f"; {self.name(choice.body)} decided"
            if choice.body
            else "; which body decided is not stated in the source"
        )
        if table == "awards":
            status = str(value(table, row, "status")).replace("-", " ")
            procedure = str(value(table, row, "procedure")).replace("-", " ")
            text = f"{self.name(choice.commissioner)} gave “{value(table, row, 'contract')}” to {self.name(choice.about[0])} {when}"
            if status == "intended":
                text = text.replace(" gave ", " meant to give ")
            text += f" (procedure: {procedure}; {pounds(money) if money is not None else 'value not stated'}){by}."
        else:
            about = [self.name(one) for one in choice.about]
            text = f"{self.name(choice.commissioner)} took a decision on “{value(table, row, 'subject')}” ({_ACTS[choice.act]}) {when}"
            text += (
                f", about {' and '.join(about)}{by}."
                if about
                else f", about every member practice alike{by}."
            )
        return Step(text=text, cites=self.cites(table, row))

    def membership(self, practice: int, commissioner: int, row: int) -> Step:
        """A practice as a member of a commissioner."""
        return Step(
            text=f"{self.name(practice)} was a member of {self.name(commissioner)} {self._period('members', row)}.",
            cites=self.cites("members", row),
        )

    def row(self, table: str, row: int) -> Step:
        """Any other row that a hit rests on."""
        value, edges = self.edges.value, self.edges
        cites = self.cites(table, row)
        rests_on = tuple(cite.source for cite in cites)
        if table == "levels":
            level = str(value(table, row, "level")).replace("-", " ")
            begins = value(table, row, "valid_from")
            since = f"from {begins}" if begins else "from a day that is not stated"
            text = f"{self.name(edges[table]['ccg'][row])} was at {level} level {since}, and manages the contracts of practices that are its members."
            cites = (*cites, Cite(source="doc-S4", record="S4-60"), Cite(source="doc-S0", record="S0-69"))
        elif table == "payments":
            text = (
                f"{self.name(edges[table]['ccg'][row])} paid {value(table, row, 'payee_name')} {pounds(value(table, row, 'pounds'))} in "
                f"{value(table, row, 'year')}, in invoices over £25,000. Who owns it is not known here; a name proves nothing."
            )
        elif table == "relations":
            share = f"{value(table, row, 'counted')} of {value(table, row, 'total')}"
            claims = str(value(table, row, "claims"))
            text = f"{self.name(edges[table]['subject'][row])} was owned and run by the member practices of {self.name(edges[table]['object'][row])}, {share} of them; shares are not stated."
            cites = tuple(
                Cite(source=c.source, record=claims if i == 0 else c.record) for i, c in enumerate(cites)
            )
        elif table == "leads":
            text = f"The lead of {self.name(edges[table]['partnership'][row])} in the list of {value(table, row, 'as_of')} was by post {value(table, row, 'post') or 'not stated'} of {self.name(edges[table]['employer'][row])}."
        elif table == "partners":
            text = f"{value(table, row, 'name')} is in the list of partners of {self.name(edges[table]['partnership'][row])} of {value(table, row, 'as_of')}."
        elif table == "allocations":
            role = {"holds": "holds", "assures": "assures"}[value(table, row, "role")]
            holder = "NHS England" if value(table, row, "holder") == "nhse" else value(table, row, "holder")
            text = f"{holder} {role} {value(table, row, 'function')} at level “{value(table, row, 'level')}”."
        elif table == "documents":
            text = f"{value(table, row, 'label')}: {value(table, row, 'interest')}"
        elif table == "stated_inputs":
            text = f"A source states the {value(table, row, 'part')}: {str(value(table, row, 'code')).replace('-', ' ')}."
        else:
            dated = f", {self._period(table, row)}" if value(table, row, "valid_from") else ""
            text = f"Safeguard on record: {str(value(table, row, 'kind')).replace('-', ' ')}{dated}."
        return Step(text=text, cites=cites, rests_on=rests_on)

    def _share(self, row: int) -> str:
        value = self.edges.value
        exact = value("shareholdings", row, "share")
        if exact is not None:
            return percent(exact)
        low, high = (
            value("shareholdings", row, "share_at_least"),
            value("shareholdings", row, "share_at_most"),
        )
        if low is None and high is None:
            return "a share that is not known"
        return f"from {percent(low or Decimal(0))} to {percent(high if high is not None else Decimal(1))}"

    def _period(self, table: str, row: int) -> str:
        begins: date | None = self.edges.value(table, row, "valid_from")
        ends: date | None = self.edges.value(table, row, "valid_to")
        text = f"from {begins}" if begins else "from a day that is not known"
        return text + (f" to {last_day(ends)}" if ends else "")
