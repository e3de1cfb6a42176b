from datetime import UTC

import pytest
from pydantic import Field, JsonValue

from makegood.core import clock
from makegood.core.actor import V0, Actor, ActorKind, Channel
from makegood.core.canonical import canonical
from makegood.core.decision import Decision, allow
from makegood.core.models import Effect, JournalRow
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.runner import run
from makegood.core.standing import internal
from makegood.domains.conversations.models import Conversation, Event
from makegood.domains.conversations.operations.send_notice import (
    NoticeSent,
    SendNotice,
    SendNoticeAsk,
)
from makegood.handbook import book

CAST = ("C-6", "C-20")


@pytest.fixture(autouse=True)
def _demo_day(settings):
    """Monday 2026-06-15, 10:00 where the company is: the office is open."""
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


class InsideAsk(Ask):
    asked: dict[str, JsonValue] = Field(description="What is written.", examples=[{}])


class InsideDone(Result):
    sent: NoticeSent


class WriteInside(Operation[InsideAsk, bool, InsideDone]):
    """Do something of which a letter is a part, as the acts of higher domains do."""

    name = "tests.write_inside"
    needs = Needs(level=V0, standing=internal(), authority=None, automated=False)
    retention = "none"

    def gather(self, ask: InsideAsk) -> bool:
        return True

    def decide(self, ask: InsideAsk, facts: bool) -> Decision:
        return allow()

    def execute(self, ask: InsideAsk, facts: bool, decision: Decision) -> InsideDone:
        asked = SendNoticeAsk.model_validate_json(canonical(ask.asked))
        return InsideDone(sent=self.run(SendNotice, asked))

    def verify(self, ask: InsideAsk, facts: bool, result: InsideDone) -> None:
        pass


def write_inside(ask, actor=None):
    """What became of a letter that is part of another act."""
    asked = ask.model_dump(mode="json", exclude_unset=True)
    return run(WriteInside, {"asked": asked}, actor=actor or Actor.system("system:test"))


@pytest.fixture
def chat(db):
    """A chat that somebody just opened."""
    outcome = run(
        "conversations.open_conversation",
        {"channel": "chat"},
        actor=Actor.anonymous(Channel.CHAT),
    )
    return str(outcome.answer("number"))


def visitor(conversation=None):
    return Actor.anonymous(Channel.CHAT, conversation)


def automated(conversation, party=None):
    return Actor(
        kind=ActorKind.AUTOMATED,
        name="automated:digital",
        role="A1",
        channel=Channel.CHAT,
        conversation=conversation,
        party=party,
    )


def staff(name="rae", role="R1"):
    return Actor(kind=ActorKind.STAFF, name=name, role=role, channel=Channel.DESK)


def write(conversation, text, **more):
    ask = {"conversation": conversation, "text": text, **more}
    return run("conversations.receive_message", ask, actor=visitor(conversation))


def answer(conversation, text, actor, **more):
    ask = {"conversation": conversation, "text": text, **more}
    return run("conversations.say", ask, actor=actor)


def kinds(conversation):
    """The kinds of what happened, in order."""
    found = Event.objects.filter(conversation__number=conversation).order_by("sequence")
    return list(found.values_list("kind", flat=True))


def row(conversation):
    return Conversation.objects.get(number=conversation)


def footprint():
    """All that an act could leave behind, to see that a refusal left nothing but its attempt."""
    return (
        list(Conversation.objects.order_by("pk").values()),
        Event.objects.count(),
        Effect.objects.count(),
    )


def attempts():
    return JournalRow.objects.count()
