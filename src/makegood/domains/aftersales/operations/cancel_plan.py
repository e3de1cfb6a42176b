"""Cancel a protection plan: the days that are left are paid back."""

from __future__ import annotations

from django.db.models import Q
from pydantic import Field

from makegood.core.actor import V2
from makegood.core.decision import Decision
from makegood.core.money import Money
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import holder
from makegood.domains.aftersales import policy
from makegood.domains.aftersales.models import CancelledPlan, Repair, open_on
from makegood.domains.aftersales.models.holding import hold_orders
from makegood.domains.aftersales.policy import PlanFacts
from makegood.domains.billing.operations.refund_tenders import RefundTenders, RefundTendersAsk
from makegood.domains.catalog.queries import product
from makegood.domains.conversations.operations.send_notice import SendNotice, SendNoticeAsk
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.models import Entry
from makegood.domains.ledger.postings import goods_credited, restocking_fee_kept
from makegood.domains.ordering.models import OrderLine
from makegood.domains.ordering.queries import line_card, order_card
from makegood.domains.parties.queries import rights_on


class CancelPlanAsk(Ask):
    """Which plan: the line of the order on which it was bought."""

    line: Ref[OrderLine] = Field(description="The plan's order line.", examples=["O-1041/2"])


class PlanCancelled(Result):
    """What of the plan was used, and what is paid back."""

    line: str
    used_days: int
    total: Money
    refund: str | None


@register
class CancelPlan(Operation[CancelPlanAsk, PlanFacts, PlanCancelled]):
    """End a protection plan today and pay back what is left of it, less its fee."""

    name = "aftersales.cancel_plan"
    needs = Needs(level=V2, standing=holder("returns"), authority="refund", automated=True)
    retention = "orders_7y"

    def gather(self, ask: CancelPlanAsk) -> PlanFacts:
        hold_orders(Q(lines__number=ask.line))
        line, ended = line_card(ask.line), _ended(ask.line)
        card, order = product(line.sku, self.language), order_card(line.order)
        pieces = [serial for one in order.lines for serial in one.serials]
        claims = Repair.objects.filter(serial__in=pieces)
        return PlanFacts(
            rights_on(line.account), line.number, line.order, line.party, card.title, line.net,
            line.tax, line.ordered_on, card.term_months if card.kind == "plan" else None,
            claims.exists(), ended.ended_on if ended else None,
            open_on(line.order, line.party, line.net + line.tax),
        )  # fmt: skip

    def decide(self, ask: CancelPlanAsk, facts: PlanFacts) -> Decision:
        return policy.may_cancel_plan(facts, self.today)

    def execute(self, ask: CancelPlanAsk, facts: PlanFacts, decision: Decision) -> PlanCancelled:
        terms, about = policy.plan_terms(facts, self.today), f"plan:{facts.line}"
        whose = {"party": facts.party, "about": f"order:{facts.order}"}
        owed = min(facts.owed, terms.refund)
        posted = {
            "credit": goods_credited(goods=terms.credit, tax=terms.tax, receivable=owed, **whose),
            "fee": restocking_fee_kept(terms.fee, **whose),
        }
        for name, posting in posted.items():
            if posting.lines:
                memo = f"Plan {facts.line} cancelled: {name}"
                entry = Entry.of(posting, source=f"{about}:{name}", on=self.today, memo=memo)
                self.record(f"entry:{entry.number}")
        CancelledPlan.objects.create(
            line=OrderLine.objects.get(number=facts.line), ended_on=self.today,
            used_days=terms.used_days, term_days=terms.term_days, credit_cents=terms.credit.cents,
            tax_cents=terms.tax.cents, fee_cents=terms.fee.cents, currency=terms.fee.currency,
            cancelled_at=self.now, cancelled_by=self.actor.name,
        )  # fmt: skip
        refund = None
        if back := terms.refund - owed:
            why = f"Plan {facts.line} cancelled"
            asked = RefundTendersAsk(order=facts.order, amount=back, source=about, reason=why)
            refund = self.run(RefundTenders, asked).refund
        says, to = decision.says, facts.party
        self.run(SendNotice, SendNoticeAsk.about(about, to=to, notice="plan_cancelled", says=says))
        self.record(f"order_line:{facts.line}")
        return PlanCancelled(
            line=facts.line, used_days=terms.used_days, total=terms.refund, refund=refund
        )

    def verify(self, ask: CancelPlanAsk, facts: PlanFacts, result: PlanCancelled) -> None:
        credited = ledger.debited_by(f"plan:{facts.line}:credit")
        kept = ledger.debited_by(f"plan:{facts.line}:fee") or Money.zero()
        ensure(credited is not None and credited - kept == result.total, "what was told is booked")
        ensure(_ended(facts.line) is not None, "the plan has ended")


def _ended(line: str) -> CancelledPlan | None:
    return CancelledPlan.objects.filter(line__number=line).first()
