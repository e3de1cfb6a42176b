"""Decide about a wish to have a refund on another card. Source: C06, REF-2, ACC-4, AC03.4."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from makegood.core.decision import Decision, allow, refuse, say
from makegood.core.standing import Rights
from makegood.domains.cases.policy.cases import clause


@dataclass(frozen=True, slots=True)
class ElsewhereFacts:
    """An order whose money is wanted elsewhere; `moved_on` is the day of a late new address.

    `case` is the open case of the same wish, and `is_looked_into` whether it is looked into.
    """

    rights: Rights
    order: str
    party: str
    is_paid: bool
    moved_on: date | None
    case: str = ""
    is_looked_into: bool = False


def may_ask_elsewhere(facts: ElsewhereFacts, day: date) -> Decision:
    """The wish is put on record for a second person; all who ask are told the very same.

    Whether an address was changed lately is no part of the answer: nobody is tipped off.
    """
    if not facts.is_paid:
        rule = clause("REF-3", day)
        return refuse("policy_denied", clause=rule, says=[say(rule)])
    proofs, looked_at = clause("REF-2", day), clause("ACC-4", day)
    before = [say(proofs, "asked_before", case=facts.case)] if facts.case else []
    says = [say(proofs), say(looked_at, "held"), say(proofs, "instead_original"), *before]
    return allow(clauses=[proofs, looked_at], says=says)
