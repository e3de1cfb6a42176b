"""Note upkeep: that the records were copied, proven, or brought back on trial."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.domains.company.queries import last_upkeep
from makegood.handbook import book


class Upkeep(StrEnum):
    """What was done for the records."""

    BACKUP = "backup"
    PROOF = "proof"
    DRILL = "drill"


class NoteUpkeepAsk(Ask):
    """What was done, and of how many rows."""

    kind: Upkeep = Field(description="What was done.", examples=["backup"])
    rows: int = Field(description="Of how many rows.", examples=[120_000], ge=0)


class UpkeepNoted(Result):
    """Under which subject it is found in the journal."""

    subject: str


@register
class NoteUpkeep(Operation[NoteUpkeepAsk, datetime | None, UpkeepNoted]):
    """Note that the records were copied, proven or brought back on trial."""

    name = "company.note_upkeep"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: NoteUpkeepAsk) -> datetime | None:
        return last_upkeep(ask.kind)

    def decide(self, ask: NoteUpkeepAsk, facts: datetime | None) -> Decision:
        return allow(clauses=[book().clause("UPK-1", on=self.today)])

    def execute(
        self, ask: NoteUpkeepAsk, facts: datetime | None, decision: Decision
    ) -> UpkeepNoted:
        self.record(f"upkeep-{ask.kind}")
        return UpkeepNoted(subject=f"upkeep-{ask.kind}")

    def verify(self, ask: NoteUpkeepAsk, facts: datetime | None, result: UpkeepNoted) -> None:
        ensure(result.subject.endswith(ask.kind), "it is found by what was done")
