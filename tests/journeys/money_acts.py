"""How any act of money is tried, and the acts on accounts, drawers and waiting refunds."""

from __future__ import annotations

from datetime import timedelta

from django.apps import apps
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, MultipleResults, RuleBasedStateMachine, multiple, rule
from pydantic import JsonValue

from conftest import automated, staff
from makegood.core import clock
from makegood.core.actor import V2, Actor
from makegood.core.canonical import fingerprint
from makegood.core.outcome import InvalidAsk, NotFound, Outcome
from makegood.core.runner import run
from makegood.domains.aftersales.models import Repair
from makegood.domains.billing.models import Drawer, RefundLeg
from makegood.domains.ordering.queries import bills_of

TOM = automated("C-6", V2).model_copy(update={"conversation": "CV-none"})
COMPANY = Actor.system("system:test").on_behalf_of("C-6")
RAE, OMAR = staff("rae", "R1"), staff("omar", "M1")
RAE_FOR_TOM = RAE.on_behalf_of("C-6", V2)
ORDER, GIFT = "O-1041", "GC-7J4Q-26MX"
CENTS = st.one_of(st.integers(1, 200_000), st.sampled_from([1, 10_000, 22_899, 75_044, 81_594]))
AMOUNTS = CENTS.map(lambda cents: f"{cents // 100}.{cents % 100:02}")
PARTIES = st.sampled_from(["C-6", "C-5", "C-7"])
ORDERS = st.sampled_from(["O-1041", "O-1042", "O-1043", "O-9999"])
Many = str | MultipleResults[str]
_CARD = {"token": "tok_gallagher_4242", "last4": "4242"}


PAYMENTS: Bundle[str] = Bundle("payments")
RETURNS: Bundle[str] = Bundle("returns")
LEGS: Bundle[str] = Bundle("legs")
DISPUTES: Bundle[str] = Bundle("disputes")
ENTRIES: Bundle[str] = Bundle("entries")


def all_rows() -> str:
    """One hash over everything but the journal."""
    return fingerprint(
        {
            model._meta.label: sorted(map(repr, model._default_manager.values_list()))
            for model in apps.get_models()
            if not model.__name__.startswith("Journal")
        }
    )


class MoneyActs(RuleBasedStateMachine):
    """Whatever is tried of money: twice under one key is once, and a refusal changed nothing."""

    payments = PAYMENTS
    returns = RETURNS
    legs = LEGS
    disputes = DISPUTES
    entries = ENTRIES

    def __init__(self) -> None:
        super().__init__()
        self._undo = transaction.atomic()
        self._undo.__enter__()
        self._acts = 0
        self._standing = clock.standing_at("2026-06-15")
        self._time = self._standing.__enter__()

    def teardown(self) -> None:
        self._standing.__exit__(None, None, None)
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

    def new_legs(self) -> Many:
        return multiple(*RefundLeg.objects.values_list("number", flat=True))


class OnAccount(MoneyActs):
    """What is paid on account, lies in drawers, waits, is stopped, converted or unclaimed."""

    @rule(
        target=PAYMENTS, amount=AMOUNTS, party=PARTIES,
        tender=st.sampled_from(["card", "cheque", "money_order", "cash", "ach"]),
        apply_to=st.lists(ORDERS, max_size=2),
    )  # fmt: skip
    def pay_on_account(self, tender: str, **ask: JsonValue) -> Many:
        card = _CARD if tender in ("card", "ach") else {}
        done = self.try_it("billing.take_payment", RAE, tender=tender, **ask, **card)
        return str(done.answer("payment")) if done and done.is_done else multiple()

    @rule(payment=PAYMENTS, first=st.lists(ORDERS, max_size=2))
    def put_to_what_is_open(self, payment: str, first: list[str]) -> None:
        self.try_it("billing.apply_payment", RAE, payment=payment, first=list(first))

    @rule(payment=PAYMENTS, to_party=PARTIES, to_order=st.none() | ORDERS)
    def move(self, payment: str, to_party: str, to_order: str | None) -> None:
        ask = {"payment": payment, "to_party": to_party}
        self.try_it(
            "billing.move_payment", OMAR, **ask, **({"to_order": to_order} if to_order else {})
        )

    @rule(payment=PAYMENTS, bank_fee=st.sampled_from(["0.00", "12.00"]))
    def bounce(self, payment: str, bank_fee: str) -> None:
        self.try_it("billing.record_returned_payment", RAE, payment=payment, reason="no funds",
                    bank_fee=bank_fee)  # fmt: skip

    @rule(target=LEGS, payment=PAYMENTS)
    def give_back_what_is_too_much(self, payment: str) -> Many:
        self.try_it("billing.refund_overpayment", OMAR, payment=payment)
        return self.new_legs()

    @rule(party=PARTIES, order=ORDERS, amount=AMOUNTS | st.just("0.00"))
    def contest(self, **ask: JsonValue) -> None:
        self.try_it("billing.note_dispute", RAE, reason="Billed twice", **ask)

    @rule(party=PARTIES, item=ORDERS.map(lambda order: f"order:{order}"))
    def write_off(self, **ask: JsonValue) -> None:
        self.try_it("billing.write_off", OMAR, reason="Not expected any more", **ask)

    @rule(payment=PAYMENTS)
    def write_a_receipt(self, payment: str) -> None:
        self.try_it("billing.send_receipt", RAE_FOR_TOM, payment=payment)

    @rule(counted=AMOUNTS)
    def open_a_drawer(self, counted: str) -> None:
        self.try_it("billing.open_drawer", RAE, counted=counted)

    @rule(counted=AMOUNTS, reason=st.sampled_from(["", "Change given wrongly"]))
    def close_a_drawer(self, counted: str, reason: str) -> None:
        for number in Drawer.objects.values_list("number", flat=True):
            self.try_it("billing.close_drawer", RAE, drawer=number, counted=counted, reason=reason)

    @rule(leg=LEGS)
    def release(self, leg: str) -> None:
        self.try_it("billing.release_refund_leg", COMPANY, leg=leg)

    @rule(leg=LEGS)
    def stop(self, leg: str) -> None:
        self.try_it("billing.stop_refund", RAE, leg=leg, reason="Cheque lost")

    @rule(leg=LEGS, status=st.sampled_from(["done", "declined"]))
    def hear_of_a_stop(self, leg: str, status: str) -> None:
        receipt: dict[str, JsonValue] = {"status": status}
        key = f"stop:{leg}"
        self.try_it("billing.record_stop_result", COMPANY, effect_key=key, receipt=receipt)

    @rule(leg=LEGS)
    def escheat(self, leg: str) -> None:
        self.try_it("billing.warn_unclaimed", COMPANY, leg=leg)
        self.try_it("billing.escheat_refund", COMPANY, leg=leg)

    @rule(target=LEGS, leg=LEGS, agreed=st.booleans())
    def convert(self, leg: str, *, agreed: bool) -> Many:
        self.try_it("billing.convert_refund", OMAR, leg=leg, customer_agreed=agreed)
        return self.new_legs()

    @rule(target=LEGS, amount=AMOUNTS)
    def credit_the_bill_of_a_shipment(self, amount: str) -> Many:
        for bill in bills_of(ORDER):
            self.try_it("aftersales.prepare_return_invoice", OMAR, invoice=bill.number,
                        amount=amount, reason="Agreed with the buyer")  # fmt: skip
        return self.new_legs()

    @rule(component=st.sampled_from(["motor", "control_board"]))
    def find_a_fault(self, component: str) -> None:
        day = self._time.at.date().isoformat()
        done = self.try_it("aftersales.authorise_repair", TOM, unit="SN-77120",
                           component=component, symptom="It stops.")  # fmt: skip
        if done and done.is_done:
            self.try_it("aftersales.record_repair", RAE, repair=done.answer("repair"),
                        ended="failed", came_in_on=day, went_out_on=day)  # fmt: skip

    @rule(target=LEGS)
    def pay_shares(self) -> Many:
        for number in Repair.objects.values_list("number", flat=True):
            self.try_it("aftersales.pay_share", OMAR, repair=number)
        return self.new_legs()

    @rule(days=st.sampled_from([1, 20, 200, 1100]))
    def let_time_pass(self, days: int) -> None:
        self._time.at += timedelta(days=days)
        self.try_it("billing.turn_over_unclaimed", COMPANY)

    @rule()
    def compare_the_books(self) -> None:
        done = self.try_it("ledger.reconcile", COMPANY)
        assert done is not None
        assert done.answer("differing") == []
