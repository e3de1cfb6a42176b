"""Files that come with a mail: looked into before anybody is shown them, or refused by name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage

import pytest

from makegood.adapters.scanning.clamd.scanner import Clamd
from makegood.adapters.scanning.clamd.simulated import HARMFUL, Fault, SimulatedClamd, listening
from makegood.core import clock, effects
from makegood.core.models import Effect
from makegood.domains.conversations.models import Conversation
from makegood.domains.documents import ports
from makegood.domains.documents.queries import documents_of
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
    assert seen == [PNG + HARMFUL, PNG, PNG + HARMFUL], "once more as it is known whose it is"
    come(answering(second, 3))
    assert seen == [PNG + HARMFUL, PNG, PNG + HARMFUL]
    assert [one.title for one in documents_of("C-6")] == ["dent.png"]
    ports.use_scanner(None)


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
