"""Who writes that it must stop is heard at once, in any words, on any channel, unproven. C05."""

from __future__ import annotations

import pytest

from makegood.core.actor import Actor, Channel
from makegood.core.runner import run
from makegood.domains.conversations import queries
from makegood.domains.parties.models import OptOut
from makegood.domains.parties.queries import may_contact
from makegood.representative.converse import receive
from makegood.representative.mail.answering import answer_mail

pytestmark = pytest.mark.usefixtures("northvale", "db")
TOM, PHONE = "tom.gallagher@example.com", "+12025550106"


def come(text: str, sender: str = TOM) -> str:
    head = f"From: {sender}\r\nMessage-ID: <stop-1@mail.example.com>\r\nContent-Type: text/plain; "
    answered = answer_mail(f"{head}charset=utf-8\r\n\r\n{text}\r\n".encode())
    (said,) = [str(one.body["text"]) for one in answered.events if one.kind == "said"]
    return said


def stopped_ones(value: str = "") -> set[str]:
    of_tom = {"contact_value": value} if value else {"party__number": "C-6"}
    return set(OptOut.objects.filter(**of_tom, lifted_at=None).values_list("channel", flat=True))


@pytest.mark.parametrize(
    ("text", "stopped"),
    [
        ("please stop texting me", {"sms", "voice"}),
        ("pls no more texts!!", {"sms", "voice"}),
        ("I don't want to receive your emails anymore", {"email"}),
        ("Unsubscribe", {"email", "sms", "voice", "post"}),
        ("dejen de mandarme mensajes de texto", {"sms", "voice"}),
        ("ya no quiero recibir sus correos", {"email"}),
        ("quiero darme de baja", {"email", "sms", "voice", "post"}),
        ("arrêtez de m'envoyer des SMS", {"sms", "voice"}),
        ("je ne veux plus recevoir vos e-mails", {"email"}),
        ("désabonnez-moi", {"email", "sms", "voice", "post"}),
    ],
)
def test_by_mail_it_stops_at_once_and_nobody_is_asked_who_they_are(text, stopped):
    said = come(text)
    assert stopped_ones() == stopped
    assert said.count("?") == 1  # whether there is anything else


def test_a_text_message_stops_texts_to_that_number():
    ask = {"channel": "sms", "contact_point": PHONE}
    opened = run("conversations.open_conversation", ask, actor=Actor.anonymous(Channel.SMS))
    number = str(opened.answer("number"))
    writer = Actor.anonymous(Channel.SMS).model_copy(
        update={"conversation": number, "name": f"customer:{number}", "role": "customer"}
    )
    receive(number, "STOP", actor=writer)
    assert "sms" in stopped_ones()
    assert not may_contact("C-6", "sms", "service")
    assert queries.card(number).party == ""


def test_an_address_of_nobody_is_kept_by_itself():
    come("please stop emailing me", "nobody@example.com")
    assert stopped_ones("nobody@example.com") >= {"email"}
    assert stopped_ones() == set()


def test_who_wants_a_return_stops_nothing():
    come("I want to return the washer, please text me when it is picked up")
    assert stopped_ones() == set()
