"""Lock what an exchange touches, and give it out as plain facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.db.models import Q

from makegood.core.outcome import NotFound
from makegood.domains.aftersales.models.exchanges import Exchange
from makegood.domains.aftersales.models.facts import lock_line_to_return
from makegood.domains.aftersales.models.owned import unit_facts
from makegood.domains.aftersales.policy.cores import ExchangeRecord
from makegood.domains.aftersales.policy.exchanges import (
    REASON,
    Card,
    NewGoods,
    ReplaceFacts,
    SwapFacts,
)
from makegood.domains.aftersales.policy.unwanted import UnwantedFacts
from makegood.domains.billing.models import Payment, Tender
from makegood.domains.ordering.baskets import Basket, Wanted
from makegood.domains.ordering.pricing import price
from makegood.domains.ordering.queries import OrderCard, exemption_of, line_card, order_card
from makegood.domains.parties.queries import died_by, why_not_sold
from makegood.handbook import NotInHandbook


def lock_line_to_exchange(line: str, sku: str, *, language: str, today: date) -> SwapFacts:
    """An order line that shall be exchanged, locked, and what another article costs instead."""
    back = lock_line_to_return(
        line, quantity=1, reason=REASON, opened=False, language=language, today=today
    )
    order = order_card(back.order)
    return SwapFacts(
        back, line_card(line).sku, _new(order, sku, today), _card_of(back.order),
        why_not_sold(order.party),
    )  # fmt: skip


def lock_unit_to_replace(serial: str, *, today: date) -> ReplaceFacts:
    """A piece that shall be replaced under warranty, locked, with what another one costs."""
    unit = unit_facts(serial, lock=True)
    running = Exchange.running(serial).first()
    new = _new(order_card(unit.order), unit.sku, today) if unit.order else None
    return ReplaceFacts(
        unit, new, _card_of(unit.order), running.number if running is not None else ""
    )


def lock_unwanted(serial: str) -> UnwantedFacts:
    """The last replacement of a piece, or the piece that came as one, locked. NotFound."""
    unit = unit_facts(serial, lock=True)
    rows = Exchange.objects.select_for_update().exclude(kind="uneven").order_by("-pk")
    row = rows.filter(Q(serial=serial) | Q(new_serial=serial)).first()
    record = row.record if row else None
    # The piece may be somebody else's by now; the exchange is given up by whose it is.
    return UnwantedFacts(record.rights if record else unit.rights, record, unit.is_large)


def lock_exchange(number: str) -> ExchangeRecord:
    """An exchange, locked; NotFound when there is none."""
    row = Exchange.objects.select_for_update().filter(number=number).first()
    if row is None:
        raise NotFound("exchange", number)
    later = Exchange.running(row.serial).exclude(pk=row.pk).first() if row.serial else None
    return replace(
        row.record, holder_died=died_by(row.party) is not None,
        runs_as=later.number if later is not None else "",
    )  # fmt: skip


def _new(order: OrderCard, sku: str, today: date) -> NewGoods | None:
    """One piece at today's price where the order went to; None for what has no price."""
    place = order.ship_to
    basket = Basket(
        customer=order.party, wanted=(Wanted(sku, 1),), region=place.region,
        locality=place.locality, exemption=exemption_of(order.party, place.region),
        is_delivered=False,
    )  # fmt: skip
    try:
        (line,) = price(basket, today).lines
    except NotInHandbook:
        return None
    rules = " + ".join(step.rule for step in line.steps)
    return NewGoods(sku, line.unit_price, line.discount, rules, line.tax)


def _card_of(order: str) -> Card | None:
    """The card that paid for an order last."""
    paid = Payment.objects.filter(order=order, tender=Tender.CARD, captured_at__isnull=False)
    last = paid.exclude(token="").order_by("-pk").first()
    return Card(last.token, last.last4) if last else None
