"""The England page: every CCG on a canvas, a date slider, and a table that does the same job.

Data travel as JSON, compressed and in base64, and are unpacked by the page's own script; nothing is fetched.
"""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from nhsgraph.analyses.england import layout
from nhsgraph.analyses.england.model import England, Moment, PracticeDot, Value
from nhsgraph.period import financial_year
from nhsgraph.present.html.page import Page, asset, fragment
from nhsgraph.present.html.statements import source_list
from nhsgraph.present.numbering import numbers

#: Contract types as one letter a practice.
_LETTERS = {"GMS": "G", "PMS": "P", "APMS": "A", "unknown": "U"}


def page(
    england: England,
    *,
    start: date | None = None,
    pages: str = "",
    codes: Iterable[str] = (),
    links: Sequence[tuple[str, str]] = (),
) -> Page:
    """The page, opened at a date (by default the first of April 2016, or the last moment before it).

    ``pages`` is the relative folder of the CCGs' own pages in a site, and ``codes`` are the CCGs that have one.
    """
    opened = england.moments.index(england.moment(start or date(2016, 4, 1)))
    moment = england.moments[opened]
    numbered = numbers(england.sources)
    body = fragment(
        "england.html.j2",
        measures=[
            {
                "key": measure.key,
                "title": measure.title,
                "about": measure.about,
                "known": [m.known[measure.key] for m in england.moments],
                "marks": _marks(england.moments, measure.key, numbered),
            }
            for measure in england.measures
        ],
        days=[m.day.isoformat() for m in england.moments],
        start=opened,
        ring_marks=_marks(england.moments, "rings", numbered),
        sources=source_list(england.sources),
    )
    return Page(
        title="England",
        kind="overview",
        body=body,
        lead=" · ".join((moment.day.isoformat(), *moment.headline)),
        fictional=england.fictional,
        links=tuple(links),
        data={"england": packed(model(england, pages, codes))},
        actions=fragment("england_actions.html.j2"),
        styles=(asset("england.css"),),
        scripts=(asset("exports.js"), asset("england_export.js"), asset("england.js")),
    )


def model(england: England, pages: str = "", codes: Iterable[str] = ()) -> dict[str, object]:
    """What the script draws; practices are columns, because columns compress well."""
    years = sorted({year for practice in england.practices for year in practice.contracts})
    return {
        "line": layout.LINE,
        "letter": layout.LETTER,
        "measures": [
            {"key": m.key, "title": m.title, "kind": m.kind, "about": m.about} for m in england.measures
        ],
        "moments": [_moment(moment, england, years) for moment in england.moments],
        "practices": _practices(england.practices, len(england.moments), years),
        "fictional": england.fictional,
        "pages": {"folder": pages, "codes": sorted(codes)} if pages else None,
    }


def packed(value: object) -> str:
    """A value as JSON, compressed, in base64; the same value gives the same text."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(gzip.compress(text.encode("utf-8"), 9, mtime=0)).decode("ascii")


def _moment(moment: Moment, england: England, years: Sequence[str]) -> dict[str, object]:
    year = financial_year(moment.day)
    return {
        "day": moment.day.isoformat(),
        "kind": moment.ring_kind,
        "headline": moment.headline,
        "year": years.index(year) if year in years else -1,
        "known": [moment.known[measure.key] for measure in england.measures],
        "cites": [moment.cites.get(measure.key, ()) for measure in england.measures],
        "rings": [
            {
                "id": r.id,
                "code": r.code,
                "name": r.name,
                "x": r.circle.x,
                "y": r.circle.y,
                "r": r.circle.r,
                "label": r.label,
            }
            for r in moment.rings
        ],
        "places": [
            {
                "id": p.id,
                "code": p.code,
                "name": p.name,
                "ring": p.ring,
                "x": p.circle.x,
                "y": p.circle.y,
                "r": p.circle.r,
                "v": [_plain(value) for value in p.values],
            }
            for p in moment.places
        ],
    }


def _practices(practices: Sequence[PracticeDot], moments: int, years: Sequence[str]) -> dict[str, object]:
    return {
        "code": [p.code for p in practices],
        "name": [p.name for p in practices],
        "at": [[p.ccgs[n] for p in practices] for n in range(moments)],
        "contract": ["".join(_LETTERS.get(p.contracts.get(y, ""), "-") for p in practices) for y in years],
        "list": [[_whole(p.lists.get(y)) for p in practices] for y in years],
    }


def _marks(moments: Sequence[Moment], key: str, numbered: dict[str, int]) -> list[int]:
    return sorted({numbered[source] for moment in moments for source in moment.cites.get(key, ())})


def _whole(value: Decimal | None) -> int | None:
    return None if value is None else int(value.to_integral_value())


def _plain(value: Value) -> int | float | str | None:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
