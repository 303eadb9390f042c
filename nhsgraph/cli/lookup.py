"""``nhsgraph find`` and ``nhsgraph sources``."""

from __future__ import annotations

from nhsgraph import names
from nhsgraph.cli import session
from nhsgraph.errors import UnknownBody, UsageError
from nhsgraph.ids import SOURCE
from nhsgraph.present import tables
from nhsgraph.query import Iri, Table, Value


def find(text: str, limit: int, form: str, dataset: str) -> int:
    """List bodies by code or name; returns the exit code."""
    graph = session.open_graph(dataset)
    found = graph.find(text)
    if not found:
        # The suggestions of an unknown name, as explain would give them.
        try:
            found = [names.resolve(graph.names, text)[0]]
        except UnknownBody as e:
            raise UnknownBody(text, e.suggestions) from None
    rows: list[tuple[Value, ...]] = [
        (names.shown_code(n), n.kind, n.name, n.body_from, names.last_day(n.body_to)) for n in found[:limit]
    ]
    session.write(tables.render(Table(("code", "kind", "name", "from", "until"), rows), form), "")
    if len(found) > limit:
        session.remark(f"{len(found) - limit} more; show them with --limit {len(found)}")
    return 0


def sources(source: str, form: str, dataset: str) -> int:
    """List the sources, or one with its caveats; returns the exit code."""
    graph = session.open_graph(dataset)
    rows = graph.reader.rows("sources")
    if not source:
        columns = ("id", "title", "publisher", "published", "licence", "rows", "facts")
        table = Table(columns, [tuple(row[c] for c in columns) for row in rows])
        session.write(tables.render(table, form), "")
        return 0
    chosen = [row for row in rows if row.text("id") == source]
    if not chosen:
        near = [row.text("id") for row in rows if source.lower() in row.text("id").lower()][:5]
        hint = f"Did you mean {', '.join(near)}?" if near else "List them with: nhsgraph sources"
        raise UsageError(f"no source is called “{source}”. {hint}")
    iri = Iri(SOURCE + source)
    details: list[tuple[Value, ...]] = [(c, value) for c, value in chosen[0].items() if value is not None]
    details += [("caveat", r.text("caveat")) for r in graph.reader.rows("source_caveats", source=iri)]
    details += [
        (f"correction {r.text('code')}", r.text("reason"))
        for r in graph.reader.rows("source_corrections", source=iri)
    ]
    session.write(tables.render(Table(("key", "value"), details), form), "")
    return 0
