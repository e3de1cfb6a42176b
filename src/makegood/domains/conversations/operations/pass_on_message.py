"""Pass on a message: the account's holder reads what somebody else left for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow, say
from makegood.core.models import Job
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.domains.conversations import policy
from makegood.domains.conversations.models import Notice
from makegood.domains.conversations.operations.send_notice import SendNotice, SendNoticeAsk
from makegood.domains.conversations.policy.passing_on import RULE
from makegood.domains.conversations.queries.left import PASSED_ON, passed_on_to
from makegood.domains.parties.queries import find_by_reference

_MOST_HOLDERS = 2
_DAY = timedelta(days=1)


class PassOnMessageAsk(Ask):
    """What was left, for which number, by whom, and whether we made sure of who it is."""

    reference: str = Field(max_length=120, description="The number.", examples=["40012"])
    text: str = Field(max_length=600, description="The words.", examples=["Please call me."])
    sender: str = Field(max_length=254, description="Whose words.", examples=["Sandra Delaney"])
    is_proven: bool = Field(description="Whether we made sure of who it is.", examples=[False])


@dataclass(frozen=True, slots=True)
class Holders:
    """Who holds what the number means; nobody where it means nothing, or too much.

    `has_enough` says that one of them got as many messages since yesterday as anybody gets.
    """

    parties: tuple[str, ...]
    has_enough: bool


class MessagePassedOn(Result):
    """The notices by which it was passed on; none when it waits until tomorrow."""

    notices: tuple[str, ...]


@register
class PassOnMessage(Operation[PassOnMessageAsk, Holders, MessagePassedOn]):
    """Write to the holders of an account what was left for them, and that nothing was done.

    So many a day: what is left under other numbers of theirs waits, so that nobody is pressed.
    """

    name = "conversations.pass_on_message"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "transcripts_3y"

    def gather(self, ask: PassOnMessageAsk) -> Holders:
        found = tuple(sorted({one.party for one in find_by_reference(ask.reference)}))
        parties = found if len(found) <= _MOST_HOLDERS else ()
        most = policy.clause(RULE, self.today).whole("messages_a_day")
        got = [passed_on_to(party, self.now - _DAY) for party in parties]
        return Holders(parties, has_enough=any(many >= most for many in got))

    def decide(self, ask: PassOnMessageAsk, facts: Holders) -> Decision:
        return allow(clauses=[policy.clause(RULE, self.today)])

    def execute(self, ask: PassOnMessageAsk, facts: Holders, decision: Decision) -> MessagePassedOn:
        if facts.has_enough:
            self.later(self.name, ask.model_dump(), at=self.now + _DAY, key=self._key())
            return MessagePassedOn(notices=())
        rule = policy.clause(RULE, self.today)
        told = [say(rule, "proven" if ask.is_proven else "unproven"), say(rule, "nothing_done")]
        sent = []
        for party in facts.parties:
            word = SendNoticeAsk.about(
                f"party:{party}", to=party, notice=PASSED_ON, says=told, sender=ask.sender,
                words=ask.text, reference=ask.reference,
            )  # fmt: skip
            sent.append(self.run(SendNotice, word).number)
        return MessagePassedOn(notices=tuple(sent))

    def verify(self, ask: PassOnMessageAsk, facts: Holders, result: MessagePassedOn) -> None:
        written = Notice.objects.filter(number__in=result.notices, name=PASSED_ON)
        to = tuple(written.order_by("party").values_list("party", flat=True))
        ensure(to == (() if facts.has_enough else facts.parties), "each holder reads it, none else")
        waits = Job.objects.filter(key=self._key()).exists()
        ensure(waits == facts.has_enough, "or it waits until tomorrow")

    def _key(self) -> str:
        return f"message:{self.act}:tomorrow"
