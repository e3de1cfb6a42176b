from dataclasses import dataclass

import pytest
from pydantic import Field

from makegood.core.actor import V0, Actor, Channel
from makegood.core.decision import Use, allow
from makegood.core.models import Number
from makegood.core.money import Money
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.registry import registry
from makegood.core.runner import run
from makegood.core.standing import internal
from makegood.domains.company.queries import actor_for
from makegood.domains.parties.tests.conftest import cast, post_room, rows
from makegood.handbook import book

__all__ = ["cast", "post_room", "rows"]


@pytest.fixture
def people(db):
    """Those who work at Northvale, put on the list as the company's own import does."""
    for seed in book().company.staff:
        ask = seed.model_dump(mode="json")
        done = run("company.register_staff", ask, actor=Actor.system("system:import"))
        assert done.is_done, done


def at_desk(username, party=None) -> Actor:
    return actor_for(username, Channel.DESK).on_behalf_of(party)


@dataclass(frozen=True, slots=True)
class PriceFacts:
    price: Money


class TreatAsk(Ask):
    case: str = Field(description="The case.", examples=["case:CS-1"])


class Treated(Result):
    amount: str


class Treat(Operation[TreatAsk, PriceFacts, Treated]):
    """Give a customer today's price of a treat; stands for every act with a limit."""

    name = "test.treat"
    needs = Needs(level=V0, standing=internal(), authority="goodwill", automated=True)
    retention = "test"
    is_mechanical = False

    def gather(self, ask):
        return PriceFacts(Money(Number.objects.get(series="PRICE").last))

    def decide(self, ask, facts):
        use = Use("goodwill", facts.price, mechanical=self.is_mechanical, subject=ask.case)
        return allow(uses=use)

    def execute(self, ask, facts, decision):
        Number.objects.create(series=f"T{self.act[:8]}", last=facts.price.cents)
        return Treated(amount=str(facts.price))

    def verify(self, ask, facts, result):
        pass


@pytest.fixture
def treat(people):
    """An act with a limit, at a price that may move: set_price(cents)."""
    registry.add(Treat)

    def set_price(cents):
        Number.objects.update_or_create(series="PRICE", defaults={"last": cents})

    set_price(12000)
    yield set_price
    registry.remove("test.treat")


def ask_for(username="rae", party="C-6", case="case:CS-1"):
    """Somebody asks for the treat, which is above their limit; the request's number."""
    waiting = run("test.treat", {"case": case}, actor=at_desk(username, party))
    assert waiting.approval is not None, waiting
    return waiting.approval


def treats():
    return list(Number.objects.filter(series__startswith="T").values_list("last", flat=True))
