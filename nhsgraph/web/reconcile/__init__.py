"""Reconciliation Service API 0.2 (https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/).

A table with names of bodies becomes a table with their codes: OpenRefine and other clients ask with a name, a type (a
class or a tier) and a date, and the body that had the name at that time answers.
"""
