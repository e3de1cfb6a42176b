import pytest

from makegood.core.actor import Actor, ActorKind, Channel, Level
from makegood.core.outcome import InvalidAsk
from makegood.core.runner import preview, run
from makegood.domains.conversations.models import Conversation, Event
from makegood.domains.conversations.tests.conftest import attempts, footprint, kinds, row, visitor
from makegood.domains.parties.models import ContactPoint

OPEN = "conversations.open_conversation"
pytestmark = pytest.mark.django_db


def test_a_chat_begins_with_a_greeting_that_says_what_answers():
    outcome = run(OPEN, {"channel": "chat"}, actor=visitor())

    assert outcome.result == {
        "number": "CV-1001",
        "language": "en",
        "greeting": (
            "Hello, this is Northvale Home & Energy. I am an automated representative, not a "
            "person. I work under the same rules as my colleagues, and you may have one of them "
            "at any time. How can I help you?"
        ),
        "claimed_party": None,
    }
    assert kinds("CV-1001") == ["opened", "said"]
    assert outcome.records == ("conversation:CV-1001",)


def test_the_greeting_is_in_the_language_that_was_asked_for():
    outcome = run(OPEN, {"channel": "chat", "language": "es-MX"}, actor=visitor())

    assert outcome.answer("language") == "es"
    assert str(outcome.answer("greeting")).startswith("Hola, le atiende Northvale Home & Energy.")


def test_a_language_that_is_not_served_is_said_so_and_never_left_out_in_silence():
    outcome = run(OPEN, {"channel": "chat", "language": "de"}, actor=visitor())

    assert outcome.answer("language") == "en"
    assert "we cannot serve you in that language yet. We answer in: en, es, fr." in str(
        outcome.answer("greeting")
    )


def test_a_mail_is_not_greeted_but_kept_with_its_address():
    ask = {"channel": "email", "contact_point": "somebody@example.com"}
    outcome = run(OPEN, ask, actor=visitor())

    assert outcome.answer("greeting") is None
    assert kinds("CV-1001") == ["opened"]
    assert row("CV-1001").contact_point == "somebody@example.com"


def test_a_mail_without_an_address_asks_where_to_answer_and_opens_nothing():
    before, rows = footprint(), attempts()
    outcome = run(OPEN, {"channel": "email"}, actor=visitor())

    assert (outcome.status, outcome.needs) == ("needs_info", "contact_point")
    assert footprint() == before
    assert attempts() == rows + 1


def test_a_known_contact_point_claims_its_owner_and_proves_nothing(cast):
    ask = {"channel": "email", "contact_point": "tom.gallagher@example.com"}
    outcome = run(OPEN, ask, actor=visitor())

    assert outcome.answer("claimed_party") == "C-6"
    assert (row("CV-1001").party, row("CV-1001").level) == ("", 0)


def test_somebody_signed_in_is_known_in_the_new_conversation():
    signed_in = Actor(
        kind=ActorKind.CUSTOMER,
        name="customer:C-6",
        role="customer",
        channel=Channel.PORTAL,
        party="C-6",
        level=Level.V2,
        language="fr",
    )
    outcome = run(OPEN, {"channel": "portal"}, actor=signed_in)

    assert outcome.answer("language") == "fr"
    assert (row("CV-1001").party, row("CV-1001").level) == ("C-6", 2)


def test_a_channel_we_do_not_have_is_told_by_name():
    with pytest.raises(InvalidAsk) as invalid:
        run(OPEN, {"channel": "smoke signals"}, actor=visitor())

    assert [fault.field for fault in invalid.value.faults] == ["channel"]
    assert Conversation.objects.count() == 0


def test_a_preview_opens_nothing():
    preview(OPEN, {"channel": "chat"}, actor=visitor())

    assert (Conversation.objects.count(), Event.objects.count()) == (0, 0)


def test_a_telephone_that_two_of_a_household_share_claims_neither(cast):
    shared = "+12025550106"
    moved = ContactPoint.objects.filter(party__number="C-20", kind="phone").update(value=shared)
    assert moved == 1
    outcome = run(OPEN, {"channel": "voice", "contact_point": shared}, actor=visitor())

    assert outcome.answer("claimed_party") is None
    assert row("CV-1001").claimed_party == ""
