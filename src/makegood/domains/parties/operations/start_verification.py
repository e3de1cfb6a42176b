"""Send a one-time code to a contact point that has been on record long enough."""

from __future__ import annotations

from datetime import datetime, timedelta
from secrets import randbelow

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision, say
from makegood.core.numbers import next_number
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import NotFound, ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.sealed import one_way, same
from makegood.core.standing import anyone
from makegood.domains.parties.models import Challenge, ContactPoint
from makegood.domains.parties.policy import CodeFacts, may_send_code, point_for_code
from makegood.domains.parties.queries.identity import conversation_of
from makegood.domains.parties.queries.proofs import code_facts
from makegood.domains.parties.queries.reach import letter_to, reach_of
from makegood.handbook import book


class StartVerificationAsk(Ask):
    """Where the code should go; left out, we choose."""

    contact_point: Ref[ContactPoint] | None = Field(
        None, description="The contact point to send the code to.", examples=["CP-1001"]
    )


class CodeSent(Result):
    """Where the code went, shown only in part, and until when it is good."""

    challenge: str
    masked: str
    channel: str
    expires_at: datetime


@register
class StartVerification(Operation[StartVerificationAsk, CodeFacts, CodeSent]):
    """Send a one-time code by which the customer can prove who they are."""

    name = "parties.start_verification"
    needs = Needs(level=V0, standing=anyone(), authority=None, automated=True)
    retention = "verification_2y"
    asks_first = False

    def gather(self, ask: StartVerificationAsk) -> CodeFacts:
        facts = code_facts(self.actor, ask.contact_point)
        if ask.contact_point and ask.contact_point not in {one.number for one in facts.points}:
            raise NotFound("contact_point", ask.contact_point)
        return facts

    def decide(self, ask: StartVerificationAsk, facts: CodeFacts) -> Decision:
        return may_send_code(facts=facts, now=self.now, today=self.today)

    def execute(self, ask: StartVerificationAsk, facts: CodeFacts, decision: Decision) -> CodeSent:
        chosen = point_for_code(facts=facts, today=self.today)
        if chosen is None:
            raise NotFound("contact_point", facts.party)
        clause = book().clause("IDV-5", on=self.today)
        digits = clause.whole("digits")
        code = f"{randbelow(10**digits):0{digits}}"
        point = ContactPoint.objects.select_related("party").get(number=chosen.number)
        number = next_number("VC")
        challenge = Challenge.objects.create(
            number=number,
            party=point.party,
            conversation=conversation_of(self.actor),
            contact_point=point,
            code=one_way(code, number),
            sent_at=self.now,
            expires_at=self.now + timedelta(minutes=clause.whole("lifetime_minutes")),
        )
        reach = reach_of(point)
        says = say(clause, "message", code="{code}")
        letter = letter_to(reach, "verification_code", says)
        self.queue(kind=reach.channel, payload=letter, key=f"code:{number}", secrets={"code": code})
        self.record(f"challenge:{number}")
        return CodeSent(
            challenge=number,
            masked=reach.masked,
            channel=reach.channel,
            expires_at=challenge.expires_at,
        )

    def verify(self, ask: StartVerificationAsk, facts: CodeFacts, result: CodeSent) -> None:
        kept = Challenge.objects.get(number=result.challenge)
        ensure(kept.expires_at > self.now, "the code is still good")
        ensure(not same("", kept.code), "no empty answer is right")
