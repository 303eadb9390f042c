"""Collects nodes and links: each node once, each link under an id that no other link has."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from nhsgraph.analyses.explain.context import cites
from nhsgraph.analyses.neighbourhood.model import Link, Node
from nhsgraph.views import Fields, Reader, body_iri


@dataclass(slots=True, kw_only=True)
class Finding:
    """What has been found next to the body so far."""

    reader: Reader
    body: str
    nodes: dict[str, Node] = field(default_factory=dict)
    links: dict[str, Link] = field(default_factory=dict)

    def node(self, local_id: str) -> Node:
        """The node of a body, looked up the first time."""
        if local_id not in self.nodes:
            rows = self.reader.rows("body", body=body_iri(local_id))
            if rows:
                row = rows[0]
                self.nodes[local_id] = Node(
                    id=local_id,
                    kind=row.code("kind"),
                    name=row.text("label") or row.text("code") or local_id,
                    code=row.text("code") or row.text("gss"),
                    valid_from=row.day("from"),
                    valid_to=row.day("to"),
                    known_until=row.day("known"),
                )
            else:
                self.nodes[local_id] = Node(id=local_id, kind="Agent", name=local_id)
        return self.nodes[local_id]

    def add(self, node: Node) -> None:
        """A node made by the caller; the first one with an id stays."""
        self.nodes.setdefault(node.id, node)

    def described(self, local_id: str, detail: str) -> None:
        """Says what stands below a name, where nothing stands there yet."""
        node = self.nodes[local_id]
        if not node.detail:
            self.nodes[local_id] = replace(node, detail=detail)

    def link(self, row: Fields, subject: str, object_: str, kind: str, text: str, **more: object) -> Link:
        """A link with the period and the sources of a row; ``more`` are fields of the link that differ from it."""
        values: dict[str, object] = {
            "valid_from": row.day("from") if "from" in row else None,
            "valid_to": row.day("to") if "to" in row else None,
            "known_until": row.day("known") if "known" in row else None,
            "cites": cites([row]),
            **more,
        }
        begins = values["valid_from"]
        base = f"{kind}-{subject}-{object_}-{begins or 'undated'}"
        name, number = base, 1
        while name in self.links:
            number += 1
            name = f"{base}-{number}"
        made = Link(id=name, subject=subject, object=object_, kind=kind, text=text, **values)  # type: ignore[arg-type]
        self.links[name] = made
        return made
