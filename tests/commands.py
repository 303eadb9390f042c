"""Running the command line in processes of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from nhsgraph import resources

#: The fixture ``run``: a command with its arguments, keywords being environment variables.
Run = Callable[..., "subprocess.CompletedProcess[str]"]


def environment(cache: Path, **more: str) -> dict[str, str]:
    """The environment of a command: a cache folder, this code, nothing of the caller's settings."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("NHSGRAPH_") and name not in {"COLUMNS", "NO_COLOR", "LANG", "LC_ALL", "TERM"}
    }
    here = str(Path(resources.__file__).parent.parent)
    own = {"NHSGRAPH_CACHE": str(cache), "NHSGRAPH_USER_DATA": str(cache / "own")}
    return {**kept, "PYTHONPATH": here, "PYTHONUTF8": "1", **own, **more}


def start(*arguments: str, env: Mapping[str, str]) -> subprocess.Popen[str]:
    """A running command."""
    return subprocess.Popen(
        [sys.executable, "-m", "nhsgraph", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=env,
    )


def run(*arguments: str, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """A finished command."""
    with start(*arguments, env=env) as process:
        out, err = process.communicate(timeout=120)
    return subprocess.CompletedProcess(arguments, process.returncode, out, err)


def own_data(folder: Path) -> Path:
    """A copy of the demonstration set, small enough to break and to build again."""
    return Path(shutil.copytree(resources.data_dir() / "demo", folder / "data"))
