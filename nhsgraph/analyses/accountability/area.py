"""One CCG on one date, as the policy sees it: its level or that it is unknown, its team, the names of its bodies."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from nhsgraph.analyses.accountability.policy import LEVELS, NONE_YET, Policy
from nhsgraph.analyses.explain.context import Context, cites
from nhsgraph.analyses.explain.level import FIRST_ARRANGEMENTS, standing
from nhsgraph.analyses.explanation import Cite
from nhsgraph.period import Holds
from nhsgraph.values import dataclass, field
from nhsgraph.views import Fields

#: Through which kind of team NHS England acted, by date (rule IR-04): the first kind that covers the CCG.
_TEAMS_BEFORE = ("AreaTeam", "RegionalTeam")
_TEAMS_SINCE = ("LocalTeam", "RegionalTeam")
#: The committees of a CCG that are roles: the class, and what one is called that no source names.
_COMMITTEES = {
    "governing-body": ("GoverningBody", "the governing body of {}"),
    "pccc": ("PCCC", "the PCCC of {}"),
    "joint-committee": ("JointCommittee", "the joint committee of NHS England and the CCG"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A kind of body made concrete."""

    label: str
    body: str = ""  # local id, where there is one
    implied: bool = False  # a rule says that it exists
    cites: tuple[Cite, ...] = ()

    @property
    def several(self) -> bool:
        """Whether the name stands for several bodies: “its member practices”."""
        return not self.body and self.label.split(" of ")[0].endswith("s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A CCG's area, or with no CCG the country at large."""

    as_of: date
    levels: tuple[str, ...]  # one where it is known, else all that are possible
    state: str  # none-yet, stated, fictional, last-known, undated, unknown, or any (no CCG)
    level_cites: tuple[Cite, ...] = ()
    code: str = ""
    name: str = ""
    team: Actor | None = None
    actors: Mapping[str, Actor] = field(default_factory=dict)
    bodies: frozenset[str] = (
        frozenset()
    )  # local ids: the CCG, its committees, teams and partnerships on the date

    @property
    def known(self) -> bool:
        """Whether there is one level, or certainly none."""
        return len(self.levels) == 1

    def actor(self, policy: Policy, role: str) -> Actor:
        """Who a kind of body is here."""
        if role in self.actors:
            return self.actors[role]
        term = policy.roles.get(role)
        return Actor(label=term.label if term else role, body=term.body if term else "")

    def label(self, policy: Policy, role: str) -> str:
        """The name of a kind of body here; NHS England with its team."""
        if role == "nhse" and self.team is not None:
            return f"{self.actor(policy, role).label} (through {self.team.label})"
        return self.actor(policy, role).label


def of_ccg(context: Context) -> Area:
    """The area of a CCG on the date of the context."""
    found = standing(context)
    name, code = context.body.label or context.body.code, context.body.code
    day = context.as_of
    if day < FIRST_ARRANGEMENTS:
        levels: tuple[str, ...] = (NONE_YET,)
    else:
        levels = (found.level,) if found.level else LEVELS
    partnerships = _now(context, "participations")
    committees = _now(context, "committees")
    actors = {
        "ccg": Actor(label=name, body=context.body.id),
        "practice": Actor(label="its member practices"),
        "health-wellbeing-board": Actor(label="the Health and Wellbeing Boards of its area"),
        "contracting-party": Actor(label="NHS England (core contracts) or the CCG (its own local contracts)"),
        **{
            role: _committee(committees, kind, label.format(name))
            for role, (kind, label) in _COMMITTEES.items()
        },
    }
    if partnerships:
        names = list(dict.fromkeys(context.name_of(row.code("partnership")) for row in partnerships))
        actors["stp"] = Actor(label=" and ".join(names), cites=cites(partnerships))
    return Area(
        as_of=day,
        levels=levels,
        state=found.state,
        level_cites=found.cites,
        code=code,
        name=name,
        team=team(context.rows("coverages"), day),
        actors=actors,
        bodies=frozenset(
            {
                context.body.id,
                *(row.code("committee") for row in committees),
                *(row.code("partnership") for row in partnerships),
                *(row.code("team") for row in _now(context, "coverages")),
            }
        ),
    )


def _now(context: Context, view: str) -> list[Fields]:
    return [row for row in context.rows(view) if row.holds(context.as_of) is Holds.YES]


def _committee(rows: list[Fields], kind: str, label: str) -> Actor:
    """The committee of a kind: by its own name where a source names it, else implied, with a body where the graph has one."""
    of_kind = [row for row in rows if row.code("kind") == kind]
    for row in of_kind:
        if not row.text("rule"):
            return Actor(label=row.text("name"), body=row.code("committee"), cites=cites([row]))
    return Actor(label=label, body=of_kind[0].code("committee") if of_kind else "", implied=True)


def national(day: date) -> Area:
    """No CCG: every level that there was on a date."""
    return Area(as_of=day, levels=(NONE_YET,) if day < FIRST_ARRANGEMENTS else LEVELS, state="any")


def team(coverages: list[Fields], day: date) -> Actor | None:
    """The team through which NHS England acted towards a CCG on a day, if the sources name one (rule IR-04)."""
    now = [row for row in coverages if row.holds(day) is Holds.YES]
    for kind in _TEAMS_BEFORE if day < FIRST_ARRANGEMENTS else _TEAMS_SINCE:
        rows = [row for row in now if row.code("kind") == kind]
        if rows:
            return Actor(
                label=rows[0].text("teamName") or rows[0].text("teamCode"),
                body=rows[0].code("team"),
                cites=cites(rows[:1])[:1],
            )
    return None
