"""Tell where a return is: whether it came, what was found, and where the money is."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from makegood.core.actor import V1, V2
from makegood.core.decision import Decision, allow
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import Rights, holder
from makegood.domains.aftersales import queries, telling
from makegood.domains.aftersales.models import Return, progress_of
from makegood.domains.parties.queries import rights_on


class TellReturnStatusAsk(Ask):
    """Which return is meant."""

    return_number: Ref[Return] = Field(description="The return.", examples=["R-2001"])


@dataclass(frozen=True, slots=True)
class ReturnStatusFacts:
    """How far the return is, and whose it is."""

    rights: Rights
    progress: telling.Progress


class ReturnStatusTold(Result):
    """How far the return is."""

    return_number: str
    state: str


@register
class TellReturnStatus(Operation[TellReturnStatusAsk, ReturnStatusFacts, ReturnStatusTold]):
    """Tell a customer how far a return is and where the money is."""

    name = "aftersales.tell_return_status"
    needs = Needs(level=V1, standing=holder("returns"), authority=None, automated=True)
    retention = "orders_7y"
    reads_only = True

    def gather(self, ask: TellReturnStatusAsk) -> ReturnStatusFacts:
        card = queries.return_card(ask.return_number)
        return ReturnStatusFacts(rights_on(card.account), progress_of(card.number, self.language))

    def decide(self, ask: TellReturnStatusAsk, facts: ReturnStatusFacts) -> Decision:
        shows_money = self.actor.level >= V2
        return allow(says=telling.status(facts.progress, shows_money=shows_money, today=self.today))

    def execute(
        self, ask: TellReturnStatusAsk, facts: ReturnStatusFacts, decision: Decision
    ) -> ReturnStatusTold:
        self.record(f"return:{ask.return_number}")
        return ReturnStatusTold(return_number=ask.return_number, state=facts.progress.state)

    def verify(
        self, ask: TellReturnStatusAsk, facts: ReturnStatusFacts, result: ReturnStatusTold
    ) -> None:
        ensure(queries.return_card(ask.return_number).state == result.state, "what was told is so")
