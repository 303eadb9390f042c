"""Writing in one step: a file or folder is made beside its place and then moved there, whole."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from nhsgraph.errors import UsageError
from nhsgraph.export import Form, Material

#: Lies in every folder that this package wrote, so that only such a folder is ever replaced.
MARK = ".nhsgraph-export"


def write(form: Form, material: Material, target: Path) -> None:
    """Write a form to its place. What was there stays until the new one is whole.

    Raises :class:`~nhsgraph.errors.UsageError` where the place cannot be written, or is a folder of something else.
    """
    try:
        _check(form, target)
        parent = target.absolute().parent
        parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=parent) as made:
            new = Path(made) / "new"
            if form.suffix:
                form.write(material, new)
            else:
                new.mkdir()
                form.write(material, new)
                (new / MARK).write_text(f"{form.name}\n", encoding="ascii")
                if target.exists():
                    os.replace(target, Path(made) / "old")
            os.replace(new, target)
    except OSError as e:
        raise UsageError(
            f"{target} cannot be written ({e.strerror}). Choose another place with --output."
        ) from None


def _check(form: Form, target: Path) -> None:
    if form.suffix and target.is_dir():
        raise UsageError(f"{target} is a folder, and {form.name} is one file. Name a file with --output.")
    if not form.suffix and target.exists():
        if not target.is_dir():
            raise UsageError(f"{target} is a file, and {form.name} is a folder. Name a folder with --output.")
        if any(target.iterdir()) and not (target / MARK).exists():
            raise UsageError(
                f"{target} holds other things and would be replaced. Name a new or an empty folder with --output."
            )
