"""Rows of the snapshot in words, each with its sources."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from nhsgraph.analyses.conflicts.paths import Step, Walk
from nhsgraph.analyses.conflicts.scan import Choice, Link, SeatRow
from nhsgraph.analyses.explanation import Cite
from nhsgraph.analyses.wording import last_day, percent, pounds
from nhsgraph.edges import Snapshot

_POSTS = {"partner": "was a partner in", "director": "was a director of", "employee": "worked for",
          "office-holder": "held an office in"}  # fmt: skip
_ACTS = {"budget": "budget", "merger": "merger of practices", "monitoring": "review", "new-practice": "new practice",
         "sanction": "breach notice or termination", "scheme": "scheme", "strategy": "strategy"}  # fmt: skip
#: Tables of links: what a step is called, and its relation in a picture (empty: that of its kind of post).
_LINKS = {"posts": ("post", ""), "shareholdings": ("share", "held a share of"), "federation_members": ("membership", "member of"),
          "parties": ("provider arm", "has the provider arm"), "interests": ("interest", "had an interest in")}  # fmt: skip
#: Rows with a period of their own, and rows of lists of one day.
_DATED, _LISTED = {"levels", "safeguards"}, {"leads", "partners"}


class Words:
    """Sentences about the rows of one snapshot, with the names of a day, else the latest ones."""

    def __init__(self, edges: Snapshot, day: date | None = None) -> None:
        self.edges = edges
        self._renamed = edges.renamed(day) if day is not None else {}

    def name(self, number: int) -> str:
        """The name of whoever a number stands for, else its local id."""
        return self.edges.texts[self._renamed.get(number) or self.edges.label_of.get(number, number)]

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
            kind="seat",
            walks=(self._walk(seat.person, "sat on", seat.committee),),
            begins=value("committee_members", seat.row, "valid_from"),
            ends=value("committee_members", seat.row, "valid_to"),
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
        kind, verb = _LINKS[link.table]
        return Step(
            text=text,
            cites=self.cites(link.table, link.row),
            kind=kind,
            walks=(self._walk(link.source, verb or _POSTS[link.kind].removeprefix("was a "), link.target),),
            begins=self.edges.value(link.table, link.row, "valid_from"),
            ends=self.edges.value(link.table, link.row, "valid_to"),
        )

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
        texts = self.edges.texts
        id_, name = texts[choice.id], str(value(table, row, "contract" if table == "awards" else "subject"))
        gave = "took" if table != "awards" else "meant to give" if " meant to give " in text else "gave"
        walks = [
            Walk(
                subject=texts[who],
                subject_name=self.name(who),
                verb=verb,
                object=id_,
                object_name=name,
                aside=aside,
            )
            for who, verb, aside in (
                (choice.body, "decided on", False),
                (choice.commissioner, gave, bool(choice.body)),
            )
            if who
        ]
        walks += [
            Walk(subject=id_, subject_name=name, verb="for" if table == "awards" else "about",
                 object=texts[one], object_name=self.name(one))
            for one in choice.about
        ]  # fmt: skip
        return Step(
            text=text,
            cites=self.cites(table, row),
            kind="decision",
            walks=tuple(walks),
            begins=day,
            ends=day + timedelta(days=1) if day else None,
        )

    def membership(self, practice: int, commissioner: int, row: int) -> Step:
        """A practice as a member of a commissioner."""
        return Step(
            text=f"{self.name(practice)} was a member of {self.name(commissioner)} {self._period('members', row)}.",
            cites=self.cites("members", row),
            kind="membership",
            walks=(self._walk(practice, "member of", commissioner),),
            begins=self.edges.value("members", row, "valid_from"),
            ends=self.edges.value("members", row, "valid_to"),
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
        kind, begins, ends = table.replace("_", " ").removesuffix("s"), None, None
        if table in _DATED:
            begins, ends = value(table, row, "valid_from"), value(table, row, "valid_to")
        elif table == "payments":
            year = int(value(table, row, "year")[:4])
            begins, ends = date(year, 4, 1), date(year + 1, 4, 1)
        elif table in _LISTED and (begins := value(table, row, "as_of")):
            ends = begins + timedelta(days=1)
        return Step(
            text=text,
            cites=cites,
            rests_on=rests_on,
            kind=kind,
            walks=self._row_walks(table, row),
            begins=begins,
            ends=ends,
        )

    def _row_walks(self, table: str, row: int) -> tuple[Walk, ...]:
        own, value = self.edges[table], self.edges.value
        if table == "relations":
            return (self._walk(own["object"][row], "members own", own["subject"][row]),)
        if table == "leads":
            return (self._walk(own["employer"][row], "employs the lead of", own["partnership"][row]),)
        if table == "payments":
            ccg, payee = own["ccg"][row], str(value(table, row, "payee_name"))
            return (
                Walk(subject=self.edges.texts[ccg], subject_name=self.name(ccg), verb="paid",
                     object=f"payee {payee}", object_name=payee),
            )  # fmt: skip
        if table == "partners":
            partnership, name = own["partnership"][row], str(value(table, row, "name"))
            return (
                Walk(subject=f"partner {name}", subject_name=name, verb="partner in",
                     object=self.edges.texts[partnership], object_name=self.name(partnership)),
            )  # fmt: skip
        return ()

    def _walk(self, subject: int, verb: str, object_: int) -> Walk:
        return Walk(
            subject=self.edges.texts[subject],
            subject_name=self.name(subject),
            verb=verb,
            object=self.edges.texts[object_],
            object_name=self.name(object_),
        )

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
