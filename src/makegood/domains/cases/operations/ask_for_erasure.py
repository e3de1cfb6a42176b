"""Ask for erasure: a person wants their records erased, hears what stays, and when it is done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from makegood.core.actor import V2
from makegood.core.decision import Decision, say
from makegood.core.operation import Needs, Nothing, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.promises import open_promises
from makegood.core.registry import register
from makegood.core.standing import holder
from makegood.domains.cases import policy
from makegood.domains.cases import requesting as acts
from makegood.domains.cases.models import RequestKind
from makegood.domains.cases.policy import Kept, OwnRecords
from makegood.domains.cases.queries import keeping_of, privacy_request_card
from makegood.handbook import book


class ErasureAsked(Result):
    """The request, by when it is answered, what would go and what stays with its reason."""

    request: str
    due_on: date
    goes: tuple[Kept, ...]
    stays: tuple[Kept, ...]


@register
class AskForErasure(Operation[Nothing, OwnRecords, ErasureAsked]):
    """Put on record that a person wants their records erased, and promise the answer."""

    name = "cases.ask_for_erasure"
    needs = Needs(level=V2, standing=holder("account"), authority=None, automated=True)
    retention = "customer_7y"

    def gather(self, ask: Nothing) -> OwnRecords:
        facts = acts.gather_own_records(self.actor.party or "", RequestKind.ERASURE, self.today)
        return replace(facts, keeping=keeping_of(facts.party, self.today))

    def decide(self, ask: Nothing, facts: OwnRecords) -> Decision:
        return policy.may_ask_for_erasure(facts, self.today)

    def execute(self, ask: Nothing, facts: OwnRecords, decision: Decision) -> ErasureAsked:
        row = acts.put_on_record(self, facts.party, RequestKind.ERASURE, facts.due_on)
        rule = book().clause("PRV-7", on=self.today)
        told = say(rule, "received", number=row.number, due=facts.due_on)
        self.tell(told)
        acts.promise_answer(self, row, facts.due_on, told)
        acts.tell_person(self, row, "erasure_asked", decision.says)
        keeping = facts.keeping or policy.Keeping((), ())
        return ErasureAsked(
            request=row.number, due_on=row.due_on, goes=keeping.goes, stays=keeping.stays
        )

    def verify(self, ask: Nothing, facts: OwnRecords, result: ErasureAsked) -> None:
        card = privacy_request_card(result.request)
        ensure(card.answered_at is None and card.due_on == facts.due_on, "it waits for its answer")
        promised = open_promises(f"privacy_request:{result.request}")
        ensure(bool(promised), "the answer is promised")
