"""Gather what matters when a contact point changes, and who hears of it."""

from __future__ import annotations

from makegood.core.actor import V4, Actor, ActorKind
from makegood.core.outcome import NotFound
from makegood.domains.parties.models import Challenge, ContactKind, ContactPoint
from makegood.domains.parties.policy import ContactFacts
from makegood.domains.parties.queries.accounts import ContactCard, contact_card, own_rights
from makegood.domains.parties.queries.reach import Reach, reach_of
from makegood.domains.parties.spelling import contact_value, masked


def contact_facts(
    actor: Actor, kind: ContactKind, value: str, replaces: str | None, *, lost: bool
) -> ContactFacts:
    """What is known about a new contact point of the actor's party. Raises NotFound.

    When the old one is lost and there is only one of its kind, that one is meant.
    """
    party = actor.party or ""
    rights = own_rights(party)
    points = list(
        ContactPoint.objects.select_for_update()
        .filter(party__number=party, kind=kind, retired_at=None)
        .order_by("added_at", "pk")
    )
    if replaces and replaces not in {point.number for point in points}:
        raise NotFound("contact_point", replaces)
    if lost and not replaces and len(points) == 1:
        replaces = points[0].number
    plain = contact_value(kind, value)
    replaced = next((point for point in points if point.number == replaces), None)
    return ContactFacts(
        rights=rights,
        level=V4 if actor.kind is ActorKind.SYSTEM else actor.level,
        masked=masked(kind, plain) if plain else "",
        is_valid=plain is not None,
        is_on_record=any(point.value == plain for point in points),
        replaced=replaces,
        replaced_masked=masked(replaced.kind, replaced.value) if replaced else "",
        has_several_of_kind=len(points) > 1,
        replaceable=tuple(point.number for point in points),
    )


def points_told(party: str) -> list[Reach]:
    """All contact points of a party: each hears when one of them changes (ACC-2)."""
    points = ContactPoint.objects.filter(party__number=party, retired_at=None)
    return [reach_of(point) for point in points.select_related("party").order_by("added_at", "pk")]


def mailboxes_of(party: str, conversation: str) -> tuple[ContactCard, ...]:
    """The e-mail addresses of a party: those proven by a code in a conversation come first."""
    rows = ContactPoint.objects.filter(
        party__number=party, kind=ContactKind.EMAIL, retired_at=None
    ).order_by("added_at", "pk")
    answered = Challenge.objects.filter(conversation=conversation).exclude(answered_at=None)
    proven = set(answered.values_list("contact_point", flat=True))
    best = sorted(rows, key=lambda row: (row.pk not in proven, row.verified_at is None))
    return tuple(contact_card(row) for row in best)
