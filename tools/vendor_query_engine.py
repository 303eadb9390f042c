"""Bundle the query page's editor and engine into ``nhsgraph/present/html/vendor/`` from a folder with ``node_modules``.

Run ``npm install`` with the versions of ``versions.json`` in a folder, then ``python tools/vendor_query_engine.py
FOLDER``. With ``--check`` and no folder, only hold the vendored files against their digests (exit 1 where one differs).
"""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

TARGET = Path(__file__).parent.parent / "nhsgraph" / "present" / "html" / "vendor"
FILES = ("query-engine.entry.js", "query-engine.min.js", "oxigraph.wasm.gz")


def digests() -> dict[str, str]:
    """The digest of each vendored file as it stands."""
    return {name: hashlib.sha256((TARGET / name).read_bytes()).hexdigest() for name in FILES}


def bundle(folder: Path) -> None:
    """Make the bundle and the compressed engine, and record versions and digests."""
    recorded = json.loads((TARGET / "versions.json").read_text(encoding="utf-8"))
    for package, version in recorded["packages"].items():
        found = json.loads((folder / "node_modules" / package / "package.json").read_text(encoding="utf-8"))
        if found["version"] != version:
            sys.exit(f"{package} is {found['version']}; versions.json pins {version}.")
    entry = folder / "entry.js"
    shutil.copy(TARGET / "query-engine.entry.js", entry)
    options = ("--bundle", "--minify", "--format=iife", "--target=es2020", "--legal-comments=none")
    out = TARGET / "query-engine.min.js"
    subprocess.run(
        [str(folder / "node_modules" / ".bin" / "esbuild"), str(entry), *options, f"--outfile={out}"],
        check=True,
    )
    engine = (folder / "node_modules" / "oxigraph" / "web_bg.wasm").read_bytes()
    (TARGET / "oxigraph.wasm.gz").write_bytes(gzip.compress(engine, 9, mtime=0))
    recorded["sha256"] = digests()
    (TARGET / "versions.json").write_text(json.dumps(recorded, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if "--check" in sys.argv:
        known = json.loads((TARGET / "versions.json").read_text(encoding="utf-8"))["sha256"]
        sys.exit(0 if known == digests() else "a vendored file is not the one that was recorded")
    bundle(Path(sys.argv[1]))
