"""Lock what a customer keeps, or what was found, and give it out as plain facts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from makegood.core.clock import local
from makegood.core.money import Money
from makegood.core.outcome import NotFound
from makegood.domains.aftersales.models.facts import lock_line_to_return, lock_return
from makegood.domains.aftersales.models.kept import (
    PRICE_DROP,
    PRICE_MATCH,
    Allowance,
    FoundItem,
    PhotoLook,
    kept_on,
)
from makegood.domains.aftersales.policy.keeping import FoundFacts, KeepFacts, PhotoFacts
from makegood.domains.aftersales.policy.returns import ReturnRecord
from makegood.domains.documents.queries import DocumentCard, documents_about, documents_of
from makegood.domains.ordering.models import OrderLine
from makegood.domains.ordering.queries import line_card, order_card
from makegood.handbook import Taxed, book

_MOST_PHOTOS = 1_000


def lock_line_to_keep(
    number: str, *, quantity: int, reason: str, language: str, today: date
) -> KeepFacts:
    """An order line whose goods stay with the customer, locked, with what may be credited."""
    back = lock_line_to_return(
        number, quantity=quantity, reason=reason, opened=False, language=language, today=today
    )
    line = line_card(number)
    order = order_card(back.order)
    brought = (one for one in order.shipments if number in dict(one.lines) and not one.undone_as)
    percent = book().clause("KEP-1", on=today).decimal("part_percent")
    goods = (back.terms.goods if back.terms else line.net).percent(percent)
    taxed = Taxed.of(
        line.sku, book().catalogue.product(line.sku).kind, line.net.amount / line.quantity
    )
    place = (order.ship_to.region, order.ship_to.locality)
    rates = book().prices.tax_rates("goods", *place, order.ordered_on, taxed)
    rate = sum((one.percent for one in rates), Decimal(0))
    return KeepFacts(
        back=back, noted=tuple(one.delivery_note for one in brought if one.damage_noted),
        has_allowance=Allowance.objects.filter(line__number=number, is_whole=False)
        .exclude(reason__in=(PRICE_DROP, PRICE_MATCH))
        .exists(),
        kept_before=kept_on(back.order, goods.currency),
        photos=_photos_of(back.party) - _asked_again(number),
        part=(goods, goods.percent(rate) if line.tax else Money.zero(goods.currency)),
    )  # fmt: skip


def lock_photo(document: str, number: str) -> PhotoFacts:
    """A photo in the file of whose goods it is about; NotFound when it is not there."""
    row = OrderLine.objects.select_for_update().filter(number=number).first()
    if row is None:
        raise NotFound("order_line", number)
    line = line_card(number)
    if document not in _photos_of(line.party):
        raise NotFound("document", document)
    asked = PhotoLook.objects.filter(document=document, line=row).exists()
    return PhotoFacts(line.party, line.order, line.sku, asked)


def _photos_of(party: str) -> frozenset[str]:
    """The pictures in a party's file, by their numbers."""
    return _pictures(documents_of(party))


def photos_with(number: str) -> frozenset[str]:
    """The pictures that are filed with a return, by their numbers."""
    return _pictures(documents_about(f"return:{number}", _MOST_PHOTOS))


def lock_return_to_judge(number: str) -> ReturnRecord:
    """A return, locked, with the photos that are filed with it; NotFound when there is none."""
    return replace(lock_return(number), photos=photos_with(number))


def _pictures(papers: Iterable[DocumentCard]) -> frozenset[str]:
    return frozenset(one.number for one in papers if one.media_type.startswith("image/"))


def _asked_again(line: str) -> frozenset[str]:
    """The photos of goods that did not show what they should."""
    looked = PhotoLook.objects.filter(line__number=line)
    return frozenset(looked.values_list("document", flat=True))


def lock_found(number: str) -> FoundFacts:
    """Something that was found, locked; NotFound when there is none."""
    row = FoundItem.objects.select_for_update().filter(number=number).first()
    if row is None:
        raise NotFound("found_item", number)
    return FoundFacts(
        number=number, party=row.party, description=row.description, state=row.state,
        found_on=local(row.found_at).date(), keep_until=row.keep_until,
    )  # fmt: skip
