"""Make the lives of STPs from the look-ups that show them, and find who employs their leads.

An STP is known from the first day a release shows a CCG in it until the last such release stops speaking;
its merger ends it. A lead's employer is found where the list prints it as a list of partners prints a
partner of the same STP.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from nhsgraph.catalogue import Source
from nhsgraph.compile.names import same_name
from nhsgraph.facts import Fact, Organisation, Participation, Partner, PartnershipLead

_ARTICLE = re.compile(r"^(?:the|nhs) ")


def made(facts: list[Fact], _: Mapping[str, Source]) -> list[Fact]:
    """Every fact, leads with their employers, and a dated body for every STP."""
    partners = _partners(facts)
    rows: list[Fact] = [_employed(f, partners) if isinstance(f, PartnershipLead) else f for f in facts]
    shown: dict[str, list[Participation]] = defaultdict(list)
    for fact in facts:
        if isinstance(fact, Participation):
            shown[fact.partnership].append(fact)
    for stp, seen in sorted(shown.items()):
        seen.sort(key=lambda p: (p.valid_from, p.sources, p.record))
        rows.append(
            Organisation(
                id=stp,
                kind="STP",
                ods=stp.removeprefix("stp-"),
                valid_from=seen[0].valid_from,
                known_until=seen[-1].known_until,
                sources=tuple(dict.fromkeys(s for p in reversed(seen) for s in p.sources)),
                record=seen[-1].record,
            )
        )
    return rows


def _partners(facts: list[Fact]) -> dict[tuple[str, str], str]:
    return {(f.partnership, _plain(f.name)): f.partner for f in facts if isinstance(f, Partner) and f.partner}


def _plain(name: str) -> str:
    return _ARTICLE.sub("", same_name(name))


def _employed(lead: PartnershipLead, partners: Mapping[tuple[str, str], str]) -> PartnershipLead:
    employer = partners.get((lead.partnership, _plain(lead.employer_name)), "") if lead.employer_name else ""
    return replace(lead, employer=employer)
