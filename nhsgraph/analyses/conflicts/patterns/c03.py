"""C-03 award to the members' company: a commissioner awards to a company that its own member practices own."""

from __future__ import annotations

from collections.abc import Iterator

from nhsgraph.analyses.conflicts import closure, timing
from nhsgraph.analyses.conflicts.patterns.hits import Hit, Pattern
from nhsgraph.analyses.conflicts.scan import Path, Scan
from nhsgraph.analyses.conflicts.timing import Span, Timing

_NEVER = 10**9  # a day after every other


def find(scan: Scan) -> Iterator[Hit]:
    """Awards x owning practices that were members of the awarding commissioner on the day of the decision."""
    for (ccg, provider), awards in scan.awards_to.items():
        if (row := scan.all_members_own.get((ccg, provider))) is not None:
            relations = scan.edges["relations"]
            begins, ends = relations["valid_from"][row], relations["valid_to"][row]
            for choice in awards:
                stated = timing.of(choice.day, Span(1, 0, False), Span(begins, ends, not begins))
                if stated is not None:
                    yield Hit("C-03", ccg, provider, ccg, stated, "owner", choice, rows=(("relations", row),))
        if provider not in scan.links_to:
            continue
        owned = [
            (Span(start, end, not start), path)
            for practice, paths in closure.owning_practices(scan, provider).items()
            for member, start, end, _ in scan.commissioners[practice]
            if member == ccg
            for path in paths
        ]
        # Most awards fall while everything held: those are settled by two comparisons an owner.
        sure = [
            (max(seat.start, path.span.start), min(seat.end or _NEVER, path.span.end or _NEVER), path)
            for seat, path in owned
            if not seat.open and not path.span.open
        ]
        for choice in awards:
            day = choice.day
            kept = tuple(path for start, end, path in sure if start <= day < end)
            found = (Timing.CONTEMPORANEOUS, kept) if kept else _strongest(day, owned)
            if found is not None:
                yield Hit("C-03", ccg, provider, ccg, found[0], "owner", choice, paths=found[1])


def _strongest(day: int, owned: list[tuple[Span, Path]]) -> tuple[Timing, tuple[Path, ...]] | None:
    """The strongest label of any owner, with the membership in place of a seat, and the paths that have it."""
    labels = [(label, path) for seat, path in owned if (label := timing.of(day, seat, path.span)) is not None]
    if not labels:
        return None
    best = min(label for label, _ in labels)
    return best, tuple(path for label, path in labels if label is best)


PATTERN = Pattern(
    id="C-03",
    title="award to the members' company",
    find=find,
    actor="body",
    benign=(
        "Practices together can be the only ones able to provide a service across an area.",
        "The award can have been advertised, advised on, or decided by people without a share.",
    ),
    check="Compare the company's members or shareholders on the day with the commissioner's practices, and read the notice of the award.",
    needs=("shareholdings", "awards"),
)
