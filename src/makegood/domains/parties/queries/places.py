"""Gather what matters for a change of address, and write the letters that tell of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from pydantic import JsonValue

from makegood.core.actor import V4, Actor, ActorKind
from makegood.core.decision import Statement, say
from makegood.core.statements import Sayable
from makegood.domains.parties.addressing import PostalAddress, shape_of
from makegood.domains.parties.finders import has_red_flag
from makegood.domains.parties.models import AccountRole, Role
from makegood.domains.parties.policy import AddressFacts
from makegood.domains.parties.queries.accounts import (
    AddressCard,
    accounts_of,
    address_of,
    party_card,
    rights_on,
)
from makegood.domains.parties.queries.reach import contact_point_for, letter_to, post_to
from makegood.domains.parties.spelling import folded, names_a_post_box
from makegood.handbook import book


def address_facts(
    actor: Actor, account: str, new: PostalAddress, usages: Iterable[str], on: date
) -> AddressFacts:
    """What is known about a new address for an account from a day on. Raises NotFound."""
    rights = rights_on(account)
    AccountRole.objects.select_for_update().filter(account__number=account).first()
    shape = shape_of(new)
    current = [address_of(account, usage, on) for usage in usages]
    return AddressFacts(
        rights=rights,
        level=V4 if actor.kind is ActorKind.SYSTEM else actor.level,
        one_line=_one_line(new),
        is_country=shape.is_country,
        country=new.country.upper(),
        missing=shape.missing,
        fits=shape.fits,
        is_post_box=names_a_post_box(new.line1, new.line2),
        is_same=bool(current) and all(one is not None and _same(one, new) for one in current),
        has_red_flag=has_red_flag(account, on),
    )


def letters_about_move(
    account: str, places: Iterable[AddressCard | None], today: date
) -> Iterator[tuple[str, str, dict[str, JsonValue]]]:
    """Who hears of a change of address: each old and new place, and a contact point of record.

    Each with the kind of effect, a name of its own, and the payload. Source: ACC-2.
    """
    role = AccountRole.objects.select_related("party").get(
        account__number=account, role=Role.HOLDER, revoked_at=None
    )
    clause = book().clause("ACC-2", on=today)
    says = [say(clause, "not_you", phone=book().company.contact["phone"])]
    told: dict[str, AddressCard] = {}
    for place in places:
        if place is not None:
            told.setdefault(place.one_line, place)
    new = list(told.values())[-1].one_line if told else ""
    for number, place in enumerate(told.values(), start=1):
        party = role.party
        letter = post_to(party.name, party.language, place, "address_changed", *says, address=new)
        yield "letter", f"post{number}", letter
    reach = contact_point_for(role.party.number)
    if reach:
        yield reach.channel, reach.number, letter_to(reach, "address_changed", *says, address=new)


def letters_about_death(
    party: str, notice: str, says: Iterable[Statement], today: date, **params: Sayable
) -> Iterator[tuple[str, dict[str, JsonValue]]]:
    """What is written about a customer's death to where their post goes and they are reached.

    Each with the kind of effect. Whoever lives after all hears of it there.
    """
    card, told, place = party_card(party), list(says), _post_of(party, today)
    if place:
        yield "letter", post_to(card.name, card.language, place, notice, *told, **params)
    reach = contact_point_for(party)
    if reach:
        yield reach.channel, letter_to(reach, notice, *told, **params)


def has_post(party: str, today: date) -> bool:
    """Whether it is known where a party's post goes."""
    return _post_of(party, today) is not None


def _post_of(party: str, today: date) -> AddressCard | None:
    places = (address_of(one.number, "mailing", today) for one in accounts_of(party))
    return next((one for one in places if one), None)


def _same(one: AddressCard, new: PostalAddress) -> bool:
    lines = new.lines
    kept = {name: getattr(one, name) for name in lines}
    return {key: folded(text) for key, text in kept.items()} == {
        key: folded(text) for key, text in lines.items()
    }


def _one_line(new: PostalAddress) -> str:
    place = f"{new.region} {new.postal_code}".strip()
    parts = (new.line1, new.line2, new.locality, place, new.country.upper())
    return ", ".join(part for part in parts if part)
