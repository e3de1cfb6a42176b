"""The acts around returns, each in its file; here the moments that several of them name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from makegood.core.actor import Actor, ActorKind
from makegood.core.calendars import company_calendar
from makegood.core.clock import at_local
from makegood.core.refs import Ref
from makegood.core.statements import Param, Sayable, Statement
from makegood.domains.aftersales.terms import open_until, reminder_on
from makegood.domains.conversations.operations.send_notice import SendNoticeAsk
from makegood.domains.parties.models import Party
from makegood.handbook import book

_MORNING, _EVENING = time(9), time(20)


def reminder_at(authorised_on: date) -> datetime:
    """When a customer is reminded of a return that did not come."""
    return at_local(reminder_on(authorised_on), _MORNING)


def end_at(authorised_on: date) -> datetime:
    """When a return ends that did not come: in the first minute after its last day."""
    return at_local(open_until(authorised_on) + timedelta(days=1), time(0, 1))


def label_due(today: date) -> datetime:
    """By when a label is promised: the end of the next business day."""
    return at_local(company_calendar().add_business_days(today, 1), _EVENING)


def refund_due_on(received_on: date) -> date:
    """The last day for the refund of goods received on a day. Source: RET-9."""
    days = book().clause("RET-9", on=received_on).whole("refund_days")
    return company_calendar().add_business_days(received_on, days)


def evening_of(day: date) -> datetime:
    """The moment until which something promised for a day is in time."""
    return at_local(day, _EVENING)


def automated(party: str) -> Actor:
    """The automated representative, when it does on its own what follows from records (A1)."""
    for one in book().company.staff:
        if one.automated and one.role:
            return Actor(kind=ActorKind.AUTOMATED, name=one.username, role=one.role, party=party)
    return Actor.system("system:aftersales").on_behalf_of(party)


def letter(
    number: str, to: str, notice: str, says: Iterable[Statement], **params: Sayable
) -> SendNoticeAsk:
    """A notice to a customer about a return, with these sentences in it."""
    return letter_about(f"return:{number}", to, notice, says, number=number, **params)


def letter_about(
    ref: str, to: str, notice: str, says: Iterable[Statement], **params: Sayable
) -> SendNoticeAsk:
    """A notice to a customer about one of our records, with these sentences in it."""
    return SendNoticeAsk(
        party=Ref[Party](to),
        notice=notice,
        subject=ref,
        says=list(says),
        params={name: Param.of(value) for name, value in params.items()},
    )
