"""Take a payment: a deposit or what is owed, by card, bank, cash, gift card or store credit."""

from __future__ import annotations

from pydantic import Field, ValidationInfo, field_validator

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.inserting import add
from makegood.core.money import Amount
from makegood.core.numbers import next_number
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.billing import policy, queries
from makegood.domains.billing.models import BY_PROVIDER, ChequeAsk, Payment, Purpose, Tender
from makegood.domains.billing.operations import Last4, OrderNumber, PartyNumber, Token
from makegood.domains.billing.policy import PaymentFacts
from makegood.domains.billing.putting import bring_in, drawer_of, lock_taking
from makegood.domains.ledger import queries as ledger


class TakePaymentAsk(Ask):
    """Who pays what for which order, and by which means."""

    order: OrderNumber | None = Field(
        None, description="The order it is for; empty when it is on account.", examples=["O-1041"]
    )
    party: PartyNumber = Field(description="Who pays.", examples=["C-6"])
    amount: Amount = Field(description="How much.", examples=["228.99"])
    tender: Tender = Field(description="The means of payment.", examples=["card"])
    purpose: Purpose = Field(
        Purpose.ORDER, description="A deposit, or what is owed.", examples=["deposit"]
    )
    token: Token | None = Field(
        None, examples=["tok_gallagher_4242"],
        description="The provider's token of a card, bank account or loan, or a gift card's code.",
    )  # fmt: skip
    last4: Last4 | None = Field(None, description="Its last four digits.", examples=["4242"])
    captured_reference: str | None = Field(
        None, min_length=1, max_length=80, examples=["ch_881204"],
        description="The provider's reference of money that an import or a checkout captured.",
    )  # fmt: skip
    number: str | None = Field(
        None, pattern=r"^P-[0-9]{1,9}$", examples=["P-5001"],
        description="The payment's number, when another system gave it one.",
    )  # fmt: skip
    apply_to: list[OrderNumber] = Field(
        [], max_length=20, examples=[["O-1043"]],
        description="On account: the orders that the payer wants paid first.",
    )  # fmt: skip

    cheque: ChequeAsk | None = Field(
        None, description="What stands on the cheque.", examples=[{"dated_on": "2026-06-12"}]
    )

    @field_validator("purpose")
    @classmethod
    def _deposit_on_an_order(cls, purpose: Purpose, read: ValidationInfo) -> Purpose:
        if purpose is Purpose.DEPOSIT and not read.data.get("order"):
            raise ValueError("a deposit is paid on an order: name it")
        return purpose


class PaymentTaken(Result):
    """The payment, and whether we have the money already."""

    payment: str
    captured: bool


@register
class TakePayment(Operation[TakePaymentAsk, PaymentFacts, PaymentTaken]):
    """Take a customer's money for an order."""

    name = "billing.take_payment"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "ledger_7y"
    secrets = frozenset({"token"})

    def gather(self, ask: TakePaymentAsk) -> PaymentFacts:
        what = (ask.party, ask.order or "", ask.amount, ask.tender, ask.token or "")
        return lock_taking(*what, self.today, number=ask.number or "", wanted=ask.apply_to)

    def decide(self, ask: TakePaymentAsk, facts: PaymentFacts) -> Decision:
        return policy.may_take(
            facts, order=ask.order or "", purpose=ask.purpose, amount=ask.amount, today=self.today,
            number=ask.number or "", tender=ask.tender, by=self.actor.kind, token=ask.token,
            cheque=ask.cheque, is_said_captured=bool(ask.captured_reference),
        )  # fmt: skip

    def execute(self, ask: TakePaymentAsk, facts: PaymentFacts, decision: Decision) -> PaymentTaken:
        is_ours = ask.tender not in BY_PROVIDER or ask.captured_reference is not None
        held = queries.tender_account(ask.token or "") if facts.held else None
        row = Payment(
            number=ask.number or next_number("P"), order=ask.order or "", party=ask.party,
            tender=ask.tender, purpose=ask.purpose, token="" if held else ask.token or "",
            last4=ask.last4 or "", tender_account=held, amount_cents=ask.amount.cents,
            currency=ask.amount.currency, reference=ask.captured_reference or "",
            asked_at=self.now, asked_by=self.actor.name, captured_at=self.now if is_ours else None,
            drawer=drawer_of(self) if ask.tender == Tender.CASH else "",
            apply_to=[f"order:{order}" for order in ask.apply_to],
        )  # fmt: skip
        add(row)
        self.record(f"payment:{row.number}")
        if is_ours:
            bring_in(self, row)
        else:
            then, wire = "billing.record_capture", row.wire()
            self.queue(kind="payment.capture", key=row.number, payload=wire, then=then)
        return PaymentTaken(payment=row.number, captured=is_ours)

    def verify(self, ask: TakePaymentAsk, facts: PaymentFacts, result: PaymentTaken) -> None:
        posted = ledger.debited_by(f"payment:{result.payment}:received")
        ensure(posted == (ask.amount if result.captured else None), "just captured money is booked")
        if facts.held:
            left = -ledger.balance_of("2300", about=facts.held.ref)
            is_right = left == facts.held.balance - ask.amount and left.cents >= 0
            ensure(is_right, "the gift card paid just that, and holds no less than nothing")
