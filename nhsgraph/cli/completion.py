"""Completion of codes and names in the shell: reads the name index of a built graph, and never builds one."""

from __future__ import annotations

from collections.abc import Iterator


def bodies(incomplete: str) -> list[tuple[str, str]]:
    """Codes that begin with what was typed, or whose name has a word that does, with the name as help."""
    return list(_bodies(incomplete))[:50]


def _bodies(incomplete: str) -> Iterator[tuple[str, str]]:
    from nhsgraph import names, store
    from nhsgraph.cli import session
    from nhsgraph.errors import NhsGraphError

    try:
        generation = store.find(session.data_folder("national"), store.cache_dir())
        known = names.read(generation) if generation is not None else []
    except NhsGraphError:
        return  # a shell that asks for completions cannot be shown an error
    typed, seen = incomplete.casefold(), set()
    for name in known:
        code = names.shown_code(name)
        fits = code.casefold().startswith(typed) or f" {typed}" in f" {names.key(name.name)}"
        if fits and code not in seen:
            seen.add(code)
            yield code, name.name
