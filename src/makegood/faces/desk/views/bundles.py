"""Show a whole correspondence in order, to read, to print, and to keep as one file."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from makegood.core import clock
from makegood.core.actor import Actor
from makegood.core.outcome import NotFound
from makegood.domains.documents.ports import TypesettingFailed
from makegood.domains.documents.queries import bundle_pdf, correspondence_bundle
from makegood.domains.parties.queries import PartyCard, names_of
from makegood.faces.desk.finding import or_missing
from makegood.faces.desk.pages import page
from makegood.faces.desk.signing import signed_in
from makegood.faces.shared.letters import pdf_answer
from makegood.faces.shared.records import card_of
from makegood.handbook import book

_NAME = "correspondence"
_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; width: 100% }
td, th { border-bottom: 1px solid #ccc; text-align: left; padding: .25rem .5rem }
.lines { white-space: pre-line }
.quiet { color: #555 }
.hash { overflow-wrap: anywhere; font-size: .8rem }
ol { padding: 0; list-style: none }
li { margin: 0 0 1.5rem; break-inside: avoid }
"""
"""The file stands alone, so its look goes with it."""


@require_safe
@signed_in
@or_missing
def bundle(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """GET /desk/correspondence/<number>?file=pdf&before=<moment>: with a customer, or about a
    record of theirs; `file` is html or pdf, to keep.
    """
    if not actor.is_staff_with_a_role:
        raise NotFound("record", number)
    card = card_of(number, actor)
    party = card.number if isinstance(card, PartyCard) else str(getattr(card, "party", "") or "")
    if not party:
        raise NotFound("correspondence", number)
    about = "" if isinstance(card, PartyCard) else number.rpartition(":")[2]
    before = _moment(request.GET.get("before", ""))
    found = correspondence_bundle(party, about, before=before)
    name, kept = names_of({party}).get(party, party), found.about.replace("/", "-")
    if request.GET.get("file") == "pdf":
        try:
            return pdf_answer(
                bundle_pdf(found, name, book().company.languages[0]), f"{_NAME}-{kept}.pdf"
            )
        except TypesettingFailed:
            return HttpResponse("The PDF cannot be made just now.\n", "text/plain", 503)
    is_file = request.GET.get("file") == "html"
    made = page(
        request, "bundle_file.html" if is_file else "bundle.html", actor, found=found,
        name=name, made_at=clock.now(), style=_STYLE,
        earlier=urlencode({"before": found.earlier.isoformat()}) if found.earlier else "",
        this=urlencode({"before": before.isoformat()}) if before else "",
    )  # fmt: skip
    if is_file:
        made.headers["Content-Disposition"] = f'attachment; filename="{_NAME}-{kept}.html"'
    return made


def _moment(said: str) -> datetime | None:
    """The moment in an address; None where none is said, or none that can be."""
    try:
        found = datetime.fromisoformat(said)
    except ValueError:
        return None
    return found if found.tzinfo else None
