"""Decide whether an order goes faster: by which day, for how much, and only with a yes. C11."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from makegood.core.decision import Decision, Figure, Statement, allow, needs_info, refuse, say
from makegood.core.money import Money
from makegood.core.standing import Rights
from makegood.core.statements import Article
from makegood.domains.ledger import postings
from makegood.domains.ledger.postings import Posting
from makegood.domains.ordering.baskets import Basket
from makegood.domains.ordering.policy.orders import OrderMoney
from makegood.domains.ordering.policy.quotes import clause
from makegood.domains.ordering.policy.taking import Credit, held_for
from makegood.domains.ordering.pricing import Priced
from makegood.domains.ordering.supplying import Expected


@dataclass(frozen=True, slots=True)
class Sooner:
    """A line that waits: the day that is promised for it, and the one that a fast service keeps."""

    line: str
    sku: str
    promised_on: date | None
    when: Expected | None


@dataclass(frozen=True, slots=True)
class ExpediteFacts:
    """An order as it would go with the fastest service that carriers offer for it.

    `basket` and `priced` are the order with the article of faster delivery, empty where it was
    taken elsewhere or we offer none; `is_fast` says that it stands on the order already.
    """

    rights: Rights
    order: OrderMoney
    article: str
    is_fast: bool
    basket: Basket | None
    priced: Priced | None
    lines: tuple[Sooner, ...]
    credit: Credit | None

    @property
    def found(self) -> Priced:
        """The new price; TypeError where none could be found."""
        if self.priced is None:
            raise TypeError("what has no price is refused before")
        return self.priced

    @property
    def promised_on(self) -> date | None:
        """The day that is promised for all of it now; None while one is unknown."""
        days = [one.promised_on for one in self.lines]
        return max((day for day in days if day), default=None) if None not in days else None

    @property
    def arrives_on(self) -> date | None:
        """The day on which all of it is there with the fast service; None where none takes it."""
        days = [one.when.promised_on if one.when else None for one in self.lines]
        return max((day for day in days if day), default=None) if None not in days else None

    @property
    def price(self) -> Money:
        """What faster delivery costs, without tax."""
        return next(one.net for one in self.found.lines if one.sku == self.article)


def may_expedite(facts: ExpediteFacts, *, consent: bool | None, today: date) -> Decision:
    """Whether an order goes faster: before it is packed, where that helps, at a price agreed to."""
    rule, order = clause("DLV-8", today), facts.order
    unfit = _too_late(facts, today) or _no_use(facts, today)
    if unfit:
        return refuse("policy_denied", says=[unfit])
    told = list(_told(facts, today))
    if not consent:
        if consent is False:
            return refuse("policy_denied", says=[say(rule, "stays", order=order.number)])
        return needs_info("consent", says=told, options=("true", "false"))
    priced = facts.found
    figures = [Figure(name="freight", amount=facts.price)]
    figures += [Figure(name="total", amount=priced.total), Figure(name="tax", amount=priced.tax)]
    return allow(clauses=[rule, clause("ORD-6", today)], says=told, figures=figures)


def _too_late(facts: ExpediteFacts, today: date) -> Statement | None:
    order, rule = facts.order, clause("ORD-6", today)
    if order.is_cancelled:
        return say(order.ref, "ordering.is_cancelled", number=order.number)
    if order.is_picked or any(line.shipped for line in order.lines):
        return say(rule, "packed", order=order.number)
    return say(rule, "elsewhere", order=order.number) if facts.basket is None else None


def _no_use(facts: ExpediteFacts, today: date) -> Statement | None:
    rule = clause("DLV-8", today)
    if facts.is_fast:
        return say(rule, "already", order=facts.order.number)
    if facts.priced is None or not facts.order.is_delivered:
        return say(rule, "not_offered")
    unknown = next((one.sku for one in facts.lines if one.promised_on is None), "")
    if unknown:
        return say(clause("DLV-4", today), "unknown", goods=Article(unknown))
    day, sooner = facts.promised_on, facts.arrives_on
    if day is None or sooner is None or sooner >= day:
        return say(rule, "no_sooner", day=day) if day else say(rule, "not_offered")
    return None


def _told(facts: ExpediteFacts, today: date) -> Iterator[Statement]:
    rule, order, priced = clause("DLV-8", today), facts.order, facts.found
    before, sooner = facts.promised_on, facts.arrives_on
    if before and sooner:
        yield say(rule, "sooner", order=order.number, day=sooner, before=before)
    yield say(rule, "price", price=facts.price)
    yield say(rule, "or_nothing")
    now = clause("ORD-6", today)
    yield say(now, "comes_to", before=order.total, total=priced.total, tax=priced.tax)
    held = held_for(facts.credit, priced.total, today) if facts.credit else None
    yield from [held] if held else []


@dataclass(frozen=True, slots=True)
class ExpressFacts:
    """An order that was to come faster: the line of that, what it costs, and if it was in time.

    `line` is empty where faster delivery stands on the order no more, or was given back; `due` is
    the day on which all of it was promised. `is_held` says that it was held on the customer's side,
    `is_disputed` that a bank takes back what was paid, and `owed` is what they owe on the order.
    """

    order: OrderMoney
    line: str
    net: Money
    tax: Money
    due: date | None
    is_in_time: bool
    is_held: bool
    is_disputed: bool
    is_billed: bool
    owed: Money

    @property
    def credited(self) -> Money:
        """What is given back: all of its price with the tax, or nothing."""
        is_due = self.is_late and not self.is_disputed
        return self.net + self.tax if is_due else Money.zero(self.net.currency)

    @property
    def is_late(self) -> bool:
        """Whether its price is to be given back, once no bank takes back what was paid."""
        return bool(self.line) and not self.is_in_time and not self.is_held


def may_settle_express(facts: ExpressFacts, today: date) -> Decision:
    """Whether the price of faster delivery is given back: what it was for did not come true."""
    rule = clause("DLV-8", today)
    if not facts.credited or facts.due is None:
        return allow(clauses=[rule])
    told = [say(rule, "late", order=facts.order.number, day=facts.due)]
    told.append(say(rule, "given_back", price=facts.net, total=facts.credited))
    if facts.is_billed and not express_back(facts):
        told.append(say(rule, "off_what_is_owed"))
    return allow(clauses=[rule], says=told, figures=[Figure(name="credit", amount=facts.credited)])


def express_back(facts: ExpressFacts) -> Money:
    """What of it goes back as money: what is not owed on the order."""
    return facts.credited - min(facts.owed, facts.credited)


def express_postings(facts: ExpressFacts) -> tuple[tuple[str, Posting], ...]:
    """The entry that credits faster delivery that was billed. Source: J14."""
    owed = min(facts.owed, facts.credited)
    made = postings.goods_credited(
        goods=facts.net, tax=facts.tax, party=facts.order.party, about=facts.order.ref,
        receivable=owed,
    )  # fmt: skip
    return (("express", made),)
