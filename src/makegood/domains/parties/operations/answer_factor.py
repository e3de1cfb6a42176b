"""Look at a code that was given: it proves who somebody is, or it is counted as wrong."""

from __future__ import annotations

from datetime import datetime, timedelta

from pydantic import Field

from makegood.core.actor import V0, V2
from makegood.core.decision import Decision, say
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import anyone
from makegood.domains.parties.models import (
    Challenge,
    ContactKind,
    ContactPoint,
    Method,
    Verification,
)
from makegood.domains.parties.policy import AnswerFacts, may_answer_factor, told_of_code
from makegood.domains.parties.queries.identity import is_locked, level_of
from makegood.domains.parties.queries.proofs import answered
from makegood.domains.parties.queries.reach import contact_point_for, letter_to
from makegood.handbook import book


class AnswerFactorAsk(Ask):
    """The code as the customer gives it; spaces and dashes make no difference."""

    code: str = Field(description="The code that was sent.", examples=["482910"], max_length=20)


class FactorAnswered(Result):
    """Whether the code was right, how surely the customer is known now, and the tries left."""

    accepted: bool
    level: int
    tries_left: int
    locked_until: datetime | None


@register
class AnswerFactor(Operation[AnswerFactorAsk, AnswerFacts, FactorAnswered]):
    """Take a right code as a proof; count a wrong one, and lock after too many."""

    name = "parties.answer_factor"
    needs = Needs(level=V0, standing=anyone(), authority=None, automated=True)
    retention = "verification_2y"
    asks_first = False
    judges_guess = True
    secrets = frozenset({"code"})

    def gather(self, ask: AnswerFactorAsk) -> AnswerFacts:
        return answered(self.actor, ask.code).facts

    def decide(self, ask: AnswerFactorAsk, facts: AnswerFacts) -> Decision:
        return may_answer_factor(facts=facts, now=self.now, today=self.today)

    def execute(
        self, ask: AnswerFactorAsk, facts: AnswerFacts, decision: Decision
    ) -> FactorAnswered:
        row = Challenge.objects.select_related("party", "contact_point").get(number=facts.challenge)
        row.last_tried_at = self.now
        self.record(f"challenge:{row.number}")
        is_right = answered(self.actor, ask.code).is_right
        self.tell(told_of_code(facts=facts, is_right=is_right, now=self.now, today=self.today))
        if is_right:
            self._accept(row)
            tries_left = book().clause("IDV-4", on=self.today).whole("tries")
        else:
            tries_left = self._count(row, facts.wrong_before + 1)
        row.save()
        return FactorAnswered(
            accepted=is_right,
            level=level_of(row.conversation, row.party.number),
            tries_left=tries_left,
            locked_until=row.locked_until,
        )

    def verify(self, ask: AnswerFactorAsk, facts: AnswerFacts, result: FactorAnswered) -> None:
        party = self.actor.party or ""
        if result.accepted:
            known = level_of(self.actor.conversation, party)
            ensure(known >= V2, "a right code makes the customer known")
        else:
            ensure((is_locked(party) is not None) == (result.tries_left == 0), "locked at none")

    def _accept(self, row: Challenge) -> None:
        row.answered_at = self.now
        # Wrong codes are counted from the last right one on, so none from before it may be tried.
        before = Challenge.objects.filter(party=row.party, answered_at=None).exclude(pk=row.pk)
        before.filter(expires_at__gt=self.now).update(expires_at=self.now)
        ContactPoint.objects.filter(pk=row.contact_point.pk).update(failed_at=None)
        is_mail = row.contact_point.kind == ContactKind.EMAIL
        Verification.objects.create(
            party=row.party,
            conversation=row.conversation,
            level=V2,
            method=Method.EMAIL_CODE if is_mail else Method.PHONE_CODE,
            at=self.now,
            expires_at=self.now
            + timedelta(hours=book().clause("IDV-8", on=self.today).whole("hours")),
            by=self.actor.name,
        )

    def _count(self, row: Challenge, wrong: int) -> int:
        clause = book().clause("IDV-4", on=self.today)
        row.wrong_tries += 1
        left = clause.whole("tries") - wrong
        if left > 0:
            return left
        row.locked_until = self.now + timedelta(minutes=clause.whole("lock_minutes"))
        reach = contact_point_for(row.party.number)
        if reach:
            letter = letter_to(reach, "wrong_codes", say(clause, "notice", at=self.now))
            self.queue(kind=reach.channel, payload=letter, key=f"locked:{row.number}")
        return 0
