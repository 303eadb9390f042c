"""SELECT and ASK results in the W3C formats, written row by row so that limits hold before the memory is gone.

JSON, XML, CSV and TSV as in https://www.w3.org/TR/sparql11-results-json/, rdf-sparql-XMLres and
sparql11-results-csv-tsv; triple terms of RDF 1.2 as the store writes them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from nhsgraph.sparql import formats
from nhsgraph.sparql.limits import Limits
from nhsgraph.sparql.problems import Limit, LimitReached

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
Row: TypeAlias = Sequence[Term | None]
_quote = json.encoder.encode_basestring
_STRING = "http://www.w3.org/2001/XMLSchema#string"
_LANG = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
_PLAIN = {_STRING, _LANG}
_NUMBERS = {f"http://www.w3.org/2001/XMLSchema#{n}" for n in ("integer", "decimal", "double")}
_CHUNK = 256  # rows between two looks at the size


def select(solutions: pyoxigraph.QuerySolutions, form: str, limits: Limits) -> bytes:
    """A SELECT result. Raises :class:`~nhsgraph.sparql.problems.LimitReached`."""
    names = [variable.value for variable in solutions.variables]
    rows = ([solution[i] for i in range(len(names))] for solution in solutions)
    return _joined(_WRITERS[form](names, _counted(rows, limits)), limits)


def ask(answer: bool, form: str) -> bytes:
    """An ASK result; CSV and TSV, for which there is no standard, hold the word alone."""
    word = "true" if answer else "false"
    if form == "json":
        return f'{{"head":{{}},"boolean":{word}}}'.encode()
    if form == "xml":
        return f"{_XML_HEAD}<head></head><boolean>{word}</boolean></sparql>".encode()
    return f"{word}\n".encode()


def graph(triples: Iterable[Triple], form: str, limits: Limits, prefixes: dict[str, str]) -> bytes:
    """A CONSTRUCT or DESCRIBE result. Raises :class:`~nhsgraph.sparql.problems.LimitReached`."""
    output = _Bounded(limits)
    pyoxigraph.serialize(
        _counted(triples, limits),
        output,  # type: ignore[arg-type]  # it only writes
        format=formats.RDF_FORMATS[form],
        prefixes=prefixes if form in {"turtle", "rdfxml"} else None,
    )
    return b"".join(output.parts)


class _Bounded:
    """A binary output that stops at the size limit."""

    def __init__(self, limits: Limits) -> None:
        self.parts: list[bytes] = []
        self._left = limits.size
        self._size = limits.size

    def write(self, data: bytes) -> int:
        self._left -= len(data)
        if self._left < 0:
            raise _too_large(self._size)
        self.parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""


def _counted(rows: Iterable[object], limits: Limits) -> Iterator:  # type: ignore[type-arg]  # as given
    for number, row in enumerate(rows):
        if number >= limits.rows:
            raise LimitReached(
                Limit.ROWS,
                f"the result has more than {limits.rows:,} rows and was not sent, because a part would look like the "
                "whole. Ask for less, or page through it with ORDER BY, LIMIT and OFFSET.",
            )
        yield row


def _joined(pieces: Iterable[str], limits: Limits) -> bytes:
    made, waiting, length = bytearray(), list[str](), 0
    for piece in pieces:
        waiting.append(piece)
        length += len(piece)
        if len(waiting) >= _CHUNK or length > limits.size:
            made += "".join(waiting).encode("utf-8")
            waiting.clear()
            if len(made) > limits.size:
                raise _too_large(limits.size)
    made += "".join(waiting).encode("utf-8")
    if len(made) > limits.size:
        raise _too_large(limits.size)
    return bytes(made)


def _too_large(size: int) -> LimitReached:
    return LimitReached(
        Limit.SIZE,
        f"the result is larger than {size / 1e6:,.1f} MB and was not sent, because a part would look like the whole. "
        "Ask for fewer columns, or page through it with ORDER BY, LIMIT and OFFSET.",
    )


def _json(names: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    heads = [_quote(name) + ":" for name in names]
    yield '{"head":{"vars":[' + ",".join(_quote(name) for name in names) + ']},"results":{"bindings":['
    comma = ""
    for row in rows:
        cells = [head + _json_term(term) for head, term in zip(heads, row, strict=True) if term is not None]
        yield f"{comma}{{{','.join(cells)}}}"
        comma = ","
    yield "]}}"


def _json_term(term: Term) -> str:
    if isinstance(term, NamedNode):
        return f'{{"type":"uri","value":{_quote(term.value)}}}'
    if isinstance(term, Literal):
        if term.language:
            return f'{{"type":"literal","value":{_quote(term.value)},"xml:lang":{_quote(term.language)}}}'
        if (datatype := term.datatype.value) in _PLAIN:
            return f'{{"type":"literal","value":{_quote(term.value)}}}'
        return f'{{"type":"literal","value":{_quote(term.value)},"datatype":{_quote(datatype)}}}'
    if isinstance(term, BlankNode):
        return f'{{"type":"bnode","value":{_quote(term.value)}}}'
    parts = ",".join(
        f'"{name}":{_json_term(part)}'
        for name, part in (("subject", term.subject), ("predicate", term.predicate), ("object", term.object))
    )
    return f'{{"type":"triple","value":{{{parts}}}}}'


_XML_HEAD = '<?xml version="1.0" encoding="UTF-8"?><sparql xmlns="http://www.w3.org/2005/sparql-results#">'


def _xml(names: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    variables = "".join(f"<variable name={quoteattr(name)}/>" for name in names)
    yield f"{_XML_HEAD}<head>{variables}</head><results>"
    heads = [f"<binding name={quoteattr(name)}>" for name in names]
    for row in rows:
        cells = "".join(
            f"{head}{_xml_term(term)}</binding>"
            for head, term in zip(heads, row, strict=True)
            if term is not None
        )
        yield f"<result>{cells}</result>"
    yield "</results></sparql>"


def _xml_text(value: str) -> str:
    # A carriage return would be read back as a line feed.
    return escape(value, {"\r": "&#13;"})


def _xml_term(term: Term) -> str:
    if isinstance(term, NamedNode):
        return f"<uri>{_xml_text(term.value)}</uri>"
    if isinstance(term, Literal):
        about = ""
        if term.language:
            about = f" xml:lang={quoteattr(term.language)}"
        elif (datatype := term.datatype.value) not in _PLAIN:
            about = f" datatype={quoteattr(datatype)}"
        return f"<literal{about}>{_xml_text(term.value)}</literal>"
    if isinstance(term, BlankNode):
        return f"<bnode>{_xml_text(term.value)}</bnode>"
    parts = (("subject", term.subject), ("predicate", term.predicate), ("object", term.object))
    return "<triple>" + "".join(f"<{n}>{_xml_term(part)}</{n}>" for n, part in parts) + "</triple>"


def _csv(names: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    yield ",".join(_csv_cell(name) for name in names) + "\r\n"
    for row in rows:
        yield ",".join("" if term is None else _csv_cell(_csv_text(term)) for term in row) + "\r\n"


def _csv_text(term: Term) -> str:
    if isinstance(term, BlankNode | Triple):
        return str(term)
    return term.value


def _csv_cell(text: str) -> str:
    if any(c in text for c in ',"\r\n'):
        return '"' + text.replace('"', '""') + '"'
    return text


def _tsv(names: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    yield "\t".join(f"?{name}" for name in names) + "\n"
    for row in rows:
        yield "\t".join("" if term is None else _tsv_term(term) for term in row) + "\n"


def _tsv_term(term: Term) -> str:
    if isinstance(term, Literal) and term.datatype.value in _NUMBERS and _is_number(term):
        return term.value
    return str(term).replace("\t", "\\t")


def _is_number(term: Literal) -> bool:
    """Whether Turtle would read the bare text back as the same literal."""
    digits = term.value.lstrip("+-")
    if term.datatype.value.endswith("integer"):
        return digits.isascii() and digits.isdigit()
    if term.datatype.value.endswith("decimal"):
        whole, point, part = digits.partition(".")
        return point == "." and (whole + part).isascii() and (whole + part).isdigit() and part != ""
    mantissa, _, exponent = digits.lower().partition("e")
    return mantissa.replace(".", "", 1).isdigit() and exponent.lstrip("+-").isdigit()


_WRITERS: dict[str, Callable[[Sequence[str], Iterable[Row]], Iterator[str]]] = {
    "json": _json,
    "xml": _xml,
    "csv": _csv,
    "tsv": _tsv,
}
