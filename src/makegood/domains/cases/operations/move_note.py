"""Move a note: what was written about the wrong customer goes to the case it belongs to."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.cases import policy, queries
from makegood.domains.cases.models import Case, Note
from makegood.domains.cases.operations import gather_case, gather_note
from makegood.domains.cases.policy import NoteFacts


class MoveNoteAsk(Ask):
    """Which note stands in the wrong case, and where it belongs."""

    case: Ref[Case] = Field(description="The wrong case.", examples=["CS-1001"])
    note: int = Field(ge=1, le=10_000, description="Which note, counted from 1.", examples=[2])
    to: Ref[Case] = Field(description="The case it belongs to.", examples=["CS-1002"])
    why: str = Field(
        min_length=3, max_length=60, description="Why it stood there.",
        examples=["Written while both cases were open."],
    )  # fmt: skip


class NoteMoved(Result):
    """Where the note stood, and where it stands now."""

    case: str
    note: int
    to: str
    now: int


@register
class MoveNote(Operation[MoveNoteAsk, NoteFacts, NoteMoved]):
    """Take a note out of a case of somebody else; that one stood there is left, not its words."""

    name = "cases.move_note"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "complaints_5y"

    def gather(self, ask: MoveNoteAsk) -> NoteFacts:
        for number in sorted({str(ask.case), str(ask.to)}):  # in one order, so that none waits
            gather_case(number)
        return gather_note(ask.case, ask.note)

    def decide(self, ask: MoveNoteAsk, facts: NoteFacts) -> Decision:
        return policy.may_move(facts=facts, to=ask.to, today=self.today)

    def execute(self, ask: MoveNoteAsk, facts: NoteFacts, decision: Decision) -> NoteMoved:
        wrong, to = Note.objects.get(pk=facts.key or 0), Case.objects.get(number=ask.to)
        Note.objects.create(
            case=to, kind=wrong.kind, text=wrong.text, at=wrong.at, by=wrong.by,
            source=wrong.source or f"moved here: {ask.why}", act=self.act,
            happened_on=wrong.happened_on,
        )  # fmt: skip
        wrong.text, wrong.moved_to = "", to.number
        wrong.save(update_fields=["text", "moved_to"])
        for number in (facts.case, to.number):
            self.record(f"case:{number}")
        return NoteMoved(case=facts.case, note=facts.place, to=to.number, now=to.notes.count())

    def verify(self, ask: MoveNoteAsk, facts: NoteFacts, result: NoteMoved) -> None:
        left = queries.case_card(facts.case).notes[result.note - 1]
        ensure((left.text, left.moved_to) == ("", result.to), "that it stood here is left")
        there = queries.case_card(result.to).notes[result.now - 1]
        ensure((there.text, there.at, there.by) == (facts.text, left.at, left.by), "it is there")
        ensure(there.source == (left.source or there.source), "it says still where it came from")
