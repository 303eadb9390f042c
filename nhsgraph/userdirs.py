"""The user's folders, where each platform keeps them: caches, which may be deleted, and data, which may not.

A library for this would take longer to import than a question takes to answer.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path


def cache() -> Path:
    """The folder for what can be made again."""
    if sys.platform == "win32":
        return _local_app_data() / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "nhsgraph"
    return _xdg("XDG_CACHE_HOME", ".cache") / "nhsgraph"


def data() -> Path:
    """The folder for what the user made."""
    if sys.platform == "win32":
        return _local_app_data()
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "nhsgraph"
    return _xdg("XDG_DATA_HOME", ".local/share") / "nhsgraph"


def _local_app_data() -> Path:
    return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "nhsgraph"


def _xdg(variable: str, default: str) -> Path:
    chosen = os.environ.get(variable, "")
    # The specification has a relative path ignored.
    return Path(chosen) if Path(chosen).is_absolute() else Path.home() / default
