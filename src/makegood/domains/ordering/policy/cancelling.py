"""Decide whether an order may be cancelled, what it costs, and what goes back. Source: C11."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from makegood.core.decision import (
    Decision,
    Figure,
    Statement,
    Use,
    allow,
    needs_info,
    refuse,
    say,
)
from makegood.core.money import Money, sum_of
from makegood.core.standing import Rights
from makegood.core.statements import Article
from makegood.domains.billing.policy import way_of_money
from makegood.domains.ledger import postings
from makegood.domains.ledger.postings import Posting
from makegood.domains.ordering.baskets import DELIVERY, Basket
from makegood.domains.ordering.policy.orders import LineState, OrderMoney, share_of_pieces
from makegood.domains.ordering.policy.quotes import clause
from makegood.domains.ordering.pricing import Priced, goods_of

CUSTOMER = "customer"


@dataclass(frozen=True, slots=True)
class Left:
    """What an order comes to without what is cancelled; `priced` where it was priced anew."""

    lines: tuple[LineState, ...]
    total: Money
    tax: Money
    deposit: Money
    priced: Priced | None = None

    def needed(self, order: OrderMoney, *, prepaid: bool) -> Money:
        """What must stay held for what has not left: all of it where it was paid before.

        Else what of the deposit the shipments have not used yet.
        """
        zero = Money.zero(self.total.currency)
        if not prepaid:
            return max(zero, self.deposit - order.deposit_used)
        left = [
            share_of_pieces(whole, line.quantity, before=0, count=line.shipped)
            for line in self.lines
            for whole in (line.net, line.tax)
        ]
        return max(zero, self.total - sum((one for one in left), zero))


@dataclass(frozen=True, slots=True)
class CancelFacts:
    """An order, the pieces that are to be cancelled of it, and the money that we hold for it.

    `left` is the order without them and `before` what the same pieces came to until now.
    `special` is what made-to-order pieces among them cost; `is_delay_refused` that the customer
    cancels in answer to our notice of a delay, `is_delayed` that one was sent, with the right to
    cancel that it gives until the goods leave, and `is_being_paid` that the provider was asked for
    money of which we do not know yet whether it came. `is_unreleased` is whether none of the
    pieces could leave yet. `fallen` is what was credited of a line and counts no more, without tax
    and its tax; `deposit` and `credit` are what we hold after that.
    """

    rights: Rights
    order: OrderMoney
    pieces: tuple[tuple[str, int], ...]
    left: Left
    before: Money
    special: Money
    is_late: bool
    is_delay_refused: bool
    is_delayed: bool
    is_being_paid: bool
    deposit: Money
    credit: Money
    is_unreleased: bool = False
    fallen: tuple[tuple[str, Money, Money], ...] = ()

    @property
    def held(self) -> Money:
        """What the customer paid and nothing was billed for yet."""
        return self.deposit + self.credit

    @property
    def is_whole(self) -> bool:
        """Whether nothing of the order stands afterwards."""
        return not self.left.lines

    @property
    def is_unpacked(self) -> bool:
        """Whether goods are to be taken out of what is packed; a service is in no carton."""
        goods = {line.number for line in self.order.lines if line.is_goods}
        return self.order.is_picked and any(number in goods for number, _ in self.pieces)


def may_cancel(
    facts: CancelFacts, *, line: str, asked: int | None, cause: str, accepts: bool | None,
    is_ours: bool, today: date,
) -> Decision:  # fmt: skip
    """Whether these pieces may be cancelled: before they left, with their fee told first."""
    order, rule = facts.order, clause("ORD-4", today)
    if order.is_cancelled:
        told = say(order.ref, "ordering.is_cancelled", number=order.number)
        return refuse("policy_denied", says=[told])
    if cause != CUSTOMER and not (is_ours or facts.is_delay_refused):
        return refuse("not_authorised", says=[say(rule, "by_our_people")])
    if facts.is_being_paid and (cause == CUSTOMER or not is_ours):
        return refuse("policy_denied", says=[say(rule, "being_paid", order=order.number)])
    count = sum(pieces for _, pieces in facts.pieces)
    if not count:
        back = clause("RET-1", today)
        return refuse(
            "policy_denied", says=[say(rule, "has_left", order=order.number)],
            instead=[say(rule, "refuse_it"), say(back)],
        )  # fmt: skip
    if line and asked is None and count > 1:
        return needs_info("quantity", says=[say(rule, "how_many", left=count)])
    if line and asked is not None and asked > count:
        told = say(rule, "too_many", asked=asked, left=count)
        return refuse("policy_denied", says=[told])
    if facts.left.total > facts.before and not accepts:
        if accepts is False:
            return refuse("policy_denied", says=[say(rule, "stays", order=order.number)])
        dearer = list(_dearer(facts, today))
        return needs_info("accepts", says=dearer, options=("true", "false"))
    return _allowed(facts, cause, today)


def fee_of(facts: CancelFacts, cause: str, today: date) -> Money:
    """What cancelling costs, kept from what was paid and never more. Source: AC11.6."""
    zero, rule = Money.zero(facts.before.currency), clause("ORD-4", today)
    if cause != CUSTOMER or facts.is_late or facts.is_delayed or facts.is_unreleased:
        return zero
    fee = facts.special.percent(rule.decimal("special_percent"))
    if facts.is_unpacked:
        fee += Money.parse(str(rule.decimal("intercept_fee")))
    return min(fee, facts.held)


def back_of(facts: CancelFacts, fee: Money) -> Money:
    """What goes back: all that is held, less the fee and what the rest of the order needs."""
    zero = Money.zero(fee.currency)
    needed = facts.left.needed(facts.order, prepaid=facts.held > facts.deposit)
    return max(zero, facts.held - fee - (zero if facts.is_whole else needed))


def without(lines: tuple[LineState, ...], pieces: dict[str, int]) -> tuple[LineState, ...]:
    """The lines that stand without some pieces, each with the share of what is left of it.

    What is no goods stands only beside goods.
    """
    kept = []
    for line in lines:
        count = line.quantity - pieces.get(line.number, 0)
        if count:
            net, tax = (
                share_of_pieces(whole, line.quantity, before=0, count=count)
                for whole in (line.net, line.tax)
            )
            kept.append(replace(line, quantity=count, net=net, tax=tax))
    return tuple(kept) if any(line.is_goods for line in kept) else ()


def fewer(basket: Basket, lines: tuple[LineState, ...]) -> Basket:
    """The basket with only the pieces that stand, line by line; delivery is found anew."""
    stands = {line.number: line.quantity for line in lines}
    wanted = [replace(one, quantity=stands.get(one.line, 0)) for one in basket.wanted]
    delivery = basket.delivery if basket.delivery in stands else ""
    return replace(basket, wanted=tuple(one for one in wanted if one.quantity), delivery=delivery)


def _allowed(facts: CancelFacts, cause: str, today: date) -> Decision:
    fee = fee_of(facts, cause, today)
    back, rule = back_of(facts, fee), clause("ORD-4", today)
    figures = [Figure(name="total", amount=facts.left.total)]
    figures += [Figure(name="fee", amount=fee)] if fee else []
    figures += [Figure(name="refund", amount=back)] if back else []
    by_right = facts.is_delayed and facts.is_whole  # what the law gives takes nobody's approval
    clauses = [rule, clause("LAW-MITO-2", today)] if by_right else [rule]
    uses = Use("refund", back, mechanical=True, subject=facts.order.ref)
    return allow(
        clauses=clauses,
        says=list(_told(facts, fee, back, today)),
        figures=figures,
        uses=uses if back and not by_right else None,
    )


def _told(facts: CancelFacts, fee: Money, back: Money, today: date) -> Iterator[Statement]:
    rule, order = clause("ORD-4", today), facts.order
    skus = {line.number: line.sku for line in order.lines}
    if facts.is_whole:
        yield say(rule, "whole", order=order.number)
    else:
        for number, pieces in facts.pieces:
            yield say(rule, "pieces", pieces=pieces, goods=Article(skus[number]))
        yield from _dearer(facts, today) if facts.left.total > facts.before else ()
        yield say(rule, "comes_to", order=order.number, total=facts.left.total)
    if fee and facts.special:
        yield say(rule, "special", goods=facts.special)
    if fee and facts.is_unpacked:
        yield say(rule, "picked")
    if fee:
        yield say(rule, "fee", fee=fee)
    if not back:
        yield say(rule, "nothing_paid")
        return
    yield way_of_money(say(rule, "back", back=back), back, has_died=order.has_died, today=today)


def _dearer(facts: CancelFacts, today: date) -> Iterator[Statement]:
    """Why what is left costs more: most often it is no longer brought for nothing (AC11.2)."""
    rule, priced = clause("ORD-4", today), facts.left.priced
    brought = [line.net for line in priced.lines if line.sku == DELIVERY] if priced else []
    known = any(line.sku == DELIVERY for line in facts.order.lines)
    if priced and brought and not known:
        goods = goods_of(priced.lines)
        yield say(rule, "delivery", goods=goods, delivery=sum_of(brought))
    yield say(rule, "dearer", before=facts.before, total=facts.left.total)


def cancel_postings(facts: CancelFacts, fee: Money, back: Money) -> tuple[tuple[str, Posting], ...]:
    """The entries of a cancellation: what was held is owed again, and the fee kept of it."""
    kept = postings.restocking_fee_kept(fee, party=facts.order.party, about=facts.order.ref)
    made = back_postings(facts.order, fee + back, facts.deposit)
    return (*made, ("fee", kept)) if kept.lines else made


def back_postings(order: OrderMoney, owed: Money, held: Money) -> tuple[tuple[str, Posting], ...]:
    """The entries by which what was held of an order is owed to the customer, deposits first."""
    party, about, deposit = order.party, order.ref, min(owed, held)
    credit = postings.held_given_back(
        owed - deposit, party=party, about=about, out_of=postings.TRADE_RECEIVABLE
    )
    made = (
        ("deposit", postings.held_given_back(deposit, party=party, about=about)),
        ("credit", credit),
    )
    return tuple((name, posting) for name, posting in made if posting.lines)
