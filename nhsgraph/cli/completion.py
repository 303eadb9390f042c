"""Completion of codes and names in the shell: reads the name index of a built graph, and never builds one."""

from __future__ import annotations

from collections.abc import Iterator


def bodies(incomplete: str) -> list[tuple[str, str]]:
    """Codes and names that begin with what was typed, with the other of the two as help."""
    return list(dict(_bodies(incomplete)).items())[:50]


def _bodies(incomplete: str) -> Iterator[tuple[str, str]]:
    from nhsgraph import names, store
    from nhsgraph.cli import session
    from nhsgraph.errors import NhsGraphError

    try:
        generation = store.find(session.data_folder("national"), store.cache_dir())
        known = names.read(generation) if generation is not None else []
    except NhsGraphError:
        return  # a shell that asks for completions cannot be shown an error
    typed = incomplete.casefold()
    for name in known:
        code = names.shown_code(name)
        if code.casefold().startswith(typed):
            yield code, name.name
        elif typed and name.name.casefold().startswith(typed):
            yield name.name, code
