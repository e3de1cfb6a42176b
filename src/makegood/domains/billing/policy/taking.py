"""Decide what may be taken, put to what is open, moved, and taken back by a bank."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from makegood.core.actor import ActorKind
from makegood.core.decision import Decision, Statement, Use, allow, needs_info, refuse, say
from makegood.core.money import Money
from makegood.core.statements import Figure
from makegood.domains.billing.allocating import OpenItem
from makegood.domains.billing.policy.clauses import amount_in, clause

RETURNABLE = frozenset({"ach", "cheque", "money_order"})
"""Means of payment that a bank can still take back unpaid after we had the money."""

BY_POST = frozenset({"cheque", "money_order"})
"""Means of payment that lie before us already, and that nobody sends back for being little."""

IN_HAND = frozenset({"cash", "cheque", "loan", "money_order"})
"""Means of payment that somebody of ours takes by hand: there is money once it is there."""


class OnCheque(Protocol):
    """What stands on a cheque: its day, and whether it says that it settles all that is owed."""

    @property
    def dated_on(self) -> date: ...

    @property
    def in_full(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class HeldMoney:
    """A gift card or store credit: its name in the books, whose it is, and what is on it."""

    ref: str
    party: str
    balance: Money


@dataclass(frozen=True, slots=True)
class PaymentFacts:
    """What is known when somebody pays; `twin` is a payment of as much, so put, on this day.

    `payable` is what is open beyond dispute, where it is paid on account, and `named` what is owed
    for the orders that the payer wants paid first.
    """

    is_number_known: bool
    held: HeldMoney | None
    twin: str = ""
    payable: Money | None = None
    named: Money | None = None


def may_take(
    facts: PaymentFacts, *, order: str, purpose: str, amount: Money, number: str, today: date,
    tender: str, by: ActorKind, token: str | None = "", is_said_captured: bool = False,
    cheque: OnCheque | None = None,
) -> Decision:  # fmt: skip
    """A number stands for one payment; stored value pays what is owed, no more than it holds.

    Money in hand, such as cash, is taken by who receives it: our people or an import. Only the
    provider or an import says that money was captured. `cheque` is what stands on one.
    """
    if is_said_captured and by is not ActorKind.SYSTEM:
        return refuse("not_authorised", says=[say("rule:J04", "billing.not_by_hand")])
    if tender in IN_HAND and by not in (ActorKind.STAFF, ActorKind.SYSTEM):
        return refuse("policy_denied", says=[say(clause("PAY-1", today), "in_store")])
    slip = clause("PMT-8", today)
    if amount > amount_in(slip, "most"):
        return refuse("policy_denied", clause=slip, says=[say(slip)])
    if tender == "loan" and token is None:
        return needs_info("token", says=[say(clause("REF-15", today), "contract")])
    if facts.is_number_known:
        told = say(f"payment:{number}", "billing.number_known", payment=number)
        return refuse("policy_denied", says=[told])
    if facts.held is not None:
        if purpose == "deposit":
            return refuse("policy_denied", says=[say("rule:J01", "billing.no_deposit_by_credit")])
        if amount > facts.held.balance:
            short = say(facts.held.ref, "billing.not_enough", balance=facts.held.balance)
            return refuse("policy_denied", says=[short])
    little = _too_little(facts, amount, tender, by, today)
    if unfit := _unfit_cheque(cheque, today) or little:
        return unfit
    told = say(f"order:{order}", "billing.takes", amount=amount, order=order)
    if not order:
        told = say(clause("PMT-1", today))
    alike, payable = clause("PMT-6", today), facts.payable
    over = amount - payable if payable is not None and amount > payable else None
    beyond = [say(clause("PMT-1", today), "left", amount=over)] if over else []
    flag = [say(alike, "twin", amount=amount, payment=facts.twin), say(alike)] if facts.twin else []
    return allow(says=[told, *beyond, *flag], figures=[Figure(name="payment", amount=amount)])


def _too_little(
    facts: PaymentFacts, amount: Money, tender: str, by: ActorKind, today: date
) -> Decision | None:
    """Why a part of what is owed on account is not taken: it is too little (PMT-12).

    What an import, the provider or the post brings is here already and is taken whatever it is,
    and stored value pays what is left on it. Whoever names orders may always pay all of those.
    """
    payable = facts.named or facts.payable
    if by is ActorKind.SYSTEM or tender in BY_POST or facts.held is not None or not payable:
        return None
    rule = clause("PMT-12", today)
    least = amount_in(rule, "least")
    if amount >= min(least, payable):
        return None
    accepted = "accepted" if payable > least else "only_all"
    says = [say(rule, accepted, owed=payable), say(rule)]
    return refuse("policy_denied", clause=rule, says=says)


def _unfit_cheque(cheque: OnCheque | None, today: date) -> Decision | None:
    """Why a cheque is not paid in: dated later, too old, or said to settle all (PMT-7)."""
    if cheque is None:
        return None
    rule, dated_on = clause("PMT-7", today), cheque.dated_on
    last = dated_on + timedelta(days=rule.whole("good_for"))
    if cheque.in_full:
        return refuse("policy_denied", clause=rule, says=[say(rule, "in_full"), say(rule)])
    if dated_on > today:
        return refuse("policy_denied", clause=rule, says=[say(rule, "later", day=dated_on)])
    if today > last:
        return refuse("policy_denied", clause=rule, says=[say(rule, "too_old", day=last)])
    return None


@dataclass(frozen=True, slots=True)
class AccountPayment:
    """A payment as it stands: how much of it is put to nothing, and what happened to it since."""

    number: str
    party: str
    order: str
    tender: str
    purpose: str
    amount: Money
    unapplied: Money
    state: str
    returned: Money
    is_disputed: bool
    is_deposit_held: bool
    items: tuple[OpenItem, ...]


def may_apply(facts: AccountPayment, today: date) -> Decision:
    """Money on account is put to what is open; where nothing is, it waits. Source: C14."""
    about = f"payment:{facts.number}"
    if facts.state != "captured" or not facts.unapplied:
        return refuse("policy_denied", says=[say(about, "billing.nothing_unapplied")])
    if not any(item.payable for item in facts.items):
        return refuse("policy_denied", says=[say(about, "billing.nothing_open")])
    return allow(
        says=[say(clause("PMT-1", today))],
        figures=[Figure(name="unapplied", amount=facts.unapplied)],
    )


def may_move(facts: AccountPayment, *, to_party: str, to_order: str, today: date) -> Decision:
    """A payment posted to the wrong account goes to the right one whole, before any refund."""
    about, moves = f"payment:{facts.number}", clause("PMT-2", today)
    if facts.state != "captured":
        told = "billing.not_ours"
    elif (to_party, to_order) == (facts.party, facts.order):
        told = "billing.there_already"
    elif facts.returned or facts.is_disputed:
        told = "billing.partly_gone"
    elif facts.purpose == "deposit" and not (facts.is_deposit_held and to_order):
        told = "billing.deposit_used"
    else:
        where = "to_order" if to_order else "to_account"
        return allow(
            says=[say(moves), say(moves, where, amount=facts.amount, to=to_order or to_party)],
            uses=Use(kind="adjustment", amount=facts.amount, subject=about),
        )
    return refuse("policy_denied", clause=moves, says=[say(about, told)])


def may_give_back(facts: AccountPayment, today: date) -> Decision:
    """What was paid beyond what is owed goes back whole, unless its bank asks for it. (C17)."""
    about, rule = f"payment:{facts.number}", clause("PMT-1", today)
    if facts.state != "captured" or not facts.unapplied:
        return refuse("policy_denied", says=[say(about, "billing.nothing_overpaid")])
    if facts.is_disputed:
        return refuse("policy_denied", clause=rule, says=[say(about, "billing.partly_gone")])
    over = [say(clause("REF-10", today), "over")] if facts.tender in RETURNABLE else []
    return allow(
        says=[say(rule, "too_much", amount=facts.unapplied), *over, say(clause("REF-7", today))],
        figures=[Figure(name="refund", amount=facts.unapplied)],
        uses=Use(kind="refund", amount=facts.unapplied, mechanical=True),
    )


def may_return(facts: AccountPayment, today: date) -> Decision:
    """A bank takes back a cheque or a debit once; a payment that did not hold is no payment."""
    about, back = f"payment:{facts.number}", clause("PMT-3", today)
    if facts.state == "returned":
        told = "billing.returned_before"
    elif facts.tender not in RETURNABLE:
        told = "billing.not_returnable"
    elif facts.state != "captured":
        told = "billing.not_ours"
    elif facts.returned or facts.is_disputed:
        told = "billing.partly_gone"
    elif facts.purpose == "deposit" and not facts.is_deposit_held:
        told = "billing.deposit_used"
    else:
        return allow(says=returned(facts.amount, today))
    return refuse("policy_denied", clause=back, says=[say(about, told)])


def returned(amount: Money, today: date) -> list[Statement]:
    """What the customer is told of a payment that did not hold."""
    back = clause("PMT-3", today)
    return [say(back, "returned", amount=amount), say(back), say(back, "void")]
