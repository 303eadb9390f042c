"""The closure of interests: from a person through practice, share, company and arm to whatever they reach.

A path is a sequence of steps that held together at some time. It never visits an organisation twice, so that companies
that own each other end it, and it takes at most :data:`LONGEST` steps. Its share is the product of its steps', as an
interval: a step whose share is not known is 0 to all. Several paths to one organisation add up, to at most all of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from nhsgraph.analyses.conflicts.scan import Link, Path, Scan
from nhsgraph.analyses.conflicts.timing import ALWAYS, Span
from nhsgraph.edges import SCALE

LONGEST = 6
#: Kinds of step by which something is owned; the others tie a person without a share.
OWNING = frozenset({"partner", "owner", "member", "arm"})
TIES = frozenset({"director", "employee", "office-holder"})
DIRECT = frozenset({"financial", "non-financial-professional", "non-financial-personal"})


Follow = Callable[[Link], bool]


def _joined(span: Span, new: Link, before: Link, after: Link) -> Span | None:
    """When a path still holds with one more step; ``before`` leads to where ``after`` begins, and one of them is new.

    A member of a federation need not own its company: whether the path holds there is not known.
    """
    met = span.meet(new.start, new.end)
    if met is not None and before.kind == "member" and after.kind == "arm":
        return met._replace(open=True)
    return met


def owned(link: Link) -> bool:
    """Ownership and membership only."""
    return link.kind in OWNING


def direct(link: Link) -> bool:
    """Ownership, or an interest of one's own in the register."""
    return link.kind in OWNING or link.kind in DIRECT


def reach(scan: Scan, holder: int, first: Follow = owned, rest: Follow = owned) -> dict[int, list[Path]]:
    """Organisation to the paths from a holder, shortest first; ``first`` chooses the first steps, ``rest`` the others."""
    found: dict[int, list[Path]] = {}
    links_from = scan.links_from
    ends: list[Path] = []
    for link in links_from.get(holder, ()):
        if first(link) and link.target != holder:
            span = ALWAYS.meet(link.start, link.end)
            if span is not None:
                ends.append(Path((link,), span))
    while ends:
        longer: list[Path] = []
        for path in ends:
            found.setdefault(path.links[-1].target, []).append(path)
            if len(path.links) >= LONGEST:
                continue
            for link in links_from.get(path.links[-1].target, ()):
                if (
                    rest(link)
                    and link.target != holder
                    and all(link.target != step.target for step in path.links)
                ):
                    span = _joined(path.span, link, path.links[-1], link)
                    if span is not None:
                        longer.append(Path((*path.links, link), span))
        ends = longer
    return found


def owners(scan: Scan, company: int, first: Follow = owned) -> list[Path]:
    """Every path that ends at an organisation, shortest first, from whoever it starts; as :func:`reach`, the other way."""
    found: list[Path] = []
    links_to = scan.links_to
    ends = [
        Path((link,), span)
        for link in links_to.get(company, ())
        if (owned(link) or first(link)) and (span := ALWAYS.meet(link.start, link.end)) is not None
    ]
    while ends:
        found += ends
        longer = []
        for path in ends:
            if len(path.links) >= LONGEST or not owned(path.links[0]):
                continue
            for link in links_to.get(path.links[0].source, ()):
                if (
                    (owned(link) or first(link))
                    and link.source != company
                    and all(link.source != step.source for step in path.links)
                ):
                    span = _joined(path.span, link, link, path.links[0])
                    if span is not None:
                        longer.append(Path((link, *path.links), span))
        ends = longer
    return found


def interests(scan: Scan, person: int) -> dict[int, list[Path]]:
    """What a person owns or has declared an interest of their own in, directly or through what they own; remembered."""
    if (found := scan.reached.get(person)) is None:
        found = scan.reached[person] = reach(scan, person, first=direct)
    return found


def owning_practices(scan: Scan, company: int) -> dict[int, list[Path]]:
    """Practice to the paths by which it owns an organisation; remembered."""
    if (found := scan.owned_by.get(company)) is None:
        found = scan.owned_by[company] = {}
        for path in owners(scan, company):
            if path.holder in scan.commissioners:
                found.setdefault(path.holder, []).append(path)
    return found


def effective_share(scan: Scan, paths: Iterable[Path]) -> tuple[Decimal, Decimal]:
    """The share that paths of one holder give, as an interval within 0 and 1."""
    low = high = Decimal(0)
    for path in paths:
        least = most = Decimal(1)
        for link in path.links:
            a, b = scan.share(link)
            least, most = least * a / SCALE, most * b / SCALE
        low, high = low + least, high + most
    return min(low, Decimal(1)), min(high, Decimal(1))
