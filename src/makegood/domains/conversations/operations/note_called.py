"""Note that one of ours called a customer as promised: the promise is kept once they spoke."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision, say
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.promises import open_promises
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.conversations.operations.send_notice import SendNotice, SendNoticeAsk
from makegood.domains.conversations.policy.calling import (
    RULE,
    CallFacts,
    PromisedCall,
    is_call,
    may_note_call,
)
from makegood.handbook import book


class NoteCalledAsk(Ask):
    """What the call was promised about, whether somebody was reached, and what was said."""

    about: str = Field(
        description="The record of the promise.", examples=["conversation:CV-1001"],
        max_length=90, pattern=r"^[a-z_]+:[A-Za-z0-9:/_.-]+$",
    )  # fmt: skip
    reached: bool = Field(description="Did you speak to the customer?", examples=[True])
    note: str = Field(
        min_length=3, max_length=200, description="Who was on the line, and what was agreed.",
        examples=["Tom himself; the fitter comes on Friday"],
    )  # fmt: skip


class CallNoted(Result):
    """The kinds of promise that are kept by it; none when nobody was reached."""

    about: str
    kept: tuple[str, ...]


@register
class NoteCalled(Operation[NoteCalledAsk, CallFacts, CallNoted]):
    """Keep a promised call once it was made; who was not reached is told how to reach us."""

    name = "conversations.note_called"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "transcripts_3y"

    def gather(self, ask: NoteCalledAsk) -> CallFacts:
        found = [one for one in open_promises(ask.about) if is_call(one.kind)]
        return CallFacts(ask.about, [PromisedCall(o.kind, o.party, o.due_at) for o in found])

    def decide(self, ask: NoteCalledAsk, facts: CallFacts) -> Decision:
        return may_note_call(facts, reached=ask.reached, today=self.today)

    def execute(self, ask: NoteCalledAsk, facts: CallFacts, decision: Decision) -> CallNoted:
        self.record(facts.about)
        if ask.reached:
            for one in facts.promised:
                self.keep_promise(one.kind, facts.about)
            return CallNoted(about=facts.about, kept=tuple(one.kind for one in facts.promised))
        rule, phone = book().clause(RULE, on=self.today), book().company.contact["phone"]
        told = [say(rule, "in_vain", phone=phone)]
        for party in sorted({one.party for one in facts.promised} - {""}):
            letter = SendNoticeAsk.about(facts.about, to=party, notice="called_in_vain", says=told)
            self.run(SendNotice, letter)
        return CallNoted(about=facts.about, kept=())

    def verify(self, ask: NoteCalledAsk, facts: CallFacts, result: CallNoted) -> None:
        left = {one.kind for one in open_promises(facts.about) if is_call(one.kind)}
        ensure(not left & {*result.kept}, "what was kept is open no more")
        ensure(ask.reached or bool(left), "and who was not reached is called again")
