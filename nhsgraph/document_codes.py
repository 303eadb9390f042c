"""The closed lists that the cells of the document tables are taken from."""

from __future__ import annotations

from enum import StrEnum


class ClaimKind(StrEnum):
    """What sort of statement a claim is. Opinions and quotes are stances: they evidence no relation."""

    FACT = "fact"  # the source asserts it as so
    RULE = "rule"  # a norm, power, duty or definition
    NUMBER = "number"  # a figure that can be checked
    OPINION = "opinion"  # an evaluation or expectation of whoever holds it
    QUOTE = "quote"  # said by a named or pseudonymous speaker


class Modality(StrEnum):
    """Which of the worlds that the documents describe a claim is about; they are never merged."""

    ACTUAL = "actual"  # how things were, or the law as it stood
    PROPOSED = "proposed"  # what somebody put forward or asked for
    PROSPECTIVE = "prospective"  # what was planned or expected to come
    HYPOTHETICAL = "hypothetical"  # what would follow if something held; risks and theories


class StanceType(StrEnum):
    """How the holder of an opinion or quote stands to what it is about."""

    SUPPORTS = "supports"
    OPPOSES = "opposes"
    PROPOSES = "proposes"
    PREDICTS = "predicts"
    ASSESSES = "assesses"


class ClaimStatus(StrEnum):
    """What became of a claim; empty for one that stands as printed."""

    WITHDRAWN = "withdrawn"  # a later version of the same text left it out
    REFUTED = "refuted"  # the claims in ``refuted_by`` show it to be wrong
    OVERTAKEN = "overtaken"  # true or fair when written, not afterwards


class Precision(StrEnum):
    """How exactly a source gives a date; the date column holds the first day that fits."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    FINANCIAL_YEAR = "financial-year"
    UNDATED = "undated"


class AllocationLevel(StrEnum):
    """The state of a CCG that decides who does what; ``NONE`` is every CCG before 1 April 2015."""

    NONE = "none"
    GREATER_INVOLVEMENT = "greater-involvement"
    JOINT = "joint"
    DELEGATED = "delegated"


class Role(StrEnum):
    """What a body has to do with a function. The five are never merged."""

    HOLDS = "holds"  # in statute
    EXERCISES = "exercises"  # does the work
    DECIDES = "decides"
    ASSURES = "assures"  # monitors, or answers for how well it is done
    ADVISES = "advises"  # is heard


class Strength(StrEnum):
    """How binding a legal basis is."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    GUIDANCE = "guidance"
    AGREEMENT = "agreement"


class Verdict(StrEnum):
    """What checking a printed figure gave."""

    HOLDS = "holds"
    DIFFERS = "differs"
    PLAUSIBLE = "plausible"
    DERIVED = "derived"  # computed from printed figures, not printed itself
    UNCHECKED = "unchecked"
