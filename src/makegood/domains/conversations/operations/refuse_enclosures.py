"""Tell whoever wrote which of the files we did not take in, and which we would."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pydantic import Field

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
from makegood.domains.conversations.models import InboundMail


class WhyRefused(StrEnum):
    """Why files are not taken in; the sentence of CNV-10 that is mailed."""

    NOT_TAKEN = "not_taken"
    SHOWS_CARD = "shows_card"


class RefuseEnclosuresAsk(Ask):
    """Which files of which mail were not taken in."""

    mail: Ref[InboundMail] = Field(description="The mail.", examples=["ML-1001"])
    files: tuple[str, ...] = Field(
        description="Their names.", examples=[["till.exe"]], min_length=1, max_length=20
    )
    why: WhyRefused = Field(
        WhyRefused.NOT_TAKEN, description="Why they were not.", examples=["shows_card"]
    )


@dataclass(frozen=True, slots=True)
class EnclosureFacts:
    """The mail, what became of it, where its sender hears of it, and whether they just did."""

    number: str
    became: str
    sender: str
    message_id: str
    is_told: bool


class EnclosuresRefused(Result):
    """The mail, and whether its sender was told now, or of another mail within the hour."""

    mail: str
    told_now: bool


@register
class RefuseEnclosures(Operation[RefuseEnclosuresAsk, EnclosureFacts, EnclosuresRefused]):
    """Tell a sender which files were not taken in and why, once an hour at most for each reason.

    Anybody can write in the name of somebody else, who would then get names of a stranger's
    choice from us: so it is seldom, and never said of a mail that was not answered.
    """

    name = "conversations.refuse_enclosures"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "transcripts_3y"

    def gather(self, ask: RefuseEnclosuresAsk) -> EnclosureFacts:
        row = InboundMail.objects.select_for_update().defer("raw").filter(number=ask.mail).first()
        if row is None or not row.sender:
            raise NotFound("mail", ask.mail)
        key = word_key(ask.why, row.sender, self.now)
        told = Effect.objects.filter(key=key).exists()
        return EnclosureFacts(row.number, row.became, row.sender, row.message_id, told)

    def decide(self, ask: RefuseEnclosuresAsk, facts: EnclosureFacts) -> Decision:
        return policy.may_name_files(facts.became, self.today)

    def execute(
        self, ask: RefuseEnclosuresAsk, facts: EnclosureFacts, decision: Decision
    ) -> EnclosuresRefused:
        self.record(f"mail:{facts.number}")
        if not facts.is_told:
            files = ", ".join(ask.files)
            most = policy.clause("DOC-3", self.today).whole("files")
            more = {"most": most} if ask.why is WhyRefused.NOT_TAKEN else {}
            word = post_word(
                facts.sender, facts.message_id, ask.why, self.today, files=files, **more
            )
            self.queue(kind="mail", payload=word, key=word_key(ask.why, facts.sender, self.now))
        return EnclosuresRefused(mail=facts.number, told_now=not facts.is_told)

    def verify(
        self, ask: RefuseEnclosuresAsk, facts: EnclosureFacts, result: EnclosuresRefused
    ) -> None:
        told = Effect.objects.filter(key=word_key(ask.why, facts.sender, self.now))
        ensure(told.exists(), "the sender is told")
