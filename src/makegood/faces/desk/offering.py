"""Suggest the acts that a customer's open things call for, with the record filled in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from makegood.domains.aftersales.queries import returns_of
from makegood.domains.cases.queries import cases_of
from makegood.domains.ordering.queries import returnable_lines

_MOST = 8


@dataclass(frozen=True, slots=True)
class Offer:
    """An act to do next: what it is called here, and where its form stands filled in."""

    text: str
    address: str


def suggested(party: str, conversation: str = "") -> tuple[Offer, ...]:
    """The acts that make sense for this customer now, those on things under way first."""

    def offer(text: str, operation: str, **fields: str) -> Offer:
        given = {"conversation": conversation, "party": party, **fields}
        asked = urlencode({name: value for name, value in given.items() if value})
        return Offer(text, f"/desk/acts/{operation}?{asked}")

    def all_of_them() -> Iterator[Offer]:
        for one in returns_of(party):
            title = f"{one.number}, {one.line.title_in('en')}"
            if one.cancelled_at or one.expired_at or one.refunded_at or one.inspected_at:
                continue
            act = "inspect_return" if one.received_at else "receive_return"
            verb = "Inspect" if one.received_at else "Receive"
            yield offer(f"{verb} {title}", f"aftersales.{act}", return_number=one.number)
        for case in cases_of(party, open_only=True):
            text = f"Grant goodwill on {case.number}"
            yield offer(text, "cases.grant_goodwill", case=case.number)
        for line in returnable_lines(party):
            text = f"Open a return for {line.title_in('en')} ({line.number})"
            yield offer(text, "aftersales.open_return", line=line.number)

    return (*tuple(all_of_them())[:_MOST], offer("Open a case", "cases.open_case"))
