"""Drop raw mail: what somebody mailed us is not kept as it came for longer than we need it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow
from makegood.core.operation import Needs, Nothing, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.domains.conversations import policy
from makegood.domains.conversations.models import InboundMail

_MOST_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class OldMailFacts:
    """The mails that were settled long enough ago, and are still kept as they came."""

    numbers: tuple[str, ...]


class RawMailDropped(Result):
    """How many mails are no longer kept as they came."""

    mails: int


@register
class DropRawMail(Operation[Nothing, OldMailFacts, RawMailDropped]):
    """Keep of an old mail only what became of it; its words stand in the conversation."""

    name = "conversations.drop_raw_mail"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "transcripts_3y"

    def gather(self, ask: Nothing) -> OldMailFacts:
        days = policy.clause("CNV-10", self.today).whole("raw_days")
        old = InboundMail.objects.filter(settled_at__lte=self.now - timedelta(days=days))
        kept = old.exclude(raw=None).order_by("pk").values_list("number", flat=True)
        return OldMailFacts(tuple(kept[:_MOST_AT_ONCE]))

    def decide(self, ask: Nothing, facts: OldMailFacts) -> Decision:
        return allow(clauses=[policy.clause("CNV-10", self.today)])

    def execute(self, ask: Nothing, facts: OldMailFacts, decision: Decision) -> RawMailDropped:
        dropped = InboundMail.objects.filter(number__in=facts.numbers).update(raw=None)
        if len(facts.numbers) == _MOST_AT_ONCE:  # there may be more of them
            self.later(self.name, {}, at=self.now, key=f"{self.name}:after:{self.act}")
        return RawMailDropped(mails=dropped)

    def verify(self, ask: Nothing, facts: OldMailFacts, result: RawMailDropped) -> None:
        still = InboundMail.objects.filter(number__in=facts.numbers).exclude(raw=None)
        ensure(not still.exists(), "none of them is kept as it came")
