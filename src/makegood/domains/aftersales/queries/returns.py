"""Answer where returns stand: for the customer, the desk, and whoever proves them (C19)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from pydantic import JsonValue

from makegood.core.money import Money
from makegood.core.outcome import NotFound
from makegood.core.reading import asked_often
from makegood.domains.aftersales.models import Inspection, Return
from makegood.domains.aftersales.terms import rule_for
from makegood.domains.billing import queries as billing
from makegood.domains.catalog.queries import product
from makegood.domains.ordering.queries import LineCard, line_card, line_cards, order_card
from makegood.domains.parties.queries import party_card
from makegood.handbook import book

_ENDED = frozenset({"cancelled", "expired", "refunded", "closed"})


@dataclass(frozen=True, slots=True)
class InspectionCard:
    """What a person found, and what became of the goods."""

    grade: str
    serial: str
    accessories_complete: bool
    works: bool
    findings: str
    disposition: str
    inspected_at: datetime
    inspected_by: str


@dataclass(frozen=True, slots=True)
class ReturnCard:
    """A return as it is shown; the amounts are those decided last, refunds by their numbers."""

    number: str
    line: LineCard
    party: str
    account: str
    quantity: int
    reason: str
    opened: bool | None
    state: str
    authorised_at: datetime
    label_sent_at: datetime | None
    reminded_at: datetime | None
    received_at: datetime | None
    inspected_at: datetime | None
    refunded_at: datetime | None
    expired_at: datetime | None
    cancelled_at: datetime | None
    expires_on: date
    carrier: str
    tracking: str
    goods: Money
    tax: Money
    delivery: Money
    fee: Money
    refund: Money
    inspection: InspectionCard | None
    credit_memo: str | None
    refunds: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """Whether it goes on: neither ended early nor paid back."""
        return self.state not in _ENDED


def return_card(number: str) -> ReturnCard:
    """A return by its number; NotFound when there is none."""
    row = next(iter(_BY_NUMBER(number)), None)
    if row is None:
        raise NotFound("return", number)
    return _cards([row])[0]


def returns_of(party: str) -> tuple[ReturnCard, ...]:
    """The returns of a party, the newest first."""
    return _cards(_OF_PARTY(party))


def returns_of_order(order: str) -> tuple[ReturnCard, ...]:
    """The returns of an order's lines, the newest first."""
    return _cards(_OF_ORDER(order))


def returns_of_line(line: str) -> tuple[ReturnCard, ...]:
    """The returns of one order line, the newest first."""
    return _cards(_OF_LINE(line))


def find_returns(
    party: str,
    *,
    number: str | None = None,
    skus: Collection[str] = (),
    ordinal: int | None = None,
    open_only: bool = False,
) -> tuple[ReturnCard, ...]:
    """The returns of this party that words can mean, the newest first; `ordinal` counts so."""
    kept = [
        card
        for card in returns_of(party)
        if number in (None, card.number)
        and (not skus or card.line.sku in skus)
        and (card.is_open or not open_only)
    ]
    if ordinal is None:
        return tuple(kept)
    place = ordinal if ordinal < 0 else ordinal - 1
    return (kept[place],) if ordinal and -len(kept) <= place < len(kept) else ()


def awaiting_inspection() -> tuple[ReturnCard, ...]:
    """The returns whose goods are here and not looked at yet, the oldest first."""
    return _cards(_TO_INSPECT())


def refunded_on_account(account: str, since: datetime) -> bool:
    """Whether money went back for a return on this account since a moment. Source: AC03.4."""
    return Return.objects.filter(account=account, refunded_at__gte=since).exists()


def label_request(number: str, today: date) -> Mapping[str, JsonValue]:
    """What the carrier must know for the label of a return: from whom, to where, who pays."""
    row = _returns().get(number=number)
    line = line_card(row.line.number)
    place = order_card(line.order).ship_to
    rule, goods = rule_for(row.reason, today), product(line.sku)
    collected = goods.has_refrigerant or (goods.large_appliance and rule.our_fault)
    request: dict[str, JsonValue] = {
        "return_number": number,
        "from": [party_card(row.party).name, *place.written],
        "to": book().company.contact["returns_address"],
        "service": "pick_up" if collected else "drop_off",
        "paid_by": rule.freight_paid_by,
        "pieces": row.quantity,
    }
    return request | ({"holds": "refrigerant"} if goods.has_refrigerant else {})


def _returns() -> QuerySet[Return]:
    return Return.objects.select_related("line", "inspection", "credit_memo")


_BY_NUMBER = asked_often(lambda number: _returns().filter(number=number))
_OF_PARTY = asked_often(lambda party: _returns().filter(party=party).order_by("-pk"))
_OF_ORDER = asked_often(lambda order: _returns().filter(line__order__number=order).order_by("-pk"))
_OF_LINE = asked_often(lambda line: _returns().filter(line__number=line).order_by("-pk"))
_TO_INSPECT = asked_often(
    lambda: _returns().filter(inspected_at=None).exclude(received_at=None).order_by("received_at")
)


def _cards(rows: Sequence[Return]) -> tuple[ReturnCard, ...]:
    """The cards of returns; their lines and refunds are looked up once for all of them."""
    lines = line_cards({row.line.number for row in rows})
    refunds = billing.refund_numbers_from([f"return:{row.number}" for row in rows])
    return tuple(
        _card(row, lines[row.line.number], refunds.get(f"return:{row.number}", ())) for row in rows
    )


def _card(row: Return, line: LineCard, refunds: tuple[str, ...]) -> ReturnCard:
    terms = row.terms
    memo = getattr(row, "credit_memo", None)
    found = getattr(row, "inspection", None)
    return ReturnCard(
        number=row.number,
        line=line,
        party=row.party,
        account=row.account,
        quantity=row.quantity,
        reason=row.reason,
        opened=row.opened,
        state=row.state,
        authorised_at=row.authorised_at,
        label_sent_at=row.label_sent_at,
        reminded_at=row.reminded_at,
        received_at=row.received_at,
        inspected_at=row.inspected_at,
        refunded_at=row.refunded_at,
        expired_at=row.expired_at,
        cancelled_at=row.cancelled_at,
        expires_on=row.expires_on,
        carrier=row.carrier,
        tracking=row.tracking,
        goods=terms.goods,
        tax=terms.tax,
        delivery=terms.delivery_with_tax,
        fee=terms.fee,
        refund=terms.refund,
        inspection=_inspection(found) if found else None,
        credit_memo=memo.number if memo else None,
        refunds=refunds,
    )


def _inspection(row: Inspection) -> InspectionCard:
    return InspectionCard(
        grade=row.grade,
        serial=row.serial,
        accessories_complete=row.accessories_complete,
        works=row.works,
        findings=row.findings,
        disposition=row.disposition,
        inspected_at=row.inspected_at,
        inspected_by=row.inspected_by,
    )
