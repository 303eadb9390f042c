"""Chains: from who decides on a function upward, line by line, as far as lines lead.

A chain follows lines of the function, of the umbrella above it where the function has none of its own, and above NHS
England those of the Mandate. Lines of membership, scrutiny, collaboration, oversight and profession end a chain: they
lead sideways, and nothing goes on through a partnership. The statutory line of NHS England is a chain of its own, beside
the delegated one. Lines that come back to a kind of body already passed are left out here and told by the gaps.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from nhsgraph.analyses.accountability.policy import MANDATE, Line, Policy
from nhsgraph.values import dataclass

_ENDING = frozenset({"membership", "scrutiny", "collaborative", "oversight", "professional"})
#: Evidence grades, the best known first.
GRADES = ("official", "stated", "evidenced", "fictional", "implied", "unverified")
_LOCAL = ("pccc", "joint-committee", "governing-body", "ccg")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Lines from a start upward; ``weakest`` is the place of the hop that binds least, then is known least."""

    hops: tuple[Line, ...]

    @property
    def end(self) -> str:
        """The kind of body it reaches."""
        return self.hops[-1].above

    @property
    def weakest(self) -> int:
        """The first hop that is not binding, else of the weakest type, else of the weakest grade."""
        return max(range(len(self.hops)), key=lambda i: (_weakness(self.hops[i]), -i))

    @property
    def binding(self) -> bool:
        """Whether every hop binds."""
        return all(line.binding for line in self.hops)

    def shape(self) -> tuple[tuple[str, str, str], ...]:
        """Its ends and types, by which chains of several functions are the same."""
        return tuple((line.party, line.above, line.type) for line in self.hops)


def _weakness(line: Line) -> tuple[bool, int, int]:
    return (not line.binding, line.rank, GRADES.index(line.grade) if line.grade in GRADES else 0)


def starts(policy: Policy, function: str, level: str, day: date) -> tuple[str, ...]:
    """Where the chains of a function begin at a level: with who decides, then the CCG and NHS England if not passed."""
    cells = list(policy.cells_at(level, day, function))
    deciders = [c.holder for c in cells if c.role == "decides"]
    organs = [organ for c in cells if c.role == "decides" and c.holder == "ccg" for organ in c.through]
    return tuple(dict.fromkeys([*organs, *deciders, "ccg", "nhse"]))


def of_function(policy: Policy, function: str, level: str, day: date) -> tuple[Chain, ...]:
    """The chains of a function at a level, those of who decides first; none contained in another."""
    lines = _lines_of(policy, function, level, day)
    holds = {c.holder for c in policy.cells_at(level, day, function) if c.role in {"holds", "decides"}}
    found: list[Chain] = []
    passed: set[str] = set()
    for start in starts(policy, function, level, day):
        if start in passed or (start == "nhse" and "nhse" not in holds):
            continue
        own = [Chain(hops=hops) for hops in _follow(lines, start, ())]
        found += own
        passed |= {line.party for chain in own for line in chain.hops}
    found += [
        c for c in retained(policy, function, level, day) if c.shape() not in {f.shape() for f in found}
    ]
    return tuple(found)


def of_party(policy: Policy, party: str, function: str, level: str, day: date) -> tuple[Chain, ...]:
    """The chains of one function from one kind of body."""
    lines = [line for line in _lines_of(policy, function, level, day) if line.function != MANDATE]
    if function != MANDATE and not any(line.party == party for line in lines):
        return ()
    everything = _lines_of(policy, function, level, day)
    return tuple(Chain(hops=hops) for hops in _follow(everything, party, ()))


def retained(policy: Policy, function: str, level: str, day: date) -> tuple[Chain, ...]:
    """The statutory line of NHS England for a function, which delegation leaves as it is (rule IR-01)."""
    everything = list(policy.lines_at(level, day))
    for line in everything:
        if line.type == "statutory" and line.function == function:
            above = [x for x in everything if x.party == line.above and x.function == MANDATE]
            return (Chain(hops=(line, *above[:1])),)
    return ()


def common(policy: Policy, function: str, levels: Sequence[str], day: date) -> tuple[Chain, ...]:
    """The chains of the CCG and of NHS England that hold for a function whatever the level."""
    at = [_lines_of(policy, function, level, day) for level in levels]
    shared = set.intersection(*({(x.party, x.above, x.type) for x in lines} for lines in at))
    lines = [x for x in at[0] if (x.party, x.above, x.type) in shared]
    found = [Chain(hops=hops) for hops in _follow(lines, "ccg", ())]
    kept = [{c.shape(): c for c in retained(policy, function, level, day)} for level in levels]
    found += [c for shape, c in kept[0].items() if all(shape in own for own in kept)]
    return tuple(found)


def _lines_of(policy: Policy, function: str, level: str, day: date) -> list[Line]:
    """The lines a chain of the function may follow: its own, the umbrella's where it has none alike, the Mandate's."""
    parent = policy.functions[function].parent if function in policy.functions else ""
    everything = [line for line in policy.lines_at(level, day) if line.type != "statutory"]
    own = [line for line in everything if line.function == function]
    ends = {(line.party, line.above) for line in own}
    umbrella = [
        line for line in everything if line.function == parent and (line.party, line.above) not in ends
    ]
    upward = [line for line in everything if line.function == MANDATE and function != MANDATE]
    return own + umbrella + upward


def _follow(lines: Sequence[Line], at: str, passed: tuple[str, ...]) -> Iterator[tuple[Line, ...]]:
    """Every way up from a kind of body that passes none twice, strongest line first."""
    for line in sorted((x for x in lines if x.party == at), key=lambda x: (x.rank, x.above)):
        if line.above in passed or line.above == at:
            continue
        onward = [] if line.type in _ENDING else list(_follow(lines, line.above, (*passed, at)))
        if onward:
            for rest in onward:
                yield (line, *rest)
        else:
            yield (line,)


def cycles(policy: Policy, level: str, day: date) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """Where accountability comes back: function and the lines of each circle, each once.

    Lines of one function alone are followed, whatever their type: practices that elect those who manage them.
    """
    for function in policy.functions_at(level, day):
        lines = [x for x in _lines_of(policy, function, level, day) if x.function != MANDATE]
        seen: set[frozenset[str]] = set()
        for start in dict.fromkeys(line.party for line in lines):
            for circle in _circles(lines, start, start, ()):
                ends = frozenset(line.party for line in circle)
                if ends not in seen:
                    seen.add(ends)
                    yield function, circle


def _circles(
    lines: Sequence[Line], start: str, at: str, walked: tuple[Line, ...]
) -> Iterator[tuple[Line, ...]]:
    for line in lines:
        if line.party != at or any(line.above == w.party for w in walked if w.party != start):
            continue
        if line.above == start:
            yield (*walked, line)
        elif len(walked) < 4:
            yield from _circles(lines, start, line.above, (*walked, line))


def local(role: str) -> bool:
    """Whether a kind of body is the CCG or one of its own."""
    return role in _LOCAL
