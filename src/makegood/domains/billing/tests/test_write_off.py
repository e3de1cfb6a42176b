"""What is owed and no longer expected is written off, as far as somebody may (J13)."""

from __future__ import annotations

import pytest

from makegood.core.actor import Actor
from makegood.core.outcome import InvalidAsk, Status
from makegood.domains.billing.tests.till import TOM, do, done, invoice, owing, usd
from makegood.domains.ledger.tests.books import lines_of, moved, posted


def give_up(who: Actor, item: str = "order:O-7001") -> Status:
    ask = {"party": TOM, "item": item, "reason": "Less than a letter costs"}
    return do("billing.write_off", who, **ask).status


def test_a_small_balance_is_written_off_whole(rae: Actor) -> None:
    invoice("O-7001", "0.83", "2026-06-01")
    outcome = done("billing.write_off", rae, party=TOM, item="order:O-7001", reason="Too small")
    assert owing() == {}
    (entry,) = [ref for ref in outcome.records if ref.startswith("entry:")]
    assert lines_of(entry.removeprefix("entry:")) == [("5300", "0.83"), ("1100", "-0.83")]
    assert give_up(rae) is Status.REFUSED
    assert moved("5300") == usd("0.83")


@pytest.mark.parametrize(
    ("amount", "status"), [("10.00", Status.DONE), ("10.01", Status.PENDING_APPROVAL)]
)
def test_beyond_ten_a_representative_asks_a_second_person(
    rae: Actor, amount: str, status: Status
) -> None:
    invoice("O-7001", amount, "2026-06-01")
    assert give_up(rae) is status


def test_what_is_disputed_is_not_given_up_and_a_fee_can_be(rae: Actor) -> None:
    invoice("O-7001", "8.00", "2026-06-01")
    done("billing.note_dispute", rae, party=TOM, order="O-7001", amount="1.00", reason="Twice")
    before = posted()
    assert (give_up(rae), posted()) == (Status.REFUSED, before)
    with pytest.raises(InvalidAsk):
        give_up(rae, "payment:P-1")
