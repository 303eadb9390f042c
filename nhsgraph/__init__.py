"""nhsgraph: a dated, cited knowledge graph of how English primary care was commissioned.

import nhsgraph
g = nhsgraph.load()
g.explain("05T", as_of="2016-04-01")
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nhsgraph._version import __version__

if TYPE_CHECKING:
    from nhsgraph.graph import Graph, load
    from nhsgraph.remote import connect

__all__ = ["Graph", "__version__", "connect", "load"]


def __getattr__(name: str) -> object:
    # Lazy, so that importing a small module of the package does not open the store's library.
    if name in {"Graph", "load"}:
        from nhsgraph import graph

        return getattr(graph, name)
    if name == "connect":
        from nhsgraph.remote import connect

        return connect
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
