"""The acts around returns, each in its file; here the moments that several of them name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from makegood.core.acting import Leaving
from makegood.core.calendars import company_calendar
from makegood.core.money import Money
from makegood.core.refs import Ref
from makegood.core.statements import Param, Sayable, Statement
from makegood.core.times_of_day import evening_of, first_minute, morning_of
from makegood.domains.aftersales.policy import (
    WHOLE,
    ExchangeRecord,
    UnitFacts,
    core_due,
    core_reminder,
)
from makegood.domains.aftersales.terms import open_until, reminder_on
from makegood.domains.aftersales.warranty import end_of_replacement
from makegood.domains.billing.operations.refund_tenders import RefundTenders, RefundTendersAsk
from makegood.domains.conversations.operations.send_notice import SendNotice, SendNoticeAsk
from makegood.domains.ledger.models import Entry
from makegood.domains.ledger.postings import Posting
from makegood.domains.parties.models import Party
from makegood.handbook import book


def reminder_at(authorised_on: date) -> datetime:
    """When a customer is reminded of a return that did not come."""
    return morning_of(reminder_on(authorised_on))


def end_at(authorised_on: date) -> datetime:
    """When a return ends that did not come: in the first minute after its last day."""
    return first_minute(open_until(authorised_on) + timedelta(days=1))


def label_due(today: date) -> datetime:
    """By when a label is promised: the end of the next business day."""
    return evening_of(company_calendar().add_business_days(today, 1))


def refund_due_on(received_on: date) -> date:
    """The last day for the refund of goods received on a day. Source: RET-9."""
    days = book().clause("RET-9", on=received_on).whole("refund_days")
    return company_calendar().add_business_days(received_on, days)


def visit_due(today: date) -> date:
    """By which day somebody comes, or what is promised under warranty leaves. Source: WAR-7."""
    days = book().clause("WAR-7", on=today).whole("visit_days")
    return company_calendar().add_business_days(today, days)


def core_timers(shipped_on: date) -> tuple[tuple[str, datetime], ...]:
    """When a customer is reminded of a faulty piece, and when the replacement is charged."""
    charged_on = core_due(shipped_on) + timedelta(days=1)
    return (
        ("remind", morning_of(core_reminder(shipped_on))),
        ("charge", first_minute(charged_on)),
    )


def successor_of(unit: UnitFacts, serial: str, today: date) -> dict[str, str | date | None]:
    """A replacement as it is registered: it goes on with the warranty of the piece before it.

    What was left of it counts, or the least days of WAR-2, whichever is longer.
    """
    cover, start = unit.cover(WHOLE, today), unit.start
    least = book().clause("WAR-2", on=today).whole("at_least_days")
    left = cover.parts_until if cover else today
    return {
        "number": serial, "sku": unit.sku, "party": unit.party, "account": unit.account,
        "bought_on": start.on if start else None, "registered_on": today,
        "registered_by": "system:aftersales", "replaces": unit.serial,
        "covered_until": end_of_replacement(left, today, least),
    }  # fmt: skip


def owner_timers(found_on: date) -> tuple[date, date]:
    """The last day on which a found thing is kept, and the day on which its owner hears again."""
    clause = book().clause("FND-1", on=found_on)
    kept, again = clause.whole("keep_days"), clause.whole("second_notice_day")
    return found_on + timedelta(days=kept), found_on + timedelta(days=again)


def pays(is_gift: bool) -> str:
    """By which act a return is paid: back the way it was paid, or as store credit."""
    return f"aftersales.{'credit_gift' if is_gift else 'refund_return'}"


def book_all(act: Leaving, posted: Iterable[tuple[str, Posting]], *, about: str, memo: str) -> None:
    """Book some entries by their names, all about one thing: "exchange:EX-1001:core"."""
    for what, posting in posted:
        entry = Entry.of(posting, source=f"{about}:{what}", on=act.today, memo=memo)
        act.record(f"entry:{entry.number}")


def settle_exchange(
    act: Leaving, facts: ExchangeRecord, *, owed: Money, is_reversed: bool, notice: str,
    says: Iterable[Statement],
) -> Money:  # fmt: skip
    """Pay back what was charged and is not owed now a piece is here, end the timers, and write."""
    number, subject = facts.number, f"exchange:{facts.number}"
    act.call_off(f"remind:{number}")
    act.call_off(f"charge:{number}")
    refund = facts.total - owed if is_reversed else Money.zero(facts.total.currency)
    if refund:
        back = RefundTendersAsk(order=facts.order, amount=refund, source=subject, reason=number)
        act.run(RefundTenders, back)
    act.run(SendNotice, letter_about(subject, facts.party, notice, says, number=number))
    act.record(subject)
    return refund


def letter(
    number: str, to: str, notice: str, says: Iterable[Statement], encloses: Iterable[str] = (),
    **params: Sayable,
) -> SendNoticeAsk:  # fmt: skip
    """A notice to a customer about a return, with these sentences in it."""
    ref = f"return:{number}"
    return letter_about(ref, to, notice, says, encloses, number=number, **params)


def letter_about(
    ref: str, to: str, notice: str, says: Iterable[Statement], encloses: Iterable[str] = (),
    **params: Sayable,
) -> SendNoticeAsk:  # fmt: skip
    """A notice to a customer about one of our records, with these sentences and papers in it."""
    return SendNoticeAsk(
        party=Ref[Party](to),
        notice=notice,
        subject=ref,
        says=list(says),
        params={name: Param.of(value) for name, value in params.items()},
        encloses=list(encloses),
    )
