"""What holds for every explanation, for the tests of one body and of all of them."""

from __future__ import annotations

from nhsgraph.analyses.explanation import Explanation


def check(e: Explanation) -> None:
    """Every statement and row cites; every citation is listed; the list is in order of first citation."""
    listed = [source.id for source in e.sources]
    assert listed == list(dict.fromkeys(cite.source for cite in e.cites()))
    for part in e.sections:
        for statement in part.statements:
            assert statement.cites, (e.id, e.as_of, part.key, statement.key)
            assert statement.text[-1] in ".:", (e.id, e.as_of, statement.text)
        keys = [s.key for s in part.statements]
        assert len(keys) == len(set(keys)), (e.id, e.as_of, part.key, keys)
        if part.table is not None:
            for row in part.table.rows:
                assert row.cites, (e.id, e.as_of, part.key, row)
                assert len(row.cells) == len(part.table.columns)
