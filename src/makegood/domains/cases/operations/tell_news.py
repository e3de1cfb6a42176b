"""Tell the news: the customer of an open case hears from us when promised, news or none."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.promises import open_promises
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.cases import operations as acts
from makegood.domains.cases import policy
from makegood.domains.cases.models import Case
from makegood.domains.cases.policy import CaseFacts


class TellNewsAsk(Ask):
    """Which case the customer hears about."""

    case: Ref[Case] = Field(description="The case.", examples=["CS-1001"])


class NewsTold(Result):
    """Whether a message went out, and by when the next one does."""

    case: str
    sent: bool
    next_due: datetime | None


@register
class TellNews(Operation[TellNewsAsk, CaseFacts, NewsTold]):
    """Tell the customer that we are still at it, and when we are heard from again."""

    name = "cases.tell_news"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "complaints_5y"

    def gather(self, ask: TellNewsAsk) -> CaseFacts:
        return acts.gather_case(ask.case)

    def decide(self, ask: TellNewsAsk, facts: CaseFacts) -> Decision:
        return allow(clauses=[policy.clause("CAS-2", self.today)])

    def execute(self, ask: TellNewsAsk, facts: CaseFacts, decision: Decision) -> NewsTold:
        self.record(f"case:{facts.number}")
        if not facts.is_open:
            return NewsTold(case=facts.number, sent=False, next_due=None)
        row = Case.objects.get(number=facts.number)
        self.keep_promise(acts.NEWS, f"case:{row.number}")
        told = acts.promise_next_news(self, row)
        self.tell(told)
        sent = acts.tell_customer(self, row, "case_status", [told])
        return NewsTold(case=row.number, sent=sent, next_due=acts.news_due(self.now))

    def verify(self, ask: TellNewsAsk, facts: CaseFacts, result: NewsTold) -> None:
        promised = [one for one in open_promises(f"case:{facts.number}") if one.kind == acts.NEWS]
        due = [one.due_at for one in promised]
        ensure(due == ([result.next_due] if result.next_due else []), "the next news is promised")
