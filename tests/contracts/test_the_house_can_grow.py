"""A company grown for measuring is one whose customers are alike, yet each with numbers apart."""

from __future__ import annotations

import pytest
from django.db import connection

from makegood.config.measuring.growing import grow, pattern, records
from makegood.core.models import JournalHead, JournalRow
from makegood.domains.ledger.queries import trial_balance_sum
from makegood.domains.ordering.models import OrderLine, SalesOrder
from makegood.domains.parties.models import Party

pytestmark = pytest.mark.django_db


@pytest.fixture
def grown(northvale, db) -> int:
    if connection.vendor != "sqlite":
        pytest.skip("a company grows on SQLite only, in a place that is thrown away")
    copied = pattern()
    before = records()
    grow(copied, before * 3)
    return grow(copied, before * 6)


def test_it_has_as_many_records_as_were_wanted(grown):
    assert records() == grown


def test_each_customer_and_order_has_a_number_of_its_own(grown):
    copies = Party.objects.filter(number__endswith="000006").order_by("pk")
    assert [one.number for one in copies[:2]] == ["C-1000006", "C-2000006"]
    assert [one.name for one in copies[:2]] == ["Tom Cor", "Tom Del"]
    (line,) = OrderLine.objects.filter(number="O-2001041/1")
    assert line.order.number == "O-2001041"
    assert line.order.party == "C-2000006"
    assert SalesOrder.objects.get(number="O-1041").party == "C-6"


def test_the_books_balance_and_the_journal_goes_on_at_its_end(grown):
    assert trial_balance_sum().cents == 0
    assert JournalHead.objects.get(pk=1).seq == JournalRow.objects.order_by("-seq")[0].seq
