"""``python -m nhsgraph``."""

from nhsgraph.cli import main

main()
