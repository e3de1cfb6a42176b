"""Northvale begins with the people and orders of its handbook, each act once and in its time."""

from __future__ import annotations

import pytest

from makegood.config.seeding import Happening, SeedRefused, live_through, seed
from makegood.core import clock, journal
from makegood.core.models import Effect, JournalRow
from makegood.core.money import Money
from makegood.domains.aftersales.queries import returns_of
from makegood.domains.billing import queries as billing
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.tests.books import assert_books_hold
from makegood.domains.ordering.queries import order_card, orders_of
from makegood.handbook import book

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("northvale")]


def test_every_order_of_the_handbook_stands_on_record_to_the_cent():
    for seeded in book().people.orders:
        order = order_card(seeded.number)
        assert order.total == Money.parse(str(seeded.total))
        assert [line.tax for line in order.lines] == [
            Money.parse(str(line.tax)) for line in seeded.lines
        ]
        paid = sum((one.amount for one in seeded.tenders), start=0)
        assert billing.captured(seeded.number).amount == paid
        assert orders_of(seeded.party)[0].account == seeded.account


def test_AC18_1_the_books_hold_and_nobody_owes_but_who_has_not_paid():
    assert_books_hold()
    owing = {party: due for party, due in ledger.subledger("1100").items() if due}
    assert owing == {"C-7": Money.parse("479.49")}


def test_every_act_stands_in_the_journal_on_the_day_it_happened():
    shipped = JournalRow.objects.get(key="record_shipment:SH-3001")
    assert clock.local(shipped.at).date().isoformat() == "2026-06-01"
    assert shipped.status == "done"
    assert journal.verify().broken_at is None


def test_a_second_time_nothing_happens():
    rows, entries = JournalRow.objects.count(), len(ledger.entries_about("order:O-1041"))
    seed()
    assert JournalRow.objects.count() == rows
    assert len(ledger.entries_about("order:O-1041")) == entries


def test_nothing_is_sent_to_anybody_and_nothing_has_come_back_yet():
    assert not Effect.objects.exists()
    assert returns_of("C-6") == ()


def test_a_seed_that_an_operation_refuses_stops_with_its_reason():
    wrong = Happening(
        clock.now(), "ordering.record_delivery", {"shipment": "SH-3001", "place": "Harlow"}, "again"
    )
    with pytest.raises(SeedRefused, match=r"SH-3001 has arrived already"):
        live_through([wrong])
