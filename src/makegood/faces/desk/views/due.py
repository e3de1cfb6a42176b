"""Show what was promised or waits for us, what did not come true, and what gave up."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from makegood.core import clock
from makegood.core.actor import Actor
from makegood.core.overdue import Stuck, dead_letters, failed_checks
from makegood.domains.cases.queries import defects_known
from makegood.domains.knowledge.queries import to_read_again
from makegood.faces.desk import cards, naming, spelling
from makegood.faces.desk.finding import with_a_role
from makegood.faces.desk.pages import page
from makegood.faces.desk.signing import signed_in
from makegood.faces.desk.strings import _, ngettext
from makegood.faces.desk.working import (
    Part,
    Row,
    dealer_claims,
    drawers,
    privacy_requests,
    promised,
)


@require_safe
@signed_in
@with_a_role
def due(request: HttpRequest, actor: Actor) -> HttpResponse:
    """GET /desk/due: promises, what waits by a date, failed checks and dead letters."""
    parts = (
        Part(_("Promises"), promised()),
        Part(_("Dealers' claims"), dealer_claims()),
        Part(_("Requests about their records"), privacy_requests()),
        Part(_("Open drawers"), drawers()),
        Part(_("Failed checks"), tuple(map(_row, failed_checks()))),
        Part(_("Dead letters"), tuple(map(_row, dead_letters()))),
        Part(_("What records lack"), _lacking()),
        Part(_("Articles to read again"), _old_articles()),
    )
    return page(request, "work.html", actor, heading=_("Due"), parts=parts, place=0, is_live=False)


def _lacking() -> tuple[Row, ...]:
    """One line for all that the daily look found records to lack; its page looks anew."""
    count = defects_known()
    told = ngettext("{count} record to mend", "{count} records to mend", count).format(count=count)
    return (Row(told, _("to mend"), "/desk/defects"),) if count else ()


def _old_articles() -> tuple[Row, ...]:
    """The articles whose day to be read again has come, each with who keeps it true."""
    today = clock.today()
    return tuple(
        Row(
            f"{one.title} ({one.language})",
            _("{owner} reads it again by {day}").format(
                owner=one.owner, day=spelling.day(one.review_due)
            ),
            f"/desk/articles/{one.id}?{urlencode({'lang': one.language})}",
        )
        for one in to_read_again(today)
    )


def _row(one: Stuck) -> Row:
    about = one.subject.rpartition(":")[2]
    address = cards.address_of(about) or "/desk/journal"
    if one.is_effect:
        address = f"/desk/acts/company.retry_effect?{urlencode({'key': one.subject})}"
    why = f"{one.reason}, {spelling.span(one.since)}"
    return Row(f"{naming.act(one.what)} {one.subject}", why, address, due=one.since)
