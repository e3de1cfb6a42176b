"""Mail a transcript: a customer who proved who they are gets the conversation by mail."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from makegood.core.actor import V2
from makegood.core.clock import local
from makegood.core.decision import Decision
from makegood.core.models import Effect
from makegood.core.numbers import next_number
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import NotFound, ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import WHOLE, Rights, holder
from makegood.domains.conversations import operations as acts
from makegood.domains.conversations import policy
from makegood.domains.conversations.letters import transcript_letter
from makegood.domains.conversations.models import Conversation, Notice
from makegood.domains.conversations.queries import notices_about, transcript
from makegood.domains.parties.models import ContactPoint
from makegood.domains.parties.queries import ContactCard, known_in, mailboxes_of, party_card
from makegood.handbook import book

TRANSCRIPT = "transcript"


class MailTranscriptAsk(Ask):
    """Which conversation is sent, and to which address on record; left out, we choose."""

    conversation: Ref[Conversation] = Field(description="The conversation.", examples=["CV-1001"])
    contact_point: Ref[ContactPoint] | None = Field(
        None, description="The e-mail address on record that it goes to.", examples=["CP-1001"]
    )


@dataclass(frozen=True, slots=True)
class TranscriptFacts:
    """Whose conversation it is, where it would go, and how often it went out today."""

    number: str
    language: str
    name: str
    rights: Rights
    mailbox: ContactCard | None
    sent_today: int


class TranscriptMailed(Result):
    """The notice that brings the conversation, and where it goes, shown only in part."""

    notice: str
    masked: str


@register
class MailTranscript(Operation[MailTranscriptAsk, TranscriptFacts, TranscriptMailed]):
    """Mail a conversation to an address on record of whom it was proven to be with."""

    name = "conversations.mail_transcript"
    needs = Needs(level=V2, standing=holder("account"), authority=None, automated=True)
    retention = "transcripts_3y"
    asks_first = False

    def gather(self, ask: MailTranscriptAsk) -> TranscriptFacts:
        conversation = acts.gather_conversation(ask.conversation, self.actor)
        known, party = known_in(conversation.number), self.actor.party or ""
        theirs = {conversation.party, (known.party or "") if known.level >= V2 else ""} - {""}
        boxes = mailboxes_of(party, conversation.number)
        chosen = [one for one in boxes if ask.contact_point in (None, one.number)]
        if ask.contact_point and not chosen:
            raise NotFound("contact_point", ask.contact_point)
        about = notices_about(f"conversation:{conversation.number}")
        sent = [one for one in about if one.name == TRANSCRIPT]
        return TranscriptFacts(
            number=conversation.number,
            language=conversation.language,
            name=party_card(party).name,
            rights=dict.fromkeys(theirs, WHOLE),
            mailbox=chosen[0] if chosen else None,
            sent_today=sum(local(one.at).date() == self.today for one in sent),
        )

    def decide(self, ask: MailTranscriptAsk, facts: TranscriptFacts) -> Decision:
        masked = facts.mailbox.masked if facts.mailbox else None
        return policy.may_mail_transcript(masked, facts.sent_today, self.today)

    def execute(
        self, ask: MailTranscriptAsk, facts: TranscriptFacts, decision: Decision
    ) -> TranscriptMailed:
        if facts.mailbox is None:
            raise NotFound("contact_point", "")
        number = next_number("NT")
        words = transcript_letter(
            book(), transcript(facts.number), facts.name, facts.language,
            conversation=facts.number, number=number,
        )  # fmt: skip
        row = Notice(
            number=number, name=TRANSCRIPT, party=self.actor.party or "",
            subject_ref=f"conversation:{facts.number}", purpose="service", channel="mail",
            to=facts.mailbox.value, language=facts.language, subject=words.subject,
            body=words.body, blocked=list(words.missing), at=self.now, act=self.act,
        )  # fmt: skip
        acts.post_notice(self, row)
        return TranscriptMailed(notice=number, masked=facts.mailbox.masked)

    def verify(
        self, ask: MailTranscriptAsk, facts: TranscriptFacts, result: TranscriptMailed
    ) -> None:
        queued = Effect.objects.get(key=f"notice:{result.notice}")
        boxes = {one.value for one in mailboxes_of(self.actor.party or "", facts.number)}
        ensure(queued.payload["to"] in boxes, "it goes to an address on record")
