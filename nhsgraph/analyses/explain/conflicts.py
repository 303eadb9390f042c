"""The section “Conflict paths”: the strongest paths of the body on the date, and what the data cannot show."""

from __future__ import annotations

from nhsgraph import edges
from nhsgraph.analyses.conflicts import find, report, severity
from nhsgraph.analyses.conflicts.find import Wanted
from nhsgraph.analyses.explain.context import Context
from nhsgraph.analyses.explanation import Cite, Section, Statement
from nhsgraph.analyses.wording import counted
from nhsgraph.views import StoreReader

#: Paths that the section tells; the others are counted.
SHOWN = 3
_MEANING = (Cite(source="doc-S0", record="S0-61"), Cite(source="doc-S4", record="S4-59"))


def section(context: Context) -> Section | None:
    """The paths whose seats and interests held on the date; ``None`` where there is no edge snapshot beside the graph."""
    reader = context.reader
    if not isinstance(reader, StoreReader) or reader.generation is None:
        return None
    snapshot = edges.read(reader.generation)
    found = find.find(snapshot, severity.load(), Wanted(body=context.body.id, as_of=context.as_of)).conflicts
    statements = [
        Statement(
            key="meaning",
            text=f"{counted(len(found), 'path')} of interest and decision on this date. {report.NEUTRAL}"
            if found
            else f"No path of interest and decision is in the data on this date. {report.NEUTRAL}",
            cites=_MEANING,
            grade="stated",
            facts={"paths": len(found)},
        )
    ]
    for conflict in found[:SHOWN]:
        first = conflict.occasions[0]
        who = conflict.actor_name + (f" and {conflict.other_name}" if conflict.other_name else "")
        possible = "possible: " if conflict.possible else ""
        statements.append(
            Statement(
                key=conflict.id,
                text=f"{conflict.pattern} {conflict.title}: {possible}{who}"
                + (f", {first.label} on {first.day}" if first.day else "")
                + f"; {report.severity_words(first.severity)} ({conflict.id}).",
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
    number = snapshot.number(context.body.id)
    if number not in set(snapshot["terms_of_reference"]["committee_of"]):
        statements.append(
            Statement(
                key="unknown",
                text="Who sat on its committees, with which interests, is not in the data: more paths may exist.",
                cites=_MEANING[1:],
            )
        )
    return Section(key="conflicts", title="Conflict paths", statements=tuple(statements))
