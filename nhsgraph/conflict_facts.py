"""What conflict paths are made of: people, posts, shares, committees, decisions, meetings, safeguards.

One class is one table of a data set's ``conflicts/`` folder and one template that a user fills for an area of their
own; the fields, in their order, are the columns, written and read like the national tables (:mod:`nhsgraph.tables`).
A template has no column ``sources``: :mod:`nhsgraph.ingest` names the source. Dates are half-open; an empty start is
*not known*, an empty end is *not ended as far as known*. Nothing here is a finding about anybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from nhsgraph.facts import Fact


class PartyKind(StrEnum):
    """Classes of organisations that no register of the national tables has."""

    COMPANY = "Company"
    FEDERATION = "Federation"
    FEDERATION_COMPANY = "FederationCompany"
    PROVIDER = "ProviderOrganisation"


class CommitteeKind(StrEnum):
    """Classes of committees."""

    ADVISORY = "AdvisoryCommittee"
    COMMITTEE = "Committee"
    GOVERNING_BODY = "GoverningBody"
    JOINT = "JointCommittee"
    PCCC = "PCCC"


class Authority(StrEnum):
    """What a committee may do."""

    DECIDES = "decides"
    RECOMMENDS = "recommends"
    ADVISES = "advises"


class Seat(StrEnum):
    """The seat of a member on a committee."""

    CHAIR = "chair"
    VICE_CHAIR = "vice-chair"
    MEMBER = "member"
    ATTENDEE = "attendee"


class PostKind(StrEnum):
    """What ties a person to an organisation."""

    DIRECTOR = "director"
    EMPLOYEE = "employee"
    OFFICE_HOLDER = "office-holder"
    PARTNER = "partner"


class InterestKind(StrEnum):
    """The four kinds of interest of NHS England's guidance."""

    FINANCIAL = "financial"
    PROFESSIONAL = "non-financial-professional"
    PERSONAL = "non-financial-personal"
    INDIRECT = "indirect"


class Realness(StrEnum):
    """How far a conflict of interest is there."""

    ACTUAL = "actual"
    POTENTIAL = "potential"
    PERCEIVED = "perceived"


class Procedure(StrEnum):
    """How a provider was chosen."""

    TENDER = "competitive-tender"
    ANY_QUALIFIED = "any-qualified-provider"
    SINGLE = "single-provider"
    NOT_STATED = "not-stated"


class AwardStatus(StrEnum):
    """How far an award had come."""

    INTENDED = "intended"
    REPORTED = "reported-awarded"
    AWARDED = "awarded"
    IN_FORCE = "in-force"
    WITHDRAWN = "withdrawn"


class Act(StrEnum):
    """What a decision that is no award does."""

    BUDGET = "budget"
    MERGER = "merger"
    MONITORING = "monitoring"
    NEW_PRACTICE = "new-practice"
    SANCTION = "sanction"
    SCHEME = "scheme"
    STRATEGY = "strategy"


class AttendanceKind(StrEnum):
    """What minutes say of a person."""

    PRESENT = "present"
    APOLOGIES = "apologies"
    WITHDREW = "withdrew"
    ABSTAINED = "abstained"


class SafeguardStatus(StrEnum):
    """Whether a safeguard is recorded, or recorded as absent. No row at all is *not documented*."""

    DOCUMENTED = "documented"
    ABSENT = "documented-absent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Individual(Fact):
    """A person under an opaque id. Two people of one name are two rows, never one."""

    id: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party(Fact):
    """A federation, company or provider. ``arm_of`` is the federation whose provider arm it is."""

    id: str
    kind: PartyKind
    name: str
    arm_of: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FederationMembership(Fact):
    """A practice was a member of a federation, which need not make it an owner of the federation's company."""

    practice: str
    federation: str
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shareholding(Fact):
    """A person, practice or company held a share (0 to 1) of a company; no share given is 0 to 1.

    A nominee holds for somebody else: ``on_behalf_of`` where that is known.
    """

    holder: str
    company: str
    share: Decimal | None = None
    share_at_least: Decimal | None = None
    share_at_most: Decimal | None = None
    nominee: bool = False
    on_behalf_of: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Post(Fact):
    """A person was partner, director, employee or office holder of an organisation."""

    person: str
    organisation: str
    kind: PostKind
    post: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Committee(Fact):
    """Terms of reference: whose committee it is, what it may do, how many voters make it quorate."""

    id: str
    kind: CommitteeKind
    name: str
    committee_of: str
    authority: Authority
    quorum: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitteeSeat(Fact):
    """A person's seat on a committee. ``categories`` are all that the person counts as (``executive clinician``)."""

    person: str
    committee: str
    role: Seat
    categories: tuple[str, ...]
    voting: bool
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredInterest(Fact):
    """A line of a register of interests. ``close_tie`` says in a word whose an indirect interest is, without a name."""

    id: str
    bearer: str
    interest_in: str
    kind: InterestKind
    realness: Realness = Realness.POTENTIAL
    close_tie: str = ""
    declared_on: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Fact):
    """A meeting of a committee."""

    id: str
    committee: str
    held_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Award(Fact):
    """A contract given to a provider. ``decided_by`` is the body that decided, empty where the source does not say."""

    id: str
    commissioner: str
    provider: str
    contract: str
    procedure: Procedure
    status: AwardStatus
    decided_by: str = ""
    decided_on: date | None = None
    pounds: Decimal | None = None
    meeting: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Fact):
    """A line of a register of procurement decisions that is no award: a scheme, a merger, a breach notice, a budget.

    ``concerning`` are the practices or providers it is about; empty means every member practice alike.
    """

    id: str
    commissioner: str
    act: Act
    subject: str
    decided_by: str = ""
    decided_on: date | None = None
    concerning: tuple[str, ...] = ()
    pounds: Decimal | None = None
    meeting: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance(Fact):
    """What the minutes say of a person at a meeting, as a whole or for one item (``concerning``)."""

    meeting: str
    person: str
    kind: AttendanceKind
    concerning: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Safeguard(Fact):
    """A safeguard of a kind, attached to a committee, a decision or an award, for a period."""

    id: str
    kind: str  # a notation of the scheme of safeguards, for example lay-chair
    applies_to: str
    status: SafeguardStatus = SafeguardStatus.DOCUMENTED
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedInput(Fact):
    """What a source says of one input to the severity of a decision: a part and a code of the table of severities."""

    id: str
    about: str
    part: str
    code: str


#: Template name (and file stem in ``conflicts/``) to the class of its rows, in loading order.
CONFLICTS: dict[str, type[Fact]] = {
    "people": Individual,
    "parties": Party,
    "federation_members": FederationMembership,
    "shareholdings": Shareholding,
    "posts": Post,
    "terms_of_reference": Committee,
    "committee_members": CommitteeSeat,
    "interests": DeclaredInterest,
    "meetings": Meeting,
    "awards": Award,
    "procurement_decisions": Decision,
    "attendance": Attendance,
    "safeguards": Safeguard,
    "stated_inputs": StatedInput,
}


def named(facts: Mapping[type[Fact], tuple[Fact, ...]]) -> Iterator[tuple[str, str, str]]:
    """Local id, class and name of every organisation and committee that these tables define, in table order."""
    for kind in (Party, Committee):
        for fact in facts.get(kind, ()):
            if isinstance(fact, Party | Committee):
                yield fact.id, fact.kind, fact.name
