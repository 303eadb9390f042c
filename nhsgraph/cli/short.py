"""The short path: ``explain`` and ``chain`` without importing a command-line library.

It knows only complete and correct calls. Whatever it does not recognise (help, a misspelt option, an odd value) goes to
the full parser, so there is one place that explains usage. A test holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nhsgraph.values import dataclass

FORMATS = ("text", "json", "md")
#: Of what also stands as a page.
PAGE_FORMATS = (*FORMATS, "html")
COLORS = ("auto", "always", "never")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainRequest:
    """A call of ``nhsgraph explain``; texts as typed."""

    body: str
    function: str = ""
    as_of: str = ""
    format: str = ""
    output: str = ""
    all_rows: bool = False
    width: int = 0
    color: str = "auto"
    dataset: str = "national"
    endpoint: str = ""
    open_page: bool = False


_VALUES = {
    "--function": "function",
    "--as-of": "as_of",
    "--format": "format",
    "--output": "output",
    "-o": "output",
    "--color": "color",
    "--dataset": "dataset",
    "--endpoint": "endpoint",
}


_CHAIN_VALUES = {**_VALUES, "--to": "to"}
_CHAIN_FLAGS = {
    "--all": "all_rows",
    "--all-functions": "all_functions",
    "--matrix": "matrix",
    "--gaps": "gaps",
    "--why-not": "why_not",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainRequest:
    """A call of ``nhsgraph chain``; texts as typed."""

    bodies: tuple[str, ...] = ()
    function: str = ""
    as_of: str = ""
    to: str = ""
    all_functions: bool = False
    matrix: bool = False
    gaps: bool = False
    why_not: bool = False
    format: str = ""
    output: str = ""
    all_rows: bool = False
    width: int = 0
    color: str = "auto"
    dataset: str = "national"
    endpoint: str = ""
    open_page: bool = False


def parse(arguments: Sequence[str]) -> ExplainRequest | ChainRequest | None:
    """The request that the arguments make, or ``None`` where the full parser has to look."""
    if arguments and arguments[0] == "explain":
        read = _read(arguments[1:], _VALUES, {"--all": "all_rows"})
        if read is not None and len(read[0]) == 1:
            words, values, flags = read
            return ExplainRequest(body=words[0], all_rows="all_rows" in flags, **values)  # type: ignore[arg-type]
    elif arguments and arguments[0] == "chain":
        read = _read(arguments[1:], _CHAIN_VALUES, _CHAIN_FLAGS)
        if read is not None:
            words, values, flags = read
            chosen = {name: name in flags for name in _CHAIN_FLAGS.values()}
            chosen["all_rows"] = chosen["all_rows"] or chosen["matrix"]
            return ChainRequest(bodies=tuple(words), **chosen, **values)  # type: ignore[arg-type]
    return None


def _read(
    arguments: Sequence[str], options: Mapping[str, str], flags: Mapping[str, str]
) -> tuple[list[str], dict[str, str], set[str]] | None:
    """Words, values of options and flags that are set; ``None`` for anything that is not plainly right."""
    words, values, found = list[str](), dict[str, str](), set[str]()
    rest = iter(arguments)
    for argument in rest:
        name, given, value = argument.partition("=")
        if argument in flags:
            found.add(flags[argument])
        elif name in options and (given == "" or name.startswith("--")):
            value = value if given else next(rest, "")
            if not value or value.startswith("-") or options[name] in values:
                return None
            values[options[name]] = value
        elif argument.startswith("-") or not argument:
            return None
        else:
            words.append(argument)
    if values.get("format", "text") not in FORMATS or values.get("color", "auto") not in COLORS:
        return None
    return words, values, found
