"""Files that come with a mail: looked into before anybody is shown them, or refused by name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from makegood.adapters.scanning.clamd.scanner import Clamd
from makegood.adapters.scanning.clamd.simulated import HARMFUL, Fault, SimulatedClamd, listening
from makegood.core import effects
from makegood.core.models import Effect
from makegood.domains.documents import ports
from makegood.domains.documents.queries import documents_of
from makegood.representative.mail.tests.test_arrivals import PNG, TOM, at_work, come, mail

__all__ = ["at_work"]
pytestmark = pytest.mark.usefixtures("northvale", "db", "at_work")


@pytest.fixture
def scanner() -> Iterator[SimulatedClamd]:
    """A scanner that looks into every file, and can be told to fail."""
    with listening() as daemon:
        ports.use_scanner(Clamd(daemon.address, 0.2))
        yield daemon
        ports.use_scanner(None)


def told() -> list[str]:
    """What the sender was told of files that were not taken in."""
    found = Effect.objects.filter(key__startswith="mail-not-taken:", payload__to=TOM)
    return [str(one.payload["body"]) for one in found]


def test_the_sender_hears_by_name_which_files_were_not_taken_and_which_would_be():
    made = mail()
    made.add_attachment(PNG, maintype="image", subtype="png", filename="dent.png")
    made.add_attachment(b"MZ runs", maintype="image", subtype="png", filename="till.exe")
    come(made)
    (word,) = told()
    assert "We did not take in these files: till.exe.blocked. Accepted are photos" in word
    assert [one.title for one in documents_of("C-6")] == ["dent.png"]
    come(made)
    assert len(told()) == 1, "once for each mail"


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
