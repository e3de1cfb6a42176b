"""Put one customer on one screen: who it is, what they have, what may be done, what happened."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

from makegood.core.actor import V2, Actor
from makegood.core.gates import is_offered
from makegood.core.operation import AnyOperation
from makegood.core.outcome import NotFound
from makegood.core.promises import OpenPromise, open_promises
from makegood.core.registry import registry
from makegood.core.statements import Param, Word
from makegood.domains.aftersales.queries import ReturnCard, returns_of
from makegood.domains.billing.queries import stored_value
from makegood.domains.cases.queries import CaseCard, cases_of
from makegood.domains.conversations.queries import (
    ConversationCard,
    contact_summary,
    events,
    interactions,
)
from makegood.domains.ordering.queries import OrderCard, orders_of
from makegood.domains.parties.queries import (
    DeathCard,
    Known,
    PartyCard,
    Proof,
    care_for,
    death_of,
    known_in,
    last_proof,
    party_card,
)
from makegood.faces.desk import naming
from makegood.faces.desk.advising import advice
from makegood.faces.desk.money import standing
from makegood.faces.desk.offering import Offer, allowed, begin, filled, proving, suggested
from makegood.faces.desk.spelling import money
from makegood.faces.desk.strings import _, ngettext
from makegood.faces.desk.talking import lines
from makegood.faces.desk.timeline import KINDS, timeline
from makegood.faces.shared.records import card_of

_NOT_FOR_CUSTOMERS = frozenset({"company", "ledger"})
_MOST = 2_000


@dataclass(frozen=True, slots=True)
class Who:
    """Who is served, how surely that is known here, and what they have with us in a line."""

    customer: PartyCard | None
    conversation: str
    known: Known
    proof: Proof | None
    has: tuple[str, ...]
    promise: OpenPromise | None
    care: tuple[str, ...] = ()
    death: DeathCard | None = None


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a customer has with us."""

    orders: tuple[OrderCard, ...]
    returns: tuple[ReturnCard, ...]
    cases: tuple[CaseCard, ...]
    promises: tuple[OpenPromise, ...]


def holdings(party: str) -> Holdings:
    """What a customer has with us, each kind looked up once."""
    promises = tuple(open_promises(party=party))
    return Holdings(orders_of(party), returns_of(party), cases_of(party), promises)


def who(customer: PartyCard | None, conversation: str, held: Holdings | None) -> Who:
    """Who is served on a screen."""
    known = known_in(conversation)
    if customer is None or held is None:
        return Who(None, conversation, known, None, (), None)
    if known.party not in (None, customer.number):
        known = known_in(None)
    proof = last_proof(conversation, customer.number) if known.party else None
    orders, open_returns = len(held.orders), sum(one.is_open for one in held.returns)
    cases = sum(one.closed_at is None for one in held.cases)
    return Who(
        customer, conversation, known, proof,
        has=(
            ngettext("{count} order", "{count} orders", orders).format(count=orders),
            ngettext("{count} open return", "{count} open returns", open_returns).format(
                count=open_returns
            ),
            ngettext("{count} open case", "{count} open cases", cases).format(count=cases),
            _("store credit {amount}").format(amount=money(stored_value(customer.number))),
            *standing(customer.number),
        ),
        promise=next(iter(held.promises), None),
        care=tuple(
            Param.of(Word(f"parties.care_{one.kind}")).spelled("en")
            for one in care_for(customer.number)
        ),
        death=death_of(customer.number),
    )  # fmt: skip


def offers(
    actor: Actor, customer: PartyCard | None, conversation: str, held: Holdings | None
) -> dict[str, object]:
    """What this person may do here: what the open things call for, then all their role may."""
    party = customer.number if customer else ""
    is_unproven = bool(conversation) and known_in(conversation).level < V2
    called_for = proving(party, conversation) if is_unproven else ()
    if not conversation:
        called_for = (begin(customer),)
    if held is not None:
        lines = [line for order in held.orders for line in order.lines]
        called_for += suggested(party, conversation, held.returns, held.cases, lines)
    every: dict[str, list[Offer]] = {}
    for one in _for_customers(actor):
        part = naming.part(one.name.partition(".")[0])
        every.setdefault(part, []).append(filled(one.name, party, conversation))
    return {"offers": allowed(called_for, actor), "every": every}


def happenings(party: str, show: str, page: str) -> dict[str, object]:
    """One page of the line of time, of one kind if it is named."""
    number = int(page) if page.isdecimal() and len(page) < 6 else 1
    stretch = timeline(party, show, number)
    return {"stretch": stretch, "kinds": KINDS, "show": show if show in KINDS else ""}


def seen(actor: Actor, number: str) -> ConversationCard:
    """A conversation that somebody may see. Raises NotFound."""
    found = card_of(number, actor) if number.startswith("CV-") else None
    if not isinstance(found, ConversationCard):
        raise NotFound("conversation", number)
    return found


def with_whom(card: ConversationCard) -> PartyCard | None:
    """With whom a conversation is: proven, else known in it, else who they say they are."""
    party = card.party or known_in(card.number).party or card.claimed_party
    return party_card(party) if party else None


def talk(actor: Actor, card: ConversationCard, customer: PartyCard | None) -> dict[str, object]:
    """What is said in a conversation, and what this person may write in it now."""
    name = customer.name if customer else _("Customer")
    spoken = lines(events(card.number, limit=_MOST), name)
    return {
        "card": card,
        "is_mine": actor.name == card.with_person,
        "spoken": spoken,
        "advice": advice(actor, card, customer.number if customer else "", spoken),
        "wanted": interactions(card.number),
        "summary": contact_summary(card.number),
        "why": "",
        "text": "",
        "words": "",
        "key": uuid4().hex,
    }


def whole(actor: Actor, conversation: str) -> dict[str, object]:
    """The screen of a conversation: with whom it is, as far as anybody knows."""
    card = seen(actor, conversation)
    customer = with_whom(card)
    party = customer.number if customer else ""
    held = holdings(party) if customer else None
    return {
        **talk(actor, card, customer),
        "who": who(customer, conversation, held),
        "has_file": False,
        **offers(actor, customer, conversation, held),
        **(happenings(party, "", "1") if party else {}),
    }


def _for_customers(actor: Actor) -> list[AnyOperation]:
    return [
        one
        for one in registry.all()
        if is_offered(one, actor) and one.name.partition(".")[0] not in _NOT_FOR_CUSTOMERS
    ]
