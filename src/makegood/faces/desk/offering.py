"""Suggest the acts that a customer's open things call for, with the record filled in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from makegood.core.actor import Actor
from makegood.core.gates import is_offered
from makegood.core.registry import registry
from makegood.domains.aftersales.queries import ReturnCard
from makegood.domains.cases.queries import CaseCard
from makegood.domains.conversations.queries import of_party
from makegood.domains.ordering.queries import LineCard
from makegood.domains.parties.queries import PartyCard, names_of, party_card, waits_for_code
from makegood.faces.desk import naming
from makegood.faces.desk.strings import _

_MOST = 8
_RECENT = 5


@dataclass(frozen=True, slots=True)
class Offer:
    """An act to do next: what it is called here, and where its form stands filled in."""

    text: str
    address: str
    operation: str


def offers_on(party: str) -> Callable[..., Offer]:
    """How to offer an act for a customer, in the conversation that goes on with them if any."""
    talks = of_party(party, _RECENT) if party else ()
    conversation = next((one.number for one in talks if one.closed_at is None), "")

    def here(operation: str, text: str = "", **fields: str) -> Offer:
        called = text or naming.act(operation)
        return offer(called, operation, **fields, party=party, conversation=conversation)

    return here


def proving(party: str | None, conversation: str | None, then: str = "") -> tuple[Offer, ...]:
    """How to make sure who somebody is: in a conversation, by a code or a document.

    `then` is the address of the form that waits for it.
    """
    here = {"conversation": conversation or "", "party": party or "", "then": then}
    if not party or not names_of({party}):
        find_out = offer(_("Find out who it is"), "parties.claim_identity", **here)
        return (find_out,) if conversation else (Offer(_("Find the customer"), "/desk/search", ""),)
    if not conversation:
        return (begin(party_card(party), _("Begin a conversation first"), then),)
    take = offer(_("Take the code they give"), "parties.answer_factor", **here)
    look = offer(_("Look at a document"), "parties.verify_document", **here)
    if waits_for_code(conversation, party):
        return take, offer(_("Send another code"), "parties.start_verification", **here), look
    return offer(_("Send them a code"), "parties.start_verification", **here), look


def offer(text: str, operation: str, **fields: str) -> Offer:
    """An act with its form filled in; what is empty is left to be filled in there."""
    asked = urlencode({name: value for name, value in fields.items() if value})
    return Offer(text, f"/desk/acts/{operation}?{asked}", operation)


def filled(operation: str, party: str, conversation: str) -> Offer:
    """Any act, for whoever is served here."""
    return offer(naming.act(operation), operation, conversation=conversation, party=party)


def begin(customer: PartyCard | None, text: str = "", then: str = "") -> Offer:
    """Write down that somebody is on the line, so that acts are done in a conversation."""
    points = customer.contact_points if customer else ()
    party = customer.number if customer else ""
    phone = next((one.value for one in points if one.kind == "phone"), "")
    given = {"channel": "voice", "contact_point": phone, "party": party, "then": then}
    return offer(text or _("Write down a call"), "conversations.open_conversation", **given)


def allowed(offers: Iterable[Offer], actor: Actor) -> tuple[Offer, ...]:
    """Of these acts, those that somebody's role may do."""
    return tuple(one for one in offers if is_offered(registry.get(one.operation), actor))


def suggested(
    party: str,
    conversation: str,
    returns: Sequence[ReturnCard],
    cases: Iterable[CaseCard],
    lines: Iterable[LineCard],
) -> tuple[Offer, ...]:
    """The acts that make sense for this customer now, those on things under way first."""

    def here(text: str, operation: str, **fields: str) -> Offer:
        return offer(text, operation, conversation=conversation, party=party, **fields)

    def all_of_them() -> Iterator[Offer]:
        for one in returns:
            title = f"{one.number}, {one.line.title_in('en')}"
            if not one.is_open or one.inspected_at:
                continue
            act = "inspect_return" if one.received_at else "receive_return"
            verb = _("Inspect {title}") if one.received_at else _("Receive {title}")
            yield here(verb.format(title=title), f"aftersales.{act}", return_number=one.number)
        for case in cases:
            if case.closed_at:
                continue
            text = _("Grant goodwill on {case}").format(case=case.number)
            yield here(text, "cases.grant_goodwill", case=case.number)
        coming = {one.line.number for one in returns if one.is_open}
        for line in lines:
            if not line.returnable or line.number in coming:
                continue
            title = f"{line.title_in('en')} ({line.number})"
            text = _("Open a return for {title}").format(title=title)
            yield here(text, "aftersales.open_return", line=line.number)

    return (*tuple(all_of_them())[:_MOST], here(_("Open a case"), "cases.open_case"))
