"""Settle a mail: note what became of it, and why when it was not answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.db.models import Q
from pydantic import Field, JsonValue

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.models import Effect
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import NotFound, ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.domains.conversations import policy
from makegood.domains.conversations.letters import post_word, word_key
from makegood.domains.conversations.models import Conversation, InboundMail


class SettleMailAsk(Ask):
    """What became of a mail that waited."""

    mail: Ref[InboundMail] = Field(description="The mail.", examples=["ML-1001"])
    became: Literal["answered", "ignored", "refused"] = Field(
        description="Answered, ignored as no person wrote it, or refused as it cannot be taken in.",
        examples=["answered"],
    )
    reason: str = Field("", max_length=400, description="Why.", examples=["it is a bounce"])
    conversation: Ref[Conversation] | None = Field(
        None, description="The conversation that it belongs to.", examples=["CV-1001"]
    )
    tell: Literal["", "too_many", "not_accepted"] = Field(
        "", description="What its sender is told, once an hour at most.", examples=["too_many"]
    )


@dataclass(frozen=True, slots=True)
class SettledFacts:
    """The mail, what became of it until now, and the conversation if there is one.

    `has_files` counts the conversation's earlier mails too: this one may tell whose they are.
    """

    number: str
    became: str
    conversation: str
    sender: str
    message_id: str
    is_told: bool
    has_files: bool


class MailSettled(Result):
    """The mail, and what became of it."""

    mail: str
    became: str


@register
class SettleMail(Operation[SettleMailAsk, SettledFacts, MailSettled]):
    """Note what became of a mail, once."""

    name = "conversations.settle_mail"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "transcripts_3y"

    def gather(self, ask: SettleMailAsk) -> SettledFacts:
        row = InboundMail.objects.select_for_update().filter(number=ask.mail).first()
        if row is None:
            raise NotFound("mail", ask.mail)
        if ask.conversation and not Conversation.objects.filter(number=ask.conversation).exists():
            raise NotFound("conversation", ask.conversation)
        told = Effect.objects.filter(key=word_key(ask.tell, row.sender, self.now)).exists()
        of_it = Q(number=row.number)
        if ask.conversation:
            of_it |= Q(conversation=ask.conversation)
        return SettledFacts(
            number=row.number, became=row.became, conversation=str(ask.conversation or ""),
            sender=row.sender, message_id=row.message_id, is_told=told,
            has_files=InboundMail.objects.filter(of_it).exclude(attachments=[]).exists(),
        )  # fmt: skip

    def decide(self, ask: SettleMailAsk, facts: SettledFacts) -> Decision:
        return policy.may_settle_mail(facts.number, facts.became, self.today)

    def execute(self, ask: SettleMailAsk, facts: SettledFacts, decision: Decision) -> MailSettled:
        InboundMail.objects.filter(number=facts.number).update(
            became=ask.became,
            reason=ask.reason,
            conversation=facts.conversation,
            settled_at=self.now,
        )
        self.record(f"mail:{facts.number}")
        if ask.tell and facts.sender and not facts.is_told:
            payload = post_word(facts.sender, facts.message_id, ask.tell, self.today)
            key = word_key(ask.tell, facts.sender, self.now)
            self.queue(kind="mail", payload=payload, key=key)
        if facts.has_files and facts.conversation:
            named: dict[str, JsonValue] = {"mail": facts.number, "conversation": facts.conversation}
            self.queue(kind="mail.enclosures", payload=named, key=f"enclosures:{facts.number}")
        return MailSettled(mail=facts.number, became=ask.became)

    def verify(self, ask: SettleMailAsk, facts: SettledFacts, result: MailSettled) -> None:
        row = InboundMail.objects.get(number=result.mail)
        ensure(row.became == ask.became, "what became of it is noted")
