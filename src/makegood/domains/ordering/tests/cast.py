"""Who acts in the tests of orders and returns, and how it is seen that nothing changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from pydantic import JsonValue

from makegood.core.actor import V2, Actor, ActorKind, Channel, Level
from makegood.core.models import JournalRow
from makegood.core.money import Money
from makegood.core.outcome import Outcome
from makegood.core.runner import run
from makegood.handbook import OrderSeed, book

COMPANY = Actor.system("system:tests")


def chat(party: str, level: Level = V2, language: str = "en") -> Actor:
    """The automated representative in a chat with a party known to a level."""
    return Actor(
        kind=ActorKind.AUTOMATED,
        name="automated:digital",
        role="A1",
        channel=Channel.CHAT,
        party=party,
        level=level,
        conversation="CV-1",
        language=language,
    )


def desk(name: str, role: str) -> Actor:
    """Somebody of the company at the desk."""
    return Actor(kind=ActorKind.STAFF, name=name, role=role, channel=Channel.DESK)


RAE, INES, NOOR = desk("rae", "R1"), desk("ines", "S1"), desk("noor", "")
KOFI = desk("kofi", "K1")


def usd(text: str) -> Money:
    return Money.parse(text)


def do(operation: str, actor: Actor = COMPANY, /, **ask: JsonValue) -> Outcome:
    return run(operation, ask, actor=actor)


def done(operation: str, actor: Actor = COMPANY, /, **ask: JsonValue) -> Outcome:
    outcome = do(operation, actor, **ask)
    assert outcome.is_done, (outcome.status, outcome.code, outcome.explanation())
    return outcome


@contextmanager
def nothing_changes() -> Iterator[None]:
    """Inside, one attempt is made that changes nothing and leaves one row in the journal."""
    before, rows = _everything(), JournalRow.objects.count()
    yield
    assert _everything() == before
    assert JournalRow.objects.count() == rows + 1


def _everything() -> dict[str, list[str]]:
    """Every row of every table but the journal's, as the database itself has them."""
    tables = [name for name in connection.introspection.table_names() if "journal" not in name]
    found = {}
    with connection.cursor() as cursor:
        for name in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")  # noqa: S608 - ours
            found[name] = sorted(map(repr, cursor.fetchall()))
    return found


def tom_s_other_order(**changed: object) -> OrderSeed:
    """An order like Tom's O-1041 with numbers of its own, and other days or records."""
    order = book().people.order("O-1041").model_copy(update={"number": "O-7001", **changed})
    tenders = tuple(
        one.model_copy(update={"number": f"P-700{place}", "token": f"{one.token}7"})
        for place, one in enumerate(order.tenders)
    )
    parcels = tuple(one.model_copy(update={"number": "SH-7001"}) for one in order.shipments)
    return order.model_copy(update={"tenders": tenders, "shipments": parcels})


TOM = chat("C-6")
RIVERSIDE = RAE.on_behalf_of("C-25", V2)
TOM_IN_STORE, ABDUL_IN_STORE = RAE.on_behalf_of("C-6", V2), RAE.on_behalf_of("C-9", V2)


def quoted(actor: Actor = TOM, *lines: tuple[str, int], **other: JsonValue) -> str:
    """The number of a quote that was just made, of a washer if nothing else is named."""
    asked: list[JsonValue] = [
        {"sku": sku, "quantity": count} for sku, count in lines or (("WM900", 1),)
    ]
    return str(done("ordering.make_quote", actor, lines=asked, **other).answer("quote"))


def ordered(actor: Actor = TOM, *lines: tuple[str, int], **other: JsonValue) -> str:
    """The number of an order that was just taken, of two belts if nothing else is named."""
    asked: list[JsonValue] = [
        {"sku": sku, "quantity": count} for sku, count in lines or (("PT-BELT-24", 2),)
    ]
    return str(done("ordering.create_order", actor, lines=asked, **other).answer("order"))


def amount_of(outcome: Outcome, name: str) -> str:
    """An amount that an act answered, without its currency."""
    answered = outcome.answer(name)
    return str(answered["amount"]) if isinstance(answered, dict) else ""


def told(outcome: Outcome, language: str = "en") -> list[str]:
    """The sentences of a decision."""
    return [sentence.text(language) for sentence in outcome.statements]
