"""A quote that is accepted in time is an order to the cent; after its last day it is none."""

from __future__ import annotations

import pytest

from makegood.core import clock
from makegood.core.actor import V2
from makegood.core.decision import Code
from makegood.core.models import Effect
from makegood.domains.billing import queries as billing
from makegood.domains.ledger import queries as ledger
from makegood.domains.ordering import queries
from makegood.domains.ordering.tests.cast import (
    RAE,
    RIVERSIDE,
    TOM,
    chat,
    do,
    done,
    nothing_changes,
    quoted,
    told,
    usd,
)
from makegood.domains.parties.models import Account, AccountRole, Party, Role


def accept(quote, actor=TOM, **other):
    return do("ordering.accept_quote", actor, quote=quote, **other)


def test_the_order_is_equal_to_the_quote_and_the_deposit_is_asked_for():
    with clock.standing_at("2026-05-26"):
        quote = quoted(TOM, ("WM900", 1), ("SV-INST", 1), ("SV-HAUL", 1))
    outcome = accept(quote)
    assert outcome.answer("deposit") == {"amount": "228.99", "currency": "USD"}
    order = queries.order_card(str(outcome.answer("order")))
    assert (order.total, order.tax) == (usd("1144.93"), usd("68.83"))
    washer = order.lines[0]
    assert (washer.unit_price, washer.discount, washer.tax) == (
        usd("899.00"), usd("89.90"), usd("62.71"),
    )  # fmt: skip
    assert queries.quote_card(quote).order == order.number
    assert "The deposit is $228.99." in told(outcome)
    news = [one.text() for one in outcome.news]
    assert news[0] == f"Your order is {order.number}."
    assert "1 × WM900 washing machine." in news
    assert "It comes to $1,144.93 in all." in news
    mail = Effect.objects.filter(kind="mail").latest("pk")
    assert mail.payload["subject"] == f"Your order {order.number} from quote {quote}"


def test_the_deposit_that_was_asked_for_is_taken_and_stands_in_the_books():
    outcome = accept(quoted())
    order = str(outcome.answer("order"))
    done(
        "billing.take_payment", RAE, order=order, party="C-6", amount="210.76", tender="cash",
        purpose="deposit",
    )  # fmt: skip
    assert -ledger.balance_of("2100", party="C-6", about=f"order:{order}") == usd("210.76")
    assert billing.captured(order) == usd("210.76")


def test_a_code_that_counted_when_it_was_quoted_counts_to_the_last_day_of_the_quote():
    quote = quoted(TOM, codes=["SUMMER12"])
    with clock.standing_at("2026-07-15"):
        outcome = accept(quote)
    assert outcome.answer("total") == {"amount": "937.55", "currency": "USD"}


@pytest.mark.parametrize(("day", "is_done"), [("2026-06-25", True), ("2026-06-26", False)])
def test_AC10_6_after_thirty_days_it_is_refused_with_what_a_fresh_quote_would_say(day, is_done):
    with clock.standing_at("2026-05-26"):
        quote = quoted(TOM, ("WM900", 1), ("SV-INST", 1), ("SV-HAUL", 1))
    with clock.standing_at(day):
        outcome = accept(quote)
        assert outcome.is_done is is_done
        if is_done:
            return
        assert outcome.code is Code.POLICY_DENIED
        assert told(outcome) == [
            f"Quote {quote} held until June 25, 2026 and cannot be accepted any more."
        ]
        assert [one.text() for one in outcome.instead] == [
            "A fresh quote today comes to $1,241.80; it was $1,144.93.",
            "WM900 washing machine: $899.00 instead of $809.10.",
            "The tax: $75.80 instead of $68.83.",
        ]
        fresh = done("ordering.revise_quote", TOM, quote=quote)
        assert fresh.answer("total") == {"amount": "1241.80", "currency": "USD"}
        assert accept(quote).answer("total") == {"amount": "1241.80", "currency": "USD"}


def test_a_refused_acceptance_changes_nothing():
    quote = quoted()
    with clock.standing_at("2026-07-16"), nothing_changes():
        assert accept(quote).code is Code.POLICY_DENIED


def test_a_quote_is_accepted_once():
    quote = quoted()
    assert accept(quote).is_done
    with nothing_changes():
        outcome = accept(quote)
    assert told(outcome) == [f"Quote {quote} is not open any more. Nothing was changed."]


def test_a_quote_without_tax_needs_its_certificate_still():
    done(
        "ordering.record_exemption", RAE, party="C-25", region="XM", certificate="XM-RES-1",
        expires_on="2026-06-20",
    )  # fmt: skip
    quote = quoted(RIVERSIDE)
    assert not queries.quote_card(quote).tax
    with clock.standing_at("2026-06-21"), nothing_changes():
        outcome = accept(quote, RIVERSIDE)
    assert told(outcome)[0].startswith("It was made without tax under certificate XM-RES-1")
    assert outcome.instead[-1].text() == "The tax: $53.50 instead of $0.00."


def test_a_price_of_a_later_day_is_accepted_from_that_day_on():
    quote = quoted(TOM, as_of="2026-06-20")
    with clock.standing_at("2026-06-19"), nothing_changes():
        outcome = accept(quote)
    assert told(outcome) == [
        f"Quote {quote} is at the prices of June 20, 2026 and can be accepted from that day on."
    ]
    with clock.standing_at("2026-06-20"):
        assert accept(quote).is_done


@pytest.mark.parametrize("maker", ["C-25", "C-6"])
def test_of_two_holders_the_certificate_counts_of_whoever_is_quoted(maker):
    joint = Account.objects.get(number="40006")
    AccountRole.objects.create(
        account=joint, party=Party.objects.get(number="C-25"), role=Role.JOINT,
        granted_at=clock.now(),
    )  # fmt: skip
    done(
        "ordering.record_exemption", RAE, party="C-25", region="XM", certificate="XM-RES-1",
        expires_on="2026-12-31",
    )  # fmt: skip
    quote = quoted(RAE.on_behalf_of(maker, V2), account="40006")
    assert bool(queries.quote_card(quote).tax) is (maker == "C-6")
    other = RAE.on_behalf_of({"C-6": "C-25", "C-25": "C-6"}[maker], V2)
    done("ordering.revise_quote", other, quote=quote)
    assert bool(queries.quote_card(quote).tax) is (maker == "C-6")
    assert accept(quote, other).is_done


def test_somebody_else_s_quote_does_not_exist_for_a_stranger():
    quote = quoted()
    with nothing_changes():
        assert accept(quote, chat("C-9")).code is Code.NOT_FOUND


def test_the_buyer_s_own_number_stands_on_the_order():
    outcome = accept(quoted(RIVERSIDE, ("PT-CTRL", 12)), RIVERSIDE, po_number="RA-771")
    order = queries.order_card(str(outcome.answer("order")))
    assert (order.po_number, order.total) == ("RA-771", usd("2248.27"))
