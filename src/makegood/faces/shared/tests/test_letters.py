"""Who may see a letter, and how a browser is given it."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from makegood.core.actor import V1, V2, Actor
from makegood.core.outcome import NotFound
from makegood.domains.aftersales.tests import story
from makegood.domains.conversations.models import Notice
from makegood.domains.documents.models import Document
from makegood.domains.ordering.tests.cast import NOOR, RAE, chat
from makegood.faces.shared.letters import letter_answer, letter_pdf

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("northvale")]


@pytest.fixture
def notice() -> str:
    story.connect_simulators()
    story.opened()
    return str(Notice.objects.get(name="return_opened").number)


def test_tom_sees_his_letter_and_rae_sees_the_same(notice: str) -> None:
    letter = letter_pdf(notice, chat("C-6"))
    assert letter.startswith(b"%PDF-1.7")
    assert letter_pdf(notice, RAE) == letter
    assert Document.objects.count() == 1


@pytest.mark.parametrize(
    "actor", [chat("C-20", V2), chat("C-6", V1), NOOR], ids=lambda one: one.name
)
def test_nobody_else_sees_it_and_nothing_is_printed(notice: str, actor: Actor) -> None:
    with pytest.raises(NotFound):
        letter_pdf(notice, actor)
    assert Document.objects.count() == 0


def test_what_is_no_notice_has_no_letter() -> None:
    for number in ("O-1041", "NT-9999", "nonsense"):
        with pytest.raises(NotFound):
            letter_pdf(number, RAE)


def test_a_browser_shows_it_and_never_runs_it(notice: str) -> None:
    answer = letter_answer(RequestFactory().get("/"), notice, chat("C-6"))

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"] == f'inline; filename="{notice}.pdf"'
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"


def test_anothers_letter_and_one_that_is_not_are_answered_alike(notice: str) -> None:
    get = RequestFactory().get("/")
    others = letter_answer(get, notice, chat("C-20"))
    missing = letter_answer(get, "NT-9999", chat("C-20"))
    assert (others.status_code, others.content) == (missing.status_code, missing.content)
    assert others.status_code == 404
    assert letter_answer(RequestFactory().post("/"), notice, chat("C-6")).status_code == 405
