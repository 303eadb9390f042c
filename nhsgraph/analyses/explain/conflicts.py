"""The section “Conflict paths”: the strongest paths of the body on the date, and what the data cannot show."""

from __future__ import annotations

from nhsgraph import edges
from nhsgraph.analyses.conflicts import find, severity, tone
from nhsgraph.analyses.conflicts.find import Wanted
from nhsgraph.analyses.explain.context import Context
from nhsgraph.analyses.explanation import Section, Statement
from nhsgraph.analyses.wording import counted
from nhsgraph.edges import Snapshot
from nhsgraph.views import Reader, StoreReader

#: Paths that the section tells; the others are counted.
SHOWN = 3


def section(context: Context) -> Section:
    """The paths whose seats and interests held on the date."""
    snapshot = _snapshot(context.reader)
    wanted = Wanted(body=context.body.id, as_of=context.as_of, suppressed=context.suppressed)
    answer = find.find(snapshot, severity.load(), wanted)
    found = answer.conflicts
    undated = sum(not any(one.holds_from or one.holds_to for one in path.occasions) for path in found)
    statements = [
        Statement(
            key="meaning",
            text=f"{_how_many(len(found), undated)} {tone.NEUTRAL}",
            cites=tone.NEUTRAL_CITES,
            grade="stated",
            facts={"paths": len(found), "undated": undated},
        )
    ]
    for conflict in found[:SHOWN]:
        first = conflict.occasions[0]
        who = conflict.actor_name + (f" and {conflict.other_name}" if conflict.other_name else "")
        # Some patterns say so in their title.
        possible = "possible: " if conflict.possible and "possible" not in conflict.title else ""
        statements.append(
            Statement(
                key=conflict.id,
                text=f"{conflict.pattern} {conflict.title}: {possible}{who}"
                + (f", {first.label} on {first.day}" if first.day else "")
                + f"; {tone.severity_words(first.severity)} ({conflict.id}).",
                cites=conflict.cites(),
                facts={
                    "id": conflict.id,
                    "residual": list(conflict.residual),
                    "inherent": list(conflict.inherent),
                },
                depth=1,
            )
        )
    if (rest := len(found) - SHOWN) > 0:
        text = f"{counted(rest, 'more path')}: nhsgraph conflicts {context.body.code} --as-of {context.as_of}"
        cites = tuple(dict.fromkeys(c for one in found[SHOWN:] for c in one.cites()))
        statements.append(Statement(key="more", text=text + ".", cites=cites, depth=1))
    if answer.suppressed:
        statements.append(
            Statement(
                key="suppressed",
                text=f"{counted(len(answer.suppressed), 'path is', 'paths are')} on your list of paths that are not shown.",
                cites=tone.NEUTRAL_CITES[1:],
                facts={"suppressed": len(answer.suppressed)},
                depth=1,
            )
        )
    number = snapshot.number(context.body.id)
    if number not in set(snapshot["terms_of_reference"]["committee_of"]):
        statements.append(
            Statement(
                key="unknown",
                text="Who sat on its committees, with which interests, is not in the data: more paths may exist.",
                cites=tone.NEUTRAL_CITES[1:],
            )
        )
    return Section(key="conflicts", title="Conflict paths", statements=tuple(statements))


def _how_many(paths: int, undated: int) -> str:
    """How many paths hold on the date, and for how many more it is not known when they held."""
    if not paths:
        return "No path of interest and decision is in the data on this date."
    told = paths - undated
    first = f"{counted(told, 'path')} of interest and decision on this date" if told else ""
    if not undated:
        return first + "."
    if not first:
        first = "No path of interest and decision is known to hold on this date"
    return f"{first}; for {counted(undated, 'path' if not told else 'more path')} it is not known when."


def _snapshot(reader: Reader) -> Snapshot:
    if isinstance(reader, StoreReader) and reader.generation is not None:
        return edges.read(reader.generation)
    from nhsgraph import edge_asking  # a graph that is built never pays for what a service needs

    return edge_asking.ask(reader)
