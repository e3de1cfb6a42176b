import pytest

from makegood.core.runner import run
from makegood.domains.conversations import queries
from makegood.domains.conversations.keeping import keep
from makegood.domains.conversations.tests.conftest import staff
from makegood.domains.conversations.tests.test_accept_mail import MAILROOM, came

SETTLE = "conversations.settle_mail"
pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting():
    number = keep(came())
    run("conversations.accept_mail", {"mail": number}, actor=MAILROOM)
    return number


def test_an_answered_mail_names_its_conversation(waiting, chat):
    ask = {"mail": waiting, "became": "answered", "conversation": chat}
    assert run(SETTLE, ask, actor=MAILROOM).result == {"mail": waiting, "became": "answered"}

    card = queries.inbound_mail(waiting)
    assert (card.became, card.reason, card.conversation) == ("answered", "", chat)
    assert card.settled_at is not None


def test_an_ignored_mail_says_why(waiting):
    ask = {"mail": waiting, "became": "ignored", "reason": "it is a bounce"}
    run(SETTLE, ask, actor=MAILROOM)

    (card,) = queries.inbound_mails("ignored")
    assert (card.number, card.reason) == (waiting, "it is a bounce")
    assert queries.inbound_mails("waiting") == ()


def test_what_became_of_it_is_noted_once(waiting):
    run(SETTLE, {"mail": waiting, "became": "ignored", "reason": "a bounce"}, actor=MAILROOM)
    before = queries.inbound_mail(waiting)
    again = run(SETTLE, {"mail": waiting, "became": "refused"}, actor=MAILROOM)

    assert (again.status, again.code) == ("refused", "policy_denied")
    assert again.statements[0].text("en") == (
        f"What became of the mail {waiting} is noted already."
    )
    assert queries.inbound_mail(waiting) == before


def test_a_mail_or_a_conversation_that_is_not_there_changes_nothing(waiting):
    before = queries.inbound_mail(waiting)
    for ask in (
        {"mail": "ML-4040", "became": "answered"},
        {"mail": waiting, "became": "answered", "conversation": "CV-4040"},
    ):
        assert run(SETTLE, ask, actor=MAILROOM).code == "not_found"
    assert queries.inbound_mail(waiting) == before


def test_only_the_company_itself_settles_mail(waiting):
    before = queries.inbound_mail(waiting)
    outcome = run(SETTLE, {"mail": waiting, "became": "ignored"}, actor=staff())

    assert outcome.code == "not_authorised"
    assert queries.inbound_mail(waiting) == before
