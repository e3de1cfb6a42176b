"""Note that one of ours told a customer what did not arrive in writing: by phone, or in person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import NotFound, ensure
from makegood.core.promises import open_promises
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.conversations import operations as acts
from makegood.domains.conversations import policy
from makegood.domains.conversations.models import Notice


class NoteToldAsk(Ask):
    """Which notice came back, how the customer heard of it instead, and what they said."""

    notice: Ref[Notice] = Field(description="The notice that came back.", examples=["NT-1001"])
    how: Literal["phone", "in_person"] = Field(description="How.", examples=["phone"])
    note: str = Field(
        min_length=3, max_length=200, description="Who was told, and what they said.",
        examples=["Tom himself; he has a new address"],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class UntoldFacts:
    """The notice, and whether its receiver is still to hear of it."""

    number: str
    waits: bool


class ToldNoted(Result):
    """The notice whose receiver knows now, and how."""

    notice: str
    how: str


@register
class NoteTold(Operation[NoteToldAsk, UntoldFacts, ToldNoted]):
    """Keep the promise that a customer hears of what came back, when somebody told them."""

    name = "conversations.note_told"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "transcripts_3y"

    def gather(self, ask: NoteToldAsk) -> UntoldFacts:
        row = Notice.objects.select_for_update().filter(number=ask.notice).first()
        if row is None:
            raise NotFound("notice", ask.notice)
        kinds = {one.kind for one in open_promises(f"notice:{row.number}")}
        return UntoldFacts(row.number, acts.TOLD_AGAIN in kinds)

    def decide(self, ask: NoteToldAsk, facts: UntoldFacts) -> Decision:
        return policy.may_note_told(facts.number, waits=facts.waits, day=self.today)

    def execute(self, ask: NoteToldAsk, facts: UntoldFacts, decision: Decision) -> ToldNoted:
        self.keep_promise(acts.TOLD_AGAIN, f"notice:{facts.number}")
        self.record(f"notice:{facts.number}")
        return ToldNoted(notice=facts.number, how=ask.how)

    def verify(self, ask: NoteToldAsk, facts: UntoldFacts, result: ToldNoted) -> None:
        left = [one.kind for one in open_promises(f"notice:{facts.number}")]
        ensure(acts.TOLD_AGAIN not in left, "the customer is told")
