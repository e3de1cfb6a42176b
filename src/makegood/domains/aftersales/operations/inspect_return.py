"""Inspect a return: what was found is kept, credited, and the refund follows at once."""

from __future__ import annotations

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.money import Money
from makegood.core.operation import Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.aftersales import judging, policy, queries
from makegood.domains.aftersales.models import Inspection, Return, Unit, lock_return_to_judge
from makegood.domains.aftersales.models.inspecting import InspectReturnAsk
from makegood.domains.aftersales.models.labels import LabelState
from makegood.domains.aftersales.models.owned import finding_facts
from makegood.domains.aftersales.operations import letter, pays
from makegood.domains.aftersales.operations.issue_credit import IssueCredit, IssueCreditAsk
from makegood.domains.aftersales.operations.record_altered_label import (
    RecordAlteredLabel,
    RecordAlteredLabelAsk,
)
from makegood.domains.billing.operations import automated
from makegood.domains.conversations.operations.send_notice import SendNotice
from makegood.domains.ledger import postings
from makegood.domains.ledger.models import Entry


class ReturnInspected(Result):
    """What the inspection means: accepted or disputed, the goods' next place, and the money."""

    return_number: str
    state: str
    disposition: str
    fee: Money
    refund: Money


@register
class InspectReturn(Operation[InspectReturnAsk, policy.ReturnRecord, ReturnInspected]):
    """Record what was found, credit what is accepted, and have the refund paid."""

    name = "aftersales.inspect_return"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: InspectReturnAsk) -> policy.ReturnRecord:
        return lock_return_to_judge(ask.return_number)

    def decide(self, ask: InspectReturnAsk, facts: policy.ReturnRecord) -> Decision:
        return judging.may_inspect(facts, ask.found, today=self.today)

    def execute(
        self, ask: InspectReturnAsk, facts: policy.ReturnRecord, decision: Decision
    ) -> ReturnInspected:
        judged = judging.judge(facts, ask.found, today=self.today)
        number, subject = facts.number, f"return:{facts.number}"
        row = Return.objects.get(number=number)
        Inspection.keep(row, ask.found, judged, at=self.now, by=self.actor.name)
        self.keep_promise("inspection", subject)
        if judged.accepted:
            self._credit(facts, judged.terms.fee)
        if ask.label is LabelState.ALTERED:
            self._hold_against(facts, ask)
        name = "return_accepted" if judged.accepted else "return_disputed"
        self.run(SendNotice, letter(number, facts.party, name, decision.says))
        self.record(subject)
        return ReturnInspected(
            return_number=number, state=row.state, disposition=judged.disposition,
            fee=judged.terms.fee, refund=judged.terms.refund,
        )  # fmt: skip

    def _hold_against(self, facts: policy.ReturnRecord, ask: InspectReturnAsk) -> None:
        """Let the warranty rest as well of the piece that was sold, where it is known which.

        It may rest already: then nothing more is held against the piece.
        """
        if len(facts.serials) == 1 and not finding_facts(serial := min(facts.serials)).number:
            altered = RecordAlteredLabelAsk(
                unit=Ref[Unit](serial), findings=ask.findings,
                evidence=ask.label_photo, found_in=ask.return_number,
            )  # fmt: skip
            self.run(RecordAlteredLabel, altered)

    def _credit(self, facts: policy.ReturnRecord, fee: Money) -> None:
        number = facts.number
        back = postings.goods_taken_back(
            facts.unit_cost * facts.quantity, about=f"order:{facts.order}"
        )
        if back.lines:
            entry = Entry.of(
                back, source=f"return:{number}:stock", on=self.today, memo=f"Return {number}"
            )
            self.record(f"entry:{entry.number}")
        if facts.is_credited:
            return
        kept = IssueCreditAsk(return_number=Ref[Return](number), kept=fee)
        self.run(IssueCredit, kept)
        self.later(
            pays(facts.is_gift), {"return_number": number}, at=self.now,
            key=f"refund:{number}", by=automated(facts.party),
        )  # fmt: skip

    def verify(
        self, ask: InspectReturnAsk, facts: policy.ReturnRecord, result: ReturnInspected
    ) -> None:
        card = queries.return_card(facts.number)
        ensure(card.inspection is not None, "what was found is on record")
        ensure(card.state == result.state, "the return is where it was said to be")
        ensure(card.refund == result.refund, "with the refund that was told")
        credited = card.credit_memo is not None
        ensure(credited or result.state == "disputed", "and what is accepted is credited")
