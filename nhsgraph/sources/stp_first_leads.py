"""The first leads of STPs in 2016 as the press and NHS England printed them; one row an STP.

Not every STP has a row. STPs stand by name: the compiler finds them among the footprints of March 2016, and
``same_body`` in the lookups gives those that are printed otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator

from nhsgraph.catalogue import Source
from nhsgraph.errors import BadDate
from nhsgraph.facts import Fact, PartnershipLead
from nhsgraph.ids import opaque_id
from nhsgraph.period import parse_date
from nhsgraph.sources.aliases import from_lookups
from nhsgraph.sources.delimited import records

_LAYOUT = {
    "stp": "stp_name_as_printed",
    "name": "leader",
    "post": "post",
    "employer": "organisation",
    "as_of": "as_of",
    "printed_in": "source",
}


def read(data: bytes, source: Source) -> Iterator[Fact]:
    """The lead of every row, in file order; a month or year stands as its first day, with a note."""
    yield from from_lookups(source)
    for row in records(data, source, _LAYOUT):
        printed = row.text("stp")
        try:
            as_of = parse_date(row.text("as_of"))
        except BadDate:
            raise row.error(
                "as_of", f"“{row['as_of']}” is not a date", "YYYY, YYYY-MM or YYYY-MM-DD"
            ) from None
        notes = [] if row["name"] else ["The list names nobody."]
        if (parts := row["as_of"].count("-")) < 2:
            notes.append(f"Dated to the {('year', 'month')[parts]} {row['as_of']}.")
        yield PartnershipLead(
            partnership=f"stp-named:{printed}",
            as_of=as_of,
            person=opaque_id("person", row["name"], printed, source.id) if row["name"] else "",
            name=row["name"],
            post=row["post"],
            employer_name=row["employer"],
            printed_in=row.text("printed_in"),
            note=" ".join(notes),
            sources=(source.id,),
            record=row.place,
        )
