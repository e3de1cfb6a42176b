"""Send a notice again that came back: the same words, to where the customer can be reached."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.numbers import next_number
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import NotFound, ensure
from makegood.core.promises import open_promises
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.conversations import operations as acts
from makegood.domains.conversations import policy
from makegood.domains.conversations.models import Notice
from makegood.domains.conversations.operations.send_notice import Channel
from makegood.domains.conversations.policy import Way
from makegood.domains.conversations.queries import ways_to


class SendAgainAsk(Ask):
    """Which notice goes out once more, and by which way."""

    notice: Ref[Notice] = Field(description="The notice that came back.", examples=["NT-1001"])
    prefer: Channel | None = Field(None, description="The way wanted.", examples=["letter"])


@dataclass(frozen=True, slots=True)
class CameBackFacts:
    """Whether it came back and was not sent again since, and another way to its receiver."""

    number: str
    failed: bool
    told_to: str
    way: Way | None


class SentAgain(Result):
    """The new notice with the same words, and the way it goes."""

    number: str
    channel: str


@register
class SendAgain(Operation[SendAgainAsk, CameBackFacts, SentAgain]):
    """Tell a customer by another way what did not arrive the first time."""

    name = "conversations.send_again"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "transcripts_3y"

    def gather(self, ask: SendAgainAsk) -> CameBackFacts:
        row = Notice.objects.select_for_update().filter(number=ask.notice).first()
        if row is None:
            raise NotFound("notice", ask.notice)
        waits = any(one.kind == acts.TOLD_AGAIN for one in open_promises(f"notice:{row.number}"))
        ways = ways_to(row.party, row.purpose, with_papers=bool(row.encloses))
        others = [one for one in ways if one.to != row.to]
        way = policy.best_way(others, ask.prefer, None)
        return CameBackFacts(row.number, bool(row.failed_at) and waits, row.to, way)

    def decide(self, ask: SendAgainAsk, facts: CameBackFacts) -> Decision:
        return policy.may_send_again(
            facts.number, failed=facts.failed, way=facts.way, told_to=facts.told_to, day=self.today
        )

    def execute(self, ask: SendAgainAsk, facts: CameBackFacts, decision: Decision) -> SentAgain:
        before = Notice.objects.get(number=facts.number)
        way = facts.way or Way("letter", "")
        again = Notice(
            number=next_number("NT"), name=before.name, party=before.party,
            subject_ref=before.subject_ref, purpose=before.purpose, channel=way.channel, to=way.to,
            language=before.language, subject=before.subject, body=before.body, blocked=[],
            encloses=before.encloses, at=self.now, act=self.act,
        )  # fmt: skip
        acts.post_notice(self, again)
        self.keep_promise(acts.TOLD_AGAIN, f"notice:{before.number}")
        return SentAgain(number=again.number, channel=again.channel)

    def verify(self, ask: SendAgainAsk, facts: CameBackFacts, result: SentAgain) -> None:
        sent = Notice.objects.get(number=result.number)
        ensure(sent.effect_key != "" and sent.to != facts.told_to, "it goes to somewhere else")
        left = [one.kind for one in open_promises(f"notice:{facts.number}")]
        ensure(acts.TOLD_AGAIN not in left, "the customer is told")
