"""A cash drawer is opened with what was counted into it, one for each."""

from __future__ import annotations

import pytest

from makegood.core.actor import Actor
from makegood.core.outcome import InvalidAsk, Status
from makegood.domains.billing import queries
from makegood.domains.billing.models import Drawer
from makegood.domains.billing.tests.till import do, done, in_drawer, pay, usd
from makegood.domains.ledger.tests.books import moved, posted


def test_what_its_holder_takes_in_cash_goes_into_the_drawer(rae: Actor, ines: Actor) -> None:
    number = str(done("billing.open_drawer", rae, counted="200.00").answer("drawer"))
    assert posted() == 0
    ask = {"order": "O-7041", "party": "C-6", "amount": "10.00", "tender": "cash"}
    done("billing.take_payment", rae, **ask)
    done("billing.take_payment", ines, **ask)
    assert in_drawer(number) == "210.00"
    assert moved("1030") == usd("20.00")
    assert [one.number for one in queries.open_drawers()] == [number]


def test_nobody_has_two_drawers_open_and_two_people_have_two(rae: Actor, ines: Actor) -> None:
    done("billing.open_drawer", rae, counted="200.00")
    assert do("billing.open_drawer", rae, counted="50.00").status is Status.REFUSED
    done("billing.open_drawer", ines, counted="0.00")
    assert Drawer.objects.count() == 2


def test_a_drawer_does_not_hold_less_than_nothing(rae: Actor) -> None:
    with pytest.raises(InvalidAsk):
        do("billing.open_drawer", rae, counted="-1.00")


def test_what_the_company_itself_takes_in_goes_through_no_drawer(rae: Actor) -> None:
    number = str(done("billing.open_drawer", rae, counted="200.00").answer("drawer"))
    pay("10.00", "cash")
    assert in_drawer(number) == "200.00"
