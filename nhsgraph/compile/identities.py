"""Put one local id in place of every handle of a body: other issuers' codes, names in lists.

The aliases of all releases together say which body a handle stands for; see
:class:`~nhsgraph.sources.partial.Alias`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from nhsgraph.catalogue import Source
from nhsgraph.compile.checks import REFERENCES
from nhsgraph.errors import SourceError
from nhsgraph.facts import Fact
from nhsgraph.sources.partial import Alias

#: A name in place of a code, or an ONS code of a kind of body that goes by its ODS code.
_HANDLE = re.compile(r"[a-z-]+-named:.*|(?:ccg|stp|region|area-team|local-office)-E\d{8}")


def resolved(facts: list[Fact], known: Mapping[str, Source]) -> list[Fact]:
    """Every fact except aliases, about bodies by their local ids.

    Raises :class:`~nhsgraph.errors.SourceError` where two releases disagree about a handle, and for a fact
    with a handle that none explains.
    """
    bodies = _bodies(facts)
    return [_about_bodies(fact, bodies, known) for fact in facts if not isinstance(fact, Alias)]


def _bodies(facts: list[Fact]) -> dict[str, str]:
    aliases = [fact for fact in facts if isinstance(fact, Alias)]
    said = {alias.handle: alias for alias in aliases}
    for alias in aliases:
        ours, theirs = _end(alias.body, said), _end(alias.handle, said)
        if ours != theirs:
            last = said[alias.handle]
            raise SourceError(
                f"{alias.handle} is {ours} in {alias.record}",
                file=alias.sources[0],
                expected=f"{theirs}, as in {last.record} of {last.sources[0]}",
            )
    return {handle: _end(handle, said) for handle in said}


def _end(handle: str, said: Mapping[str, Alias]) -> str:
    seen: set[str] = set()
    while handle in said and handle not in seen:
        seen.add(handle)
        handle = said[handle].body
    return handle


def _about_bodies(fact: Fact, bodies: Mapping[str, str], known: Mapping[str, Source]) -> Fact:
    changed: dict[str, Any] = dict(_changes(fact, bodies, known))
    return replace(fact, **changed) if changed else fact


def _changes(fact: Fact, bodies: Mapping[str, str], known: Mapping[str, Source]) -> Iterator[tuple[str, str]]:
    for field in REFERENCES.get(type(fact), ()):
        handle: str = getattr(fact, field)
        if handle in bodies:
            yield field, bodies[handle]
        elif _HANDLE.fullmatch(handle):
            source = known[fact.sources[0]]
            raise SourceError(
                f"no release says which body “{handle}” is",
                file=source.file or source.id,
                column=f"{field} of {fact.record}",
                expected="a code or name that a release explains, or a row “same_body” in lookups.yml",
            )
