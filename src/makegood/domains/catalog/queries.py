"""Answer what a product is, what fits what, and what is known to go wrong (C07)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from makegood.core.money import Money
from makegood.core.outcome import NotFound
from makegood.handbook import NotInHandbook, Product, ProductKind, book

_NEAREST, _SHORT = 3, 3
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class ProductCard:
    """A product as it is shown, with its name and words in one language."""

    sku: str
    kind: str
    title: str
    words: tuple[str, ...]
    returnable: bool
    large_appliance: bool
    serial_controlled: bool
    sealed_for: str
    has_refrigerant: bool
    is_goods: bool
    term_months: int | None


@dataclass(frozen=True, slots=True)
class Compatibility:
    """Whether a part fits a model, which models it fits, and which parts fit that model."""

    fits: bool
    part: ProductCard
    model: ProductCard
    fits_models: tuple[str, ...]
    parts_for_model: tuple[ProductCard, ...]
    successor: ProductCard | None


@dataclass(frozen=True, slots=True)
class IssueCard:
    """A known fault of a model and what helps, in one language."""

    id: str
    symptom: str
    workaround: str
    status: str
    lot: str | None
    code: str | None = None
    component: str | None = None


@dataclass(frozen=True, slots=True)
class TermCard:
    """How long the maker's warranty runs on a product, or on one component of it."""

    row: str
    component: str
    labour_months: int
    parts_months: int
    full_months: int


@dataclass(frozen=True, slots=True)
class LotCard:
    """A lot: what it is, when it was made, and the serial numbers that it holds."""

    lot: str
    sku: str
    made_on: date
    prefix: str
    first: int
    last: int

    def has(self, serial: str) -> bool:
        """Whether a serial number is one of this lot."""
        digits = serial.removeprefix(self.prefix)
        return digits.isdecimal() and self.first <= int(digits) <= self.last


def product(sku: str, language: str = "en") -> ProductCard:
    """A product by its stock number; NotFound when it is not sold here."""
    return _card(_known(sku), language)


def appliances() -> tuple[str, ...]:
    """The stock numbers of the appliances that are sold here."""
    return tuple(one.sku for one in _products() if one.kind is ProductKind.APPLIANCE)


def unit_cost(sku: str) -> Money:
    """What one piece costs the company; zero for a service. NotFound when it is not sold here."""
    cost = _known(sku).cost
    return Money.zero() if cost is None else Money.parse(str(cost))


def unit_grams(sku: str) -> int:
    """What one piece weighs with its carton; 0 where nobody says. NotFound as above."""
    return _known(sku).grams


def salvage(sku: str) -> Money:
    """What a faulty piece is still worth to the company; zero when nothing. NotFound as above."""
    worth = _known(sku).salvage
    return Money.zero() if worth is None else Money.parse(str(worth))


def products_named(words: str, language: str = "en") -> tuple[ProductCard, ...]:
    """The products that customers call by these words, the closest first.

    A product counts when its stock number or one of its names stands in the words; of several
    the longest name found wins, so that "the new washer" is not just any washer. Source: C07.
    """
    said = _single(_plain(words))
    found = [(-_longest_name(one, said, language), one.sku, one) for one in _products()]
    return tuple(_card(one, language) for length, _, one in sorted(found) if length < 0)


def close_to(words: str, language: str = "en") -> tuple[ProductCard, ...]:
    """The three products nearest to a stock number or a name that nobody knows. Source: B46."""
    said = _plain(words)

    def likeness(one: Product) -> float:
        names = (one.sku, one.title_in(language), *one.words.get(language, ()))
        return max(SequenceMatcher(None, said, _plain(name)).ratio() for name in names)

    nearest = sorted(_products(), key=lambda one: (-likeness(one), one.sku))
    return tuple(_card(one, language) for one in nearest[:_NEAREST])


def fits(part_sku: str, model_sku: str, language: str = "en") -> Compatibility:
    """Whether a part fits a model, from the compatibility table; a former part by its successor.

    NotFound for a stock number that the catalogue does not know at all. Source: AC07.1.
    """
    catalogue = book().catalogue
    successor = catalogue.successor(part_sku)
    part, model = successor or _known(part_sku), _known(model_sku)
    return Compatibility(
        fits=model.sku in part.fits,
        part=_card(part, language),
        model=_card(model, language),
        fits_models=part.fits,
        parts_for_model=tuple(_card(one, language) for one in catalogue.parts_for(model.sku)),
        successor=_card(successor, language) if successor else None,
    )


def known_issues(sku: str, language: str = "en") -> tuple[IssueCard, ...]:
    """The known faults of a model."""
    return tuple(
        IssueCard(
            id=issue.id,
            symptom=_in(issue.symptom, language),
            workaround=_in(issue.workaround, language),
            status=issue.status,
            lot=issue.lot,
            code=issue.code,
            component=issue.component,
        )
        for issue in book().catalogue.issues_of(sku)
    )


def warranty_terms(sku: str, on: date) -> tuple[TermCard, ...]:
    """The maker's warranty of a product as it was promised on a day; () when it has none."""
    try:
        rows = book().table("warranty_terms", on=on).find(sku=sku)
    except NotInHandbook:
        return ()
    return tuple(
        TermCard(
            row.id, row.text("component"), row.whole("labour_months"), row.whole("parts_months"),
            row.whole("full_months"),
        )
        for row in rows
    )  # fmt: skip


def lots(today: date) -> tuple[LotCard, ...]:
    """The lots that the makers told us of."""
    return tuple(
        LotCard(
            row.text("lot"), row.text("sku"), row.day("made_on"), row.text("prefix"),
            row.whole("first"), row.whole("last"),
        )
        for row in book().table("lots", on=today).rows
    )  # fmt: skip


def named_lot(number: str, today: date) -> LotCard:
    """The lot of this number; NotFound when no maker told us of it."""
    for lot in lots(today):
        if lot.lot == number:
            return lot
    raise NotFound("lot", number)


def lot_of(serial: str, today: date) -> LotCard | None:
    """The lot that a serial number belongs to; None for a number that no maker gave."""
    return next((one for one in lots(today) if one.has(serial)), None)


def is_recalled(sku: str, serials: Collection[str], today: date) -> bool:
    """Whether a product, or the lot of one of these pieces, is recalled. Source: C19."""
    lots_of_them = {lot.lot for serial in serials if (lot := lot_of(serial, today))}
    recalls = [one for one in book().catalogue.issues_of(sku) if one.status == "recall"]
    return any(one.lot is None or one.lot in lots_of_them for one in recalls)


def limits(sku: str, language: str = "en") -> tuple[str, ...]:
    """The limits of a product that a customer must be told of. Source: AC07.3."""
    known = _known(sku)
    return known.limits.get(language) or known.limits.get("en", ())


def _known(sku: str) -> Product:
    found = book().catalogue.products.get(sku)
    if found is None:
        raise NotFound("product", sku)
    return found


def _products() -> tuple[Product, ...]:
    return tuple(book().catalogue.products.values())


def _card(one: Product, language: str) -> ProductCard:
    return ProductCard(
        sku=one.sku,
        kind=one.kind,
        title=one.title_in(language),
        words=one.words.get(language, ()),
        returnable=one.returnable,
        large_appliance=one.large_appliance,
        serial_controlled=one.serial_controlled,
        sealed_for=one.sealed_for or "",
        has_refrigerant=one.refrigerant,
        is_goods=one.is_goods,
        term_months=one.term_months,
    )


def _longest_name(one: Product, said: str, language: str) -> int:
    names = (one.sku, one.title_in(language), *one.words.get(language, ()))
    plain = [_single(_plain(name)) for name in names]
    return max((len(name) for name in plain if f" {name} " in f" {said} "), default=0)


def _single(plain: str) -> str:
    """Each word without the ending of several: "dryers" is called as "dryer" is."""
    return " ".join(w[:-1] if len(w) > _SHORT and w.endswith("s") else w for w in plain.split())


def _plain(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(sign for sign in bare if not unicodedata.combining(sign))
    return " ".join(_WORD.findall(bare))


def _in(texts: Mapping[str, str], language: str) -> str:
    return texts.get(language) or texts["en"]
