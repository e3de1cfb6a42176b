"""Tell a customer what is owed: each open item, and what of theirs is with us."""

from __future__ import annotations

from dataclasses import dataclass

from makegood.core.actor import V1, V2
from makegood.core.decision import Decision
from makegood.core.money import Money
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import Rights, holder
from makegood.domains.billing import policy, queries
from makegood.domains.billing.policy import Standing
from makegood.domains.parties.queries import own_rights


class TellBalanceAsk(Ask):
    """Nothing but who asks."""


@dataclass(frozen=True, slots=True)
class BalanceFacts:
    """How the money of whoever asks stands, both ways."""

    rights: Rights
    standing: Standing


class BalanceTold(Result):
    """What is owed in all, and what of theirs is with us as a credit, a deposit or store credit.

    What is with us is told to nobody who has not proven who they are.
    """

    owed: Money
    with_us: Money | None


@register
class TellBalance(Operation[TellBalanceAsk, BalanceFacts, BalanceTold]):
    """Answer what somebody owes: the sum to who named themselves, each line to who proved it."""

    name = "billing.tell_balance"
    needs = Needs(level=V1, standing=holder("billing"), authority=None, automated=True)
    retention = "ledger_7y"
    reads_only = True

    def gather(self, ask: TellBalanceAsk) -> BalanceFacts:
        party = self.actor.party or ""
        return BalanceFacts(own_rights(party), queries.standing_of(party))

    def decide(self, ask: TellBalanceAsk, facts: BalanceFacts) -> Decision:
        by_line = self.actor.level >= V2
        return policy.tell_balance(facts.standing, by_line=by_line, today=self.today)

    def execute(self, ask: TellBalanceAsk, facts: BalanceFacts, decision: Decision) -> BalanceTold:
        self.record(f"party:{self.actor.party}")
        with_us = facts.standing.with_us if self.actor.level >= V2 else None
        return BalanceTold(owed=facts.standing.owed, with_us=with_us)

    def verify(self, ask: TellBalanceAsk, facts: BalanceFacts, result: BalanceTold) -> None:
        kept = queries.account_of(self.actor.party or "")
        ensure(result.owed == kept.owed, "what is told is what the books say")
