"""Finding bodies by code or name, from the name index that the build writes beside the store.

A code is looked for first, then the exact name, then its beginning, then words in it; only when nothing is found are
similar names suggested. CCGs come first, then STPs, teams, authorities and practices.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from nhsgraph.errors import AmbiguousBody, StoreError, UnknownBody

#: A score (0 to 100) from which a similar name is suggested, and from which a single one is taken.
SUGGEST, TAKE, GAP = 75, 90, 10
_FILLER = {"nhs", "ccg", "the"}
_SPELT_OUT = [
    "clinical",
    "commissioning",
    "group",
]  # what CCG stands for, which no name in the index spells out


class Name(NamedTuple):
    """A line of the index: one name of one body. Dates are ISO texts, empty where not known."""

    rank: str
    code: str
    gss: str
    body: str
    kind: str
    name: str
    name_from: str
    name_to: str
    body_from: str
    body_to: str


def read(generation: Path) -> list[Name]:
    """Every name of a built graph, in the order of the index."""
    path = generation / "names.tsv"
    try:
        lines = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
        return [Name(*line.split("\t")) for line in lines]
    except OSError as e:
        problem = str(e)
    except (ValueError, TypeError):  # no text, or a line of too few or too many fields
        problem = "it is damaged"
    raise StoreError(
        f"the name index {path} cannot be read ({problem}).", remedy="Run: nhsgraph build --force"
    )


def key(text: str) -> str:
    """A name as it is compared: lower case, without NHS, CCG (also spelt out at the end) and punctuation.

    >>> key("NHS South Worcestershire CCG"), key("Hull & East"), key("NHS Hull Clinical Commissioning Group")
    ('south worcestershire', 'hull and east', 'hull')
    """
    words = "".join(
        c if c.isalnum() else " " for c in text.casefold().replace("&", " and ").replace("'", "")
    ).split()
    telling = [word for word in words if word not in _FILLER]
    while telling[-3:] == _SPELT_OUT:
        del telling[-3:]
    return " ".join(telling or words)


def _telling(text: str) -> str:
    """The key of what is looked for; empty where it is only words without which names are compared, such as NHS."""
    wanted = key(text)
    return "" if set(wanted.split()) <= _FILLER else wanted


def find(names: Sequence[Name], text: str) -> list[Name]:
    """Bodies whose code is, or whose name contains, the text: one line a body, best first."""
    code = text.strip().upper()
    by_code = [
        n for n in names if code and (n.code == code or code in n.gss.split() or n.body == text.strip())
    ]
    wanted = _telling(text)
    graded: list[tuple[int, Name]] = [(0, n) for n in by_code]
    if wanted:
        for n in names:
            have = key(n.name)
            if have == wanted:
                graded.append((1, n))
            elif have.startswith(wanted):
                graded.append((2, n))
            elif f" {wanted}" in have:
                graded.append((3, n))
    graded.sort(key=lambda pair: pair[0])  # stable: within a grade the index order (rank, code) stays
    return list({n.body: n for _, n in reversed(graded)}.values())[::-1]


def resolve(names: Sequence[Name], text: str) -> tuple[Name, str]:
    """The one body that a text means, and a remark where a choice was made that the user should see.

    Raises :class:`~nhsgraph.errors.AmbiguousBody` or :class:`~nhsgraph.errors.UnknownBody`.
    """
    found = find(names, text)
    if not found:
        return _similar(names, text)
    code = text.strip().upper()
    exact = [n for n in found if n.code == code or code in n.gss.split() or n.body == text.strip()]
    exact = exact or [n for n in found if _has_name(names, n.body, key(text))]
    best = _of_best_rank(exact or found)
    if len(best) == 1:
        others = len(exact or found) - 1
        said = key(best[0].name) == key(text) or best[0] in exact
        remark = (
            ""
            if said and not others
            else f"Using {best[0].name} ({shown_code(best[0])})"
            + (f"; {others} more: nhsgraph find {text!r}" if others else ".")
        )
        return best[0], remark
    raise AmbiguousBody(text, [(shown_code(n), _life(n)) for n in best])


def shown_code(name: Name) -> str:
    """The code by which a user can ask for the body again."""
    return name.code or name.gss.split(" ")[0] or name.body


def _has_name(names: Sequence[Name], body: str, wanted: str) -> bool:
    return any(n.body == body and key(n.name) == wanted for n in names)


def _of_best_rank(found: Iterable[Name]) -> list[Name]:
    listed = list(found)
    best = min(n.rank for n in listed)
    return [n for n in listed if n.rank == best]


def _life(name: Name) -> str:
    ended = f", ended {last_day(name.body_to)}" if name.body_to else ""
    return name.name + (f" (from {name.body_from}{ended})" if name.body_from else "")


def last_day(end: str) -> str:
    """The last day before a half-open end, as the index writes dates; empty for none.

    >>> last_day("2020-04-01"), last_day("")
    ('2020-03-31', '')
    """
    return (date.fromisoformat(end) - timedelta(days=1)).isoformat() if end else ""


def _similar(names: Sequence[Name], text: str) -> tuple[Name, str]:
    from rapidfuzz import fuzz, process  # only when nothing else was found

    bodies = {n.body: n for n in reversed(names)}
    choices = {i: key(n.name) for i, n in enumerate(names) if n.name and not n.kind.endswith("Practice")}
    wanted = _telling(text)
    best = (
        process.extract(wanted, choices, scorer=fuzz.WRatio, score_cutoff=SUGGEST, limit=12) if wanted else []
    )
    unique: dict[str, tuple[float, Name]] = {}
    for _, score, place in best:
        unique.setdefault(names[place].body, (score, names[place]))
    ordered = list(unique.values())
    if ordered and ordered[0][0] >= TAKE and (len(ordered) == 1 or ordered[0][0] - ordered[1][0] >= GAP):
        only = ordered[0][1]
        return bodies[only.body], f"Using {only.name} ({shown_code(only)}), the only close match."
    raise UnknownBody(text, [(shown_code(n), n.name) for _, n in ordered[:3]])
