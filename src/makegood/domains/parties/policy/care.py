"""Decide what we keep and do for whoever needs care: only with their yes. C02, C03, AC02.5."""

from __future__ import annotations

from datetime import date

from makegood.core.calendars import company_calendar
from makegood.core.deadlines import DayUnit, due
from makegood.core.decision import Decision, Statement, allow, needs_info, refuse, say
from makegood.handbook import book

MEDICAL = "medical"
SPENDING = "spending"


def care_told(kind: str, today: date) -> tuple[Statement, ...]:
    """What somebody hears first who tells such a thing, before anything is asked."""
    return (say(book().clause("VUL-1", on=today), kind),)


def may_flag(
    kind: str, *, consents: bool | None, is_kept: bool, paused_until: date | None, today: date
) -> Decision:
    """What was told is kept for its purpose and no other, and only when the person agrees.

    What is kept already is not asked for again; a pause of buying that runs is told.
    """
    rule = book().clause("VUL-1", on=today)
    if is_kept and consents is None:
        told = [*care_told(kind, today), say(rule, "known")]
        if paused_until and kind == SPENDING:
            told = [say(book().clause("VUL-3", on=today), "sells_nothing", until=paused_until)]
        return allow(clauses=[rule], says=told)
    if consents is None:
        asked = [*care_told(kind, today), say(rule, "may_we")]
        return needs_info("consents", says=asked, options=("true", "false"))
    if not consents:
        return refuse("policy_denied", says=[say(rule, "not_kept")])
    kept = say(rule, "kept", review_on=review_day(today))
    if kind != MEDICAL:
        return allow(clauses=[rule], says=[kept])
    guard = book().clause("VUL-2", on=today)
    return allow(clauses=[rule, guard], says=[kept, say(guard), say(guard, "paper")])


def review_day(today: date) -> date:
    """The day from which it is asked again whether it still holds."""
    return today.replace(year=today.year + book().clause("VUL-1", on=today).whole("review_years"))


def may_pause(months: int, *, running_until: date | None, today: date) -> Decision:
    """A pause of buying begins at once, and may be made longer but never shorter."""
    rule, until = book().clause("VUL-3", on=today), pause_end(today, months)
    if running_until and until <= running_until:
        return refuse("policy_denied", says=[say(rule, "runs", until=running_until)])
    return allow(clauses=[rule], says=[say(rule, "begins", until=until), say(rule)])


def pause_lengths(today: date) -> tuple[str, ...]:
    """For how many months somebody may be kept from buying, the shortest first."""
    rows = book().table("purchase_pauses", on=today).rows
    return tuple(str(one) for one in sorted(row.whole("months") for row in rows))


def pause_end(today: date, months: int) -> date:
    """The last day of a pause of so many months that begins today."""
    return due(today, months, DayUnit.MONTHS, company_calendar())


def may_record_death(*, is_known: bool, today: date) -> Decision:
    """A death is believed when it is told; what is left is settled on papers alone (AC03.5)."""
    rule = book().clause("ACC-12", on=today)
    sorry, papers = say(rule, "sorry"), say(rule, "papers")
    if is_known:
        return refuse("policy_denied", says=[sorry, say(rule, "known"), papers])
    promised = say(rule, "promised", due=estate_answer_by(today))
    told = [sorry, say(rule), papers, say(rule, "balance"), promised]
    return allow(clauses=[rule, book().clause("PRV-2", on=today)], says=told)


def not_so(today: date) -> Statement:
    """What whoever lives after all is to do when we were told of their death."""
    phone = book().company.contact["phone"]
    return say(book().clause("ACC-12", on=today), "not_so", phone=phone)


def estate_answer_by(today: date) -> date:
    """The day by which somebody of ours has written to whoever told us of a death."""
    days = book().clause("ACC-12", on=today).whole("answer_days")
    return company_calendar().add_business_days(today, days)
