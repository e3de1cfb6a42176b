"""Tell how far an order, a return or a case is, as one line of steps with their days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from makegood.core import clock
from makegood.core.money import Money, sum_of
from makegood.domains.aftersales.queries import ExchangeCard, ReturnCard, TestCard
from makegood.domains.billing.queries import Movement
from makegood.domains.cases.queries import CaseCard, PrivacyRequestCard
from makegood.domains.dealers.queries import ClaimCard
from makegood.domains.ordering.queries import OrderCard, QuoteCard
from makegood.faces.desk.spelling import amount, day
from makegood.faces.desk.strings import _


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its name, what is known of it, and whether it is done, is next, or ended it."""

    name: str
    note: str
    state: str

    @property
    def is_here(self) -> bool:
        """Whether this is what is waited for now."""
        return self.state == "next"


def of_order(card: OrderCard, moved: Iterable[Movement]) -> tuple[Step, ...]:
    """Ordered, paid, sent, delivered."""
    goods = [line for line in card.lines if line.is_goods]
    pieces = sum(line.quantity for line in goods)
    parcels = [one for one in card.shipments if not one.undone_as]
    sent = sum(count for one in parcels for _line, count in one.lines)
    arrived = sum(line.delivered for line in goods)
    came = [one.delivered_at for one in parcels if one.delivered_at]
    away = [one for one in parcels if one.delivered_at is None]
    promised = [one.promised_on for one in away if not one.turned_back_as]
    to_come = _("promised {day}").format(day=day(max(promised))) if promised else ""
    to_come = to_come or (_("comes back") if away else "")
    return _line(
        (
            (_("Ordered"), day(card.ordered_on), True),
            _paid(card.total, [one for one in moved if one.what == "payment"]),
            _pieces(_("Sent"), sent, pieces, [one.shipped_on for one in parcels]),
            _pieces(_("Delivered"), arrived, pieces, list(map(_day, came)), to_come),
        )
    )


def of_quote(card: QuoteCard) -> tuple[Step, ...]:
    """Quoted, then accepted; one that ended otherwise shows how."""
    quoted = (_("Quoted"), day(card.made_on), True)
    if card.state in ("declined", "expired"):
        ended = _("Declined") if card.state == "declined" else _("Expired")
        return (*_line((quoted,)), Step(ended, card.decline_reason, "ended"))
    until = card.order or _("until {day}").format(day=day(card.valid_until))
    return _line((quoted, (_("Accepted"), until, card.state == "accepted")))


def of_return(card: ReturnCard) -> tuple[Step, ...]:
    """Opened, received, inspected, refunded; one that ended early shows how."""
    opened = (_("Opened"), day(card.authorised_at), True)
    ends = ((_("Cancelled"), card.cancelled_at), (_("Expired"), card.expired_at))
    for name, at in ends:
        if at is not None and card.received_at is None:
            return (*_line((opened,)), Step(name, day(at), "ended"))
    until = _("open until {day}").format(day=day(card.expires_on))
    found = card.inspection
    grade = f"{_('grade')} {found.grade}, " if found else ""
    return _line(
        (
            opened,
            _at(_("Received"), card.received_at, until),
            _at(_("Inspected"), card.inspected_at, "", grade),
            _at(_("Refunded"), card.refunded_at, ""),
        )
    )


def of_exchange(card: ExchangeCard) -> tuple[Step, ...]:
    """Agreed, held, sent, back; other goods follow their return, whose steps stand on its page."""
    agreed = (_("Agreed"), day(card.agreed_at), True)
    if card.kind == "uneven":
        looked = card.state in ("accepted", "refunded", "closed")
        return _line((agreed, (_("Old one back and accepted"), "", looked)))
    until = _("until {day}").format(day=day(card.core_due_on)) if card.core_due_on else ""
    if card.cancelled_at is not None:
        return _given_up(card, agreed, card.cancelled_at, until)
    sent = _at(_("New one sent"), card.shipped_at, "")
    back = _at(_("Faulty one back"), card.core_received_at, until)
    if card.kind == "even":
        return _line((agreed, back, sent))
    held = (_("Held on the card"), "", card.is_held or card.shipped_at is not None)
    charged = (Step(_("Charged"), day(card.charged_at), "ended"),) if card.charged_at else ()
    return (*_line((agreed, held, sent, back)), *charged)


def _given_up(
    card: ExchangeCard, agreed: tuple[str, str, bool], at: datetime, until: str
) -> tuple[Step, ...]:
    """A replacement that is not wanted any more: not sent, or back where it came from."""
    ended = Step(_("Not wanted any more"), day(at), "ended")
    if card.shipped_at is None:
        return (*_line((agreed,)), ended)
    sent = _at(_("New one sent"), card.shipped_at, "")
    back = _at(_("New one back"), card.taken_back_at, until)
    return (*_line((agreed, sent)), ended, *_line((back,)))


def of_claim(card: ClaimCard) -> tuple[Step, ...]:
    """Received, parts looked at, decided, paid; what waits for the dealer or a second reviewer."""
    parts = [line for line in card.lines if line.tag]
    looked = all(line.finding for line in parts)
    by = _("by {day}").format(day=day(card.decide_by))
    asked = _("waits for the dealer") if card.state == "returned_for_info" else by
    came = [line.arrived_on for line in parts if line.arrived_on]
    reached = [(_("Received"), day(card.submitted_at), True)]
    if parts:
        reached.append((_("Part looked at"), day(max(came)) if came else "", looked))
    reached.append(_at(_("Decided"), card.decided_at, asked))
    if card.appeal is not None:
        due = _("by {day}").format(day=day(card.appeal.due_on))
        reached.append(_at(_("Appeal decided"), card.appeal.decided_at, due))
    if card.decided_at is None or card.allowed:
        reached.append(_at(_("Paid"), card.paid_at, ""))
    return _line(reached)


def of_test(card: TestCard) -> tuple[Step, ...]:
    """Ordered, sampled, measured, decided."""
    measured = bool(card.samples) and all(one.verdict for one in card.samples)
    by = _("by {day}").format(day=day(card.due_on))
    return _line(
        (
            (_("Ordered"), day(card.ordered_at), True),
            _at(_("Samples chosen"), card.sampled_at, ""),
            (_("Measured"), "" if measured else by, measured),
            _at(_("Decided"), card.decided_at, ""),
        )
    )


def of_case(card: CaseCard) -> tuple[Step, ...]:
    """Opened, acknowledged, answered: a case that is still open says until when."""
    by = _("by {day}")
    return _line(
        (
            (_("Opened"), day(card.opened_at), True),
            _at(_("Acknowledged"), card.acknowledged_at, by.format(day=day(card.acknowledge_by))),
            _at(_("Answered and closed"), card.closed_at, by.format(day=day(card.answer_by))),
        )
    )


def of_privacy_request(card: PrivacyRequestCard) -> tuple[Step, ...]:
    """A request about somebody's own records: received, with more time if it took any, answered."""
    by = _("by {day}").format(day=day(card.due_on))
    reached = [(_("Received"), day(card.received_on), True)]
    if card.extended_at:
        reached.append(_at(_("Given more time"), card.extended_at, ""))
    return _line((*reached, _at(_("Answered"), card.answered_at, by)))


def _paid(total: Money, payments: Sequence[Movement]) -> tuple[str, str, bool]:
    paid = sum_of([one.amount for one in payments], total.currency)
    last = day(max(one.on for one in payments)) if payments else ""
    if paid >= total:
        return _("Paid"), last, True
    note = _("{paid} of {total}").format(paid=amount(paid), total=amount(total))
    return _("Paid"), f"{note}, {last}" if last else note, False


def _pieces(
    name: str, count: int, of: int, days: Sequence[date], to_come: str = ""
) -> tuple[str, str, bool]:
    when = day(max(days)) if days else ""
    if count >= of and days:
        return name, when, True
    some = _("{count} of {of}").format(count=count, of=of) if count else ""
    return name, ", ".join(part for part in (some, to_come) if part), False


def _at(name: str, at: datetime | None, to_come: str, note: str = "") -> tuple[str, str, bool]:
    return (name, f"{note}{day(at)}", True) if at else (name, to_come, False)


def _line(reached: Iterable[tuple[str, str, bool]]) -> tuple[Step, ...]:
    """The first step that is not done is the next one; those after it are to come."""
    steps: list[Step] = []
    for name, note, is_done in reached:
        waits = any(one.state != "done" for one in steps)
        state = "done" if is_done else "to-come" if waits else "next"
        steps.append(Step(name, note, state))
    return tuple(steps)


def _day(at: datetime) -> date:
    return clock.local(at).date()
