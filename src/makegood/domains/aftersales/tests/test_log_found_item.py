"""A ring in a dryer that came back is kept, and its owner is told at once."""

from __future__ import annotations

from datetime import date

from makegood.domains.aftersales import queries
from makegood.domains.aftersales.tests.found import ring
from makegood.domains.aftersales.tests.story import mails
from makegood.domains.ordering.tests.cast import RAE, chat, do, nothing_changes


def test_it_is_kept_for_sixty_days_and_the_owner_hears_at_once():
    number = ring()
    card = queries.found_item_card(number)
    assert (card.party, card.found_in, card.found_by) == ("C-20", "unit:SN-81455", "rae")
    assert (card.state, card.keep_until) == ("kept", date(2026, 8, 14))
    assert (
        "We found something of yours: A gold ring. We keep it safe until August 14, 2026"
        in (mails("item_found")[0])
    )


def test_a_piece_that_nobody_knows_and_a_customer_are_refused():
    with nothing_changes():
        unknown = do(
            "aftersales.log_found_item", RAE, unit="SN-1", description="A ring", place="Safe"
        )
    with nothing_changes():
        customer = do(
            "aftersales.log_found_item", chat("C-20"), unit="SN-81455", description="A ring",
            place="Safe",
        )  # fmt: skip
    assert not unknown.is_done
    assert not customer.is_done
