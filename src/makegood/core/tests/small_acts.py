"""Throw-away acts that the company does by itself, for the tests of the core."""

from __future__ import annotations

from threading import Event

from django.db.models import F
from pydantic import Field, JsonValue

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow, refuse, say
from makegood.core.models import Number
from makegood.core.operation import Ask, Needs, Nothing, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.standing import system_only

OURS = Needs(level=V0, standing=system_only(), authority=None, automated=False)


class Counted(Result):
    times: int


def taken(series: str) -> int:
    """How often it was done, with nobody else doing it until this act ends."""
    row, _ = Number.objects.select_for_update().get_or_create(series=series, defaults={"last": 0})
    return row.last


def count(series: str) -> int:
    """Do one more of these, and tell how many that makes."""
    before = taken(series)
    Number.objects.filter(series=series).update(last=F("last") + 1)
    return before + 1


def times(series: str) -> int:
    """How often it was done."""
    return Number.objects.filter(series=series).values_list("last", flat=True).first() or 0


class ReceiptAsk(Ask):
    effect_key: str = Field(description="The effect's key.", examples=["note:1"], max_length=200)
    receipt: dict[str, JsonValue] = Field(description="The answer.", examples=[{"reference": "1"}])


class NoteReceipt(Operation[ReceiptAsk, int, Counted]):
    """Note what the outside world answered."""

    name, needs, retention = "tests.note_receipt", OURS, "none"

    def gather(self, ask: ReceiptAsk) -> int:
        return taken("RECEIPTS")

    def decide(self, ask: ReceiptAsk, facts: int) -> Decision:
        return allow()

    def execute(self, ask: ReceiptAsk, facts: int, decision: Decision) -> Counted:
        self.record(f"receipt:{ask.receipt['reference']}")
        return Counted(times=count("RECEIPTS"))

    def verify(self, ask: ReceiptAsk, facts: int, result: Counted) -> None:
        ensure(result.times == facts + 1, "one receipt more")


class MendAsk(Ask):
    subject: str = Field(description="What is to be mended.", examples=["UMBA"], max_length=90)
    finding: str = Field(description="What was found.", examples=["wet"], max_length=400)


class Mend(Operation[MendAsk, int, Counted]):
    """Mend what a later look found wrong."""

    name, needs, retention = "tests.mend", OURS, "none"

    def gather(self, ask: MendAsk) -> int:
        return taken("MENDED")

    def decide(self, ask: MendAsk, facts: int) -> Decision:
        if ask.subject == "LOST":
            return refuse("policy_denied", says=[say("rule:rain", "core.not_found")])
        return allow()

    def execute(self, ask: MendAsk, facts: int, decision: Decision) -> Counted:
        return Counted(times=count("MENDED"))

    def verify(self, ask: MendAsk, facts: int, result: Counted) -> None:
        ensure(result.times == facts + 1, "one thing more is mended")


class WindClocks(Operation[Nothing, int, Counted]):
    """Wind the clocks, each day or each hour."""

    name, needs, retention = "tests.wind_clocks", OURS, "none"

    def gather(self, ask: Nothing) -> int:
        return taken("WOUND")

    def decide(self, ask: Nothing, facts: int) -> Decision:
        return allow()

    def execute(self, ask: Nothing, facts: int, decision: Decision) -> Counted:
        self.queue(kind="tests.note", payload={"to": "tower"}, key=f"wound:{self.act}")
        return Counted(times=count("WOUND"))

    def verify(self, ask: Nothing, facts: int, result: Counted) -> None:
        ensure(times("BROKEN") == 0, "the clocks still go")


class Ponder(Operation[Nothing, int, Counted]):
    """Think for long, and count it only if the thought is there when the act begins."""

    name, needs, retention = "tests.ponder", OURS, "none"
    began, may_end = Event(), Event()

    @classmethod
    def prepare(cls, ask: Nothing) -> str:
        cls.began.set()
        cls.may_end.wait(10)
        return "a thought"

    def gather(self, ask: Nothing) -> int:
        return taken("PONDERED")

    def decide(self, ask: Nothing, facts: int) -> Decision:
        return allow()

    def execute(self, ask: Nothing, facts: int, decision: Decision) -> Counted:
        return Counted(times=count("PONDERED") if self.prepared == "a thought" else 0)

    def verify(self, ask: Nothing, facts: int, result: Counted) -> None:
        ensure(times("PONDERED") == result.times, "it was counted once")


ACTS = (NoteReceipt, Mend, WindClocks, Ponder)
