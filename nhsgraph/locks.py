"""One at a time, between processes: who comes second says so and waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout


@contextmanager
def alone(path: Path, waiting: Callable[[], object]) -> Iterator[None]:
    """Hold a lock file; ``waiting`` is called once where another process holds it. Raises ``OSError`` as writing does."""
    lock = FileLock(path)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        waiting()
        lock.acquire()
    try:
        yield
    finally:
        lock.release()
