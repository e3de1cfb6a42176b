"""What may not be kept of a mail is taken out of it, and only that."""

from __future__ import annotations

from email.message import EmailMessage

import pytest
from pydantic import JsonValue

from makegood.core.actor import Actor
from makegood.core.decision import Code
from makegood.core.models import JournalRow
from makegood.core.outcome import Outcome
from makegood.core.runner import run
from makegood.domains.conversations.enclosed import empty_files
from makegood.domains.conversations.keeping import Enclosed, MailAsItCame, keep
from makegood.domains.conversations.queries import inbound_mail, raw_mail
from makegood.domains.conversations.tests.conftest import staff

pytestmark = pytest.mark.django_db
MAILROOM = Actor.system("system:mail")
NAMES = ("receipt.png", "dent.png")


@pytest.fixture
def number() -> str:
    """A mail with two photos."""
    made = EmailMessage()
    made["Subject"] = "Photos"
    made.set_content("Here they are.")
    for name in NAMES:
        made.add_attachment(name.encode(), maintype="image", subtype="png", filename=name)
    enclosed = tuple(Enclosed(name, "image/png", len(name)) for name in NAMES)
    return keep(
        MailAsItCame(
            made.as_bytes(), "m1@example.com", "tom@example.com", "Photos", ("us",), enclosed
        )
    )


def take_out(number: str, *places: int) -> Outcome:
    ask: dict[str, JsonValue] = {"mail": number, "places": [*places], "why": "shows_card"}
    return run("conversations.take_out_files", ask, actor=MAILROOM)


def test_its_bytes_go_its_name_and_why_stay_and_the_other_file_is_as_it_came(number: str):
    assert take_out(number, 1).is_done
    raw = raw_mail(number)
    assert (empty_files(raw), b"Here they are." in raw) == (frozenset({1}), True)
    kept = inbound_mail(number)
    assert [(one.name, one.taken_out) for one in kept.attachments] == [
        ("receipt.png", "shows_card"), ("dent.png", ""),
    ]  # fmt: skip
    assert kept.size == len(raw)


def test_what_is_gone_is_not_taken_out_again(number: str):
    take_out(number, 1)
    before, rows = raw_mail(number), JournalRow.objects.count()
    assert take_out(number, 1).code is Code.POLICY_DENIED
    assert (raw_mail(number), JournalRow.objects.count()) == (before, rows + 1)
    assert take_out(number, 1, 2).answer("places") == [2]


def test_nobody_but_the_mail_room_takes_anything_out(number: str):
    before = raw_mail(number)
    ask: dict[str, JsonValue] = {"mail": number, "places": [1], "why": "harmful"}
    refused = run("conversations.take_out_files", ask, actor=staff())
    assert refused.code is Code.NOT_AUTHORISED
    assert raw_mail(number) == before
