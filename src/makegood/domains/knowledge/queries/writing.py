"""Answer what a change of the handbook would be, how it reads, and what is wrong with it. C07."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pydantic import ValidationError

from makegood.core.transactions import hold
from makegood.domains.knowledge.policy import AsideFacts, ChangeFacts
from makegood.domains.knowledge.queries.changes import dealt_with
from makegood.handbook import (
    Article,
    NotAccepted,
    article_problems,
    article_put,
    book,
    folder,
    phrasing_added,
)


def phrasing_facts(language: str, operation: str, phrasing: str) -> ChangeFacts:
    """What one more way to say an operation would change."""
    try:
        change = phrasing_added(folder(), book(), language, operation, phrasing)
    except NotAccepted as wrong:
        return ChangeFacts(None, phrasing, (str(wrong),))
    return ChangeFacts(change, phrasing, ())


def article_facts(written: Mapping[str, object], today: date) -> ChangeFacts:
    """What an article, as the form has it, would change, read as of its first day or today."""
    try:
        article = _article(written)
    except ValidationError as faults:
        wrong = tuple(f"{one['loc'][0]}: {one['msg']}" for one in faults.errors())
        return ChangeFacts(None, "", wrong)
    on, body = max(today, article.in_force.start), str(written["body"])
    change = article_put(folder(), article, body)
    problems = tuple(
        f"{one.field}: {one.wrong} (accepted: {one.accepted})"
        for one in article_problems(change, book(), on)
    )
    return ChangeFacts(change, book().filled(body, language=article.language, on=on), problems)


def aside_facts(message: str) -> AsideFacts:
    """Whether somebody dealt with a message that was not understood; nobody else does meanwhile."""
    hold(f"set_aside:{message}")
    return AsideFacts(message, is_dealt_with=message in dealt_with([message]))


def _article(written: Mapping[str, object]) -> Article:
    """What was filled in as an article. ValidationError for what is none."""
    days = {"from": written["starts"], "until": written["ends"]}
    rest = {
        name: value for name, value in written.items() if name not in ("starts", "ends", "body")
    }
    sections = ({"heading": "", "text": str(written["body"])},)
    return Article.model_validate({**rest, "in_force": days, "sections": sections})
