"""Laws of footprints: they hold for any units, layers and tolerances."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from nhsgraph.analyses.footprints.alignment import Alignment, alignment
from nhsgraph.analyses.footprints.layers import Layer, Universe
from nhsgraph.analyses.footprints.nesting import certify
from nhsgraph.analyses.footprints.relate import compare
from nhsgraph.analyses.footprints.tiers import SUPPORTED, Basis, Tier, default_basis

DAY = date(2016, 4, 1)
OPPOSITE = {Alignment.WITHIN: Alignment.CONTAINS, Alignment.CONTAINS: Alignment.WITHIN}
units = st.lists(
    st.tuples(st.integers(0, 50), st.sampled_from("abc"), st.sampled_from("xyz")), min_size=1, max_size=30
)
tolerances = st.decimals(Decimal("0.51"), Decimal(1), places=2)


def made(rows: list[tuple[int, str, str]]) -> tuple[Universe, Layer, Layer]:
    universe = Universe(
        basis=Basis.RESIDENTS,
        weight="people",
        as_of=DAY,
        ids=tuple(str(i) for i in range(len(rows))),
        weights=tuple(Decimal(weight) for weight, _, _ in rows),
        ccg=(),
        ccg_day=DAY,
        method="made up",
        sources=(),
    )
    first = Layer(tier=Tier.CCG, as_of=DAY, of=tuple((a,) for _, a, _ in rows), notes=(), sources=())
    second = Layer(tier=Tier.STP, as_of=DAY, of=tuple((b,) for _, _, b in rows), notes=(), sources=())
    return universe, first, second


@given(units, tolerances)
def test_turning_a_comparison_round_turns_its_relations_round(
    rows: list[tuple[int, str, str]], tolerance: Decimal
) -> None:
    universe, a, b = made(rows)
    there = {(p.a, p.b): p for p in compare(universe, a, b, tolerance).pairs}
    back = {(p.b, p.a): p for p in compare(universe, b, a, tolerance).pairs}
    assert there.keys() == back.keys()
    for key, pair in there.items():
        other = back[key]
        assert (pair.share_a, pair.share_b, pair.jaccard) == (other.share_b, other.share_a, other.jaccard)
        assert OPPOSITE.get(pair.alignment, pair.alignment) is other.alignment


@given(units)
def test_shares_of_a_partition_add_up(rows: list[tuple[int, str, str]]) -> None:
    found = compare(*made(rows))
    for body, total in found.totals_a.items():
        assert sum(pair.weight for pair in found.of(body)) == total
        shares = [pair.share_a or Decimal(0) for pair in found.of(body)]
        assert 1 - len(shares) * Decimal("0.000001") <= sum(shares) <= 1


@given(units, tolerances, tolerances)
def test_a_stricter_tolerance_never_adds_a_nest(
    rows: list[tuple[int, str, str]], one: Decimal, other: Decimal
) -> None:
    loose, strict = sorted((one, other))
    nested = [
        {nest.body for nest in certify(compare(*made(rows), tolerance)).nests if nest.nests}
        for tolerance in (loose, strict)
    ]
    assert nested[1] <= nested[0]


@given(units)
def test_what_refines_nests_wholly(rows: list[tuple[int, str, str]]) -> None:
    """A layer whose bodies are parts of the other's has score one, whatever the weights."""
    universe, a, b = made([(weight, first + second, second) for weight, first, second in rows])
    found = certify(compare(universe, a, b, Decimal(1)))
    assert found.nested == len(found.nests)
    assert found.score == (1 if sum(weight for weight, _, _ in rows) else 0)


@given(st.sampled_from(Tier), st.sampled_from(Tier))
def test_a_default_basis_fits_both_tiers(a: Tier, b: Tier) -> None:
    basis = default_basis(a, b)
    assert basis is default_basis(b, a)
    if basis is None:
        assert not any({a, b} <= tiers for tiers in SUPPORTED.values())
    else:
        assert {a, b} <= SUPPORTED[basis]


@given(st.decimals(0, 1, places=3), tolerances)
def test_an_unknown_share_never_makes_a_whole(share: Decimal, tolerance: Decimal) -> None:
    assert alignment(share, None, tolerance) is not Alignment.COTERMINOUS
    assert alignment(None, None, tolerance) is Alignment.NOT_COMPARABLE
