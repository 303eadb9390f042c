"""A running server for tests: the command itself, on a free port, ended by its own process id."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode


@dataclass(frozen=True, kw_only=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def media(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True, kw_only=True)
class Server:
    port: int
    process: subprocess.Popen[str] = field(repr=False)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(
        self,
        path: str,
        *,
        method: str = "GET",
        body: bytes | str | None = None,
        query: Mapping[str, str] | list[tuple[str, str]] | None = None,
        timeout: float = 60,
        **headers: str,
    ) -> Reply:
        """Send a request; keywords are headers, with hyphens as underscores."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            target = path + ("?" + urlencode(query) if query else "")
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, target, body=body, headers=named)
            answer = connection.getresponse()
            found = {name.lower(): value for name, value in answer.getheaders()}
            return Reply(status=answer.status, headers=found, body=answer.read())
        finally:
            connection.close()

    def sparql(self, text: str, accept: str = "application/sparql-results+json", **parameters: str) -> Reply:
        return self.ask("/sparql", query={"query": text, **parameters}, Accept=accept)


@contextmanager
def serving(environment: Mapping[str, str], *options: str) -> Iterator[Server]:
    process = subprocess.Popen(
        [sys.executable, "-m", "nhsgraph", "serve", "--port", "0", *options],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        env=dict(environment),
    )
    try:
        assert process.stderr is not None
        port, told = 0, []
        for line in process.stderr:
            told.append(line)
            if line.startswith("Serving on"):
                port = int(line.split("/ ")[0].rsplit(":", 1)[1])
                break
        assert port, told
        server = Server(port=port, process=process)
        wait_until_up(server)
        yield server
    finally:
        process.terminate()
        process.communicate(timeout=20)


def wait_until_up(server: Server) -> None:
    import time

    for _ in range(1200):
        assert server.process.poll() is None, server.process.communicate()[1]
        try:
            server.ask("/nothing", timeout=5)
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the server did not come up")
