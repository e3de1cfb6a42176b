"""Name what needs somebody, in the order of need, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from makegood.core.actor import Actor
from makegood.core.promises import open_promises
from makegood.core.times_of_day import evening_of
from makegood.domains.aftersales.queries import awaiting_inspection
from makegood.domains.billing.queries import open_drawers
from makegood.domains.cases.queries import due_work, open_privacy_requests
from makegood.domains.company.queries import open_requests, requests_answered
from makegood.domains.conversations.queries import waiting, with_person
from makegood.domains.dealers.queries import claims_due
from makegood.domains.parties.queries import names_of
from makegood.faces.desk import cards, naming, spelling
from makegood.faces.desk.people import person
from makegood.faces.desk.strings import _


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that needs somebody, why, and where it is dealt with."""

    title: str
    why: str
    address: str
    due: datetime | None = None

    @property
    def look(self) -> str:
        """How it stands with the time: wrong when late, attention within a day, else calm."""
        return spelling.urgency(self.due) if self.due else ""


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of work, the most needed first."""

    name: str
    rows: tuple[Row, ...]


def parts_for(actor: Actor) -> tuple[Part, ...]:
    """The work that somebody with a role sees, the most needed first; nothing without one."""
    if not actor.is_staff_with_a_role:
        return ()
    return (
        Part(_("Waiting for a person"), _waiting()),
        Part(_("Mine"), _mine(actor)),
        Part(_("Promises"), promised()),
        Part(_("Cases"), _cases()),
        Part(_("Returns to inspect"), _inspections()),
        Part(_("Dealers' claims"), dealer_claims()),
        Part(_("Approvals"), _approvals(actor)),
    )


def promised() -> tuple[Row, ...]:
    """The open promises, the late ones first."""
    found = open_promises()
    names = names_of({one.party for one in found if one.party})
    return tuple(
        Row(
            (_("Promised {name}: “{text}”") if one.party else _("Promised: “{text}”")).format(
                name=names.get(one.party, one.party), text=one.text
            ),
            _("promise due {when}, {span}").format(
                when=spelling.moment(one.due_at), span=spelling.span(one.due_at)
            ),
            cards.address_of(one.subject.rpartition(":")[2]) or f"/desk/customers/{one.party}",
            one.due_at,
        )
        for one in found
    )


def _waiting() -> tuple[Row, ...]:
    return tuple(
        Row(
            one.title or one.conversation,
            _("{urgency}: waits since {since}, answer due {due}").format(
                urgency=spelling.words(one.urgency).lower(),
                since=spelling.moment(one.waiting_since),
                due=spelling.moment(one.due_at),
            ),
            f"/desk/conversations/{one.conversation}",
            one.due_at,
        )
        for one in waiting()
    )


def _mine(actor: Actor) -> tuple[Row, ...]:
    return tuple(
        Row(
            one.title or one.number,
            naming.channel(one.channel),
            f"/desk/conversations/{one.number}",
        )
        for one in with_person(actor.name)
    )


def _cases() -> tuple[Row, ...]:
    return tuple(
        Row(
            f"{one.case.number} {one.case.summary}",
            f"{one.reason}, {spelling.span(one.due)}",
            f"/desk/records/{one.case.number}",
            one.due,
        )
        for one in due_work()
    )


def _inspections() -> tuple[Row, ...]:
    return tuple(
        Row(
            f"{one.number} {one.line.title_in('en')}",
            _("here, not inspected"),
            f"/desk/acts/aftersales.inspect_return?return_number={one.number}&party={one.party}",
        )
        for one in awaiting_inspection()
    )


def dealer_claims() -> tuple[Row, ...]:
    """The dealers' claims that wait for us, by the day on which the law or our word runs out."""
    why = {
        "decide": _("to decide"),
        "appeal": _("appeal, for a second reviewer"),
        "argument": _("an argument to answer"),
    }
    return tuple(
        Row(
            f"{one.claim.number} {one.claim.dealer_name}, {one.claim.serial}",
            _("{what}, {span}").format(what=why[one.why], span=spelling.span(one.due)),
            f"/desk/records/{one.claim.number}",
            one.due,
        )
        for one in claims_due()
    )


def privacy_requests() -> tuple[Row, ...]:
    """What people asked about their own records and wait for, by the last day of the law."""
    return tuple(
        Row(
            f"{one.number} {one.party}",
            spelling.words(one.kind),
            f"/desk/records/{one.number}",
            evening_of(one.due_on),
        )
        for one in open_privacy_requests()
    )


def drawers() -> tuple[Row, ...]:
    """The cash drawers that are open; one that was opened on another day was forgotten."""
    return tuple(
        Row(
            f"{one.number} {person(one.opened_by)}",
            _("{amount} should be in it").format(amount=spelling.money(one.expected)),
            f"/desk/records/{one.number}",
            evening_of(one.opened_on),
        )
        for one in open_drawers()
    )


def _approvals(actor: Actor) -> tuple[Row, ...]:
    return tuple(
        Row(
            f"{one.number} {naming.act(one.operation)}",
            _("asked by {who}, until {when}").format(
                who=person(one.asker), when=spelling.moment(one.expires_at)
            ),
            "/desk/approvals",
            one.expires_at,
        )
        for one in open_requests(actor.role)
    ) + tuple(
        Row(
            f"{one.number} {naming.act(one.operation)}",
            (_("{who} said yes") if one.approved else _("{who} said no")).format(
                who=person(one.decided_by)
            ),
            f"/desk/records/{one.number}",
        )
        for one in requests_answered(actor.name, days=1)
    )
