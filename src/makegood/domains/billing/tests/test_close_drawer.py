"""A drawer is counted and closed; what is short or over goes into the books with its reason."""

from __future__ import annotations

import pytest

from makegood.core.actor import Actor
from makegood.core.decision import Code
from makegood.core.outcome import Status
from makegood.domains.billing import queries
from makegood.domains.billing.models import Drawer
from makegood.domains.billing.tests.till import (
    ORDER,
    TOM,
    do,
    done,
    in_drawer,
    inside,
    legs,
    much,
    owe,
    usd,
)
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.tests.books import lines_of, moved


@pytest.fixture
def drawer(rae: Actor) -> str:
    """200.00 in the morning, 641.37 taken, 45.00 paid back."""
    number = str(done("billing.open_drawer", rae, counted="200.00").answer("drawer"))
    sale = {"order": ORDER, "party": TOM, "tender": "cash"}
    for amount in ("600.00", "41.37"):
        done("billing.take_payment", rae, amount=amount, **sale)
    return number


def give_back(rae: Actor, amount: str) -> str:
    owed, counter = owe(amount), Actor.system(rae.name).on_behalf_of(TOM)
    back = {"order": ORDER, "source": "return:R-7001", "reason": "R-7001"}
    sent = inside("billing.refund_tenders", counter, amount=f"{owed.amount:.2f}", **back)
    return str(sent.answer("refund"))


def test_AC14_6_a_drawer_that_is_37_cents_short_is_closed_with_its_reason(
    rae: Actor, drawer: str
) -> None:
    refund = give_back(rae, "45.00")
    assert {state for *_, state in legs(refund)} == {"settled"}
    assert in_drawer(drawer) == "796.37"
    asked = do("billing.close_drawer", rae, drawer=drawer, counted="796.00")
    assert (asked.status, asked.statements[0].text("en")) == (
        Status.NEEDS_INFO,
        "$796.00 was counted and $796.37 must be in it: $0.37 is missing.",
    )
    ask = {"drawer": drawer, "counted": "796.00", "reason": "Change given wrongly"}
    closed = done("billing.close_drawer", rae, **ask)
    assert much(closed, "difference") == "-0.37"
    (entry,) = ledger.entries_of(f"drawer:{drawer}:closed")
    assert (entry.rule, lines_of(entry.number)) == ("J31", [("5900", "0.37"), ("1030", "-0.37")])
    seen = queries.drawer(drawer)
    assert seen is not None
    assert (seen.is_open, seen.counted, seen.reason) == (
        False, usd("796.00"), "Change given wrongly",
    )  # fmt: skip
    assert seen.expected == usd("796.00")
    assert moved("1030") == usd("596.00")


def test_a_drawer_that_agrees_needs_no_reason_and_posts_nothing(rae: Actor, drawer: str) -> None:
    closed = done("billing.close_drawer", rae, drawer=drawer, counted="841.37")
    assert much(closed, "difference") == "0.00"
    assert ledger.entries_of(f"drawer:{drawer}:closed") == []
    again = do("billing.close_drawer", rae, drawer=drawer, counted="841.37")
    assert again.status is Status.REFUSED


def test_what_is_over_is_posted_the_other_way_round(rae: Actor, drawer: str) -> None:
    done("billing.close_drawer", rae, drawer=drawer, counted="842.00", reason="Left by somebody")
    (entry,) = ledger.entries_of(f"drawer:{drawer}:closed")
    assert lines_of(entry.number) == [("1030", "0.63"), ("5900", "-0.63")]


def test_another_person_closes_it_only_when_she_may_approve(
    rae: Actor, ines: Actor, drawer: str
) -> None:
    sam = rae.model_copy(update={"name": "staff:sam"})
    refused = do("billing.close_drawer", sam, drawer=drawer, counted="841.37")
    assert (refused.status, Drawer.objects.get().closed_at) == (Status.REFUSED, None)
    assert do("billing.close_drawer", ines, drawer=drawer, counted="841.37").is_done


def test_up_to_100_go_back_in_cash_and_beyond_as_a_cheque(rae: Actor, drawer: str) -> None:
    by_hand = give_back(rae, "100.00")
    assert {state for *_, state in legs(by_hand)} == {"settled"}
    assert in_drawer(drawer) == "741.37"


def test_beyond_100_a_cheque_is_sent_and_the_drawer_stays_as_it_is(rae: Actor, drawer: str) -> None:
    sent = give_back(rae, "100.01")
    assert [state for *_, state in legs(sent)] == ["queued", "queued"]
    assert in_drawer(drawer) == "841.37"
    assert moved("1010") == usd("-100.01")


def test_there_is_no_such_drawer(rae: Actor) -> None:
    refused = do("billing.close_drawer", rae, drawer="CD-99", counted="1.00")
    assert refused.code is Code.NOT_FOUND
