"""A customer who is known on a page goes on in the chat, known from the first word."""

from datetime import timedelta

import pytest

from makegood.core import clock
from makegood.core.actor import V0, V1, V2, Actor, ActorKind, Channel
from makegood.core.runner import run
from makegood.domains.conversations import queries
from makegood.domains.conversations.models import Conversation
from makegood.domains.conversations.tests.conftest import attempts, footprint
from makegood.domains.parties.models import Method, Party, Verification
from makegood.domains.parties.queries import known_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(cast):
    """The conversation behind the portal's cookie, in which Tom gave his code at ten."""
    outcome = run(
        "conversations.open_conversation",
        {"channel": "portal", "language": "fr"},
        actor=Actor.anonymous(Channel.PORTAL),
    )
    number = str(outcome.answer("number"))
    Verification.objects.create(
        party=Party.objects.get(number="C-6"), conversation=number, level=V2,
        method=Method.EMAIL_CODE, at=clock.now(), expires_at=clock.now() + timedelta(hours=4),
        by=f"customer:{number}",
    )  # fmt: skip
    return number


def tom_on_a_page(session):
    known = known_in(session)
    return Actor(
        kind=ActorKind.CUSTOMER if known.party else ActorKind.ANONYMOUS,
        name=f"customer:{session}", role="customer", channel=Channel.PORTAL,
        party=known.party, level=known.level, conversation=session, language="fr",
    )  # fmt: skip


def go_on(session, **ask):
    return run("conversations.go_on_in_chat", ask, actor=tom_on_a_page(session))


def test_the_chat_knows_him_for_as_long_as_the_page_does_and_greets_him(session, at):
    at("2026-06-15T13:00")
    done = go_on(session, language="fr")
    assert done.result == {"number": "CV-1002", "party": "C-6", "level": 2}
    card = queries.card("CV-1002")
    assert (card.channel, card.language, card.party, card.level) == ("chat", "fr", "C-6", V2)
    assert queries.transcript("CV-1002")[0].text.startswith("Bonjour, ici Northvale")
    at("2026-06-15T13:59")
    assert known_in("CV-1002").level is V2
    at("2026-06-15T14:00")
    assert known_in("CV-1002").level is V0


@pytest.mark.parametrize("level", [V0, V1])
def test_who_has_not_proven_it_gets_no_chat_of_his(session, level):
    Verification.objects.update(level=level) if level else Verification.objects.all().delete()
    before, tried = footprint(), attempts()
    refused = go_on(session)
    assert (refused.code, refused.level) == ("verification_required", 2)
    assert (footprint(), attempts()) == (before, tried + 1)


def test_an_actor_without_a_conversation_carries_nothing(session):
    before = Conversation.objects.count()
    somebody = tom_on_a_page(session).model_copy(update={"conversation": None})
    refused = run("conversations.go_on_in_chat", {}, actor=somebody)
    assert refused.code == "verification_required"
    assert Conversation.objects.count() == before
