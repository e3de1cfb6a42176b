"""Note that nothing arrives at an address any more, so that nobody writes there in vain."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.domains.parties.models import ContactPoint
from makegood.handbook import book


class NoteUnreachableAsk(Ask):
    """Where nothing arrives."""

    address: str = Field(
        min_length=3, max_length=254, description="The e-mail address or phone number.",
        examples=["tom.gallagher@example.com"],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class UnreachableFacts:
    """The contact points that have this address and were thought to work."""

    points: tuple[str, ...]


class UnreachableNoted(Result):
    """The contact points that are not written to any more until they are proven again."""

    points: tuple[str, ...]


@register
class NoteUnreachable(Operation[NoteUnreachableAsk, UnreachableFacts, UnreachableNoted]):
    """Mark every contact point with an address at which nothing arrives."""

    name = "parties.note_unreachable"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "customer_7y"

    def gather(self, ask: NoteUnreachableAsk) -> UnreachableFacts:
        having = ContactPoint.objects.select_for_update().filter(
            value=ask.address.strip().lower(), retired_at=None, failed_at=None
        )
        return UnreachableFacts(tuple(having.order_by("pk").values_list("number", flat=True)))

    def decide(self, ask: NoteUnreachableAsk, facts: UnreachableFacts) -> Decision:
        return allow(clauses=[book().clause("ACC-11", on=self.today)])

    def execute(
        self, ask: NoteUnreachableAsk, facts: UnreachableFacts, decision: Decision
    ) -> UnreachableNoted:
        ContactPoint.objects.filter(number__in=facts.points).update(failed_at=self.now)
        for number in facts.points:
            self.record(f"contact_point:{number}")
        return UnreachableNoted(points=facts.points)

    def verify(
        self, ask: NoteUnreachableAsk, facts: UnreachableFacts, result: UnreachableNoted
    ) -> None:
        marked = ContactPoint.objects.filter(number__in=result.points).exclude(failed_at=None)
        ensure(marked.count() == len(result.points), "each of them is marked")
