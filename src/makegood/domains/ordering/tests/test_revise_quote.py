"""A quote can be made anew under its number; the version before it no longer counts."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from makegood.core import clock
from makegood.core.actor import V2
from makegood.core.decision import Code
from makegood.core.models import AuthorityUse
from makegood.core.outcome import Status
from makegood.domains.ordering import queries
from makegood.domains.ordering.models import QuoteVersion
from makegood.domains.ordering.tests.cast import (
    RAE,
    TOM,
    chat,
    do,
    done,
    nothing_changes,
    quoted,
    told,
    usd,
)

RAE_FOR_TOM = RAE.on_behalf_of("C-6", V2)
GRANTED: dict[str, JsonValue] = {
    "percent": "4",
    "reason": "Price match with an offer that was shown.",
}
ELSEWHERE: dict[str, JsonValue] = {
    "line1": "9 Long Lane", "line2": "", "locality": "Westfield", "region": "XM",
    "postal_code": "55610", "country": "US",
}  # fmt: skip


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


def test_what_is_left_empty_stays_as_it_was():
    quote = quoted(
        RAE_FOR_TOM, codes=["SUMMER12"], by_hand=GRANTED, ship_to=ELSEWHERE, delivered=False
    )
    before, (basket, _) = queries.quote_card(quote), queries.basket_of(quote)
    assert revise(quote).is_done
    after = queries.quote_card(quote)
    assert (after.version, after.total, after.ship_to) == (2, before.total, ELSEWHERE)
    assert queries.basket_of(quote)[0] == basket
    assert (basket.codes, basket.is_delivered) == (("SUMMER12",), False)


def test_what_is_named_takes_the_place_of_what_was():
    quote = quoted(TOM, codes=["SUMMER12"], delivered=False)
    assert revise(quote, codes=[], delivered=True, ship_to=ELSEWHERE).is_done
    basket, _ = queries.basket_of(quote)
    assert (basket.codes, basket.is_delivered, basket.locality) == ((), True, "Westfield")


def test_a_code_that_counts_no_longer_is_not_kept():
    quote = quoted(TOM, codes=["SUMMER12"])
    assert revise(quote, lines=[{"sku": "PT-CTRL"}]).is_done
    assert queries.quote_card(quote).codes == ()


def test_a_discount_by_hand_uses_up_only_what_is_added_to_the_version_before():
    quote = quoted(RAE_FOR_TOM, by_hand=GRANTED)
    assert revise(quote, RAE_FOR_TOM).is_done
    assert revise(quote, RAE_FOR_TOM, by_hand={**GRANTED, "percent": "5"}).is_done
    used = AuthorityUse.objects.filter(kind="discount").order_by("pk")
    assert [one.amount_cents for one in used] == [3596, 899]


@pytest.mark.parametrize("day", ["2026-06-15", "2026-06-18"])
def test_a_discount_cannot_grow_beyond_one_s_limit_by_steps_or_days(day):
    quote = quoted(RAE_FOR_TOM, by_hand=GRANTED)
    with clock.standing_at(day):
        outcome = revise(quote, RAE_FOR_TOM, by_hand={**GRANTED, "percent": "6"})
    assert outcome.status is Status.PENDING_APPROVAL
    assert queries.quote_card(quote).version == 1


def test_a_customer_keeps_what_was_granted_and_gets_no_more_of_it():
    quote = quoted(RAE_FOR_TOM, by_hand=GRANTED)
    with nothing_changes():
        outcome = revise(quote, lines=[{"sku": "WM900", "quantity": 2}])
    assert told(outcome) == [
        "A discount by hand is granted by our people only. Nothing was changed."
    ]
    assert revise(quote).is_done
