"""Tell whoever wrote which of the files we did not take in, and which we would."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow
from makegood.core.models import Effect
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import NotFound, ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.domains.conversations import policy
from makegood.domains.conversations.letters import post_word
from makegood.domains.conversations.models import InboundMail


class RefuseEnclosuresAsk(Ask):
    """Which files of which mail were not taken in."""

    mail: Ref[InboundMail] = Field(description="The mail.", examples=["ML-1001"])
    files: tuple[str, ...] = Field(
        description="Their names.", examples=[["till.exe"]], min_length=1, max_length=20
    )


@dataclass(frozen=True, slots=True)
class EnclosureFacts:
    """The mail, and where its sender hears of it."""

    number: str
    sender: str
    message_id: str


class EnclosuresRefused(Result):
    """The mail whose sender was told."""

    mail: str


@register
class RefuseEnclosures(Operation[RefuseEnclosuresAsk, EnclosureFacts, EnclosuresRefused]):
    """Tell a sender, once for each mail, which files were not taken in and what is accepted."""

    name = "conversations.refuse_enclosures"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "transcripts_3y"

    def gather(self, ask: RefuseEnclosuresAsk) -> EnclosureFacts:
        row = InboundMail.objects.select_for_update().defer("raw").filter(number=ask.mail).first()
        if row is None or not row.sender:
            raise NotFound("mail", ask.mail)
        return EnclosureFacts(row.number, row.sender, row.message_id)

    def decide(self, ask: RefuseEnclosuresAsk, facts: EnclosureFacts) -> Decision:
        return allow(clauses=[policy.clause("CNV-10", self.today)])

    def execute(
        self, ask: RefuseEnclosuresAsk, facts: EnclosureFacts, decision: Decision
    ) -> EnclosuresRefused:
        names = ", ".join(ask.files)
        word = post_word(facts.sender, facts.message_id, "not_taken", self.today, files=names)
        self.queue(kind="mail", payload=word, key=f"mail-not-taken:{facts.number}")
        self.record(f"mail:{facts.number}")
        return EnclosuresRefused(mail=facts.number)

    def verify(
        self, ask: RefuseEnclosuresAsk, facts: EnclosureFacts, result: EnclosuresRefused
    ) -> None:
        told = Effect.objects.filter(key=f"mail-not-taken:{result.mail}")
        ensure(told.exists(), "the sender is told")
