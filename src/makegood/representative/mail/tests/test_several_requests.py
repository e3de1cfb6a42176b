"""One mail with three requests: three interactions of one contact, and a reply that names all."""

from __future__ import annotations

import pytest

from makegood.domains.conversations import queries
from makegood.handbook import book
from makegood.representative.mail.answering import answer_mail

pytestmark = pytest.mark.usefixtures("northvale", "db", "checked")
HOST, TOM = "mx.northvale.example.com", "tom.gallagher@example.com"
WANTED = {"cases.open_case", "parties.change_address", "ordering.tell_order_status"}
MAILS = {
    "en": "Hello,\n\nMy bill is too high. Also I moved. And where is my washer?\n\nThanks\n"
    "Tom Gallagher",
    "es": "Hola:\n\nMi factura está muy alta. También me mudé. ¿Y dónde está mi lavadora?\n\n"
    "Gracias\nTom Gallagher",
    "fr": "Bonjour,\n\nMa facture est trop élevée. J'ai aussi déménagé. Et où est mon lave-linge ?"
    "\n\nMerci\nTom Gallagher",
}


@pytest.fixture
def checked(settings):
    settings.MAIL_CHECKED_BY = [HOST]


def come(text: str, number: int = 1, result: str = "none"):
    head = f"Authentication-Results: {HOST}; dmarc={result} header.from=example.com\r\n"
    head += f"From: {TOM}\r\nMessage-ID: <tom-{number}@mail.example.com>\r\n"
    head += "In-Reply-To: <tom-1@mail.example.com>\r\n" if number > 1 else ""
    return answer_mail(f"{head}\r\n{text}\r\n".encode())


@pytest.mark.parametrize("language", ["en", "es", "fr"])
@pytest.mark.parametrize("result", ["pass", "none"])
def test_AC01_1_three_requests_are_three_interactions_and_one_reply_names_each(language, result):
    answered = come(MAILS[language], result=result)
    found = queries.interactions(answered.conversation)
    assert {one.topic for one in found} == WANTED
    assert len({one.message for one in found}) == 1
    (reply,) = [str(one.body["text"]) for one in answered.events if one.kind == "said"]
    voice = book().voice(language)
    assert all(voice.operation(topic).name in reply for topic in WANTED)
    assert answered.reply is not None


def test_who_signs_a_mail_from_an_address_on_record_is_asked_for_no_name():
    answered = come(MAILS["en"])
    assert queries.card(answered.conversation).party == "C-6"
    ran = [str(one.body["operation"]) for one in answered.events if one.kind == "ran"]
    assert ran == ["parties.claim_identity", "parties.start_verification"]


def test_the_one_thing_that_is_asked_for_does_not_wait_for_another():
    answered = come("I moved.\n\nTom Gallagher")
    (reply,) = [str(one.body["text"]) for one in answered.events if one.kind == "said"]
    assert "too" not in reply.split()


def test_what_can_be_told_at_once_is_told_before_anything_is_asked():
    answered = come("I moved. And when are you open?", result="pass")
    (reply,) = [str(one.body["text"]) for one in answered.events if one.kind == "said"]
    assert "Saturday" in reply


def test_what_the_customer_leaves_is_no_longer_open():
    number = come("I want to change my address", result="pass").conversation
    assert [one.ended_at for one in queries.interactions(number)] == [None]
    come("Never mind, forget it", 2, "pass")
    (left,) = queries.interactions(number)
    assert (left.outcome, left.ended_at is None) == ("left", False)
