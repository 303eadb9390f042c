"""The reverse look-up as sections of cited statements: a section a supplier."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nhsgraph.analyses.conflicts.suppliers import Holding, Supplier
from nhsgraph.analyses.conflicts.tone import NEUTRAL_CITES
from nhsgraph.analyses.explanation import Section, Statement
from nhsgraph.analyses.wording import counted, last_day


def sections(found: Sequence[Supplier]) -> tuple[Section, ...]:
    """Who had an interest in each supplier and when; where nobody is in the data, that is not known."""
    return tuple(
        Section(key=one.id, title=f"Who had an interest in {one.name}", statements=tuple(_statements(one)))
        for one in found
    )


def _statements(one: Supplier) -> Iterator[Statement]:
    for number, step in enumerate((*one.stated, *one.payments), start=1):
        yield Statement(key=f"stated-{number}", text=step.text, cites=step.cites)
    for number, holding in enumerate(one.holdings, start=1):
        yield from _holding(holding, number)
    if not (one.stated or one.payments or one.holdings):
        text = "Who had an interest in it is not known: the data have no owner, officer or declaration."
        yield Statement(key="none", text=text, cites=NEUTRAL_CITES, gap=True)


def _holding(one: Holding, number: int) -> Iterator[Statement]:
    begins = f"from {one.begins}" if one.begins else "from a day that is not known"
    until = f" to {last_day(one.ends)}" if one.ends else ""
    sure = (
        "" if one.sure else "; a date or an owner on the way is not known, so that it is possible and no more"
    )
    steps = "" if len(one.steps) == 1 else f", in {counted(len(one.steps), 'step')}"
    seats = "; no seat in the data" if one.holder.startswith("person-") and not one.seats else ""
    yield Statement(
        key=f"holding-{number}",
        text=f"{one.name}: {begins}{until}{steps}{sure}{seats}.",
        cites=tuple(dict.fromkeys(cite for step in (*one.steps, *one.seats) for cite in step.cites)),
        facts={
            "holder": one.holder, "name": one.name, "from": one.begins, "to": one.ends, "sure": one.sure,
            "steps": [step.kind for step in one.steps], "seats": len(one.seats),
        },
    )  # fmt: skip
    for place, step in enumerate((*one.steps, *one.seats), start=1):
        yield Statement(key=f"holding-{number}-{place}", text=step.text, cites=step.cites, depth=1)
