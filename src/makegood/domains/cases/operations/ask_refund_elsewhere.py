"""Ask for a refund on another card: a second person looks first, and nothing is sent meanwhile."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V2, Actor
from makegood.core.calendars import company_calendar
from makegood.core.decision import Decision, Statement, say
from makegood.core.models import Job
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import holder
from makegood.domains.billing import queries as billing
from makegood.domains.cases import operations as acts
from makegood.domains.cases import policy
from makegood.domains.cases.models import CaseCategory
from makegood.domains.cases.operations.open_case import OpenCase, OpenCaseAsk
from makegood.domains.cases.policy import ElsewhereFacts
from makegood.domains.cases.queries import red_flag_key
from makegood.domains.ordering import queries as ordering
from makegood.domains.ordering.models import SalesOrder
from makegood.domains.parties.queries import recent_address_change
from makegood.handbook import book


class AskRefundElsewhereAsk(Ask):
    """Which order's money is wanted on another card."""

    order: Ref[SalesOrder] = Field(description="The order that was paid.", examples=["O-1041"])


class RefundElsewhereAsked(Result):
    """The case in which a second person looks at it."""

    case: str


@register
class AskRefundElsewhere(Operation[AskRefundElsewhereAsk, ElsewhereFacts, RefundElsewhereAsked]):
    """Put the wish for a refund on another card before a second person.

    Where an address was changed lately, it is looked into as well, and the customer hears no
    other word than everybody.
    """

    name = "cases.ask_refund_elsewhere"
    needs = Needs(level=V2, standing=holder("orders"), authority=None, automated=True)
    retention = "complaints_5y"

    def gather(self, ask: AskRefundElsewhereAsk) -> ElsewhereFacts:
        card = ordering.order_card(ask.order)
        days = policy.clause("ACC-4", self.today).whole("hold_days")
        wished = {self._wish(card.number).text(one) for one in book().company.languages}
        case = acts.same_wish(card.party, f"order:{card.number}", wished)
        return ElsewhereFacts(
            rights=ordering.rights_on_order(card.number),
            order=card.number,
            party=card.party,
            is_paid=bool(billing.paid_on(card.number)),
            moved_on=recent_address_change(card.party, days),
            case=case,
            is_looked_into=Job.objects.filter(key=red_flag_key(case)).exists(),
        )

    def decide(self, ask: AskRefundElsewhereAsk, facts: ElsewhereFacts) -> Decision:
        return policy.may_ask_elsewhere(facts, self.today)

    def execute(
        self, ask: AskRefundElsewhereAsk, facts: ElsewhereFacts, decision: Decision
    ) -> RefundElsewhereAsked:
        case = facts.case or self._open(facts)
        if facts.moved_on and not facts.is_looked_into:
            self._look_into(case, facts)
        self.record(f"case:{case}")
        return RefundElsewhereAsked(case=case)

    def verify(
        self, ask: AskRefundElsewhereAsk, facts: ElsewhereFacts, result: RefundElsewhereAsked
    ) -> None:
        is_asked = Job.objects.filter(key=red_flag_key(result.case)).exists()
        should_be = facts.is_looked_into or facts.moved_on is not None
        ensure(is_asked == should_be, "a red flag is looked into, nothing else")

    def _open(self, facts: ElsewhereFacts) -> str:
        asked = OpenCaseAsk(
            category=CaseCategory.BILLING, summary=self._wish(facts.order).text(self.language),
            subject=f"order:{facts.order}", future_contact="on record",
        )  # fmt: skip
        case = self.run(OpenCase, asked).case
        clocks = policy.clocks(self.today, company_calendar())
        self.tell(policy.opened(case, clocks, self.today))
        return case

    def _look_into(self, case: str, facts: ElsewhereFacts) -> None:
        """Have those asked who look into such things; the customer's act is as for everybody."""
        question = (
            f"The address was changed on {facts.moved_on}, and the refund of {facts.order} is "
            "wanted on another card. Is it the customer who asks?"
        )
        department = policy.department_for("suspected_fraud").code
        asked = {"case": case, "department": department, "question": question}
        by = Actor.system("system:red_flag")
        self.later("cases.refer_case", asked, at=self.now, key=red_flag_key(case), by=by)

    def _wish(self, order: str) -> Statement:
        return say(policy.clause("REF-2", self.today), "wished", order=order)
