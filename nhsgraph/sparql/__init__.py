"""Queries that people write themselves: checked, run within limits, written in the W3C formats.

:mod:`~nhsgraph.sparql.screening` refuses what would change data or leave this machine, :mod:`~nhsgraph.sparql.running`
runs what is left and :mod:`~nhsgraph.sparql.results` writes it; :mod:`~nhsgraph.sparql.pool` does all that in worker
processes that can be killed, because the store itself has no time limit.
"""
