"""Decide about replacements on their way: what leaves, what comes back, what is charged (C21)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from makegood.core.decision import Decision, Figure, allow, needs_info, refuse
from makegood.core.money import Money
from makegood.core.standing import Rights
from makegood.domains.aftersales.policy.exchanges import clause_of, exc


@dataclass(frozen=True, slots=True)
class ExchangeRecord:
    """An exchange as it stands: what goes out, what secures it, and what happened when."""

    number: str
    kind: str
    order: str
    party: str
    sku: str
    serial: str
    goods: Money
    tax: Money
    last4: str
    is_held: bool
    is_answered: bool
    shipped_on: date | None
    new_serial: str
    core_due_on: date | None
    charged_on: date | None
    core_received_on: date | None
    rights: Rights

    @property
    def total(self) -> Money:
        """What is held on the card, and charged when nothing comes back."""
        return self.goods + self.tax


def core_due(shipped_on: date) -> date:
    """The last day on which the faulty piece may come back. Source: EXC-3, AC21.5."""
    return shipped_on + timedelta(days=clause_of(3, shipped_on).whole("core_days"))


def core_reminder(shipped_on: date) -> date:
    """The day on which the customer is reminded of it. Source: EXC-3."""
    return shipped_on + timedelta(days=clause_of(3, shipped_on).whole("reminder_on_day"))


def may_ship(record: ExchangeRecord, *, is_large: bool, today: date) -> Decision:
    """Whether the replacement may leave: once, and not before what must come first."""
    number = record.number
    if record.kind == "uneven":
        return refuse("policy_denied", says=[exc(1, "by_order", today)])
    if record.shipped_on is not None:
        told = exc(2, "shipped_already", today, exchange=number, on=record.shipped_on)
        return refuse("policy_denied", says=[told])
    is_here = record.core_received_on is not None
    if record.kind == "advance" and not (record.is_held or is_here):
        return refuse("policy_denied", says=[exc(3, "no_hold", today, exchange=number)])
    if record.kind == "even" and not is_large and not is_here:
        return refuse("policy_denied", says=[exc(2, "waits", today, exchange=number)])
    says = [exc(2, "shipped", today, exchange=number)]
    if record.kind == "advance" and not is_here:
        says.append(exc(3, "due", today, last_day=core_due(today)))
    return allow(clauses=[clause_of(2, today)], says=says)


def may_remind_core(record: ExchangeRecord, *, today: date) -> Decision:
    """Whether a reminder still makes sense: while the faulty piece is out."""
    if not _is_out(record) or record.core_due_on is None:
        return refuse("policy_denied", says=[exc(3, "settled", today, exchange=record.number)])
    told = exc(3, "reminder", today, exchange=record.number, last_day=record.core_due_on,
               amount=record.total)  # fmt: skip
    return allow(clauses=[clause_of(3, today)], says=[told])


def may_charge_core(record: ExchangeRecord, *, today: date) -> Decision:
    """Whether the replacement is charged now: the day after the last one (AC21.5)."""
    if not _is_out(record) or record.core_due_on is None:
        return refuse("policy_denied", says=[exc(3, "settled", today, exchange=record.number)])
    if today <= record.core_due_on:
        return refuse("policy_denied", says=[exc(3, "due", today, last_day=record.core_due_on)])
    told = exc(3, "charged", today, exchange=record.number, amount=record.total,
               last4=record.last4)  # fmt: skip
    return allow(
        clauses=[clause_of(3, today)],
        says=[told, exc(3, "reversal", today)],
        figures=[Figure(name="charge", amount=record.total)],
    )


def may_receive_core(record: ExchangeRecord, *, serial: str, today: date) -> Decision:
    """Whether the faulty piece is taken in, and what that means for the hold or the charge.

    A charge is taken back in full for so many days after it was made. Source: AC21.5.
    """
    number = record.number
    if record.kind == "uneven":
        return refuse("policy_denied", says=[exc(1, "by_return", today)])
    if record.core_received_on is not None:
        told = exc(3, "core_already", today, exchange=number, on=record.core_received_on)
        return refuse("policy_denied", says=[told])
    if record.serial and serial != record.serial:
        told = exc(3, "other_piece", today, expected=record.serial)
        return needs_info("serial", says=[told])
    says = [exc(3, "core_here", today, exchange=number)]
    if record.charged_on is not None:
        if today > last_day_to_reverse(record.charged_on):
            return allow(clauses=[clause_of(3, today)], says=[*says, exc(3, "too_late", today)])
        says.append(exc(3, "reversed", today, amount=record.total))
        return allow(
            clauses=[clause_of(3, today)],
            says=says,
            figures=[Figure(name="refund", amount=record.total)],
        )
    if record.is_held:
        says.append(exc(3, "released", today, amount=record.total, last4=record.last4))
    return allow(clauses=[clause_of(3, today)], says=says)


def last_day_to_reverse(charged_on: date) -> date:
    """Until when a charge is taken back for a piece that comes late. Source: EXC-3."""
    return charged_on + timedelta(days=clause_of(3, charged_on).whole("reversal_days"))


def _is_out(record: ExchangeRecord) -> bool:
    ended = record.core_received_on or record.charged_on
    return record.kind == "advance" and record.shipped_on is not None and ended is None
