"""Write ontology/context.jsonld, the JSON-LD context, from ontology/*.ttl.

With ``--check``, write nothing and exit with 1 if the file is not what would be written.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from nhsgraph.jsonld_context import context
from nhsgraph.query import PREFIXES

TARGET = Path(__file__).parent.parent / "ontology" / "context.jsonld"


def text() -> str:
    """The text of the file."""
    return json.dumps({"@context": context(PREFIXES)}, indent=1) + "\n"


def main() -> int:
    """Write the file, or check it."""
    made = text()
    if "--check" in sys.argv[1:]:
        if not TARGET.exists() or TARGET.read_text(encoding="utf-8") != made:
            print(f"{TARGET.name} is out of date; run: python tools/make_context.py", file=sys.stderr)
            return 1
        return 0
    TARGET.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
