"""Erase letters: that we wrote is kept, and when; what we wrote and where to is not."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow
from makegood.core.erasing import empty_effects
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import internal
from makegood.domains.conversations import policy
from makegood.domains.conversations.models import Notice
from makegood.domains.conversations.queries import notice
from makegood.domains.parties.models import Party


class EraseLettersAsk(Ask):
    """Whose letters, and which."""

    party: Ref[Party] = Field(description="To whom they were written.", examples=["C-6"])
    notices: list[Ref[Notice]] = Field(
        max_length=100_000, description="The letters.", examples=[["NT-1001"]]
    )


@dataclass(frozen=True, slots=True)
class LettersFacts:
    """Those of the letters that were written to this party."""

    numbers: tuple[str, ...]


class LettersErased(Result):
    """How many letters were erased."""

    letters: int


@register
class EraseLetters(Operation[EraseLettersAsk, LettersFacts, LettersErased]):
    """Erase what was written to somebody, and the copies that were sent."""

    name = "conversations.erase_letters"
    needs = Needs(level=V0, standing=internal(), authority=None, automated=False)
    retention = "orders_7y"
    only_inside = True

    def gather(self, ask: EraseLettersAsk) -> LettersFacts:
        rows = Notice.objects.select_for_update().filter(party=ask.party, number__in=ask.notices)
        return LettersFacts(tuple(rows.order_by("pk").values_list("number", flat=True)))

    def decide(self, ask: EraseLettersAsk, facts: LettersFacts) -> Decision:
        return allow(clauses=[policy.clause("PRV-7", self.today)])

    def execute(
        self, ask: EraseLettersAsk, facts: LettersFacts, decision: Decision
    ) -> LettersErased:
        rows = Notice.objects.filter(number__in=facts.numbers)
        rows.update(to="", subject="", body="")
        # A copy of a letter that stays goes as well: the letter itself is what is kept.
        empty_effects(party=ask.party, keys=[f"notice:{one}" for one in facts.numbers])
        return LettersErased(letters=len(facts.numbers))

    def verify(self, ask: EraseLettersAsk, facts: LettersFacts, result: LettersErased) -> None:
        left = [one for one in facts.numbers if notice(one).body or notice(one).to]
        ensure(not left, "nothing of these letters is kept")
