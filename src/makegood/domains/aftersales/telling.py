"""Put returns into sentences, each from its clause or its record, the money exact (C02, C19)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from makegood.core.decision import Figure, Statement, say
from makegood.core.money import Money
from makegood.core.statements import Article, Sayable
from makegood.domains.aftersales.terms import (
    ReasonRule,
    SoldLine,
    Terms,
    last_day_to_change_mind,
    rule_for,
)
from makegood.domains.billing.policy import way_of_money
from makegood.handbook import Clause, book


@dataclass(frozen=True, slots=True)
class Leg:
    """What goes back to one way of paying: its kind, its last four signs, how much."""

    tender: str
    last4: str
    amount: Money


@dataclass(frozen=True, slots=True)
class PaidLeg:
    """What went back to one way of paying, and on which day it arrived there, if it did."""

    tender: str
    last4: str
    amount: Money
    settled_on: date | None


def clauses(today: date, *ids: str) -> list[Clause]:
    """The clauses of these ids in force on a day."""
    return [book().clause(id, on=today) for id in ids]


def ret(number: int, sentence: str, today: date, **params: Sayable) -> Statement:
    """One sentence of a clause on returns, as it holds on a day."""
    return say(book().clause(f"RET-{number}", on=today), sentence, **params)


def about(number: str, sentence: str, /, **params: Sayable) -> Statement:
    """One sentence about a return, from its own record."""
    return say(f"return:{number}", f"aftersales.{sentence}", **params)


def figures_of(terms: Terms, legs: Sequence[Leg]) -> list[Figure]:
    """The amounts of a return by name: what is credited, kept and paid, and to which tender."""
    found = [Figure(name="goods", amount=terms.goods), Figure(name="tax", amount=terms.tax)]
    if terms.delivery_with_tax:
        found.append(Figure(name="delivery", amount=terms.delivery_with_tax))
    if terms.fee:
        found.append(Figure(name="restocking_fee", amount=terms.fee))
    found.append(Figure(name="refund", amount=terms.refund))
    return [*found, *(Figure(name=f"refund_{leg.tender}", amount=leg.amount) for leg in legs)]


def split(order: str, legs: Sequence[Leg | PaidLeg]) -> list[Statement]:
    """How the refund is split over what paid, from the order's payments. Source: REF-1."""
    return [
        say(f"order:{order}", f"aftersales.leg_{leg.tender}", amount=leg.amount, last4=leg.last4)
        if leg.last4
        else say(f"order:{order}", f"aftersales.leg_{leg.tender}_plain", amount=leg.amount)
        for leg in legs
    ]


def offer(
    order: str,
    delivered_on: date,
    rule: ReasonRule,
    sold: SoldLine,
    terms: Terms,
    legs: Sequence[Leg],
    today: date,
    has_died: bool = False,
) -> list[Statement]:
    """What a return will mean, told before the yes: window, fee, refund, split, way back."""
    if rule.our_fault:
        told = [ret(6, "no_fee", today)]
        if terms.delivery_with_tax:
            told.append(ret(6, "delivery_refunded", today, amount=terms.delivery_with_tax))
    else:
        last = last_day_to_change_mind(delivered_on, today)
        fee = ret(4, "fee", today, fee=terms.fee) if terms.fee else ret(3, "says", today)
        told = [ret(2, "window", today, last_day=last), fee, ret(7, "says", today)]
    told.append(ret(9, "refund", today, refund=terms.refund))
    told += split(order, legs)
    told.append(way_of_money(ret(9, "says", today), terms.refund, has_died=has_died, today=today))
    if rule.freight_paid_by == "customer":
        told.append(_freight(sold, today))
    return told


def _freight(sold: SoldLine, today: date) -> Statement:
    """Who pays the way back of a change of mind; what holds refrigerant is collected."""
    return ret(19, "paid", today) if sold.has_refrigerant else ret(8, "says", today)


def way_back(
    number: str, reason: str, last_day: date, sold: SoldLine, today: date
) -> list[Statement]:
    """How the goods come back: collected or sent; and until when."""
    if sold.is_collected(rule_for(reason, today)):
        how = [ret(15, "pick_up", today, return_number=number)]
        if sold.has_refrigerant:
            how.insert(0, ret(19, "says", today))
    else:
        address = book().company.contact["returns_address"]
        how = [ret(15, "number", today, return_number=number, address=address)]
    return [*how, ret(15, "says", today), ret(10, "open_until", today, last_day=last_day)]


def label_sentence(number: str, service: str, paid_by: str, today: date) -> list[Statement]:
    """What to do with the label: wait for the carrier, or send it and know who pays."""
    if service == "pick_up":
        told = [ret(15, "pick_up", today, return_number=number)]
        return [*told, ret(19, "paid", today)] if paid_by == "customer" else told
    return [ret(8, "says", today) if paid_by == "customer" else ret(6, "no_fee", today)]


def not_as_agreed(grade: str, findings: str, today: date) -> Statement:
    """That what came back is not as agreed, with what was found; its full stop is ours."""
    return ret(11, "not_as_agreed", today, grade=grade, findings=findings.rstrip(". "))


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a return is, with the days on which things happened and what was paid."""

    number: str
    order: str
    item: str
    state: str
    expires_on: date
    received_on: date | None
    refund_by: date | None
    refunded_on: date | None
    grade: str
    findings: str
    fee: Money
    refund: Money
    legs: tuple[PaidLeg, ...]
    counts_for: str = ""


def paid(number: str, total: Money, to_invoice: Money, today: date) -> list[Statement]:
    """That the refund is on its way, and what of it paid an open invoice."""
    if not to_invoice:
        return [ret(9, "paid", today, refund=total, return_number=number)]
    told = [about(number, "credited_to_invoice", amount=to_invoice)]
    if total != to_invoice:
        left = total - to_invoice
        told.append(ret(9, "paid", today, refund=left, return_number=number))
    return told


def status(progress: Progress, *, shows_money: bool, today: date) -> list[Statement]:
    """Where a return is, each sentence from its record; amounts only for who is verified."""
    number = progress.number
    seen = progress.state != "disputed" or progress.grade
    state = progress.state if seen else "looked_into"
    told = [about(number, f"is_{state}", number=number)]
    if progress.state in ("authorised", "label_sent"):
        told.append(ret(10, "open_until", today, last_day=progress.expires_on))
    if progress.received_on is not None:
        told.append(about(number, "came", item=progress.item, on=progress.received_on))
        if progress.refunded_on is None and progress.refund_by is not None:
            told.append(ret(9, "promise", today, due=progress.refund_by))
    if progress.grade and shows_money and progress.state == "disputed":
        told.append(not_as_agreed(progress.grade, progress.findings, today))
    if progress.refunded_on is not None:
        told.append(about(number, "refunded_on", on=progress.refunded_on))
    if not shows_money or progress.state in ("rejected", "closed"):
        return told
    if progress.fee:
        told.append(ret(4, "fee", today, fee=progress.fee))
    told.append(_comes_to(progress, today))
    if progress.refunded_on is None:
        return told
    told += split(progress.order, progress.legs)
    return [*told, *(_arrival(number, leg) for leg in progress.legs)]


def _comes_to(progress: Progress, today: date) -> Statement:
    """What becomes of the money: it comes back, or counts for what was taken instead."""
    if progress.counts_for:
        clause, item = book().clause("EXC-1", on=today), Article(progress.counts_for)
        return say(clause, "counts", credit=progress.refund, item=item)
    return ret(9, "refund", today, refund=progress.refund)


def _arrival(number: str, leg: PaidLeg) -> Statement:
    if leg.settled_on is None:
        return about(number, "leg_on_its_way", amount=leg.amount)
    return about(number, "leg_arrived", amount=leg.amount, on=leg.settled_on)
