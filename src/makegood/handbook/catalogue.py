"""What the company sells: products, parts and services, their limits and their known issues."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from makegood.handbook.figures import Amount
from makegood.handbook.pages import M, Page, Placed, Reading
from makegood.handbook.prices import Sku
from makegood.handbook.problems import NotInHandbook, Problem


class ProductKind(StrEnum):
    """What sort of thing is sold."""

    APPLIANCE = "appliance"
    PART = "part"
    SERVICE = "service"
    DELIVERY = "delivery"
    PLAN = "plan"
    MEMBERSHIP = "membership"


class Product(Page):
    """One thing that is sold, in the company's and in the customers' words."""

    sku: Sku = Field(description="The stock number, such as WM900.")
    kind: ProductKind = Field(description="One of " + ", ".join(ProductKind) + ".")
    title: Mapping[str, str] = Field(description="The name by language.")
    words: Mapping[str, tuple[str, ...]] = Field(
        {}, description='What customers call it, by language: en = ["washer"].'
    )
    tax_class: str = Field(description="The tax class: goods, delivery, labour, plan.")
    large_appliance: bool = Field(False, description="true when two people must carry it.")
    returnable: bool = Field(True, description="false when it is never taken back.")
    sealed_for: str | None = Field(
        None, pattern=r"^(hygiene|consumable|software)$",
        description="Why it stays once opened: hygiene, consumable or software.",
    )  # fmt: skip
    refrigerant: bool = Field(False, description="true when it holds refrigerant: never a parcel.")
    lithium: bool = Field(False, description="true when there is a lithium battery in it.")
    serial_controlled: bool = Field(False, description="true when each piece has a serial number.")
    cost: Amount | None = Field(None, description="What it costs the company.")
    salvage: Amount | None = Field(None, description="What a faulty one is still worth.")
    sold_from: date | None = Field(None, description="The first day it is sold.")
    released_on: date | None = Field(
        None, description="The first day it leaves us; it may be ordered before."
    )
    fits: tuple[Sku, ...] = Field((), description="The models a part fits.")
    made_of: tuple[Sku, ...] = Field(
        (), description="The goods that a kit is made of, one of each; it has no stock itself."
    )
    supersedes: tuple[Sku, ...] = Field((), description="Former parts that this one replaces.")
    term_months: int | None = Field(None, ge=1, description="How long a plan or membership runs.")
    features: Mapping[str, tuple[str, ...]] = Field({}, description="Features by language.")
    limits: Mapping[str, tuple[str, ...]] = Field(
        {}, description="Limits a customer must be told, by language."
    )
    specification: Mapping[str, str] = Field({}, description="Measures by name, with unit.")
    carton: str | None = Field(None, description="The packaging specification.")

    @property
    def is_goods(self) -> bool:
        """Return whether it is a thing, not a service."""
        return self.kind in (ProductKind.APPLIANCE, ProductKind.PART)

    @property
    def grams(self) -> int:
        """Return what one piece weighs with its carton; 0 where the handbook does not say."""
        return int(Decimal(self.specification.get("weight_kg", "0")) * 1000)

    def title_in(self, language: str) -> str:
        """Return the name in a language, or in English when there is none."""
        return self.title.get(language) or self.title["en"]


class KnownIssue(Page):
    """A fault known of some products, and what helps."""

    id: str = Field(pattern=r"^KI-[0-9]+$", description="Its id, such as KI-12.")
    models: tuple[Sku, ...] = Field(min_length=1, description="The models concerned.")
    lot: str | None = Field(None, description="The lot concerned, such as LOT-24-117.")
    code: str | None = Field(None, description="The code that the product shows, such as E21.")
    component: str | None = Field(None, description="What fails, such as pump.")
    symptom: Mapping[str, str] = Field(description="What the customer sees, by language.")
    workaround: Mapping[str, str] = Field(description="What helps, by language.")
    status: str = Field(pattern=r"^(open|fixed|recall)$", description="open, fixed or recall.")
    since: date = Field(description="The day it became known.")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything the company sells, found by stock number."""

    products: Mapping[str, Product]
    known_issues: tuple[KnownIssue, ...]

    def product(self, sku: str) -> Product:
        """Return a product; NotInHandbook when there is none."""
        if sku not in self.products:
            raise NotInHandbook(f"no product {sku} in the catalogue")
        return self.products[sku]

    def title_of(self, sku: str) -> Mapping[str, str]:
        """Return the name by language; the number for what has left the catalogue."""
        found = self.products.get(sku)
        return found.title if found else {"en": sku}

    def is_goods(self, sku: str) -> bool:
        """Return whether it is a thing; what has left the catalogue is taken for one."""
        found = self.products.get(sku)
        return found is None or found.is_goods

    def released_after(self, sku: str, day: date) -> date | None:
        """Return the day on which an article leaves us first, as long as that is to come."""
        found = self.products.get(sku)
        later = found.released_on if found else None
        return later if later is not None and later > day else None

    def issues_of(self, sku: str) -> tuple[KnownIssue, ...]:
        """Return the known issues of a model."""
        return tuple(issue for issue in self.known_issues if sku in issue.models)

    def kits(self) -> tuple[Product, ...]:
        """Return what is made of other goods and sold as one."""
        return tuple(product for product in self.products.values() if product.made_of)

    def parts_for(self, model: str) -> tuple[Product, ...]:
        """Return the parts that fit a model."""
        return tuple(product for product in self.products.values() if model in product.fits)

    def successor(self, sku: str) -> Product | None:
        """Return the part that replaces a former one; None when there is none."""
        former = sku
        found = None
        for _ in self.products:
            later = next((p for p in self.products.values() if former in p.supersedes), None)
            if later is None:
                break
            found, former = later, later.sku
        return found


def read_products(reading: Reading) -> list[Placed[Product]]:
    """Read each product under catalog/."""
    return _read(reading, "catalog/products*.toml", "product", Product)


def read_known_issues(reading: Reading) -> list[Placed[KnownIssue]]:
    """Read each known issue under catalog/."""
    return _read(reading, "catalog/known_issues*.toml", "issue", KnownIssue)


def check_products(
    products: Sequence[Placed[Product]],
    issues: Sequence[Placed[KnownIssue]],
    languages: Sequence[str],
) -> Iterator[Problem]:
    """Yield what does not hang together between products, parts and known issues."""
    known = {placed.item.sku for placed in products}
    seen: set[str] = set()
    for placed in products:
        product = placed.item
        if product.sku in seen:
            yield placed.problem(("sku",), f"{product.sku} is there twice", "each product once")
        seen.add(product.sku)
        for field in ("fits", "made_of"):
            for sku in getattr(product, field):
                if sku not in known:
                    unknown = f"{sku} is no product"
                    yield placed.problem((field,), unknown, "a stock number sold here")
        yield from _check_languages(placed, {"title": product.title}, languages)
        told: dict[str, Mapping[str, object]] = {
            "limits": product.limits,
            "features": product.features,
            "words": product.words,
        }
        yield from _check_languages(placed, {n: t for n, t in told.items() if t}, languages)
    for issue in issues:
        for sku in issue.item.models:
            if sku not in known:
                yield issue.problem(("models",), f"{sku} is no product", "a stock number sold here")
        told = {"symptom": issue.item.symptom, "workaround": issue.item.workaround}
        yield from _check_languages(issue, told, languages)


def _check_languages(
    placed: Placed[Product] | Placed[KnownIssue],
    told: Mapping[str, Mapping[str, object]],
    languages: Sequence[str],
) -> Iterator[Problem]:
    for field, texts in told.items():
        for language in languages:
            if not texts.get(language):
                accepted = "a text in " + ", ".join(languages)
                yield placed.problem((field,), f"nothing in {language}", accepted)


def _read(reading: Reading, pattern: str, key: str, model: type[M]) -> list[Placed[M]]:
    found: list[Placed[M]] = []
    for path in reading.files(pattern):
        source = reading.toml(path)
        if source is not None:
            reading.only(source, key)
            found.extend(reading.rows(source, key, model))
    return found
