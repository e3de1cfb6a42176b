"""Answer what was quoted to a customer, how its price came about, and who pays no tax."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from makegood.core.clock import local
from makegood.core.money import Money
from makegood.core.outcome import NotFound
from makegood.core.standing import Rights
from makegood.domains.ordering.baskets import Basket, Exemption
from makegood.domains.ordering.models import Quote, QuoteVersion, TaxExemption
from makegood.domains.ordering.policy import Cost, cost_sheet
from makegood.domains.ordering.pricing import PricedLine, Step
from makegood.domains.parties.queries import rights_on
from makegood.handbook import book


@dataclass(frozen=True, slots=True)
class QuoteLineCard:
    """A line of a quote as it is shown, with each row of the price tables that counted."""

    place: int
    sku: str
    title: Mapping[str, str]
    quantity: int
    unit_price: Money
    gross: Money
    list_rule: str
    steps: tuple[Step, ...]
    discount: Money
    net: Money
    tax: Money
    tax_rules: tuple[str, ...]

    def title_in(self, language: str) -> str:
        """The product's name in a language."""
        return self.title.get(language) or self.title["en"]


@dataclass(frozen=True, slots=True)
class QuoteCard:
    """A quote in its last version as it is shown; goods is the sum of its lines without tax."""

    number: str
    party: str
    account: str
    state: str
    version: int
    made_on: date
    priced_on: date
    valid_until: date
    ship_to: Mapping[str, str]
    codes: tuple[str, ...]
    lines: tuple[QuoteLineCard, ...]
    goods: Money
    taxes: Mapping[str, Money]
    tax: Money
    total: Money
    deposit: Money
    order: str
    decline_reason: str


def quote_card(number: str) -> QuoteCard:
    """A quote by its number; NotFound when there is none."""
    quote = _quotes().filter(number=number).first()
    if quote is None:
        raise NotFound("quote", number)
    return _card(quote)


def quotes_of(party: str) -> tuple[QuoteCard, ...]:
    """The quotes of a party, the newest first."""
    return tuple(_card(one) for one in _quotes().filter(party=party).order_by("-pk"))


def quote_behind(order: str) -> str:
    """The quote that became an order; empty where none did."""
    return Quote.objects.filter(order=order).values_list("number", flat=True).first() or ""


def find_quotes(
    party: str, *, number: str | None = None, open_only: bool = False
) -> tuple[QuoteCard, ...]:
    """The quotes of this party that words can mean, the newest first."""
    return tuple(
        one
        for one in quotes_of(party)
        if number in (None, one.number) and not (open_only and one.state != "sent")
    )


def rights_on_quote(number: str) -> Rights:
    """Who may act on the account a quote is for; NotFound when there is no such quote."""
    for account in Quote.objects.filter(number=number).values_list("account", flat=True):
        return rights_on(account)
    raise NotFound("quote", number)


def basket_of(number: str) -> tuple[Basket, date]:
    """What the last version of a quote was priced from, and for which day."""
    version = QuoteVersion.objects.filter(quote__number=number).order_by("version").last()
    if version is None:
        raise NotFound("quote", number)
    return version.asked, version.priced_on


def quoted_lines(number: str) -> tuple[PricedLine, ...]:
    """The lines of a quote as they were priced and kept; NotFound when there is no such quote."""
    version = QuoteVersion.objects.filter(quote__number=number).order_by("version").last()
    if version is None:
        raise NotFound("quote", number)
    return tuple(row.priced(version.currency) for row in version.lines.order_by("place"))


def costs_of(number: str) -> tuple[Cost, ...]:
    """What each line of a quote costs us beside its price; never for a customer."""
    return cost_sheet(quoted_lines(number))


def exemption_of(party: str, region: str) -> Exemption | None:
    """The certificate of a party for a region that ends last; None when there never was one."""
    found = TaxExemption.objects.filter(party=party, region=region).order_by("expires_on").last()
    return Exemption(found.certificate, found.expires_on) if found else None


def run_out(day: date) -> tuple[str, ...]:
    """The open quotes whose last day was before this one."""
    still = Quote.objects.filter(accepted_at=None, declined_at=None, expired_at=None)
    valid = QuoteVersion.objects.filter(valid_until__gte=day).values("quote")
    return tuple(still.filter(~Q(pk__in=valid)).order_by("pk").values_list("number", flat=True))


def _quotes() -> QuerySet[Quote]:
    return Quote.objects.prefetch_related("versions__lines")


def _card(quote: Quote) -> QuoteCard:
    version = max(quote.versions.all(), key=lambda one: one.version)
    rows = sorted(version.lines.all(), key=lambda line: line.place)
    total, tax = (Money(c, version.currency) for c in (version.total_cents, version.tax_cents))
    return QuoteCard(
        number=quote.number,
        party=quote.party,
        account=quote.account,
        state=quote.state,
        version=version.version,
        made_on=local(version.made_at).date(),
        priced_on=version.priced_on,
        valid_until=version.valid_until,
        ship_to=version.ship_to,
        codes=version.asked.codes,
        lines=tuple(_line(row.place, row.priced(version.currency)) for row in rows),
        goods=total - tax,
        taxes={place: Money(c, version.currency) for place, c in version.taxes.items()},
        tax=tax,
        total=total,
        deposit=Money(version.deposit_cents, version.currency),
        order=quote.order,
        decline_reason=quote.decline_reason,
    )


def _line(place: int, line: PricedLine) -> QuoteLineCard:
    return QuoteLineCard(
        place=place,
        sku=line.sku,
        title=book().catalogue.title_of(line.sku),
        quantity=line.quantity,
        unit_price=line.unit_price,
        gross=line.gross,
        list_rule=line.list_rule,
        steps=line.steps,
        discount=line.discount,
        net=line.net,
        tax=line.tax,
        tax_rules=line.tax_rules,
    )
