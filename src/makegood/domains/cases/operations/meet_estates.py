"""Meet estates: each death that was told has a case that a person answers, and nothing leaves."""

from __future__ import annotations

from dataclasses import dataclass

from makegood.core.actor import V0
from makegood.core.clock import local
from makegood.core.decision import Decision, allow, say
from makegood.core.operation import Needs, Nothing, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.promises import OpenPromise
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.domains.cases import policy
from makegood.domains.cases.models import CaseCategory
from makegood.domains.cases.operations.open_case import OpenCase, OpenCaseAsk
from makegood.domains.cases.queries.estates import (
    ESTATE,
    case_of_death,
    still_to_leave,
    unmet_deaths,
)
from makegood.domains.ordering.models import SalesOrder
from makegood.domains.ordering.operations.hold_order import HoldKind, HoldOrder, HoldOrderAsk
from makegood.domains.parties.queries import party_card

_MOST_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Unmet:
    """The promises to families that no case is about yet."""

    promises: tuple[OpenPromise, ...]


class EstatesMet(Result):
    """The cases that were opened."""

    cases: tuple[str, ...]


@register
class MeetEstates(Operation[Nothing, Unmet, EstatesMet]):
    """Open a case for each death that was told, with the day by which a person answers."""

    name = "cases.meet_estates"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "customer_7y"

    def gather(self, ask: Nothing) -> Unmet:
        return Unmet(unmet_deaths()[:_MOST_AT_ONCE])

    def decide(self, ask: Nothing, facts: Unmet) -> Decision:
        return allow(clauses=[policy.clause("ACC-12", self.today)])

    def execute(self, ask: Nothing, facts: Unmet, decision: Decision) -> EstatesMet:
        return EstatesMet(cases=tuple(map(self._meet, facts.promises)))

    def verify(self, ask: Nothing, facts: Unmet, result: EstatesMet) -> None:
        met = tuple(case_of_death(one.party) for one in facts.promises)
        ensure(met == result.cases, "each death has its case")
        left = {one.party for one in unmet_deaths()}
        ensure(left.isdisjoint(one.party for one in facts.promises), "and its promise is there")
        to_leave = [order for one in facts.promises for order in still_to_leave(one.party)]
        ensure(not to_leave, "nothing leaves that was not held")

    def _meet(self, promised: OpenPromise) -> str:
        party, rule = promised.party, policy.clause("ACC-12", self.today)
        by, card = ESTATE.on_behalf_of(party), party_card(party)
        name, language = card.name, card.language
        asked = OpenCaseAsk(
            category=CaseCategory.OTHER, subject=f"death:{party}",
            future_contact="as it was told", summary=say(rule, "case", name=name).text(language),
        )  # fmt: skip
        case = self.run(OpenCase, asked, by=by).case
        self.release_promise(policy.ESTATE_ANSWER, promised.subject)
        self.promise(
            policy.ESTATE_ANSWER, subject=f"case:{case}", party=party, due=promised.due_at,
            sentence=say(rule, "promised", due=local(promised.due_at).date()),
        )  # fmt: skip
        for number in still_to_leave(party):
            hold = HoldOrderAsk(
                order=Ref[SalesOrder](number), kind=HoldKind.CUSTOMER,
                reason=say(rule, "held").text(language),
            )  # fmt: skip
            self.run(HoldOrder, hold, by=by)
        return case
