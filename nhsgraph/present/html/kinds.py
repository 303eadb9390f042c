"""How kinds of nodes and links look: a label, a colour, and a shape or a dash, so that colour is never alone."""

from __future__ import annotations

from dataclasses import dataclass

from nhsgraph.analyses.neighbourhood import Link, Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A row of the legend. ``mark`` is a letter inside the legend's box; ``dash`` is an SVG dash pattern."""

    key: str
    label: str
    colour: str  # a name of the palette
    mark: str = ""
    dash: str = ""


#: Kinds of nodes in the order of the legend.
NODES = (
    Look(key="national", label="National body", colour="black", mark="N"),
    Look(key="region", label="Region or local team", colour="grey", mark="R"),
    Look(key="stp", label="STP", colour="sky", mark="S"),
    Look(key="authority", label="Local authority", colour="yellow", mark="A"),
    Look(key="ccg", label="CCG", colour="blue", mark="C"),
    Look(key="committee", label="Committee", colour="green", mark="K"),
    Look(key="person", label="Person", colour="vermilion", mark="P"),
    Look(key="contract", label="Contract or award", colour="orange", mark="£"),
    Look(key="provider", label="Company, federation or provider", colour="purple", mark="F"),
    Look(key="practice", label="Practice", colour="grey", mark="G"),
    Look(key="other", label="Other body", colour="black", mark="O"),
)
#: Kinds of links in the order of the legend.
LINKS = (
    Look(key="answers", label="Answers to, assured by, unit of", colour="black"),
    Look(key="coverage", label="Covered by a team", colour="grey", dash="2 3"),
    Look(key="footprint", label="Overlaps, takes part in", colour="sky", dash="1 4"),
    Look(key="succession", label="Merged into, territory moved", colour="blue", dash="9 3 2 3"),
    Look(key="seat", label="Sits on, has a post in", colour="green"),
    Look(key="interest", label="Declared interest, share", colour="vermilion", dash="7 4"),
    Look(key="award", label="Contract or award", colour="orange"),
    Look(key="payment", label="Paid", colour="orange", dash="3 3"),
    Look(key="member", label="Member of", colour="grey"),
    Look(key="stated", label="Stated in a document", colour="purple", dash="5 2 1 2"),
)
_CLASSES = {
    "national": {"Parliament", "Minister", "Department", "NHSEngland", "Regulator", "NationalBody"},
    "region": {"RegionalTeam", "LocalTeam", "AreaTeam", "StrategicHealthAuthority"},
    "stp": {"STP"},
    "authority": {"LocalAuthority", "HealthAndWellbeingBoard"},
    "ccg": {"CCG", "CommissioningHub", "PrimaryCareTrust", "Locality"},
    "committee": {"PCCC", "Committee", "JointCommittee", "AdvisoryCommittee", "GoverningBody"},
    "person": {"Person"},
    "contract": {"Contract", "ContractAward", "CommissioningDecision"},
    "provider": {
        "Company",
        "Federation",
        "FederationCompany",
        "NHSTrust",
        "Vanguard",
        "SuperPractice",
    },
    "practice": {"GPPractice", "ProviderOrganisation"},
}
_OF_CLASS = {name: key for key, names in _CLASSES.items() for name in names}
_OF_LINK = {
    "structure": "answers",
    "committee": "answers",
    "partnership": "footprint",
    "overlap": "footprint",
    "post": "seat",
    "holding": "interest",
    "contract": "award",
}


def node_kind(node: Node) -> str:
    """The legend's row for a node."""
    return _OF_CLASS.get(node.kind, "other")


def link_kind(link: Link) -> str:
    """The legend's row for a link; a kind that nothing here knows is told as stated."""
    key = _OF_LINK.get(link.kind, link.kind)
    return key if any(look.key == key for look in LINKS) else "stated"
