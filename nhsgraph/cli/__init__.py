"""The command line: parse, call one function, present.

Data go to stdout, everything else to stderr. Exit 0: fine; 1: findings; 2: something the user can fix; 130:
interrupted. The common commands are recognised before typer is imported (:mod:`nhsgraph.cli.short`).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from nhsgraph.errors import NhsGraphError


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = _run(given)
        sys.stdout.flush()
    except NhsGraphError as e:
        print(f"error: {e}", file=sys.stderr)
        code = e.exit_code
    except KeyboardInterrupt:
        print("Interrupted.", file=sys.stderr)
        code = 130
    except BrokenPipeError:
        # The reader (head, less) went away: not an error, but stdout must not be flushed again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 141
    sys.exit(code)


def _run(arguments: list[str]) -> int:
    from nhsgraph.cli import short

    if (request := short.parse(arguments)) is not None:
        from nhsgraph.cli import explain

        return explain.run(request)
    from nhsgraph.cli import app

    return app.run(arguments)
