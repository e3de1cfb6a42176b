"""Money acts in any order, with any amounts: what must hold of money holds after each of them."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)
from pydantic import JsonValue

from conftest import automated, examples, staff
from makegood.core import clock, journal
from makegood.core.actor import V2, Actor
from makegood.core.canonical import fingerprint
from makegood.core.money import Money, sum_of
from makegood.core.outcome import InvalidAsk, NotFound, Outcome
from makegood.core.runner import run
from makegood.domains.aftersales.models import Return
from makegood.domains.aftersales.tests.story import connect_simulators
from makegood.domains.billing import queries as billing
from makegood.domains.billing.models import Payment, Refund, RefundLeg, TenderAccount
from makegood.domains.billing.tests.till import assert_money_is_where_it_should_be
from makegood.domains.ledger.models import Entry
from makegood.domains.ledger.tests.books import assert_books_hold

TOM = automated("C-6", V2).model_copy(update={"conversation": "CV-none"})
COMPANY = Actor.system("system:test").on_behalf_of("C-6")
RAE, OMAR = staff("rae", "R1"), staff("omar", "M1")
ORDER, GIFT = "O-1041", "GC-7J4Q-26MX"
LINES = st.sampled_from(["O-1041/1", "O-1041/2", "O-1041/3", "O-1042/1", "O-1041/9"])
CENTS = st.one_of(st.integers(1, 200_000), st.sampled_from([1, 10_000, 22_899, 75_044, 81_594]))
AMOUNTS = CENTS.map(lambda cents: f"{cents // 100}.{cents % 100:02}")
Many = str | MultipleResults[str]
RECEIPTS = st.sampled_from(
    [{"reference": "re_1", "status": "done"}, {"reference": "re_2", "status": "failed"}]
)


def all_rows() -> str:
    """One hash over everything but the journal."""
    return fingerprint(
        {
            model._meta.label: sorted(map(repr, model._default_manager.values_list()))
            for model in apps.get_models()
            if not model.__name__.startswith("Journal")
        }
    )


class MoneyInAnyOrder(RuleBasedStateMachine):
    """Tom's order O-1041, on which anybody does anything the acts of money allow, or do not."""

    payments: Bundle[str] = Bundle("payments")
    returns: Bundle[str] = Bundle("returns")
    legs: Bundle[str] = Bundle("legs")
    disputes: Bundle[str] = Bundle("disputes")
    entries: Bundle[str] = Bundle("entries")

    def __init__(self) -> None:
        super().__init__()
        self._undo = transaction.atomic()
        self._undo.__enter__()
        self._acts = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self._undo.__exit__(None, None, None)

    def try_it(self, operation: str, actor: Actor, /, **ask: JsonValue) -> Outcome | None:
        """Try an act under a key, then again: twice is once, and a refusal changed nothing."""
        self._acts += 1
        key, before = f"act {self._acts}", all_rows()
        try:
            first = run(operation, ask, actor=actor, key=key)
        except (InvalidAsk, NotFound):
            assert all_rows() == before
            return None
        after = all_rows()
        if first.status in ("refused", "needs_info"):
            assert after == before, (operation, ask, first.code)
            assert first.statements
        again = run(operation, ask, actor=actor, key=key)
        assert (again.status, again.result, all_rows()) == (first.status, first.result, after)
        return first

    @initialize(target=payments)
    def paid_already(self) -> Many:
        return multiple(*Payment.objects.filter(order=ORDER).values_list("number", flat=True))

    @initialize(target=entries)
    def posted_already(self) -> Many:
        found = Entry.objects.filter(lines__about=f"order:{ORDER}").distinct()
        return multiple(*found.values_list("number", flat=True))

    @rule(target=payments, amount=AMOUNTS, tender=st.sampled_from(["card", "gift", "cash", "ach"]))
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

    @rule(payment=payments, receipt=RECEIPTS)
    def capture(self, payment: str, receipt: dict[str, JsonValue]) -> None:
        self.try_it("billing.record_capture", COMPANY, effect_key=payment, receipt=receipt)

    @rule(
        target=returns, line=LINES, quantity=st.integers(0, 3),
        opened=st.sampled_from([True, False, None]),
        reason=st.sampled_from(["changed_mind", "defective", "damaged", "late"]),
    )  # fmt: skip
    def open_return(self, **ask: JsonValue) -> Many:
        done = self.try_it("aftersales.open_return", TOM, **ask)
        return str(done.answer("return_number")) if done and done.is_done else multiple()

    @rule(number=returns)
    def cancel_return(self, number: str) -> None:
        self.try_it("aftersales.cancel_return", TOM, return_number=number)

    @rule(number=returns, parcels=st.integers(0, 2))
    def receive(self, number: str, parcels: int) -> None:
        self.try_it("aftersales.receive_return", RAE, return_number=number, parcels=parcels)

    @rule(
        target=legs, number=returns, grade=st.sampled_from("ABCD"), works=st.booleans(),
        accessories_complete=st.booleans(), serial_number=st.sampled_from(["SN-77120", "SN-1"]),
    )  # fmt: skip
    def inspect(self, number: str, **found: JsonValue) -> Many:
        self.try_it(
            "aftersales.inspect_return", RAE, return_number=number, findings="Seen.", **found
        )
        return self._new_legs()

    @rule(target=legs, number=returns, amount=st.none() | AMOUNTS, by=st.sampled_from([RAE, OMAR]))
    def refund(self, number: str, amount: str | None, by: Actor) -> Many:
        ask: dict[str, JsonValue] = {"return_number": number}
        self.try_it("aftersales.refund_return", by, **ask, **({"amount": amount} if amount else {}))
        return self._new_legs()

    @rule(leg=legs, receipt=RECEIPTS)
    def hear_of_a_refund(self, leg: str, receipt: dict[str, JsonValue]) -> None:
        self.try_it("billing.record_refund_result", COMPANY, effect_key=leg, receipt=receipt)

    @rule(leg=legs)
    def fail(self, leg: str) -> None:
        self.try_it("billing.record_refund_failure", COMPANY, leg=leg, reason="account closed")

    @rule(
        target=legs, leg=legs, customer_agreed=st.booleans(),
        to=st.sampled_from(["same_tender", "other_card", "store_credit", "check"]),
    )  # fmt: skip
    def reissue(self, leg: str, to: str, *, customer_agreed: bool) -> Many:
        ask: dict[str, JsonValue] = {"leg": leg, "to": to, "customer_agreed": customer_agreed}
        if to == "other_card":
            ask |= {"token": "tok_gallagher_9911", "last4": "9911"}
        self.try_it("billing.reissue_refund", OMAR, **ask)
        return self._new_legs()

    @rule(moved=payments | legs, fee=st.sampled_from(["0.00", "0.31", "5000.00", "-1.00"]))
    def settle(self, moved: str, fee: str) -> None:
        self.try_it("billing.record_settlement", COMPANY, movement=moved, fee=fee)

    @rule(target=disputes, payment=payments, amount=AMOUNTS, reference=st.sampled_from("ABC"))
    def dispute(self, payment: str, amount: str, reference: str) -> Many:
        done = self.try_it(
            "billing.record_chargeback", COMPANY,
            payment=payment, amount=amount, reference=f"DP-{reference}", reason="not as shown",
        )  # fmt: skip
        return str(done.answer("chargeback")) if done and done.is_done else multiple()

    @rule(chargeback=consumes(disputes), won=st.booleans())
    def decide_dispute(self, chargeback: str, *, won: bool) -> None:
        self.try_it("billing.close_chargeback", COMPANY, chargeback=chargeback, won=won)

    @rule(entry=entries)
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
        for account in TenderAccount.objects.all():
            assert billing.balance(account) >= Money.zero()
        for one in Return.objects.filter(line__number="O-1041/1", cancelled_at=None):
            assert 1 <= one.quantity <= 1

    def _new_legs(self) -> Many:
        return multiple(*RefundLeg.objects.values_list("number", flat=True))


@pytest.fixture
def outside(northvale: None, db: None) -> None:
    connect_simulators()


def test_money_holds_whatever_is_done_in_whatever_order(outside: None, pytestconfig):
    with clock.standing_at("2026-06-15"):
        run_state_machine_as_test(
            MoneyInAnyOrder,
            settings=settings(
                max_examples=examples(6), stateful_step_count=15, deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )  # fmt: skip
