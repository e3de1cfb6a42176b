"""A message that had come back went out after all, and its receiver need not be told again."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.promises import open_promises
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.domains.conversations import operations as acts
from makegood.domains.conversations import policy
from makegood.domains.conversations.models import Notice


class NoteDeliveredAsk(Ask):
    """Which message went out after somebody had it tried again."""

    effect_key: str = Field(
        max_length=200, description="The key it went out under.", examples=["notice:NT-1001"]
    )


@dataclass(frozen=True, slots=True)
class RecoveredFacts:
    """The notice that counted as not delivered; empty when there is none."""

    notice: str


class DeliveredNoted(Result):
    """The notice that counts as delivered now."""

    notice: str


@register
class NoteDelivered(Operation[NoteDeliveredAsk, RecoveredFacts, DeliveredNoted]):
    """Take note that a notice arrived after all; what was promised because of it is kept."""

    name = "conversations.note_delivered"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "transcripts_3y"

    def gather(self, ask: NoteDeliveredAsk) -> RecoveredFacts:
        found = Notice.objects.select_for_update().filter(effect_key=ask.effect_key)
        row = found.filter(failed_at__isnull=False).first()
        return RecoveredFacts(row.number if row else "")

    def decide(self, ask: NoteDeliveredAsk, facts: RecoveredFacts) -> Decision:
        return allow(clauses=[policy.clause("CNV-13", self.today)])

    def execute(
        self, ask: NoteDeliveredAsk, facts: RecoveredFacts, decision: Decision
    ) -> DeliveredNoted:
        if facts.notice:
            Notice.objects.filter(number=facts.notice).update(failed_at=None, failed_reason="")
            self.keep_promise(acts.TOLD_AGAIN, f"notice:{facts.notice}")
            self.record(f"notice:{facts.notice}")
        return DeliveredNoted(notice=facts.notice)

    def verify(self, ask: NoteDeliveredAsk, facts: RecoveredFacts, result: DeliveredNoted) -> None:
        left = [one.kind for one in open_promises(f"notice:{facts.notice}")]
        ensure(acts.TOLD_AGAIN not in left, "nobody is told again what arrived")
