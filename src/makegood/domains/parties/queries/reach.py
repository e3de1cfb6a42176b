"""Answer how a party may be written to, and put a notice into words for it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from pydantic import JsonValue

from makegood.core.sealed import blind_indexes
from makegood.core.statements import Param, Sayable, Statement
from makegood.domains.parties.models import Consent, ContactKind, ContactPoint, OptOut
from makegood.domains.parties.policy import is_contact_allowed
from makegood.domains.parties.queries.accounts import AddressCard
from makegood.domains.parties.queries.care import sells_nothing_until
from makegood.domains.parties.spelling import masked
from makegood.handbook import book

SUPPRESSED = "suppressed"
"""The kind under which addresses of people who were erased are hashed."""
_CHANNEL_OF = {ContactKind.EMAIL: "mail", ContactKind.PHONE: "text"}


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a party is written to: `channel` is the kind of effect, "mail" or "text"."""

    number: str
    kind: str
    value: str
    channel: str
    masked: str
    name: str
    language: str


def contact_point_for(party: str, kind: str | None = None) -> Reach | None:
    """Where to write to a party: its oldest verified e-mail address, else its oldest phone.

    With `kind` ("email", "phone") only such a one; none where nothing arrives any more. None when
    there is none.
    """
    points = ContactPoint.objects.filter(party__number=party, retired_at=None, failed_at=None)
    if kind:
        points = points.filter(kind=kind)
    rows = points.select_related("party").order_by("added_at", "pk")
    best = sorted(rows, key=lambda row: (row.verified_at is None, row.kind != ContactKind.EMAIL))
    return reach_of(best[0]) if best else None


def reach_of(point: ContactPoint) -> Reach:
    """A contact point as a place to write to."""
    return Reach(
        number=point.number,
        kind=point.kind,
        value=point.value,
        channel=_CHANNEL_OF[ContactKind(point.kind)],
        masked=masked(point.kind, point.value),
        name=point.party.name,
        language=point.party.language,
    )


def letter_to(
    reach: Reach, notice: str, *says: Statement, **params: Sayable
) -> dict[str, JsonValue]:
    """The payload that brings a notice of the voice to a contact point, in its language.

    `says` are put in for {says}. A text message is short. Raises NotInHandbook. Source: C34.
    """
    words = _written(reach.language, notice, reach.name, says, params)
    if reach.channel == "text" and words["short"]:
        words["body"] = words["short"]
    return {
        "to": reach.value,
        "notice": notice,
        "language": reach.language,
        "subject": words["subject"],
        "body": words["body"],
    }


def post_to(
    name: str, language: str, place: AddressCard, notice: str, *says: Statement, **params: Sayable
) -> dict[str, JsonValue]:
    """The payload that brings a notice of the voice to a postal address."""
    words = _written(language, notice, name, says, params)
    return {
        "to": f"{name}, {place.one_line}",
        "notice": notice,
        "language": language,
        "subject": words["subject"],
        "body": words["body"],
    }


def may_contact(party: str, channel: str, purpose: str) -> bool:
    """Whether a party may be contacted on a channel ("email", "sms", "voice", "post") now.

    Law, safety and service need no consent; marketing and surveys do. Source: C05, C34.
    """
    agreed = Consent.objects.filter(
        party__number=party, channel=channel, purpose=purpose, revoked_at=None
    )
    return is_contact_allowed(
        purpose=purpose,
        channel=channel,
        has_consent=agreed.exists(),
        has_stopped=stops_of(party).filter(channel=channel).exists(),
        wants_to_buy_nothing=sells_nothing_until(party) is not None,
    )


def stops_of(party: str) -> QuerySet[OptOut]:
    """What stopped messages to a party: said by it, or for an address that it is reached at.

    An address of somebody who was erased is recognised by its keyed hash alone.
    """
    points = ContactPoint.objects.filter(party__number=party).exclude(value="")
    values = list(points.values_list("value", flat=True))
    hashes = [one for value in values for one in blind_indexes(value, SUPPRESSED)]
    whose = Q(party__number=party) | Q(contact_value__in=[*values, *hashes])
    return OptOut.objects.filter(whose, lifted_at=None)


def _written(
    language: str,
    notice: str,
    name: str,
    says: tuple[Statement, ...],
    params: dict[str, Sayable],
) -> dict[str, str]:
    spelled = {key: Param.of(value).spelled(language) for key, value in params.items()}
    spelled |= {
        "name": name,
        "company": book().company.name,
        "says": "\n\n".join(statement.text(language) for statement in says),
    }
    words = book().voice(language).notice(notice)
    texts = {"subject": words.subject, "body": words.body, "short": words.short}
    return {part: text.format_map(spelled) for part, text in texts.items()}
