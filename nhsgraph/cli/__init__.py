"""The command line: parse, call one function, present.

Data go to stdout, everything else to stderr. Exit 0: fine; 1: findings; 2: something the user can fix; 130:
interrupted. The common commands are recognised before typer is imported (:mod:`nhsgraph.cli.short`).
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from nhsgraph.errors import NhsGraphError

if TYPE_CHECKING:
    from nhsgraph.cli.short import ChainRequest, ExplainRequest

_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and end the process."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    request: ExplainRequest | ChainRequest | None = None
    try:
        from nhsgraph.cli import short

        request = short.parse(given)
        code = _run(given) if request is None else _answer(request)
        sys.stdout.flush()
    except NhsGraphError as e:
        from nhsgraph.cli import session

        print(f"error: {session.printable(str(e))}", file=sys.stderr)
        code = e.exit_code
    except KeyboardInterrupt:
        code = _INTERRUPTED
    except SystemExit as e:  # typer's way to end
        code = e.code if isinstance(e.code, int) else 0
    except BrokenPipeError:
        # The reader (head, less) went away: not an error, but stdout must not be flushed again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 141
    if code == _INTERRUPTED:
        print("Interrupted.", file=sys.stderr)
    if request is not None and arguments is None:
        # Nothing is open but a graph that is only read; to give all of it back piece by piece took a tenth of the time.
        sys.stderr.flush()
        os._exit(code)
    sys.exit(code)


def _answer(request: ExplainRequest | ChainRequest) -> int:
    """A call of the short path."""
    gc.disable()  # a process of a tenth of a second gives everything back at its end
    sys.setswitchinterval(
        0.0001
    )  # the thread that asks the store ahead needs the lock often, and for moments
    from nhsgraph.cli import short

    if isinstance(request, short.ChainRequest):
        from nhsgraph.cli import chain

        return chain.run(request)
    from nhsgraph.cli import explain

    return explain.run(request)


def _run(arguments: list[str]) -> int:
    from nhsgraph.cli import app

    return app.run(arguments)
