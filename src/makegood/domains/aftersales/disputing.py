"""Decide what a comparison of papers means for the money: what is credited, and who decides.

Pure: an invoice and its comparison in, a decision out. Source: C20; MAT-1 to MAT-5.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from makegood.core.decision import Decision, Figure, Statement, Use, allow, needs_info, refuse, say
from makegood.core.money import Money, allocate, sum_of
from makegood.core.standing import Rights
from makegood.core.statements import Sayable
from makegood.domains.aftersales.matching import Comparison, Discrepancy, Dossier, compare
from makegood.handbook import book

_MOST_LIKELY = 2


@dataclass(frozen=True, slots=True)
class BilledLine:
    """One line of an invoice with its money, and what of it was credited before."""

    place: int
    title: str
    net: Money
    tax: Money
    credited: Money


@dataclass(frozen=True, slots=True)
class Credited:
    """What a credit memo took off an invoice before: of which line, and for which pattern."""

    memo: str
    place: int
    pattern: str
    amount: Money


@dataclass(frozen=True, slots=True)
class InvoiceFacts:
    """An invoice with its papers, what was credited of it, and how it stands on the books.

    `order_left` is what all invoices of the order come to less all that was credited on it, with
    tax; `open` what is still owed on the order; `refundable` what was paid and can go back.
    """

    number: str
    order: str
    party: str
    account: str
    dated_on: date
    dossier: Dossier
    lines: tuple[BilledLine, ...]
    credits: tuple[Credited, ...]
    order_left: Money
    open: Money
    refundable: Money
    rights: Rights = field(default_factory=dict)

    @property
    def net(self) -> Money:
        """What it billed, without tax."""
        return sum_of([line.net for line in self.lines])

    @property
    def left(self) -> Money:
        """What of it can still be credited, without tax."""
        return self.net - sum_of([line.credited for line in self.lines])


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


def compared(facts: InvoiceFacts, today: date) -> Comparison:
    """The papers of an invoice laid side by side."""
    return compare(facts.dossier, today)


def may_compare(facts: InvoiceFacts, today: date) -> Decision:
    """Tell what the papers say; without a receiving report, only what is likely. Source: AC20.3."""
    found = compared(facts, today)
    if found.needs_receiving_report:
        return _report_needed(facts, found, today)
    if not found.discrepancies:
        return allow(says=[mat(1, "agree", today, invoice=facts.number)])
    credit = credit_of(facts, found)
    told = [*explained(found.discrepancies, today), *_money(facts, found, credit, today)]
    return allow(
        clauses=[book().clause("MAT-1", on=today)], says=told, figures=_figures(found, credit)
    )


def may_credit(
    facts: InvoiceFacts, amount: Money | None, reason: str, today: date
) -> tuple[Decision, Credit]:
    """Whether a return invoice is made, of what, and on whose authority. Source: AC20.4.

    What follows from the papers in time is nobody's judgement; an amount that somebody names, or
    a company's dispute after its days, needs authority for judgement.
    """
    found = compared(facts, today)
    credit = credit_of(facts, found) if amount is None else judged(facts, amount)
    unfit = _unfit(facts, found, amount, reason, credit, today)
    if unfit is not None:
        return unfit, credit
    late = _is_late(facts, today)
    told = [] if amount is not None else explained(found.discrepancies, today)
    if late:
        told.append(mat(4, "late", today, invoice=facts.number, dated=facts.dated_on))
    told += _money(facts, found, credit, today)
    decision = allow(
        clauses=[book().clause(id, on=today) for id in ("MAT-1", "MAT-4")],
        says=told,
        figures=_figures(found, credit),
        uses=Use(kind="refund", amount=credit.total, mechanical=amount is None and not late),
    )
    return decision, credit


def _unfit(
    facts: InvoiceFacts, found: Comparison, amount: Money | None, reason: str, credit: Credit,
    today: date,
) -> Decision | None:  # fmt: skip
    if amount is None and found.needs_receiving_report:
        return _report_needed(facts, found, today)
    if not facts.left and facts.credits:
        told = mat(4, "already", today, invoice=facts.number, memo=facts.credits[-1].memo)
        return refuse("policy_denied", says=[told])
    if amount is not None and (amount > facts.left or credit.total > facts.order_left):
        told = mat(4, "too_much", today, left=facts.left, invoice=facts.number, asked=amount)
        return refuse("policy_denied", says=[told])
    if amount is not None and not reason:
        return needs_info("reason", says=[mat(4, "judged", today, goods=amount)])
    if credit.goods:
        return None
    at_stake = sum_of([one.at_stake for one in found.discrepancies if not one.is_certain])
    if at_stake:
        told_all = explained(found.discrepancies, today)
        return needs_info("amount", says=[*told_all, mat(4, "judged", today, goods=at_stake)])
    if facts.credits:
        told = mat(4, "already", today, invoice=facts.number, memo=facts.credits[-1].memo)
        return refuse("policy_denied", says=[told])
    return refuse("policy_denied", says=[mat(1, "agree", today, invoice=facts.number)])


def _report_needed(facts: InvoiceFacts, found: Comparison, today: date) -> Decision:
    told = [mat(1, "report_missing", today, invoice=facts.number)]
    if found.discrepancies:
        told.append(mat(1, "likely", today))
        told += [
            cause(one, place, today)
            for one in found.discrepancies
            for place in range(min(_MOST_LIKELY, len(one.meanings)))
        ]
    return needs_info("receiving_report", says=told)


def may_file(
    own_number: str, *, has_words: bool, known_as: str, ours: Money | None,
    copy: Sequence[Money], today: date,
) -> Decision:  # fmt: skip
    """Whether a paper is kept: once, with something on it; an invoice only as a copy of ours."""
    if ours is not None:
        total = sum_of(copy, ours.currency)
        if copy and total != ours:
            told = mat(5, "invoice_differs", today, invoice=own_number, ours=ours, copy=total)
            return refuse("policy_denied", says=[told])
        return allow(says=[mat(5, "filed", today, number=known_as)])
    if known_as:
        return refuse("policy_denied", says=[mat(5, "there_already", today, number=known_as)])
    if not has_words:
        return needs_info("lines", says=[mat(5, "no_lines", today)])
    return allow(clauses=[book().clause("MAT-5", on=today)])


def credited(
    facts: InvoiceFacts, credit: Credit, memo: str, to_invoice: Money, today: date
) -> list[Statement]:
    """What is said once a return invoice is made: its number, and where the money went."""
    told = [mat(4, "made", today, memo=memo, invoice=facts.number, dated=facts.dated_on)]
    if to_invoice:
        told.append(mat(4, "to_invoice", today, amount=to_invoice))
    if credit.total != to_invoice:
        told.append(mat(4, "to_customer", today, amount=credit.total - to_invoice))
    return told


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
    return _with_tax(facts, made)


def judged(facts: InvoiceFacts, amount: Money) -> Credit:
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
    lines = []
    for place, pieces, price, amount, why in made:
        line, before = billed[place], credited[place]
        after = min(line.net, before + amount)
        credited[place] = after
        meaning = why.meaning if why else None
        lines.append(
            MemoLine(
                place=place,
                title=line.title,
                pieces=pieces,
                price=price,
                amount=amount,
                tax=_tax_on(line, after) - _tax_on(line, before),
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


def explained(found: Sequence[Discrepancy], today: date) -> list[Statement]:
    """What each mismatch most likely means, and what follows from it."""
    told = []
    for one in found:
        told += [cause(one, 0, today), mat(3, one.meaning.action, today)]
    return told


def cause(one: Discrepancy, place: int, today: date) -> Statement:
    """What a mismatch means, by the place of the meaning among those that are possible."""
    clause = book().clause("MAT-2", on=today)
    sentence = one.meanings[place].cause
    known: dict[str, Sayable] = {
        "item": one.item, "expected": spelled(one.expected), "found": spelled(one.found),
        "pieces": one.pieces,
    }  # fmt: skip
    return say(clause, sentence, **{name: known[name] for name in clause.params(sentence)})


def spelled(value: str) -> Sayable:
    """A value as a paper writes it: an amount, a day or a count where it is one."""
    for read in (int, date.fromisoformat, Money.parse):
        try:
            return read(value)
        except ValueError:
            continue
    return value


def mat(number: int, sentence: str, today: date, /, **params: Sayable) -> Statement:
    """One sentence of a clause on disputed merchandise, as it holds on a day."""
    return say(book().clause(f"MAT-{number}", on=today), sentence, **params)


def _money(facts: InvoiceFacts, found: Comparison, credit: Credit, today: date) -> list[Statement]:
    if not credit.goods:
        at_stake = sum_of([one.at_stake for one in found.discrepancies if not one.is_certain])
        return [mat(4, "judged", today, goods=at_stake)] if at_stake else []
    due = found.billed - found.credited - credit.goods
    return [
        mat(
            4, "credit", today, billed=found.billed, due=due, goods=credit.goods,
            tax=credit.tax, credit=credit.total,
        ),
    ]  # fmt: skip


def _figures(found: Comparison, credit: Credit) -> list[Figure]:
    return [
        Figure(name="billed", amount=found.billed),
        Figure(name="due", amount=found.billed - found.credited - credit.goods),
        Figure(name="goods", amount=credit.goods),
        Figure(name="tax", amount=credit.tax),
        Figure(name="credit", amount=credit.total),
    ]


def _is_late(facts: InvoiceFacts, today: date) -> bool:
    days = book().clause("MAT-4", on=today).whole("dispute_days")
    return not facts.dossier.is_person and today > facts.dated_on + timedelta(days=days)
