"""Erase cases: of old complaints only the dates and how they ended are kept, not the words."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import internal
from makegood.domains.cases import policy
from makegood.domains.cases.models import Case, Closing, Note, Referral
from makegood.domains.cases.queries import case_card
from makegood.domains.parties.models import Party


class EraseCasesAsk(Ask):
    """Whose cases, and which."""

    party: Ref[Party] = Field(description="Whose cases.", examples=["C-6"])
    cases: list[Ref[Case]] = Field(
        max_length=100_000, description="The cases.", examples=[["CS-1001"]]
    )


@dataclass(frozen=True, slots=True)
class ClosedFacts:
    """Those of the cases that are this party's and closed."""

    numbers: tuple[str, ...]


class CasesErased(Result):
    """How many cases were erased."""

    cases: int


@register
class EraseCases(Operation[EraseCasesAsk, ClosedFacts, CasesErased]):
    """Erase what was told, noted, asked and answered in a person's closed cases."""

    name = "cases.erase_cases"
    needs = Needs(level=V0, standing=internal(), authority=None, automated=False)
    retention = "complaints_5y"
    only_inside = True

    def gather(self, ask: EraseCasesAsk) -> ClosedFacts:
        rows = Case.objects.select_for_update().filter(party=ask.party, number__in=ask.cases)
        return ClosedFacts(tuple(one.number for one in rows.order_by("pk") if not one.is_open))

    def decide(self, ask: EraseCasesAsk, facts: ClosedFacts) -> Decision:
        return allow(clauses=[policy.clause("PRV-7", self.today)])

    def execute(self, ask: EraseCasesAsk, facts: ClosedFacts, decision: Decision) -> CasesErased:
        rows = Case.objects.filter(number__in=facts.numbers)
        rows.update(summary="", wanted="", future_contact="", place="", area="")
        Note.objects.filter(case__in=rows).update(text="", source="")
        Closing.objects.filter(case__in=rows).update(basis="", response="", reopen_reason="")
        Referral.objects.filter(case__in=rows).update(
            question="", package={}, answer="", bounce_reason=""
        )
        for number in facts.numbers:
            self.record(f"case:{number}")
        return CasesErased(cases=len(facts.numbers))

    def verify(self, ask: EraseCasesAsk, facts: ClosedFacts, result: CasesErased) -> None:
        cards = [case_card(number) for number in facts.numbers]
        left = [one for one in cards if one.summary or any(note.text for note in one.notes)]
        ensure(not left, "no words of these cases are kept")
