"""Work out what is credited of an invoice: its own lines, prices and tax, mirrored. Source: C20."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from makegood.core.money import Money, allocate, sum_of
from makegood.domains.aftersales.disputing.facts import BilledLine, InvoiceFacts
from makegood.domains.aftersales.matching import Comparison, Discrepancy


@dataclass(frozen=True, slots=True)
class MemoLine:
    """One line that a credit memo will have: pieces at a price, or an amount, with its tax."""

    place: int
    title: str
    pieces: int
    price: Money | None
    amount: Money
    tax: Money
    pattern: str = ""
    quality_code: str = ""


@dataclass(frozen=True, slots=True)
class Credit:
    """What is credited: the lines, and their sums."""

    lines: tuple[MemoLine, ...]

    @property
    def goods(self) -> Money:
        """Without tax."""
        return sum_of([line.amount for line in self.lines])

    @property
    def tax(self) -> Money:
        """The tax that goes back with it."""
        return sum_of([line.tax for line in self.lines])

    @property
    def total(self) -> Money:
        """With tax."""
        return self.goods + self.tax


def credit_of(facts: InvoiceFacts, found: Comparison) -> Credit:
    """What follows from the papers and was not credited yet, line by line. Source: AC20.1."""
    before: dict[tuple[str, int], Money] = {}
    for past in facts.credits:
        key = past.pattern, past.place
        before[key] = before.get(key, Money.zero(past.amount.currency)) + past.amount
    wanted = [(share, one) for one in found.discrepancies if one.is_certain for share in one.shares]
    left = found.credit
    made: list[tuple[int, int, Money | None, Money, Discrepancy | None]] = []
    for share, one in wanted:
        taken = before.get((one.meaning.row, share.place), Money.zero(share.amount.currency))
        amount = min(left, share.amount - taken)
        if amount.cents > 0:
            whole = amount == share.amount
            made.append((share.place, share.pieces, share.price if whole else None, amount, one))
            left -= amount
    credit = _with_tax(facts, made)
    return Credit((*credit.lines, *_tax_alone(facts, found, credit)))


def _tax_alone(facts: InvoiceFacts, found: Comparison, credit: Credit) -> list[MemoLine]:
    """The tax of each line that a certificate says is not due, beyond what goes back with goods."""
    why = next((one.meaning for one in found.discrepancies if one.kind == "tax"), None)
    if why is None or found.needs_receiving_report:
        return []
    made = []
    for line in facts.lines:
        going = sum_of([one.tax for one in credit.lines if one.place == line.place])
        left = facts.dossier.untaxed.get(line.place, going) - going
        if left.cents > 0:
            made.append(
                MemoLine(
                    place=line.place, title=line.title, pieces=1, price=None,
                    amount=Money.zero(left.currency), tax=left, pattern=why.row,
                    quality_code=why.quality_code,
                )
            )  # fmt: skip
    return made


def wanted(facts: InvoiceFacts, found: Comparison, amount: Money | None) -> Credit:
    """What is credited: what follows from the papers, or the amount that somebody names."""
    return credit_of(facts, found) if amount is None else _judged(facts, amount)


def _judged(facts: InvoiceFacts, amount: Money) -> Credit:
    """An amount that a person decided, spread over what is left of the invoice's lines."""
    weights = [max(0, (line.net - line.credited).cents) for line in facts.lines]
    if not sum(weights):
        return Credit(())
    shares = zip(facts.lines, allocate(amount, weights), strict=True)
    return _with_tax(facts, [(line.place, 1, None, share, None) for line, share in shares if share])


def _with_tax(
    facts: InvoiceFacts,
    made: Sequence[tuple[int, int, Money | None, Money, Discrepancy | None]],
) -> Credit:
    """Each line with its share of the tax as it was charged; the shares never exceed the whole."""
    billed = {line.place: line for line in facts.lines}
    credited = {line.place: line.credited for line in facts.lines}
    lines: list[MemoLine] = []
    for place, pieces, price, amount, why in made:
        line, before = billed[place], credited[place]
        after = min(line.net, before + amount)
        credited[place] = after
        left = line.tax_left - sum_of([one.tax for one in lines if one.place == place])
        meaning = why.meaning if why else None
        lines.append(
            MemoLine(
                place=place,
                title=line.title,
                pieces=pieces,
                price=price,
                amount=amount,
                tax=min(left, _tax_on(line, after) - _tax_on(line, before)),
                pattern=meaning.row if meaning else "",
                quality_code=meaning.quality_code if meaning else "",
            )
        )
    return Credit(tuple(lines))


def _tax_on(line: BilledLine, amount: Money) -> Money:
    """The tax that was charged on so much of a line, half up."""
    if not line.net:
        return Money.zero(line.net.currency)
    cents = (2 * line.tax.cents * amount.cents + line.net.cents) // (2 * line.net.cents)
    return Money(cents, line.net.currency)
