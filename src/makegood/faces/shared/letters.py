"""Show a letter to whoever may see the notice that it was made of. Source: C04, C08."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from makegood.core.actor import Actor
from makegood.core.outcome import BrokenPromise, NotFound
from makegood.core.runner import run
from makegood.domains.conversations.queries import NoticeCard
from makegood.domains.documents.queries import content, letter_of
from makegood.faces.shared.records import card_of

PDF = "application/pdf"
_SANDBOX = "default-src 'none'; sandbox"


def letter_pdf(notice: str, actor: Actor) -> bytes:
    """The letter of a notice, printed now if it was not yet.

    NotFound when it is not this actor's to see, or when the notice has no letter.
    """
    card = card_of(f"notice:{notice}", actor)
    if not isinstance(card, NoticeCard):
        raise NotFound("notice", notice)
    filed = letter_of(card.number)
    if filed is None:
        company = Actor.system("system:letters").on_behalf_of(card.party)
        outcome = run("documents.print_letter", {"notice": card.number}, actor=company)
        if not outcome.is_done:
            raise NotFound("letter", card.number)
        return content(str(outcome.answer("document")))
    return content(filed.number)


def letter_answer(request: HttpRequest, notice: str, actor: Actor) -> HttpResponse:
    """What a page answers with a letter; the same 404 for what is not and what is another's."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET"])
    try:
        letter = letter_pdf(notice, actor)
    except BrokenPromise:
        return HttpResponse("The letter cannot be made just now.\n", "text/plain", 503)
    except NotFound:
        return HttpResponse("There is no such letter.\n", "text/plain", 404)
    return pdf_answer(letter, f"{notice}.pdf")


def pdf_answer(content: bytes, name: str) -> HttpResponse:
    """A PDF as a browser may show it: never guessed at, never run, kept in no shared cache."""
    response = HttpResponse(content, content_type=PDF)
    response.headers["Content-Disposition"] = f'inline; filename="{_plain(name)}"'
    response.headers["Content-Security-Policy"] = _SANDBOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _plain(name: str) -> str:
    """A name that needs no quoting in a header."""
    return "".join(
        sign if sign.isascii() and (sign.isalnum() or sign in "._-") else "-" for sign in name
    )
