"""Join the names that releases print into names with periods, in readable form.

Publishers print one name in several ways: capitals, “&” for “and”, with and without “CCG”. Prints that differ
only so are one name; of them the most readable is kept: in mixed case before capitals, then the longest, then
the latest. So the capitals of ODS stand only where nobody prints the name otherwise. A name begins with the
first release that prints it (or on its exact day, where a source gives one), and ends where the next name of
the body begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby

from nhsgraph.catalogue import Source
from nhsgraph.compile.releases import spoken
from nhsgraph.facts import Dated, Fact, NameAssignment, Organisation

#: What a publisher may add to a name to say what the body is.
_KINDS = (["ccg"], ["commissioning", "region"])

_WORDS = re.compile(r"[^\W_]+")


def joined(
    facts: Iterable[Fact], known: Mapping[str, Source], lives: Mapping[str, Organisation]
) -> list[NameAssignment]:
    """The names of every body, one row a name and period. Independent of the order given."""
    prints = sorted(
        (_in_life(f, lives.get(f.body)) for f in facts if isinstance(f, NameAssignment)),
        key=lambda n: (n.body, *_seen(n, known), n.sources),
    )
    rows: list[NameAssignment] = []
    for body, of_body in groupby(prints, key=lambda n: n.body):
        rows += _timeline(list(of_body), lives.get(body))
    return rows


def same_name(name: str) -> str:
    """What is left of a name when the manner of printing it is taken away.

    >>> same_name("NHS NORTH & WEST READING CCG") == same_name("NHS North and West Reading")
    True
    """
    words = _WORDS.findall(name.replace("&", " and ").replace("'", "").replace("’", "").casefold())
    kind = next((kind for kind in _KINDS if words[-len(kind) :] == kind), [])
    return " ".join(words[: len(words) - len(kind)])


def _in_life(name: NameAssignment, life: Organisation | None) -> NameAssignment:
    """A print within the life of its body.

    One from before the body began tells of its first day, one from after it had ended of its last.
    """
    if life is None or name.valid_from is None:
        return name
    if life.valid_from is not None and name.valid_from < life.valid_from:
        return replace(name, valid_from=life.valid_from, dated=Dated.EXACT)
    if life.valid_to is not None and name.valid_from >= life.valid_to:
        return replace(name, valid_from=life.valid_to - timedelta(days=1))
    return name


def _seen(name: NameAssignment, known: Mapping[str, Source]) -> tuple[date, bool, date]:
    """When a print was seen: the day it holds from; exact days first; then the day its release speaks."""
    day = name.valid_from or spoken(known[name.sources[0]])
    return day, name.dated is not Dated.EXACT, spoken(known[name.sources[0]])


def _timeline(prints: list[NameAssignment], life: Organisation | None) -> Iterator[NameAssignment]:
    runs = [list(run) for _, run in groupby(prints, key=lambda n: same_name(n.name))]
    for run, after in zip(runs, [*runs[1:], None], strict=True):
        best = max(enumerate(run), key=lambda n: (not n[1].name.isupper(), len(n[1].name), n[0]))[1]
        first = run[0]
        ends = after[0].valid_from if after is not None else run[-1].valid_to
        if life is not None and life.valid_to is not None and (ends is None or life.valid_to < ends):
            ends = life.valid_to
        if first.valid_from is not None and ends is not None and first.valid_from >= ends:
            continue  # two names told for one day: the later print stands
        sources = tuple(dict.fromkeys(s for n in run for s in n.sources))
        yield replace(first, name=best.name, valid_to=ends, sources=sources)
