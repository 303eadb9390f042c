"""The patterns, one module each: what facts follow it, benign readings, and how to find out more.

To add one: a module with ``find`` and ``PATTERN``, a page in ``docs/analyses/conflicts/``, a concept in
``ontology/schemes-paths.ttl``, and its name here.
"""

from __future__ import annotations

from nhsgraph.analyses.conflicts.patterns import (
    c01,
    c02,
    c03,
    c03_payments,
    c04,
    c05,
    c06,
    c07,
    c08,
    c09,
    c10,
    c11,
    c12,
)
from nhsgraph.analyses.conflicts.patterns.hits import Hit, Pattern

#: Every pattern in order; C-03 stands twice, the second time for what is possible and no more.
PATTERNS: tuple[Pattern, ...] = tuple(
    module.PATTERN for module in (c01, c02, c03, c03_payments, c04, c05, c06, c07, c08, c09, c10, c11, c12)
)

__all__ = ["PATTERNS", "Hit", "Pattern"]
