"""Files that come with a mail: looked into before anybody is shown them, or refused by name."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage

import pytest

from makegood.adapters.scanning.clamd.scanner import Clamd
from makegood.adapters.scanning.clamd.simulated import HARMFUL, Fault, SimulatedClamd, listening
from makegood.core import clock, effects
from makegood.core.canonical import digest
from makegood.core.models import Effect, JournalRow
from makegood.domains.conversations.models import Conversation
from makegood.domains.conversations.queries import inbound_mail, raw_mail
from makegood.domains.documents import ports
from makegood.domains.documents.models import Content
from makegood.domains.documents.queries import documents_of
from makegood.representative.mail import filing
from makegood.representative.mail.attachments import MOST_FILES, files_of
from makegood.representative.mail.tests.test_arrivals import PNG, TOM, at_work, come, mail

__all__ = ["at_work"]
NOBODY = "nobody@example.com"
pytestmark = pytest.mark.usefixtures("northvale", "db", "at_work")


@pytest.fixture
def scanner() -> Iterator[SimulatedClamd]:
    """A scanner that looks into every file, and can be told to fail."""
    with listening() as daemon:
        ports.use_scanner(Clamd(daemon.address, 0.2))
        yield daemon
        ports.use_scanner(None)


@dataclass(frozen=True)
class Listed:
    """A scanner that lists what it looked into."""

    seen: list[bytes]

    def harm_in(self, content: bytes) -> str:
        self.seen.append(content)
        return "harm" if HARMFUL in content else ""


def claimed(conversation: str) -> None:
    """Whoever writes said that they are Tom."""
    Conversation.objects.filter(number=conversation).update(claimed_party="C-6")


def answering(before: EmailMessage, place: int) -> EmailMessage:
    """The next mail of whoever wrote before, without files."""
    made = mail(place, "It is a washer.", sender=str(before["From"]))
    made["In-Reply-To"] = before["Message-ID"]
    return made


def told() -> list[str]:
    """What the sender was told of files that were not taken in."""
    found = Effect.objects.filter(key__startswith="mail-not_taken:", payload__to=TOM)
    return [str(one.payload["body"]) for one in found.order_by("pk")]


def test_the_sender_hears_by_name_which_files_were_not_taken_and_which_would_be():
    made = mail()
    made.add_attachment(PNG, maintype="image", subtype="png", filename="dent.png")
    made.add_attachment(b"MZ runs", maintype="image", subtype="png", filename="till.exe")
    come(made)
    (word,) = told()
    assert (
        "We did not take in these files: till.exe.blocked. "
        "Accepted are photos and PDFs, 10 with one mail at most" in word
    )
    assert [one.title for one in documents_of("C-6")] == ["dent.png"]
    come(made)
    assert len(told()) == 1, "once for each mail"


def test_somebody_in_whose_name_many_mails_come_hears_once_an_hour_of_files():
    for place in (1, 2, 3):
        forged = mail(place)
        forged.add_attachment(b"MZ", maintype="image", subtype="png", filename=f"{place}.exe")
        come(forged)
    (word,) = told()
    assert "1.exe.blocked" in word
    with clock.standing_at("2026-06-15T13:00:01"):
        later = mail(4)
        later.add_attachment(b"MZ", maintype="image", subtype="png", filename="4.exe")
        come(later)
    assert "4.exe.blocked" in told()[1]


def test_a_photo_that_came_before_it_was_known_whose_is_filed_with_the_mail_that_tells():
    first = mail(1, "My washer has a dent.", sender=NOBODY)
    first.add_attachment(PNG, maintype="image", subtype="png", filename="dent.png")
    conversation = come(first).conversation
    assert documents_of("C-6") == ()
    claimed(conversation)
    come(answering(first, 2))
    (filed,) = documents_of("C-6")
    assert filed.title == "dent.png"
    assert filed.filings[0].subject_ref == f"conversation:{conversation}"


def test_each_file_is_looked_into_once_and_refused_ones_not_again_with_each_mail():
    seen: list[bytes] = []
    ports.use_scanner(Listed(seen))
    first = mail(1, "My washer has a dent.", sender=NOBODY)
    first.add_attachment(PNG + HARMFUL, maintype="image", subtype="png", filename="bad.png")
    conversation = come(first).conversation
    assert seen == [PNG + HARMFUL]
    claimed(conversation)
    second = answering(first, 2)
    second.add_attachment(PNG, maintype="image", subtype="png", filename="dent.png")
    come(second)
    assert seen == [PNG + HARMFUL, PNG], "what does harm is in the mail no more"
    come(answering(second, 3))
    assert seen == [PNG + HARMFUL, PNG]
    assert [one.title for one in documents_of("C-6")] == ["dent.png"]
    ports.use_scanner(None)


class ReadsCards:
    """A reader who sees in each picture what its bytes say."""

    def can_read(self, media_type: str) -> bool:
        return media_type == "image/png"

    def text_in(self, content: bytes) -> str:
        return content.decode("latin-1")


@pytest.fixture
def reader() -> Iterator[None]:
    ports.use_readers(ReadsCards())
    yield
    ports.use_readers()


CARD = PNG + b" Card 4111 1111 1111 1111"


def test_a_photo_that_shows_a_card_is_kept_nowhere_and_its_sender_hears_why(reader: None):
    made = mail()
    made.add_attachment(CARD, maintype="image", subtype="png", filename="receipt.png")
    made.add_attachment(PNG, maintype="image", subtype="png", filename="dent.png")
    card = come(made)
    assert [one.title for one in documents_of("C-6")] == ["dent.png"]
    assert not Content.objects.filter(sha256=digest(CARD)).exists()
    raw = raw_mail(card.number)
    assert [(file.name, content) for file, content in files_of(raw)] == [
        ("receipt.png", b""),
        ("dent.png", PNG),
    ]
    assert b64encode(CARD)[:40] not in raw.replace(b"\r\n", b"")
    (word,) = Effect.objects.filter(key__startswith="mail-shows_card:", payload__to=TOM)
    assert (
        "The number of a payment card can be read in these files: receipt.png."
        in word.payload["body"]
    )
    assert told() == [], "and not that it is of a wrong kind"


def outbox_of_cards() -> list[str]:
    """What the sender was told of files that show a card."""
    found = Effect.objects.filter(key__startswith="mail-shows_card:", payload__to=TOM)
    return [str(one.payload["body"]) for one in found.order_by("pk")]


def test_what_is_seen_to_again_after_a_crash_is_told_as_it_was(
    reader: None, monkeypatch, standing_time
):
    made = mail()
    made.add_attachment(CARD, maintype="image", subtype="png", filename="receipt.png")
    made.add_attachment(b"MZ", maintype="image", subtype="png", filename="till.exe")
    with monkeypatch.context() as crash:
        crash.delattr(filing, "_tell")
        card = come(made)
    waiting = Effect.objects.get(key=f"enclosures:{card.number}")
    assert (waiting.delivered_at, outbox_of_cards(), told()) == (None, [], [])
    assert inbound_mail(card.number).attachments[0].taken_out == "shows_card"
    standing_time.at += timedelta(hours=1)
    effects.deliver_one(waiting.key)
    (word,) = outbox_of_cards()
    assert "The number of a payment card can be read in these files: receipt.png." in word
    (other,) = told()
    assert "We did not take in these files: till.exe.blocked." in other
    assert JournalRow.objects.filter(operation="conversations.take_out_files").count() == 1


def test_no_card_is_kept_in_files_beyond_the_ten_or_beyond_those_that_are_looked_at(
    reader: None,
):
    made = mail()
    for place in range(1, MOST_FILES + 2):
        shown = CARD if place in (11, MOST_FILES + 1) else PNG + bytes([place])
        made.add_attachment(shown, maintype="image", subtype="png", filename=f"{place}.png")
    card = come(made)
    assert len(documents_of("C-6")) == 10
    assert b64encode(CARD)[:40] not in raw_mail(card.number).replace(b"\r\n", b"")
    kept = files_of(raw_mail(card.number))
    assert [len(content) - len(PNG) for _, content in kept] == [1] * 10 + [-len(PNG)] + [1] * 9
    (word,) = outbox_of_cards()
    assert "these files: 11.png." in word
    assert "these files: 12.png, 13.png, " in told()[0]
    assert ", 20.png, 21.png." in told()[0]


def test_what_does_harm_is_kept_nowhere_and_read_by_nobody(monkeypatch):
    read: list[bytes] = []
    ports.use_scanner(Listed([]))
    monkeypatch.setattr(filing, "shows_card", lambda content, kind: read.append(content))
    made = mail()
    made.add_attachment(CARD + HARMFUL, maintype="image", subtype="png", filename="bad.png")
    made.add_attachment(PNG, maintype="image", subtype="png", filename="dent.png")
    card = come(made)
    ports.use_scanner(None)
    assert read == [PNG]
    assert [content for _, content in files_of(raw_mail(card.number))] == [b"", PNG]
    assert [one.taken_out for one in inbound_mail(card.number).attachments] == ["harmful", ""]
    assert "these files: bad.png." in told()[0]


def test_a_photo_between_the_words_loses_its_card_too_and_others_keep_their_place(reader: None):
    made = mail(sender=NOBODY)
    made.add_related(
        CARD * 400, maintype="image", subtype="png", cid="<one@x>", disposition="inline"
    )
    made.make_mixed()
    made.add_attachment(PNG, maintype="image", subtype="png", filename="dent.png")
    card = come(made)
    names = [(file.name, content) for file, content in files_of(raw_mail(card.number))]
    assert names == [("without-a-name", b""), ("dent.png", PNG)]


def test_who_sent_what_is_taken_hears_nothing_of_files():
    made = mail()
    made.add_attachment(PNG, maintype="image", subtype="png", filename="dent.png")
    come(made)
    assert told() == []


def test_what_the_scanner_finds_harmful_is_in_nobody_s_file(scanner: SimulatedClamd):
    made = mail()
    made.add_attachment(PNG + HARMFUL, maintype="image", subtype="png", filename="dent.png")
    made.add_attachment(PNG, maintype="image", subtype="png", filename="drum.png")
    come(made)
    assert [one.title for one in documents_of("C-6")] == ["drum.png"]
    assert "dent.png" in told()[0]
    assert "drum.png" not in told()[0]


@pytest.mark.parametrize("fault", list(Fault))
def test_while_the_scanner_does_not_answer_files_wait_and_are_tried_again(
    scanner: SimulatedClamd, fault: Fault, standing_time
):
    scanner.faults.append(fault)
    made = mail()
    made.add_attachment(PNG, maintype="image", subtype="png", filename="dent.png")
    card = come(made)
    assert card.became == "answered", "the mail itself is answered meanwhile"
    assert (documents_of("C-6"), told()) == ((), [])
    waiting = Effect.objects.get(key=f"enclosures:{card.number}")
    assert waiting.delivered_at is None
    assert f"the files of {card.number} wait for the scanner" in waiting.last_error
    standing_time.at += timedelta(hours=1)
    effects.deliver_one(waiting.key)
    assert [one.title for one in documents_of("C-6")] == ["dent.png"]
    assert told() == []
