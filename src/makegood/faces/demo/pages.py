"""Show the demo's outbox and clock as a page."""

from __future__ import annotations

from pathlib import Path

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.views.decorators.csrf import csrf_exempt

from makegood.core import clock
from makegood.faces.demo.moving import NotThen, move
from makegood.faces.demo.origins import is_from_elsewhere
from makegood.faces.demo.outbox import enclosure, messages
from makegood.faces.shared.letters import PDF, pdf_answer
from makegood.faces.shared.pages import Pages
from makegood.handbook import book

_pages = Pages(Path(__file__).parent)


def outbox(request: HttpRequest) -> HttpResponse:
    """Every mail, text and letter that left the house, newest first, and the clock."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET"])
    return _page(request)


def enclosed(request: HttpRequest) -> HttpResponse:
    """A file that came with a message, such as the letter of a notice."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET"])
    file = enclosure(request.GET.get("of", ""), request.GET.get("name", ""))
    if file is None or file.media_type != PDF:
        return HttpResponse("No such file came with this message.\n", "text/plain", 404)
    return pdf_answer(file.content, file.name)


@csrf_exempt  # it looks at where the request comes from by itself
def move_clock(request: HttpRequest) -> HttpResponse:
    """Move the clock as the form asks, and show the outbox again."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if is_from_elsewhere(request):
        return _page(request, "Another site's page may not move the clock.", 403)
    advance, at = request.POST.get("advance"), request.POST.get("at")
    try:
        moved = move(advance=advance or None, at=at or None)
    except NotThen as fault:
        return _page(request, str(fault), 422)
    return HttpResponseRedirect(f"/demo/outbox?ran={len(moved.ran)}", status=303)


def _page(request: HttpRequest, fault: str = "", status: int = 200) -> HttpResponse:
    ran = request.GET.get("ran", "")
    return _pages.page(
        "outbox.html",
        "en",
        status=status,
        company=book().company.name,
        messages=messages(to=request.GET.get("to", "")),
        to=request.GET.get("to", ""),
        now=clock.local(clock.now()),
        local=clock.local,
        ran=ran if ran.isdecimal() else "",
        fault=fault,
    )
