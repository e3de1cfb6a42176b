"""Tell a fault of ours as one: what happened, that nothing was lost, and what to do."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from makegood.faces.desk.pages import is_for_part, left_as_it_is, page

log = logging.getLogger(__name__)
P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def told_if_broken(view: View[P]) -> View[P]:
    """Answer with a page that says so; a part of a page stays as it is, with what was written."""

    @wraps(view)
    def whole(request: HttpRequest, /, *args: P.args, **named: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **named)
        except (Http404, PermissionDenied):
            raise
        except Exception:  # whoever sits at the desk reads what happened, whatever it was
            log.exception("a page of the desk broke: %s", request.path)
            if is_for_part(request):
                return left_as_it_is(500, "broken")
            return page(request, "broken.html", status=500)

    return whole
