"""Decide what is paid, what may be audited, and what may be charged back. Source: C23."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from hashlib import sha256

from makegood.core.deadlines import months_after
from makegood.core.decision import Decision, Statement, Use, allow, needs_info, refuse, say
from makegood.core.money import Money
from makegood.core.statements import Sayable
from makegood.domains.dealers.policy.claims import AUTHORITY
from makegood.domains.dealers.policy.facts import ClaimRecord
from makegood.domains.dealers.telling import clause, dlr
from makegood.handbook import book

_YEAR = 12


def may_pay(record: ClaimRecord, today: date) -> Decision:
    """Whether something is left to credit of what was approved."""
    left = record.booked - record.paid
    if not left:
        return refuse("policy_denied", says=[dlr(16, "nothing", today, number=record.number)])
    told = dlr(16, "pays", today, amount=left, number=record.number)
    return allow(clauses=[clause("LAW-XM-42", today)], says=[told])


def is_open_to_audit(paid_on: date, today: date) -> bool:
    """Whether a claim that was paid on a day may still be audited. Source: LAW-XM-43."""
    months = book().clause("LAW-XM-43", on=today).whole("months")
    return today <= months_after(paid_on, months)


def may_audit(claims: Sequence[str], size: int, today: date) -> Decision:
    """Whether claims are drawn: from paid ones within the months of the law."""
    if not claims:
        return refuse("policy_denied", says=[dlr(20, "none", today)])
    return allow(clauses=[clause("LAW-XM-43", today)], says=[dlr(20, "says", today)])


def drawn_told(
    number: str, drawn: Sequence[str], claims: Sequence[str], seed: str, today: date
) -> Statement:
    """How many claims were drawn of how many, and with which seed."""
    counts: dict[str, Sayable] = {"drawn": len(drawn), "of": len(claims), "seed": seed}
    return dlr(20, "drawn", today, number=number, **counts)


def audited(claims: Sequence[str], size: int, seed: str) -> tuple[str, ...]:
    """The claims that a seed draws, the same for whoever draws again with it.

    Each claim's place is the hash of the seed and its number, so that nobody can choose them.
    """
    placed = sorted(claims, key=lambda one: sha256(f"{seed}:{one}".encode()).hexdigest())
    return tuple(sorted(placed[:size]))


def may_charge_back(
    record: ClaimRecord, amount: Money, ground: str, *, has_evidence: bool, is_fraud: bool,
    today: date,
) -> Decision:  # fmt: skip
    """Whether a paid claim is taken back: with evidence, within the law's time. Source: AC23.5."""
    law = clause("LAW-XM-43", today)
    if record.paid_on is None:
        return refuse("policy_denied", says=[dlr(21, "not_paid", today, number=record.number)])
    months = law.whole("fraud_years") * _YEAR if is_fraud else law.whole("months")
    last = months_after(record.paid_on, months)
    if today > last:
        told = say(law, "too_late", paid_on=record.paid_on, last_day=last)
        return refuse("prohibited", clause=law, says=[told], instead=[say(law, "instead")])
    left = record.paid - record.charged_back
    if amount > left:
        return refuse("policy_denied", says=[dlr(21, "too_much", today, left=left)])
    if not has_evidence:
        return needs_info("evidence", says=[dlr(21, "evidence", today)])
    use = Use(kind=AUTHORITY, amount=amount, subject=f"dealer_claim:{record.number}")
    named: dict[str, Sayable] = {
        "amount": amount, "number": record.number, "ground": ground.rstrip(". "),
    }  # fmt: skip
    return allow(clauses=[law], says=[dlr(21, "charged", today, **named)], uses=use)
