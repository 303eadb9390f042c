"""Write nhsgraph/vocab.py, the names of the vocabulary's terms as constants, from ontology/*.ttl.

With ``--check``, write nothing and exit with 1 if the file is not what would be written.
"""

from __future__ import annotations

import keyword
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from nhsgraph import ontology
from nhsgraph.ids import DEF
from nhsgraph.ontology import Kind

TARGET = Path(__file__).parent.parent / "nhsgraph" / "vocab.py"

#: Prefix of a constant for a term of another vocabulary, by namespace.
OTHERS = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}

HEADER = '''\
"""The names of the vocabulary's terms as constants; generated from ``ontology/*.ttl``, do not edit.

A constant is named like its term, with "_" for "-": ``CCG``, ``validFrom``, ``level_joint``,
``F_CONTRACT``; terms of other vocabularies carry their prefix (``org_Membership``). Every value is a
full IRI. ``SCHEMES`` leads from a scheme and a notation to the concept, in the order of the scheme. What
terms mean: :mod:`nhsgraph.ontology`.

To write this file again: ``python tools/make_vocab.py``.
"""
# ruff: noqa: N816
'''


def constant(name: str) -> str:
    """The name of the constant of a term.

    >>> constant("level-greater-involvement")
    'level_greater_involvement'
    """
    found = name.replace("-", "_")
    if not found.isidentifier() or keyword.iskeyword(found):
        sys.exit(f"{name}: cannot be the name of a constant")
    return found


def vocab() -> str:
    """The text of the module."""
    lines = [HEADER, f'NG = "{DEF}"', *_others(), *_own()]
    names = [line.partition(" = ")[0] for line in lines if " = " in line]
    if clash := {name for name in names if names.count(name) > 1}:
        sys.exit(f"constants with the same name: {', '.join(sorted(clash))}")
    lines += ["", "#: Scheme to notation to concept.", "SCHEMES: dict[str, dict[str, str]] = {"]
    for scheme in ontology.schemes():
        lines.append(f'    "{scheme}": {{')
        lines += [f'        "{c.notation}": {constant(c.name)},' for c in ontology.concepts(scheme)]
        lines.append("    },")
    return "\n".join([*lines, "}"]) + "\n"


def _others() -> Iterator[str]:
    yield from ("", "# Terms of other vocabularies")
    for iri in ontology.reused():
        prefix = next(p for p, namespace in OTHERS.items() if iri.startswith(namespace))
        yield f'{prefix}_{constant(iri.removeprefix(OTHERS[prefix]))} = "{iri}"'


def _own() -> Iterator[str]:
    titles = {
        Kind.CLASS: "Classes",
        Kind.PROPERTY: "Properties",
        Kind.DATATYPE: "Datatypes",
        Kind.INDIVIDUAL: "Individuals",
        Kind.SCHEME: "Concept schemes",
    }
    for kind, title in titles.items():
        yield from ("", f"# {title}")
        yield from _constants(t for t in ontology.terms().values() if t.kind is kind)
    for scheme in ontology.schemes():
        yield from ("", f"# Concepts of the scheme {scheme}")
        yield from _constants(ontology.concepts(scheme))


def _constants(terms: Iterable[ontology.Term]) -> Iterator[str]:
    for term in terms:
        yield f'{constant(term.name)} = "{term.iri}"'


def main(arguments: list[str]) -> int:
    """Write or check; the exit status."""
    text = vocab()
    if arguments == ["--check"]:
        if TARGET.exists() and TARGET.read_text(encoding="utf-8") == text:
            return 0
        print(f"{TARGET.name} is not up to date: run python tools/make_vocab.py", file=sys.stderr)
        return 1
    TARGET.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
