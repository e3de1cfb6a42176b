"""Let programs read a record, and the journal of what was done about it."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Router
from pydantic import Field

from makegood.core import journal
from makegood.faces.api.identity import acting, of_request
from makegood.faces.shared.keys import NotAllowed
from makegood.faces.shared.records import look_about, read

router = Router(tags=["records"])


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
    if about:
        look_about(about, acting(request))
    rows = journal.history([about.rpartition(":")[2]] if about else (), limit=limit)
    return JsonResponse({"rows": [journal.plain(row) for row in rows]})
