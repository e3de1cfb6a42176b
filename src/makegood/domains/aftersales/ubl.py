"""Write a return invoice as UBL 2.1 CreditNote in the shape of EN 16931 (type 381); pure.

Amounts are positive: that they are a credit is what the type says. EN 16931 knows one tax only and
calls it VAT; here it is the sales tax, and the note says of which places.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

from makegood.core.money import Money

CREDIT_NOTE_TYPE = "381"
MEDIA_TYPE = "application/xml"
_ROOT = "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2"
_CAC = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
_CBC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
_CUSTOMIZATION = "urn:cen.eu:en16931:2017"
_PIECE = "H87"
_TAX, _LOCAL_TAX_NUMBER = "VAT", "LOC"

Element = ElementTree.Element


@dataclass(frozen=True, slots=True)
class Side:
    """Who sells or buys: the name, the place, and the numbers of registration if known."""

    name: str
    street: str
    town: str
    postal_code: str
    region: str
    country: str
    registration: str = ""
    tax_registration: str = ""


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One line of the note: pieces at a price, its amount, and the rate of tax in per cent."""

    name: str
    sku: str
    pieces: int
    price: Money
    amount: Money
    percent: Decimal


@dataclass(frozen=True, slots=True)
class Note:
    """A return invoice with all that its XML says; `order` is the buyer's own number."""

    number: str
    on: date
    says: str
    order: str
    invoice: str
    invoice_on: date
    seller: Side
    buyer: Side
    lines: tuple[NoteLine, ...]
    tax: Money

    @property
    def net(self) -> Money:
        """The sum of the lines."""
        return sum((line.amount for line in self.lines), Money.zero(self.tax.currency))


def credit_note(note: Note) -> bytes:
    """The note as XML in UTF-8."""
    for prefix, space in (("", _ROOT), ("cac", _CAC), ("cbc", _CBC)):
        ElementTree.register_namespace(prefix, space)
    root = ElementTree.Element(f"{{{_ROOT}}}CreditNote")
    _text(root, "CustomizationID", _CUSTOMIZATION)
    _text(root, "ID", note.number)
    _text(root, "IssueDate", note.on.isoformat())
    _text(root, "CreditNoteTypeCode", CREDIT_NOTE_TYPE)
    _text(root, "Note", note.says)
    _text(root, "DocumentCurrencyCode", note.tax.currency)
    _text(_group(root, "OrderReference"), "ID", note.order)
    preceding = _group(_group(root, "BillingReference"), "InvoiceDocumentReference")
    _text(preceding, "ID", note.invoice)
    _text(preceding, "IssueDate", note.invoice_on.isoformat())
    _party(_group(root, "AccountingSupplierParty"), note.seller)
    _party(_group(root, "AccountingCustomerParty"), note.buyer)
    _tax_total(root, note)
    _totals(_group(root, "LegalMonetaryTotal"), note)
    for place, line in enumerate(note.lines, 1):
        _line(_group(root, "CreditNoteLine"), place, line)
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _party(parent: Element, side: Side) -> None:
    party = _group(parent, "Party")
    address = _group(party, "PostalAddress")
    _text(address, "StreetName", side.street)
    _text(address, "CityName", side.town)
    _text(address, "PostalZone", side.postal_code)
    _text(address, "CountrySubentity", side.region)
    _text(_group(address, "Country"), "IdentificationCode", side.country)
    if side.tax_registration:
        scheme = _group(party, "PartyTaxScheme")
        _text(scheme, "CompanyID", side.tax_registration)
        _text(_group(scheme, "TaxScheme"), "ID", _LOCAL_TAX_NUMBER)
    legal = _group(party, "PartyLegalEntity")
    _text(legal, "RegistrationName", side.name)
    if side.registration:
        _text(legal, "CompanyID", side.registration)


def _tax_total(root: Element, note: Note) -> None:
    """One subtotal for each rate; the tax charged is shared so that the subtotals come to it."""
    total = _group(root, "TaxTotal")
    _amount(total, "TaxAmount", note.tax)
    rates = sorted({line.percent for line in note.lines}, reverse=True)
    left = note.tax
    last = next((rate for rate in reversed(rates) if rate), rates[-1])
    for rate in rates:
        net = _sum(note.lines, rate, note.tax.currency)
        tax = left if rate == last else net.percent(rate)
        left -= tax
        part = _group(total, "TaxSubtotal")
        _amount(part, "TaxableAmount", net)
        _amount(part, "TaxAmount", tax)
        _category(_group(part, "TaxCategory"), rate)


def _totals(totals: Element, note: Note) -> None:
    with_tax = note.net + note.tax
    _amount(totals, "LineExtensionAmount", note.net)
    _amount(totals, "TaxExclusiveAmount", note.net)
    _amount(totals, "TaxInclusiveAmount", with_tax)
    _amount(totals, "PayableAmount", with_tax)


def _line(parent: Element, place: int, line: NoteLine) -> None:
    _text(parent, "ID", str(place))
    _text(parent, "CreditedQuantity", str(line.pieces), unitCode=_PIECE)
    _amount(parent, "LineExtensionAmount", line.amount)
    item = _group(parent, "Item")
    _text(item, "Name", line.name)
    if line.sku:
        _text(_group(item, "SellersItemIdentification"), "ID", line.sku)
    _category(_group(item, "ClassifiedTaxCategory"), line.percent)
    _amount(_group(parent, "Price"), "PriceAmount", line.price)


def _category(parent: Element, percent: Decimal) -> None:
    _text(parent, "ID", "S" if percent else "Z")
    _text(parent, "Percent", str(percent))
    _text(_group(parent, "TaxScheme"), "ID", _TAX)


def _sum(lines: Sequence[NoteLine], rate: Decimal, currency: str) -> Money:
    return sum((line.amount for line in lines if line.percent == rate), Money.zero(currency))


def _group(parent: Element, name: str) -> Element:
    return ElementTree.SubElement(parent, f"{{{_CAC}}}{name}")


def _text(parent: Element, name: str, text: str, **attributes: str) -> None:
    ElementTree.SubElement(parent, f"{{{_CBC}}}{name}", attributes).text = text


def _amount(parent: Element, name: str, amount: Money) -> None:
    _text(parent, name, f"{amount.amount:.2f}", currencyID=amount.currency)
