"""Read a paper that came as UBL: an order, an answer to it, a despatch, a receipt, an invoice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from makegood.core.money import Money, sum_of
from makegood.domains.aftersales.matching import Kind
from makegood.domains.aftersales.reading.figures import money, whole
from makegood.domains.aftersales.reading.lines import ReadLine, ReadPaper
from makegood.domains.aftersales.reading.problems import NotRead

MEDIA_TYPE = "application/xml"
_SPACES = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
}
_PIECES = frozenset({"", "EA", "C62", "H87"})
_KINDS: Mapping[str, tuple[Kind, str, str]] = {
    "Order": (Kind.ORDER, "cac:OrderLine/cac:LineItem", "cbc:Quantity"),
    "OrderResponse": (Kind.ACKNOWLEDGEMENT, "cac:OrderLine/cac:LineItem", "cbc:Quantity"),
    "DespatchAdvice": (Kind.PACKING_SLIP, "cac:DespatchLine", "cbc:DeliveredQuantity"),
    "ReceiptAdvice": (Kind.RECEIVING_REPORT, "cac:ReceiptLine", "cbc:ReceivedQuantity"),
    "Invoice": (Kind.INVOICE, "cac:InvoiceLine", "cbc:InvoicedQuantity"),
}


def read_ubl(content: bytes, today: date) -> ReadPaper:
    """The lines of a UBL document; NotRead for entities, for other XML, for sums that are not so.

    Entities are refused before any is looked at: they can read files and fill the memory.
    """
    try:
        root = fromstring(content, forbid_dtd=True)
    except DefusedXmlException:
        raise NotRead("entities", today) from None
    except (ParseError, ValueError):
        raise NotRead("not_taken", today) from None
    kind, lines, quantity = _KINDS.get(root.tag.rpartition("}")[2], (None, "", ""))
    if kind is None:
        raise NotRead("not_ubl", today)
    found = root.findall(lines, _SPACES)
    if not found:
        raise NotRead("empty", today)
    read = tuple(_line(one, quantity, place, today) for place, one in enumerate(found, 1))
    if kind is Kind.INVOICE:
        _ensure_it_adds_up(root, read, today)
    return ReadPaper(MEDIA_TYPE, read, kind, _text(root, "cbc:ID")[:40], _day(root))


def _line(one: Element, quantity: str, place: int, today: date) -> ReadLine:
    counted = one.find(quantity, _SPACES)
    pieces = whole((counted.text or "") if counted is not None else "")
    price = _amount(one, "cac:Price/cbc:PriceAmount")
    if counted is None or pieces is None:
        raise NotRead("line", today, line=place)
    code = counted.get("unitCode", "")
    amount = _amount(one, "cbc:LineExtensionAmount")
    if price is not None and amount is not None and price * pieces != amount:
        raise NotRead("adds_up", today, line=place, found=amount, expected=price * pieces)
    return ReadLine(
        quantity=pieces,
        sku=_text(one, "cac:Item/cac:SellersItemIdentification/cbc:ID")[:40],
        buyer_part=_text(one, "cac:Item/cac:BuyersItemIdentification/cbc:ID")[:40],
        description=_text(one, "cac:Item/cbc:Name")[:200],
        unit="each" if code in _PIECES else code[:12],
        pack=1 if code in _PIECES else None,
        price=price,
    )


def _ensure_it_adds_up(root: Element, lines: tuple[ReadLine, ...], today: date) -> None:
    said = _amount(root, "cac:LegalMonetaryTotal/cbc:LineExtensionAmount")
    sums = [line.price * line.quantity for line in lines if line.price is not None]
    if len({one.currency for one in sums}) > 1:
        raise NotRead("currencies", today)
    found = sum_of(sums)
    if said is not None and said != found:
        raise NotRead("sum", today, found=said, expected=found)


def _amount(parent: Element, path: str) -> Money | None:
    """An amount in the currency that it names; of none, in our own."""
    found = parent.find(path, _SPACES)
    currency = found.get("currencyID", "") if found is not None else ""
    return money(f"{_text(parent, path)} {currency}")


def _text(parent: Element, path: str) -> str:
    return (parent.findtext(path, "", _SPACES) or "").strip()


def _day(root: Element) -> date | None:
    try:
        return date.fromisoformat(_text(root, "cbc:IssueDate"))
    except ValueError:
        return None
