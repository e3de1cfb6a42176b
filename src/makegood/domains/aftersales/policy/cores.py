"""Decide about replacements on their way: what leaves, what comes back, what is charged (C21)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from makegood.core.decision import Decision, Figure, Statement, allow, needs_info, refuse, say
from makegood.core.money import Money
from makegood.core.standing import Rights
from makegood.core.statements import Article
from makegood.domains.aftersales.policy.exchanges import clause_of, exc
from makegood.domains.billing.policy import way_of_money
from makegood.handbook import book


@dataclass(frozen=True, slots=True)
class ExchangeRecord:
    """An exchange as it stands: what goes out, what secures it, and what happened when.

    Of whoever has died, as we were told, nothing is wanted and nothing is drawn. `runs_as` is
    another exchange of the same piece that runs by now.
    """

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
    cancelled_on: date | None
    taken_back_on: date | None
    rights: Rights
    holder_died: bool = False
    runs_as: str = ""

    @property
    def is_unwanted(self) -> bool:
        """Whether the customer does not want the replacement any more."""
        return self.cancelled_on is not None

    @property
    def is_ended(self) -> bool:
        """Whether it ended without a replacement: it never left, or it is back."""
        never_left = self.is_unwanted and self.shipped_on is None
        return never_left or self.taken_back_on is not None

    @property
    def is_core_first(self) -> bool:
        """Whether the faulty piece is sent to us before the new one leaves, unless we bring it."""
        return self.kind == "even"

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


def reserve_end(agreed_on: date) -> date:
    """From when a new piece is kept no more for who did not send theirs. Source: EXC-2."""
    return agreed_on + timedelta(days=clause_of(2, agreed_on).whole("kept_days"))


def may_free(record: ExchangeRecord, *, is_large: bool, today: date) -> Decision:
    """Whether a new piece is kept no more: while we wait for the customer's part of it."""
    is_ours_to_send = is_large or record.is_held or record.core_received_on is not None
    is_over = record.is_ended or record.shipped_on is not None
    if record.kind == "uneven" or is_over or is_ours_to_send:
        return refuse("policy_denied", says=[exc(3, "settled", today, exchange=record.number)])
    return allow(clauses=[clause_of(2, today)])


def may_ship(record: ExchangeRecord, *, is_large: bool, is_there: bool, today: date) -> Decision:
    """Whether the replacement may leave: once, not before what must come first, and if there."""
    number = record.number
    if record.kind == "uneven":
        return refuse("policy_denied", says=[exc(1, "by_order", today)])
    if record.shipped_on is not None:
        told = exc(2, "shipped_already", today, exchange=number, on=record.shipped_on)
        return refuse("policy_denied", says=[told])
    if record.is_ended:
        return refuse("policy_denied", says=[exc(4, "already", today, exchange=number)])
    is_here = record.core_received_on is not None
    if record.kind == "advance" and not (record.is_held or is_here):
        return refuse("policy_denied", says=[exc(3, "no_hold", today, exchange=number)])
    if record.kind == "even" and not is_large and not is_here:
        return refuse("policy_denied", says=[exc(2, "waits", today, exchange=number)])
    if not is_there:
        return refuse("policy_denied", says=[exc(2, "none_free", today, item=Article(record.sku))])
    says = [exc(2, "shipped", today, exchange=number)]
    if record.kind == "advance" and not is_here:
        says.append(exc(3, "due", today, last_day=core_due(today)))
    return allow(clauses=[clause_of(2, today)], says=says)


def may_remind_core(record: ExchangeRecord, *, today: date) -> Decision:
    """Whether a reminder still makes sense: while the faulty piece is out."""
    if record.holder_died:
        return _nothing_drawn(today)
    if not _is_out(record) or record.core_due_on is None:
        return refuse("policy_denied", says=[exc(3, "settled", today, exchange=record.number)])
    told = exc(4 if record.is_unwanted else 3, "reminder", today, exchange=record.number,
               last_day=record.core_due_on, amount=record.total)  # fmt: skip
    return allow(clauses=[clause_of(3, today)], says=[told])


def may_charge_core(record: ExchangeRecord, *, today: date) -> Decision:
    """Whether the replacement is charged now: the day after the last one (AC21.5)."""
    if record.holder_died:
        return _nothing_drawn(today)
    if not _is_out(record) or record.core_due_on is None:
        return refuse("policy_denied", says=[exc(3, "settled", today, exchange=record.number)])
    if today <= record.core_due_on:
        return refuse("policy_denied", says=[exc(3, "due", today, last_day=record.core_due_on)])
    told = exc(4 if record.is_unwanted else 3, "charged", today, exchange=record.number,
               amount=record.total, last4=record.last4)  # fmt: skip
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
    if record.taken_back_on is not None or (record.is_ended and not record.is_core_first):
        told, instead = exc(4, "already", today, exchange=number), exc(4, "instead_anew", today)
        return refuse("policy_denied", says=[told], instead=[instead])
    if record.is_ended and record.runs_as:
        told = exc(4, "runs_as", today, exchange=number, other=record.runs_as)
        return refuse("policy_denied", says=[told])
    if record.core_received_on is not None:
        told = exc(3, "core_already", today, exchange=number, on=record.core_received_on)
        return refuse("policy_denied", says=[told])
    if record.serial and serial != record.serial:
        told = exc(3, "other_piece", today, expected=record.serial)
        return needs_info("serial", says=[told])
    says = [exc(3, "core_here", today, exchange=number)]
    if record.is_unwanted:
        says.append(exc(4, "goes_on" if record.is_ended else "stands", today))
    if record.charged_on is not None:
        if today > last_day_to_reverse(record.charged_on):
            return allow(clauses=[clause_of(3, today)], says=[*says, exc(3, "too_late", today)])
        says += told_reversed(record, today)
        return allow(
            clauses=[clause_of(3, today)],
            says=says,
            figures=[Figure(name="refund", amount=record.total)],
        )
    if record.is_held:
        says.append(exc(3, "released", today, amount=record.total, last4=record.last4))
    return allow(clauses=[clause_of(3, today)], says=says)


def told_reversed(record: ExchangeRecord, today: date) -> list[Statement]:
    """That a charge is taken back; of whoever has died it waits for the estate (REF-14)."""
    told = exc(3, "reversed", today, amount=record.total)
    way = way_of_money(told, record.total, has_died=record.holder_died, today=today)
    return [told, way] if record.holder_died else [told]


def last_day_to_reverse(charged_on: date) -> date:
    """Until when a charge is taken back for a piece that comes late. Source: EXC-3."""
    return charged_on + timedelta(days=clause_of(3, charged_on).whole("reversal_days"))


def _nothing_drawn(today: date) -> Decision:
    rule = book().clause("ACC-12", on=today)
    return refuse("policy_denied", clause=rule, says=[say(rule)])


def _is_out(record: ExchangeRecord) -> bool:
    ended = record.core_received_on or record.charged_on or record.taken_back_on
    return record.kind == "advance" and record.shipped_on is not None and ended is None
