"""Erase records: what nothing obliges us to keep of a person is gone, and both lists are told."""

from __future__ import annotations

from dataclasses import asdict, replace

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.erasing import empty_rows
from makegood.core.operation import Ask, Needs, Operation, Result, who_approves
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.cases import policy
from makegood.domains.cases import requesting as acts
from makegood.domains.cases.erasing import erase_everywhere
from makegood.domains.cases.models import PrivacyRequest
from makegood.domains.cases.policy import Keeping, Kept, RequestFacts
from makegood.domains.cases.queries import holds_on, keeping_of
from makegood.domains.cases.queries.erasing import talking_with

_OWN = ("conversations", "knowledge", "parties")
_NOTHING = Keeping((), ())


class EraseRecordsAsk(Ask):
    """For which request."""

    request: Ref[PrivacyRequest] = Field(description="The request.", examples=["PV-1001"])


class RecordsErased(Result):
    """What was erased and what stays, each with its reason."""

    request: str
    goes: tuple[Kept, ...]
    stays: tuple[Kept, ...]
    journal_rows: int


@register
class EraseRecords(Operation[EraseRecordsAsk, RequestFacts, RecordsErased]):
    """Erase what is not to be kept of a person who asked for it, and tell them what stays."""

    name = "cases.erase_records"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "customer_7y"
    offered_to = staticmethod(who_approves)

    def gather(self, ask: EraseRecordsAsk) -> RequestFacts:
        facts = acts.gather_privacy_request(ask.request)
        acts.lock_records(facts.party)
        return replace(
            facts,
            holds=tuple(one.number for one in holds_on(facts.party)),
            talking=talking_with(facts.party),
            keeping=keeping_of(facts.party, self.today),
        )

    def decide(self, ask: EraseRecordsAsk, facts: RequestFacts) -> Decision:
        return policy.may_erase(facts, self.actor, self.today)

    def execute(
        self, ask: EraseRecordsAsk, facts: RequestFacts, decision: Decision
    ) -> RecordsErased:
        row, keeping = PrivacyRequest.objects.get(number=facts.number), facts.keeping or _NOTHING
        # They are told first: a moment later we may no longer know where to write.
        acts.tell_person(self, row, "records_erased", decision.says)
        erase_everywhere(self, facts.party, keeping)
        gone = {facts.party, *(one.ref for one in keeping.goes)}
        emptied = empty_rows(
            party=facts.party, gone=gone, own=_OWN, but=[one.ref for one in keeping.stays]
        )
        row.answered_at, row.answered_by = self.now, self.actor.name
        row.report = {name: list(map(asdict, part)) for name, part in
                      (("goes", keeping.goes), ("stays", keeping.stays))}  # fmt: skip
        row.save()
        self.keep_promise(acts.ANSWER, f"privacy_request:{row.number}")
        self.record(f"privacy_request:{row.number}")
        return RecordsErased(
            request=row.number, goes=keeping.goes, stays=keeping.stays, journal_rows=emptied
        )

    def verify(self, ask: EraseRecordsAsk, facts: RequestFacts, result: RecordsErased) -> None:
        left = keeping_of(facts.party, self.today)
        told = [one for one in left.goes if one.what != "letter"]
        ensure(not told, "nothing is left that was to go")
        ensure(set(left.stays) >= set(result.stays), "what was to stay is there")
