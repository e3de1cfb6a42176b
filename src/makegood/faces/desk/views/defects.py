"""Show what records lack, so that somebody mends it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from makegood.core.actor import Actor
from makegood.domains.cases.queries import DefectCard, defects
from makegood.faces.desk import cards, spelling
from makegood.faces.desk.finding import with_a_role
from makegood.faces.desk.pages import page
from makegood.faces.desk.signing import signed_in
from makegood.faces.desk.strings import _
from makegood.faces.desk.working import Part, Row

_KINDS = {
    "case_lacks_future_contact": _("Cases that do not say how to reach somebody"),
    "case_lacks_party": _("Cases of which nobody knows whose they are"),
    "closed_without_basis": _("Cases that were closed without a basis"),
    "mail_not_settled": _("Mails that nobody dealt with within a day"),
    "letter_never_sent": _("Letters that were never sent"),
    "filed_for_nobody": _("Papers filed for somebody we do not have"),
    "kept_and_not_filed": _("Bytes that were kept and never filed"),
}


@require_safe
@signed_in
@with_a_role
def lacking(request: HttpRequest, actor: Actor) -> HttpResponse:
    """GET /desk/defects: what records lack now, by kind; looked for anew, and each day."""
    found = defects()
    parts = tuple(
        Part(
            name,
            tuple(
                Row(one.ref, _since(one), cards.address_of(one.ref) or "/desk/defects")
                for one in found
                if one.kind == kind
            ),
        )
        for kind, name in _KINDS.items()
        if any(one.kind == kind for one in found)
    )
    return page(
        request, "work.html", actor, heading=_("What records lack"), parts=parts, place=0,
        is_live=False,
    )  # fmt: skip


def _since(one: DefectCard) -> str:
    return _("known since {when}").format(when=spelling.moment(one.found_at))
