"""Money acts in any order, with any amounts: what must hold of money holds after each of them."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)
from pydantic import JsonValue

from conftest import examples
from makegood.core import journal
from makegood.core.actor import Actor
from makegood.core.money import Money, sum_of
from makegood.domains.aftersales.models import Return
from makegood.domains.aftersales.tests.story import connect_simulators
from makegood.domains.billing import queries as billing
from makegood.domains.billing.models import Payment, Refund, TenderAccount
from makegood.domains.billing.tests.till import assert_money_is_where_it_should_be
from makegood.domains.ledger.models import Entry
from makegood.domains.ledger.tests.books import assert_books_hold
from tests.journeys.money_acts import (
    AMOUNTS,
    COMPANY,
    DISPUTES,
    ENTRIES,
    GIFT,
    LEGS,
    OMAR,
    ORDER,
    PAYMENTS,
    RAE,
    RETURNS,
    TOM,
    Many,
    OnAccount,
)

LINES = st.sampled_from(["O-1041/1", "O-1041/2", "O-1041/3", "O-1042/1", "O-1041/9"])
RECEIPTS = st.sampled_from(
    [{"reference": "re_1", "status": "done"}, {"reference": "re_2", "status": "failed"}]
)


class MoneyInAnyOrder(OnAccount):
    """Tom's order O-1041, on which anybody does anything the acts of money allow, or do not."""

    @initialize(target=PAYMENTS)
    def paid_already(self) -> Many:
        return multiple(*Payment.objects.filter(order=ORDER).values_list("number", flat=True))

    @initialize(target=ENTRIES)
    def posted_already(self) -> Many:
        found = Entry.objects.filter(lines__about=f"order:{ORDER}").distinct()
        return multiple(*found.values_list("number", flat=True))

    @rule(
        target=PAYMENTS,
        amount=AMOUNTS,
        tender=st.sampled_from(["card", "gift", "cash", "ach"]),
    )
    def pay(self, amount: str, tender: str) -> Many:
        ask = {"order": ORDER, "party": "C-6", "amount": amount, "tender": tender}
        if tender == "gift":
            ask["token"] = GIFT
        elif tender != "cash":
            ask |= {"token": "tok_gallagher_4242", "last4": "4242"}
        done = self.try_it("billing.take_payment", RAE, **ask)
        return str(done.answer("payment")) if done and done.is_done else multiple()

    @rule(amount=AMOUNTS)
    def load_a_gift_card(self, amount: str) -> None:
        self.try_it("billing.load_gift_card", COMPANY, code=GIFT, amount=amount, reason="Sold")

    @rule(payment=PAYMENTS, receipt=RECEIPTS)
    def capture(self, payment: str, receipt: dict[str, JsonValue]) -> None:
        self.try_it("billing.record_capture", COMPANY, effect_key=payment, receipt=receipt)

    @rule(
        target=RETURNS, line=LINES, quantity=st.integers(0, 3),
        opened=st.sampled_from([True, False, None]),
        reason=st.sampled_from(["changed_mind", "defective", "damaged", "late"]),
    )  # fmt: skip
    def open_return(self, **ask: JsonValue) -> Many:
        done = self.try_it("aftersales.open_return", TOM, **ask)
        return str(done.answer("return_number")) if done and done.is_done else multiple()

    @rule(number=RETURNS)
    def cancel_return(self, number: str) -> None:
        self.try_it("aftersales.cancel_return", TOM, return_number=number)

    @rule(number=RETURNS, parcels=st.integers(0, 2))
    def receive(self, number: str, parcels: int) -> None:
        self.try_it("aftersales.receive_return", RAE, return_number=number, parcels=parcels)

    @rule(
        target=LEGS, number=RETURNS, grade=st.sampled_from("ABCD"), works=st.booleans(),
        accessories_complete=st.booleans(), serial_number=st.sampled_from(["SN-77120", "SN-1"]),
    )  # fmt: skip
    def inspect(self, number: str, **found: JsonValue) -> Many:
        self.try_it(
            "aftersales.inspect_return", RAE, return_number=number, findings="Seen.", **found
        )
        return self.new_legs()

    @rule(
        target=LEGS,
        number=RETURNS,
        amount=st.none() | AMOUNTS,
        by=st.sampled_from([RAE, OMAR]),
    )
    def refund(self, number: str, amount: str | None, by: Actor) -> Many:
        ask: dict[str, JsonValue] = {"return_number": number}
        self.try_it("aftersales.refund_return", by, **ask, **({"amount": amount} if amount else {}))
        return self.new_legs()

    @rule(leg=LEGS, receipt=RECEIPTS)
    def hear_of_a_refund(self, leg: str, receipt: dict[str, JsonValue]) -> None:
        self.try_it("billing.record_refund_result", COMPANY, effect_key=leg, receipt=receipt)

    @rule(leg=LEGS)
    def fail(self, leg: str) -> None:
        self.try_it("billing.record_refund_failure", COMPANY, leg=leg, reason="account closed")

    @rule(
        target=LEGS, leg=LEGS, customer_agreed=st.booleans(),
        to=st.sampled_from(["same_tender", "other_card", "store_credit", "check"]),
    )  # fmt: skip
    def reissue(self, leg: str, to: str, *, customer_agreed: bool) -> Many:
        ask: dict[str, JsonValue] = {"leg": leg, "to": to, "customer_agreed": customer_agreed}
        if to == "other_card":
            ask |= {"token": "tok_gallagher_9911", "last4": "9911"}
        self.try_it("billing.reissue_refund", OMAR, **ask)
        return self.new_legs()

    @rule(
        moved=PAYMENTS | LEGS,
        fee=st.sampled_from(["0.00", "0.31", "5000.00", "-1.00"]),
    )
    def settle(self, moved: str, fee: str) -> None:
        self.try_it("billing.record_settlement", COMPANY, movement=moved, fee=fee)

    @rule(
        target=DISPUTES,
        payment=PAYMENTS,
        amount=AMOUNTS,
        reference=st.sampled_from("ABC"),
    )
    def dispute(self, payment: str, amount: str, reference: str) -> Many:
        done = self.try_it(
            "billing.record_chargeback", COMPANY,
            payment=payment, amount=amount, reference=f"DP-{reference}", reason="not as shown",
        )  # fmt: skip
        return str(done.answer("chargeback")) if done and done.is_done else multiple()

    @rule(chargeback=consumes(DISPUTES), won=st.booleans())
    def decide_dispute(self, chargeback: str, *, won: bool) -> None:
        self.try_it("billing.close_chargeback", COMPANY, chargeback=chargeback, won=won)

    @rule(entry=ENTRIES)
    def reverse(self, entry: str) -> None:
        self.try_it("ledger.reverse_entry", OMAR, entry=entry, reason="Posted in error")

    @rule(period=st.sampled_from(["2026-04", "2026-05", "2026-06"]))
    def close_the_month(self, period: str) -> None:
        self.try_it("ledger.close_period", OMAR, period=period)

    @invariant()
    def money_is_whole(self) -> None:
        assert_books_hold()
        assert_money_is_where_it_should_be()
        assert journal.verify(newest_rows=20).is_intact
        assert billing.refundable(ORDER) >= Money.zero()
        for refund in Refund.objects.all():
            standing = refund.legs.filter(reissued_as=None)
            assert sum_of([leg.amount for leg in standing]) == refund.total
        for row in Payment.objects.exclude(captured_at=None):
            assert billing.unapplied_of(row.number) >= Money.zero()
            assert row.order or sum_of([put for _, put in billing.put_to(row.number)]) <= row.amount
        for account in TenderAccount.objects.all():
            assert billing.balance(account) >= Money.zero()
        for one in Return.objects.filter(line__number="O-1041/1", cancelled_at=None):
            assert 1 <= one.quantity <= 1


@pytest.fixture
def outside(northvale: None, db: None) -> None:
    connect_simulators()


def test_money_holds_whatever_is_done_in_whatever_order(outside: None, pytestconfig):
    run_state_machine_as_test(
        MoneyInAnyOrder,
        settings=settings(
            max_examples=examples(8), stateful_step_count=20, deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
