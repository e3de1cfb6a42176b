"""Add a note: something known, thought or promised is written into a case."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import AwareDatetime, Field

from makegood.core.actor import V0
from makegood.core.decision import Decision, needs_info, say
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import internal
from makegood.domains.cases import operations as acts
from makegood.domains.cases import policy
from makegood.domains.cases.models import Case, Note, NoteKind
from makegood.domains.cases.policy import CaseFacts


class AddNoteAsk(Ask):
    """What is written down, what it is worth, and for a promise its time."""

    case: Ref[Case] = Field(description="The case.", examples=["CS-1001"])
    text: str = Field(
        min_length=1, max_length=4_000, description="The words.", examples=["The tap was loose."]
    )
    kind: NoteKind = Field(description="A fact, an opinion or a promise.", examples=["fact"])
    due: AwareDatetime | None = Field(
        None, description="By when a promise is kept.", examples=["2026-06-17T17:00:00-04:00"]
    )
    happened_on: date | None = Field(
        None, description="The day it tells of, if not today.", examples=["2026-06-12"]
    )


class NoteAdded(Result):
    """The case, and by when what was promised falls due."""

    case: str
    due: datetime | None


@register
class AddNote(Operation[AddNoteAsk, CaseFacts, NoteAdded]):
    """Write into a case; what is promised gets an owner and a time."""

    name = "cases.add_note"
    needs = Needs(level=V0, standing=internal(), authority=None, automated=False)
    retention = "complaints_5y"

    def gather(self, ask: AddNoteAsk) -> CaseFacts:
        return acts.gather_case(ask.case)

    def decide(self, ask: AddNoteAsk, facts: CaseFacts) -> Decision:
        allowed = policy.may_work_on(facts, self.today)
        asked = policy.ask_of_note(ask.text, ask.happened_on, self.today)
        if facts.is_open and asked is not None:
            return asked
        is_late = ask.due is None or ask.due <= self.now
        if facts.is_open and ask.kind is NoteKind.PROMISE and is_late:
            rule = policy.clause("CAS-4", self.today)
            return needs_info("due", says=[say(rule, "ask_due")])
        return allowed

    def execute(self, ask: AddNoteAsk, facts: CaseFacts, decision: Decision) -> NoteAdded:
        row = Case.objects.get(number=facts.number)
        acts.note(self, row, ask.kind, ask.text, happened_on=ask.happened_on)
        due = ask.due if ask.kind is NoteKind.PROMISE else None
        if due is not None:
            told = say(f"case:{row.number}", "cases.promised", what=ask.text)
            subject = f"case:{row.number}"
            self.promise("case_promise", subject=subject, party=row.party, due=due, sentence=told)
        self.record(f"case:{row.number}")
        return NoteAdded(case=row.number, due=due)

    def verify(self, ask: AddNoteAsk, facts: CaseFacts, result: NoteAdded) -> None:
        kept = Note.objects.get(case__number=facts.number, act=self.act)
        ensure((kept.kind, kept.text) == (ask.kind, ask.text), "the note stands as written")
        days = (kept.happened_on, kept.at)
        ensure(days == (ask.happened_on, self.now), "both days are kept: of the thing, of writing")
