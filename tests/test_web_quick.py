"""Look-ups from bytes to bytes: what is answered at the door, what is left to the server, and no difference between the two."""

from __future__ import annotations

import json
from urllib.parse import quote, quote_plus, unquote_to_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store
from test_sparql_screening import HOSTILE

from nhsgraph.sparql.limits import Limits
from nhsgraph.sparql.lookup import Lookups
from nhsgraph.web import quick
from nhsgraph.web.quick import Quick
from nhsgraph.web.settings import LOOPBACK

LOOKUP = "SELECT ?o WHERE { <http://a/s> <http://a/p> ?o }"
HEADERS = "Host: 127.0.0.1:8765\r\nAccept: application/sparql-results+json\r\n"


@pytest.fixture(scope="module")
def door() -> Quick:
    store = Store()
    graph = NamedNode("http://a/graph")
    store.add(Quad(NamedNode("http://a/s"), NamedNode("http://a/p"), Literal("é,1"), graph))
    return Quick(store, Limits(), LOOPBACK)


def request(text: str = LOOKUP, headers: str = HEADERS, line: str = "GET {} HTTP/1.1") -> bytes:
    return f"{line.format('/sparql?query=' + quote(text))}\r\n{headers}\r\n".encode()


def parts(answer: bytes) -> tuple[str, dict[str, str], bytes]:
    head, _, body = answer.partition(b"\r\n\r\n")
    status, *lines = head.decode("latin-1").split("\r\n")
    return status, dict(line.split(": ", 1) for line in lines), body


def test_a_look_up_is_answered_whole(door: Quick) -> None:
    for _ in range(2):  # asked, and remembered
        answer = door.answer(request())
        assert answer is not None
        status, headers, body = parts(answer)
        assert status == "HTTP/1.1 200 OK"
        assert headers["content-type"] == "application/sparql-results+json"
        assert headers["vary"] == "Accept"
        assert headers["content-length"] == str(len(body))
        assert headers["date"].endswith(" GMT")
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["access-control-allow-origin"] == "*"
        assert json.loads(body)["results"]["bindings"] == [{"o": {"type": "literal", "value": "é,1"}}]


def test_what_is_asked_twice_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def body(_self: Lookups, text: str, form: str) -> bytes:
        asked.append(text)
        return form.encode()

    monkeypatch.setattr(Lookups, "body", body)
    monkeypatch.setattr(quick, "_MOST", 3)
    door = Quick(Store(), Limits(), LOOPBACK)
    answers = [door.answer(request(text)) for text in "abaacab"]
    assert asked == ["a", "b", "a", "c", "b"]
    assert {parts(a)[2] for a in answers if a} == {b"json"}
    for text in "defgf":  # so many came once that they are forgotten
        door.answer(request(text))
    assert asked[5:] == ["d", "e", "f", "g", "f"]
    csv = door.answer(request("a", HEADERS.replace("application/sparql-results+json", "text/csv")))
    assert csv is not None
    assert parts(csv)[2] == b"csv"  # other headers, another answer


@pytest.mark.parametrize(
    ("accept", "media", "body"),
    [
        ("text/csv", "text/csv; charset=utf-8", 'o\r\n"é,1"\r\n'),
        ("*/*;q=0.1, text/tab-separated-values", "text/tab-separated-values; charset=utf-8", '?o\n"é,1"\n'),
        ("text/csv;q=0\r\nAccept: text/*", "text/tab-separated-values; charset=utf-8", '?o\n"é,1"\n'),
    ],
)
def test_the_form_is_negotiated(door: Quick, accept: str, media: str, body: str) -> None:
    answer = door.answer(request(headers=f"Host: localhost\r\nAccept: {accept}\r\n"))
    assert answer is not None
    assert (parts(answer)[1]["content-type"], parts(answer)[2].decode()) == (media, body)


LEFT = {
    "another path": request(line="GET /x{} HTTP/1.1"),
    "another method": request(line="HEAD {} HTTP/1.1"),
    "another version": request(line="GET {} HTTP/1.0"),
    "another parameter": request(line="GET {}&format=csv HTTP/1.1"),
    "another dataset": request(line="GET {}&default-graph-uri=http%3A%2F%2Fa%2F HTTP/1.1"),
    "a bare percent sign": request(line="GET {}% HTTP/1.1"),
    "not UTF-8": request(line="GET {}%20%23%FF HTTP/1.1"),
    "not a look-up": request("SELECT * { ?s ?p ?o }"),
    "not SPARQL": request("SELECT"),
    "two requests": request() + request(),
    "half a request": request()[:-2],
    "bytes behind": request() + b"x",
    "a body": request(headers=HEADERS + "Content-Length: 3\r\n"),
    "an empty body": request(headers=HEADERS + "Content-Length: 0\r\n"),
    "chunks": request(headers=HEADERS + "Transfer-Encoding: chunked\r\n"),
    "a name with a blank": request(headers=HEADERS + "Transfer-Encoding : chunked\r\n"),
    "a folded line": request(headers=HEADERS + " folded: x\r\n"),
    "a line feed alone": request(headers=HEADERS + "X: y\nHost: evil.example\r\n"),
    "an upgrade": request(headers=HEADERS + "Upgrade: websocket\r\n"),
    "an expectation": request(headers=HEADERS + "Expect: 100-continue\r\n"),
    "the last request": request(headers=HEADERS + "Connection: close\r\n"),
    "no host": request(headers="Accept: */*\r\n"),
    "two hosts": request(headers=HEADERS + "Host: evil.example\r\n"),
    "another host": request(headers="Host: evil.example\r\nAccept: */*\r\n"),
    "no form that fits": request(headers="Host: localhost\r\nAccept: image/png\r\n"),
    "a long head": request(headers=HEADERS + f"X: {'y' * 9_000}\r\n"),
}


@pytest.mark.parametrize("what", LEFT)
def test_everything_else_is_left_to_the_server(door: Quick, what: str) -> None:
    assert door.answer(LEFT[what]) is None
    assert door.answer(request()) is not None


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_refused_is_not_answered_here(door: Quick, text: str) -> None:
    assert door.answer(request(text)) is None


@given(st.text(max_size=40).map(lambda t: t.encode("utf-8", "surrogatepass")), st.booleans())
def test_decoding_is_that_of_forms(value: bytes, plus: bool) -> None:
    written = (quote_plus if plus else quote)(value, safe="=/?~!$'()*,;:@").encode()
    assert quick.decoded(written) == value == unquote_to_bytes(written.replace(b"+", b" "))


@given(st.text(st.characters(exclude_categories=["Cs"])), st.integers(0, 260))
def test_what_is_in_a_text_makes_no_rows_and_no_row_is_lost(text: str, count: int) -> None:
    """Texts that look like the border between two rows, and as many rows as are given here, or more."""
    store, subject = Store(), NamedNode("http://a/s")
    store.extend(
        Quad(subject, NamedNode("http://a/p"), Literal(f'{text}}}}},{{"{n}'), NamedNode("http://a/g"))
        for n in range(count)
    )
    answer = Quick(store, Limits(size=10_000_000), LOOPBACK).answer(request())
    if answer is None:
        assert count > 100  # too many rows, or too many bytes
    else:
        assert len(json.loads(parts(answer)[2])["results"]["bindings"]) == count
