"""The desk's templates. Every string in them goes through `_(...)`, ready for translation."""

from __future__ import annotations

from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from jinja2.ext import i18n

from makegood.core import clock
from makegood.core.actor import Actor
from makegood.faces.desk import bounds, cards, kept_records, naming, people, reading, spelling
from makegood.faces.desk.strings import LANGUAGE, translations
from makegood.faces.shared.pages import Pages
from makegood.handbook import book

__all__ = ["LANGUAGE", "OUR_FAULT", "page", "pages"]
OUR_FAULT = "This is our fault. Nothing was saved, and it was recorded for us to mend."
pages = Pages(
    Path(__file__).parent,
    i18n.identifier,
    company=lambda: book().company,
    now=lambda: clock.local(clock.now()),
    leads=lambda role: book().authority.may_approve(role),
)
pages.templates.install_gettext_translations(  # type: ignore[attr-defined]  # by i18n
    translations, newstyle=True
)
pages.templates.filters.update(
    spelling.FILTERS,
    act=naming.act,
    address=cards.address_of,
    channel=naming.channel,
    excess=bounds.excess,
    facts=reading.facts,
    field=naming.field,
    first_name=people.first_name,
    goods_go=naming.goods_go,
    kept=kept_records.kept,
    kept_because=kept_records.kept_because,
    kind=naming.kind,
    level=naming.level,
    part=naming.part,
    levied_by=naming.levied_by,
    owner=people.owner,
    person=people.person,
    source_at=cards.address_of_source,
    source_kind=naming.source_kind,
    state=naming.state,
    tender=naming.tender,
)


def page(
    request: HttpRequest,
    template: str,
    actor: Actor | None = None,
    *,
    status: int = 200,
    **inside: object,
) -> HttpResponse:
    """A page, or with a template named `_part.html` a part of one, for somebody at the desk.

    No browser keeps it: after signing out, nobody steps back to what a customer told us.
    """
    made = pages.page(
        template,
        LANGUAGE,
        status=status,
        me=actor,
        csrf_token=get_token(request),
        path=request.path,
        **inside,
    )
    made.headers["Cache-Control"] = "private, no-store"
    return made


def is_for_part(request: HttpRequest) -> bool:
    """Whether a part of a page asks, so that what was written beside it stands there still."""
    return request.headers.get("HX-Request") == "true"


def left_as_it_is(status: int, why: str) -> HttpResponse:
    """The answer that changes nothing of a part; `why` names what the page says of it (desk.js)."""
    return HttpResponse(status=status, headers={"HX-Reswap": "none", "HX-Trigger": why})


def too_often(request: HttpRequest, told: str) -> HttpResponse:
    """What whoever asked more often than there is room for is told."""
    if is_for_part(request):
        return left_as_it_is(429, "too-often")
    return page(request, "too_often.html", status=429, told=told)
