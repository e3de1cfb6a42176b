"""Decide whether a price may be quoted, and say line by line how it came about. Source: C10."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from makegood.core.decision import Decision, Figure, Statement, Use, allow, needs_info, refuse, say
from makegood.core.money import Money, sum_of
from makegood.core.standing import Rights
from makegood.core.statements import Article, Jurisdiction, Sayable
from makegood.domains.ordering.baskets import DELIVERY, Basket
from makegood.domains.ordering.price_rules import Kind
from makegood.domains.ordering.pricing import Priced, PricedLine, goods_of
from makegood.handbook import Clause, book

DISCOUNT = "discount"


@dataclass(frozen=True, slots=True)
class Offer:
    """What is known when a price is asked for; `priced` is empty where it cannot be found.

    `accounts` are those it could be for, `place` where the goods go, in one line. `is_ours` is
    whether one of our people asks. `granted_before` was taken off by hand in the version before;
    `counted_before` of it counts still against what one may grant. `not_sold` says why the
    customer is sold nothing, if so.
    """

    rights: Rights
    accounts: tuple[str, ...]
    place: str
    ship_to: Mapping[str, str]
    is_taxed_place: bool
    unpriced: tuple[str, ...]
    on: date
    is_ours: bool
    basket: Basket | None
    priced: Priced | None
    not_sold: Statement | None
    granted_before: Money = field(default_factory=Money.zero)
    counted_before: Money = field(default_factory=Money.zero)

    @property
    def account(self) -> str:
        """The account it is for, where that is clear."""
        return self.accounts[0] if len(self.accounts) == 1 else ""

    @property
    def found(self) -> tuple[Basket, Priced]:
        """What is asked for with its price; TypeError where none could be found."""
        if self.basket is None or self.priced is None:
            raise TypeError("what has no price is refused before")
        return self.basket, self.priced


@dataclass(frozen=True, slots=True)
class Cost:
    """What a line costs us, and what is left of its price."""

    sku: str
    quantity: int
    net: Money
    cost: Money

    @property
    def margin(self) -> Money:
        """What is left."""
        return self.net - self.cost


def clause(id: str, on: date) -> Clause:
    """A clause about prices and quotes as it holds on a day."""
    return book().clause(id, on=on)


def last_day_of(today: date) -> date:
    """The last day on which a quote of today may be accepted."""
    return today + timedelta(days=clause("QUO-1", today).whole("valid_days"))


def may_quote(offer: Offer, *, today: date) -> Decision:
    """Whether a price may be quoted, and what it says."""
    unfit = not_priced(offer, today=today)
    if unfit:
        return unfit
    basket, priced = offer.found
    return _allowed(offer, basket, priced, today)


def not_priced(offer: Offer, *, today: date) -> Decision | None:
    """Why no price can be given: it takes a known account, place and day, and codes that count."""
    rule = clause("QUO-2", today)
    if offer.not_sold:
        return refuse("policy_denied", says=[offer.not_sold])
    if not offer.account:
        told = say(rule, "which_account")
        return needs_info("account", says=[told], options=offer.accounts)
    if not offer.ship_to:
        return needs_info("ship_to", says=[say(rule, "no_address")])
    last = last_day_of(today)
    if not today <= offer.on <= last:
        told = say(clause("PRC-1", today), "day_too_far", first=today, last=last)
        return needs_info("as_of", says=[told])
    if not offer.is_taxed_place:
        told = say(clause("TAX-1", today), "unknown_place", place=offer.place)
        return refuse("policy_denied", says=[told])
    priced, basket = offer.priced, offer.basket
    if priced is None or basket is None:
        first, price_rule = offer.unpriced[0], clause("PRC-1", today)
        told = say(price_rule, "no_price", sku=first, day=offer.on)
        return refuse("policy_denied", says=[told])
    if not offer.is_ours and granted_in(priced.lines) > offer.granted_before:
        return refuse("policy_denied", says=[_say("PRC-3", today, "by_our_people")])
    return _codes_refused(basket, priced, today) or _mistaken(priced, today)


def may_exempt(party: str, region: str, until: date, *, is_known: bool, today: date) -> Decision:
    """Whether a certificate may be recorded: once, while it holds, where we add tax."""
    source = f"party:{party}"
    if not book().prices.knows_taxes_of(region, today):
        return refuse("policy_denied", says=[_say("TAX-1", today, "unknown_place", place=region)])
    if is_known:
        return refuse("policy_denied", says=[say(source, "ordering.exemption_known")])
    if until < today:
        told = say(source, "ordering.exemption_ended", until=until)
        return refuse("policy_denied", says=[told])
    told = say(source, "ordering.exempted", party=party, region=region, until=until)
    return allow(clauses=[clause("TAX-1", today)], says=[told])


def explained(
    lines: tuple[PricedLine, ...], taxes: Mapping[str, Money], total: Money, *, today: date
) -> Decision:
    """How these lines came to their price, the tax of the whole, and what it comes to."""
    due = _taxes_told(taxes.items(), today)
    told = [_say("PRC-1", today, "says"), *lines_told(lines, today), *due]
    return allow(says=[*told, _say("PRC-1", today, "total", total=total)])


def cost_sheet(lines: tuple[PricedLine, ...]) -> tuple[Cost, ...]:
    """What each line costs us beside what is paid for it; for people of the company only."""
    return tuple(Cost(one.sku, one.quantity, one.net, _cost(one)) for one in lines)


def granted_in(lines: Sequence[PricedLine]) -> Money:
    """What was taken off by hand."""
    return sum_of([step.off for line in lines for step in line.steps if step.kind is Kind.BY_HAND])


def lines_told(lines: tuple[PricedLine, ...], today: date) -> list[Statement]:
    """Each line from its list price to what is paid, each sentence from the row that counted."""
    return [told for line in lines for told in line_told(line, today)]


def line_told(line: PricedLine, today: date) -> list[Statement]:
    """One line: what it lists at, what each rule took off, and what it comes to."""
    goods, listed = Article(line.sku), f"price:{line.list_rule}"
    told = [
        say(
            listed, "ordering.line_listed",
            goods=goods, quantity=line.quantity, unit=line.unit_price, amount=line.gross,
        )
    ]  # fmt: skip
    for step in line.steps:
        if step.kind is Kind.BY_HAND:
            by_hand = clause("PRC-3", today)
            told.append(say(by_hand, "granted", percent=step.percent, amount=step.off))
            continue
        told.append(say(f"price:{step.rule}", f"ordering.off_{step.kind}", amount=step.off))
    if line.steps:
        told.append(say(listed, "ordering.line_comes_to", goods=goods, amount=line.net))
    for row in filter(None, map(book().prices.holiday, line.tax_rules)):
        place, last = Jurisdiction(row.text("jurisdiction")), row.day("until_day") - timedelta(1)
        source = f"price:{row.id}"
        told.append(say(source, "ordering.tax_holiday", goods=goods, place=place, last=last))
    return told


def sum_told(priced: Priced, today: date) -> list[Statement]:
    """The tax, the total, what delivery costs, and the deposit."""
    told = _taxes_told(priced.taxes, today)
    if priced.free_delivery:
        told.append(_say("DLV-1", today, "free", goods=goods_of(priced.lines)))
    told.append(_say("PRC-1", today, "total", total=priced.total))
    if priced.deposit:
        told.append(_say("ORD-1", today, "asked", deposit=priced.deposit))
    return told


def figures_of(priced: Priced) -> list[Figure]:
    """The amounts of a price by name."""
    brought = [line.net for line in priced.lines if line.sku == DELIVERY]
    found = [
        Figure(name="goods", amount=priced.net),
        Figure(name="tax", amount=priced.tax),
        Figure(name="total", amount=priced.total),
    ]
    if brought or priced.free_delivery:
        found.append(Figure(name="delivery", amount=sum_of(brought, priced.total.currency)))
    if priced.deposit:
        found.append(Figure(name="deposit", amount=priced.deposit))
    return found


def _allowed(offer: Offer, basket: Basket, priced: Priced, today: date) -> Decision:
    told = [*lines_told(priced.lines, today), *sum_told(priced, today)]
    told += _exemption_told(basket, offer.on, today)
    told += [
        _say("PRC-2", today, "not_needed", code=code)
        for code in sorted(priced.known_codes - priced.used_codes)
    ]
    if basket.is_on_account:
        told.append(_say("ORD-1", today, "on_account"))
    told += [
        _say("QUO-2", today, "place", place=offer.place),
        _say("QUO-1", today, "until", last_day=last_day_of(today)),
    ]
    granted = granted_in(priced.lines)
    is_more = granted > offer.granted_before
    uses = Use(DISCOUNT, granted - offer.counted_before) if is_more else None
    return allow(
        clauses=[clause("PRC-1", today), clause("TAX-1", today), clause("QUO-1", today)],
        says=told, figures=figures_of(priced), uses=uses,
    )  # fmt: skip


def _codes_refused(basket: Basket, priced: Priced, today: date) -> Decision | None:
    """A code that counts for nothing, or codes of which only some count together (B46)."""
    for code in basket.codes:
        if code not in priced.known_codes:
            return refuse("policy_denied", says=[_say("PRC-2", today, "unknown", code=code)])
    left_out = priced.known_codes - priced.used_codes
    if not left_out or len(basket.codes) < 2:
        return None
    used = ", ".join(sorted(priced.used_codes))
    best = (
        _say("PRC-2", today, "best", code=used, total=priced.total)
        if used
        else _say("PRC-2", today, "best_without", total=priced.total)
    )
    told = _say("PRC-2", today, "do_not_combine", codes=", ".join(basket.codes))
    return refuse("policy_denied", says=[told], instead=[best])


def _mistaken(priced: Priced, today: date) -> Decision | None:
    """A price far below what the goods cost us, before anything that a person granted."""
    floor = clause("PRC-4", today).decimal("floor_percent")
    for line in priced.lines:
        if line.net + granted_in([line]) < _cost(line).percent(floor):
            told = _say("PRC-4", today, "too_low", goods=Article(line.sku))
            return refuse("policy_denied", says=[told])
    return None


def _taxes_told(taxes: Iterable[tuple[str, Money]], today: date) -> list[Statement]:
    return [_say("TAX-1", today, "due", place=Jurisdiction(place), tax=tax) for place, tax in taxes]


def _exemption_told(basket: Basket, on: date, today: date) -> list[Statement]:
    if basket.exemption is None:
        return []
    ends = basket.exemption.until
    sentence = "exempt" if on <= ends else "certificate_ended"
    named = basket.exemption.certificate
    return [_say("TAX-1", today, sentence, certificate=named, until=ends)]


def _cost(line: PricedLine) -> Money:
    product = book().catalogue.products.get(line.sku)
    if product is None or product.cost is None:
        return Money.zero()
    return Money.parse(f"{product.cost:.2f}") * line.quantity


def _say(id: str, today: date, sentence: str, **params: Sayable) -> Statement:
    return say(clause(id, today), sentence, **params)
