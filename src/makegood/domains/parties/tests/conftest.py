import pytest

from makegood.core import effects
from makegood.core.actor import V0, Actor, ActorKind, Channel, Level
from makegood.core.effects import Delivery, Receipt
from makegood.core.models import JournalRow
from makegood.core.runner import run
from makegood.domains.parties.queries import known_in
from makegood.handbook import book

CAST = ("C-6", "C-7", "C-8", "C-12", "C-20", "C-30")


class PostRoom:
    """A receiver of everything that goes out, as its reader would see it."""

    kinds = ("mail", "text", "letter")

    def __init__(self):
        self.delivered = []

    def deliver(self, delivery: Delivery) -> Receipt:
        self.delivered.append(delivery)
        return Receipt(reference=f"PR-{len(self.delivered)}", details={})

    def collect(self):
        while effects.deliver_one():
            pass
        return self.delivered

    def bodies(self, kind):
        return [one.payload["body"] for one in self.collect() if one.kind == kind]


@pytest.fixture
def post_room():
    room = PostRoom()
    before = dict(effects._deliverers)
    effects.register(room)
    yield room
    effects._deliverers.clear()
    effects._deliverers.update(before)


@pytest.fixture
def cast(db):
    """The people of the handbook, brought in as the company's own import does."""
    for number in CAST:
        seed = book().people.party(number)
        parts = {"number", "since", "addresses", "contact_points", "accounts", "consents"}
        done = run(
            "parties.register_party",
            {
                "kind": seed.kind,
                "name": seed.name,
                "language": seed.language,
                "history": seed.model_dump(mode="json", by_alias=False, include=parts),
            },
            actor=Actor.system("system:import"),
        )
        assert done.is_done, done


@pytest.fixture
def rows():
    """How many attempts stand in the journal, to see that a refusal adds exactly one."""
    return JournalRow.objects.count


def in_chat(conversation="CV-1", channel=Channel.CHAT) -> Actor:
    """The automated representative in a conversation, for whoever is known there by now."""
    known = known_in(conversation)
    return Actor(
        kind=ActorKind.AUTOMATED,
        name="automated:digital",
        role="A1",
        channel=channel,
        party=known.party,
        level=known.level,
        conversation=conversation,
        language=known.language,
    )


def customer(party, level: Level = V0, conversation="CV-1") -> Actor:
    """The automated representative for a party that the conversation knows to a level."""
    return in_chat(conversation).on_behalf_of(party, level)


def rae(party=None, level: Level = V0, role="R1", conversation="CV-9") -> Actor:
    """Rae at the desk."""
    return Actor(
        kind=ActorKind.STAFF,
        name="rae",
        role=role,
        channel=Channel.DESK,
        party=party,
        level=level,
        conversation=conversation,
    )
