"""Identity: local ids and IRIs are made of issued codes, never of names.

A local id is ``<prefix>-<code>`` (``ccg-05T``, ``practice-M81001``, ``authority-E10000034``); its IRI is
``https://w3id.org/nhsgraph/id/<local id>``. The code is the one its issuer gave: ODS for bodies of the NHS, ONS
for local authorities, Companies House for companies. People, and payees without a number, get opaque ids.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from typing import Any

BASE = "https://w3id.org/nhsgraph/"
DEF = BASE + "def#"
ID = BASE + "id/"
GRAPH = BASE + "graph/"
SOURCE = BASE + "source/"
CLAIM = BASE + "claim/"

#: Class (local name in the vocabulary) to the prefix of its local ids. Classes that share a prefix share a register.
PREFIXES = {
    "AreaTeam": "area-team",
    "CCG": "ccg",
    "CommissioningHub": "hub",
    "Company": "company",
    "LocalAuthority": "authority",
    "LocalTeam": "local-office",
    "NHSTrust": "trust",
    "GPPractice": "practice",
    "PrimaryCareTrust": "pct",
    "ProviderOrganisation": "practice",
    "RegionalTeam": "region",
    "STP": "stp",
    "StrategicHealthAuthority": "sha",
    "Vanguard": "vanguard",
}


def local_id(kind: str, code: str) -> str:
    """The local id of a body of a class.

    >>> local_id("CCG", "05T")
    'ccg-05T'
    """
    return f"{PREFIXES[kind]}-{code}"


def opaque_id(prefix: str, *parts: str) -> str:
    """A stable id for something that no issuer numbers: a digest of what identifies it in its source.

    >>> opaque_id("payee", "A NAME WITHOUT A NUMBER")
    'payee-32718cdcc8'
    """
    digest = _sha256()("\x1f".join(parts).encode("utf-8")).hexdigest()
    return f"{prefix}-{digest[:10]}"


def _sha256() -> Callable[[bytes], Any]:
    """SHA-256 as the interpreter has it built in: ``hashlib`` loads OpenSSL for it, which takes milliseconds."""
    for module in ("_sha2", "_sha256"):  # since Python 3.12, and before
        with suppress(ImportError):
            return import_module(module).sha256  # type: ignore[no-any-return]
    return import_module("hashlib").sha256  # type: ignore[no-any-return]
