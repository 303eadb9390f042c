"""How one body sits against every other tier, as a report."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from nhsgraph.analyses.explanation import Cite, Row, Section, Statement, Table
from nhsgraph.analyses.footprints.alignment import TOLERANCE, Alignment
from nhsgraph.analyses.footprints.engine import Footprints
from nhsgraph.analyses.footprints.relate import Comparison, Pair
from nhsgraph.analyses.footprints.report import (
    EVIDENCED,
    Names,
    Report,
    amount,
    cites,
    cites_of,
    method,
    said,
    share,
    unknown,
)
from nhsgraph.analyses.footprints.tiers import LABELS, PRACTICE_SETS, SUPPORTED, Basis, Tier, why_not
from nhsgraph.analyses.wording import counted, listed, percent
from nhsgraph.errors import UsageError
from nhsgraph.ids import PREFIXES

#: How many parts of a tier are said in sentences; the table has all.
SAID = 6
_RELATIONS = {
    Alignment.COTERMINOUS: "is coterminous with",
    Alignment.WITHIN: "lies within",
    Alignment.CONTAINS: "contains",
    Alignment.OVERLAPS: "overlaps",
}
#: CCGs answer for registered people, PCTs answered for a territory.
_BASES = (Cite(source="doc-S0", record="S0-03"), Cite(source="doc-S4", record="S4-34"))


def body(
    footprints: Footprints,
    names: Names,
    body_id: str,
    tier: Tier,
    day: date,
    *,
    basis: Basis | None,
    weight: str,
    tolerance: Decimal = TOLERANCE,
    chosen: bool,
) -> Report:
    """One body against every other tier on a date."""
    statements: list[Statement] = []
    apart: dict[str, list[Tier]] = {}
    nothing: list[Tier] = []
    rows: list[Row] = []
    methods: dict[str, Section] = {}
    for other in Tier:
        if other is tier:
            continue
        on = basis or footprints.basis(tier, other)
        if on is None or not {tier, other} <= SUPPORTED[on]:
            apart.setdefault(_why_apart(tier, other, on), []).append(other)
            continue
        found = footprints.compare(
            tier, other, day, basis=on, weight=weight if basis else "", tolerance=tolerance
        )
        if not found.universe.ids:
            nothing.append(other)
            continue
        pairs = found.of(body_id)
        about = {body_id, *(pair.b for pair in pairs)}
        statements += _told(found, names, pairs)
        if body_id in found.a.unknown and not pairs:
            statements = unknown(found.a, names)
            methods = {"": method(found, names, about)}
            break
        named = {one for note in found.b.notes if body_id in note.about for one in note.about}
        statements += unknown(found.b, names, only=named)
        if other is not Tier.PRACTICE:
            rows += [_row(found, names, pair) for pair in pairs]
        part = method(found, names, about)
        key = f"{found.universe.basis}"
        if key not in methods:
            methods[key] = part
        else:
            had = {statement.text for statement in methods[key].statements}
            extra = tuple(s for s in part.statements if s.text not in had)
            methods[key] = Section(
                key="method", title=part.title, statements=(*methods[key].statements, *extra)
            )
    statements += [_apart(reason, others) for reason, others in apart.items()]
    if nothing:
        own = footprints.tables.bodies.get(body_id)
        text = (
            f"This data set has nothing to compare it with {listed([LABELS[one][1] for one in nothing])} by."
        )
        statements.append(said("nothing", text, cites(own.sources if own else ()) or _BASES, gap=True))
    table = Table(
        columns=(
            ("tier", "Tier"),
            ("code", "Code"),
            ("name", "Body"),
            ("relation", "Relation"),
            ("share_of_it", "Of it"),
            ("share_of_other", "Of other"),
            ("jaccard", "Jaccard"),
            ("basis", "Basis"),
            ("as_of", "On"),
        ),
        rows=tuple(rows),
        caption=f"Every pair with something in common (practices apart); tolerance {percent(tolerance)}",
    )
    measured = tuple(statement for section in methods.values() for statement in section.statements)
    return Report(
        analysis="footprints.body",
        title=names.name(body_id, day),
        subtitle=f"{names.code(body_id)} · footprints",
        parameters={
            "body": body_id,
            "tier": str(tier),
            "basis": str(basis) if basis else None,
            "weight": weight or None,
            "tolerance": tolerance,
        },
        as_of=day,
        as_of_chosen=chosen,
        headline=(f"{LABELS[tier][0]} against every other tier", f"tolerance {percent(tolerance)}"),
        sections=(
            Section(
                key="tiers",
                title="How it sits against the other tiers",
                statements=tuple(statements),
                table=table if rows else None,
            ),
            Section(key="method", title="How it was measured", statements=_renumbered(measured)),
        ),
        rows="tiers",
    )


def default_day(begins: date | None, ends: date | None) -> date:
    """1 April 2016 where the body was there then, else its first 1 April, else its first day.

    >>> default_day(date(2013, 4, 1), None), default_day(date(2020, 4, 1), None)
    (datetime.date(2016, 4, 1), datetime.date(2020, 4, 1))
    """
    wanted = date(2016, 4, 1)
    if (begins is None or begins <= wanted) and (ends is None or wanted < ends):
        return wanted
    if begins is None:
        return date((ends or wanted).year - 1, 4, 1)
    first = date(begins.year + (begins > date(begins.year, 4, 1)), 4, 1)
    return first if ends is None or first < ends else begins


def no_footprint(name: str, body_id: str) -> UsageError:
    """The error for a body of a kind that has no footprint here."""
    prefix = body_id.rsplit("-", 1)[0]
    kind = next((kind for kind, one in PREFIXES.items() if one == prefix), "body")
    return UsageError(
        f"{name} has no footprint here: a {kind} is neither a territory nor a set of practices. "
        f"These have one: {', '.join(many for _, many in LABELS.values())}."
    )


def _why_apart(tier: Tier, other: Tier, basis: Basis | None) -> str:
    if basis is None:
        return why_not(Tier.PCT if Tier.PCT in {tier, other} else tier, Basis.RESIDENTS)
    return why_not(other, basis, "they") if other not in SUPPORTED[basis] else why_not(tier, basis)


def _apart(reason: str, others: list[Tier]) -> Statement:
    return said(
        f"not-comparable-{others[0]}",
        f"Not comparable with {listed([LABELS[one][1] for one in others])}: {reason}.",
        _BASES,
        facts={"tiers": [str(one) for one in others], "relation": str(Alignment.NOT_COMPARABLE)},
        grade="stated",
        gap=True,
    )


def _told(found: Comparison, names: Names, pairs: tuple[Pair, ...]) -> Iterator[Statement]:
    other = found.b.tier
    one, many = LABELS[other]
    cited = cites_of(found)
    if not pairs:
        text = f"Its {one} on {found.b.as_of} is not in these sources."
        if other in PRACTICE_SETS:
            text = f"No {one} whose practices are known has practices in common with it."
        yield said(str(other), text, cited, facts={"tier": str(other), "pairs": 0}, gap=True)
        return
    counts = {kind: [p for p in pairs if p.alignment is kind] for kind in Alignment}
    summary = ", ".join(
        f"{_RELATIONS[kind]} {counted(len(of_kind), one, many)}"
        for kind, of_kind in counts.items()
        if of_kind
    )
    yield said(
        str(other),
        f"It {summary} (by {found.universe.basis}"
        + (f", {found.b.as_of}" if found.b.as_of != found.universe.as_of else "")
        + ").",
        cited,
        facts={
            "tier": str(other),
            "pairs": len(pairs),
            "basis": str(found.universe.basis),
            "weight": found.universe.weight,
            "as_of": found.a.as_of,
            "other_as_of": found.b.as_of,
        },
        grade=_grade(found),
    )
    if other is Tier.PRACTICE:
        return
    for pair in pairs[:SAID]:
        yield _part(found, names, pair, cited)
    if (rest := len(pairs) - SAID) > 0:
        yield said(f"{other}-more", f"{rest} more in the table.", cited, facts={"more": rest}, depth=1)


def _part(found: Comparison, names: Names, pair: Pair, cited: tuple[Cite, ...]) -> Statement:
    name = names.full(pair.b, found.b.as_of)
    own = f"{percent(pair.share_a)} of it" if pair.share_a is not None else ""
    back = f"{percent(pair.share_b)} of the other" if pair.share_b is not None else ""
    told = " and ".join(part for part in (own, back) if part) or "shares not known"
    # Shares of postcodes are all that is known of a PCT: they stand in the sentence already.
    known = found.universe.basis is not Basis.POSTCODES
    held = f" ({amount(pair.weight, found.universe.weight)})" if known else ""
    return said(
        f"{found.b.tier}-{names.code(pair.b)}",
        f"{name}: {str(pair.alignment).replace('-', ' ')}, {told}{held}.",
        cited,
        facts={
            "body": pair.b,
            "relation": str(pair.alignment),
            "share_of_it": pair.share_a,
            "share_of_other": pair.share_b,
            "jaccard": pair.jaccard,
            "weight": pair.weight,
        },
        share=pair.share_a if pair.share_a is not None else pair.share_b,
        depth=1,
        grade=_grade(found),
    )


def _grade(found: Comparison) -> str:
    """What a source says of a federation's practices is stated; the rest is computed from registers and look-ups."""
    stated = {Tier.FEDERATION, Tier.LOCALITY} & {found.a.tier, found.b.tier}
    return "stated" if stated else EVIDENCED


def _row(found: Comparison, names: Names, pair: Pair) -> Row:
    return Row(
        cells=(
            str(found.b.tier),
            names.code(pair.b),
            names.name(pair.b, found.b.as_of),
            str(pair.alignment),
            share(pair.share_a),
            share(pair.share_b),
            share(pair.jaccard),
            str(found.universe.basis),
            found.b.as_of,
        ),
        cites=cites_of(found),
    )


def _renumbered(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    unique = {s.text: s for s in statements}.values()
    return tuple(
        Statement(key=f"method-{i}", text=s.text, cites=s.cites, facts=s.facts, grade=s.grade)
        for i, s in enumerate(unique, start=1)
    )
