"""A quote that is not wanted is closed with the reason, once."""

from __future__ import annotations

from makegood.core.decision import Code
from makegood.domains.ordering import queries
from makegood.domains.ordering.tests.cast import TOM, chat, do, done, nothing_changes, quoted


def test_it_is_closed_with_the_reason():
    quote = quoted()
    done("ordering.decline_quote", TOM, quote=quote, reason="Too expensive.")
    card = queries.quote_card(quote)
    assert (card.state, card.decline_reason) == ("declined", "Too expensive.")


def test_what_is_closed_is_not_closed_again_and_not_accepted():
    quote = quoted()
    done("ordering.decline_quote", TOM, quote=quote)
    for act in ("ordering.decline_quote", "ordering.accept_quote"):
        with nothing_changes():
            assert do(act, TOM, quote=quote).code is Code.POLICY_DENIED


def test_a_stranger_closes_nothing():
    quote = quoted()
    with nothing_changes():
        assert do("ordering.decline_quote", chat("C-9"), quote=quote).code is Code.NOT_FOUND
