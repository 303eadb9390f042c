"""The explanation of any other body: identity, what is stated of it, and for a case-study site the refusal."""

from __future__ import annotations

from nhsgraph.analyses.explain import documents, identity
from nhsgraph.analyses.explain.context import Context, cites
from nhsgraph.analyses.explanation import Section, Statement


def parts(context: Context, kind_label: str) -> tuple[tuple[str, ...], tuple[Section, ...]]:
    """Headline and sections."""
    sections = [identity.section(context, kind_label)]
    headline: tuple[str, ...] = ()
    if context.body.kind in {"CaseStudySite", "AnonymousParticipant"}:
        headline = ("anonymous: not identified, and not to be",)
        sections.append(_refusal(context))
    if (told := documents.section(context)) is not None:
        sections.append(told)
    return headline, tuple(sections)


def _refusal(context: Context) -> Section:
    return Section(
        key="anonymity",
        title="Anonymity",
        statements=(
            Statement(
                key="refusal",
                text="The study promised that nobody would identify it. It has no code here, it is linked to no real body, "
                "and no question about which one it is will be answered.",
                cites=cites([context.body.row]),
                grade="stated",
                facts={"identified": False, "code": None},
            ),
        ),
    )
