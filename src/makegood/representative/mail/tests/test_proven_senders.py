"""What a proven, an unproven and a forged sender of a mail may do in a conversation. C04."""

from __future__ import annotations

import pytest

from makegood.core.actor import V0, V1, V2
from makegood.core.runner import run
from makegood.domains.conversations import queries
from makegood.domains.parties.queries import known_in
from makegood.representative.house import House
from makegood.representative.mail.answering import answer_mail
from makegood.representative.mind import mind

pytestmark = pytest.mark.usefixtures("northvale", "db", "checked")
HOST, TOM = "mx.northvale.example.com", "tom.gallagher@example.com"


@pytest.fixture
def checked(settings):
    settings.MAIL_CHECKED_BY = [HOST]


def come(text: str, result: str, number: int, answers: str = "") -> str:
    head = f"Authentication-Results: {HOST}; dmarc={result} header.from=example.com\r\n"
    head += f"From: {TOM}\r\nMessage-ID: <tom-{number}@mail.example.com>\r\n"
    head += f"In-Reply-To: {answers}\r\n" if answers else ""
    return answer_mail(f"{head}\r\n{text}\r\n".encode()).conversation


def test_a_proven_sender_is_known_at_V1_and_asked_for_no_name():
    number = come("Where is my order?", "pass", 1)
    card = queries.card(number)
    assert (card.party, card.level) == ("C-6", V1)
    said = [str(one.body["text"]) for one in queries.events(number) if one.kind == "said"]
    assert "your name" not in said[0]


def test_a_sender_not_spoken_of_is_as_before_unproven():
    assert queries.card(come("Where is my order?", "none", 1)).level == V0


def test_a_forged_sender_is_nobody_and_is_marked():
    number = come("Where is my order?", "fail", 1)
    card = queries.card(number)
    assert (card.party, card.claimed_party, card.level) == ("", "", V0)
    (written,) = [one for one in queries.events(number) if one.kind == "message_in"]
    assert written.body["is_doubtful"] is True


def test_a_forged_answer_takes_over_no_conversation():
    first = come("Where is my order?", "pass", 1)
    forged = come("Yes", "fail", 2, "<tom-1@mail.example.com>")
    assert forged != first
    assert known_in(forged).level == V0
    assert come("Thanks", "pass", 3, "<tom-1@mail.example.com>") == first


def test_a_proven_sender_still_needs_a_code_for_what_needs_V2():
    number = come("I changed my mind on the washer of O-1041, it is open.", "pass", 1)
    assert known_in(number).level == V1 < V2
    done = run("aftersales.open_return", {"line": "O-1041/1", "reason": "changed_mind"},
               actor=House(queries.card(number), 1, mind(), "en").actor())  # fmt: skip
    assert done.code == "verification_required"
