"""Let a customer prove on a page who they are, and tell a stranger nothing of whom we know."""

from __future__ import annotations

from makegood.core import clock
from makegood.core.actor import Actor, Channel
from makegood.core.outcome import Outcome
from makegood.core.runner import run
from makegood.domains.parties.queries import party_card
from makegood.faces.shared.acting import customer_in
from makegood.handbook import book

_NOTHING_OPEN = "none_open"
_POSTCODE_SIGNS = 16


def begin(language: str, mark: str) -> str:
    """Open a conversation in which somebody may prove who they are; its number.

    By `mark` the address is known again from which it is opened.
    """
    visitor = Actor.anonymous(Channel.PORTAL).model_copy(update={"caller": mark})
    ask = {"channel": Channel.PORTAL.value, "language": language}
    return str(run("conversations.open_conversation", ask, actor=visitor).answer("number"))


def claim(conversation: str, reference: str, second: str, mark: str) -> bool:
    """Whether a reference and a name or postcode mean one customer, who is then taken to be it."""
    ask = {"reference": reference, "name": second}
    if any(sign.isdigit() for sign in second) and len(second) <= _POSTCODE_SIGNS:
        ask["postcode"] = second
    visitor = customer_in(conversation, Channel.PORTAL, mark)
    return run("parties.claim_identity", ask, actor=visitor).is_done


def send_code(conversation: str, reference: str) -> None:
    """Send a code where it may go; to the address that was given when it is one on record.

    Nothing is said of what became of it: a stranger would learn whom we know.
    """
    visitor = customer_in(conversation, Channel.PORTAL)
    if visitor.party is None:
        return
    given = reference.strip().casefold()
    points = party_card(visitor.party).contact_points
    asked = next((one.number for one in points if one.value.casefold() == given), None)
    run("parties.start_verification", {"contact_point": asked}, actor=visitor)


def answer(conversation: str, code: str, language: str) -> tuple[str, ...]:
    """Look at a code; () when it is right, else what there is to say.

    A wrong code and a code where none was sent are answered in the very same words.
    """
    visitor = customer_in(conversation, Channel.PORTAL)
    outcome = run("parties.answer_factor", {"code": code}, actor=visitor)
    if outcome.is_done and outcome.answer("accepted"):
        return ()
    if _was_merely_wrong(outcome):
        pause = book().clause("IDV-4", on=clock.today()).says("says", language)
        return (book().voice(language).statement("portal.code_wrong"), pause)
    return tuple(
        one.text(language) for one in (*outcome.statements, *outcome.news, *outcome.instead)
    )


def _was_merely_wrong(outcome: Outcome) -> bool:
    if outcome.is_done:
        return bool(outcome.answer("tries_left"))
    return any(one.sentence == _NOTHING_OPEN for one in outcome.statements)
