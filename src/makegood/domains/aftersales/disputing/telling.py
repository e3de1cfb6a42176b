"""Put a comparison into sentences: each mismatch, what follows from it, and the money. C02, C20."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from makegood.core.decision import Figure, Statement, say
from makegood.core.money import Money, sum_of
from makegood.core.statements import Article, Sayable
from makegood.domains.aftersales.disputing.facts import InvoiceFacts
from makegood.domains.aftersales.disputing.mirroring import Credit
from makegood.domains.aftersales.matching import Comparison, Discrepancy
from makegood.domains.billing.policy import way_of_money
from makegood.handbook import Clause, book

_SPELLED: Mapping[str, Callable[[str], Sayable]] = {
    "quantity": int,
    "invoices": int,
    "price": Money.parse,
    "agreed_price": Money.parse,
    "consigned": int,
    "tax": Money.parse,
    "date": date.fromisoformat,
    "item": Article,
}
"""What a value on a paper is, by the kind of mismatch; of another kind it stays as written."""


def explained(found: Sequence[Discrepancy], today: date) -> list[Statement]:
    """What each mismatch most likely means, and what follows from it."""
    told = []
    for one in found:
        told += [cause(one, 0, today), mat(3, one.meaning.action, today)]
    return told


def cause(one: Discrepancy, place: int, today: date) -> Statement:
    """What a mismatch means, by the place of the meaning among those that are possible."""
    meant = clause(2, today)
    sentence = one.meanings[place].cause
    spelled = _SPELLED.get(one.kind, str)
    known: dict[str, Sayable] = {
        "item": Article(one.item), "expected": spelled(one.expected), "found": spelled(one.found),
        "pieces": one.pieces,
    }  # fmt: skip
    return say(meant, sentence, **{name: known[name] for name in meant.params(sentence)})


def mat(number: int, sentence: str, today: date, /, **params: Sayable) -> Statement:
    """One sentence of a clause on disputed merchandise, as it holds on a day."""
    return say(clause(number, today), sentence, **params)


def clause(number: int, today: date) -> Clause:
    """A clause on disputed merchandise as it holds on a day."""
    return book().clause(f"MAT-{number}", on=today)


def money(found: Comparison, credit: Credit, today: date) -> list[Statement]:
    """What is due and what is credited, or what a person has to judge; [] when neither."""
    if not credit.total:
        at_stake = sum_of([one.at_stake for one in found.discrepancies if not one.is_certain])
        return [mat(4, "judged", today, goods=at_stake)] if at_stake else []
    due = found.billed - found.credited - credit.goods
    return [
        mat(
            4, "credit", today, billed=found.billed, due=due, goods=credit.goods,
            tax=credit.tax, credit=credit.total,
        ),
    ]  # fmt: skip


def figures(found: Comparison, credit: Credit) -> list[Figure]:
    """The amounts of a comparison by name."""
    return [
        Figure(name="billed", amount=found.billed),
        Figure(name="due", amount=found.billed - found.credited - credit.goods),
        Figure(name="goods", amount=credit.goods),
        Figure(name="tax", amount=credit.tax),
        Figure(name="credit", amount=credit.total),
    ]


def credited(
    facts: InvoiceFacts, credit: Credit, memo: str, to_invoice: Money, today: date
) -> list[Statement]:
    """What is said once a return invoice is made: its number, and where the money went."""
    told = [mat(4, "made", today, memo=memo, invoice=facts.number, dated=facts.dated_on)]
    if to_invoice:
        told.append(mat(4, "to_invoice", today, amount=to_invoice))
    if credit.total != to_invoice:
        amount = credit.total - to_invoice
        usual = mat(4, "to_customer", today, amount=amount)
        told.append(way_of_money(usual, amount, has_died=facts.has_died, today=today))
    return told
