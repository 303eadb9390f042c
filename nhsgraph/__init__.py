"""nhsgraph: a dated, cited knowledge graph of how English primary care was commissioned."""

from __future__ import annotations

from nhsgraph._version import __version__

__all__ = ["__version__"]
