"""Tell how far an order and a return are, as steps that each have a day or are still to come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from makegood.domains.aftersales.queries import ReturnCard
from makegood.domains.dealers.queries import ClaimCard
from makegood.domains.ordering.queries import OrderCard, ShipmentCard, promised_on
from makegood.faces.portal.pages import day_of


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its name, whether it was reached, on which day, and where."""

    name: str
    is_done: bool
    on: date | None
    place: str = ""
    is_last: bool = False


@dataclass(frozen=True, slots=True)
class Parcel:
    """What travels together; no shipment while it has not left."""

    shipment: ShipmentCard | None
    lines: tuple[tuple[str, int], ...]
    steps: tuple[Step, ...]


def parcels_of(order: OrderCard) -> tuple[Parcel, ...]:
    """The parcels of an order, those that left first, then what is still to leave."""
    sent = [one for one in order.shipments if not one.undone_as]
    left = [Parcel(one, one.lines, _of_shipment(order, one)) for one in sent]
    gone: dict[str, int] = {}
    for shipment in sent:
        for number, pieces in shipment.lines:
            gone[number] = gone.get(number, 0) + pieces
    goods = [line for line in order.lines if line.is_goods]
    rest = [(line.number, line.quantity - gone.get(line.number, 0)) for line in goods]
    waiting = tuple((number, pieces) for number, pieces in rest if pieces > 0)
    return (*left, Parcel(None, waiting, _waiting(order))) if waiting else tuple(left)


def return_steps(card: ReturnCard) -> tuple[Step, ...]:
    """The steps of a return; one that ended early shows how, and nothing after it."""
    for name, at in (("cancelled", card.cancelled_at), ("expired", card.expired_at)):
        if at is not None:
            return _line([("authorised", card.authorised_at), (name, at)])
    return _line(
        [
            ("authorised", card.authorised_at),
            ("label_sent", card.label_sent_at),
            ("received", card.received_at),
            ("inspected", card.inspected_at),
            ("refunded", card.refunded_at),
        ]
    )


def claim_steps(card: ClaimCard) -> tuple[Step, ...]:
    """The steps of a dealer's claim; one with a question waits for the dealer."""
    received = ("claim_received", card.submitted_at)
    if card.state == "returned_for_info":
        return _line([received, ("claim_asked", card.submitted_at), ("claim_decided", None)])
    reached = [received, ("claim_decided", card.decided_at)]
    if card.appeal is not None:
        reached.append(("claim_second", card.appeal.decided_at))
    if card.decided_at is None or card.allowed:
        reached.append(("claim_paid", card.paid_at))
    return _line(reached)


def may_be_cancelled(card: ReturnCard) -> bool:
    """Whether it makes sense to offer keeping the goods; the company's policy decides."""
    ended = (card.received_at, card.refunded_at, card.expired_at, card.cancelled_at)
    return not any(ended)


def _of_shipment(order: OrderCard, one: ShipmentCard) -> tuple[Step, ...]:
    seen = one.scans[-1] if one.scans else None
    is_under_way = seen is not None or one.delivered_at is not None
    under_way = day_of(seen.at) if seen else None
    steps = [
        Step("ordered", is_done=True, on=order.ordered_on),
        Step("shipped", is_done=True, on=one.shipped_on),
        Step("under_way", is_done=is_under_way, on=under_way, place=seen.place if seen else ""),
    ]
    if one.turned_back_as:
        return _marked([*steps[:2], replace(steps[2], name="turned_back")])
    arrived = day_of(one.delivered_at) if one.delivered_at else None
    steps.append(Step("delivered", is_done=arrived is not None, on=arrived or one.promised_on))
    return _marked(steps)


def _waiting(order: OrderCard) -> tuple[Step, ...]:
    to_come = [Step(name, is_done=False, on=None) for name in ("shipped", "under_way")]
    to_come.append(Step("delivered", is_done=False, on=promised_on(order.number)))
    return _marked([Step("ordered", is_done=True, on=order.ordered_on), *to_come])


def _line(reached: Iterable[tuple[str, datetime | None]]) -> tuple[Step, ...]:
    return _marked(
        [Step(name, is_done=at is not None, on=day_of(at) if at else None) for name, at in reached]
    )


def _marked(steps: Sequence[Step]) -> tuple[Step, ...]:
    """The same steps with the last one that was reached marked as where it stands now."""
    last = max(at for at, step in enumerate(steps) if step.is_done)
    return tuple(
        Step(step.name, step.is_done or at < last, step.on, step.place, is_last=at == last)
        for at, step in enumerate(steps)
    )
