"""A company grown for measuring is one whose customers are alike, yet each with numbers apart."""

from __future__ import annotations

import pytest
from django.db import connection

from makegood.config.growing import GrownBefore, grow, grow_orders, pattern, records
from makegood.core import journal
from makegood.core.actor import Channel
from makegood.core.models import JournalHead, JournalRow
from makegood.core.runner import run
from makegood.domains.company.queries import actor_for
from makegood.domains.ledger.models import Entry
from makegood.domains.ledger.queries import differences, trial_balance_sum
from makegood.domains.ordering.models import OrderLine, SalesOrder
from makegood.domains.parties.models import Party

PAID = {"order": "O-11041", "party": "C-10006", "amount": "1.00", "tender": "cash"}
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


def test_a_demo_of_a_given_size_keeps_its_proofs_and_goes_on_after_the_copies(northvale, db):
    if connection.vendor != "sqlite":
        pytest.skip("a demo grows on SQLite only")
    told: list[int] = []
    before = SalesOrder.objects.count()
    rows = JournalRow.objects.count()
    assert grow_orders(before * 20, told.append) == SalesOrder.objects.count() == before * 20
    assert told == [before * 20]
    assert SalesOrder.objects.get(number="O-11041").party == "C-10006"
    assert (trial_balance_sum().cents, differences()) == (0, [])
    assert (JournalRow.objects.count(), journal.verify().is_intact) == (rows, True)
    assert Entry.objects.count() == 20 * Entry.objects.filter(sequence__lt=10_000).count()
    outcome = run("billing.take_payment", PAID, actor=actor_for("rae", Channel.DESK))
    assert int(str(outcome.answer("payment")).removeprefix("P-")) > 190_000
    assert grow_orders(5, told.append) == before * 20
    with pytest.raises(GrownBefore):
        grow_orders(before * 21, told.append)
    assert SalesOrder.objects.count() == before * 20
