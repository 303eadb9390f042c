"""The pages of the static site, made when they are asked for: ``/site/2016-04-01/ccg/05T.html``.

A page is the one that ``nhsgraph site`` writes for the date, byte for byte, so its links are relative and stay within the
date. One is made at a time, what was made is kept within a limit, and who comes when too many wait is sent away.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Mapping
from datetime import date
from pathlib import PurePosixPath

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from nhsgraph.graph import Graph
from nhsgraph.period import parse_date
from nhsgraph.site import plan
from nhsgraph.site.country import Country
from nhsgraph.site.makers import Made, Maker
from nhsgraph.site.plan import Choice, Job
from nhsgraph.web import forms, state
from nhsgraph.web.problems import HttpProblem, NotFound

#: The date of the site when none is asked for.
DAY = Choice().as_of
#: Bytes of pages that are kept, dates whose bodies are kept, and requests that may wait for a page.
KEPT, DATES, WAITING = 48_000_000, 4, 24
_MEDIA = {
    ".html": "text/html",
    ".csv": "text/csv",
    ".css": "text/css",
    ".js": "text/javascript",
    ".zip": "application/zip",
}


class Shelf:
    """Makes pages, one at a time, and keeps those that were asked for last."""

    def __init__(self, graph: Graph) -> None:
        self._country = Country(graph)
        self._desks: OrderedDict[date, tuple[Maker, Mapping[str, Job]]] = OrderedDict()
        self._made: OrderedDict[tuple[date, str], Made] = OrderedDict()
        self._size = 0
        self._lock = asyncio.Lock()
        self._waiting = 0

    async def take(self, day: date, path: str) -> Made:
        """The file at a path of the site of a date.

        Raises :class:`~nhsgraph.web.problems.NotFound`, and
        :class:`~nhsgraph.web.problems.HttpProblem` where too many wait.
        """
        if (found := self._made.get((day, path))) is not None:
            self._made.move_to_end((day, path))
            return found
        if self._waiting >= WAITING:
            raise HttpProblem(503, "too many pages are being made. Try again shortly.", {"Retry-After": "5"})
        self._waiting += 1
        try:
            async with self._lock:
                if (made := self._made.get((day, path))) is None:
                    made = await run_in_threadpool(self._make, day, path)
        finally:
            self._waiting -= 1
        self._keep((day, path), made)
        return made

    def _keep(self, key: tuple[date, str], made: Made) -> None:
        if key in self._made:
            return
        self._made[key] = made
        self._size += len(made.data)
        while self._size > KEPT:
            self._size -= len(self._made.popitem(last=False)[1].data)

    def _make(self, day: date, path: str) -> Made:
        maker, jobs = self._desk(day)
        if (job := jobs.get(path)) is not None:
            return maker.make(job)
        if (data := maker.shared().get(path)) is not None:
            return Made(data=data)
        raise NotFound(
            f"the site of {day} has no page “{path}”. See /site/{day}/bodies.html for what it has."
        )

    def _desk(self, day: date) -> tuple[Maker, Mapping[str, Job]]:
        if day not in self._desks:
            maker = Maker(self._country.graph, Choice(as_of=day), self._country)
            jobs = {job.path: job for job in plan.jobs(tuple(maker.subjects.values()))}
            self._desks[day] = (maker, jobs)
            if len(self._desks) > DATES:
                self._country.forget(self._desks.popitem(last=False)[0])
        self._desks.move_to_end(day)
        return self._desks[day]


async def start(request: Request) -> Response:
    """``/site`` and ``/site/2016-04-01``: the way to the England page of a date."""
    text = request.path_params.get("day") or forms.one(forms.of_query(request), "as_of")
    day = parse_date(text) if text else DAY
    return RedirectResponse(f"/site/{day}/index.html")


async def page(request: Request) -> Response:
    """``/site/{day}/{path}``: a page, a table or an asset."""
    path = request.path_params["path"]
    day = parse_date(request.path_params["day"])
    made = await state.of(request).shelf.take(day, path)
    headers = {"content-security-policy": f"{made.policy}; frame-ancestors 'none'"} if made.policy else {}
    return Response(made.data, media_type=_MEDIA[PurePosixPath(path).suffix], headers=headers)
