"""Decide whether another article may come in place of one, at what price, by whose yes. C11."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
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
from makegood.core.money import Money
from makegood.core.standing import Rights
from makegood.core.statements import Article
from makegood.domains.billing.policy import way_of_money
from makegood.domains.ordering.baskets import Basket
from makegood.domains.ordering.policy.cancelling import Left
from makegood.domains.ordering.policy.orders import LineState, OrderMoney
from makegood.domains.ordering.policy.quotes import clause
from makegood.domains.ordering.policy.taking import Credit, Plan, held_for, promises_told
from makegood.domains.ordering.pricing import PricedLine


@dataclass(frozen=True, slots=True)
class Replacing:
    """What an order comes to with another article: what it is priced from, and its new lines.

    `left` is what stands of the lines that it has, with the whole amount of all of them.
    """

    basket: Basket
    left: Left
    new: tuple[PricedLine, ...]

    @property
    def lines(self) -> tuple[LineState, ...]:
        """The lines that stand from before."""
        return self.left.lines


@dataclass(frozen=True, slots=True)
class SubstituteFacts:
    """A line of which pieces wait, and what it would be with another article instead of them.

    `line` is empty where nothing of it stands, `found` where the order was taken elsewhere.
    `cannot_come` says that we do not bring it as we promised. `unfit` are models that it is for
    and the other is not. `notices` are notices of a delay that this answers, by key.
    """

    rights: Rights
    order: OrderMoney
    line: LineState | None
    sku: str
    cannot_come: bool
    unfit: tuple[str, ...]
    found: Replacing | None
    plans: tuple[Plan, ...]
    deposit: Money
    credit_held: Money
    is_being_paid: bool
    notices: tuple[int, ...]
    credit: Credit | None = None
    not_sold: Statement | None = None

    @property
    def way(self) -> Replacing:
        """What it would be; TypeError where that could not be found."""
        if self.found is None:
            raise TypeError("what was taken elsewhere is refused before")
        return self.found

    @property
    def pieces(self) -> int:
        """How many pieces have not left."""
        return self.line.quantity - self.line.shipped if self.line else 0

    @property
    def back(self) -> Money:
        """What goes back of what was paid, where the other costs less."""
        held, zero = self.deposit + self.credit_held, Money.zero(self.order.total.currency)
        if not self.is_cheaper:
            return zero
        prepaid = held > self.deposit
        return max(zero, held - self.way.left.needed(self.order, prepaid=prepaid))

    @property
    def is_cheaper(self) -> bool:
        """Whether the order comes to less with the other article."""
        return self.found is not None and self.found.left.total < self.order.total


def may_substitute(
    facts: SubstituteFacts, *, consent: bool | None, is_ours: bool, today: date
) -> Decision:
    """Whether another article may come instead: before it left, and by the customer's own yes.

    Our people need to have it told; who asks for it themselves says it by asking.
    """
    unfit = _not_replaced(facts, today)
    if unfit is not None:
        return refuse("policy_denied", says=[unfit])
    for plan in facts.plans:
        if plan.expected is None:
            short = say(clause("DLV-4", today), "short", goods=Article(plan.sku))
            return refuse("policy_denied", says=[short])
    rule, left = clause("ORD-8", today), facts.way.left
    if facts.not_sold is not None and left.total > facts.order.total:
        return refuse("policy_denied", says=[facts.not_sold])
    if consent is False:
        return refuse("policy_denied", says=[say(rule, "stays", goods=Article(_old(facts)))])
    told = list(_told(facts, today))
    if is_ours and consent is None:
        asked = [*told, say(rule, "consent")]
        return needs_info("consent", says=asked, options=("true", "false"))
    figures = [Figure(name="total", amount=left.total), Figure(name="tax", amount=left.tax)]
    figures += [Figure(name="refund", amount=facts.back)] if facts.back else []
    back = Use("refund", facts.back, mechanical=True, subject=facts.order.ref)
    return allow(clauses=[rule], says=told, figures=figures, uses=back if facts.back else None)


def _not_replaced(facts: SubstituteFacts, today: date) -> Statement | None:
    order, rule = facts.order, clause("ORD-8", today)
    if order.is_cancelled:
        return say(order.ref, "ordering.is_cancelled", number=order.number)
    if facts.line is None or not facts.pieces:
        return say(clause("ORD-7", today), "nothing_left")
    if not facts.line.is_goods:
        return say(clause("ORD-7", today), "no_goods")
    has_left = any(line.shipped for line in order.lines)
    if (order.is_picked and not has_left) or (has_left and not facts.cannot_come):
        return say(clause("ORD-6", today), "packed", order=order.number)
    if facts.found is None:
        return say(clause("ORD-6", today), "elsewhere", order=order.number)
    if facts.is_being_paid and facts.is_cheaper:  # how much goes back is not known yet
        return say(clause("ORD-4", today), "being_paid", order=order.number)
    return say(rule, "same", goods=Article(facts.sku)) if facts.sku == facts.line.sku else None


def _told(facts: SubstituteFacts, today: date) -> Iterator[Statement]:
    rule, left, before = clause("ORD-8", today), facts.way.left, facts.order.total
    old, new = Article(_old(facts)), Article(facts.sku)
    yield say(rule, "instead", pieces=facts.pieces, goods=new, former=old)
    for model in facts.unfit:
        yield say(rule, "does_not_fit", goods=new, model=Article(model))
    if left.total == before:
        yield say(clause("ORD-7", today), "same_price", total=before)
    else:
        yield say(clause("ORD-6", today), "comes_to", before=before, total=left.total, tax=left.tax)
    if facts.cannot_come and left.total > before:
        yield say(rule, "rest_stays", former=old)
    yield from promises_told(facts.plans, today)
    if facts.back:
        usual, has_died = say(clause("ORD-4", today), "back", back=facts.back), facts.order.has_died
        yield way_of_money(usual, facts.back, has_died=has_died, today=today)
    held = held_for(facts.credit, left.total, today) if facts.credit else None
    yield from [held] if held else []


def _old(facts: SubstituteFacts) -> str:
    return facts.line.sku if facts.line else ""
