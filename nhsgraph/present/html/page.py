"""What every page shares: the frame, the style, the security policy, data for scripts.

A page is made in two steps: :func:`fragment` renders a template of ``templates/`` (autoescaped, undefined names are
errors) into the ``body``, :func:`render` puts it into the frame::

    Page(
        title="NHS Example CCG",          # <title> and the one <h1>
        kind="explain",                   # the word beside the mark
        body=fragment("explain.html.j2", ...),
        lead="12 practices · level unknown",
        data={"model": {...}},            # <script type="application/json" id="model">
        styles=(asset("explain.css"),),   # after page.css
        scripts=(asset("page.js"), asset("explain.js")),
    )

Rules that hold for every page, and that tests hold it to:

* one text, UTF-8, nothing fetched from anywhere: ``default-src 'none'`` and the hashes of its own scripts and styles;
* no attribute ``style`` and no ``on…`` handler (the policy refuses both); scripts set ``textContent``, never HTML;
* values reach a script through ``data`` alone; they cannot end the element that carries them;
* the same values give the same bytes: no clock, no random ids;
* scripts run after the body is read and find their data by the id of its element.

With ``shared="assets/"`` the unchanging files (:attr:`Asset.shared`) are not in the page but beside it, for a
site in a folder; :func:`shared_assets` says which files to write. The policy then also allows scripts and styles of the
same place, which Chromium takes to be every file where a page was opened from disk.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

_HERE = Path(__file__).parent

#: The hues of Okabe and Ito, which people with the common kinds of colour blindness tell apart. As borders and
#: strokes they are darkened where their contrast with white would be under 3 to 1; text is never set in them.
COLOURS = {
    "orange": "#b36b00",
    "sky": "#1f78a8",
    "green": "#00734f",
    "yellow": "#8a7a00",
    "blue": "#005a94",
    "vermilion": "#b84700",
    "purple": "#9a4a7d",
    "grey": "#5f6b7a",
    "black": "#1b2430",
}
#: The same hues as fills that dark text stands on.
TINTS = {
    "orange": "#fdeed0",
    "sky": "#d8edf9",
    "green": "#d3efe3",
    "yellow": "#fbf7cf",
    "blue": "#d6e6f5",
    "vermilion": "#fde3d5",
    "purple": "#f5e1ee",
    "grey": "#e6eaef",
    "black": "#ffffff",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A script or style: its file name, its text, and whether a site keeps one copy of it for all its pages."""

    name: str
    text: str
    shared: bool = False

    @property
    def digest(self) -> str:
        """The source expression that allows exactly this text."""
        raw = hashlib.sha256(self.text.encode("utf-8")).digest()
        return f"'sha256-{base64.b64encode(raw).decode('ascii')}'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page before it has its frame; see the module for the fields."""

    title: str
    kind: str
    body: Markup
    lead: str = ""
    notice: str = ""  # a line below the header, for example what a picture does not mean
    fictional: bool = False  # says so in a line below the header
    actions: Markup = field(default_factory=Markup)  # buttons at the right of the header
    links: tuple[tuple[str, str], ...] = ()  # navigation of a site: text and relative address
    more: tuple[tuple[str, str], ...] = ()  # what else a site has about the same body, alike
    data: Mapping[str, object] = field(default_factory=dict)
    styles: tuple[Asset, ...] = ()
    scripts: tuple[Asset, ...] = ()
    wasm: bool = False  # runs WebAssembly that came with the page
    wide: bool = True  # the whole window, or a column to read


@cache
def asset(name: str) -> Asset:
    """A file of ``assets/`` as it stands."""
    return Asset(name=name, text=(_HERE / "assets" / name).read_text(encoding="utf-8"), shared=True)


@cache
def lean(script: Asset) -> Asset:
    """A script without its indentation; for scripts in which no text goes over a line's end."""
    return replace(script, text="\n".join(line.strip() for line in script.text.split("\n")))


@cache
def _palette() -> Asset:
    """The colours as ``var(--orange)`` and ``var(--orange-tint)``."""
    hues = [f"--{name}:{value}" for name, value in COLOURS.items()]
    tints = [f"--{name}-tint:{value}" for name, value in TINTS.items()]
    return Asset(name="palette.css", text=f":root{{{';'.join([*hues, *tints])}}}", shared=True)


def fragment(name: str, **values: object) -> Markup:
    """A template of ``templates/`` with values; texts are escaped, :class:`~markupsafe.Markup` is not."""
    return Markup(environment().get_template(name).render(values))  # noqa: S704 (autoescape is on)


@cache
def environment() -> Environment:
    """The templates: autoescaped, strict, dates as ISO 8601."""
    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.policies["json.dumps_kwargs"] = {
        "ensure_ascii": False,
        "sort_keys": False,
        "separators": (",", ":"),
        "default": _plain,
    }
    return made


def data_script(element: str, value: object) -> Markup:
    """A value for scripts: ``JSON.parse(document.getElementById(element).textContent)``."""
    text = environment().from_string('<script type="application/json" id="{{ e }}">{{ v | tojson }}</script>')
    return Markup(text.render(e=element, v=value))  # noqa: S704 (autoescape is on)


def render(page: Page, shared: str | None = None) -> str:
    """The page as one text; with ``shared`` the files that a site keeps once are linked below that address."""
    return (
        environment()
        .get_template("page.html.j2")
        .render(
            page=page,
            policy=policy(page, shared),
            styles=[_placed(style, shared, Markup(style.text)) for style in _styles(page)],  # noqa: S704 (our own)
            scripts=[_placed(a, shared, Markup(_for_element(a))) for a in page.scripts],  # noqa: S704 (our own)
            data=[data_script(element, value) for element, value in page.data.items()],
        )
    )


def shared_assets(pages: Iterable[Page]) -> dict[str, str]:
    """File name to text of what pages rendered with ``shared`` expect beside them."""
    return {a.name: a.text for page in pages for a in (*_styles(page), *page.scripts) if a.shared}


def own_assets() -> Iterator[Asset]:
    """Every script and style of ours that pages of a site share, by name."""
    yield _palette()
    for path in sorted((_HERE / "assets").iterdir()):
        yield asset(path.name)


def policy(page: Page, shared: str | None = None) -> str:
    """The Content-Security-Policy of a page as it is rendered: nothing, but its own scripts and styles."""
    wasm = ["'wasm-unsafe-eval'"] if page.wasm else []
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {' '.join([*_allowed(page.scripts, shared), *wasm]) or chr(39) + 'none' + chr(39)}",
            f"style-src {' '.join(_allowed(_styles(page), shared))}",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _styles(page: Page) -> tuple[Asset, ...]:
    return (_palette(), asset("page.css"), *page.styles)


def _allowed(assets: Iterable[Asset], shared: str | None) -> Iterator[str]:
    """The digests of what stands in the page, and the page's own place where something stands beside it."""
    inside: list[Asset] = []
    outside: list[Asset] = []
    for one in assets:
        (outside if shared is not None and one.shared else inside).append(one)
    yield from (one.digest for one in inside)
    if outside:
        yield "'self'"


def _placed(one: Asset, shared: str | None, text: Markup) -> dict[str, str]:
    if shared is not None and one.shared:
        return {"source": f"{shared}{one.name}", "text": ""}
    return {"source": "", "text": text}


def _for_element(script: Asset) -> str:
    """The text of a script that stands in the page; it must not end its own element."""
    if "</script" in script.text.lower() or "<!--" in script.text or "\r" in script.text:
        raise ValueError(f"{script.name} cannot stand inside a page")
    return script.text


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")
