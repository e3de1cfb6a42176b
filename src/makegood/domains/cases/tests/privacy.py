"""A customer with a past, for the tests of what is kept about people and what goes."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import connection
from pydantic import JsonValue

from makegood.core import effects
from makegood.core.actor import V2, Actor, Channel
from makegood.core.effects import Delivery, Receipt
from makegood.core.runner import run
from makegood.domains.cases.tests.conftest import automated
from makegood.domains.ordering.models import SalesOrder
from makegood.domains.parties.tests.inside import proven

SAID = "my grandmother's blue teapot stood beside it"
TOM = automated(party="C-6", level=V2)


class PostRoom:
    """A receiver of everything that goes out."""

    kinds = ("mail", "text", "letter")

    def deliver(self, delivery: Delivery) -> Receipt:
        return Receipt(reference=delivery.key[:40], details={})


def post() -> None:
    """Everything that waits to go out arrives."""
    before = dict(effects._deliverers)
    effects.register(PostRoom())
    while effects.deliver_one():
        pass
    effects._deliverers.clear()
    effects._deliverers.update(before)


def in_2024() -> None:
    """Tom's order, paid long ago, is of 2024; its goods were invoiced as they left."""
    long_ago = datetime(2024, 6, 14, 15, tzinfo=UTC)
    SalesOrder.objects.filter(number="O-1041").update(ordered_at=long_ago)


def talk(party: str = "C-6", *, is_closed: bool = True, text: str = SAID) -> str:
    """A conversation in which a customer wrote something; ended, unless it goes on."""
    visitor = Actor.anonymous(Channel.CHAT)
    opened = run("conversations.open_conversation", {"channel": "chat"}, actor=visitor)
    number = str(opened.answer("number"))
    there = visitor.model_copy(update={"conversation": number})
    asked = {"conversation": number, "text": text, "external_id": f"x-{number}"}
    assert run("conversations.receive_message", asked, actor=there).is_done
    proven(number, party)
    company = Actor.system("system:tests")
    note: dict[str, JsonValue] = {"conversation": number, "party": party, "level": 2}
    assert run("conversations.note_party", note, actor=company).is_done
    if is_closed:
        over = {"conversation": number, "reason": "said goodbye"}
        ended = run("conversations.close_conversation", over, actor=there)
        assert ended.is_done, ended
    return number


def where_is(words: str) -> list[str]:
    """In which tables of ours something is still written, whatever the column."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - ours
            if any(words in str(value) for row in cursor.fetchall() for value in row):
                found.append(table)
    return found


def asked_for_erasure() -> str:
    """The number of Tom's request to have his records erased."""
    done = run("cases.ask_for_erasure", {}, actor=TOM)
    assert done.is_done, done
    return str(done.answer("request"))
