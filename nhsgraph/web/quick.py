"""Look-ups by GET, from the bytes of a request to the bytes of its answer.

A client that keeps its connection sends the same headers again and again, so what they decide (the Host, the form of the
answer, its headers) is worked out once for each block of headers. The grammar is closed: one whole request for a query and
nothing else. Whatever is not that, or is to be refused, is for the HTTP server, which has the words for it.
"""

from __future__ import annotations

import re
import time
from binascii import a2b_qp
from collections.abc import Callable
from email.utils import formatdate
from functools import lru_cache

from pyoxigraph import Store

from nhsgraph.sparql.limits import Limits
from nhsgraph.sparql.lookup import Lookups
from nhsgraph.sparql.memory import Memory
from nhsgraph.web import headers, negotiation

#: One parameter, whole: neither & nor a bare % fits, nor anything that an address may not hold.
_TARGET = re.compile(
    rb"GET /sparql\?query=((?:[A-Za-z0-9_.~*!'()$,;:@/?=+-]|%[0-9A-Fa-f]{2})++) HTTP/1\.1\r\n"
)
_HEADER = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]++):[\t ]*+((?:[\t\x20-\x7e\x80-\xff])*+)")
#: What makes a request longer than its head, or the connection something else.
_OTHER = frozenset({b"content-length", b"transfer-encoding", b"expect", b"upgrade", b"trailer", b"te"})
_LONGEST = 8_192  # bytes of a head
_MOST = 20_000  # requests of which it is known that they came once
#: How an answer begins, up to its date, and what follows that.
_Answer = tuple[bytes, bytes]


class Quick:
    """Answers the requests that are look-ups, on one store."""

    def __init__(self, store: Store, limits: Limits, hosts: frozenset[str]) -> None:
        self._lookups = Lookups(store, limits)
        self._memory: Memory[bytes, _Answer] = Memory(_cost)
        self._asked: set[int] = set()
        self._begin = _beginnings(hosts)
        self._second, self._date = 0, b""

    def answer(self, data: bytes) -> bytes | None:
        """The whole answer to a whole request, or ``None`` where it is for the HTTP server to answer."""
        if (answer := self._memory.get(data)) is None:
            if (answer := self._answer(data)) is None:
                return None
            # To remember costs part of a look-up; most are asked once.
            if (number := hash(data)) in self._asked:
                self._memory.put(data, answer)
            elif len(self._asked) < _MOST:
                self._asked.add(number)
            else:
                self._asked.clear()
        now = int(time.time())
        if now != self._second:
            self._second, self._date = now, b"date: %b\r\n" % formatdate(now, usegmt=True).encode()
        head, rest = answer
        return b"%b%b%b" % (head, self._date, rest)

    def _answer(self, data: bytes) -> _Answer | None:
        found = _TARGET.match(data)
        if found is None or len(data) > _LONGEST:
            return None
        begun = self._begin(data[found.end() :])
        if begun is None:
            return None
        form, head = begun
        try:
            text = decoded(found[1]).decode("utf-8")
        except UnicodeDecodeError:
            return None
        if (body := self._lookups.body(text, form)) is None:
            return None
        return head, b"content-length: %d\r\n\r\n%b" % (len(body), body)


def _cost(data: bytes, answer: _Answer) -> int:
    return len(data) + len(answer[1]) + 500


def decoded(value: bytes) -> bytes:
    r"""A value of a form as it was before it was percent-encoded, for values that the grammar above takes.

    Quoted-printable differs in the sign alone, and the standard library decodes it many times as fast.

    >>> decoded(b"a=b+%3Fc%3D%C3%A9")
    b'a=b ?c=\xc3\xa9'
    """
    return a2b_qp(value.replace(b"+", b" ").replace(b"=", b"%3D").replace(b"%", b"="))


def _beginnings(hosts: frozenset[str]) -> Callable[[bytes], tuple[str, bytes] | None]:
    """A function from a block of headers to the form of an answer and how the answer begins; ``None``: not here."""

    @lru_cache(maxsize=256)
    def begun(block: bytes) -> tuple[str, bytes] | None:
        if not block.endswith(b"\r\n\r\n"):
            return None
        lines = [_HEADER.fullmatch(line) for line in block[:-4].split(b"\r\n")]
        given = [(line[1].lower(), line[2].strip()) for line in lines if line is not None]
        if len(given) < len(lines) or any(name in _OTHER for name, _ in given):
            return None
        if any(name == b"connection" and value.lower() != b"keep-alive" for name, value in given):
            return None
        if not headers.is_named(tuple(value for name, value in given if name == b"host"), hosts):
            return None
        accept = negotiation.accept_of(given)
        form, _ = negotiation.sparql_forms(accept)
        if not form:
            return None
        own = (
            (b"content-type", negotiation.content_type(accept, form).encode()),
            (b"vary", b"Accept"),
            *headers.RAW,
        )
        return form, b"HTTP/1.1 200 OK\r\n" + b"".join(b"%b: %b\r\n" % pair for pair in own)

    return begun
