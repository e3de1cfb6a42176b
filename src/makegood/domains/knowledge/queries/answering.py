"""Answer what can be said to a question from what is written down. Source: C07."""

from __future__ import annotations

from datetime import date

from makegood.domains.knowledge.composing import Answer, answer_to
from makegood.domains.knowledge.finders import products_of, told_by_tables
from makegood.domains.knowledge.queries.searching import search


def written_answer(
    question: str, *, language: str, on: date, for_staff: bool, party: str | None
) -> Answer:
    """What is written down that answers on a day, with what this party has in mind."""
    own = products_of(party)
    return answer_to(
        question,
        language=language,
        on=on,
        for_staff=for_staff,
        own=own,
        reckoned=told_by_tables(question, language, on),
        elsewhere=lambda: search(question, language=language, on=on, for_staff=for_staff, own=own),
    )
