"""Tiers of footprints, the bases they can be measured on, and which can be compared on which."""

from __future__ import annotations

from enum import StrEnum

from nhsgraph.errors import UsageError


class Tier(StrEnum):
    """Tiers, from the smallest. The first three are sets of practices and have no territory."""

    PRACTICE = "practice"
    LOCALITY = "locality"
    FEDERATION = "federation"
    CCG = "ccg"
    DISTRICT = "district"  # lower-tier and unitary authorities
    AUTHORITY = "authority"  # upper-tier and unitary authorities
    PCT = "pct"
    STP = "stp"
    AREA_TEAM = "area-team"
    LOCAL_OFFICE = "local-office"
    REGION = "region"


class Basis(StrEnum):
    """What a footprint is made of and measured in."""

    RESIDENTS = "residents"  # small areas, by the people who live there
    REGISTERED = "registered"  # practices, by their lists
    MEMBERS = "members"  # practices, each counting one
    CONTRACT = "contract"  # practices, by what they were paid
    POSTCODES = "postcodes"  # shares of the postcodes of a PCT
    CCGS = "ccgs"  # whole CCGs, each counting one


#: Basis to its weights; the first is the default.
WEIGHTS = {
    Basis.RESIDENTS: ("people", "areas"),
    Basis.REGISTERED: ("patients", "weighted"),
    Basis.MEMBERS: ("practices",),
    Basis.CONTRACT: ("pounds",),
    Basis.POSTCODES: ("postcodes",),
    Basis.CCGS: ("ccgs",),
}
#: Weight to what one of it is called, and several.
UNITS = {
    "people": ("resident", "residents"),
    "areas": ("LSOA", "LSOAs"),
    "patients": ("registered patient", "registered patients"),
    "weighted": ("weighted patient", "weighted patients"),
    "practices": ("practice", "practices"),
    "pounds": ("pound paid", "pounds paid"),
    "postcodes": ("PCT", "PCTs"),
    "ccgs": ("CCG", "CCGs"),
}
LABELS = {
    Tier.PRACTICE: ("practice", "practices"),
    Tier.LOCALITY: ("locality or network", "localities and networks"),
    Tier.FEDERATION: ("federation", "federations"),
    Tier.CCG: ("CCG", "CCGs"),
    Tier.DISTRICT: ("district", "districts"),
    Tier.AUTHORITY: ("upper-tier authority", "upper-tier authorities"),
    Tier.PCT: ("PCT", "PCTs"),
    Tier.STP: ("STP", "STPs"),
    Tier.AREA_TEAM: ("area team", "area teams"),
    Tier.LOCAL_OFFICE: ("local office", "local offices"),
    Tier.REGION: ("region", "regions"),
}
#: Class of the vocabulary to tier; authorities depend on their own tier, see :func:`tier_of`.
KINDS = {
    "GPPractice": Tier.PRACTICE,
    "Locality": Tier.LOCALITY,
    "Federation": Tier.FEDERATION,
    "CCG": Tier.CCG,
    "PrimaryCareTrust": Tier.PCT,
    "STP": Tier.STP,
    "AreaTeam": Tier.AREA_TEAM,
    "LocalTeam": Tier.LOCAL_OFFICE,
    "RegionalTeam": Tier.REGION,
}
PRACTICE_SETS = frozenset({Tier.PRACTICE, Tier.LOCALITY, Tier.FEDERATION})
_OF_CCGS = frozenset({Tier.CCG, Tier.STP, Tier.AREA_TEAM, Tier.LOCAL_OFFICE, Tier.REGION})
_OF_PRACTICES = _OF_CCGS | PRACTICE_SETS
#: Basis to the tiers that have a footprint on it.
SUPPORTED = {
    Basis.RESIDENTS: _OF_CCGS | {Tier.DISTRICT, Tier.AUTHORITY},
    Basis.REGISTERED: _OF_PRACTICES,
    Basis.MEMBERS: _OF_PRACTICES,
    Basis.CONTRACT: _OF_PRACTICES,
    Basis.POSTCODES: _OF_CCGS | {Tier.PCT},
    Basis.CCGS: _OF_CCGS,
}


def tier_of(kind: str, authority_tier: str = "") -> Tier | None:
    """The tier of a class; a lower-tier authority is a district, every other authority an upper-tier one.

    >>> tier_of("CCG"), tier_of("LocalAuthority", "lower"), tier_of("Company")
    (<Tier.CCG: 'ccg'>, <Tier.DISTRICT: 'district'>, None)
    """
    if kind == "LocalAuthority":
        return Tier.DISTRICT if authority_tier == "lower" else Tier.AUTHORITY
    return KINDS.get(kind)


def default_basis(a: Tier, b: Tier) -> Basis | None:
    """The basis that two tiers are compared on unless another is asked for; ``None``: they have none in common.

    >>> default_basis(Tier.CCG, Tier.STP), default_basis(Tier.FEDERATION, Tier.CCG)
    (<Basis.RESIDENTS: 'residents'>, <Basis.MEMBERS: 'members'>)
    >>> default_basis(Tier.PCT, Tier.AUTHORITY) is None
    True
    """
    for basis in (Basis.RESIDENTS, Basis.MEMBERS, Basis.POSTCODES):
        if {a, b} <= SUPPORTED[basis]:
            return basis
    return None


def why_not(tier: Tier, basis: Basis, subject: str = "") -> str:
    """Why a tier has no footprint on a basis, in words; ``subject`` stands for its name where that was said."""
    many = subject or LABELS[tier][1]
    if tier is Tier.PRACTICE:
        return f"{many} are lists of people and have no territory"
    if tier in PRACTICE_SETS:
        return f"{many} are sets of practices and have no territory"
    if tier is Tier.PCT:
        return f"of {LABELS[tier][1]} only the shares of their postcodes are known"
    if tier in {Tier.DISTRICT, Tier.AUTHORITY}:
        return f"{many} are territories, and no source here places practices or postcodes in them"
    return f"{many} are not measured on the basis “{basis}”"


def read_tier(text: str) -> Tier:
    """A tier as typed; raises :class:`~nhsgraph.errors.UsageError` with the tiers there are."""
    try:
        return Tier(text.strip().lower().replace("_", "-").replace(" ", "-"))
    except ValueError:
        raise UsageError(f"“{text}” is not a tier. Choose one of {', '.join(Tier)}.") from None


def read_basis(text: str) -> Basis:
    """A basis as typed; raises :class:`~nhsgraph.errors.UsageError` with the bases there are."""
    try:
        return Basis(text.strip().lower())
    except ValueError:
        raise UsageError(f"“{text}” is not a basis. Choose one of {', '.join(Basis)}.") from None


def read_weight(text: str, basis: Basis) -> str:
    """A weight as typed, by default the first of the basis; raises :class:`~nhsgraph.errors.UsageError`."""
    weight = text.strip().lower() or WEIGHTS[basis][0]
    if weight not in WEIGHTS[basis]:
        told = " or ".join(WEIGHTS[basis])
        raise UsageError(f"the basis “{basis}” has no weight “{text}”. It takes {told}.")
    return weight
