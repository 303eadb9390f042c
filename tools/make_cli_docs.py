"""Write ``docs/cli.md`` from the commands themselves, or (``--check``) say whether it is out of date."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import typer

from nhsgraph.cli.app import COMMANDS, app

TARGET = Path(__file__).parent.parent / "docs" / "cli.md"
HEAD = """# The command line

Written by `tools/make_cli_docs.py` from the commands themselves.

Data go to stdout, everything else (progress, remarks, errors) to stderr. Exit codes: 0 fine; 1 findings, or something
would change; 2 something that you can put right (the message says how); 130 interrupted; 141 the reader of the output
went away. `NHSGRAPH_CACHE` names the folder for built graphs, `NHSGRAPH_DATA` a data folder of your own. Colour only on a
terminal, and not with `NO_COLOR` or `TERM=dumb`. `nhsgraph --install-completion` completes commands, codes and names in
your shell.
"""


def main() -> int:
    """Write, or check with ``--check``; returns the exit code."""
    text = page()
    if "--check" in sys.argv[1:]:
        current = TARGET.read_text(encoding="utf-8") if TARGET.exists() else ""
        if current != text:
            print(f"{TARGET.name} is out of date; run: python tools/make_cli_docs.py", file=sys.stderr)
            return 1
        return 0
    TARGET.write_text(text, encoding="utf-8")
    return 0


def page() -> str:
    """The text of the page."""
    return "\n".join([HEAD, *(line for name in COMMANDS for line in _command(name))])


def _command(name: str) -> Iterator[str]:
    group: Any = typer.main.get_command(app)
    command = group.commands[name]
    yield f"## nhsgraph {name}"
    yield ""
    yield from (line.strip() for line in (command.help or "").strip().splitlines())
    yield ""
    rows = [_row(parameter) for parameter in command.params]
    if rows:
        yield "| argument or option | meaning |"
        yield "|---|---|"
        yield from rows
        yield ""
    yield "```sh"
    yield from import_module(f"nhsgraph.cli.commands.{name}").EXAMPLES
    yield "```"
    yield ""


def _row(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        shown = parameter.name.upper()
        shown = shown if parameter.required else f"[{shown}]"
    else:
        names = sorted([*parameter.opts, *parameter.secondary_opts], key=lambda opt: (len(opt) < 3, opt))
        shown = ", ".join(names)
        if not parameter.is_flag:
            choices = getattr(parameter.type, "choices", None)
            shown += " " + (
                parameter.metavar or ("\\|".join(map(str, _values(choices))) if choices else "VALUE")
            )
    return f"| `{shown}` | {parameter.help or ''} |"


def _values(choices: Any) -> list[str]:
    return [getattr(choice, "value", choice) for choice in choices]


if __name__ == "__main__":
    sys.exit(main())
