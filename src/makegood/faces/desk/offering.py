"""Suggest the acts that a customer's open things call for, with the record filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from makegood.core.outcome import NotFound
from makegood.domains.aftersales.queries import ReturnCard, returns_of
from makegood.domains.cases.queries import CaseCard, cases_of
from makegood.domains.ordering.queries import LineCard, lines_of
from makegood.domains.parties.queries import party_card

_MOST = 8


@dataclass(frozen=True, slots=True)
class Offer:
    """An act to do next: what it is called here, and where its form stands filled in."""

    text: str
    address: str
    operation: str


def proving(party: str | None, conversation: str | None) -> tuple[Offer, ...]:
    """How to make sure who somebody is: in a conversation, by a code or a document."""
    try:
        known = party_card(party or "")
    except NotFound:
        return ()
    points = sorted(known.contact_points, key=lambda one: one.kind != "phone")
    if not conversation:
        given = {"channel": "voice", "contact_point": points[0].value if points else ""}
        return (_offer("Begin a conversation first", "conversations.open_conversation", **given),)
    here = {"conversation": conversation, "party": known.number}
    return (
        _offer("Send them a code", "parties.start_verification", **here),
        _offer("Take the code they give", "parties.answer_factor", **here),
        _offer("Look at a document", "parties.verify_document", **here),
    )


def _offer(text: str, operation: str, **fields: str) -> Offer:
    asked = urlencode({name: value for name, value in fields.items() if value})
    return Offer(text, f"/desk/acts/{operation}?{asked}", operation)


def suggested_to(party: str, conversation: str) -> tuple[Offer, ...]:
    """The acts that make sense for a customer of whom nothing was looked up yet."""
    return suggested(party, conversation, returns_of(party), cases_of(party), lines_of(party))


def suggested(
    party: str,
    conversation: str,
    returns: Iterable[ReturnCard],
    cases: Iterable[CaseCard],
    lines: Iterable[LineCard],
) -> tuple[Offer, ...]:
    """The acts that make sense for this customer now, those on things under way first."""

    def offer(text: str, operation: str, **fields: str) -> Offer:
        return _offer(text, operation, **{"conversation": conversation, "party": party, **fields})

    def all_of_them() -> Iterator[Offer]:
        for one in returns:
            title = f"{one.number}, {one.line.title_in('en')}"
            if one.cancelled_at or one.expired_at or one.refunded_at or one.inspected_at:
                continue
            act = "inspect_return" if one.received_at else "receive_return"
            verb = "Inspect" if one.received_at else "Receive"
            yield offer(f"{verb} {title}", f"aftersales.{act}", return_number=one.number)
        for case in cases:
            if case.closed_at:
                continue
            text = f"Grant goodwill on {case.number}"
            yield offer(text, "cases.grant_goodwill", case=case.number)
        for line in lines:
            if not line.returnable:
                continue
            text = f"Open a return for {line.title_in('en')} ({line.number})"
            yield offer(text, "aftersales.open_return", line=line.number)

    return (*tuple(all_of_them())[:_MOST], offer("Open a case", "cases.open_case"))
