"""A conversation is mailed to whom it was proven to be with, and to nobody else."""

import re

import pytest

from makegood.core import effects
from makegood.core.actor import V1, V2, Actor, ActorKind, Channel
from makegood.core.effects import Delivery, Receipt
from makegood.core.models import Effect
from makegood.core.outcome import Status
from makegood.core.runner import preview, run
from makegood.domains.conversations import queries
from makegood.domains.conversations.models import Notice
from makegood.domains.conversations.tests.conftest import attempts, footprint, write
from makegood.domains.parties.models import ContactPoint

pytestmark = pytest.mark.django_db


class Letterbox:
    """What was mailed, as it leaves with its secrets filled in."""

    kinds = ("mail", "text")

    def __init__(self):
        self.arrived = []

    def deliver(self, delivery: Delivery) -> Receipt:
        self.arrived.append(delivery)
        return Receipt(f"PR-{len(self.arrived)}", {})

    def code(self):
        while effects.deliver_one():
            pass
        return next(
            found[0]
            for one in reversed(self.arrived)
            if (found := re.search(r"\b\d{6}\b", str(one.payload["body"])))
        )


@pytest.fixture
def letterbox():
    before = dict(effects._deliverers)
    box = Letterbox()
    effects.register(box)
    yield box
    effects._deliverers.clear()
    effects._deliverers.update(before)


def tom(conversation, level=V2, party="C-6"):
    return Actor(
        kind=ActorKind.CUSTOMER, name=f"customer:{conversation}", role="customer",
        channel=Channel.CHAT, party=party, level=level, conversation=conversation,
    )  # fmt: skip


@pytest.fixture
def proven(chat, cast, letterbox):
    """Tom's chat, in which he claimed to be himself and gave the code that was mailed."""
    claimed = {"reference": "40006", "name": "Tom Gallagher"}
    assert run("parties.claim_identity", claimed, actor=tom(chat, V1, None)).is_done
    assert run("parties.start_verification", {}, actor=tom(chat, V1)).is_done
    code = {"code": letterbox.code()}
    assert run("parties.answer_factor", code, actor=tom(chat, V1)).answer("accepted")
    noted = {"conversation": chat, "party": "C-6", "level": 2}
    assert run("conversations.note_party", noted, actor=Actor.system("system:test")).is_done
    write(chat, "Where is {my} order?")
    return chat


def mailed(conversation, actor=None, **more):
    ask = {"conversation": conversation, **more}
    return run("conversations.mail_transcript", ask, actor=actor or tom(conversation))


def test_the_whole_conversation_goes_to_the_address_that_the_code_proved(proven):
    done = mailed(proven)
    assert done.result == {"notice": "NT-1001", "masked": "t•••@example.com"}
    assert done.statements[0].text() == "This conversation is on its way to t•••@example.com."
    effect = Effect.objects.get(key="notice:NT-1001")
    assert effect.payload["to"] == "tom.gallagher@example.com"
    assert effect.payload["subject"] == "Your conversation CV-1001"
    body = effect.payload["body"]
    assert "Dear Tom Gallagher," in body
    assert "Northvale Home & Energy, automated, June 15, 2026, 10:00 AM:\nHello, this is" in body
    assert "You, June 15, 2026, 10:00 AM:\nWhere is {my} order?" in body
    (kept,) = queries.notices_about(f"conversation:{proven}")
    assert (kept.party, kept.body) == ("C-6", body)


def test_an_address_that_is_not_on_record_is_never_written_to(proven, letterbox):
    before, tried = footprint(), attempts()
    other = ContactPoint.objects.get(party__number="C-20", kind="email")
    refused = mailed(proven, contact_point=other.number)
    assert (refused.status, refused.code) == (Status.REFUSED, "not_found")
    assert (footprint(), attempts()) == (before, tried + 1)
    assert Notice.objects.count() == 0


def test_who_only_says_to_be_tom_is_asked_for_a_code_first(chat, cast, letterbox):
    claimed = {"reference": "40006", "name": "Tom Gallagher"}
    run("parties.claim_identity", claimed, actor=tom(chat, V1, None))
    before = footprint()
    refused = mailed(chat, tom(chat, V1))
    assert (refused.code, refused.level) == ("verification_required", 2)
    assert footprint() == before


def test_another_customer_and_another_conversation_get_nothing(proven, cast):
    before = footprint()
    foreign = tom("CV-9", V2, "C-20")
    assert mailed(proven, foreign).code == "not_found"
    assert mailed("CV-9", tom("CV-9")).code == "not_found"
    assert footprint() == before


def test_at_most_three_a_day_and_again_tomorrow(proven, at):
    for _ in range(3):
        assert mailed(proven).is_done
    before = footprint()
    refused = mailed(proven)
    assert refused.code == "policy_denied"
    assert refused.statements[0].text().startswith("It was mailed 3 times today already.")
    assert footprint() == before
    at("2026-06-16T00:01")
    assert mailed(proven).is_done


def test_without_a_mailbox_it_is_said_what_can_be_done_instead(proven):
    ContactPoint.objects.filter(party__number="C-6", kind="email").update(
        retired_at="2026-06-15T12:00:00Z"
    )
    before = footprint()
    refused = mailed(proven)
    assert refused.statements[0].text().endswith("You can save this chat here.")
    assert footprint() == before


def test_the_preview_mails_nothing(proven):
    before = footprint()
    foreseen = preview("conversations.mail_transcript", {"conversation": proven}, actor=tom(proven))
    assert foreseen.is_done
    assert footprint() == before


def test_of_a_very_long_conversation_the_end_is_sent(proven):
    for place in range(12):
        write(proven, f"{place} " + "long " * 1_500)
    mailed(proven)
    body = Effect.objects.get(key="notice:NT-1001").payload["body"]
    assert len(body) < 62_000
    assert "\n\n…\n\nYou, June 15, 2026, 10:00 AM:\n" in body
    assert "11 long" in body
