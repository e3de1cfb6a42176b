"""Match a parcel: what is in it is known now, and each of its returns is received."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.aftersales import policy, queries
from makegood.domains.aftersales.models import Parcel, Return, lock_parcel
from makegood.domains.aftersales.operations.receive_return import ReceiveReturn, ReceiveReturnAsk
from makegood.domains.aftersales.policy import MatchFacts


class MatchParcelAsk(Ask):
    """Which parcel, which returns are in it, and when the carrier took it."""

    parcel: Ref[Parcel] = Field(description="The parcel.", examples=["PC-1001"])
    returns: tuple[Ref[Return], ...] = Field(
        description="The returns that are in it.",
        examples=[["R-2001"]],
        min_length=1,
        max_length=20,
    )
    posted_on: date | None = Field(
        None, description="The day the carrier took it, if it came late.", examples=["2026-06-12"]
    )


class ParcelMatched(Result):
    """The parcel, and the returns that were received with it."""

    parcel: str
    returns: tuple[str, ...]


@register
class MatchParcel(Operation[MatchParcelAsk, MatchFacts, ParcelMatched]):
    """Receive every return that is in a parcel, each with its part of the weight."""

    name = "aftersales.match_parcel"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: MatchParcelAsk) -> MatchFacts:
        return lock_parcel(ask.parcel, ask.returns)

    def decide(self, ask: MatchParcelAsk, facts: MatchFacts) -> Decision:
        return policy.may_match(facts, posted_on=ask.posted_on, today=self.today)

    def execute(self, ask: MatchParcelAsk, facts: MatchFacts, decision: Decision) -> ParcelMatched:
        weights = policy.shares_of(facts.grams, facts.records)
        numbers = tuple(one.number for one in facts.records)
        for number in numbers:
            received = ReceiveReturnAsk(
                return_number=Ref[Return](number), grams=weights[number], posted_on=ask.posted_on
            )
            self.run(ReceiveReturn, received)
        Return.objects.filter(number__in=numbers).update(parcel=facts.number)
        owners = {one.party for one in facts.records}
        Parcel.objects.filter(number=facts.number).update(
            matched_at=self.now, matched_by=self.actor.name,
            party=owners.pop() if len(owners) == 1 else "",
        )  # fmt: skip
        self.record(f"parcel:{facts.number}")
        return ParcelMatched(parcel=facts.number, returns=numbers)

    def verify(self, ask: MatchParcelAsk, facts: MatchFacts, result: ParcelMatched) -> None:
        card = queries.parcel_card(facts.number)
        ensure(set(card.returns) == set(ask.returns), "the parcel holds these returns")
        here = {queries.return_card(number).received_at for number in ask.returns}
        ensure(here == {self.now}, "and each of them is here now")
