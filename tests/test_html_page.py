"""The frame of a page: its policy, its data, its bytes."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from markupsafe import Markup

from nhsgraph.present.html.page import Asset, Page, data_script, environment, render, shared_assets

SCRIPT = Asset(name="a.js", text="void 0;", shared=True)


def hashes(html: str, element: str) -> set[str]:
    found = re.findall(rf"<{element}>(.*?)</{element}>", html, re.DOTALL)
    return {base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in found}


def policy(html: str) -> dict[str, str]:
    (content,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    return dict(part.strip().split(" ", 1) for part in content.replace("&#39;", "'").split(";"))


def test_the_policy_allows_exactly_the_scripts_and_styles_of_the_page() -> None:
    html = render(Page(title="T", kind="k", body=Markup("<p>x</p>"), scripts=(SCRIPT,)))
    rules = policy(html)
    assert rules["default-src"] == "'none'"
    assert set(re.findall(r"sha256-([^']+)", rules["script-src"])) == hashes(html, "script")
    assert set(re.findall(r"sha256-([^']+)", rules["style-src"])) == hashes(html, "style")
    assert "unsafe" not in html


def test_a_page_without_scripts_allows_none() -> None:
    assert policy(render(Page(title="T", kind="k", body=Markup())))["script-src"] == "'none'"


def test_webassembly_is_allowed_where_it_is_asked_for_and_nothing_more() -> None:
    rules = policy(render(Page(title="T", kind="k", body=Markup(), scripts=(SCRIPT,), wasm=True)))
    assert rules["script-src"].split() == [SCRIPT.digest, "'wasm-unsafe-eval'"]


def test_shared_files_stand_beside_the_page() -> None:
    page = Page(title="T", kind="k", body=Markup(), scripts=(SCRIPT,))
    html = render(page, "assets/")
    assert '<script src="assets/a.js"></script>' in html
    assert "void 0;" not in html
    assert '<link rel="stylesheet" href="assets/page.css">' in html
    assert "<style>" not in html
    assert policy(html) == policy(html) | {"script-src": "'self'", "style-src": "'self'"}
    beside = shared_assets([page])
    assert (beside["a.js"], set(beside)) == ("void 0;", {"a.js", "page.css", "palette.css"})


def test_texts_are_escaped_and_the_title_is_the_only_heading() -> None:
    html = render(
        Page(title="<b>&", kind="k", lead="<i>", notice="<u>", body=Markup(), links=(("<s>", 'x" y'),))
    )
    assert html.count("<h1>") == 1
    assert not re.search(r"<[ius]>|<b>&", html.partition("<body")[2])


@given(
    st.recursive(
        st.text() | st.integers() | st.none(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_data_reach_a_script_as_they_are_and_never_end_their_element(value: object) -> None:
    made = str(data_script("model", value))
    inside = made.removeprefix('<script type="application/json" id="model">').removesuffix("</script>")
    assert "<" not in inside
    assert json.loads(inside) == value


def test_dates_and_decimals_have_a_plain_form() -> None:
    made = str(data_script("m", [date(2016, 4, 1), Decimal("0.5"), Decimal(3)]))
    assert '["2016-04-01",0.5,3]' in made


def test_a_name_that_a_template_lacks_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        environment().from_string("{{ missing }}").render()


@pytest.mark.parametrize("text", ["x</script>", "<!-- x", "a\r\nb"])
def test_a_script_that_would_end_its_element_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="cannot stand inside a page"):
        render(Page(title="T", kind="k", body=Markup(), scripts=(Asset(name="bad.js", text=text),)))
