"""Tell who looked at a customer's records: whoever leads a team sees that nobody merely pries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.looks import LookCard, looks_at
from makegood.core.operation import Ask, Needs, Operation, Result, who_approves
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.company.policy import may_tell_looks
from makegood.domains.parties.models import Party
from makegood.domains.parties.queries import party_card


class TellLooksAsk(Ask):
    """At whose records somebody looked."""

    party: Ref[Party] = Field(description="The customer.", examples=["C-6"])


class LookTold(BaseModel):
    """One look: who, on which channel, at which record first, and when."""

    model_config = ConfigDict(frozen=True)

    actor: str
    channel: str
    ref: str
    at: datetime


class LooksTold(Result):
    """The newest looks, newest first."""

    looks: tuple[LookTold, ...]


@dataclass(frozen=True, slots=True)
class LookFacts:
    """Whose records they are, and who looked."""

    party: str
    looks: tuple[LookCard, ...]


@register
class TellLooks(Operation[TellLooksAsk, LookFacts, LooksTold]):
    """Tell who of ours looked at a customer's records, when and on which channel."""

    name = "company.tell_looks"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "looks_2y"
    reads_only = True
    offered_to = staticmethod(who_approves)

    def gather(self, ask: TellLooksAsk) -> LookFacts:
        party = party_card(ask.party).number
        return LookFacts(party, looks_at(party))

    def decide(self, ask: TellLooksAsk, facts: LookFacts) -> Decision:
        return may_tell_looks(role=self.actor.role, today=self.today)

    def execute(self, ask: TellLooksAsk, facts: LookFacts, decision: Decision) -> LooksTold:
        told = [LookTold(actor=one.actor, channel=one.channel, ref=one.ref, at=one.at)
                for one in facts.looks]  # fmt: skip
        return LooksTold(looks=tuple(told))

    def verify(self, ask: TellLooksAsk, facts: LookFacts, result: LooksTold) -> None:
        ensure(len(result.looks) == len(facts.looks), "each look is told")
