"""Let programs read a record, and the journal of what was done about it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Annotated, cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Router
from pydantic import Field, JsonValue, TypeAdapter

from makegood.core import journal
from makegood.core.actor import V2, Actor
from makegood.core.outcome import NotFound
from makegood.domains.aftersales.queries import return_card
from makegood.domains.billing.queries import refund
from makegood.domains.cases.queries import case_card
from makegood.domains.company.queries import request_card
from makegood.domains.conversations.queries import card as conversation_card
from makegood.domains.ledger.queries import entry
from makegood.domains.ordering.queries import line_card, order_card
from makegood.domains.parties.queries import party_card
from makegood.faces.api.identity import NotAllowed, acting, of_request

router = Router(tags=["records"])

_READERS: Mapping[str, Callable[[str], object]] = {
    "O": lambda number: line_card(number) if "/" in number else order_card(number),
    "R": return_card,
    "RF": refund,
    "CS": case_card,
    "AP": request_card,
    "CV": conversation_card,
    "JE": entry,
    "C": party_card,
}
_STAFF_ONLY = frozenset({"AP", "JE"})


def read(ref: str, actor: Actor) -> JsonValue:
    """A record as plain JSON; NotFound for what is not, or is not this actor's to see.

    A customer sees own records only, and only when known at V2. Source: C04.
    """
    number = ref.rpartition(":")[2]
    kind = number.partition("-")[0]
    reader = _READERS.get(kind)
    if reader is None:
        raise NotFound("record", number)
    card = reader(number)
    if card is None:
        raise NotFound("record", number)
    if not actor.is_staff_with_a_role:
        owner = getattr(card, "party", None) or getattr(card, "number", None)
        if kind in _STAFF_ONLY or actor.level < V2 or owner != actor.party:
            raise NotFound("record", number)
    plain = TypeAdapter(type(card)).dump_python(card, mode="json")
    return cast(JsonValue, plain if not dataclasses.is_dataclass(plain) else None)


@router.get("/records/{path:ref}", summary="One record by its number")
def get_record(request: HttpRequest, ref: str) -> HttpResponse:
    """A record such as return:R-2001 or R-2001."""
    return JsonResponse({"ref": ref, "record": read(ref, acting(request))})


@router.get("/journal", summary="What was attempted, newest first")
def get_journal(
    request: HttpRequest,
    about: Annotated[str, Field(max_length=90)] = "",
    limit: Annotated[int, Field(ge=1, le=500)] = 50,
) -> HttpResponse:
    """The journal, of one record when `about` names it. For staff."""
    if not of_request(request).is_staff:
        raise NotAllowed
    rows = journal.about(about.rpartition(":")[2], limit) if about else journal.newest(limit)
    return JsonResponse({"rows": [journal.plain(row) for row in rows]})
