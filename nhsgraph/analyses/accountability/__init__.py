"""Accountability: who answers to whom, for which function, in which way, on which basis, on a date.

:mod:`~nhsgraph.analyses.accountability.report` makes the results; the other modules hold the policy, the area of a CCG,
chains, the matrix of roles, gaps, and why a line does not exist.
"""
