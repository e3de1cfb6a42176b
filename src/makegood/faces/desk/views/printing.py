"""Print a paper of a record at the desk: the PDF, filed with its hash."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from makegood.core.actor import Actor
from makegood.core.outcome import BrokenPromise, InvalidAsk, NotFound
from makegood.core.runner import run
from makegood.domains.documents.queries import content
from makegood.faces.desk.finding import or_missing
from makegood.faces.desk.signing import signed_in
from makegood.faces.shared.letters import pdf_answer
from makegood.faces.shared.records import look_about


@require_POST
@signed_in
@or_missing
def printed(request: HttpRequest, actor: Actor, kind: str, number: str) -> HttpResponse:
    """POST /desk/print/<kind>/<number>.pdf: make and file the paper as its record stands now."""
    if not actor.is_staff_with_a_role:
        raise NotFound("paper", number)
    look_about(number, actor)
    try:
        outcome = run("documents.print_paper", {"kind": kind, "number": number}, actor=actor)
    except InvalidAsk as invalid:
        raise NotFound("paper", number) from invalid
    except BrokenPromise:
        return HttpResponse("The paper cannot be made just now.\n", "text/plain", 503)
    if not outcome.is_done:
        raise NotFound("paper", number)
    return pdf_answer(content(str(outcome.answer("document"))), f"{kind}-{number}.pdf")
