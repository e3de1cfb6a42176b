"""Read a record by its number, for whoever may see it: one way for every face. Source: C04."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress

from pydantic import JsonValue, TypeAdapter

from makegood.core.actor import V2, Actor, ActorKind
from makegood.core.looks import note_look
from makegood.core.outcome import NotFound
from makegood.domains.aftersales.queries import (
    allowance_card,
    carrier_bill_card,
    credit_memo_card,
    exchange_card,
    found_item_card,
    invoice_card,
    paper_card,
    parcel_card,
    repair_card,
    return_card,
    test_card,
    unit_card,
)
from makegood.domains.billing.queries import chargeback, drawer, payment, refund
from makegood.domains.cases.queries import (
    CaseCard,
    case_card,
    hold_card,
    privacy_request_card,
    referral_card,
)
from makegood.domains.cases.queries.own_records import as_told
from makegood.domains.company.queries import request_card
from makegood.domains.conversations.queries import card as conversation_card
from makegood.domains.conversations.queries import inbound_mail, notice
from makegood.domains.dealers.queries import (
    DealerCard,
    audit_card,
    claim_card,
    dealer_card,
    dealers_for,
)
from makegood.domains.dealers.queries.dealers import as_told as dealer_as_told
from makegood.domains.documents.queries import document
from makegood.domains.ledger.queries import entry
from makegood.domains.ordering.queries import (
    bill_card,
    carriage_card,
    freight_claim_card,
    inbound_card,
    line_card,
    order_card,
    quote_card,
    search_card,
    shipment_card,
    subscription_card,
)
from makegood.domains.parties.queries import PartyCard, party_card

READERS: Mapping[str, Callable[[str], object]] = {
    "O": lambda number: line_card(number) if "/" in number else order_card(number),
    "QT": quote_card,
    "R": return_card,
    "RF": refund,
    "P": payment,
    "CB": chargeback,
    "CD": drawer,
    "CS": case_card,
    "RL": referral_card,
    "PV": privacy_request_card,
    "LH": hold_card,
    "AP": request_card,
    "CV": conversation_card,
    "NT": notice,
    "ML": inbound_mail,
    "SH": shipment_card,
    "PS": search_card,
    "CG": carriage_card,
    "FC": freight_claim_card,
    "IN": inbound_card,
    "SB": subscription_card,
    "JE": entry,
    "DC": document,
    "C": party_card,
    "AL": allowance_card,
    "FB": carrier_bill_card,
    "CM": credit_memo_card,
    "FI": found_item_card,
    "LT": test_card,
    "EX": exchange_card,
    "PC": parcel_card,
    "PP": paper_card,
    "RP": repair_card,
    "SN": unit_card,
    "DCL": claim_card,
    "DL": dealer_card,
    "AU": audit_card,
}
"""Which query answers for a number, by the letters it begins with."""
_STAFF_ONLY = frozenset(
    [
        "AP",
        "AU",
        "CB",
        "CD",
        "CG",
        "DC",
        "FB",
        "FC",
        "FI",
        "IN",
        "JE",
        "LH",
        "LT",
        "ML",
        "PC",
        "PP",
        "RL",
        "SH",
    ]
)
_INVOICE = re.compile(r"[0-9]{4,12}")


def card_of(ref: str, actor: Actor) -> object:
    """A record's card; NotFound for what is not, or is not this actor's to see.

    A customer sees own records only, and only when known at V2. Who works here without a role
    sees none, not even for a customer whose conversation they name.
    """
    number = ref.rpartition(":")[2]
    kind = number.partition("-")[0]
    reader = _bill if _INVOICE.fullmatch(number) else READERS.get(kind)
    card = reader(number) if reader else None
    if card is None:
        raise NotFound("record", number)
    if not actor.is_staff_with_a_role:
        owner = getattr(card, "party", None) or getattr(card, "number", None)
        is_customer = actor.kind is not ActorKind.STAFF and actor.level >= V2
        is_theirs = owner == actor.party or _speaks_for(card, actor.party or "")
        if kind in _STAFF_ONLY or not (is_customer and is_theirs):
            raise NotFound("record", number)
        return _told(card)
    _note(actor, card, number)
    return card


def _bill(number: str) -> object:
    """The bill of a shipment, or an invoice as it was sent on paper."""
    try:
        return bill_card(number)
    except NotFound:
        return invoice_card(number)


def _told(card: object) -> object:
    """A card as a customer sees it."""
    if isinstance(card, DealerCard):
        return dealer_as_told(card)
    return as_told(card) if isinstance(card, CaseCard) else card


def _speaks_for(card: object, party: str) -> bool:
    """Whether a record is of a dealer that lets this party speak for it (C04)."""
    dealer = getattr(card, "dealer", "")
    return bool(dealer) and dealer in {one.number for one in dealers_for(party)}


def look_about(ref: str, actor: Actor) -> None:
    """Note that somebody of ours reads what was done about a record, if it is a customer's."""
    with suppress(NotFound):
        card_of(ref, actor)


def _note(actor: Actor, card: object, number: str) -> None:
    """Whoever works here leaves a note behind of whose record it was (PRV-6)."""
    party = getattr(card, "party", "") or getattr(card, "claimed_party", "")
    if isinstance(card, PartyCard):
        party = card.number
    if party:
        note_look(actor, str(party), number)


def read(ref: str, actor: Actor) -> JsonValue:
    """The same as plain JSON."""
    card = card_of(ref, actor)
    plain: JsonValue = TypeAdapter(type(card)).dump_python(card, mode="json")
    return plain
