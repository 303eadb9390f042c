"""Match local authorities by name, where a list prints another issuer's code for them.

ONS prints the name of the place (“Gateshead”), lists of partners that of the council (“Gateshead
Metropolitan Borough Council”). What is left when the words for the kind of council are taken away is the
same; counties and districts are kept apart.
"""

from __future__ import annotations

import re

_KIND = re.compile(
    r"\b(?:metropolitan|borough|district|city|county|council|corporation|london|royal|unitary|the|of|and)\b"
)
_WORDS = re.compile(r"[a-z]+")


def handle(name: str) -> str:
    """The handle of an authority: the words of its name that are not about the kind of council.

    >>> handle("Gateshead"), handle("Gateshead Metropolitan Borough Council")
    ('authority-named:gateshead', 'authority-named:gateshead')
    """
    plain = name.casefold().replace("&", " ").replace("-", " ").replace("'", "")
    return "authority-named:" + " ".join(_WORDS.findall(_KIND.sub(" ", plain)))
