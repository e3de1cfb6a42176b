"""Pass on a message: the account's holder reads what somebody else left for them."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow, say
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.domains.conversations import policy
from makegood.domains.conversations.models import Notice
from makegood.domains.conversations.operations.send_notice import SendNotice, SendNoticeAsk
from makegood.domains.conversations.policy.passing_on import RULE
from makegood.domains.parties.queries import find_by_reference

NOTICE = "message_for_holder"
_MOST_HOLDERS = 2


class PassOnMessageAsk(Ask):
    """What was left, for which number, by whom, and whether we made sure of who it is."""

    reference: str = Field(max_length=120, description="The number.", examples=["40012"])
    text: str = Field(max_length=600, description="The words.", examples=["Please call me."])
    sender: str = Field(max_length=254, description="Whose words.", examples=["Sandra Delaney"])
    is_proven: bool = Field(description="Whether we made sure of who it is.", examples=[False])


@dataclass(frozen=True, slots=True)
class Holders:
    """Who holds what the number means; nobody where it means nothing, or too much."""

    parties: tuple[str, ...]


class MessagePassedOn(Result):
    """The notices by which it was passed on."""

    notices: tuple[str, ...]


@register
class PassOnMessage(Operation[PassOnMessageAsk, Holders, MessagePassedOn]):
    """Write to the holders of an account what was left for them, and that nothing was done."""

    name = "conversations.pass_on_message"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "transcripts_3y"

    def gather(self, ask: PassOnMessageAsk) -> Holders:
        found = tuple(sorted({one.party for one in find_by_reference(ask.reference)}))
        return Holders(found if len(found) <= _MOST_HOLDERS else ())

    def decide(self, ask: PassOnMessageAsk, facts: Holders) -> Decision:
        return allow(clauses=[policy.clause(RULE, self.today)])

    def execute(self, ask: PassOnMessageAsk, facts: Holders, decision: Decision) -> MessagePassedOn:
        rule = policy.clause(RULE, self.today)
        told = [say(rule, "proven" if ask.is_proven else "unproven"), say(rule, "nothing_done")]
        sent = []
        for party in facts.parties:
            word = SendNoticeAsk.about(
                f"party:{party}", to=party, notice=NOTICE, says=told, sender=ask.sender,
                words=ask.text, reference=ask.reference,
            )  # fmt: skip
            sent.append(self.run(SendNotice, word).number)
        return MessagePassedOn(notices=tuple(sent))

    def verify(self, ask: PassOnMessageAsk, facts: Holders, result: MessagePassedOn) -> None:
        written = Notice.objects.filter(number__in=result.notices, name=NOTICE)
        to = tuple(written.order_by("party").values_list("party", flat=True))
        ensure(to == facts.parties, "each holder reads it and nobody else")
