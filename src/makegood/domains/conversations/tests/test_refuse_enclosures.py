"""Tell a sender which files were not taken in."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from makegood.core.actor import Actor
from makegood.core.decision import Code
from makegood.core.models import Effect, JournalRow
from makegood.core.runner import run
from makegood.domains.conversations.keeping import MailAsItCame, keep

pytestmark = pytest.mark.django_db
MAILROOM = Actor.system("system:mail")


def kept(sender: str) -> str:
    return keep(MailAsItCame(raw=b"as it came", message_id="m1@mail.example.com", sender=sender,
                             subject="Photos", recipients=("care@northvale.example.com",),
                             enclosed=()))  # fmt: skip


def test_the_sender_is_told_in_each_language_and_in_the_thread_of_the_mail():
    number = kept("tom@example.com")
    ask: dict[str, JsonValue] = {"mail": number, "files": ["till.exe.blocked", "a.zip"]}
    outcome = run("conversations.refuse_enclosures", ask, actor=MAILROOM)
    assert outcome.is_done
    word = Effect.objects.get(key=f"mail-not-taken:{number}").payload
    for language in ("We did not take in", "No aceptamos", "Nous n'avons pas pris"):
        assert language in word["body"]
    assert word["body"].count("till.exe.blocked, a.zip") == 3
    assert (word["to"], word["headers"]["In-Reply-To"]) == (
        "tom@example.com", "m1@mail.example.com",
    )  # fmt: skip


def test_a_mail_without_a_sender_is_told_nothing():
    number, before = kept(""), JournalRow.objects.count()
    ask: dict[str, JsonValue] = {"mail": number, "files": ["a.zip"]}
    outcome = run("conversations.refuse_enclosures", ask, actor=MAILROOM)
    assert outcome.code is Code.NOT_FOUND
    assert not Effect.objects.exists()
    assert JournalRow.objects.count() == before + 1
