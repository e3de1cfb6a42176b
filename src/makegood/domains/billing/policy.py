"""Decide what may be taken and what goes back, and by which rule of the books it is posted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from makegood.core.actor import V3, Level
from makegood.core.decision import Decision, Statement, Use, allow, needs_info, refuse, say
from makegood.core.money import Money
from makegood.core.statements import Figure, Word
from makegood.domains.billing.splitting import Paid, refundable
from makegood.domains.ledger import postings
from makegood.domains.ledger.postings import Posting
from makegood.handbook import Clause, book

_INTO = {"card": postings.CARD_CLEARING, "ach": postings.BANK, "cash": postings.CASH_DRAWER}
# Cash is not handed back out of a drawer: the provider sends a cheque on the bank account.
_OUT_OF = {"card": postings.CARD_CLEARING, "ach": postings.BANK, "cash": postings.BANK}


@dataclass(frozen=True, slots=True)
class HeldMoney:
    """A gift card or store credit: its name in the books, whose it is, and what is on it."""

    ref: str
    party: str
    balance: Money


@dataclass(frozen=True, slots=True)
class PaymentFacts:
    """What is known when somebody pays."""

    is_number_known: bool
    held: HeldMoney | None


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
    """The money of an order: who paid what, what went back, what banks dispute, what we owe."""

    order: str
    party: str
    paid: tuple[Paid, ...]
    earlier: tuple[EarlierRefund, ...]
    chargebacks: tuple[OpenChargeback, ...]


@dataclass(frozen=True, slots=True)
class LegFacts:
    """One leg of a refund, how far it came, and whether the customer still has our promise."""

    number: str
    refund: str
    order: str
    party: str
    payment: str
    tender: str
    last4: str
    amount: Money
    state: str
    is_promised: bool = False


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


def clause(id: str, on: date) -> Clause:
    """A clause about refunds as it holds on a day."""
    return book().clause(id, on=on)


def back_by(amount: Money, due: date, today: date) -> Statement:
    """By which day a refund is with whom it was sent to."""
    return say(clause("REF-7", today), "due", amount=amount, due=due)


def received(
    *, purpose: str, tender: str, amount: Money, party: str, order: str, held: str
) -> Posting:
    """J01 for something down, J18 out of stored value, J04 for the rest (C18)."""
    about = f"order:{order}"
    if held:
        return postings.store_credit_used(amount, tender=held, party=party, about=about)
    if purpose == "deposit":
        return postings.order_deposit(amount, party=party, about=about, into=_INTO[tender])
    return postings.payment_received(amount, party=party, about=about, into=_INTO[tender])


def sent_back(*, tender: str, amount: Money, party: str, order: str, held: str) -> Posting:
    """J17 onto stored value, J15 for the rest (C18)."""
    about = f"order:{order}"
    if held:
        return postings.store_credit_issued(amount, tender=held, party=party, about=about)
    return postings.refund_paid(amount, party=party, about=about, out_of=_OUT_OF[tender])


def taken_back(*, tender: str, amount: Money, party: str, order: str) -> Posting:
    """A bank took a payment back: J04 the other way round, so that it is owed to us again."""
    about, out_of = f"order:{order}", _INTO[tender]
    return postings.opposite(
        postings.payment_received(amount, party=party, about=about, into=out_of)
    )


def loaded(amount: Money, *, held: str) -> Posting:
    """J17 for a gift card sold at the till: the money that came in is owed on the card."""
    return postings.store_credit_issued(
        amount, tender=held, party="", about=held, out_of=postings.CASH_DRAWER
    )


def may_take(
    facts: PaymentFacts, *, order: str, purpose: str, amount: Money, number: str
) -> Decision:
    """A number stands for one payment; stored value pays what is owed, no more than it holds."""
    if facts.is_number_known:
        told = say(f"payment:{number}", "billing.number_known", payment=number)
        return refuse("policy_denied", says=[told])
    if facts.held is not None:
        if purpose == "deposit":
            return refuse("policy_denied", says=[say("rule:J01", "billing.no_deposit_by_credit")])
        if amount > facts.held.balance:
            short = say(facts.held.ref, "billing.not_enough", balance=facts.held.balance)
            return refuse("policy_denied", says=[short])
    return allow(
        says=[say(f"order:{order}", "billing.takes", amount=amount, order=order)],
        figures=[Figure(name="payment", amount=amount)],
    )


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
    ways = clause("REF-1", today)
    return allow(
        says=[say(ways), say(clause("REF-7", today))],
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
    if leg.state != "failed":
        told = say(f"refund:{leg.number}", "billing.not_failed", leg=leg.number)
        return refuse("policy_denied", says=[told])
    again = clause("REF-8", today)
    if to == "same_tender":
        uses = Use(kind="refund", amount=leg.amount, mechanical=True)
        return _sent_again(leg, [say(again)], uses)
    elsewhere = clause("REF-2", today)
    if level < V3:
        return refuse(
            "verification_required",
            clause=elsewhere,
            says=[say(elsewhere)],
            instead=[say(elsewhere, "instead_original")],
            level=V3,
        )
    if to == "store_credit":
        only_if_wanted = clause("REF-6", today)
        if agreed is None:
            return needs_info("customer_agreed", says=[say(only_if_wanted)])
        if not agreed:
            return refuse("policy_denied", clause=only_if_wanted, says=[say(only_if_wanted)])
    uses = Use(kind="refund_to_new_tender", amount=leg.amount)
    return _sent_again(leg, [say(again), say(elsewhere)], uses)


def _sent_again(leg: LegFacts, says: Iterable[Statement], uses: Use) -> Decision:
    return allow(says=says, figures=[Figure(name="refund", amount=leg.amount)], uses=uses)


def tender_word(tender: str) -> Word:
    """What a means of payment is called in the language of whoever is told."""
    return Word(f"billing.tender_{tender}")
