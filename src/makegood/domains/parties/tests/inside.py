"""Do what is only ever a part of other acts, as the acts of higher domains do it."""

from __future__ import annotations

from datetime import timedelta

from pydantic import Field

from makegood.core import clock
from makegood.core.actor import V0, V1, V2
from makegood.core.decision import Decision, allow
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import Outcome
from makegood.core.runner import run
from makegood.core.standing import anyone
from makegood.domains.parties.models import Method, Party, Verification
from makegood.domains.parties.operations.carry_proofs import CarryProofs, CarryProofsAsk
from makegood.domains.parties.operations.end_proofs import EndProofs
from makegood.domains.parties.tests.conftest import in_chat


class InsideAsk(Ask):
    to: str = Field("", description="Where proofs are carried to; empty ends them.", examples=[""])


class Anything(Result):
    party: str = ""
    level: int = 0
    conversations: tuple[str, ...] = ()


class ActInside(Operation[InsideAsk, bool, Anything]):
    """Carry proofs over or end them as a part of another act."""

    name = "tests.act_inside"
    needs = Needs(level=V0, standing=anyone(), authority=None, automated=True)
    retention = "none"

    def gather(self, ask: InsideAsk) -> bool:
        return True

    def decide(self, ask: InsideAsk, facts: bool) -> Decision:
        return allow()

    def execute(self, ask: InsideAsk, facts: bool, decision: Decision) -> Anything:
        if not ask.to:
            return Anything(
                conversations=self.run(EndProofs, EndProofs.ask_model()()).conversations
            )
        carried = self.run(CarryProofs, CarryProofsAsk(to=ask.to))
        return Anything(party=carried.party, level=carried.level)

    def verify(self, ask: InsideAsk, facts: bool, result: Anything) -> None:
        pass


def carried(conversation: str, to: str) -> Outcome:
    """Carry what is proven in a conversation over to another."""
    return _told(run(ActInside, {"to": to}, actor=in_chat(conversation)), {"party", "level"})


def ended(conversation: str) -> Outcome:
    """End what is proven in a conversation."""
    return _told(run(ActInside, {}, actor=in_chat(conversation)), {"conversations"})


def proven(conversation: str, party: str) -> None:
    """Somebody claimed to be a party in a conversation, and gave the code that was mailed."""
    now, row = clock.now(), Party.objects.get(number=party)
    for level, method, hours in ((V1, Method.CLAIM, 24), (V2, Method.EMAIL_CODE, 4)):
        Verification.objects.create(
            party=row, conversation=conversation, level=level, method=method, at=now,
            expires_at=now + timedelta(hours=hours), by="automated:digital",
        )  # fmt: skip


def _told(outcome: Outcome, names: set[str]) -> Outcome:
    assert outcome.is_done, outcome
    told = {name: value for name, value in (outcome.result or {}).items() if name in names}
    return outcome.model_copy(update={"result": told})
