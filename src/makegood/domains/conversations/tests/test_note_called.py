"""A promised call is kept when somebody spoke with the customer, and by nothing less (CNV-18)."""

from __future__ import annotations

import pytest

from makegood.core.actor import Actor, Channel
from makegood.core.decision import Code
from makegood.core.promises import open_promises
from makegood.domains.conversations.models import Notice
from makegood.domains.ordering.tests.cast import RAE, chat, do, done, nothing_changes

pytestmark = pytest.mark.usefixtures("northvale", "db")


@pytest.fixture
def promised() -> str:
    """What Rae promised to call Tom about."""
    number = str(
        done("conversations.open_conversation", chat("C-6"), channel="chat").answer("number")
    )
    done("conversations.take_over", RAE, conversation=number)
    ask = {"at": "2026-06-16T15:00:00-04:00", "topic": "the fitter's visit"}
    done("conversations.promise_call_back", RAE, conversation=number, **ask)
    return f"conversation:{number}"


def kinds(about: str) -> list[str]:
    return [one.kind for one in open_promises(about)]


def test_whoever_was_spoken_to_was_called_as_promised(promised: str) -> None:
    outcome = done(
        "conversations.note_called", RAE, about=promised, reached=True, note="Tom; Friday suits"
    )
    assert outcome.answer("kept") == ["call_back"]
    assert outcome.statements[0].text() == "The promised call is made."
    assert "call_back" not in kinds(promised)
    with nothing_changes():
        again = do("conversations.note_called", RAE, about=promised, reached=True, note="Again")
    assert (again.code, again.statements[0].text()) == (
        Code.POLICY_DENIED, "No call is promised about this. Nothing was changed.",
    )  # fmt: skip


def test_a_ring_in_vain_keeps_nothing_and_the_customer_reads_how_to_reach_us(promised: str) -> None:
    outcome = done(
        "conversations.note_called", RAE, about=promised, reached=False, note="No answer"
    )
    assert outcome.answer("kept") == []
    assert (
        outcome.statements[0]
        .text()
        .startswith("Nobody was reached, so the promise stays open: call again by June 16, 2026")
    )
    assert kinds(promised) == ["call_back"]
    letter = Notice.objects.get(name="called_in_vain")
    assert letter.party == "C-6"
    assert "call us at +1 202 555 0190" in letter.body


def test_only_our_people_say_so(promised: str) -> None:
    with nothing_changes():
        outcome = do(
            "conversations.note_called", Actor.anonymous(Channel.CHAT), about=promised,
            reached=True, note="I say so",
        )  # fmt: skip
    assert outcome.code == Code.NOT_AUTHORISED
