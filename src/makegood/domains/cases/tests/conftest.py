from datetime import UTC

import pytest
from pydantic import JsonValue

from makegood.core import clock
from makegood.core.actor import V0, Actor, ActorKind, Channel, Level
from makegood.core.models import Effect, Job, JournalRow, Promise
from makegood.core.runner import run
from makegood.domains.cases.models import Case, Closing, Goodwill, Note, Referral
from makegood.handbook import book

CAST = ("C-5", "C-6")


@pytest.fixture(autouse=True)
def _demo_day(settings):
    """Monday 2026-06-15, 10:00 where the company is."""
    settings.SECRET_KEYS_FOR_SEALING = ["a key that only these tests use, 32+"]
    with clock.standing_at("2026-06-15T10:00") as standing:
        yield standing


@pytest.fixture
def at(_demo_day):
    """Move the clock to a local time."""

    def move(text):
        _demo_day.at = clock._moment(text).astimezone(UTC)

    return move


@pytest.fixture
def cast(db):
    """The people of the handbook, brought in as the company's own import does."""
    parts = {"number", "since", "addresses", "contact_points", "accounts", "consents"}
    for number in CAST:
        seed = book().people.party(number)
        history = seed.model_dump(mode="json", by_alias=False, include=parts)
        ask: dict[str, JsonValue] = {
            "kind": seed.kind,
            "name": seed.name,
            "language": seed.language,
            "history": history,
        }
        done = run("parties.register_party", ask, actor=Actor.system("system:import"))
        assert done.is_done, done


@pytest.fixture
def chat(db):
    opened = run(
        "conversations.open_conversation",
        {"channel": "chat"},
        actor=Actor.anonymous(Channel.CHAT),
    )
    return str(opened.answer("number"))


@pytest.fixture
def case(cast):
    """Tom's case about a scratched floor, opened by Rae."""
    return open_case()


def open_case(actor=None, **more):
    ask = {
        "category": "delivery",
        "summary": "The driver scratched my floor.",
        "wanted": "A new floor.",
        "subject": "O-1041",
        "future_contact": "by e-mail",
        **more,
    }
    outcome = run("cases.open_case", ask, actor=actor or staff("rae", party="C-6"))
    assert outcome.is_done, outcome
    return str(outcome.answer("case"))


def staff(name="rae", role="R1", party=None, level=Level.V2):
    return Actor(
        kind=ActorKind.STAFF,
        name=name,
        role=role,
        channel=Channel.DESK,
        party=party,
        level=level if party else V0,
    )


def ines(party=None):
    return staff("ines", "S1", party)


def automated(conversation=None, party=None, level=V0):
    return Actor(
        kind=ActorKind.AUTOMATED,
        name="automated:digital",
        role="A1",
        channel=Channel.CHAT,
        conversation=conversation,
        party=party,
        level=level,
    )


def system():
    return Actor.system("system:timer")


def footprint():
    """All that an act could leave behind, to see that a refusal left nothing but its attempt."""
    return (
        list(Case.objects.order_by("pk").values()),
        list(Referral.objects.order_by("pk").values()),
        [one.objects.count() for one in (Note, Closing, Goodwill, Effect, Promise, Job)],
    )


def attempts():
    return JournalRow.objects.count()
