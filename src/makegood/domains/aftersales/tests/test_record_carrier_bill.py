"""A carrier's bill: each parcel is owed as agreed, and once; all else is named to question."""

from __future__ import annotations

import pytest
from django.db.models import QuerySet
from pydantic import JsonValue

from makegood.core import worker
from makegood.core.outcome import InvalidAsk, Outcome
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.models import BilledParcel, Return
from makegood.domains.aftersales.tests.story import connect_simulators, opened, told
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.tests.books import lines_of
from makegood.domains.ordering.models import Shipment
from makegood.domains.ordering.queries import carriage_card
from makegood.domains.ordering.tests.cast import RAE, chat, do, done, nothing_changes, usd
from makegood.domains.ordering.tests.parcels import compared, connect_carriers


def bill(*parcels: tuple[str, str], carrier: str = "Kestrel Parcel", **other: JsonValue) -> Outcome:
    asked: JsonValue = [{"tracking": number, "amount": much} for number, much in parcels]
    named: dict[str, JsonValue] = {"number": "KP-1", "dated_on": "2026-06-14", **other}
    return do("aftersales.record_carrier_bill", RAE, carrier=carrier, parcels=asked, **named)


@pytest.fixture
def sent() -> str:
    """A parcel that left for 5.50 as agreed: its number with the carrier."""
    connect_carriers()
    order, carriage = compared()
    done("ordering.book_carriage", RAE, carriage=carriage)
    worker.work_off()
    card = carriage_card(carriage)
    lines: list[JsonValue] = [{"line": line, "quantity": count} for line, count in card.pieces]
    done("ordering.record_shipment", RAE, order=order, carriage=carriage, number="SH-9001",
         lines=lines)  # fmt: skip
    return Shipment.objects.get(number="SH-9001").tracking


def test_what_was_agreed_is_owed_and_booked_as_freight(sent: str) -> None:
    outcome = bill((sent, "5.50"))
    assert told(outcome) == ["Bill KP-1 of Kestrel Parcel: $5.50 of $5.50 is owed."]
    (entry,) = ledger.entries_of("carrier_bill:FB-1001:owed")
    assert (entry.rule, lines_of(entry.number)) == ("J32", [("5700", "5.50"), ("2010", "-5.50")])
    (parcel,) = queries.carrier_bill_card("FB-1001").parcels
    assert (parcel.about, parcel.why) == ("shipment:SH-9001", "owed")


def test_what_is_above_the_agreed_price_or_asked_for_twice_is_questioned(sent: str) -> None:
    outcome = bill((sent, "7.00"), (sent, "7.00"))
    assert told(outcome) == [
        "Bill KP-1 of Kestrel Parcel: $5.50 of $14.00 is owed.",
        f"{sent}: $7.00 was billed and $5.50 was agreed.",
        f"{sent}: bill KP-1 asked for it before.",
    ]
    assert outcome.answer("questioned") == {"amount": "8.50", "currency": "USD"}
    later = bill((sent, "5.50"), number="KP-2")
    assert told(later)[-1] == f"{sent}: bill KP-1 asked for it before."
    assert ledger.balance_of("5700") == usd("5.50")
    assert ledger.entries_of("carrier_bill:FB-1002:owed") == []


def test_a_parcel_of_nobody_or_of_another_carrier_is_not_owed(sent: str) -> None:
    outcome = bill(("ZZ-1", "9.00"), (sent, "5.50"), carrier="Meridian Freight")
    assert told(outcome)[1:] == [
        "ZZ-1: we know no such parcel with this carrier.",
        f"{sent}: we know no such parcel with this carrier.",
    ]
    assert ledger.balance_of("5700") == usd("0.00")


def labelled(reason: str) -> Return:
    connect_simulators()
    number = opened(reason=reason)
    worker.work_off()
    return Return.objects.get(number=number)


def test_fetching_back_what_was_our_fault_is_owed_and_a_change_of_mind_is_not() -> None:
    ours = labelled("defective")
    outcome = bill((ours.tracking, "120.00"), carrier=ours.carrier)
    assert outcome.answer("owed") == {"amount": "120.00", "currency": "USD"}
    (parcel,) = queries.carrier_bill_card("FB-1001").parcels
    assert parcel.about == f"return:{ours.number}"


def test_the_way_back_of_a_change_of_mind_is_the_customers_to_pay() -> None:
    theirs = labelled("changed_mind")
    outcome = bill((theirs.tracking, "84.00"), carrier=theirs.carrier)
    assert told(outcome)[-1] == (
        f"{theirs.tracking}: whoever sends back return {theirs.number} pays the carrier."
    )
    assert ledger.balance_of("5700") == usd("0.00")


def test_without_an_agreed_price_a_person_looks_at_what_is_above_150() -> None:
    tracking = Shipment.objects.get(number="SH-3001").tracking
    carrier = Shipment.objects.get(number="SH-3001").carrier
    above = bill((tracking, "150.01"), carrier=carrier)
    assert told(above)[-1] == f"{tracking}: no price was agreed, and $150.01 is above $150.00."
    at_most = bill((tracking, "150.00"), carrier=carrier, number="KP-2")
    assert at_most.answer("owed") == {"amount": "150.00", "currency": "USD"}


def test_a_bill_is_recorded_once_however_the_carrier_is_written(sent: str) -> None:
    assert bill((sent, "5.50")).is_done
    with nothing_changes():
        again = bill((sent, "5.50"), carrier="KESTREL PARCEL")
    assert told(again) == ["Bill KP-1 of KESTREL PARCEL is on record already. Nothing was changed."]


@pytest.mark.parametrize("amount", ["0.00", "-1.00", "5.505"])
def test_what_is_no_amount_is_an_invalid_ask(amount: str) -> None:
    with pytest.raises(InvalidAsk):
        bill(("KP1", amount))


def test_a_customer_records_no_bill() -> None:
    asked: JsonValue = [{"tracking": "KP1", "amount": "5.50"}]
    with nothing_changes():
        refused = do("aftersales.record_carrier_bill", chat("C-6"), carrier="Kestrel Parcel",
                     number="KP-1", dated_on="2026-06-14", parcels=asked)  # fmt: skip
    assert not refused.is_done


@pytest.mark.parametrize("kind", ["sent", "fetched"])
def test_two_bills_at_once_wait_for_each_other(kind, request, monkeypatch):
    """What the parcel brought or fetched is locked before it is seen whether it was billed."""
    if kind == "sent":
        tracking, carrier = request.getfixturevalue("sent"), "Kestrel Parcel"
    else:
        back = labelled("defective")
        tracking, carrier = back.tracking, back.carrier
    seen, lock, look = [], QuerySet.select_for_update, QuerySet.filter

    def locks(rows, *args, **named):
        seen.append(rows.model)
        return lock(rows, *args, **named)

    def looks(rows, *args, **named):
        if rows.model is BilledParcel:
            seen.append("looked")
        return look(rows, *args, **named)

    monkeypatch.setattr(QuerySet, "select_for_update", locks)
    monkeypatch.setattr(QuerySet, "filter", looks)
    assert bill((tracking, "5.50"), carrier=carrier).is_done
    assert (Shipment if kind == "sent" else Return) in seen[: seen.index("looked")]
