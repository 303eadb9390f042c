"""Loaders: one module per real format, bytes in, facts out; nothing else is read, printed or fetched.

Every module has ``read(data: bytes, source: Source) -> Iterator[Fact]``. It maps or ignores every column by name
(``ignored`` in the source's ``source.yml`` gives the reason), and stops at the first thing it does not know with a
:class:`~nhsgraph.errors.SourceError` that carries file, row and column. Facts of a release hold from
``speaks_from`` and are known until ``speaks_until``; :mod:`nhsgraph.compile` joins the releases.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module

from nhsgraph.catalogue import Source
from nhsgraph.errors import SourceError
from nhsgraph.facts import Fact

Loader = Callable[[bytes, Source], Iterable[Fact]]


def loader(source: Source) -> Loader:
    """The ``read`` function of the module named by the source's ``format`` (``ods-epraccur``: ``ods_epraccur``)."""
    try:
        module = import_module(f"{__name__}.{source.format.replace('-', '_')}")
    except ModuleNotFoundError:
        raise SourceError(
            f"no loader reads the format “{source.format}”", file=f"{source.id}/source.yml"
        ) from None
    read: Loader = module.read
    return read
