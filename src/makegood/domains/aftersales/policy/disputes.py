"""Decide what of a disputed invoice is told, credited and filed. Source: C20; MAT-1 to MAT-5."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from makegood.core.decision import Decision, Statement, Use, allow, needs_info, refuse, say
from makegood.core.money import Money, sum_of
from makegood.domains.aftersales.disputing.facts import InvoiceFacts, compared
from makegood.domains.aftersales.disputing.mirroring import Credit, credit_of, wanted
from makegood.domains.aftersales.disputing.telling import (
    cause,
    clause,
    explained,
    figures,
    mat,
    money,
)
from makegood.domains.aftersales.matching import Comparison

_MOST_LIKELY = 2


def may_compare(facts: InvoiceFacts, today: date) -> Decision:
    """Tell what the papers say; without a receiving report, only what is likely. Source: AC20.3."""
    if facts.instead:
        return _other_counts(facts)
    found = compared(facts, today)
    if found.needs_receiving_report:
        return _report_needed(facts, found, today)
    if not found.discrepancies:
        return allow(says=[mat(1, "agree", today, invoice=facts.number)])
    credit = credit_of(facts, found)
    told = [*_explained(facts, found, today), *money(found, credit, today)]
    return allow(clauses=[clause(1, today)], says=told, figures=figures(found, credit))


def may_credit_invoice(
    facts: InvoiceFacts, amount: Money | None, reason: str, today: date
) -> Decision:
    """Whether a return invoice is made, of what, and on whose authority. Source: AC20.4.

    What follows from the papers in time is nobody's judgement; an amount that somebody names, or
    a company's dispute after its days, needs authority for judgement.
    """
    found = compared(facts, today)
    credit = wanted(facts, found, amount)
    unfit = _unfit(facts, found, amount, reason, credit, today)
    if unfit is not None:
        return unfit
    late = _is_late(facts, today)
    told = [] if amount is not None else _explained(facts, found, today)
    if late:
        told.append(mat(4, "late", today, invoice=facts.number, dated=facts.dated_on))
    told += money(found, credit, today)
    return allow(
        clauses=[clause(1, today), clause(4, today)],
        says=told,
        figures=figures(found, credit),
        uses=Use(kind="refund", amount=credit.total, mechanical=amount is None and not late),
    )


def _unfit(
    facts: InvoiceFacts, found: Comparison, amount: Money | None, reason: str, credit: Credit,
    today: date,
) -> Decision | None:  # fmt: skip
    if facts.instead:
        return _other_counts(facts)
    if amount is None and found.needs_receiving_report:
        return _report_needed(facts, found, today)
    if not facts.left and facts.credits:
        return _credited_already(facts, today)
    if amount is not None and amount > facts.left:
        told = mat(4, "too_much", today, left=facts.left, invoice=facts.number, asked=amount)
        return refuse("policy_denied", says=[told])
    if credit.total > facts.order_left:  # a return of the same order was credited before
        left = max(Money.zero(credit.total.currency), facts.order_left)
        told = mat(4, "too_much", today, left=left, invoice=facts.number, asked=credit.total)
        return refuse("policy_denied", says=[told])
    if amount is not None and not reason:
        return needs_info("reason", says=[mat(4, "judged", today, goods=amount)])
    if credit.total:
        return None
    at_stake = sum_of([one.at_stake for one in found.discrepancies if not one.is_certain])
    if at_stake:
        told_all = explained(found.discrepancies, today)
        return needs_info("amount", says=[*told_all, mat(4, "judged", today, goods=at_stake)])
    if facts.credits:
        return _credited_already(facts, today)
    return refuse("policy_denied", says=[mat(1, "agree", today, invoice=facts.number)])


def _explained(facts: InvoiceFacts, found: Comparison, today: date) -> list[Statement]:
    """What each mismatch means, and which count decides where it was signed for without one."""
    signed = [one.number for one in facts.dossier.papers if one.subject_to_count]
    counted = any(one.kind == "quantity" for one in found.discrepancies)
    first = [mat(1, "subject_to_count", today, paper=one) for one in signed if counted]
    return [*first, *explained(found.discrepancies, today)]


def _other_counts(facts: InvoiceFacts) -> Decision:
    """The bill of a shipment in whose place another invoice was sent is not what counts."""
    told = say(
        f"invoice:{facts.number}", "aftersales.invoice_instead",
        invoice=facts.number, instead=facts.instead,
    )  # fmt: skip
    return refuse("policy_denied", says=[told])


def _credited_already(facts: InvoiceFacts, today: date) -> Decision:
    told = mat(4, "already", today, invoice=facts.number, memo=facts.credits[-1].memo)
    return refuse("policy_denied", says=[told])


def _report_needed(facts: InvoiceFacts, found: Comparison, today: date) -> Decision:
    due = facts.dossier.due_to_arrive(today)
    if due is not None:
        told = [mat(1, "on_its_way", today, invoice=facts.number, due=due)]
        return needs_info("receiving_report", says=told)
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
        return _there_already(known_as, today)
    if not has_words:
        return needs_info("lines", says=[mat(5, "no_lines", today)])
    return allow(clauses=[clause(5, today)])


def may_record_invoice(number: str, *, is_known: bool, today: date) -> Decision:
    """Whether an invoice of ours is recorded: once, under its number."""
    if is_known:
        return _there_already(number, today)
    return allow(says=[mat(5, "filed", today, number=number)])


def _there_already(number: str, today: date) -> Decision:
    return refuse("policy_denied", says=[mat(5, "there_already", today, number=number)])


def _is_late(facts: InvoiceFacts, today: date) -> bool:
    days = clause(4, today).whole("dispute_days")
    return not facts.dossier.is_person and today > facts.dated_on + timedelta(days=days)
