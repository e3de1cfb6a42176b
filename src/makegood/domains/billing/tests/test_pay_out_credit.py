"""What is left of store credit taken instead of money may become money again (REF-16)."""

from __future__ import annotations

import pytest

from makegood.core import promises
from makegood.core.actor import Actor
from makegood.core.decision import Code
from makegood.core.outcome import Outcome
from makegood.domains.billing import queries
from makegood.domains.billing.models import TenderAccount
from makegood.domains.billing.tests.till import (
    TOM,
    do,
    done,
    leg_state,
    legs,
    much,
    owe,
    pay,
    refunded,
    send_back,
    usd,
)
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.tests.books import lines_of, moved, posted


@pytest.fixture
def credited(rae: Actor) -> str:
    """150.00 that a bank sent back became 157.50 of store credit: that part of the refund."""
    leg = refunded("150.00", "card")
    done("billing.record_refund_failure", leg=leg, reason="account closed")
    done("billing.convert_refund", rae, leg=leg, customer_agreed=True)
    return "RF-9001/2"


def spend(amount: str) -> None:
    pay(amount, "store_credit", token=TenderAccount.objects.get(kind="store_credit").number)


def pay_out(rae: Actor, leg: str) -> Outcome:
    return do("billing.pay_out_credit", rae, leg=leg)


def test_what_is_left_after_a_part_was_spent_goes_back_without_its_bonus(
    credited: str, rae: Actor
) -> None:
    spend("52.50")
    outcome = pay_out(rae, credited)
    # a third is spent: 100.00 of the 150.00 is money again, and 5.00 of the 7.50 ends
    assert (much(outcome, "money"), much(outcome, "spent"), much(outcome, "balance")) == (
        "100.00", "50.00", "0.00",
    )  # fmt: skip
    assert outcome.statements[0].text() == (
        "$105.00 of this store credit is left. $100.00 goes back as money; $5.00 of it was given "
        "on top and ends."
    )
    assert legs("RF-9001")[1:] == [
        (credited, "store_credit", "150", "reissued"),
        ("RF-9001/3", "store_credit", "50", "settled"), ("RF-9001/4", "card", "100", "queued"),
    ]  # fmt: skip
    (entry,) = ledger.entries_of(f"refund:{credited}:bonus_back")
    assert (entry.rule, lines_of(entry.number)) == ("J17", [("2300", "5.00"), ("5200", "-5.00")])
    assert (moved("2310", party=TOM), queries.stored_value(TOM)) == (usd("0.00"), usd("0.00"))
    assert moved("5200") == usd("2.50")
    [promise] = promises.open_promises(subject="refund:RF-9001")
    assert promise.text.startswith("$100.00 is back with you by")


def test_of_what_nobody_spent_all_of_the_money_goes_back(credited: str, rae: Actor) -> None:
    outcome = pay_out(rae, credited)
    assert (much(outcome, "money"), much(outcome, "balance")) == ("150.00", "0.00")
    assert legs("RF-9001")[2:] == [("RF-9001/3", "card", "150", "queued")]
    assert moved("5200") == usd("0.00")


def test_other_store_credit_stays_on_the_account(credited: str, rae: Actor) -> None:
    bonus = {"party": TOM, "amount": "20.00", "source": "case:CS-1:credit", "out_of": "5200"}
    done("billing.issue_store_credit", reason="Goodwill", **bonus)
    outcome = pay_out(rae, credited)
    assert (much(outcome, "money"), much(outcome, "balance")) == ("150.00", "20.00")


def test_what_was_spent_is_paid_out_no_more_and_nothing_twice(credited: str, rae: Actor) -> None:
    spend("157.50")
    before = posted()
    refused = pay_out(rae, credited)
    assert refused.statements[0].text() == ("Nothing of this store credit is left: it was spent.")
    assert (posted(), leg_state(credited)) == (before, "settled")


def test_it_is_paid_out_once(credited: str, rae: Actor) -> None:
    assert pay_out(rae, credited).is_done
    before = posted()
    again = pay_out(rae, credited)
    assert (again.code, again.clauses) == (Code.POLICY_DENIED, ("REF-16@2026-01-01",))
    assert posted() == before


def test_what_went_to_a_card_or_a_gift_card_is_no_store_credit(rae: Actor) -> None:
    card = refunded("150.00", "card")
    before = posted()
    refused = pay_out(rae, card)
    assert "did not go on store credit" in refused.statements[0].text()
    assert posted() == before


def test_while_a_bank_takes_the_payment_back_it_stays_store_credit(
    credited: str, rae: Actor
) -> None:
    paid = queries.leg(credited)
    assert paid is not None
    done(
        "billing.record_chargeback", rae, payment=paid.payment, amount="10.00",
        reference="cb_1", reason="Not as described",
    )  # fmt: skip
    before = posted()
    refused = pay_out(rae, credited)
    assert (refused.code, refused.clauses) == (Code.POLICY_DENIED, ("REF-5@2026-01-01",))
    assert (posted(), queries.stored_value(TOM)) == (before, usd("157.50"))


def give(amount: str, source: str = "case:CS-1:credit") -> None:
    bonus = {"party": TOM, "amount": amount, "source": source, "out_of": "5200"}
    done("billing.issue_store_credit", reason="Goodwill", **bonus)


def test_what_was_spent_is_not_paid_out_of_credit_that_came_later(
    credited: str, rae: Actor
) -> None:
    spend("157.50")
    give("200.00")
    before = posted()
    refused = pay_out(rae, credited)
    assert refused.statements[0].text() == "Nothing of this store credit is left: it was spent."
    assert (posted(), queries.stored_value(TOM)) == (before, usd("200.00"))


def test_only_what_is_left_beside_later_credit_goes_back(credited: str, rae: Actor) -> None:
    give("20.00")
    spend("52.50")
    outcome = pay_out(rae, credited)
    assert (much(outcome, "money"), much(outcome, "spent"), much(outcome, "balance")) == (
        "100.00", "50.00", "20.00",
    )  # fmt: skip


def test_what_stands_for_the_spent_share_is_never_paid_out(credited: str, rae: Actor) -> None:
    spend("52.50")
    assert pay_out(rae, credited).is_done
    give("200.00")
    before = posted()
    refused = pay_out(rae, "RF-9001/3")
    assert refused.statements[0].text() == "Nothing of this store credit is left: it was spent."
    assert (posted(), leg_state("RF-9001/3")) == (before, "settled")
    assert queries.stored_value(TOM) == usd("200.00")


def test_each_of_two_parts_on_one_store_credit_is_paid_out_once(credited: str, rae: Actor) -> None:
    pay("80.00", "card")
    send_back(owe("80.00", source="return:R-7002"), source="return:R-7002")
    done("billing.record_refund_failure", leg="RF-9002/1", reason="account closed")
    done("billing.convert_refund", rae, leg="RF-9002/1", customer_agreed=True)
    spend("52.50")
    first = pay_out(rae, credited)
    assert (much(first, "money"), much(first, "balance")) == ("100.00", "84.00")
    second = pay_out(rae, "RF-9002/2")
    assert (much(second, "money"), much(second, "spent"), much(second, "balance")) == (
        "80.00", "0.00", "0.00",
    )  # fmt: skip
    assert moved("5200") == usd("2.50")


def test_what_was_paid_by_store_credit_stays_store_credit(rae: Actor) -> None:
    give("60.00")
    spend("60.00")
    send_back(owe("60.00"))
    assert legs("RF-9001") == [("RF-9001/1", "store_credit", "60", "settled")]
    before = posted()
    refused = pay_out(rae, "RF-9001/1")
    assert (refused.code, refused.clauses) == (Code.POLICY_DENIED, ("REF-16@2026-01-01",))
    assert refused.statements[0].text() == (
        "This part was paid by gift card or store credit, not by money. So it stays store credit."
    )
    assert (posted(), queries.stored_value(TOM)) == (before, usd("60.00"))
