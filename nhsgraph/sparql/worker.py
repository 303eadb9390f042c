"""A worker process: opens the store read-only, answers one query after another, and is killed when one takes too long.

Started as ``python -m nhsgraph.sparql.worker DESCRIPTOR STORE ROWS SIZE MEMORY``; ``DESCRIPTOR`` is its end of a socket
pair. It says ``ready`` once and then gives one frame for each it gets.
"""

from __future__ import annotations

import signal
import socket
import sys
from pathlib import Path
from typing import Any

from nhsgraph import store
from nhsgraph.errors import NhsGraphError, QueryError
from nhsgraph.sparql import frames, sandbox
from nhsgraph.sparql.limits import Limits
from nhsgraph.sparql.problems import Limit, LimitReached, RefusedQuery, SyntaxProblem
from nhsgraph.sparql.running import Request, Runner


def main(arguments: list[str]) -> None:
    """Serve until the other end closes."""
    descriptor, generation, rows, size, memory = arguments
    # An interrupt at the terminal reaches the whole group; the server decides when its workers end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    channel = socket.socket(fileno=int(descriptor))
    # Before the store is opened, so that the store's own threads are bound as well.
    sandbox.without_sockets()
    limits = Limits(rows=int(rows), size=int(size), memory_mb=int(memory))
    with channel, channel.makefile("rb") as incoming:
        try:
            runner = Runner(store.open_generation(Path(generation)), limits)
        except NhsGraphError as e:
            channel.sendall(frames.pack({"failed": str(e)}))
            return
        # After the store is opened: what it maps for its threads and caches is no part of a query's share.
        sandbox.bounded(int(memory))
        channel.sendall(frames.pack({"ready": True}))
        while (frame := frames.read(incoming)) is not None:
            channel.sendall(answer(runner, frame[0], limits))


def answer(runner: Runner, head: dict[str, Any], limits: Limits) -> bytes:
    """The frame that answers a request frame: the result, or the problem in words."""
    try:
        made = runner.run(
            Request(
                text=head["text"],
                default_graphs=tuple(head["default"]),
                named_graphs=tuple(head["named"]),
                result=head["result"],
                graph=head["graph"],
            )
        )
    except SyntaxProblem as e:
        return frames.pack({"problem": "syntax", "said": str(e), "line": e.line, "column": e.column})
    except RefusedQuery as e:
        return frames.pack({"problem": "refused", "said": str(e)})
    except LimitReached as e:
        return frames.pack({"problem": "limit", "limit": e.limit, "said": str(e)})
    except (MemoryError, RecursionError):
        return frames.pack({"problem": "limit", "limit": Limit.MEMORY, "said": out_of_memory(limits)})
    except (QueryError, RuntimeError, OSError, ValueError) as e:
        return frames.pack({"problem": "failed", "said": f"the query cannot be run: {e}"})
    return frames.pack({"form": made.form}, made.body)


def out_of_memory(limits: Limits) -> str:
    """The words for a query that needs too much memory or is nested too deeply."""
    return (
        f"the query needs more than {limits.memory_mb:,} MB of memory, or is nested too deeply. "
        "Restrict it, for example to one body or one source."
    )


if __name__ == "__main__":
    main(sys.argv[1:])
