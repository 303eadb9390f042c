"""Conflict paths: facts that connect an interest with a decision. Never a finding about anybody's conduct.

A pattern (:mod:`~nhsgraph.analyses.conflicts.patterns`) finds, the paths are described, dated and weighed with the
safeguards on record, and what is not known stays a range.
"""
