"""The practices of a site: one page to search them, and a page a letter that lists them without a script."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from nhsgraph.present.html.england import packed
from nhsgraph.present.html.page import Page, asset, fragment


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A practice on the date of the site: ``ccg`` is the code of the CCG that it leads to, ``address`` its page."""

    code: str
    name: str
    ccg: str
    address: str


def search(
    entries: Iterable[Entry], letters: Sequence[tuple[str, str]], day: date, *, fictional: bool
) -> Page:
    """A search over all practices; ``letters`` are the pages that list them, as text and address."""
    listed = sorted(entries, key=lambda entry: entry.code)
    pages = sorted({(entry.ccg, entry.address) for entry in listed})
    places = {ccg: place for place, (ccg, _) in enumerate(pages)}
    return Page(
        title="Practices",
        kind="site",
        lead=f"{len(listed):,} GP practices in {len(pages):,} CCGs on {day}",
        fictional=fictional,
        body=fragment("site_practices.html.j2", letters=letters, day=day),
        # Columns, because columns compress well; neither codes nor names have line breaks.
        data={
            "practices": packed(
                {
                    "code": "\n".join(entry.code for entry in listed),
                    "name": "\n".join(" ".join(entry.name.split()) for entry in listed),
                    "ccg": [places[entry.ccg] for entry in listed],
                    "pages": pages,
                }
            )
        },
        styles=(asset("site.css"),),
        scripts=(asset("site_practices.js"),),
        wide=False,
    )


def of_letter(
    letter: str, entries: Iterable[Entry], letters: Sequence[tuple[str, str]], day: date, *, fictional: bool
) -> Page:
    """The practices of one page of the list, by name; ``0`` has those that begin with no letter."""
    listed = sorted(
        (entry for entry in entries if page_of(entry.name) == letter), key=lambda e: (e.name, e.code)
    )
    return Page(
        title=f"Practices: {_said(letter)}",
        kind="site",
        lead=f"{len(listed):,} GP practices on {day}",
        fictional=fictional,
        body=fragment("site_letter.html.j2", letter=_said(letter), entries=listed, letters=letters, day=day),
        styles=(asset("site.css"),),
        wide=False,
    )


def page_of(name: str) -> str:
    """The page of the list that has a name.

    >>> page_of("the surgery"), page_of("3Well Medical"), page_of("(Branch)")
    ('T', '0', '0')
    """
    first = name.strip()[:1].upper()
    return first if first.isascii() and first.isalpha() else "0"


def links(letters: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Letters with their addresses as the texts of links."""
    return tuple((_said(letter), address) for letter, address in letters)


def _said(letter: str) -> str:
    return "other" if letter == "0" else letter
