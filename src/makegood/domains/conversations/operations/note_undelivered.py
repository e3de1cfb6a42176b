"""Note that what we wrote did not arrive: the customer was not told, and somebody sees to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.calendars import company_calendar
from makegood.core.decision import Decision, allow
from makegood.core.models import Effect
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import NotFound, ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.core.statements import say
from makegood.domains.conversations import operations as acts
from makegood.domains.conversations import policy
from makegood.domains.conversations.models import Conversation, Notice
from makegood.domains.conversations.operations.hand_over import HandOverAsk, HandOverConversation
from makegood.domains.parties.operations.note_unreachable import (
    NoteUnreachable,
    NoteUnreachableAsk,
)


class NoteUndeliveredAsk(Ask):
    """Which message came back, and what the mail server told."""

    effect_key: str = Field(
        max_length=200, description="The key it went out under.", examples=["notice:NT-1001"]
    )
    reason: str = Field(
        max_length=400, description="What was told.", examples=["550 5.1.1 there is no mailbox"]
    )


@dataclass(frozen=True, slots=True)
class ReturnedFacts:
    """Where it went; the notice or the open conversation of a customer that it belongs to."""

    to: str
    notice: str
    about: str
    party: str
    conversation: str


class UndeliveredNoted(Result):
    """What came back, and whether its receiver's address is not written to any more."""

    effect_key: str
    address_failed: bool


@register
class NoteUndelivered(Operation[NoteUndeliveredAsk, ReturnedFacts, UndeliveredNoted]):
    """Take note that a message came back, and have its receiver told by another way."""

    name = "conversations.note_undelivered"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "transcripts_3y"

    def gather(self, ask: NoteUndeliveredAsk) -> ReturnedFacts:
        sent = Effect.objects.filter(key=ask.effect_key).first()
        if sent is None:
            raise NotFound("effect", ask.effect_key)
        notice = Notice.objects.select_for_update().filter(effect_key=ask.effect_key)
        row = notice.filter(failed_at=None).first()
        kind, _, number = ask.effect_key.partition("/")[0].partition(":")
        talk = Conversation.objects.filter(number=number if kind == "reply" else "").first()
        is_theirs = talk is not None and talk.closed_at is None
        is_theirs = is_theirs and bool(talk and (talk.party or talk.claimed_party))
        return ReturnedFacts(
            to=str(sent.payload.get("to", "")), notice=row.number if row else "",
            about=row.subject_ref if row else "", party=row.party if row else "",
            conversation=number if is_theirs else "",
        )  # fmt: skip

    def decide(self, ask: NoteUndeliveredAsk, facts: ReturnedFacts) -> Decision:
        return allow(clauses=[policy.clause("CNV-13", self.today)])

    def execute(
        self, ask: NoteUndeliveredAsk, facts: ReturnedFacts, decision: Decision
    ) -> UndeliveredNoted:
        failed = policy.is_wrong_address(ask.reason) and len(facts.to) > len("a@")
        if failed:
            self.run(NoteUnreachable, NoteUnreachableAsk(address=facts.to))
        if facts.notice:
            Notice.objects.filter(number=facts.notice).update(
                failed_at=self.now, failed_reason=ask.reason
            )
            self.record(f"notice:{facts.notice}")
            self._have_told(ask.reason, facts)
        if facts.conversation:
            given = HandOverAsk(conversation=Ref(facts.conversation), reason=acts.CAME_BACK)
            self.run(HandOverConversation, given)
        return UndeliveredNoted(effect_key=ask.effect_key, address_failed=failed)

    def verify(
        self, ask: NoteUndeliveredAsk, facts: ReturnedFacts, result: UndeliveredNoted
    ) -> None:
        of_it = Notice.objects.filter(effect_key=ask.effect_key)
        ensure(not of_it.filter(failed_at=None).exists(), "the notice counts as not delivered")

    def _have_told(self, reason: str, facts: ReturnedFacts) -> None:
        days = policy.clause("CNV-13", self.today).whole("told_within")
        office = company_calendar()
        due = office.start_of(office.add_business_days(self.today, days) + timedelta(days=1))
        told = say(policy.clause("CNV-13", self.today), "to_tell", about=facts.notice,
                   reason=reason, due=due)  # fmt: skip
        subject = f"notice:{facts.notice}"
        self.promise(acts.TOLD_AGAIN, subject=subject, party=facts.party, due=due, sentence=told)
        acts.tell_supervisors(
            self, "came_back", facts.notice, f"Came back: {facts.notice} to {facts.party}",
            f"{told.text()}\n{facts.about}",
        )  # fmt: skip
