"""Each day the orders that are overdue are charged their late fee, and no other (PMT-13)."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from makegood.core import clock, worker
from makegood.core.actor import Actor
from makegood.domains.billing import queries
from makegood.domains.billing.tests.till import TOM, done, invoice, on, owing, stand


def night(standing: clock.StandingTime, day: str) -> object:
    """Which orders the timer of a day takes up, each charged at once."""
    stand(standing, day)
    orders = done("billing.assess_late_fees").answer("orders")
    worker.work_off()
    return orders


def test_each_order_that_is_late_is_charged_once(standing_time: clock.StandingTime) -> None:
    invoice("O-7001", "139.18", "2026-06-15")
    invoice("O-7002", "20.00", "2026-07-01")
    assert night(standing_time, "2026-07-15") == []
    assert night(standing_time, "2026-07-16") == ["O-7001"]
    assert night(standing_time, "2026-08-20") == ["O-7002"]
    assert night(standing_time, "2026-10-20") == []
    assert owing() == {
        "order:O-7001": "139.18", "order:O-7002": "20.00",
        "fee:O-7001": "6.96", "fee:O-7002": "1.00",
    }  # fmt: skip


def test_many_are_looked_at_with_the_same_looks_and_none_twice(
    standing_time: clock.StandingTime,
) -> None:
    def looks() -> int:
        with CaptureQueriesContext(connection) as seen:
            late = queries.open_before(on("2026-07-01"))
            queries.late_facts_among(late, clock.today())
        return len(seen)

    invoice("O-7001", "139.18", "2026-06-15")
    stand(standing_time, "2026-07-31")
    one = looks()
    for order in ("O-7002", "O-7003", "O-7004"):
        invoice(order, "20.00", "2026-06-15")
    assert looks() == one
    night(standing_time, "2026-07-31")
    assert queries.open_before(on("2026-07-01")) == []


def test_what_is_disputed_whole_is_not_taken_up(
    standing_time: clock.StandingTime, rae: Actor
) -> None:
    invoice("O-7001", "139.18", "2026-06-15")
    done("billing.note_dispute", rae, party=TOM, order="O-7001", amount="139.18", reason="Twice")
    assert night(standing_time, "2026-07-16") == []
    assert owing() == {"order:O-7001": "139.18"}
