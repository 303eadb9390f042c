"""How each table of interests and decisions becomes nodes: class, node, predicates. One entry is one table."""

from __future__ import annotations

from nhsgraph import conflict_facts
from nhsgraph.facts import Fact
from nhsgraph.quads import Shape

_PERIOD = {"valid_from": "ng:validFrom", "valid_to": "ng:validTo"}
_DECISION = {
    "commissioner": "ng:awardedBy",
    "decided_by": "ng:decidingBody",
    "decided_on": "ng:decidedOn",
    "pounds": "ng:pounds",
    "meeting": "ng:decidedAt",
}

CONFLICT_SHAPES: dict[type[Fact], Shape] = {
    conflict_facts.Individual: Shape(type="ng:Person", node="{id}", properties={"name": "rdfs:label"}),
    conflict_facts.Party: Shape(
        type="{kind}",
        node="{id}",
        properties={"name": "rdfs:label", "arm_of": "ng:providerArmOf", **_PERIOD},
        links=frozenset({"arm_of"}),
    ),
    conflict_facts.FederationMembership: Shape(
        type="org:Membership",
        node="membership-{practice}-{federation}-{valid_from}",
        properties={"practice": "org:member", "federation": "org:organization", **_PERIOD},
        links=frozenset({"practice", "federation"}),
        extra=(("ng:membershipBasis", "ng:membership-voluntary"),),
    ),
    conflict_facts.Shareholding: Shape(
        type="ng:Holding",
        node="holding-{holder}-{company}-{on_behalf_of}-{valid_from}",
        properties={
            "holder": "ng:holder",
            "company": "ng:heldIn",
            "share": "ng:share",
            "share_at_least": "ng:shareAtLeast",
            "share_at_most": "ng:shareAtMost",
            "nominee": "ng:nominee",
            "on_behalf_of": "ng:beneficialHolder",
            **_PERIOD,
        },
        links=frozenset({"holder", "company", "on_behalf_of"}),
    ),
    conflict_facts.Post: Shape(
        type="ng:Tenure",
        node="post-{person}-{organisation}-{kind}-{valid_from}",
        properties={
            "person": "org:member",
            "organisation": "org:organization",
            "kind": "ng:tenureKind",
            "post": "ng:post",
            **_PERIOD,
        },
        links=frozenset({"person", "organisation"}),
        concepts={"kind": "tenure-"},
    ),
    conflict_facts.Committee: Shape(
        type="{kind}",
        node="{id}",
        properties={
            "name": "rdfs:label",
            "committee_of": "ng:committeeOf",
            "authority": "ng:decisionAuthority",
            "quorum": "ng:quorum",
            **_PERIOD,
        },
        links=frozenset({"committee_of"}),
        concepts={"authority": "authority-"},
    ),
    conflict_facts.CommitteeSeat: Shape(
        type="org:Membership",
        node="seat-{person}-{committee}-{valid_from}",
        properties={
            "person": "org:member",
            "committee": "org:organization",
            "role": "ng:committeeRole",
            "categories": "ng:memberCategory",
            "voting": "ng:voting",
            **_PERIOD,
        },
        links=frozenset({"person", "committee"}),
        concepts={"role": "seat-", "categories": "cat-"},
    ),
    conflict_facts.DeclaredInterest: Shape(
        type="ng:Interest",
        node="{id}",
        properties={
            "bearer": "ng:interestBearer",
            "interest_in": "ng:interestIn",
            "kind": "ng:interestKind",
            "realness": "ng:realness",
            "close_tie": "ng:closeTie",
            "declared_on": "ng:declaredOn",
            **_PERIOD,
        },
        links=frozenset({"bearer", "interest_in"}),
        concepts={"kind": "interest-", "realness": "realness-"},
    ),
    conflict_facts.Meeting: Shape(
        type="ng:Meeting",
        node="{id}",
        properties={"committee": "ng:meetingOf", "held_on": "ng:heldOn"},
        links=frozenset({"committee"}),
    ),
    conflict_facts.Award: Shape(
        type="ng:ContractAward",
        node="{id}",
        properties={
            "provider": "ng:provider",
            "contract": "rdfs:label",
            "procedure": "ng:procedure",
            "status": "ng:awardStatus",
            **_DECISION,
        },
        links=frozenset({"commissioner", "provider", "decided_by", "meeting"}),
        concepts={"procedure": "proc-", "status": "award-"},
    ),
    conflict_facts.Decision: Shape(
        type="ng:CommissioningDecision",
        node="{id}",
        properties={
            "act": "ng:act",
            "subject": "rdfs:label",
            "concerning": "ng:concernsProvider",
            **_DECISION,
        },
        links=frozenset({"commissioner", "decided_by", "concerning", "meeting"}),
        concepts={"act": "act-"},
    ),
    conflict_facts.Attendance: Shape(
        type="ng:Attendance",
        node="attendance-{meeting}-{person}-{concerning}",
        properties={
            "meeting": "ng:meeting",
            "person": "ng:attendee",
            "kind": "ng:attendanceKind",
            "concerning": "ng:concerning",
        },
        links=frozenset({"meeting", "person", "concerning"}),
        concepts={"kind": "attendance-"},
    ),
    conflict_facts.StatedInput: Shape(
        type="ng:StatedInput",
        node="{id}",
        properties={"about": "ng:appliesTo", "part": "ng:severityPart", "code": "ng:severityCode"},
        links=frozenset({"about"}),
    ),
    conflict_facts.Safeguard: Shape(
        type="ng:Mitigation",
        node="{id}",
        properties={
            "kind": "ng:mitigationType",
            "applies_to": "ng:appliesTo",
            "status": "ng:mitigationStatus",
            **_PERIOD,
        },
        links=frozenset({"applies_to"}),
        concepts={"kind": "mit-", "status": "mitigation-"},
    ),
}
