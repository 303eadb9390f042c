"""The pages of the static site as the server gives them: the same bytes, within its headers, and bounded."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import commands
import loops
import pytest
from server import Server, serving

from nhsgraph import site
from nhsgraph.graph import Graph
from nhsgraph.site.makers import Made
from nhsgraph.web import country
from nhsgraph.web.problems import HttpProblem

DAY = date(2017, 4, 1)


@pytest.fixture(scope="module")
def server(cache: Path, demo: Graph) -> Iterator[Server]:
    with serving(commands.environment(cache), "--dataset", "demo") as running:
        yield running


@pytest.fixture(scope="module")
def folder(demo: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("site")
    site.build(demo, made, site.Choice(as_of=DAY))
    return made


@pytest.mark.parametrize(
    ("path", "media"),
    [
        ("index.html", "text/html"),
        ("bodies.html", "text/html"),
        ("practices/n.html", "text/html"),
        ("ccg/X01.html", "text/html"),
        ("ccg/X01-chain.html", "text/html"),
        ("ccg/X01-conflicts.html", "text/html"),
        ("ccg/X01-footprints.html", "text/html"),
        ("ccg/X01.zip", "application/zip"),
        ("questions/d1.html", "text/html"),
        ("sources.html", "text/html"),
        ("methods.html", "text/html"),
        ("downloads/england.csv", "text/csv"),
        ("assets/page.css", "text/css"),
        ("assets/site_search.js", "text/javascript"),
    ],
)
def test_a_page_is_that_of_the_static_site(server: Server, folder: Path, path: str, media: str) -> None:
    reply = server.ask(f"/site/{DAY}/{path}")
    assert (reply.status, reply.media) == (200, media)
    assert reply.body == (folder / path).read_bytes()
    assert reply.headers["x-content-type-options"] == "nosniff"
    policy = reply.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert policy.endswith("frame-ancestors 'none'")
    assert "unsafe-inline" not in policy
    if media == "text/html":
        assert "Fictional demonstration data" in reply.text or path.startswith(
            ("bodies", "questions", "methods")
        )


def test_the_policy_of_a_page_is_its_own(server: Server) -> None:
    page, query = server.ask(f"/site/{DAY}/ccg/X01.html"), server.ask(f"/site/{DAY}/query.html")
    inside = page.text.split('Content-Security-Policy" content="')[1].split('"')[0].replace("&#39;", "'")
    assert page.headers["content-security-policy"] == f"{inside}; frame-ancestors 'none'"
    assert "wasm-unsafe-eval" in query.headers["content-security-policy"]
    assert "wasm-unsafe-eval" not in page.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("/site", "/site/2016-04-01/index.html"),
        ("/site/", "/site/2016-04-01/index.html"),
        ("/site?as_of=2015-04-01", "/site/2015-04-01/index.html"),
        ("/site/2015-04-01/", "/site/2015-04-01/index.html"),
    ],
)
def test_the_way_in(server: Server, path: str, to: str) -> None:
    reply = server.ask(path)
    assert (reply.status, reply.headers["location"]) == (307, to)


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/site/2017-04-01/ccg/05T.html", 404, "bodies.html"),
        ("/site/2017-04-01/../../etc/passwd", 404, "no page"),
        ("/site/2017-04-01/assets/%2e%2e/page.py", 404, "no page"),
        ("/site/yesterday/index.html", 400, "yesterday"),
        ("/site?as_of=31%2F12%2F2016", 400, "31/12/2016"),
    ],
)
def test_what_is_not_there_says_so(server: Server, path: str, status: int, said: str) -> None:
    reply = server.ask(path)
    assert reply.status == status
    assert said in reply.text


def test_what_is_kept_is_bounded_and_who_comes_late_is_sent_away(
    demo: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(country, "KEPT", 250)
    monkeypatch.setattr(country, "WAITING", 3)
    made: list[str] = []

    def make(_: country.Shelf, _day: date, path: str) -> Made:
        made.append(path)
        return Made(data=b"x" * 100)

    monkeypatch.setattr(country.Shelf, "_make", make)
    shelf = country.Shelf(demo)

    async def several() -> list[object]:
        first = [await shelf.take(DAY, path) for path in ("a", "b", "a", "c", "a", "b")]
        assert len(first) == 6
        return await asyncio.gather(*(shelf.take(DAY, f"p{n}") for n in range(5)), return_exceptions=True)

    found = loops.run(several())
    assert made[:4] == ["a", "b", "c", "b"]
    assert [isinstance(one, HttpProblem) for one in found] == [False, False, False, True, True]
