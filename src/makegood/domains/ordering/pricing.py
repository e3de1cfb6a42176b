"""Find what a customer pays: each line with every rule that counted, and the tax. Source: C10.

Pure: the same basket, day and handbook give the same to the cent. Of all ways in which rules may
be combined, the customer gets the cheapest; of equals, the one with the fewest rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import chain, combinations

from makegood.core.money import Money, allocate, sum_of
from makegood.domains.ordering.baskets import (
    DELIVERY,
    Basket,
    ByHand,
    Wanted,
    each_article_once,
)
from makegood.domains.ordering.price_rules import (
    Bundle,
    Kind,
    Rule,
    bundles_of,
    combines,
    rules_for,
)
from makegood.handbook import ProductKind, Taxed, TaxRate, book
from makegood.handbook.orders import document_tax, tax_by_jurisdiction


@dataclass(frozen=True, slots=True)
class Step:
    """A rule that counted for a line, and what it took off."""

    kind: Kind
    rule: str
    percent: Decimal
    off: Money
    code: str = ""


@dataclass(frozen=True, slots=True)
class PricedLine:
    """A line with its way from the list price to what is paid; `list_rule` is the list's row.

    `line` is the number of the order line, where it has one.
    """

    sku: str
    quantity: int
    unit_price: Money
    list_rule: str
    steps: tuple[Step, ...] = ()
    tax: Money = field(default_factory=Money.zero)
    tax_rules: tuple[str, ...] = ()
    line: str = ""

    @property
    def gross(self) -> Money:
        """The list price of all pieces."""
        return self.unit_price * self.quantity

    @property
    def discount(self) -> Money:
        """What all rules took off."""
        return sum_of([step.off for step in self.steps], self.unit_price.currency)

    @property
    def net(self) -> Money:
        """What is paid without tax."""
        return self.gross - self.discount

    def less(self, step: Step) -> PricedLine:
        """The line with one more thing taken off; nothing taken off is no step."""
        return replace(self, steps=(*self.steps, step)) if step.off else self

    def part(self, before: int, wanted: Wanted) -> PricedLine:
        """The pieces of an entry after the first `before`, with their share of what it costs.

        All parts together cost what the whole does, to the cent, and so does each step on the way.
        """
        if wanted.quantity == self.quantity:
            return replace(self, line=wanted.line)
        part, left = replace(self, quantity=wanted.quantity, steps=(), line=wanted.line), self.gross
        pieces = [1] * self.quantity
        for step in self.steps:
            left -= step.off
            share = sum_of(allocate(left, pieces)[before : before + wanted.quantity])
            part = part.less(replace(step, off=part.net - share))
        return replace(
            part, tax=sum_of(allocate(self.tax, pieces)[before : before + wanted.quantity])
        )


@dataclass(frozen=True, slots=True)
class Priced:
    """A whole basket with its price: its lines, the tax of each jurisdiction, and the deposit.

    `known_codes` are those that some rule asks for; `free_delivery` when delivery costs nothing.
    """

    on: date
    lines: tuple[PricedLine, ...]
    taxes: tuple[tuple[str, Money], ...]
    deposit: Money
    free_delivery: bool
    known_codes: frozenset[str]

    @property
    def net(self) -> Money:
        """The sum of the lines without tax."""
        return sum_of([line.net for line in self.lines])

    @property
    def tax(self) -> Money:
        """The tax of the whole document."""
        return sum_of([tax for _, tax in self.taxes])

    @property
    def total(self) -> Money:
        """All that is paid."""
        return self.net + self.tax

    @property
    def used_codes(self) -> frozenset[str]:
        """The codes that took something off."""
        return frozenset(step.code for line in self.lines for step in line.steps if step.code)


def price(basket: Basket, on: date) -> Priced:
    """What a basket costs on a day, line by line; NotInHandbook for an article without a price.

    Lines of one article are priced together, so that to have them apart costs nobody anything.
    """
    priced = _price(each_article_once(basket), on)
    return replace(priced, lines=tuple(_shared_out(priced.lines, basket)))


def goods_of(lines: Sequence[PricedLine]) -> Money:
    """What the goods among the lines cost, without services and delivery."""
    return sum_of([line.net for line in lines if book().catalogue.is_goods(line.sku)])


def _price(basket: Basket, on: date) -> Priced:
    skus = [one.sku for one in basket.wanted]
    ways = (_discounted(basket, chosen, on) for chosen in _choices(bundles_of(skus, on)))
    lines = min(ways, key=lambda way: sum_of([line.net for line in way]))
    lines = _by_hand(lines, basket.by_hand)
    goods = goods_of(lines)
    free_from = Money.parse(str(book().clause("DLV-1", on=on).decimal("free_from")))
    kinds = {book().catalogue.product(one.sku).kind for one in basket.wanted}
    is_large = ProductKind.APPLIANCE in kinds
    is_brought = basket.is_delivered and is_large
    if is_brought and goods < free_from:
        lines = (*lines, _listed(Wanted(DELIVERY, 1), on))
    lines, taxes = _taxed(lines, basket, on)
    priced = Priced(
        on=on, lines=lines, taxes=taxes, deposit=Money.zero(),
        free_delivery=is_brought and goods >= free_from, known_codes=_known_codes(basket, on),
    )  # fmt: skip
    if basket.is_on_account:
        return priced
    rules = ["ORD-1"] if is_large else []
    rules += ["ORD-13"] if any(book().catalogue.released_after(one, on) for one in skus) else []
    rates = [book().clause(one, on=on).decimal("deposit_percent") for one in rules]
    return replace(priced, deposit=priced.total.percent(max(rates, default=Decimal(0))))


def _shared_out(lines: Sequence[PricedLine], basket: Basket) -> Iterator[PricedLine]:
    """Each line of the basket with its share of what its article costs, and the delivery."""
    whole = {line.sku: line for line in lines}
    before = dict.fromkeys(whole, 0)
    for one in basket.wanted:
        yield whole[one.sku].part(before[one.sku], one)
        before[one.sku] += one.quantity
    brought = [line for line in lines if not before[line.sku]]
    yield from (replace(line, line=basket.delivery) for line in brought)


def _choices(bundles: Sequence[Bundle]) -> Iterator[tuple[Bundle, ...]]:
    """Every set of bundles that share no article, the smallest first."""
    sizes = (combinations(bundles, size) for size in range(len(bundles) + 1))
    for chosen in chain.from_iterable(sizes):
        named = [sku for bundle in chosen for sku in bundle.goods]
        if len(named) == len(set(named)):
            yield chosen


def _discounted(basket: Basket, bundles: Sequence[Bundle], on: date) -> tuple[PricedLine, ...]:
    bound = {sku for bundle in bundles for sku in bundle.goods}
    lines = {one.sku: _best(one, basket, on, beside=one.sku in bound) for one in basket.wanted}
    for bundle in bundles:
        lines |= _bundled([lines[sku] for sku in bundle.goods], bundle)
    return tuple(lines.values())


def _best(one: Wanted, basket: Basket, on: date, *, beside: bool) -> PricedLine:
    """The cheapest way to price a line; `beside` a bundle only with rules that combine."""
    rules = _rules(one, basket, on)
    ways = chain.from_iterable(combinations(rules, size) for size in range(len(rules) + 1))
    legal = [way for way in ways if combines(way)]
    legal = [way for way in legal if not beside or all(rule.combines for rule in way)]
    listed = _listed(one, on)
    return min((_less(listed, way) for way in legal), key=lambda line: line.net)


def _less(line: PricedLine, rules: Sequence[Rule]) -> PricedLine:
    for rule in rules:
        off = rule.takes_off(line.net, line.quantity)
        line = line.less(Step(rule.kind, rule.id, rule.percent, off, rule.code))
    return line


def _bundled(lines: Sequence[PricedLine], bundle: Bundle) -> dict[str, PricedLine]:
    """What a bundle takes off, shared by what its goods cost, so that each is taxed fairly."""
    sets = min(line.quantity for line in lines)
    inside = {line.sku: allocate(line.net, [sets, line.quantity - sets])[0] for line in lines}
    whole = sum_of(list(inside.values()))
    off = inside[bundle.free] if bundle.free else whole.percent(bundle.percent)
    if bundle.price is not None:
        off = max(Money.zero(whole.currency), whole - bundle.price * sets)
    shares = allocate(off, [money.cents for money in inside.values()]) if whole else ()
    return {
        line.sku: line.less(Step(Kind.BUNDLE, bundle.id, bundle.percent, share))
        for line, share in zip(lines, shares, strict=bool(whole))
    }


def _by_hand(lines: tuple[PricedLine, ...], by_hand: ByHand | None) -> tuple[PricedLine, ...]:
    whole = sum_of([line.net for line in lines])
    if by_hand is None or not whole:
        return lines
    shares = allocate(whole.percent(by_hand.percent), [line.net.cents for line in lines])
    return tuple(
        line.less(Step(Kind.BY_HAND, "PRC-3", by_hand.percent, share))
        for line, share in zip(lines, shares, strict=True)
    )


def _taxed(
    lines: Sequence[PricedLine], basket: Basket, on: date
) -> tuple[tuple[PricedLine, ...], tuple[tuple[str, Money], ...]]:
    rates = [() if _is_exempt(basket, on) else _rates(line, basket, on) for line in lines]
    rated = [(line.net.amount, of_line) for line, of_line in zip(lines, rates, strict=True)]
    taxed = tuple(
        replace(line, tax=_money(tax), tax_rules=tuple(_cited(of_line)))
        for line, of_line, tax in zip(lines, rates, document_tax(rated), strict=True)
    )
    due = tax_by_jurisdiction(rated)
    return taxed, tuple((place, _money(tax)) for place, tax in due.items() if tax)


def _is_exempt(basket: Basket, on: date) -> bool:
    return basket.exemption is not None and on <= basket.exemption.until


def _rates(line: PricedLine, basket: Basket, on: date) -> tuple[TaxRate, ...]:
    product, each = book().catalogue.product(line.sku), line.net.amount / line.quantity
    place, taxed = (basket.region, basket.locality), Taxed.of(line.sku, product.kind, each)
    return book().prices.tax_rates(product.tax_class, *place, on, taxed)


def _cited(rates: Sequence[TaxRate]) -> Iterator[str]:
    """The rows by which a line is taxed, and those by which it is not for some days."""
    for rate in rates:
        yield from (id for id in (rate.id if rate.percent else "", rate.holiday) if id)


def _rules(one: Wanted, basket: Basket, on: date) -> tuple[Rule, ...]:
    who, codes = basket.customer, basket.codes
    return rules_for(one.sku, one.quantity, customer=who, codes=codes, on=on)


def _known_codes(basket: Basket, on: date) -> frozenset[str]:
    return frozenset(
        rule.code for one in basket.wanted for rule in _rules(one, basket, on) if rule.code
    )


def _listed(one: Wanted, on: date) -> PricedLine:
    row = book().prices.price(one.sku, one.listed_on or on)
    return PricedLine(one.sku, one.quantity, _money(row.amount), row.id)


def _money(amount: Decimal) -> Money:
    return Money.parse(f"{amount:.2f}")
