"""Keep what is looked for: parcels that customers say did not come. Source: C12."""

from __future__ import annotations

from datetime import date, time, timedelta

from django.db import models
from django.db.models import Q

from makegood.core.acting import Leaving
from makegood.core.clock import at_local, local
from makegood.core.money import Money, sum_of
from makegood.core.outcome import NotFound
from makegood.domains.ordering.credited import falls_away
from makegood.domains.ordering.models.planning import plans_for
from makegood.domains.ordering.models.rows import SalesOrder, Shipment, ShippedLine
from makegood.domains.ordering.policy import (
    CAME_BACK,
    FOUND,
    MissingFacts,
    MissingParcel,
    SearchFacts,
    came_since,
    clause,
)
from makegood.domains.parties.queries import rights_on
from makegood.handbook import book


class ParcelSearch(models.Model):
    """The search for a parcel that did not come: what the customer wants, and how it ended.

    `wish` is what follows if it is not found: it is sent again, or its money goes back.
    `was_brought` is whether its carrier had brought it by then, unknown of the oldest searches.
    """

    ref_kind = "parcel_search"

    number = models.CharField(max_length=32, unique=True)
    shipment = models.ForeignKey(Shipment, on_delete=models.PROTECT, related_name="searches")
    wish = models.CharField(max_length=8)
    words = models.CharField(max_length=400, blank=True, default="")
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=80)
    was_brought = models.BooleanField(null=True)
    look_until = models.DateField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=80, blank=True, default="")
    outcome = models.CharField(max_length=16, blank=True, default="")
    report = models.CharField(max_length=400, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["shipment"], condition=Q(ended_at=None), name="searched_once_at_a_time"
            )
        ]

    @property
    def has_come(self) -> bool:
        """Whether its carrier brought the parcel after it was missed."""
        at = self.shipment.delivered_at
        return came_since(at, self.opened_at, was_brought=self.was_brought)


def missing_facts(number: str, shipment: str, today: date) -> MissingFacts:
    """The parcels of an order, locked, with the searches that go on for them. NotFound."""
    order = SalesOrder.objects.select_for_update().filter(number=number).first()
    if order is None:
        raise NotFound("order", number)
    rows = list(order.shipments.select_for_update().order_by("pk"))
    if shipment and shipment not in {row.number for row in rows}:
        raise NotFound("shipment", shipment)
    return MissingFacts(
        rights=rights_on(order.account), order=number, party=order.party,
        parcels=tuple(_parcel(row) for row in rows), named=shipment,
        on_their_word=_on_their_word(order.party, today),
    )  # fmt: skip


def search_facts(number: str, today: date) -> SearchFacts:
    """A search with its parcel and its order, locked, and what cannot be had again. NotFound."""
    row = ParcelSearch.objects.select_related("shipment__order").filter(number=number).first()
    if row is None:
        raise NotFound("parcel_search", number)
    missing = missing_facts(row.shipment.order.number, row.shipment.number, today)
    row.refresh_from_db()
    parcel = row.shipment
    packed = parcel.lines.select_related("line").order_by("pk")
    goods = [one for one in packed if book().catalogue.is_goods(one.line.sku)]
    again = plans_for({one.line.sku: one.quantity for one in goods}, today)
    return SearchFacts(
        number=number, order=missing.order, party=missing.party, wish=row.wish,
        has_ended=row.ended_at is not None,
        has_come=row.has_come,
        is_seen_since=parcel.scans.filter(at__gt=row.opened_at).exists(),
        parcel=next(one for one in missing.parcels if one.number == parcel.number),
        pieces=tuple((one.line.number, one.line.sku, one.quantity) for one in goods),
        is_returned=any(_is_returned(one, parcel) for one in goods),
        gone=tuple(plan.sku for plan in again if plan.expected is None),
        had=tuple((one.line.number, *_had(one, parcel)) for one in packed),
    )  # fmt: skip


def close_search(
    acting: Leaving, number: str, outcome: str, *, report: str = "", wish: str = ""
) -> None:
    """End a search inside an act that tells the customer what became of the parcel."""
    row, subject = ParcelSearch.objects.get(number=number), f"parcel_search:{number}"
    row.ended_at, row.ended_by, row.outcome = acting.now, acting.actor.name, outcome
    row.report, row.wish = report, wish or row.wish
    row.save(update_fields=["ended_at", "ended_by", "outcome", "report", "wish"])
    acting.call_off(subject)
    acting.keep_promise("parcel_search", subject)
    acting.record(subject)


def close_searches_of(acting: Leaving, shipment: str, outcome: str) -> None:
    """End the search for a parcel, if one goes on: it is known by now where the parcel is."""
    going_on = ParcelSearch.objects.filter(shipment__number=shipment, ended_at=None)
    for number in going_on.values_list("number", flat=True):
        close_search(acting, number, outcome)


def _on_their_word(party: str, today: date) -> int:
    """How often lately a party missed what its carrier had brought, and it was not found."""
    days = clause("DLV-6", today).whole("trusted_within_days")
    since = at_local(today - timedelta(days=days), time.min)
    brought = ParcelSearch.objects.filter(shipment__order__party=party, was_brought=True)
    return brought.filter(opened_at__gte=since).exclude(outcome__in=[FOUND, CAME_BACK]).count()


def _is_returned(packed: ShippedLine, parcel: Shipment) -> bool:
    """Whether pieces of this very parcel came back: more than the other parcels brought."""
    of_this = packed.quantity if parcel.delivered_at else 0
    return packed.line.returned > packed.line.delivered - of_this


def _had(packed: ShippedLine, parcel: Shipment) -> tuple[Money, Money]:
    of_this = packed.quantity if parcel.delivered_at else 0
    stays = packed.line.delivered - of_this
    return falls_away(packed.line.number, stays, parcel.order.currency)


def _parcel(row: Shipment) -> MissingParcel:
    came = local(row.delivered_at).date() if row.delivered_at else None
    goes_on = row.searches.filter(ended_at=None).first()
    seen = row.scans.order_by("-at", "-pk").first()
    shares = [
        Money(one.line.net_cents, row.order.currency).share(one.quantity, one.line.quantity)
        for one in row.lines.select_related("line")
    ]
    return MissingParcel(
        number=row.number, carrier=row.carrier, promised_on=row.promised_on, delivered_on=came,
        place=seen.place if seen else "", note=row.delivery_note, worth=sum_of(shares),
        is_undone=bool(row.undone_at or row.turned_back_at),
        searched_until=goes_on.look_until if goes_on else None,
    )  # fmt: skip
