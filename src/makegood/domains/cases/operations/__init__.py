"""The acts on a case, one file each, and what several of them do alike."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, timedelta

from pydantic import JsonValue

from makegood.core.acting import Leaving
from makegood.core.actor import V1
from makegood.core.calendars import company_calendar
from makegood.core.clock import at_local, local
from makegood.core.models import Check
from makegood.core.outcome import NotFound
from makegood.core.promises import open_promises
from makegood.core.refs import Ref
from makegood.core.statements import Param, Sayable, Statement, say
from makegood.core.times_of_day import end_of_office
from makegood.core.transactions import hold
from makegood.domains.cases.models import Case, Note, NoteKind, Referral
from makegood.domains.cases.policy import CaseFacts, NoteFacts, ReferralFacts, clause
from makegood.domains.conversations.operations.send_notice import SendNotice, SendNoticeAsk
from makegood.domains.parties.models import Party
from makegood.domains.parties.queries import own_rights
from makegood.handbook import Department, book

ANSWER = "case_answer"
"""The promise that a case is answered; closing it with an answer keeps it."""
NEWS = "case_news"
"""The promise that the customer hears from us, whatever a department says."""
_KEPT_BY_CLOSING = frozenset({ANSWER, NEWS})
_BEFORE = timedelta(minutes=5)


def gather_case(number: str) -> CaseFacts:
    """Lock a case for an act on it; NotFound when there is none."""
    row = Case.objects.select_for_update().filter(number=number).first()
    if row is None:
        raise NotFound("case", number)
    subject = f"case:{number}"
    about = [subject, *row.subjects.values_list("ref", flat=True)]
    unchecked = Check.objects.filter(subject__in=about, passed_at=None).order_by("pk")
    waiting = row.referrals.filter(bounced_at=None, answered_at=None).order_by("pk")
    kept = [one for one in open_promises(subject) if one.kind not in _KEPT_BY_CLOSING]
    closing = row.closings.order_by("-pk").first()
    return CaseFacts(
        number=row.number,
        party=row.party,
        level=row.level,
        is_open=closing is None or closing.reopened_at is not None,
        is_danger=row.priority == 0,
        owner=row.owner,
        bounces=row.referrals.exclude(bounced_at=None).count(),
        open_referrals=tuple(waiting.values_list("department", flat=True)),
        unkept=tuple(one.text.rstrip(".") for one in kept),
        unchecked=tuple(f"{one.name} ({one.subject})" for one in unchecked),
        last_closed_at=closing.at if closing else None,
        rights=own_rights(row.party) if row.party else {},
    )


def gather_note(case: str, place: int) -> NoteFacts:
    """Lock a case for a correction of one of its notes; NotFound when there is no such case."""
    number = gather_case(case).number
    rows = list(Note.objects.filter(case__number=number).order_by("pk"))
    row = rows[place - 1] if place <= len(rows) else None
    return NoteFacts(
        case=number,
        place=place,
        key=row.pk if row else None,
        text=row.text if row else "",
        is_corrected=row is not None and any(one.corrects == row.pk for one in rows),
        moved_to=row.moved_to if row else "",
    )


def gather_referral(number: str) -> ReferralFacts:
    """Lock a question and its case for an act on it; NotFound when there is none."""
    named = Referral.objects.filter(number=number).values_list("case__number", flat=True).first()
    if named is None:
        raise NotFound("referral", number)
    case = gather_case(named)
    row = Referral.objects.select_for_update().get(number=number)
    return ReferralFacts(
        number=row.number,
        case=named,
        department=row.department,
        state=row.state,
        is_assigned=bool(row.assigned_by),
        is_case_open=case.is_open,
        chased=row.chased,
        bounces=case.bounces,
    )


def same_danger(conversation: str, kind: str, now: datetime) -> str:
    """The case of the same danger, told in the same conversation within the hour; or nothing."""
    if not conversation:
        return ""
    told = Case.objects.filter(
        conversation=conversation, emergency_kind=kind, opened_at__gt=now - timedelta(hours=1)
    )
    return told.order_by("-pk").values_list("number", flat=True).first() or ""


def open_outage(area: str, since: datetime) -> Case | None:
    """The open case of an outage in an area, first told after a moment; no other is opened
    meanwhile.
    """
    hold(f"outage:{area}")
    told = Case.objects.select_for_update().filter(area=area, opened_at__gt=since)
    return next((one for one in told.order_by("pk") if one.is_open), None)


def same_wish(party: str, about: str, words: Collection[str]) -> str:
    """The open case of a party about a record in one of these words; no other is opened
    meanwhile. Empty when there is none.
    """
    hold(f"wish:{party}:{about}")
    told = Case.objects.filter(party=party, subjects__ref=about, summary__in=words)
    return next((one.number for one in told.order_by("pk") if one.is_open), "")


def letter_to_family(name: str, language: str, mail: str, text: str) -> dict[str, JsonValue]:
    """The mail that answers whoever told of a customer's death."""
    words = book().voice(language).notice("estate_answer")
    filled = {"name": name, "company": book().company.name, "text": text}
    return {
        "to": mail, "notice": "estate_answer", "language": language,
        "subject": words.subject.format_map(filled), "body": words.body.format_map(filled),
    }  # fmt: skip


def answer_promised(acting: Leaving, case: Case, day: date) -> Statement:
    """Promise that a case is answered by the end of a day."""
    told = say(clause("CAS-2", acting.today), "answer_by", due=day)
    acting.promise(
        ANSWER,
        subject=f"case:{case.number}",
        party=case.party,
        due=end_of_office(day),
        sentence=told,
    )
    return told


def note(
    acting: Leaving,
    case: Case,
    kind: NoteKind,
    text: str,
    source: str = "",
    happened_on: date | None = None,
) -> None:
    """Write something into a case; `happened_on` is the day of it, if that was another day."""
    case.notes.create(
        kind=kind, text=text, source=source, at=acting.now, by=acting.actor.name, act=acting.act,
        happened_on=happened_on,
    )  # fmt: skip


def tell_customer(
    acting: Leaving, case: Case, notice: str, says: Iterable[Statement], **params: Sayable
) -> bool:
    """Write to whose case it is; nobody whose case it only claims to be is written to."""
    if not case.party or case.level < V1:
        return False
    values: dict[str, Sayable] = {"case": case.number, **params}
    ask = SendNoticeAsk(
        party=Ref[Party](case.party),
        notice=notice,
        subject=f"case:{case.number}",
        says=list(says),
        params={name: Param.of(value) for name, value in values.items()},
    )
    return acting.run(SendNotice, ask).sent


def news_due(now: datetime) -> datetime:
    """By when the customer of an open case hears from us next. Source: C27."""
    today = local(now).date()
    days = clause("CAS-2", today).whole("news_every")
    return end_of_office(company_calendar().add_business_days(today, days))


def promise_news(acting: Leaving, case: Case, due: datetime, sentence: Statement) -> None:
    """Promise news by a time, and have them told then even if there are none (AC28.2)."""
    subject = f"case:{case.number}"
    for earlier in open_promises(subject):
        if earlier.kind == NEWS:
            acting.call_off(_news_key(case.number, earlier.due_at))
    acting.release_promise(NEWS, subject)
    acting.promise(NEWS, subject=subject, party=case.party, due=due, sentence=sentence)
    acting.later(
        "cases.tell_news",
        {"case": case.number},
        at=due - _BEFORE,
        key=_news_key(case.number, due),
    )


def promise_next_news(acting: Leaving, case: Case) -> Statement:
    """Promise the next news in the usual time."""
    due = news_due(acting.now)
    told = say(clause("CAS-2", acting.today), "news", case=case.number, due=due)
    promise_news(acting, case, due, told)
    return told


def stop_news(acting: Leaving, case: Case) -> None:
    """Let the customer of a closed case in peace."""
    subject = f"case:{case.number}"
    for promised in open_promises(subject):
        if promised.kind == NEWS:
            acting.call_off(_news_key(case.number, promised.due_at))
    acting.release_promise(NEWS, subject)


def _news_key(number: str, due: datetime) -> str:
    return f"case_news:{number}:{due.astimezone(UTC).isoformat()}"


def ask_department(acting: Leaving, referral: Referral) -> None:
    """Send a question with its package, and look after it at half, four fifths and all its time."""
    case = referral.case
    text = f"{referral.question}\n\n{json.dumps(referral.package, ensure_ascii=False, indent=1)}"
    tell_department(acting, referral, f"{referral.number}: case {case.number}", text, "asked")
    whole = referral.due_at - referral.referred_at
    for percent in _chases(acting.today):
        acting.later(
            "cases.chase_referral",
            {"referral": referral.number, "percent": percent},
            at=referral.referred_at + whole * percent / 100,
            key=_chase_key(referral, percent),
        )


def stop_chasing(acting: Leaving, referral: Referral) -> None:
    """Remind a department no more."""
    for percent in _chases(acting.today):
        acting.call_off(_chase_key(referral, percent))


def tell_news_now(acting: Leaving, case: Case, says: Iterable[Statement]) -> None:
    """Tell the customer what is new, which keeps what was promised, and promise the next news."""
    acting.keep_promise(NEWS, f"case:{case.number}")
    told = promise_next_news(acting, case)
    tell_customer(acting, case, "case_status", [*says, told])


def _chases(day: date) -> tuple[int, ...]:
    rule = clause("CAS-3", day)
    return int(rule.decimal("first_chase")), int(rule.decimal("second_chase")), 100


def _chase_key(referral: Referral, percent: int) -> str:
    return f"chase:{referral.number}:{percent}"


def accept_due(now: datetime, department: Department, *, is_danger: bool = False) -> datetime:
    """By when a department takes or returns a question: a business day, the same day, at once."""
    here = local(now)
    rule = clause("CAS-3", here.date())
    if is_danger:
        return now + timedelta(minutes=rule.whole("danger_minutes"))
    days = department.accepts_within_business_days
    if days == 0:
        return now + timedelta(hours=rule.whole("same_day_hours"))
    office = company_calendar(department.calendar)
    return at_local(office.add_business_days(here.date(), days), here.time())


def tell_department(acting: Leaving, referral: Referral, subject: str, text: str, key: str) -> None:
    """Write to a department about a question it has."""
    to = book().company.department(referral.department).contact
    acting.queue(
        kind="mail" if "@" in to else "text",
        payload={"to": to, "notice": "referral", "subject": subject, "body": text},
        key=f"referral:{referral.number}:{key}",
    )


def tell_supervisors(acting: Leaving, referral: Referral, text: str, key: str) -> None:
    """Write to the supervisors about a question that does not get on."""
    acting.queue(
        kind="mail",
        payload={
            "to": book().company.supervisor_mail,
            "notice": "referral",
            "subject": f"{referral.number} of case {referral.case.number}",
            "body": text,
        },
        key=f"referral:{referral.number}:supervisors:{key}",
    )
