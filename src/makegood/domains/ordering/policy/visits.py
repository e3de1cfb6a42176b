"""Say what the labour of a fitter's visit is, by the time that it takes. Source: AC10.4."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from makegood.core.decision import Decision, Verdict, say
from makegood.domains.ordering.policy.quotes import Offer, clause, may_quote

TRIP, BLOCK = "SV-TRIP", "SV-BLOCK"


def visit_pieces(minutes: int, today: date) -> dict[str, int]:
    """The way with the first minutes once, and each begun block after them."""
    rule = clause("SRV-1", today)
    after = max(0, minutes - rule.whole("first_minutes"))
    blocks = -(-after // rule.whole("block_minutes"))
    return {TRIP: 1} | ({BLOCK: blocks} if blocks else {})


def may_quote_visit(offer: Offer, minutes: int, *, today: date) -> Decision:
    """As for any quote, with the rule by which the time is counted."""
    decision, rule = may_quote(offer, today=today), clause("SRV-1", today)
    if decision.verdict is not Verdict.ALLOW:
        return decision
    told = say(rule, "counted", minutes=minutes)
    return replace(decision, clauses=(rule.version, *decision.clauses), says=(told, *decision.says))
