"""The whole country as a static site: England, a page a CCG, STP, team and authority, questions, ontology, sources.

:func:`build` makes a folder that works from disk: relative links, no server, nothing fetched. A second run renders
nothing where the graph, the program and the choices are the same, and otherwise writes only the files that changed.
Every file is replaced in one step, and the record of what was written (``site.json``) last, so that a run that was
stopped is finished by the next.
"""

from nhsgraph.site.building import Report, build
from nhsgraph.site.plan import Bundle, Choice

__all__ = ["Bundle", "Choice", "Report", "build"]
