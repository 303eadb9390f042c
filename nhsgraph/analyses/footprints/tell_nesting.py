"""The nesting certificate, its exceptions and its changes, as reports."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from nhsgraph.analyses.explanation import Row, Section, Statement, Table
from nhsgraph.analyses.footprints.alignment import Alignment
from nhsgraph.analyses.footprints.changes import Changes
from nhsgraph.analyses.footprints.engine import Footprints
from nhsgraph.analyses.footprints.nesting import Certificate, Exceptions, Nest, exceptions
from nhsgraph.analyses.footprints.report import (
    Names,
    Report,
    amount,
    cites_of,
    method,
    pairs_table,
    parameters,
    said,
    share,
    unknown,
)
from nhsgraph.analyses.footprints.tiers import LABELS, Basis
from nhsgraph.analyses.wording import counted, number, percent
from nhsgraph.errors import UsageError

#: How many bodies are said in sentences; the tables have all.
SAID = 50
#: How many bodies of which nothing is known are named; the facts of the statement have all.
_NAMED = 6
_WORDS = {
    Alignment.COTERMINOUS: "the same as it",
    Alignment.WITHIN: "inside it",
    Alignment.CONTAINS: "larger than it and around it",
    Alignment.OVERLAPS: "partly in it",
}


def nesting(found: Certificate, names: Names, *, chosen: bool) -> Report:
    """Does every body of the first tier lie in one of the second, which do not, and by how much."""
    statements = [
        *_result(found, names),
        *unknown(found.comparison.a, names),
        *unknown(found.comparison.b, names),
    ]
    broken = [_broken(found, nest, names) for nest in found.broken[:SAID]]
    broken += _more(found, len(found.broken))
    sections = [Section(key="result", title="Result", statements=tuple(statements))]
    if broken:
        sections.append(Section(key="broken", title="Those that do not nest", statements=tuple(broken)))
    comparison = found.comparison
    sections += [
        Section(
            key="pairs",
            title="Pairs",
            statements=(),
            table=pairs_table(comparison, comparison.pairs, names),
        ),
        method(comparison, names),
    ]
    return _report("footprints.nesting", found, tuple(sections), "pairs", chosen)


def breaking(footprints: Footprints, found: Certificate, names: Names, *, chosen: bool) -> Report:
    """The smallest sets of units that break the alignment."""
    listed = tuple(exceptions(footprints, found))
    cited = cites_of(found.comparison)
    told = [_exception(found, one, names) for one in listed[:SAID]]
    told += _more(found, len(listed))
    if not told:
        told += [said("none", "Nothing breaks the alignment: every unit lies in its main container.", cited)]
    unit = "area" if found.comparison.universe.basis is Basis.RESIDENTS else "unit"
    table = Table(
        columns=(
            ("body", "Code"),
            ("main", "Lies in"),
            (unit, "LSOA" if unit == "area" else "Unit"),
            ("other", "But this in"),
            ("weight", found.comparison.universe.weight.capitalize()),
        ),
        rows=tuple(
            Row(
                cells=(
                    names.code(one.nest.body),
                    names.code(one.nest.main.b),
                    names.code(code),
                    names.code(other) if other else "",
                    weight,
                ),
                cites=cited,
            )
            for one in listed
            for code, other, weight in one.units
        ),
        caption="What lies outside the main container, the heaviest first",
    )
    sections = (
        Section(key="result", title="Result", statements=tuple(_result(found, names))),
        Section(key="exceptions", title="What breaks it", statements=tuple(told), table=table),
        method(found.comparison, names),
    )
    return _report("footprints.exceptions", found, sections, "exceptions", chosen)


def changed(found: Changes, names: Names) -> Report:
    """What happened to the alignment between two dates."""
    after = found.after.comparison
    until = after.universe.as_of
    statements: list[Statement] = []
    for key, one in (("before", found.before), ("after", found.after)):
        statements += [
            said(f"{key}-{s.key}", f"{one.comparison.universe.as_of}: {s.text}", s.cites, facts=s.facts)
            for s in _result(one, names)
        ]
    cited = cites_of(after)
    effects = [m.effect for m in found.merged]
    if found.merged:
        same = sum(m.coterminous for m in found.merged)
        b = LABELS[after.b.tier][0]
        statements.append(
            said(
                "mergers",
                f"{counted(len(effects), 'merged CCG')}: {effects.count('kept')} nest as their parts did, "
                f"{effects.count('gained')} nest where not all parts did, {effects.count('lost')} do not where all parts did"
                + (f", of {unsaid} it is not known" if (unsaid := effects.count("not known")) else "")
                + f"; {same} {'is' if same == 1 else 'are'} now the same as one {b}.",
                cited,
                facts={
                    "merged": len(effects),
                    "kept": effects.count("kept"),
                    "gained": effects.count("gained"),
                    "lost": effects.count("lost"),
                    "not_known": effects.count("not known"),
                    "coterminous": same,
                },
            )
        )
    statements += [
        said(
            f"moved-{i}",
            f"{moved.event}: territory passed from {names.full(moved.giver, moved.event)} to {names.full(moved.taker, moved.event)}.",
            cited,
            facts={"from": moved.giver, "to": moved.taker, "on": moved.event},
        )
        for i, moved in enumerate(found.moved, start=1)
    ]
    table = Table(
        columns=(
            ("on", "On"),
            ("new", "Code"),
            ("name", "CCG"),
            ("parts", "Made of"),
            ("effect", "Nesting"),
            ("main", "Lies in"),
            ("share", "Share"),
            ("relation", "Relation"),
        ),
        rows=tuple(
            Row(
                cells=(
                    m.event,
                    names.code(m.new),
                    names.name(m.new, until),
                    " ".join(names.code(old) for old in m.olds),
                    m.effect,
                    names.code(m.after.main.b) if m.after else None,
                    share(m.after.main.share_a) if m.after else None,
                    str(m.after.main.alignment) if m.after else None,
                ),
                cites=cited,
            )
            for m in sorted(found.merged, key=lambda m: (m.event, m.new))
        ),
        caption="Mergers between the dates",
    )
    sections = (
        Section(
            key="result", title="Result", statements=tuple(statements), table=table if table.rows else None
        ),
        method(found.before.comparison, names),
        Section(
            key="method-after",
            title="How it was measured on the second date",
            statements=method(after, names).statements,
        ),
    )
    report = _report("footprints.changes", found.after, sections, "result", True)
    since = found.before.comparison.universe.as_of
    return Report(
        analysis=report.analysis,
        title=report.title,
        subtitle=f"{report.subtitle} · from {since}",
        parameters={**report.parameters, "since": since, "until": until},
        as_of=until,
        as_of_chosen=True,
        headline=(
            f"{found.before.nested} of {len(found.before.nests)} nested on {since}",
            f"{found.after.nested} of {len(found.after.nests)} on {until}",
            *_not_known(len({*found.before.unplaced, *found.after.unplaced})),
        ),
        sections=sections,
        rows="result",
    )


def _result(found: Certificate, names: Names) -> Iterator[Statement]:
    comparison = found.comparison
    cited = cites_of(comparison)
    (one, many), other = LABELS[comparison.a.tier], LABELS[comparison.b.tier][0]
    count = len(found.nests)
    left = count - found.nested
    if not count:
        raise UsageError(_nothing(found, names))
    yield said(
        "nested",
        f"{number(found.nested)} of {counted(count, one, many)} {'nests' if count == 1 else 'nest'} in one {other}"
        + (": every one." if found.nested == count else f"; {left} {'does' if left == 1 else 'do'} not."),
        cited,
        facts={"bodies": count, "nested": found.nested, "every": found.nested == count},
    )
    unit = comparison.universe.weight
    yield said(
        "score",
        f"Score {percent(found.score)}: the part of all {'weight' if unit == 'postcodes' else unit} that lies in the {other} which holds most of "
        f"its {one}.",
        cited,
        facts={"score": found.score},
        share=found.score,
    )
    counts = found.alignments()
    several = sum(len(nest.pairs) > 1 for nest in found.nests)
    backwards: dict[str, int] = {}
    for pair in comparison.pairs:
        backwards[pair.b] = backwards.get(pair.b, 0) + 1
    with_several = sum(n > 1 for n in backwards.values())
    yield said(
        "pairs",
        f"{counted(len(comparison.pairs), 'pair')} {'has' if len(comparison.pairs) == 1 else 'have'} something in common: "
        f"{several} of {counted(count, one, many)} {'touches' if 1 in {several, count} else 'touch'} more than one {other}, and "
        f"{with_several} of {counted(len(comparison.totals_b), *LABELS[comparison.b.tier])} more than one {one}.",
        cited,
        facts={
            "pairs": len(comparison.pairs),
            "in_several": several,
            "others": len(comparison.totals_b),
            "others_with_several": with_several,
        },
    )
    yield said(
        "relations",
        f"By the {other} that holds most: "
        + ", ".join(f"{counts[one]} {_WORDS[one]}" for one in Alignment if counts.get(one))
        + ".",
        cited,
        facts={str(one): counts[one] for one in Alignment if counts.get(one)},
    )
    if rest := found.unplaced:
        told = [names.full(body, comparison.a.as_of) for body in rest[:_NAMED]]
        more = f" and {number(len(rest) - _NAMED)} more" if len(rest) > _NAMED else ""
        yield said(
            "not-known",
            f"Not known of {counted(len(rest), f'more {one}', f'more {many}')}, because no source here says in which {other} "
            f"{'it lies' if len(rest) == 1 else 'they lie'}: {', '.join(told)}{more}.",
            cited,
            facts={"not_known": list(rest)},
            gap=True,
        )


def _nothing(found: Certificate, names: Names) -> str:
    """Why there is no certificate: nothing of the one tier is known, or nothing of where it lies in the other."""
    comparison = found.comparison
    one, other = LABELS[comparison.a.tier][0], LABELS[comparison.b.tier][0]
    for layer in (comparison.a, comparison.b):
        if layer.unknown and not layer.bodies():
            told = ", ".join(names.full(body, layer.as_of) for body in layer.unknown)
            return f"no source here gives the extent of any {LABELS[layer.tier][0]}, only that there was one: {told}."
    if found.unplaced:
        return (
            f"no source here says in which {other} any {one} lay on {comparison.universe.as_of}. "
            "Choose another date with --as-of."
        )
    return (
        f"no {one} has a footprint by {comparison.universe.basis} on {comparison.universe.as_of} in this data set. "
        "Choose another date with --as-of or another --basis."
    )


def _not_known(count: int) -> tuple[str, ...]:
    return (f"{count} not known",) if count else ()


def _more(found: Certificate, count: int) -> list[Statement]:
    cited = cites_of(found.comparison)
    rest = count - SAID
    return [said("more", f"{rest} more in the table.", cited, facts={"more": rest})] if rest > 0 else []


def _broken(found: Certificate, nest: Nest, names: Names) -> Statement:
    comparison = found.comparison
    day, other = comparison.a.as_of, comparison.b.as_of
    parts = [f"{percent(pair.share_a or Decimal(0))} in {names.full(pair.b, other)}" for pair in nest.pairs]
    return said(
        names.code(nest.body),
        f"{names.full(nest.body, day)}: {', '.join(parts)}.",
        cites_of(comparison),
        facts={"body": nest.body, "parts": {pair.b: pair.share_a for pair in nest.pairs}},
        share=nest.main.share_a,
    )


def _exception(found: Certificate, one: Exceptions, names: Names) -> Statement:
    comparison = found.comparison
    weight = sum((w for _, _, w in one.units), Decimal(0))
    unit = (
        "areas"
        if comparison.universe.basis is Basis.RESIDENTS
        else ("ccgs" if comparison.universe.basis in {Basis.CCGS, Basis.POSTCODES} else "practices")
    )
    main = names.full(one.nest.main.b, comparison.b.as_of)
    held = amount(weight, comparison.universe.weight)
    units = amount(Decimal(len(one.units)), unit)
    return said(
        names.code(one.nest.body),
        f"{names.full(one.nest.body, comparison.a.as_of)} {'nests' if one.nest.nests else 'does not nest'}: {units}"
        + (f" with {held}" if unit != comparison.universe.weight else "")
        + f" outside {main}"
        + (
            "."
            if one.nest.nests
            else f"; taking away the {f'{one.enough} ' if one.enough > 1 else ''}heaviest would do at {percent(comparison.tolerance)}."
        ),
        cites_of(comparison),
        facts={
            "body": one.nest.body,
            "main": one.nest.main.b,
            "units": len(one.units),
            "weight": weight,
            "enough": one.enough,
            "nests": one.nest.nests,
        },
    )


def _report(
    analysis: str, found: Certificate, sections: tuple[Section, ...], rows: str, chosen: bool
) -> Report:
    comparison = found.comparison
    a, b = comparison.a.tier, comparison.b.tier
    units = comparison.universe
    day: date = (
        units.as_of if units.basis is not Basis.POSTCODES else max(comparison.a.as_of, comparison.b.as_of)
    )
    return Report(
        analysis=analysis,
        title=f"{LABELS[a][1][:1].upper()}{LABELS[a][1][1:]} against {LABELS[b][1]}",
        subtitle=f"by {units.basis}, weighted by {units.weight}",
        parameters={
            "tier": str(a),
            "against": str(b),
            "tier_as_of": comparison.a.as_of,
            "against_as_of": comparison.b.as_of,
            **parameters(units, comparison.tolerance),
        },
        as_of=day,
        as_of_chosen=chosen,
        headline=(
            f"{found.nested} of {len(found.nests)} nest",
            *_not_known(len(found.unplaced)),
            f"score {percent(found.score)}",
            f"tolerance {percent(comparison.tolerance)}",
        ),
        sections=sections,
        rows=rows,
        parts="broken",
    )
