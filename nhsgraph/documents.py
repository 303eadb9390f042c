"""The documents as facts: what five texts on co-commissioning say, and what was found beside them.

One class is one table of ``data/documents/``, read and written like the national tables
(:mod:`nhsgraph.tables`); its fields, in their order, are the columns. ``sources`` names the document or
public page that a row rests on, ``record`` the place in it; ``claims`` are ids of rows of the claims table.
No table has a sentence of a document: a row says in its own words what is said, and the locator says where.

What the words mean, how modality and grade were assigned, and how to correct a row: ``docs/documents.md``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from nhsgraph.document_codes import (
    AllocationLevel,
    ClaimKind,
    ClaimStatus,
    Modality,
    Precision,
    Role,
    StanceType,
    Strength,
    Verdict,
)
from nhsgraph.facts import CompanyPayment, Fact, Grade, PartnershipEvent, PartnershipLead, Succession


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Fact):
    """One of the five texts. Texts of one ``group`` are not independent and corroborate once."""

    id: str
    label: str
    group: str
    genre: str
    revision_of: str = ""
    doi: str = ""
    authors: str = ""  # local id of the author or group of authors
    interest: str = ""  # the interest that its publisher or funder has in the topic
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Fact):
    """One statement of a document. Its first source is its document, ``record`` the locator.

    A second source is another version of the same text that says the same. ``valid_text`` keeps the period in
    words where it is more than two dates.
    """

    id: str
    subject: str
    predicate: str
    object: str
    kind: ClaimKind
    modality: Modality
    valid_from: date | None = None
    valid_to: date | None = None
    precision: Precision = Precision.UNDATED
    valid_text: str = ""
    held_by: tuple[str, ...] = ()  # whose opinion or words these are
    capacity: str = ""  # personal, organisational, professional, author or research-participant
    stance: StanceType | None = None
    about: tuple[str, ...] = ()  # bodies and people it is certainly about
    status: ClaimStatus | None = None
    refuted_by: tuple[str, ...] = ()
    external_support: tuple[str, ...] = ()  # memory, public-page or derived: what the note adds from outside
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction(Fact):
    """A clash or tension between claims, and how the graph answers; its positions have their own table."""

    id: str
    topic: str
    clash: str
    resolution: str
    alias_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContradictionPosition(Fact):
    """One side of a contradiction; ``claim`` is empty where the position comes from outside the documents."""

    contradiction: str
    position: str
    claim: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Function(Fact):
    """Something that a body is responsible for.

    ``delegable`` functions change hands with the level. ``levers`` are the functions without which a duty for
    this one cannot be discharged.
    """

    id: str
    label: str
    definition: str
    delegable: bool
    parent: str = ""
    levers: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    claims: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HolderRole(Fact):
    """Who an allocation names: one ``body`` everywhere, or one to be found for each CCG (``resolution``)."""

    id: str
    label: str
    kind: str  # class in the vocabulary
    resolution: str
    body: str = ""
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocation(Fact):
    """Who has a role in a function at a level. A role without a row is not documented, which is not "nobody".

    ``holder`` ``none`` says that nobody has it. From ``known_until`` on the sources do not say.
    """

    function: str
    level: AllocationLevel
    role: Role
    holder: str
    grade: Grade
    valid_from: date
    valid_to: date | None = None
    known_until: date | None = None
    on_behalf_of: str = ""
    through: tuple[str, ...] = ()  # the holder's own bodies that act for it
    scope: str = ""  # where it is less than the whole function
    claims: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalBasis(Fact):
    """A provision, agreement or guidance that a line of accountability can rest on."""

    id: str
    instrument: str
    section: str
    provides: str
    strength: Strength
    grade: Grade
    valid_from: date | None = None
    valid_to: date | None = None
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyEvent(Fact):
    """A change of policy or law, with its three dates kept apart; each is the first day that fits."""

    id: str
    label: str
    grade: Grade
    announced: date | None = None
    enacted: date | None = None
    effective: date | None = None
    precision: Precision = Precision.DAY
    claims: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guidance(Fact):
    """A version of guidance, a rule in it, or published evidence on how it works (``kind``)."""

    id: str
    kind: str  # version, rule, taxonomy or evidence
    title: str
    content: str
    grade: Grade
    issued_by: str = ""
    part_of: tuple[str, ...] = ()  # the versions that have the rule
    valid_from: date | None = None
    valid_to: date | None = None
    precision: Precision = Precision.DAY
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Body(Fact):
    """A body that the documents name and no register of the national tables has.

    ``anonymous`` bodies and participants were promised that nobody would identify them: they have no code,
    and none may be looked for.
    """

    id: str
    kind: str  # class in the vocabulary
    name: str
    status: str  # statutory status, a concept of the vocabulary
    grade: Grade
    anonymous: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
    precision: Precision = Precision.UNDATED
    claims: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyRelation(Fact):
    """A relation of named bodies that a source states: ownership, provision, contracts, succession.

    ``counted`` of ``total`` are practices or bodies that take part; ``pounds`` is the value a source gives.
    """

    id: str
    kind: str
    subject: str
    grade: Grade
    object: str = ""
    status: str = ""  # contracts: intended, reported-awarded, in-force, awarded
    counted: int | None = None
    total: int | None = None
    pounds: Decimal | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    precision: Precision = Precision.UNDATED
    claims: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Fact):
    """Somebody whom a public document names in an office, as an author or as a speaker. The id is opaque."""

    id: str
    name: str
    claims: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure(Fact):
    """A person in a post. Where only a moment is known, ``as_of`` has it and the ends stay empty."""

    person: str
    post: str
    organisation: str
    grade: Grade
    valid_from: date | None = None
    valid_to: date | None = None
    precision: Precision = Precision.UNDATED
    as_of: str = ""  # year, month or day on which the source shows it
    claims: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Uptake(Fact):
    """How many CCGs stood at a level, as one source counts them. Sources that differ are separate rows."""

    id: str
    as_of: date
    level: AllocationLevel
    stage: str  # bid, approved, in-effect
    counted: int
    total: int
    grade: Grade
    claims: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberCheck(Fact):
    """A printed figure held against arithmetic or another source."""

    id: str
    figure: str
    check: str
    result: str
    verdict: Verdict
    claims: tuple[str, ...] = ()


#: Table name (and file stem in ``data/documents/``) to the class of its rows, in loading order.
DOCUMENTS: dict[str, type[Fact]] = {
    "documents": Document,
    "claims": Claim,
    "contradictions": Contradiction,
    "contradiction_positions": ContradictionPosition,
    "functions": Function,
    "roles": HolderRole,
    "allocations": Allocation,
    "legal_bases": LegalBasis,
    "policy_events": PolicyEvent,
    "guidance": Guidance,
    "bodies": Body,
    "body_relations": BodyRelation,
    "people": Person,
    "tenures": Tenure,
    "uptake": Uptake,
    "numbers": NumberCheck,
}


def named_bodies(facts: Mapping[type[Fact], tuple[Fact, ...]]) -> Iterator[tuple[str, str, str]]:
    """Local id, class and name of every body that the documents name and no register has, in table order."""
    for fact in facts.get(Body, ()):
        if isinstance(fact, Body):
            yield fact.id, fact.kind, fact.name


def defined_ids(facts: Mapping[type[Fact], tuple[Fact, ...]]) -> Iterator[str]:
    """Every local id that a row of these facts defines: bodies, people, functions, roles, bases, documents.

    What only one national table has is defined by its row there: leads of STPs, payees, change events.
    """
    for rows in facts.values():
        for fact in rows:
            if isinstance(fact, PartnershipLead):
                yield fact.person
            elif isinstance(fact, CompanyPayment):
                yield fact.payee
            elif isinstance(fact, Succession | PartnershipEvent):
                yield fact.event
            elif not isinstance(fact, Claim):
                yield str(getattr(fact, "id", ""))
