"""Progress on stderr: a bar on a terminal after the first second, a plain line every ten seconds elsewhere."""

from __future__ import annotations

import sys
import time
from types import TracebackType

_QUIET, _EVERY = 1.0, 10.0
_WIDTH = 30


class Reporter:
    """Called with what is being done, how far it is and how far it goes (0: not known)."""

    def __init__(self, ready: str = "The graph is ready") -> None:
        self._ready = ready
        self._began = time.monotonic()
        self._last = self._began
        self._terminal = sys.stderr.isatty()
        self._drawn = False
        self._said = ""

    def __enter__(self) -> Reporter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
        if self._said and kind is None:
            print(f"{self._ready} ({time.monotonic() - self._began:.0f} s).", file=sys.stderr)

    def __call__(self, what: str, done: int, total: int) -> None:
        """Report; does little most of the time."""
        now = time.monotonic()
        if self._terminal:
            if now - self._began >= _QUIET and now - self._last >= 0.1:
                self._draw(what, done, total, now)
        elif (
            what != self._said and (not self._said or now - self._last >= _QUIET)
        ) or now - self._last >= _EVERY:
            share = f" {done * 100 // total}%" if total > 1 else ""
            print(f"{what}{share} …", file=sys.stderr, flush=True)
            self._last, self._said = now, what

    def _draw(self, what: str, done: int, total: int, now: float) -> None:
        share = done / total if total else 0.0
        filled = int(share * _WIDTH)
        left = (now - self._began) * (1 - share) / share if share > 0.02 else None
        tail = (
            f"{done:,} of {total:,}" + (f", {left:.0f} s left" if left is not None else "")
            if total > 1
            else ""
        )
        sys.stderr.write(f"\r\x1b[K{what:<22} {'█' * filled}{'░' * (_WIDTH - filled)} {tail}")
        sys.stderr.flush()
        self._drawn, self._last, self._said = True, now, what
