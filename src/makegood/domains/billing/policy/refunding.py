"""Decide what may go back, by which way, and whether a report of the provider can be true."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from makegood.core.actor import V3, Level
from makegood.core.calendars import company_calendar
from makegood.core.decision import Decision, Statement, Use, allow, needs_info, refuse, say
from makegood.core.money import Money
from makegood.core.statements import Figure
from makegood.domains.billing.policy.clauses import clause
from makegood.domains.billing.splitting import Paid, is_lent, refundable

_LOAN = "loan"


@dataclass(frozen=True, slots=True)
class EarlierRefund:
    """A refund that was made already."""

    number: str
    amount: Money
    on: date


@dataclass(frozen=True, slots=True)
class OpenChargeback:
    """A payment that a bank is taking back."""

    number: str
    amount: Money


@dataclass(frozen=True, slots=True)
class RefundFacts:
    """The money of an order: who paid what, what went back, what banks dispute, what we owe.

    `in_cash` are the payments made so, `stored` those by gift card or store credit.
    """

    order: str
    party: str
    paid: tuple[Paid, ...]
    in_cash: frozenset[str]
    held: date | None
    earlier: tuple[EarlierRefund, ...]
    chargebacks: tuple[OpenChargeback, ...]
    stored: frozenset[str] = frozenset()
    has_died: bool = False


@dataclass(frozen=True, slots=True)
class LegFacts:
    """One leg of a refund, how far it came, and whether the customer still has our promise.

    `moved_on` is the day of a change of address that is not yet as long ago as ACC-4 wants it;
    `is_looked_at` whether those who look into such wishes have not answered yet.
    """

    number: str
    refund: str
    order: str
    about: str
    party: str
    payment: str
    tender: str
    last4: str
    amount: Money
    state: str
    is_cheque: bool
    is_promised: bool = False
    moved_on: date | None = None
    is_looked_at: bool = False
    has_died: bool = False


@dataclass(frozen=True, slots=True)
class SettlementFacts:
    """A movement of money; `is_failed` when held for failed, `is_open` when not captured yet."""

    number: str
    tender: str
    amount: Money
    is_settled: bool
    is_failed: bool
    is_open: bool
    refund: str


def back_by(amount: Money, due: date, today: date, lent: Money | None = None) -> Statement:
    """By which day a refund is with whom it was sent to; what was `lent` is with the lender."""
    if not lent:
        return say(clause("REF-7", today), "due", amount=amount, due=due)
    rule, rest = clause("REF-15", today), amount - lent
    if not rest:
        return say(rule, "due", lent=lent, due=due)
    return say(rule, "due_both", lent=lent, rest=rest, due=due)


def may_refund(facts: RefundFacts, *, amount: Money, today: date) -> Decision:
    """Nothing twice, never more than was paid, nothing beside a bank that takes it back (C17)."""
    if facts.chargebacks:
        waits = clause("REF-5", today)
        open_ones = (
            say(f"chargeback:{one.number}", "billing.chargeback_open", amount=one.amount)
            for one in facts.chargebacks
        )
        return refuse("policy_denied", clause=waits, says=[say(waits), *open_ones])
    left = refundable(facts.paid)
    if amount > left:
        return _too_much(facts, left, today)
    if facts.has_died:
        says = [say(clause("ACC-12", today), "balance")]
        return allow(says=says, figures=[Figure(name="refund", amount=amount)])
    ways = clause("REF-1", today)
    held = [say(clause("REF-10", today))] if facts.held else []
    lent = any(is_lent(one.instrument) and one.left for one in facts.paid)
    lender = [say(clause("REF-15", today))] if lent else []
    return allow(
        says=[say(ways), *lender, *held, say(clause("REF-7", today))],
        figures=[Figure(name="refund", amount=amount)],
    )


def _too_much(facts: RefundFacts, left: Money, today: date) -> Decision:
    once = clause("REF-3", today)
    before = (
        say(once, "already", amount=refund.amount, refunded_on=refund.on)
        for refund in facts.earlier
    )
    return refuse(
        "policy_denied", clause=once, says=[say(once), *before, say(once, "at_most", left=left)]
    )


def may_settle(facts: SettlementFacts, *, fee: Money) -> Decision:
    """Whether a report of the provider can be true of what we know of the movement. Source: J04."""
    about = f"movement:{facts.number}"
    if facts.is_failed:  # it was reversed and perhaps sent again: a person has to look
        told = say(about, "billing.failed_before", leg=facts.number)
    elif facts.is_open:  # the provider's reports overtook each other
        told = say(about, "billing.not_captured", payment=facts.number)
    elif not Money.zero(facts.amount.currency) <= fee <= facts.amount:
        told = say(about, "billing.fee_beyond", amount=facts.amount)
    else:
        return allow()
    return refuse("policy_denied", says=[told])


def may_reissue(
    leg: LegFacts, *, to: str, agreed: bool | None, level: Level, today: date
) -> Decision:
    """Only what failed is sent again: the same way at once, another way with two proofs (REF-2)."""
    if leg.state == "unclaimed":
        told = say(f"refund:{leg.number}", "billing.with_the_state", leg=leg.number)
        return refuse("policy_denied", says=[told])
    if leg.state != "failed":
        told = say(f"refund:{leg.number}", "billing.not_failed", leg=leg.number)
        return refuse("policy_denied", says=[told])
    again = clause("REF-8", today)
    if to == "same_tender":
        uses = Use(kind="refund", amount=leg.amount, mechanical=True)
        return _sent_again(leg, [say(again)], uses)
    if leg.tender == _LOAN:
        return to_the_lender(today)
    if leg.has_died:
        return for_the_estate(today)
    elsewhere = clause("REF-2", today)
    if level < V3:
        return refuse(
            "verification_required",
            clause=elsewhere,
            says=[say(elsewhere)],
            instead=[say(elsewhere, "instead_original")],
            level=V3,
        )
    if leg.is_looked_at:
        waits = clause("ACC-4", today)
        return refuse("policy_denied", clause=waits, says=[say(waits, "held")])
    if to == "store_credit":
        only_if_wanted = clause("REF-6", today)
        if agreed is None:
            return needs_info("customer_agreed", says=[say(only_if_wanted)])
        if not agreed:
            return refuse("policy_denied", clause=only_if_wanted, says=[say(only_if_wanted)])
    uses = Use(kind="refund_to_new_tender", amount=leg.amount)
    flag = [say(clause("ACC-4", today))] if leg.moved_on else []
    return _sent_again(leg, [say(again), say(elsewhere), *flag], uses)


def for_the_estate(today: date) -> Decision:
    """What is owed to whoever has died goes nowhere but to the estate, with its papers (REF-14)."""
    rule, death = clause("REF-14", today), clause("ACC-12", today)
    return refuse("policy_denied", clause=rule, says=[say(rule), say(death, "papers")])


def to_the_lender(today: date) -> Decision:
    """What a lender paid goes back to the lender and nowhere else (REF-15)."""
    rule = clause("REF-15", today)
    return refuse("policy_denied", clause=rule, says=[say(rule), say(rule, "not_elsewhere")])


def _sent_again(leg: LegFacts, says: Iterable[Statement], uses: Use) -> Decision:
    return allow(says=says, figures=[Figure(name="refund", amount=leg.amount)], uses=uses)


def may_stop(leg: LegFacts, today: date) -> Decision:
    """What waits, or a cheque nobody cashed, can be stopped; money that moved cannot (REF-11)."""
    rule = clause("REF-11", today)
    if not is_stoppable(leg):
        return refuse("policy_denied", clause=rule, says=[say(rule, "not_stoppable")])
    return allow(
        says=[say(rule), say(rule, "stopped", amount=leg.amount)],
        figures=[Figure(name="refund", amount=leg.amount)],
    )


def may_record_word(leg: LegFacts, *, stopped: bool, today: date) -> Decision:
    """What a bank said counts of a cheque on its way; stopped, its money is owed again (REF-11)."""
    rule = clause("REF-11", today)
    if not leg.is_cheque or leg.state not in ("sent", "stopping"):
        return refuse("policy_denied", clause=rule, says=[say(rule, "not_stoppable")])
    return allow(
        says=[say(rule, "stopped" if stopped else "cashed", amount=leg.amount)],
        figures=[Figure(name="refund", amount=leg.amount)],
        uses=Use(kind="refund", amount=leg.amount, mechanical=True),
    )


def is_stoppable(leg: LegFacts) -> bool:
    """Whether a part of a refund can still be stopped."""
    return leg.state == "held" or (leg.is_cheque and leg.state == "sent")


def held_until(paid_on: date, *, tender: str, today: date, is_over: bool = False) -> date | None:
    """Until when a refund on a cheque waits for the cheque; None when it need not (REF-10).

    What was paid beyond what was owed (`is_over`) waits so for a bank's debit as well (C14).
    """
    if tender not in ("cheque", "money_order", *(("ach",) if is_over else ())):
        return None
    days = clause("REF-10", today).whole("hold_days")
    certain = company_calendar().add_business_days(paid_on, days)
    return certain if certain > today else None
