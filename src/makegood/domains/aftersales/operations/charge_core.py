"""Charge a core: the faulty piece did not come back, so the replacement is sold by its hold."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.money import Money
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.aftersales import policy, queries
from makegood.domains.aftersales.models import Exchange, lock_exchange
from makegood.domains.aftersales.operations import book_all, letter_about
from makegood.domains.aftersales.policy import ExchangeRecord
from makegood.domains.billing.models import Payment, Purpose, Tender
from makegood.domains.billing.operations.take_payment import TakePayment, TakePaymentAsk
from makegood.domains.catalog.queries import unit_cost
from makegood.domains.conversations.operations.send_notice import SendNotice
from makegood.domains.ledger import postings
from makegood.domains.ledger import queries as ledger


class ChargeCoreAsk(Ask):
    """Which exchange's faulty piece did not come back."""

    exchange: Ref[Exchange] = Field(description="The exchange.", examples=["EX-1001"])


class CoreCharged(Result):
    """What was charged, and the payment by which it is taken."""

    exchange: str
    charged: Money
    payment: str


@register
class ChargeCore(Operation[ChargeCoreAsk, ExchangeRecord, CoreCharged]):
    """Charge the card for a replacement whose faulty piece was not sent back in time."""

    name = "aftersales.charge_core"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: ChargeCoreAsk) -> ExchangeRecord:
        return lock_exchange(ask.exchange)

    def decide(self, ask: ChargeCoreAsk, facts: ExchangeRecord) -> Decision:
        return policy.may_charge_core(facts, today=self.today)

    def execute(self, ask: ChargeCoreAsk, facts: ExchangeRecord, decision: Decision) -> CoreCharged:
        number, subject, about = facts.number, f"exchange:{facts.number}", f"order:{facts.order}"
        cost = unit_cost(facts.sku)
        whose = {"party": facts.party}
        posted = {
            "charge": postings.exchange_charged(
                goods=facts.goods, tax=facts.tax, about=about, **whose
            ),
            "cost": postings.exchange_cost_kept(cost, about=subject, **whose),
        }
        book_all(self, posted.items(), about=subject, memo=number)
        row = Exchange.objects.get(number=number)
        row.charged_at = self.now
        row.save(update_fields=["charged_at"])
        paid = self.run(
            TakePayment,
            TakePaymentAsk(
                order=facts.order, party=facts.party, amount=facts.total, tender=Tender.CARD,
                purpose=Purpose.ORDER, token=row.token, last4=row.last4,
            ),
        )  # fmt: skip
        Payment.objects.filter(number=paid.payment).update(hold=row.hold)
        self.run(
            SendNotice, letter_about(subject, facts.party, "core_charged", decision.says,
                                     number=number),
        )  # fmt: skip
        self.record(subject)
        return CoreCharged(exchange=number, charged=facts.total, payment=paid.payment)

    def verify(self, ask: ChargeCoreAsk, facts: ExchangeRecord, result: CoreCharged) -> None:
        posted = ledger.debited_by(f"exchange:{facts.number}:charge")
        ensure(posted == result.charged == facts.total, "charged is what was held")
        ensure(queries.exchange_card(facts.number).state == "charged", "and that is on record")
