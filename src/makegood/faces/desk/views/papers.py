"""Take in a paper or a photo at the desk: read it, say what is wrong with it, or file it."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST
from pydantic import JsonValue

from makegood.core.actor import Actor
from makegood.core.outcome import InvalidAsk, Outcome
from makegood.core.runner import preview, run
from makegood.core.statements import Statement
from makegood.domains.aftersales.queries import invoice_card, return_card
from makegood.domains.aftersales.reading import NotRead, ReadPaper
from makegood.domains.documents.keeping import keep
from makegood.faces.desk.finding import or_missing, with_a_role
from makegood.faces.desk.pages import page
from makegood.faces.desk.signing import signed_in
from makegood.faces.shared.uploads import taken

_ACT = "aftersales.file_paper"
_LONGEST_TITLE = 400


@require_POST
@signed_in
@with_a_role
@or_missing
def take_in(request: HttpRequest, actor: Actor, invoice: str) -> HttpResponse:
    """POST /desk/papers/<invoice>: the file of a paper about the order of an invoice.

    Lines that a program can read are filed at once. A photo or a PDF is kept, and its lines are
    typed into the form that follows. Of a file that is refused nothing is kept.
    """
    card = invoice_card(invoice)
    file = request.FILES.get("file")
    posted = {name: str(request.POST.get(name, "")) for name in ("kind", "own_number", "dated_on")}
    try:
        content, read = taken(file)
    except NotRead as wrong:
        return _refused(request, actor, invoice, (wrong.statement,))
    ask = _ask(card.order, posted, read)
    if not read.lines:
        ask["sha256"] = keep(content, read.media_type)
        typed = {name: value for name, value in ask.items() if isinstance(value, str) and value}
        return HttpResponseRedirect(f"/desk/acts/{_ACT}?{urlencode(typed)}")
    try:
        outcome = preview(_ACT, ask, actor=actor)
        if outcome.is_done:
            ask["sha256"] = keep(content, read.media_type)
            outcome = run(_ACT, ask, actor=actor)
    except InvalidAsk as invalid:
        return _refused(request, actor, invoice, (), str(invalid))
    if outcome.is_done:
        return HttpResponseRedirect(f"/desk/records/{invoice}")
    return _refused(request, actor, invoice, _said(outcome))


@require_POST
@signed_in
@with_a_role
@or_missing
def take_photo(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """POST /desk/photos/<return>: a photo of what came back, which is filed with its return."""
    card = return_card(number)
    file = request.FILES.get("file")
    try:
        content, read = taken(file, as_photo=True)
    except NotRead as wrong:
        return _refused(request, actor, number, (wrong.statement,))
    ask: dict[str, JsonValue] = {
        "sha256": keep(content, read.media_type), "type": "photo", "title": _title(file, number),
        "party": card.party, "subject": f"return:{number}", "source": f"desk:{actor.name}",
    }  # fmt: skip
    outcome = run("documents.file_document", ask, actor=actor)
    if outcome.is_done:
        return HttpResponseRedirect(f"/desk/records/{number}")
    return _refused(request, actor, number, _said(outcome))


def _title(file: object, number: str) -> str:
    """What a photo is called: as its file is, or as the return that it is of."""
    return str(getattr(file, "name", "") or number)[:_LONGEST_TITLE]


def _ask(order: str, posted: Mapping[str, str], read: ReadPaper) -> dict[str, JsonValue]:
    """What is filed: what the file says of itself counts before what was typed beside it."""
    lines: list[JsonValue] = [
        {
            "sku": one.sku,
            "buyer_part": one.buyer_part,
            "description": one.description,
            "quantity": one.quantity,
            "unit": one.unit,
            "pack": one.pack,
            "price": None if one.price is None else f"{one.price.amount:.2f}",
        }
        for one in read.lines
    ]
    currency = next((one.price.currency for one in read.lines if one.price), None)
    return {
        "order": order,
        "currency": currency,
        "kind": read.kind or posted["kind"],
        "own_number": read.number or posted["own_number"],
        "dated_on": read.on.isoformat() if read.on else posted["dated_on"],
        "lines": lines,
    }


def _said(outcome: Outcome) -> tuple[Statement, ...]:
    return (*outcome.statements, *outcome.instead)


def _refused(
    request: HttpRequest,
    actor: Actor,
    number: str,
    says: tuple[Statement, ...],
    fault: str = "",
) -> HttpResponse:
    return page(
        request, "paper_refused.html", actor, status=422, number=number,
        says=[one.text() for one in says] or [fault],
    )  # fmt: skip
