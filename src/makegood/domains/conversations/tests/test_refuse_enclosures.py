"""Tell a sender which files were not taken in."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from makegood.core import clock
from makegood.core.actor import Actor
from makegood.core.decision import Code
from makegood.core.models import Effect, JournalRow
from makegood.core.runner import run
from makegood.domains.conversations.keeping import MailAsItCame, keep
from makegood.handbook import book

pytestmark = pytest.mark.django_db
TOM = "tom@example.com"
MAILROOM = Actor.system("system:mail")


def kept(sender: str, message_id: str = "m1@mail.example.com") -> str:
    return keep(MailAsItCame(raw=b"as it came", message_id=message_id, sender=sender,
                             subject="Photos", recipients=("care@northvale.example.com",),
                             enclosed=()))  # fmt: skip


def settled(became: str, place: int = 1) -> str:
    """A mail of Tom's of which that became."""
    number = kept(TOM, f"m{place}@mail.example.com")
    run("conversations.accept_mail", {"mail": number}, actor=MAILROOM)
    run("conversations.settle_mail", {"mail": number, "became": became}, actor=MAILROOM)
    return number


def words() -> list[Effect]:
    """The short mails to Tom."""
    return list(Effect.objects.filter(kind="mail", payload__to=TOM))


def test_the_sender_is_told_in_each_language_and_in_the_thread_of_the_mail():
    number = settled("answered")
    ask: dict[str, JsonValue] = {"mail": number, "files": ["till.exe.blocked", "a.zip"]}
    outcome = run("conversations.refuse_enclosures", ask, actor=MAILROOM)
    assert outcome.is_done
    word = words()[0].payload
    for language in ("We did not take in", "No aceptamos", "Nous n'avons pas pris"):
        assert language in word["body"]
    assert word["body"].count("till.exe.blocked, a.zip") == 3
    assert (word["to"], word["headers"]["In-Reply-To"]) == (
        TOM, "m1@mail.example.com",
    )  # fmt: skip


def test_whose_picture_shows_a_card_hears_what_was_done_with_it_and_what_to_do():
    number = settled("answered")
    ask: dict[str, JsonValue] = {"mail": number, "files": ["a.png"], "why": "shows_card"}
    assert run("conversations.refuse_enclosures", ask, actor=MAILROOM).is_done
    body = words()[0].payload["body"]
    for part in ("we took them out of your mail", "los quitamos de su correo", "retirés de votre"):
        assert part in body


def test_how_many_files_are_taken_is_the_handbook_s_figure_in_each_language():
    ask: dict[str, JsonValue] = {"mail": settled("answered"), "files": ["a.zip"]}
    run("conversations.refuse_enclosures", ask, actor=MAILROOM)
    most = book().clause("DOC-3", on=clock.today()).whole("files")
    body = words()[0].payload["body"]
    for part in (f"{most} with one mail", f"{most} por correo", f"{most} par courriel"):
        assert part in body


def test_the_same_sender_is_told_once_an_hour():
    for place, told_now in ((1, True), (2, False)):
        ask: dict[str, JsonValue] = {"mail": settled("answered", place), "files": ["a.zip"]}
        outcome = run("conversations.refuse_enclosures", ask, actor=MAILROOM)
        assert outcome.answer("told_now") is told_now
    assert len(words()) == 1


@pytest.mark.parametrize("became", ["ignored", "refused"])
def test_of_a_mail_that_was_not_answered_nothing_is_said(became: str):
    ask: dict[str, JsonValue] = {"mail": settled(became), "files": ["a.zip"]}
    outcome = run("conversations.refuse_enclosures", ask, actor=MAILROOM)
    assert outcome.code is Code.POLICY_DENIED
    assert words() == []


def test_a_mail_without_a_sender_is_told_nothing():
    number, before = kept(""), JournalRow.objects.count()
    ask: dict[str, JsonValue] = {"mail": number, "files": ["a.zip"]}
    outcome = run("conversations.refuse_enclosures", ask, actor=MAILROOM)
    assert outcome.code is Code.NOT_FOUND
    assert not Effect.objects.exists()
    assert JournalRow.objects.count() == before + 1
