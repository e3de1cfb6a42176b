"""Answer what we wrote to a customer, and where a customer can be written to. C08, C34."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from makegood.core.models import Effect
from makegood.core.outcome import NotFound
from makegood.core.reading import asked_often
from makegood.domains.conversations.models import Notice
from makegood.domains.conversations.policy import ENCLOSING, Way
from makegood.domains.parties.queries import contact_point_for, may_contact, party_card

_OF_PARTY = asked_often(lambda party: Notice.objects.filter(party=party).order_by("-pk"))
_ABOUT = asked_often(lambda refs: Notice.objects.filter(subject_ref__in=refs).order_by("-pk"))
_EFFECTS = asked_often(lambda keys: Effect.objects.filter(key__in=keys).only("key", "delivered_at"))


@dataclass(frozen=True, slots=True)
class NoticeCard:
    """A message that we wrote, and whether it left the house."""

    number: str
    name: str
    party: str
    subject_ref: str
    channel: str
    to: str
    language: str
    subject: str
    body: str
    blocked: tuple[str, ...]
    at: datetime
    delivered_at: datetime | None
    failed_at: datetime | None
    failed_reason: str


def ways_to(party: str, purpose: str, *, with_papers: bool = False) -> tuple[Way, ...]:
    """How a customer may be written to for a purpose: mail, text, letter. Source: C34.

    What somebody stopped is left out, unless the law or safety wants the message said. A text,
    with which no paper goes, comes last where there are papers.
    """
    found = []
    mail, text = contact_point_for(party, "email"), contact_point_for(party, "phone")
    if mail is not None and may_contact(party, "email", purpose):
        found.append(Way("mail", mail.value))
    if text is not None and may_contact(party, "sms", purpose):
        found.append(Way("text", text.value))
    lived = party_card(party)
    current = [one for one in lived.addresses if one.ends_on is None] or lived.addresses
    if current and may_contact(party, "post", purpose):
        found.append(Way("letter", f"{lived.name}, {current[0].one_line}"))
    return tuple(sorted(found, key=lambda one: with_papers and one.channel not in ENCLOSING))


def correspondence(party: str, limit: int = 200) -> tuple[NoticeCard, ...]:
    """What we wrote to a party, newest first."""
    return _notices(_OF_PARTY.at_most(limit, party))


def written_before(
    party: str, before: datetime | None, limit: int, *, about: str = ""
) -> tuple[NoticeCard, ...]:
    """What we wrote to a party before a moment, newest first; `about` one record, by its number."""
    found = Notice.objects.filter(party=party)
    if before is not None:
        found = found.filter(at__lt=before)
    if about:
        found = found.filter(subject_ref__endswith=f":{about}")
    return _notices(found.order_by("-at", "-pk")[:limit])


def written(
    *, party: str = "", subject_refs: Collection[str] = (), before: str = "", limit: int = 20
) -> tuple[NoticeCard, ...]:
    """What we wrote to a party or about records, newest first; `before` is a notice's number."""
    if subject_refs and not (party or before):
        return _notices(_ABOUT.at_most(limit, subject_refs))
    found = Notice.objects.order_by("-pk")
    if party:
        found = found.filter(party=party)
    if subject_refs:
        found = found.filter(subject_ref__in=subject_refs)
    if before:
        found = found.filter(pk__lt=Notice.objects.filter(number=before).values("pk")[:1])
    return _notices(found[:limit])


def notices_about(subject_ref: str) -> tuple[NoticeCard, ...]:
    """What we wrote about one record, oldest first."""
    return _notices(Notice.objects.filter(subject_ref=subject_ref).order_by("pk"))


def letters_blocked() -> tuple[str, ...]:
    """The numbers of all letters that were never sent because something was missing.

    Those that lacked something, or that had nowhere to go.
    """
    found = Notice.objects.exclude(blocked=[]).order_by("pk")
    return tuple(found.values_list("number", flat=True))


def notice(number: str) -> NoticeCard:
    """One message that we wrote; NotFound when there is none of this number."""
    found = _notices(Notice.objects.filter(number=number))
    if not found:
        raise NotFound("notice", number)
    return found[0]


def _notices(rows: Iterable[Notice]) -> tuple[NoticeCard, ...]:
    found = list(rows)
    keys = [row.effect_key for row in found if row.effect_key]
    delivered = {one.key: one.delivered_at for one in _EFFECTS(keys)}
    return tuple(
        NoticeCard(
            number=row.number,
            name=row.name,
            party=row.party,
            subject_ref=row.subject_ref,
            channel=row.channel,
            to=row.to,
            language=row.language,
            subject=row.subject,
            body=row.body,
            blocked=tuple(row.blocked),
            at=row.at,
            delivered_at=None if row.failed_at else delivered.get(row.effect_key),
            failed_at=row.failed_at,
            failed_reason=row.failed_reason,
        )
        for row in found
    )
