"""Set a mail aside that could not be taken in: it is kept, and people of ours look at it."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import NotFound, ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.core.statements import say
from makegood.domains.conversations import operations as acts
from makegood.domains.conversations import policy
from makegood.domains.conversations.models import Became, InboundMail
from makegood.domains.conversations.operations.accept_mail import KeptFacts


class SetMailAsideAsk(Ask):
    """Which kept mail, and what went wrong each time that it was taken in."""

    mail: Ref[InboundMail] = Field(description="The mail that was kept.", examples=["ML-1001"])
    reason: str = Field(
        min_length=3, max_length=400, description="What went wrong.", examples=["it names no date"]
    )


class MailSetAside(Result):
    """The mail, and what became of it."""

    mail: str
    became: str


@register
class SetMailAside(Operation[SetMailAsideAsk, KeptFacts, MailSetAside]):
    """Have people look at a mail that no machine of ours can take in."""

    name = "conversations.set_mail_aside"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "transcripts_3y"

    def gather(self, ask: SetMailAsideAsk) -> KeptFacts:
        row = InboundMail.objects.select_for_update().filter(number=ask.mail).first()
        if row is None:
            raise NotFound("mail", ask.mail)
        return KeptFacts(row.number, row.became == Became.KEPT)

    def decide(self, ask: SetMailAsideAsk, facts: KeptFacts) -> Decision:
        return allow(clauses=[policy.clause("CNV-10", self.today)])

    def execute(self, ask: SetMailAsideAsk, facts: KeptFacts, decision: Decision) -> MailSetAside:
        rows = InboundMail.objects.filter(number=facts.number)
        if facts.is_new:
            rows.update(became=Became.REFUSED, reason=ask.reason, settled_at=self.now)
            rule = policy.clause("CNV-10", self.today)
            told = say(rule, "set_aside", mail=facts.number, reason=ask.reason)
            acts.tell_supervisors(
                self, "set_aside", facts.number, f"Set aside: {facts.number}", told.text()
            )
        self.record(f"mail:{facts.number}")
        return MailSetAside(mail=facts.number, became=rows.get().became)

    def verify(self, ask: SetMailAsideAsk, facts: KeptFacts, result: MailSetAside) -> None:
        ensure(result.became != Became.KEPT, "it waits for nobody who does not know of it")
