"""Answer who works here, as whom a program acts, and which requests wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.db.models import Q, QuerySet
from pydantic import JsonValue

from makegood.core import clock
from makegood.core.actor import Actor, ActorKind, Channel
from makegood.core.approvals import Approval
from makegood.core.authority import Excess
from makegood.core.models import ApprovalRequest, JournalSubject
from makegood.core.money import Money
from makegood.core.outcome import NotFound
from makegood.core.reading import asked_often
from makegood.core.statements import Sayable
from makegood.domains.company.models import ApiKey, DeskSession, Password, Staff
from makegood.domains.company.policy import FactorFacts, RequestFacts
from makegood.domains.company.second_factor import step_of
from makegood.domains.parties.queries import Reach, contact_point_for, letter_to
from makegood.handbook import book

_STAFF = "staff:"

_WAITING = asked_often(
    lambda now: ApprovalRequest.objects.filter(decided_at=None, expires_at__gt=now).order_by(
        "asked_at", "pk"
    )
)


@dataclass(frozen=True, slots=True)
class StaffCard:
    """Somebody who works here."""

    username: str
    name: str
    role: str
    title: str
    department: str
    email: str
    languages: tuple[str, ...]
    is_automated: bool


@dataclass(frozen=True, slots=True)
class KeyCard:
    """A key of a program, without the key."""

    number: str
    username: str
    label: str
    issued_at: datetime
    is_usable: bool


@dataclass(frozen=True, slots=True)
class RequestCard:
    """An act that waits, or waited, for somebody's yes; `ask` is what was asked for."""

    number: str
    operation: str
    ask: JsonValue
    asker: str
    party: str
    amount: Money
    reason: str
    over_budget: bool
    asked_at: datetime
    expires_at: datetime
    is_open: bool
    approved: bool | None
    decided_by: str
    note: str


def staff() -> tuple[StaffCard, ...]:
    """Everybody who works here, by name."""
    return tuple(_staff_card(one) for one in Staff.objects.order_by("name", "username"))


def staff_card(username: str) -> StaffCard:
    """Somebody who works here. Raises NotFound."""
    return _staff_card(_staff(username))


def actor_for(username: str, channel: Channel) -> Actor:
    """Somebody who works here as the actor of an act. Raises NotFound."""
    return _actor(_staff(username), channel)


def hash_of(key: str) -> str:
    """What is kept of a key. A key is long and random, so that a plain hash gives nothing away."""
    return sha256(key.encode()).hexdigest()


def staff_by_key(key: str, channel: Channel = Channel.API) -> Actor | None:
    """As whom a program with this key acts; None when the key is unknown, old or taken back."""
    found = _keys(hash_of(key), clock.today())
    return _actor(found[0].staff, channel) if found else None


def staff_by_session(token: str) -> Actor | None:
    """Who sits at the desk with this token; None when unknown, over or signed out."""
    found = _sessions(hash_of(token), clock.now())
    return _actor(found[0].staff, Channel.DESK) if found else None


def password_hash_of(username: str) -> str | None:
    """What is kept of somebody's password; None for who has none."""
    rows = Password.objects.filter(staff__username=username)
    return rows.values_list("password_hash", flat=True).first()


def factor_facts(actor: Actor, code: str, now: datetime) -> FactorFacts:
    """How the second factor of whoever acts stands, and whether these digits are right now."""
    username = _username(actor.name)
    row = Password.objects.select_for_update().filter(staff__username=username).first()
    step = None
    if row is not None and row.totp_secret:
        step = step_of(row.totp_secret, code, now, row.totp_step)
    return FactorFacts(
        username=username,
        has_password=row is not None,
        is_on=row is not None and row.totp_confirmed_at is not None,
        step=step,
    )


def has_second_factor(username: str) -> bool:
    """Whether somebody is asked for digits when signing in."""
    found = Password.objects.filter(staff__username=username)
    return found.exclude(totp_confirmed_at=None).exists()


def keys_of(username: str) -> tuple[KeyCard, ...]:
    """The keys of somebody, newest first."""
    today = clock.today()
    rows = ApiKey.objects.filter(staff__username=username).order_by("-issued_at", "-pk")
    return tuple(
        KeyCard(
            number=row.number,
            username=username,
            label=row.label,
            issued_at=row.issued_at,
            is_usable=row.revoked_at is None and (row.expires_on or today) >= today,
        )
        for row in rows
    )


def open_requests(role: str | None = None) -> tuple[RequestCard, ...]:
    """The requests that wait, oldest first; with a role, none unless the role approves any."""
    if role is not None and not book().authority.may_approve(role):
        return ()
    return tuple(_request_card(row) for row in _WAITING(clock.now()))


def requests_answered(asker: str, days: int = 7) -> tuple[RequestCard, ...]:
    """The requests of an actor that somebody answered in the last days, the newest first."""
    since = clock.now() - timedelta(days=days)
    rows = ApprovalRequest.objects.filter(asker_name=asker, decided_at__gte=since)
    return tuple(_request_card(row) for row in rows.order_by("-decided_at", "-pk"))


def request_card(number: str) -> RequestCard:
    """A request by its number. Raises NotFound."""
    return _request_card(_request(number))


def request_facts(number: str, actor: Actor) -> RequestFacts:
    """What matters before a request is answered; the row is locked. Raises NotFound."""
    ApprovalRequest.objects.select_for_update().filter(number=number).first()
    row = _request(number)
    person = Staff.objects.filter(username=_username(actor.name)).select_related("party").first()
    own = person.party.number if person and person.party else None
    return RequestFacts(
        number=row.number,
        kind=row.kind,
        amount=Money(row.amount_cents, row.currency),
        limit_name=Excess.read(row.reason).limit_name,
        is_decided=row.decided_at is not None,
        is_expired=row.expires_at <= clock.now(),
        is_own_request=row.asker_name == actor.name,
        is_own_affair=own is not None and row.party == own,
        role=actor.role,
    )


def approval_by(approver: Actor, row: ApprovalRequest) -> Approval:
    """Somebody's yes to a request, at the amount that was shown."""
    return Approval(approver, row.number, Money(row.amount_cents, row.currency))


def letter_to_asker(
    row: ApprovalRequest, notice: str, **params: Sayable
) -> tuple[str, dict[str, JsonValue]] | None:
    """What the asker of a request is told: the kind of effect and its payload.

    A colleague at work; otherwise the customer for whom it was asked. None if unreachable.
    """
    people = Staff.objects.filter(username=_username(row.asker_name))
    person = people.exclude(email="").first()
    reach = _reach(person) if person else contact_point_for(row.party)
    if reach is None:
        return None
    named = book().voice(reach.language).operation(row.operation).name
    amount = Money(row.amount_cents, row.currency)
    told: dict[str, Sayable] = {"request": row.number, "act": named, "amount": amount, **params}
    return reach.channel, letter_to(reach, notice, **told)


@asked_often
def _keys(key_hash: str, today: date) -> QuerySet[ApiKey]:
    valid = Q(expires_on=None) | Q(expires_on__gte=today)
    known = ApiKey.objects.filter(valid, key_hash=key_hash, revoked_at=None)
    return known.select_related("staff")


@asked_often
def _sessions(token_hash: str, now: datetime) -> QuerySet[DeskSession]:
    known = DeskSession.objects.filter(token_hash=token_hash, ended_at=None, expires_at__gt=now)
    return known.select_related("staff")


def _reach(person: Staff) -> Reach:
    served = book().company.languages
    language = next((one for one in person.languages if one in served), served[0])
    return Reach("", "email", person.email, "mail", person.email, person.name, language)


def _staff(username: str) -> Staff:
    found = Staff.objects.filter(username=username).first()
    if found is None:
        raise NotFound("staff", username)
    return found


def _request(number: str) -> ApprovalRequest:
    found = ApprovalRequest.objects.filter(number=number).first()
    if found is None:
        raise NotFound("approval", number)
    return found


def _actor(person: Staff, channel: Channel) -> Actor:
    kind = ActorKind.AUTOMATED if person.is_automated else ActorKind.STAFF
    name = person.username if person.is_automated else f"{_STAFF}{person.username}"
    return Actor(kind=kind, name=name, role=person.role or "none", channel=channel)


def _username(actor_name: str) -> str:
    return actor_name.removeprefix(_STAFF)


def _staff_card(person: Staff) -> StaffCard:
    return StaffCard(
        username=person.username,
        name=person.name,
        role=person.role,
        title=person.title,
        department=person.department,
        email=person.email,
        languages=tuple(person.languages),
        is_automated=person.is_automated,
    )


def _request_card(row: ApprovalRequest) -> RequestCard:
    return RequestCard(
        number=row.number,
        operation=row.operation,
        ask=row.ask,
        asker=row.asker_name,
        party=row.party,
        amount=Money(row.amount_cents, row.currency),
        reason=row.reason,
        over_budget=row.over_budget,
        asked_at=row.asked_at,
        expires_at=row.expires_at,
        is_open=row.decided_at is None and row.expires_at > clock.now(),
        approved=row.approved,
        decided_by=row.decided_by,
        note=row.note,
    )


def last_upkeep(kind: str) -> datetime | None:
    """When the records were last copied ("backup"), proven ("proof") or brought back ("drill")."""
    last = JournalSubject.objects.filter(ref=f"upkeep-{kind}", row__status="done").last()
    return last.row.at if last else None
