"""Correct a note: what was written down wrongly stays, with what is right beside it."""

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
from makegood.domains.cases.operations import gather_note
from makegood.domains.cases.policy import NoteFacts


class CorrectNoteAsk(Ask):
    """Which note of which case, what is right, and why it was wrong."""

    case: Ref[Case] = Field(description="The case.", examples=["CS-1001"])
    note: int = Field(ge=1, le=10_000, description="Which note, counted from 1.", examples=[2])
    text: str = Field(
        min_length=1, max_length=4_000, description="What is right.",
        examples=["The hose was loose, not the tap."],
    )  # fmt: skip
    why: str = Field(
        min_length=3, max_length=400, description="Why it was wrong.",
        examples=["Misheard on the phone."],
    )  # fmt: skip


class NoteCorrected(Result):
    """The case, the note that was wrong, and the one that stands beside it."""

    case: str
    note: int
    correction: int


@register
class CorrectNote(Operation[CorrectNoteAsk, NoteFacts, NoteCorrected]):
    """Write beside a note what is right; nothing that was written is overwritten."""

    name = "cases.correct_note"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "complaints_5y"

    def gather(self, ask: CorrectNoteAsk) -> NoteFacts:
        return gather_note(ask.case, ask.note)

    def decide(self, ask: CorrectNoteAsk, facts: NoteFacts) -> Decision:
        return policy.may_correct(facts=facts, text=ask.text, today=self.today)

    def execute(self, ask: CorrectNoteAsk, facts: NoteFacts, decision: Decision) -> NoteCorrected:
        wrong = Note.objects.get(pk=facts.key or 0)
        source = (
            wrong.source or f"correction: {ask.why}"[:90]
        )  # who sees it goes by where it is from
        Note.objects.create(
            case=wrong.case, kind=wrong.kind, text=ask.text, source=source, at=self.now,
            by=self.actor.name, act=self.act, corrects=wrong.pk,
        )  # fmt: skip
        self.record(f"case:{facts.case}")
        count = wrong.case.notes.count()
        return NoteCorrected(case=facts.case, note=facts.place, correction=count)

    def verify(self, ask: CorrectNoteAsk, facts: NoteFacts, result: NoteCorrected) -> None:
        notes = queries.case_card(facts.case).notes
        ensure(notes[result.note - 1].text == facts.text, "what was written stands as it was")
        ensure(notes[result.correction - 1].text == ask.text, "what is right stands beside it")
        ensure(notes[result.note - 1].corrected_by == result.correction, "each names the other")
