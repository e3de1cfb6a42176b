"""Drop proofs: who proved long ago who they are is no longer on record with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from pydantic import Field

from makegood.core import clock
from makegood.core.actor import V0
from makegood.core.deadlines import months_after
from makegood.core.decision import Decision, allow
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import internal
from makegood.domains.parties.models import Challenge, Party, Verification
from makegood.handbook import book

_MOST_AT_ONCE = 500


class DropProofsAsk(Ask):
    """Whose proofs are kept all the same."""

    but: list[Ref[Party]] = Field(
        max_length=100_000, description="Whose records are held.", examples=[["C-6"]]
    )


@dataclass(frozen=True, slots=True)
class OldProofsFacts:
    """The oldest proofs and codes from before the time for which they are kept, by key."""

    verifications: tuple[int, ...]
    challenges: tuple[int, ...]


class ProofsDropped(Result):
    """How many proofs and codes were dropped."""

    verifications: int
    challenges: int


@register
class DropProofs(Operation[DropProofsAsk, OldProofsFacts, ProofsDropped]):
    """Delete the proofs of identity that are older than they are kept, some at a time."""

    name = "parties.drop_proofs"
    needs = Needs(level=V0, standing=internal(), authority=None, automated=False)
    retention = "verification_2y"
    only_inside = True

    def gather(self, ask: DropProofsAsk) -> OldProofsFacts:
        years = book().clause("PRV-4", on=self.today).whole("verification_years")
        before = clock.at_local(months_after(self.today, -12 * years), time(0))
        proofs = Verification.objects.filter(at__lt=before).exclude(party__number__in=ask.but)
        codes = Challenge.objects.filter(sent_at__lt=before).exclude(party__number__in=ask.but)
        return OldProofsFacts(
            tuple(proofs.order_by("pk").values_list("pk", flat=True)[:_MOST_AT_ONCE]),
            tuple(codes.order_by("pk").values_list("pk", flat=True)[:_MOST_AT_ONCE]),
        )

    def decide(self, ask: DropProofsAsk, facts: OldProofsFacts) -> Decision:
        return allow(clauses=[book().clause("PRV-4", on=self.today)])

    def execute(
        self, ask: DropProofsAsk, facts: OldProofsFacts, decision: Decision
    ) -> ProofsDropped:
        proofs, _ = Verification.objects.filter(pk__in=facts.verifications).delete()
        codes, _ = Challenge.objects.filter(pk__in=facts.challenges).delete()
        return ProofsDropped(verifications=proofs, challenges=codes)

    def verify(self, ask: DropProofsAsk, facts: OldProofsFacts, result: ProofsDropped) -> None:
        left = Verification.objects.filter(pk__in=facts.verifications)
        codes = Challenge.objects.filter(pk__in=facts.challenges)
        ensure(not left.exists() and not codes.exists(), "none of them is kept")
