"""Starting a process of this package that inherits descriptors and is spoken to over one of them."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from nhsgraph.errors import StoreError

_PACKAGE_PARENT = str(Path(__file__).resolve().parents[2])


def channel() -> tuple[socket.socket, socket.socket]:
    """The two ends of a channel to a process: ours and theirs.

    Raises :class:`~nhsgraph.errors.StoreError` when the system has none left.
    """
    try:
        return socket.socketpair()
    except OSError as e:
        raise _not_started(e) from None


def start(
    module: str,
    arguments: tuple[str, ...],
    descriptors: tuple[int, ...],
    environment: Mapping[str, str] | None = None,
) -> subprocess.Popen[bytes]:
    """A process that runs a module with arguments and the inherited descriptors.

    ``environment`` adds to that of the process which starts it, and overrides nothing of it.

    Raises :class:`~nhsgraph.errors.StoreError` when the system starts none.
    """
    try:
        return subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            pass_fds=descriptors,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**(environment or {}), **_environment()},
        )
    except OSError as e:
        raise _not_started(e) from None


def _not_started(error: OSError) -> StoreError:
    return StoreError(
        f"a process of the server could not be started ({error.strerror}).",
        remedy="Free memory or processes, or take fewer with --workers and --fronts.",
    )


def _environment() -> Mapping[str, str]:
    path = os.pathsep.join(p for p in (_PACKAGE_PARENT, os.environ.get("PYTHONPATH", "")) if p)
    return {**os.environ, "PYTHONPATH": path}
