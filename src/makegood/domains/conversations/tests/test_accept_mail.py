import pytest

from makegood.core.actor import Actor
from makegood.core.models import Effect, JournalRow
from makegood.core.runner import run
from makegood.domains.conversations import queries
from makegood.domains.conversations.keeping import Enclosed, MailAsItCame, keep
from makegood.domains.conversations.models import InboundMail
from makegood.domains.conversations.tests.conftest import staff

ACCEPT = "conversations.accept_mail"
MAILROOM = Actor.system("system:mail")
TOM = "tom.gallagher@example.com"
pytestmark = pytest.mark.django_db


def came(message_id="<b1@mail.example.com>", sender=TOM, raw=b"From: tom\r\n\r\nHello"):
    return MailAsItCame(
        raw=raw,
        message_id=message_id,
        sender=sender,
        subject="My washer",
        recipients=("care@northvale.example.com",),
        enclosed=(Enclosed("dent.png", "image/png", 4_000),),
    )


def test_a_kept_mail_is_accepted_and_will_be_answered():
    number = keep(came())
    assert queries.inbound_mails() == ()  # kept, and its sender not yet told so

    outcome = run(ACCEPT, {"mail": number}, actor=MAILROOM)

    assert outcome.result == {"mail": number, "is_new": True}
    (card,) = queries.inbound_mails("waiting")
    assert (card.number, card.sender, card.subject, card.size) == (number, TOM, "My washer", 18)
    assert card.attachments == (Enclosed("dent.png", "image/png", 4_000),)
    assert queries.raw_mail(number) == b"From: tom\r\n\r\nHello"
    effect = Effect.objects.get()
    assert (effect.kind, effect.key) == ("mail.arrived", f"mail:{number}")
    assert effect.payload == {"mail": number}


def test_the_same_mail_by_two_ways_is_one_mail_and_answered_once():
    first = keep(came())
    run(ACCEPT, {"mail": first}, actor=MAILROOM)
    again = keep(came(raw=b"Received: by another way\r\nFrom: tom\r\n\r\nHello"))

    assert again == first
    assert run(ACCEPT, {"mail": again}, actor=MAILROOM).answer("is_new") is False
    assert InboundMail.objects.count() == 1
    assert Effect.objects.count() == 1


def test_the_same_message_id_of_another_sender_is_another_mail():
    assert keep(came()) != keep(came(sender="mallory@example.com"))


def test_ids_that_look_like_card_numbers_are_not_taken_for_each_other():
    one = keep(came(message_id="<4111111111111111@mail.example.com>"))
    other = keep(came(message_id="<5500005555551111@mail.example.com>"))
    assert one != other


def test_a_mail_that_is_not_kept_is_not_accepted_and_nothing_changes():
    before = JournalRow.objects.count()
    outcome = run(ACCEPT, {"mail": "ML-4040"}, actor=MAILROOM)

    assert (outcome.status, outcome.code) == ("refused", "not_found")
    assert not Effect.objects.exists()
    assert JournalRow.objects.count() == before + 1


def test_only_the_company_itself_accepts_mail():
    number = keep(came())
    outcome = run(ACCEPT, {"mail": number}, actor=staff())

    assert outcome.code == "not_authorised"
    assert InboundMail.objects.get().became == "kept"
