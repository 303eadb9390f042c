"""What every command needs: the graph (built on first use), dates as typed, and the terminal."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path

from nhsgraph.errors import StoreError, UsageError
from nhsgraph.graph import Graph
from nhsgraph.period import parse_date

#: The exit code when the reader of the output (head, less) went away, as the shell gives it for SIGPIPE.
READER_LEFT = 141


def data_folder(dataset: str) -> Path:
    """The folder of a data set: the packaged ones by name, or the one in ``NHSGRAPH_DATA`` for the national."""
    from nhsgraph import resources

    if dataset == "demo":
        return resources.data_dir() / "demo"
    if dataset != "national":
        raise UsageError(f"there is no data set “{dataset}”. Choose national or demo.")
    if not (chosen := os.environ.get("NHSGRAPH_DATA")):
        return resources.data_dir()
    if not Path(chosen).is_dir():
        raise StoreError(
            f"the data folder {chosen} does not exist.", remedy="Correct or unset NHSGRAPH_DATA."
        )
    return Path(chosen)


def open_graph(dataset: str = "national", endpoint: str = "") -> Graph:
    """The graph of a data set, built first where it is not there; with an endpoint, the one that it holds.

    ``NHSGRAPH_ENDPOINT`` stands for an endpoint that is not given, for the national data set.
    """
    if endpoint and dataset != "national":
        raise UsageError(
            "--endpoint and --dataset exclude each other: a service holds what was pushed to it."
        )
    if dataset == "national" and (url := endpoint or os.environ.get("NHSGRAPH_ENDPOINT", "")):
        from nhsgraph.remote import connect

        user, password = endpoint_login()
        return connect(url, user=user, password=password)
    return local_graph(dataset)


def endpoint_login() -> tuple[str, str]:
    """The name and password for a SPARQL service, from ``NHSGRAPH_ENDPOINT_USER`` and ``_PASSWORD``."""
    return os.environ.get("NHSGRAPH_ENDPOINT_USER", ""), os.environ.get("NHSGRAPH_ENDPOINT_PASSWORD", "")


def local_graph(dataset: str = "national") -> Graph:
    """The embedded graph of a data set; built first where it is not there."""
    from nhsgraph import store

    data = data_folder(dataset)
    cache = store.cache_dir()
    if (generation := store.find(data, cache)) is not None:
        try:
            return Graph(generation)
        except StoreError:
            print("The graph on disk cannot be opened; building it again.", file=sys.stderr)
            return build(data, cache, force=True)
    return build(data, cache)


def build(data: Path, cache: Path, *, force: bool = False) -> Graph:
    """Build with progress on stderr, and open the result."""
    from nhsgraph import graph
    from nhsgraph.cli.progress import Reporter

    with Reporter() as progress:
        return graph.load(data=data, cache=cache, force=force, progress=progress)


def day(text: str) -> date | None:
    """The date of an ``--as-of``; ``today`` is the only thing in the program that asks the clock."""
    if not text:
        return None
    return date.today() if text == "today" else parse_date(text)


def remark(text: str) -> None:
    """A line for the user, apart from the data."""
    if text:
        print(printable(text), file=sys.stderr)


def printable(text: str) -> str:
    """Text without control characters, for a terminal that a typed name must not steer; line breaks stay."""
    return "".join(c if c == "\n" or c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def write(text: str, output: str) -> None:
    """Data to stdout, or to a file in one step: the file has all of it or stays as it was."""
    if not output:
        _to_stdout(text)
        return
    target = Path(output)
    part = target.with_name(target.name + ".part")
    try:
        part.write_text(text, encoding="utf-8")
        os.replace(part, target)
    except OSError as e:
        with suppress(OSError):
            part.unlink()
        why = e.strerror if target.parent.is_dir() else f"there is no folder {target.parent}"
        raise UsageError(f"{output} cannot be written ({why}). Choose another file with --output.") from None


def _to_stdout(text: str) -> None:
    try:
        try:
            sys.stdout.write(text)
        except UnicodeEncodeError:
            sys.stdout.write(_escaped(text))
        sys.stdout.flush()
    except OSError as e:
        # What is left in the buffer must not be tried again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(e, BrokenPipeError):
            raise SystemExit(READER_LEFT) from None
        raise UsageError(
            f"the output cannot be written ({e.strerror}). Make room, or choose a file with --output."
        ) from None


def _escaped(text: str) -> str:
    """ASCII, with the escapes of JSON for the rest: JSON stays the same JSON, and nothing is lost in other forms."""
    import json

    return "".join(c if c.isascii() else json.dumps(c)[1:-1] for c in text)


def colored(choice: str) -> bool:
    """Whether to colour: as chosen; by itself only on a terminal that can, and not with NO_COLOR."""
    if choice != "auto":
        return choice == "always"
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def columns(width: int) -> int:
    """The width to write for: as chosen, else the terminal's, between 40 and 100."""
    return max(40, min(100, _terminal())) if not width else max(40, width)


def _terminal() -> int:
    """As ``shutil.get_terminal_size`` finds the columns, without the compression modules that shutil imports."""
    chosen = os.environ.get("COLUMNS", "")
    if chosen.isascii() and chosen.isdigit() and int(chosen):
        return int(chosen)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or 100  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):  # no stdout, a closed one, or no terminal
        return 100


def speaks_unicode() -> bool:
    """Whether stdout takes more than ASCII."""
    return (sys.stdout.encoding or "").lower().replace("-", "") in {"utf8", "utf16", "utf32"}
