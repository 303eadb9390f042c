"""ODS list of STPs with the lead of each, as one cell of text; one row an STP, of closed STPs too.

The texts are of mixed dates between 2016 and 2019. Person, post and employer are given where the text leaves
no doubt (:mod:`nhsgraph.sources.lead_texts`); the text is always kept.
"""

from __future__ import annotations

from collections.abc import Iterator

from nhsgraph.catalogue import Source
from nhsgraph.facts import Fact, PartnershipLead
from nhsgraph.ids import local_id, opaque_id
from nhsgraph.sources.delimited import lookup, records
from nhsgraph.sources.lead_texts import lead
from nhsgraph.sources.ods_stp_partners import status, stp_facts

_LAYOUT = {
    "stp": "ods_stp_code",
    "stp_gss": "ons_stp_code",
    "stp_name": "stp_name",
    "lead": "footprint_lead",
    "status": "status",
}
_NOBODY = "tbc"


def read(data: bytes, source: Source) -> Iterator[Fact]:
    """The lead of every STP, and its body and name, in file order."""
    endings = tuple(e["ending"] for e in lookup(source, "name_endings") or ())
    for row in records(data, source, _LAYOUT):
        stp = local_id("STP", row.code("stp", "an ODS code of an STP, SHA or local team"))
        _, as_of = status(row, "status")
        yield from stp_facts(row, source, as_of, endings)
        text = row.text("lead")
        found = lead(text)
        if text == _NOBODY:
            note = "The list names nobody."
        else:
            note = "" if found else "More than one person, or an office not told apart: see the text."
        yield PartnershipLead(
            partnership=stp,
            as_of=as_of,
            person=opaque_id("person", found.name, stp, source.id) if found else "",
            name=found.name if found else "",
            post=found.post if found else "",
            employer_name=found.employer if found else "",
            text=text,
            note=note,
            sources=(source.id,),
            record=row.place,
        )
