"""Close a chargeback as the bank decided it: the money stays ours, or it is gone."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow, refuse, say
from makegood.core.money import Money
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import NotFound, ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.billing import policy, queries
from makegood.domains.billing.models import Chargeback, Payment
from makegood.domains.billing.putting import take_off
from makegood.domains.ledger.models import Entry


class CloseChargebackAsk(Ask):
    """Which chargeback, and whether the bank decided for us."""

    chargeback: Ref[Chargeback] = Field(description="The chargeback.", examples=["CB-1001"])
    won: bool = Field(description="Whether the money stays ours.", examples=[True])


@dataclass(frozen=True, slots=True)
class ChargebackFacts:
    """The chargeback and the payment that it is about."""

    number: str
    payment: str
    about: str
    party: str
    tender: str
    amount: Money
    is_open: bool


class ChargebackClosed(Result):
    """The chargeback and how it ended."""

    chargeback: str
    won: bool


@register
class CloseChargeback(Operation[CloseChargebackAsk, ChargebackFacts, ChargebackClosed]):
    """Record how a chargeback ended; what is lost is owed to us again and is not refundable."""

    name = "billing.close_chargeback"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "ledger_7y"

    def gather(self, ask: CloseChargebackAsk) -> ChargebackFacts:
        row = Chargeback.objects.select_for_update().filter(number=ask.chargeback).first()
        if row is None:
            raise NotFound("chargeback", ask.chargeback)
        paid = row.payment
        return ChargebackFacts(
            row.number, paid.number, paid.about, paid.party, paid.tender, row.amount,
            is_open=row.closed_at is None,
        )  # fmt: skip

    def decide(self, ask: CloseChargebackAsk, facts: ChargebackFacts) -> Decision:
        about = f"chargeback:{facts.number}"
        if not facts.is_open:
            return refuse("policy_denied", says=[say(about, "billing.chargeback_decided")])
        told = "billing.chargeback_won" if ask.won else "billing.chargeback_lost"
        return allow(says=[say(about, told, amount=facts.amount)])

    def execute(
        self, ask: CloseChargebackAsk, facts: ChargebackFacts, decision: Decision
    ) -> ChargebackClosed:
        Chargeback.objects.filter(number=facts.number).update(
            closed_at=self.now, closed_by=self.actor.name, won=ask.won
        )
        self.record(f"chargeback:{facts.number}")
        if not ask.won:
            paid = Payment.objects.get(number=facts.payment)
            if not paid.order:  # what it was put to is owed again
                take_off(self, paid, facts.amount - queries.unapplied_of(paid.number))
            posting = policy.taken_back(
                tender=facts.tender, amount=facts.amount, party=facts.party, about=facts.about
            )
            source, memo = f"chargeback:{facts.number}:lost", f"Lost on {facts.payment}"
            entry = Entry.of(posting, source=source, on=self.today, memo=memo)
            self.record(f"entry:{entry.number}")
        return ChargebackClosed(chargeback=facts.number, won=ask.won)

    def verify(
        self, ask: CloseChargebackAsk, facts: ChargebackFacts, result: ChargebackClosed
    ) -> None:
        ended = queries.chargeback(facts.number)
        ensure(ended is not None and ended.won is ask.won, "it ended as the bank decided")
