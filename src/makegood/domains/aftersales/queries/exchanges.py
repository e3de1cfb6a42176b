"""Answer how exchanges stand: what went, what came, what is held or charged (C21)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from makegood.core.money import Money
from makegood.core.outcome import NotFound
from makegood.domains.aftersales.models import Exchange
from makegood.domains.ordering.queries import LineCard, line_card
from makegood.handbook import book


@dataclass(frozen=True, slots=True)
class ExchangeCard:
    """An exchange as it is shown; credited and new are with tax, and 0 under warranty."""

    number: str
    kind: str
    state: str
    party: str
    account: str
    line: LineCard
    serial: str
    new_sku: str
    new_title: str
    new_serial: str
    back: str
    order: str
    old_goods: Money
    old_tax: Money
    new_goods: Money
    new_tax: Money
    hold: Money
    last4: str
    is_held: bool
    agreed_at: datetime
    shipped_at: datetime | None
    tracking: str
    core_due_on: date | None
    reminded_at: datetime | None
    charged_at: datetime | None
    core_received_at: datetime | None
    reversed_at: datetime | None
    cancelled_at: datetime | None
    taken_back_at: datetime | None

    @property
    def difference(self) -> Money:
        """What is to be paid for other goods with tax; below zero when it comes back."""
        return self.new_goods + self.new_tax - self.old_goods - self.old_tax

    @property
    def to_pay(self) -> Money:
        """What the customer pays for other goods."""
        return max(Money.zero(self.hold.currency), self.difference)

    @property
    def to_refund(self) -> Money:
        """What the customer gets back for other goods."""
        return max(Money.zero(self.hold.currency), -self.difference)

    @property
    def sku(self) -> str:
        """What comes instead."""
        return self.new_sku


def exchange_card(number: str) -> ExchangeCard:
    """An exchange by its number; NotFound when there is none."""
    row = Exchange.objects.select_related("line", "back").filter(number=number).first()
    if row is None:
        raise NotFound("exchange", number)
    return _card(row)


def exchanges_of(party: str) -> tuple[ExchangeCard, ...]:
    """The exchanges of a party, the newest first."""
    rows = Exchange.objects.select_related("line", "back").filter(party=party).order_by("-pk")
    return tuple(map(_card, rows))


def charge_is_due(party: str, today: date) -> tuple[str, ...]:
    """The replacements of a party whose faulty piece did not come in time, and not yet charged."""
    rows = Exchange.objects.filter(
        party=party, kind="advance", shipped_at__isnull=False, core_due_on__lt=today,
        core_received_at=None, charged_at=None, taken_back_at=None,
    )  # fmt: skip
    return tuple(rows.order_by("pk").values_list("number", flat=True))


def being_replaced(party: str) -> tuple[str, ...]:
    """The serial numbers of a party's pieces for which another one is on its way, or came."""
    rows = Exchange.objects.filter(party=party, core_received_at=None, taken_back_at=None)
    rows = rows.filter(cancelled_at=None).exclude(kind="uneven")
    return tuple(one for pair in rows.values_list("serial", "new_serial") for one in pair if one)


def _card(row: Exchange) -> ExchangeCard:
    zero = Money.zero(row.currency)
    terms = row.back.terms if row.back else None
    uneven = row.kind == "uneven"
    return ExchangeCard(
        number=row.number, kind=row.kind, state=row.state, party=row.party, account=row.account,
        line=line_card(row.line.number), serial=row.serial, new_sku=row.sku,
        new_title=book().catalogue.title_of(row.sku)["en"], new_serial=row.new_serial,
        back=row.back.number if row.back else "", order=row.order,
        old_goods=terms.goods if terms else zero, old_tax=terms.tax if terms else zero,
        new_goods=row.goods if uneven else zero, new_tax=row.tax if uneven else zero,
        hold=zero if uneven else row.goods + row.tax, last4=row.last4,
        is_held=row.is_held,
        agreed_at=row.agreed_at, shipped_at=row.shipped_at, tracking=row.tracking,
        core_due_on=row.core_due_on, reminded_at=row.reminded_at, charged_at=row.charged_at,
        core_received_at=row.core_received_at, reversed_at=row.reversed_at,
        cancelled_at=row.cancelled_at, taken_back_at=row.taken_back_at,
    )  # fmt: skip
