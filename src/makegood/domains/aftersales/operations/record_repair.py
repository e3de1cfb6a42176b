"""Record a repair: it is done, it failed, or nothing was found; its days extend the warranty."""

from __future__ import annotations

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.money import Money
from makegood.core.operation import Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.aftersales import policy, queries
from makegood.domains.aftersales.models import Repair, lock_repair
from makegood.domains.aftersales.models.repairing import RecordRepairAsk, keep_recovery
from makegood.domains.aftersales.operations import letter_about
from makegood.domains.aftersales.policy import RepairFacts
from makegood.domains.aftersales.warranty import Ended
from makegood.domains.conversations.operations.send_notice import SendNotice
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.models import Entry
from makegood.domains.ledger.postings import shipment_invoiced


class RepairRecorded(Result):
    """The repair that ended, what the visit costs, and whether another piece or money is due."""

    repair: str
    remedy_due: bool
    fee: Money | None = None


@register
class RecordRepair(Operation[RecordRepairAsk, RepairFacts, RepairRecorded]):
    """Record how a repair ended, and tell the customer what follows."""

    name = "aftersales.record_repair"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: RecordRepairAsk) -> RepairFacts:
        return lock_repair(ask.repair)

    def decide(self, ask: RecordRepairAsk, facts: RepairFacts) -> Decision:
        return policy.may_record_repair(facts, ask.end, now=self.now, today=self.today)

    def execute(
        self, ask: RecordRepairAsk, facts: RepairFacts, decision: Decision
    ) -> RepairRecorded:
        subject, fee = f"repair:{facts.number}", policy.fee_due(facts, ask.end)
        kept: dict[str, object] = {"fee_cents": fee.cents if fee else None}
        if ask.ended is Ended.NO_PART and facts.share is not None:
            kept["credit_cents"] = facts.share.credit.cents
        Repair.objects.filter(number=facts.number).update(
            came_in_on=ask.came_in_on, went_out_on=ask.went_out_on, ended=ask.ended,
            note=ask.note, recorded_by=self.actor.name, cause=ask.cause or "", part=ask.part,
            **kept,
        )  # fmt: skip
        keep_recovery(ask, at=self.now, by=self.actor.name)
        if fee:
            none = Money.zero(fee.currency)
            visit = shipment_invoiced(
                goods=none, services=fee, tax=none, party=facts.unit.party, about=subject
            )
            entry = Entry.of(visit, source=f"{subject}:fee", on=self.today, memo=facts.number)
            self.record(f"entry:{entry.number}")
        self.keep_promise("repair_visit", subject)
        self.keep_promise("soak_result", subject)
        party, number = facts.unit.party, facts.number
        notice = letter_about(subject, party, "repair_recorded", decision.says, number=number)
        self.run(SendNotice, notice)
        self.record(subject)
        unit = facts.ended(ask.ended, ask.came_in_on, ask.went_out_on)
        due = ask.ended is Ended.FAILED and policy.is_remedy_due(
            unit, facts.component, ask.went_out_on, self.today
        )
        return RepairRecorded(repair=facts.number, remedy_due=due, fee=fee)

    def verify(self, ask: RecordRepairAsk, facts: RepairFacts, result: RepairRecorded) -> None:
        card = queries.unit_card(facts.unit.serial)
        ended = {one.number: (one.ended, one.part) for one in card.repairs}
        shown = ended.get(facts.number)
        ensure(shown == (ask.ended, ask.part), "the piece's own page shows how it ended")
        ensure(ledger.debited_by(f"repair:{facts.number}:fee") == result.fee, "a fee is owed once")
