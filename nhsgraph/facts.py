"""The facts: frozen rows, each with the releases it was read from. One class is one table.

Loaders (:mod:`nhsgraph.sources`) yield facts, :mod:`nhsgraph.tables` writes them to and reads them from
``data/tables/<name>.csv``, :mod:`nhsgraph.quads` turns them into RDF. The fields of a class, in their order, are
the columns of its table. Dates are half-open (see :mod:`nhsgraph.period`); bodies are local ids
(:mod:`nhsgraph.ids`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from nhsgraph.period import FinancialYear


class Grade(StrEnum):
    """How a fact is known, strongest first (see ``docs/evidence.md``)."""

    OFFICIAL = "official"  # a register, a statute or a published statistic says so
    STATED = "stated"  # one of the documents, or another public page, says so
    EVIDENCED = "evidenced"  # computed from published figures
    IMPLIED = "implied"  # a rule says that it must be so
    UNVERIFIED = "unverified"  # general knowledge, not yet checked against a source
    FICTIONAL = "fictional"  # the demonstration set


class Dated(StrEnum):
    """What a start date means: the day itself, or the first release that shows the fact."""

    EXACT = "exact"
    RELEASE = "release"


class Status(StrEnum):
    """The ODS status of a practice in a release."""

    ACTIVE = "active"
    CLOSED = "closed"
    DORMANT = "dormant"
    PROPOSED = "proposed"


class Contract(StrEnum):
    """Contract types of NHS Payments to General Practice."""

    GMS = "GMS"
    PMS = "PMS"
    APMS = "APMS"
    UNKNOWN = "unknown"


class Change(StrEnum):
    """What happened to a body or its territory."""

    ABOLITION = "abolition"
    BOUNDARY = "boundary"
    MERGER = "merger"


class Basis(StrEnum):
    """What an overlap is measured in."""

    RESIDENTS = "residents"  # LSOAs, weighted by resident population
    POSTCODES = "postcodes"  # share of the postcodes of the first body


class LevelOf(StrEnum):
    """Co-commissioning levels; ``UNKNOWN`` is a state of the arrangement, not a level."""

    GREATER_INVOLVEMENT = "greater-involvement"
    JOINT = "joint"
    DELEGATED = "delegated"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What every row carries: the releases it comes from (the first one is its home graph)."""

    sources: tuple[str, ...]
    record: str = ""  # where in the first release: a row number, or a key that finds the row


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation(Fact):
    """A body, a team of one, or an area with a code. ``valid_from`` is the first day it operated."""

    id: str
    kind: str  # class in the vocabulary, local name
    ods: str = ""
    gss: str = ""  # ONS code, where it never changed; else see IdentifierAssignment
    valid_from: date | None = None
    valid_to: date | None = None
    known_until: date | None = None
    registered_from: date | None = None  # the register's open date, where it precedes operation
    tier: str = ""  # local authorities: upper, lower or unitary
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameAssignment(Fact):
    """A name of a body for a period."""

    body: str
    name: str
    valid_from: date | None = None
    valid_to: date | None = None
    dated: Dated = Dated.RELEASE


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentifierAssignment(Fact):
    """A code that a body had for a period (``scheme``: ``gss`` or ``ods``)."""

    body: str
    scheme: str
    code: str
    valid_from: date | None = None
    valid_to: date | None = None
    dated: Dated = Dated.RELEASE


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeMembership(Fact):
    """A practice was a member of a commissioner.

    ``published_commissioner`` keeps what the release said where a correction (named in the lookups of the source)
    replaced it.
    """

    practice: str
    commissioner: str
    valid_from: date
    valid_to: date | None = None
    known_until: date | None = None
    published_commissioner: str = ""
    correction: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeStatus(Fact):
    """The status of a practice as a release of a given day states it (written when it changes)."""

    practice: str
    status: Status
    as_of: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeYear(Fact):
    """A practice in a financial year: contract, list, and payments in pounds (``payments``: before deductions)."""

    practice: str
    year: FinancialYear
    commissioner: str
    contract: Contract
    registered: Decimal | None = None
    weighted: Decimal | None = None
    payments: Decimal | None = None
    payments_net: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation(Fact):
    """A CCG took part in an STP."""

    participant: str
    partnership: str
    valid_from: date
    valid_to: date | None = None
    known_until: date | None = None
    dated: Dated = Dated.RELEASE


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamCoverage(Fact):
    """A team or region of NHS England covered a CCG."""

    body: str
    team: str
    valid_from: date
    valid_to: date | None = None
    known_until: date | None = None
    dated: Dated = Dated.RELEASE


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure(Fact):
    """A part of a whole: a team of NHS England (``unit-of``), an area in another (``area-within``, ``area-partly-within``)."""

    relation: str
    part: str
    whole: str
    valid_from: date | None = None
    valid_to: date | None = None
    known_until: date | None = None
    dated: Dated = Dated.RELEASE


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession(Fact):
    """A predecessor and a successor of a change event; in a boundary change territory moved from one to the other."""

    event: str
    change: Change
    predecessor: str
    successor: str
    effective: date
    lsoas_moved: int | None = None
    lsoas_before: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap(Fact):
    """How much of two footprints is common; shares are of ``people`` where given, and ``None`` is not known."""

    a: str
    b: str
    as_of: date
    basis: Basis
    lsoas: int | None = None
    people: int | None = None
    share_of_a: Decimal | None = None
    share_of_b: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Centroid(Fact):
    """A middle point of a body's area, in degrees of WGS84: for placing it in a picture, not for measuring."""

    body: str
    as_of: date
    longitude: Decimal
    latitude: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Lsoa(Fact):
    """A lower-layer super output area: residents at mid-2015, and its CCG and district in April of three years.

    Base units of footprints; kept in the table, out of the graph.
    """

    code: str
    people: int
    ccg_2016: str
    district_2016: str
    ccg_2018: str
    district_2018: str
    ccg_2020: str
    district_2020: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner(Fact):
    """An organisation that a list of STP partners names; ``partner`` is empty where the list gives no usable code."""

    partnership: str
    category: str  # ccg, authority, trust or other
    name: str
    as_of: date
    partner: str = ""
    published_code: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnershipLead(Fact):
    """Who a public list names as lead of an STP. ``person`` is opaque and empty where the list names nobody."""

    partnership: str
    as_of: date
    person: str = ""
    name: str = ""
    post: str = ""
    employer: str = ""  # local id, empty where not matched by code
    employer_name: str = ""
    text: str = ""  # what the list prints, where it is one cell
    printed_in: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnershipEvent(Fact):
    """A line of the ODS log of changes to STPs and their partners; ``bodies`` are the codes it is about."""

    event: str
    occurred: date
    category: str
    partnership: str = ""  # empty where the line is about several
    bodies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VanguardSite(Fact):
    """A site of the new care models programme."""

    id: str
    number: int
    name: str
    care_model: str
    announced: str  # year and month
    printed_in: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyPayment(Fact):
    """Payments over £25,000 of a CCG to a GP-linked company in a year. The name pattern is evidence of a name only."""

    ccg: str
    payee: str
    payee_name: str
    year: FinancialYear
    invoices: int
    pounds: Decimal
    category: str = ""
    name_pattern: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendEvidence(Fact):
    """What a CCG's spend over £25,000 shows under a delegated co-commissioning heading. Evidence, not a status."""

    ccg: str
    year: FinancialYear
    found: str  # yes, none-found or no-data
    invoices: int | None = None
    total_pounds: Decimal | None = None
    delegated_invoices: int | None = None
    delegated_pounds: Decimal | None = None
    contract_invoices: int | None = None
    contract_pounds: Decimal | None = None
    gp_supplier_pounds: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement(Fact):
    """A CCG's co-commissioning level for a period, where a public source names it."""

    ccg: str
    level: LevelOf
    grade: Grade
    valid_from: date | None = None
    valid_to: date | None = None
    precision: str = ""  # day, month, year or undated
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedCount(Fact):
    """A national total that a source prints, or that was looked for and not found (``value`` empty)."""

    id: str
    measure: str
    as_of: str
    grade: Grade
    value: str = ""
    printed_in: str = ""
    note: str = ""
