"""Accept a mail: what was kept is taken in for good, once, and will be answered."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import NotFound, ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.domains.conversations import policy
from makegood.domains.conversations.models import Became, InboundMail


class AcceptMailAsk(Ask):
    """Which kept mail is accepted; its bytes and its ids stay in the row that keeps them."""

    mail: Ref[InboundMail] = Field(description="The mail that was kept.", examples=["ML-1001"])


@dataclass(frozen=True, slots=True)
class KeptFacts:
    """What is known of the mail, and whether it was accepted before."""

    number: str
    is_new: bool


class MailAccepted(Result):
    """The mail, and whether it had not been accepted before."""

    mail: str
    is_new: bool


@register
class AcceptMail(Operation[AcceptMailAsk, KeptFacts, MailAccepted]):
    """Take in a mail and have it answered; the second of the same is nothing new."""

    name = "conversations.accept_mail"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "transcripts_3y"

    def gather(self, ask: AcceptMailAsk) -> KeptFacts:
        rows = InboundMail.objects.select_for_update().filter(number=ask.mail)
        became = rows.values_list("became", flat=True).first()
        if became is None:
            raise NotFound("mail", ask.mail)
        return KeptFacts(str(ask.mail), became == Became.KEPT)

    def decide(self, ask: AcceptMailAsk, facts: KeptFacts) -> Decision:
        return allow(clauses=[policy.clause("CNV-10", self.today)])

    def execute(self, ask: AcceptMailAsk, facts: KeptFacts, decision: Decision) -> MailAccepted:
        if facts.is_new:
            InboundMail.objects.filter(number=facts.number).update(became=Became.WAITING)
            key = f"mail:{facts.number}"
            self.queue(kind="mail.arrived", payload={"mail": facts.number}, key=key)
        self.record(f"mail:{facts.number}")
        return MailAccepted(mail=facts.number, is_new=facts.is_new)

    def verify(self, ask: AcceptMailAsk, facts: KeptFacts, result: MailAccepted) -> None:
        row = InboundMail.objects.get(number=result.mail)
        ensure(row.became != Became.KEPT, "the mail is accepted")
        ensure(not result.is_new or row.raw is not None, "every byte of it is kept")
