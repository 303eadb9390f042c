"""Where the package finds what it ships: tables, sources, documents, ontology, queries.

In a wheel, ``data/`` and ``ontology/`` lie beside the modules; in a checkout they lie at the top. Nothing else is
ever read at run time.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def _shipped(name: str) -> Path:
    inside = _PACKAGE / "_shipped" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def data_dir() -> Path:
    """The folder with ``tables/``, ``documents/`` and ``sources/``."""
    return _shipped("data")


def ontology_dir() -> Path:
    """The folder with the vocabulary, one Turtle file per part."""
    return _shipped("ontology")


def queries_dir(kind: str) -> Path:
    """The folder of the stored queries of a kind: ``questions``, ``views``, ``rules`` or ``checks``."""
    return _PACKAGE / "queries" / kind
