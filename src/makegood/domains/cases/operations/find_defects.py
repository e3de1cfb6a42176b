"""Find what records lack, each day, so that it is mended while somebody still remembers."""

from __future__ import annotations

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Needs, Nothing, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import internal
from makegood.domains.cases import policy
from makegood.domains.cases.models import RecordDefect
from makegood.domains.cases.policy import DefectFacts
from makegood.domains.cases.queries import defect_facts


class DefectsFound(Result):
    """How many defects came onto the list, and how many went off it because they are mended."""

    new: int
    mended: int


@register
class FindDefects(Operation[Nothing, DefectFacts, DefectsFound]):
    """List what records lack: a way to reach somebody, whose a paper is, why a case was closed."""

    name = "cases.find_defects"
    needs = Needs(level=V0, standing=internal(), authority=None, automated=False)
    retention = "complaints_5y"

    def gather(self, ask: Nothing) -> DefectFacts:
        return defect_facts()

    def decide(self, ask: Nothing, facts: DefectFacts) -> Decision:
        return policy.may_list_defects(self.today)

    def execute(self, ask: Nothing, facts: DefectFacts, decision: Decision) -> DefectsFound:
        RecordDefect.objects.bulk_create(
            RecordDefect(kind=kind, ref=ref, found_at=self.now) for kind, ref in facts.new
        )
        for kind, ref in facts.mended:
            known = RecordDefect.objects.filter(kind=kind, ref=ref, mended_at=None)
            known.update(mended_at=self.now)
        return DefectsFound(new=len(facts.new), mended=len(facts.mended))

    def verify(self, ask: Nothing, facts: DefectFacts, result: DefectsFound) -> None:
        listed = RecordDefect.objects.filter(mended_at=None).count()
        ensure(listed == len(facts.lacking), "the list holds what is lacking and nothing else")
