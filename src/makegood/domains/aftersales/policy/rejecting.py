"""Decide whether a return is rejected, and what a customer chooses then (C19; RET-23)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from makegood.core.calendars import company_calendar
from makegood.core.decision import Decision, Figure, allow, needs_info, refuse
from makegood.core.money import Money
from makegood.domains.aftersales.policy.returns import ReturnRecord
from makegood.domains.aftersales.telling import about, clauses, ret
from makegood.handbook import book


class Choice(StrEnum):
    """What becomes of goods whose return was rejected."""

    SEND_BACK = "send_back"
    DISPOSE = "dispose"
    DISPUTE = "dispute"


def send_back_fee(record: ReturnRecord, today: date) -> Money:
    """What it costs to send goods back: more for what is large. Source: RET-23."""
    figure = "send_back_large" if record.sold.is_large else "send_back"
    return Money.parse(str(book().clause("RET-23", on=today).decimal(figure)))


def looked_at_by(today: date) -> date:
    """By when a second person has looked, or goods have left again. Source: RET-23."""
    days = book().clause("RET-23", on=today).whole("review_days")
    return company_calendar().add_business_days(today, days)


def photo_lacks(photo: str, filed: frozenset[str], number: str, *, field: str) -> Decision | None:
    """What is asked about a photo: one that is filed with that return; None if it is. C19."""
    if photo in filed:
        return None
    return needs_info(field, says=[about(number, "photo_not_filed", photo=photo, number=number)])


def may_reject(record: ReturnRecord, why: str, photo: str, *, by: str, today: date) -> Decision:
    """Whether a return is rejected: one that is in dispute, and with a photo filed with it.

    Whoever rejected it before does not decide what a customer asked a second person about.
    """
    number, before = record.number, record.rejection
    open_again = before is None or before.choice == Choice.DISPUTE
    if not record.is_disputed or record.is_over or not open_again:
        return refuse("policy_denied", says=[ret(23, "not_disputed", today, return_number=number)])
    if before is not None and before.by == by:
        return refuse("not_authorised", says=[ret(23, "same_person", today)])
    if not photo:
        return needs_info("photo", says=[ret(23, "photo", today)])
    lacking = photo_lacks(photo, record.photos, number, field="photo")
    if lacking is not None:
        return lacking
    reason = why.rstrip(". ")
    return allow(
        clauses=clauses(today, "RET-23"),
        says=[
            ret(23, "rejected", today, return_number=number, why=reason),
            ret(23, "says" if before is None else "looked_twice", today),
            ret(23, "cost", today, fee=send_back_fee(record, today)),
        ],
    )


def may_choose(record: ReturnRecord, choice: Choice, *, today: date) -> Decision:
    """Whether a customer chooses what becomes of goods that we did not accept: once."""
    number, before = record.number, record.rejection
    if before is None or record.is_over or before.choice:
        told = ret(23, "nothing_to_choose", today, return_number=number)
        return refuse("policy_denied", says=[told])
    if choice is Choice.DISPUTE and before.is_second:
        return refuse("policy_denied", says=[ret(23, "looked_twice", today)])
    due = looked_at_by(today)
    if choice is Choice.DISPUTE:
        return allow(says=[ret(23, "dispute", today, due=due)])
    if choice is Choice.DISPOSE:
        return allow(says=[ret(23, "dispose", today)])
    fee = send_back_fee(record, today)
    says = [ret(23, "send_back", today, fee=fee), ret(23, "leaves_by", today, due=due)]
    return allow(says=says, figures=[Figure(name="fee", amount=fee)])


def may_record_sent_back(record: ReturnRecord, tracking: str, *, today: date) -> Decision:
    """Whether goods left for the customer again: once, and where the customer chose that."""
    number, rejection = record.number, record.rejection
    is_chosen = rejection is not None and rejection.choice == Choice.SEND_BACK
    if rejection is None or not is_chosen or rejection.left_on is not None:
        told = ret(23, "nothing_to_send", today, return_number=number)
        return refuse("policy_denied", says=[told])
    return allow(
        clauses=clauses(today, "RET-23"),
        says=[ret(23, "left", today, return_number=number, tracking=tracking)],
    )
