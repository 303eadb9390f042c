"""A scan of every pattern on the demonstration set at national size, against SPARQL for the same questions.

    python bench/conflicts.py            210 CCGs, 8,000 practices, 40,000 people, 60,000 contracts
    python bench/conflicts.py --tenfold  also ten times that, in process

Prints CPU seconds and ratios of one run: all patterns on the edge snapshot (opened, indexes built, hits listed), and for the
patterns that SPARQL can say in one query, the same rows from the disk store. Fails where the rows differ.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pyoxigraph

from nhsgraph import edge_writing, edges, facts, quads, query
from nhsgraph.analyses.conflicts.find import all_hits
from nhsgraph.analyses.conflicts.patterns import Hit
from nhsgraph.analyses.conflicts.scan import Scan
from nhsgraph.conflict_facts import (
    Act,
    Authority,
    Award,
    AwardStatus,
    Committee,
    CommitteeKind,
    CommitteeSeat,
    Decision,
    DeclaredInterest,
    Individual,
    InterestKind,
    Party,
    PartyKind,
    Post,
    PostKind,
    Procedure,
    Seat,
    Shareholding,
)  # fmt: skip
from nhsgraph.facts import Fact
from nhsgraph.quads.conflict_shapes import CONFLICT_SHAPES
from nhsgraph.quads.shapes import SHAPES

S = ("bench",)
START = date(2013, 4, 1)

#: The voters, partners and awards of C-01, at any length up to a company of the practice (two steps), contemporaneous.
C01 = """
SELECT ?person ?provider ?award WHERE {
  ?seat org:member ?person ; org:organization ?committee ; ng:voting true ; ng:validFrom ?s0 .
  ?post a ng:Tenure ; org:member ?person ; org:organization ?practice ; ng:tenureKind ng:tenure-partner ; ng:validFrom ?p0 .
  OPTIONAL { ?post ng:validTo ?p1 }
  { ?award ng:provider ?practice ; ng:decidingBody ?committee ; ng:decidedOn ?day . BIND(?practice AS ?provider) }
  UNION
  { ?h ng:holder ?practice ; ng:heldIn ?provider ; ng:validFrom ?h0 .
    ?award ng:provider ?provider ; ng:decidingBody ?committee ; ng:decidedOn ?day .
    OPTIONAL { ?h ng:validTo ?h1 }
    FILTER(?h0 <= ?day && (!BOUND(?h1) || ?day < ?h1)) }
  FILTER(?s0 <= ?day && ?p0 <= ?day && (!BOUND(?p1) || ?day < ?p1))
}"""
#: Awards to companies owned by a member practice of the awarding commissioner on the day.
C03 = """
SELECT DISTINCT ?ccg ?provider ?award WHERE {
  { SELECT DISTINCT ?provider ?ccg ?h0 ?h1 ?m0 WHERE {
      ?h ng:holder ?practice ; ng:heldIn ?provider ; ng:validFrom ?h0 .
      ?m org:member ?practice ; org:organization ?ccg ; ng:validFrom ?m0 .
      OPTIONAL { ?h ng:validTo ?h1 } } }
  ?award ng:provider ?provider ; ng:awardedBy ?ccg ; ng:decidedOn ?day .
  FILTER(?h0 <= ?day && (!BOUND(?h1) || ?day < ?h1) && ?m0 <= ?day)
}"""
#: Directors of providers with a seat, and the awards of the commissioner to the provider.
C04 = """
SELECT ?person ?provider ?award WHERE {
  ?post a ng:Tenure ; ng:tenureKind ng:tenure-director ; org:member ?person ; org:organization ?provider ; ng:validFrom ?p0 .
  ?seat org:member ?person ; org:organization ?committee ; ng:committeeRole ?role ; ng:validFrom ?s0 .
  ?committee ng:committeeOf ?ccg .
  ?award ng:provider ?provider ; ng:awardedBy ?ccg ; ng:decidedOn ?day .
  FILTER(?s0 <= ?day && ?p0 <= ?day)
}"""
#: Declared indirect interests of voters and the awards of their committee.
C10 = """
SELECT ?person ?provider ?award WHERE {
  ?i a ng:Interest ; ng:interestKind ng:interest-indirect ; ng:interestBearer ?person ; ng:interestIn ?provider ; ng:validFrom ?p0 .
  ?seat org:member ?person ; org:organization ?committee ; ng:voting true ; ng:validFrom ?s0 .
  ?award ng:provider ?provider ; ng:decidingBody ?committee ; ng:decidedOn ?day .
  FILTER(?s0 <= ?day && ?p0 <= ?day)
}"""
QUERIES = {"C-01": C01, "C-03": C03, "C-04": C04, "C-10": C10}


def country(ccgs: int, practices: int, people: int, contracts: int) -> Iterator[Fact]:
    """A fictional country of a size; the same sizes give the same facts."""
    chance = random.Random(7)
    per = practices // ccgs
    half = people // 2
    for person in range(people):
        yield Individual(id=f"person-b-{person}", sources=S)
    for ccg in range(ccgs):
        own = range(ccg * per, (ccg + 1) * per)
        body, company = f"ccg-B{ccg}", f"company-b-{ccg}"
        yield Party(id=company, kind=PartyKind.FEDERATION_COMPANY, name=company, sources=S)
        committee = f"committee-b-{ccg}"
        yield Committee(
            id=committee, kind=CommitteeKind.PCCC, name=committee, committee_of=body, authority=Authority.DECIDES,
            valid_from=date(2015, 4, 1), sources=S,
        )  # fmt: skip
        for practice in own:
            yield facts.PracticeMembership(
                practice=f"practice-B{practice}", commissioner=body, valid_from=START, sources=S
            )
            if ccg % 3:  # two thirds of the companies are owned by practices
                yield Shareholding(
                    holder=f"practice-B{practice}", company=company, share=Decimal("0.02"), valid_from=START,
                    valid_to=date(2016, 1, 1) if practice % 7 == 0 else None, sources=S,
                )  # fmt: skip
        for place in range(10):
            # Four of ten voters are partners of a member practice, the others have no post in one.
            person = (own[place] * 2 + place % 2) % half if place < 4 else half + (ccg * 10 + place) % half
            yield CommitteeSeat(
                person=f"person-b-{person}", committee=committee, role=Seat.MEMBER, categories=("gp" if place < 4 else "lay",),
                voting=place != 9, valid_from=date(2015, 4, 1), sources=S,
            )  # fmt: skip
            if place == 5 and ccg % 5 == 0:
                yield Post(
                    person=f"person-b-{person}",
                    organisation=company,
                    kind=PostKind.DIRECTOR,
                    valid_from=START,
                    sources=S,
                )
            if place == 6:
                yield DeclaredInterest(
                    id=f"interest-b-{ccg}", bearer=f"person-b-{person}", interest_in=company, kind=InterestKind.INDIRECT,
                    valid_from=START, sources=S,
                )  # fmt: skip
        yield Decision(
            id=f"decision-b-{ccg}", commissioner=body, act=Act.SCHEME, subject="scheme", decided_by=committee,
            decided_on=date(2016, 6, 1), sources=S,
        )  # fmt: skip
    for person in range(half):
        practice = person // 2 % practices
        yield Post(
            person=f"person-b-{person}",
            organisation=f"practice-B{practice}",
            kind=PostKind.PARTNER,
            valid_from=START,
            sources=S,
        )
    for contract in range(contracts):
        ccg = contract % ccgs
        kind = contract % 10
        provider = f"company-b-{ccg}" if kind == 0 else f"practice-B{ccg * per + chance.randrange(per)}"
        yield Award(
            id=f"award-b-{contract}", commissioner=f"ccg-B{ccg}", provider=provider, contract="service",
            procedure=Procedure.SINGLE, status=AwardStatus.AWARDED, decided_by=f"committee-b-{ccg}",
            decided_on=date(2015, 5, 1) + timedelta(days=chance.randrange(1200)), pounds=Decimal(100_000), sources=S,
        )  # fmt: skip


def by_kind(rows: Iterator[Fact]) -> dict[type[Fact], list[Fact]]:
    """Facts by class, as a data set has them."""
    found: dict[type[Fact], list[Fact]] = {}
    for fact in rows:
        found.setdefault(type(fact), []).append(fact)
    return found


def scan(data: bytes) -> tuple[float, float, dict[str, list[Hit]], Scan]:
    """Seconds to open a snapshot, seconds for every pattern, and the hits."""
    begun = time.process_time()
    ground = Scan(edges.Snapshot(data))
    assert ground.edges.numbers  # the texts are part of opening
    opened = time.process_time()
    hits = all_hits(ground)
    return opened - begun, time.process_time() - opened, hits, ground


def compare(
    rows: Mapping[type[Fact], list[Fact]], hits: Mapping[str, list[Hit]], ground: Scan
) -> tuple[float, set[str]]:
    """Seconds that the disk store takes for the queries, and the patterns whose rows differ."""
    folder = Path(tempfile.mkdtemp())
    try:
        store = pyoxigraph.Store(str(folder))
        for kind, found in rows.items():
            shape = SHAPES.get(kind) or CONFLICT_SHAPES[kind]
            text = "".join(quads.lines(kind, shape, found))
            store.bulk_load(input=text.encode(), format=pyoxigraph.RdfFormat.N_QUADS)
        store.optimize()
        seconds, differ = 0.0, set()
        texts = ground.edges.texts
        for pattern, sparql in QUERIES.items():
            begun = time.process_time()
            answer = query.table(store, sparql).rows
            took = time.process_time() - begun
            seconds += took
            theirs = {tuple(str(cell).rsplit("/", 1)[-1] for cell in row) for row in answer}
            ours = {
                (texts[h.actor], texts[h.other], texts[h.choice.id])
                for h in hits[pattern]
                if h.timing.label == "contemporaneous" and h.choice is not None and h.choice.table == "awards"
            }
            print(
                f"  {pattern}: {len(ours):>7,} rows, SPARQL {took:.2f} s"
                + ("" if ours == theirs else f"  DIFFER ({len(theirs):,})")
            )
            if ours != theirs:
                differ.add(pattern)
        return seconds, differ
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main() -> int:
    """Run and print; returns 1 where rows differ."""
    rows = by_kind(country(210, 8_000, 40_000, 60_000))
    data = edge_writing.encode(rows)
    runs = [scan(data) for _ in range(3)]
    opened, seconds, hits, ground = min(runs, key=lambda run: run[1])
    print(
        f"open {opened:.2f} s; every pattern {seconds:.2f} s; {sum(map(len, hits.values())):,} hits (best of 3)"
    )
    sparql, differ = compare(rows, hits, ground)
    print(
        f"SPARQL {sparql:.2f} s for {len(QUERIES)} of the patterns: {sparql / seconds:.1f} times the scan of all of them"
    )
    if "--tenfold" in sys.argv[1:]:
        large = edge_writing.encode(by_kind(country(2_100, 80_000, 400_000, 600_000)))
        del rows, runs, hits, ground  # what the country of today takes is no part of the larger one's time
        ten = min(scan(large)[1] for _ in range(3))
        print(f"ten times the size: {ten:.2f} s, {ten / seconds:.1f} times (best of 3)")
    return 1 if differ else 0


if __name__ == "__main__":
    raise SystemExit(main())
