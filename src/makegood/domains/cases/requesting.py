"""What acts on requests about somebody's own records do alike, inside those acts. C05."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from makegood.core.acting import Leaving
from makegood.core.clock import local
from makegood.core.numbers import next_number
from makegood.core.outcome import NotFound
from makegood.core.statements import Statement
from makegood.core.times_of_day import end_of_office
from makegood.domains.cases.models import PrivacyRequest, RequestKind
from makegood.domains.cases.policy import OwnRecords, RequestFacts, due_on
from makegood.domains.conversations.operations.send_notice import SendNotice, SendNoticeAsk
from makegood.domains.parties.models import Party
from makegood.domains.parties.queries import own_rights

ANSWER = "privacy_answer"
"""The promise that a request about somebody's own records is answered."""


def gather_own_records(party: str, kind: RequestKind, today: date) -> OwnRecords:
    """Whose records are asked for, and what they asked before. Raises NotFound."""
    rights = own_rights(party)
    rows = PrivacyRequest.objects.select_for_update().filter(party=party, kind=kind)
    waiting = rows.filter(answered_at=None).first()
    if waiting is None:
        return OwnRecords(party, rights, "", due_on(today))
    return OwnRecords(party, rights, waiting.number, waiting.extended_to or waiting.due_on)


def gather_privacy_request(number: str) -> RequestFacts:
    """Lock a request about somebody's own records for an act on it. Raises NotFound."""
    row = PrivacyRequest.objects.select_for_update().filter(number=number).first()
    if row is None:
        raise NotFound("privacy_request", number)
    return RequestFacts(
        number=row.number,
        party=row.party,
        kind=row.kind,
        received_on=local(row.received_at).date(),
        due_on=row.due_on,
        is_extended=row.extended_at is not None,
        is_answered=row.answered_at is not None,
    )


def lock_records(party: str) -> None:
    """Let nobody else hold or erase this party's records meanwhile."""
    list(Party.objects.select_for_update().filter(number=party))


def put_on_record(acting: Leaving, party: str, kind: RequestKind, day: date) -> PrivacyRequest:
    """Put on record what somebody asks about their own records, with its last day."""
    row = PrivacyRequest.objects.create(
        number=next_number("PV"), party=party, kind=kind, due_on=day,
        conversation=acting.actor.conversation or "", received_at=acting.now,
    )  # fmt: skip
    acting.record(f"privacy_request:{row.number}")
    return row


def promise_answer(acting: Leaving, row: PrivacyRequest, day: date, sentence: Statement) -> None:
    """Promise, by the end of a day, the answer to a request; an earlier promise is let go."""
    subject = f"privacy_request:{row.number}"
    acting.release_promise(ANSWER, subject)
    acting.promise(
        ANSWER, subject=subject, party=row.party, due=end_of_office(day), sentence=sentence
    )


def tell_person(
    acting: Leaving, row: PrivacyRequest, notice: str, says: Iterable[Statement], reason: str = ""
) -> None:
    """Write about a request to whose it is, whatever they stopped: the law wants it told."""
    ask = SendNoticeAsk.about(
        f"privacy_request:{row.number}", to=row.party, notice=notice, says=says, purpose="legal",
        request=row.number, reason=reason,
    )  # fmt: skip
    acting.run(SendNotice, ask)
