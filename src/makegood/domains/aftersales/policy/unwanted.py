"""Decide about replacements that are not wanted any more: not sent, or sent back (C21; EXC-4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from makegood.core.decision import Decision, Figure, Statement, allow, needs_info, refuse
from makegood.core.standing import Rights
from makegood.domains.aftersales.policy.cores import (
    ExchangeRecord,
    last_day_to_reverse,
    told_reversed,
)
from makegood.domains.aftersales.policy.exchanges import clause_of, exc
from makegood.handbook import book


@dataclass(frozen=True, slots=True)
class UnwantedFacts:
    """A piece and the last replacement for it, if there was one."""

    rights: Rights
    record: ExchangeRecord | None
    is_large: bool


def may_cancel_replacement(facts: UnwantedFacts, *, collect_by: date, today: date) -> Decision:
    """Whether a replacement may be given up: until it leaves, and then as long as it may go back.

    Once the faulty piece is here the new one is theirs in its place. What we brought ourselves we
    collect again, by `collect_by`. Source: EXC-4.
    """
    record = facts.record
    if record is None or record.is_ended:
        return refuse("policy_denied", says=[exc(4, "none", today)])
    number = record.number
    if record.is_unwanted:
        return refuse("policy_denied", says=_way_back(record, collect_by, today))
    if record.core_received_on is not None:
        told = exc(4, "core_is_here", today, exchange=number)
        return refuse("policy_denied", says=[told], instead=[exc(1, "instead_fault", today)])
    if _charge_stands(record, today):
        return refuse("policy_denied", says=[_stands(record, today)])
    if record.shipped_on is not None:
        says = _way_back(record, collect_by, today)
    else:
        says = [exc(4, "ended", today, exchange=number), *_hold_let_go(record, today)]
        if record.is_core_first and not facts.is_large:
            says.append(exc(4, "if_sent", today))
    return allow(clauses=[clause_of(4, today)], says=says)


def may_take_back(record: ExchangeRecord, *, serial: str, today: date) -> Decision:
    """Whether the new piece is taken back in, and what that means for the hold or the charge."""
    number = record.number
    if record.is_ended or record.core_received_on is not None:
        return refuse("policy_denied", says=[exc(4, "already", today, exchange=number)])
    if not record.is_unwanted or record.shipped_on is None:
        return refuse("policy_denied", says=[exc(4, "not_given_up", today, exchange=number)])
    if serial != record.new_serial:
        told = exc(3, "other_piece", today, expected=record.new_serial)
        return needs_info("serial", says=[told])
    if _charge_stands(record, today):
        return refuse("policy_denied", says=[_stands(record, today)])
    says = [exc(4, "back_here", today, exchange=number)]
    if record.charged_on is None:
        if record.is_held:
            says.append(exc(3, "released", today, amount=record.total, last4=record.last4))
        return allow(clauses=[clause_of(4, today)], says=says)
    says += told_reversed(record, today)
    return allow(
        clauses=[clause_of(4, today)],
        says=says,
        figures=[Figure(name="refund", amount=record.total)],
    )


def _way_back(record: ExchangeRecord, collect_by: date, today: date) -> list[Statement]:
    """How the new piece comes back, by which day, and what then becomes of the money."""
    if record.core_due_on is None:
        with_us = exc(4, "with_us", today, exchange=record.number)
        return [with_us, exc(4, "collected", today, last_day=collect_by)]
    address = book().company.contact["returns_address"]
    last = last_day_to_reverse(record.charged_on) if record.charged_on else record.core_due_on
    money = exc(4, "reverses", today, amount=record.total, last_day=last)
    if record.charged_on is None:
        money = exc(4, "held_until", today, amount=record.total, last_day=last)
    goes = exc(4, "goes_back", today, exchange=record.number, address=address)
    return [goes, money, exc(4, "freight", today)]


def _hold_let_go(record: ExchangeRecord, today: date) -> list[Statement]:
    if record.is_held:
        return [exc(3, "released", today, amount=record.total, last4=record.last4)]
    if record.kind == "advance" and not record.is_answered:
        return [exc(4, "if_held", today, last4=record.last4)]
    return []


def _charge_stands(record: ExchangeRecord, today: date) -> bool:
    return record.charged_on is not None and today > last_day_to_reverse(record.charged_on)


def _stands(record: ExchangeRecord, today: date) -> Statement:
    days = clause_of(3, today).whole("reversal_days")
    return exc(4, "charge_stands", today, days=days, amount=record.total)
