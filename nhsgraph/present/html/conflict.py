"""The conflict page: a card a path, with its ring, its dates, why it weighs what it does, and every sentence with sources.

The words are those of the report in the other formats; the drawings say nothing that the words do not. A path is facts
that connect: no colour, mark or word of the page says more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nhsgraph.analyses.conflicts.elsewhen import Elsewhen
from nhsgraph.analyses.conflicts.paths import Conflict, Occasion
from nhsgraph.analyses.conflicts.severity import Points
from nhsgraph.analyses.conflicts.tone import severity_words
from nhsgraph.analyses.explanation import Explanation, Section, Statement
from nhsgraph.analyses.wording import counted
from nhsgraph.errors import UsageError
from nhsgraph.present.html import statements
from nhsgraph.present.html.conflict_svg import bars, ring
from nhsgraph.present.html.page import Page, asset, fragment, lean
from nhsgraph.present.html.page import render as framed
from nhsgraph.present.html.statements import element_id, marks
from nhsgraph.present.numbering import claims, numbers

NOTICE = "A path shows that recorded facts connect. It is not a finding about anybody: points, dates and every source are there to check."
#: The most paths on a page, and those of them that are drawn; the others are told in words alone.
MOST, DRAWN = 40, 8
#: Paths that are printed; the list above them has all.
PRINTED_CARDS = 3
_TIMING = {
    "contemporaneous": "All of it held on the day",
    "unknown": "A date or an owner is not known: possible, and no more",
    "ended-before": "The interest had ended before the decision",
    "joined-after": "The seat or the interest began after the decision",
}


def render(
    explanation: Explanation,
    conflicts: Sequence[Conflict] = (),
    elsewhen: Elsewhen | None = None,
    shared: str | None = None,
) -> str:
    """The page as one text; ``shared`` as in :func:`nhsgraph.present.html.page.render`."""
    return framed(page(explanation, conflicts, elsewhen), shared)


def page(
    explanation: Explanation, conflicts: Sequence[Conflict] = (), elsewhen: Elsewhen | None = None
) -> Page:
    """The page before it has its frame: cards for the paths, and the sections that are about none of them.

    Raises :class:`~nhsgraph.errors.UsageError` for more than :data:`MOST` paths.
    """
    if len(conflicts) > MOST:
        raise UsageError(
            f"{len(conflicts)} paths are too many for one page of at most {MOST}. "
            "Name a body, or narrow with --as-of, --pattern or --min-severity; --format md has no limit."
        )
    numbered = numbers(explanation.sources)
    own = _by_path(explanation.sections, conflicts)
    cards = [
        _card(conflict, own.get(conflict.id, ()), numbered, drawn=place < DRAWN)
        for place, conflict in enumerate(conflicts)
    ]
    told = {statement.key for group in own.values() for statement in group}
    rest = [_without(section, told) for section in explanation.sections]
    return Page(
        title=explanation.name,
        kind="conflict paths",
        lead=f"{explanation.code} · {explanation.when} · {', '.join(explanation.headline)}",
        notice=NOTICE,
        fictional=explanation.fictional,
        wide=False,
        body=fragment(
            "conflict.html.j2",
            cards=cards,
            printed=PRINTED_CARDS,
            most_said=statements.PRINTED,
            undrawn=max(0, len(cards) - DRAWN),
            elsewhen=_elsewhen(explanation, conflicts, elsewhen),
            sections=statements.sections(
                [section for section in rest if section.statements or section.table], explanation.sources
            ),
            sources=statements.source_list(explanation.sources),
        ),
        styles=(asset("conflict.css"),),
        scripts=(lean(asset("conflict.js")),) if len(cards) > 1 else (),
    )


def _by_path(sections: Sequence[Section], conflicts: Sequence[Conflict]) -> dict[str, list[Statement]]:
    """The statements of a list of paths, by path: their keys begin with its id."""
    found: dict[str, list[Statement]] = {}
    for section in sections:
        for statement in section.statements:
            for conflict in conflicts:
                if statement.key == conflict.id or statement.key.startswith(f"{conflict.id}-"):
                    found.setdefault(conflict.id, []).append(statement)
    return found


def _without(section: Section, told: set[str]) -> Section:
    rest = tuple(statement for statement in section.statements if statement.key not in told)
    return Section(key=section.key, title=section.title, statements=rest, table=section.table)


def _elsewhen(explanation: Explanation, conflicts: Sequence[Conflict], elsewhen: Elsewhen | None) -> str:
    if elsewhen is None:
        return ""
    head = (
        f"No path holds on {explanation.as_of}."
        if not conflicts
        else f"{counted(len(conflicts), 'path')} on {explanation.as_of}."
    )
    return f"{head} On other dates: {elsewhen.dated or 'none'}; without a date in the sources: {elsewhen.undated or 'none'}."


def _card(
    conflict: Conflict, told: Sequence[Statement], numbered: Mapping[str, int], *, drawn: bool
) -> dict[str, object]:
    first = conflict.occasions[0]
    # A decision has no name of its own; what it was about stands for it.
    other = f"“{first.label}”" if conflict.other and conflict.other == first.decision else conflict.other_name
    bands = list(dict.fromkeys(first.severity.bands))
    return {
        "id": element_id(conflict.id),
        "name": conflict.id,
        "title": conflict.actor_name + (f" and {other}" if other else ""),
        "pattern": f"{conflict.pattern} {conflict.title}",
        "bands": bands,
        "strength": " to ".join(bands),
        "points": _range(first.severity.residual),
        "ring": ring(first.steps) if drawn else None,
        "bars": bars(first) if drawn else None,
        "drawn": drawn,
        "timing": _timing(first),
        "severity": severity_words(first.severity),
        "weights": [*map(_weight, first.severity.components), *map(_credit, first.severity.credits)],
        "sums": _sums(first),
        "said": [_said(statement, numbered) for statement in told if "-safeguard-" not in statement.key],
        "kept": _together(
            [_said(statement, numbered) for statement in told if "-safeguard-" in statement.key]
        ),
        "others": [
            f"{one.label}{f', {one.day}' if one.day else ''}: {severity_words(one.severity)}"
            for one in conflict.occasions[1:]
        ],
        "ways": len(first.alternatives),
        "benign": conflict.benign,
        "check": conflict.check,
    }


def _timing(one: Occasion) -> str:
    text = _TIMING[one.timing.label]
    if one.day and one.timing.label == "contemporaneous":
        text += f" of the decision, {one.day}"
    return text + "."


def _weight(points: Points) -> tuple[str, str, str]:
    worth = _range((int(points.low), int(points.high)))
    return (
        points.part,
        points.about,
        f"× {f'({worth})' if points.low != points.high else worth}/4"
        if points.part == "proximity"
        else worth,
    )


def _credit(points: Points) -> tuple[str, str, str]:
    return "safeguard", points.about, f"−{int(points.low)}"


def _sums(one: Occasion) -> tuple[tuple[str, str], ...]:
    severity = one.severity
    return (
        ("Before safeguards, of 20", _range(severity.inherent)),
        (
            "Credit for safeguards on record",
            f"−{severity.credited}" if severity.credited else "none documented",
        ),
        (f"Left: {' to '.join(dict.fromkeys(severity.bands))}", _range(severity.residual)),
        ("Full safeguards would leave", _range(severity.floor)),
    )


def _said(statement: Statement, numbered: Mapping[str, int]) -> dict[str, object]:
    return {
        "text": statement.text,
        "grade": statement.grade,
        "claims": claims(statement.cites),
        "marks": marks(statement.cites, numbered),
        "depth": statement.depth,
        "kind": "step" if "-step-" in statement.key else "",
    }


def _together(said: Sequence[dict[str, object]]) -> list[dict[str, object]]:
    """Sentences of the same sources as one paragraph, in order."""
    found: list[dict[str, object]] = []
    for one in said:
        same = next(
            (f for f in found if all(f[part] == one[part] for part in ("marks", "claims", "grade"))), None
        )
        if same is None:
            found.append(dict(one))
        elif str(one["text"]) not in str(same["text"]):
            same["text"] = f"{same['text']} {one['text']}"
    return found


def _range(ends: tuple[int, int]) -> str:
    return str(ends[0]) if ends[0] == ends[1] else f"{ends[0]}–{ends[1]}"
