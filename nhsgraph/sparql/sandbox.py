"""What a worker process gives up before it sees a query: sockets, writing files, more memory than its share.

The walk over the parsed query is what refuses SERVICE; this is the second wall behind it. Each part holds where the
system offers it: the kernel filter on Linux, memory bounds on any Unix. Elsewhere the first wall stands alone.
"""

from __future__ import annotations

import ctypes
import platform
import struct
import sys
from contextlib import suppress
from pathlib import Path

#: Machine to (audit architecture, number of the socket call), from the kernel's own tables.
_SOCKET_CALLS = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
_PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS, _MODE_FILTER = 22, 38, 2
_LOAD, _JUMP_EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _DENY = 0x7FFF0000, 0x00050000 | 13  # 13 is EACCES


def without_sockets() -> bool:
    """From now on no new socket can be opened; ``False`` where the system has no way to promise it."""
    if not sys.platform.startswith("linux") or platform.machine() not in _SOCKET_CALLS:
        return False
    architecture, number = _SOCKET_CALLS[platform.machine()]
    program = b"".join(
        struct.pack("=HBBI", code, yes, no, value)
        for code, yes, no, value in (
            (_LOAD, 0, 0, 4),
            (_JUMP_EQUAL, 0, 3, architecture),
            (_LOAD, 0, 0, 0),
            (_JUMP_EQUAL, 0, 1, number),
            (_RETURN, 0, 0, _DENY),
            (_RETURN, 0, 0, _ALLOW),
        )
    )
    buffer = ctypes.create_string_buffer(program, len(program))
    packed = struct.pack("=H6xQ", len(program) // 8, ctypes.addressof(buffer))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    # The packed struct is passed by address; both buffers live until the call is over.
    return bool(libc.prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.c_char_p(packed), 0, 0) == 0)


def bounded(memory_mb: int) -> None:
    """From now on no file is written, and at most so much memory is taken on top of what is mapped already."""
    try:
        import resource
    except ImportError:  # not a Unix
        return
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if memory_mb:
        bound = _address_space() + memory_mb * 1_000_000
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (bound, bound))


def _address_space() -> int:
    """What the process has mapped so far: code and thread stacks, which are no memory in use."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError):
        return 1_000_000_000
    return pages * 4096
