"""A quote can be made anew under its number; the version before it no longer counts."""

from __future__ import annotations

from makegood.core import clock
from makegood.core.decision import Code
from makegood.domains.ordering import queries
from makegood.domains.ordering.models import QuoteVersion
from makegood.domains.ordering.tests.cast import TOM, chat, do, done, nothing_changes, quoted, usd


def revise(quote, actor=TOM, **other):
    return do("ordering.revise_quote", actor, quote=quote, **other)


def test_another_number_of_pieces_is_another_version():
    quote = quoted()
    outcome = revise(quote, lines=[{"sku": "WM900", "quantity": 2}])
    assert outcome.answer("version") == 2
    card = queries.quote_card(quote)
    assert (card.version, card.lines[0].quantity, card.goods) == (2, 2, usd("1798.00"))
    kept = QuoteVersion.objects.filter(quote__number=quote).order_by("version")
    assert [(one.version, one.total_cents) for one in kept] == [(1, 105380), (2, 193735)]


def test_without_other_lines_it_is_the_same_at_today_s_prices_and_holds_anew():
    with clock.standing_at("2026-05-26"):
        quote = quoted()
        assert queries.quote_card(quote).lines[0].net == usd("809.10")
    assert revise(quote).is_done
    card = queries.quote_card(quote)
    assert (card.lines[0].net, card.valid_until.isoformat()) == (usd("899.00"), "2026-07-15")


def test_one_that_expired_is_open_again():
    quote = quoted()
    with clock.standing_at("2026-07-16"):
        done("ordering.expire_quotes")
        assert revise(quote).is_done
        assert queries.quote_card(quote).state == "sent"


def test_one_that_was_accepted_or_declined_is_not_made_anew():
    accepted, declined = quoted(), quoted()
    done("ordering.accept_quote", TOM, quote=accepted)
    done("ordering.decline_quote", TOM, quote=declined)
    for quote in (accepted, declined):
        with nothing_changes():
            assert revise(quote).code is Code.POLICY_DENIED


def test_a_stranger_makes_nothing_anew():
    quote = quoted()
    with nothing_changes():
        assert revise(quote, chat("C-9")).code is Code.NOT_FOUND
