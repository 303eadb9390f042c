"""What the sections of a page say, sentence for sentence, with what it tells once followed to where it tells it."""

from __future__ import annotations

import html as entities
import re

_SECTION = re.compile(r"<section.*?</section>", re.DOTALL)
_ITEM = re.compile(
    r'<li id="([^"]+)"[^>]*>(?:<meter[^>]*></meter> )?(.*?)(?: <small>| ?<sup>|</li>| ?$)', re.DOTALL
)
_BEFORE = re.compile(r', <a href="#([^"]+)">as above</a>$')
_SAME = re.compile(r'<li class="same">Then (\d+) sentences? as under <a href="#([^"]+)">')


def words(value: str) -> str:
    """A text with one blank between words."""
    return re.sub(r"\s+", " ", value)


def sentences(html: str) -> list[str]:
    """Every sentence of the lists of statements, in order."""
    full: dict[str, str] = {}
    following: dict[str, list[str]] = {}  # a sentence's id to the ids from it to the end of its section
    said: list[str] = []
    for section in _SECTION.findall(html):
        if '<ul class="statements">' not in section:
            continue
        own: list[str] = []
        for name, text in _ITEM.findall(section.split("</ul>")[0]):
            before = _BEFORE.search(text)
            full[name] = full[before[1]] if before else words(entities.unescape(text)).strip()
            assert not before or full[name].startswith(words(entities.unescape(text[: before.start()])))
            own.append(name)
        if same := _SAME.search(section):
            rest = following[same[2]]
            assert len(rest) == int(same[1])
            own += rest
        for place, name in enumerate(own):
            following.setdefault(name, own[place:])
        said += [full[name] for name in own]
    return said
