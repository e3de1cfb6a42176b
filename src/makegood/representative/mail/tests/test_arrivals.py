"""What becomes of mails: answered, filed, kept unanswered beyond a limit, kindly refused."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage

import pytest

from makegood.core import clock, effects
from makegood.core.actor import Actor, Channel
from makegood.core.models import Effect
from makegood.core.runner import run
from makegood.domains.conversations import queries
from makegood.domains.documents.queries import content, documents_of
from makegood.representative.mail.arrivals import Arrivals, CompanyLetterBox
from makegood.representative.mail.filing import Enclosures

pytestmark = pytest.mark.usefixtures("northvale", "db", "at_work")
CARE, TOM = "care@northvale.example.com", "tom.gallagher@example.com"
PNG = b"\x89PNG\r\n\x1a\n a dent in the washer"


@pytest.fixture
def at_work() -> Iterator[None]:
    """Arrived mails are seen to; the turn of the conversation itself waits."""
    before = dict(effects._deliverers)
    effects._deliverers.clear()
    effects.register(Arrivals())
    effects.register(Enclosures())
    yield
    effects._deliverers.clear()
    effects._deliverers.update(before)


def mail(place: int = 1, words: str = "Where is my order?", sender: str = TOM) -> EmailMessage:
    made = EmailMessage()
    made["Message-ID"] = f"<m{place}@mail.example.com>"
    made["From"], made["To"], made["Subject"] = sender, CARE, "My washer"
    made.set_content(words)
    return made


def come(made: EmailMessage) -> queries.MailCard:
    number = CompanyLetterBox().put(made.as_bytes(), str(made["From"]), (CARE,))
    effects.deliver_one(f"mail:{number}")
    effects.deliver_one(f"enclosures:{number}")
    return queries.inbound_mail(number)


def told(to: str = TOM) -> list[str]:
    """The short mails that somebody got, beside the answers of the conversation."""
    found = Effect.objects.filter(key__startswith="mail-", payload__to=to).order_by("pk")
    return [str(one.payload["body"]) for one in found]


def test_a_photo_goes_to_the_file_of_whom_the_address_names_and_says_that_it_is_unproven():
    made = mail()
    made.add_attachment(PNG, maintype="text", subtype="html", filename="../../dent.png")
    card = come(made)
    (filed,) = documents_of("C-6")
    assert (filed.title, filed.media_type, filed.size) == ("dent.png", "image/png", len(PNG))
    assert content(filed.number) == PNG
    (place,) = filed.filings
    assert place.source == f"mail:{card.number}/1"
    assert place.subject_ref == f"conversation:{card.conversation}"
    assert place.name.startswith("unproven-enclosure_2026-06-15_C-6_CV-")
    assert come(made).number == card.number
    assert len(documents_of("C-6")) == 1


def test_what_only_calls_itself_a_picture_is_not_taken_nor_more_than_ten():
    made = mail()
    made.add_attachment(b"MZ runs", maintype="image", subtype="png", filename="dent.png")
    made.add_attachment(b"<html>", maintype="application", subtype="pdf", filename="bill.pdf")
    come(made)
    assert documents_of("C-6") == ()
    many = mail(2)
    for place in range(12):
        many.add_attachment(PNG + b"%d" % place, maintype="image", subtype="png", filename="a.png")
    come(many)
    assert len(documents_of("C-6")) == 10


def test_files_of_somebody_nobody_knows_stay_with_the_mail():
    made = mail(sender="nobody@example.com")
    made.add_attachment(PNG, maintype="image", subtype="png", filename="dent.png")
    card = come(made)
    assert (card.became, card.attachments[0].name) == ("answered", "dent.png")
    assert queries.raw_mail(card.number)


def test_the_thirty_first_mail_within_an_hour_is_kept_unanswered_and_that_is_said_once():
    cards = [come(mail(place)) for place in range(33)]
    assert [one.became for one in cards] == ["answered"] * 30 + ["ignored"] * 3
    assert cards[-1].reason == "too many from this address"
    assert queries.raw_mail(cards[-1].number)
    (word,) = told()
    assert word.startswith("We got more than 30 mails from your address within an hour.")
    assert come(mail(40, sender="priya@example.com")).became == "answered"
    with clock.standing_at("2026-06-15T13:00:01"):
        assert come(mail(41)).became == "answered"


@pytest.mark.parametrize("words", ["", "long " * 2_000])
def test_a_mail_that_cannot_be_taken_in_gets_one_kind_answer(words):
    assert come(mail(1, words)).became == "refused"
    assert come(mail(2, words)).became == "refused"
    (word,) = told()
    assert word.startswith("We could not take in your mail as it was.")
    assert "at most 8,000 characters" in word
    assert "No pudimos recibir su correo" in word
    headers = Effect.objects.get(key__startswith="mail-").payload["headers"]
    assert headers["Auto-Submitted"] == "auto-replied"
    assert headers["In-Reply-To"] == "<m1@mail.example.com>"


def test_no_machine_is_ever_told_anything():
    for place in range(35):
        made = mail(place, "")
        made["Auto-Submitted"] = "auto-replied"
        assert come(made).became == "ignored"
    nobody = EmailMessage()
    nobody.set_content("Who am I?")
    number = CompanyLetterBox().put(nobody.as_bytes(), "x@example.com", (CARE,))
    effects.deliver_one(f"mail:{number}")
    assert queries.inbound_mail(number).became == "refused"
    assert Effect.objects.filter(key__startswith="mail-").count() == 0


def test_ids_full_of_digits_keep_their_thread_and_stay_apart():
    first, second = mail(1), mail(2)
    for made, digits in ((first, "4111111111111111"), (second, "5500000000000004")):
        made.replace_header("Message-ID", f"<{digits}@mail.example.com>")
    second["In-Reply-To"] = "<4111111111111111@mail.example.com>"
    cards = [come(first), come(second)]
    assert [one.became for one in cards] == ["answered", "answered"]
    assert cards[0].conversation == cards[1].conversation
    assert len(queries.transcript(cards[0].conversation)) == 2


def test_an_answer_to_what_ended_long_ago_begins_anew():
    first = come(mail(1))
    with clock.standing_at("2026-09-01T12:00"):
        late = mail(2)
        late["In-Reply-To"] = "<m1@mail.example.com>"
        _closed(first.conversation)
        with clock.standing_at("2026-09-03T12:00"):
            card = come(late)
    assert card.became == "answered"
    assert card.conversation != first.conversation


def _closed(conversation: str) -> None:
    customer = Actor.anonymous(Channel.EMAIL, conversation)
    ask = {"conversation": conversation}
    assert run("conversations.close_conversation", ask, actor=customer).is_done
