"""The accountability page: who answers to whom as a picture in fixed lanes, as nested text, and in full sentences.

Where the level is not known there are several pictures: what holds at every level, and beside it what each possible level
would add. The page says everything without its script; the script lights what a chosen box answers to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nhsgraph.analyses.accountability.picture import ENDING, Party, Picture, Tie
from nhsgraph.analyses.explanation import Explanation, SourceRef
from nhsgraph.present.html import statements
from nhsgraph.present.html.chain_svg import LANES, STYLES, draw, styles
from nhsgraph.present.html.page import COLOURS, Page, asset, fragment, lean
from nhsgraph.present.html.page import render as framed
from nhsgraph.present.html.statements import marks
from nhsgraph.present.numbering import claims, numbers

_UP = [role for _, roles in reversed(LANES) for role in roles]


def render(explanation: Explanation, picture: Picture | None = None, shared: str | None = None) -> str:
    """The page as one text; ``shared`` as in :func:`nhsgraph.present.html.page.render`."""
    return framed(page(explanation, picture), shared)


def page(explanation: Explanation, picture: Picture | None = None) -> Page:
    """The page before it has its frame; without a picture it is the sentences alone."""
    sources = _sources(explanation, picture)
    drawn = _drawn(picture, numbers(sources)) if picture else {"figures": (), "parties": ()}
    # The lines of the picture are printed; the same function by function is for the screen.
    minor = {part.key for part in explanation.sections} - {"level", "upward"} if picture else set()
    return Page(
        title=explanation.name,
        kind="accountability",
        lead=f"{explanation.code} · as of {explanation.as_of} · {explanation.kind_label}",
        fictional=explanation.fictional or any(source.grade == "fictional" for source in sources),
        body=fragment(
            "chain.html.j2",
            level=_level(explanation),
            styles=STYLES,
            colours=COLOURS,
            sections=statements.sections(explanation.sections, sources, minor=minor, once=True),
            unprinted=len(minor),
            sources=statements.source_list(sources),
            **drawn,
        ),
        styles=(asset("chain.css"), styles()),
        scripts=(lean(asset("chain.js")),) if picture else (),
    )


def _sources(explanation: Explanation, picture: Picture | None) -> tuple[SourceRef, ...]:
    """The explanation's sources as they are numbered, then those that only the picture cites."""
    known = {source.id for source in explanation.sources}
    more = picture.sources if picture else ()
    return (*explanation.sources, *(source for source in more if source.id not in known))


def _drawn(picture: Picture, numbered: Mapping[str, int]) -> dict[str, object]:
    asked = next(party for party in picture.parties if party.asked)
    order = sorted(picture.parties, key=lambda p: (not p.asked, _UP.index(p.role) if p.role in _UP else -1))
    return {
        "known": picture.known,
        "figures": _figures(picture),
        "asked": asked,
        "trees": _trees(picture, asked, numbered),
        "parties": [_party(picture, party, numbered) for party in order],
    }


def _figures(picture: Picture) -> list[dict[str, object]]:
    every = [tie for tie in picture.ties if not tie.level]
    title = f"At level “{_words(picture.levels[0])}”" if picture.known else "At every level"
    figures = [_figure(picture, picture.ties if picture.known else every, frozenset(), title, "")]
    for level in () if picture.known else picture.levels:
        own = [tie for tie in picture.ties if tie.level == level]
        above = _above(every, {tie.above for tie in own if tie.type not in ENDING})
        if own:
            # What NHS England keeps stands beside what it delegates; the rest is there to lead on.
            faint = frozenset(tie.number for tie in above if tie.type != "statutory")
            figures.append(_figure(picture, [*above, *own], faint, f"If {_words(level)}", level))
    return figures


def _figure(
    picture: Picture, ties: Sequence[Tie], faint: frozenset[int], title: str, level: str
) -> dict[str, object]:
    drawing = draw(picture.parties, ties, f"{title}: who answers to whom", faint)
    svg = fragment("chain_svg.html.j2", d=drawing, level=level)
    return {"title": title, "level": level, "svg": svg}


def _above(ties: Sequence[Tie], roles: set[str]) -> list[Tie]:
    """The lines that lead on from some kinds of body, up to the minister."""
    onward = [tie for tie in ties if tie.type not in ENDING and tie.type != "political"]
    reached, grown = set(roles), True
    while grown:
        more = {tie.above for tie in onward if tie.party in reached}
        grown = not more <= reached
        reached |= more
    return [tie for tie in onward if tie.party in reached]


def _trees(picture: Picture, asked: Party, numbered: Mapping[str, int]) -> list[dict[str, object]]:
    """Whom the body answers to, nested: at every level, then for what each possible level adds."""
    labels = {party.role: party.label for party in picture.parties}
    trees: list[dict[str, object]] = []
    told: set[str] = set()
    for level in ("",) if picture.known else ("", *picture.levels):
        title = f"If {_words(level)}, also" if level else "Answers to, step by step"
        ties = picture.ties if picture.known else picture.at(level)
        first = [
            tie for tie in ties if tie.party == asked.role and tie.level == ("" if picture.known else level)
        ]
        nodes = [_node(tie, ties, labels, numbered, told, {asked.role}) for tie in first]
        if nodes or not level:
            trees.append({"title": title, "nodes": nodes})
    return trees


def _node(
    tie: Tie,
    ties: Sequence[Tie],
    labels: Mapping[str, str],
    numbered: Mapping[str, int],
    told: set[str],
    passed: set[str],
) -> dict[str, object]:
    onward = [t for t in ties if t.party == tie.above and t.above not in passed and tie.type not in ENDING]
    again = bool(onward) and tie.above in told
    if tie.type not in ENDING:
        told.add(tie.above)
    return {
        "label": labels[tie.above],
        "type": tie.type,
        "binding": tie.binding,
        "number": tie.number,
        "marks": marks(tie.statement.cites, numbered),
        "again": again,
        "onward": []
        if again
        else [_node(t, ties, labels, numbered, told, passed | {tie.above}) for t in onward],
    }


def _party(picture: Picture, party: Party, numbered: Mapping[str, int]) -> dict[str, object]:
    own = [tie for tie in picture.ties if tie.party == party.role]
    about = [party.standing or ("person" if party.person else "")]
    about += ["no statutory status"] if not party.statutory else []
    about += ["implied: a rule says that it exists"] if party.implied else []
    about += [f"through {party.through}"] if party.through else []
    text = ", ".join(part for part in about if part)
    return {
        "role": party.role,
        "label": party.label,
        "about": (text[:1].upper() + text[1:] + "." if text else "")
        + ("" if own else " Answers to nobody in this picture."),
        "marks": marks(party.cites, numbered),
        "lines": [
            {
                "number": tie.number,
                "to": tie.above,
                "level": tie.level,
                "type": tie.type,
                "binding": tie.binding,
                "ends": tie.type in ENDING,
                "when": f"If {_words(tie.level)}" if tie.level else "",
                "text": tie.statement.text.removeprefix(f"{party.label} ").capitalize()[:1]
                + tie.statement.text.removeprefix(f"{party.label} ")[1:],
                "grade": tie.statement.grade,
                "claims": claims(tie.statement.cites),
                "marks": marks(tie.statement.cites, numbered),
            }
            for tie in own
        ],
    }


def _level(explanation: Explanation) -> str:
    """The sentence that says at which level, or that it is unknown."""
    first = explanation.sections[0]
    return first.statements[0].text if first.key == "level" and first.statements else ""


def _words(level: str) -> str:
    return "before levels" if level == "none" else level.replace("-", " ")
