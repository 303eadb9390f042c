"""Read who leads an STP out of one cell of text, where the text leaves no doubt.

Five shapes are read: “Name (Post, Employer)”, “Name (Post of Employer)”, “Name (Post)”, “Name, Post,
Employer” and “Name, Post of Employer”, with a post of the list below and one person. Any other text stays a
text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_NAME = (
    r"(?P<name>(?:(?:Dr|Sir|Dame|Professor|Mr|Mrs|Ms) )?[A-Z][a-z]+(?: [A-Z][A-Za-z'’-]+){1,2}(?: OBE| CBE)?)"
)
_POST = (
    r"(?P<post>(?:Interim |Independent |Executive )?(?:Chair|Chief Executive(?: designate)?|Chief Officer|"
    r"Chief Clinical Officer|Accountable Officer|Senior Responsible Officer))"
)
_EMPLOYER = r"(?P<employer>[A-Z0-9][^,():;?/]+)"
_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        rf"{_NAME} \({_POST}, {_EMPLOYER}\)",
        rf"{_NAME} \({_POST} (?:of|at) {_EMPLOYER}\)",
        rf"{_NAME} \({_POST}\)",
        rf"{_NAME}, {_POST}, {_EMPLOYER}",
        rf"{_NAME}, {_POST} of {_EMPLOYER}",
        rf"{_NAME}, {_POST}",
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """One person and office; ``employer`` is empty where the text names none."""

    name: str
    post: str
    employer: str = ""


def lead(text: str) -> Lead | None:
    """The person, post and employer of a text; ``None`` where it names nobody, several, or leaves a doubt.

    >>> lead("Jo Bloggs (Chair, Anytown CCG)")
    Lead(name='Jo Bloggs', post='Chair', employer='Anytown CCG')
    >>> lead("Jo Bloggs, Chair Ann Other, Director")
    """
    for shape in _SHAPES:
        if match := shape.fullmatch(text):
            found = match.groupdict()
            return Lead(name=found["name"], post=found["post"], employer=found.get("employer") or "")
    return None
