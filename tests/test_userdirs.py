"""The user's folders on each platform."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from nhsgraph import store, userdirs


@pytest.mark.parametrize(
    ("platform", "env", "cache", "data"),
    [
        ("linux", {}, "/h/.cache/nhsgraph", "/h/.local/share/nhsgraph"),
        ("linux", {"XDG_CACHE_HOME": "/x", "XDG_DATA_HOME": "/y"}, "/x/nhsgraph", "/y/nhsgraph"),
        ("linux", {"XDG_CACHE_HOME": "relative"}, "/h/.cache/nhsgraph", "/h/.local/share/nhsgraph"),
        ("darwin", {}, "/h/Library/Caches/nhsgraph", "/h/Library/Application Support/nhsgraph"),
        ("win32", {"LOCALAPPDATA": "/l"}, "/l/nhsgraph/Cache", "/l/nhsgraph"),
    ],
)
def test_folders(
    monkeypatch: pytest.MonkeyPatch, platform: str, env: dict[str, str], cache: str, data: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setenv("HOME", "/h")
    for name in ("XDG_CACHE_HOME", "XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert (userdirs.cache(), userdirs.data()) == (Path(cache), Path(data))


def test_the_variable_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NHSGRAPH_CACHE", "~/elsewhere")
    assert store.cache_dir() == Path.home() / "elsewhere"
