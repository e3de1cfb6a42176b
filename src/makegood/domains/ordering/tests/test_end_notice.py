"""Silence ends a notice once, and only the company itself ends it."""

from __future__ import annotations

from makegood.core import clock
from makegood.core.decision import Code
from makegood.domains.ordering import queries
from makegood.domains.ordering.models import DelayNotice
from makegood.domains.ordering.tests.cast import (
    COMPANY,
    RAE,
    TOM,
    do,
    done,
    nothing_changes,
    ordered,
)


def test_it_ends_once_and_an_answer_before_counts():
    order = ordered(TOM, ("HP24", 1))
    done("ordering.send_delay_notice", RAE, order=order, revised_on="2026-07-27")
    notice = DelayNotice.objects.get(order__number=order).pk
    done("ordering.record_choice", TOM, order=order, choice="consent")
    with clock.standing_at("2026-07-20"):
        outcome = done("ordering.end_notice", COMPANY, order=order, notice=notice)
    assert outcome.answer("choice") == ""
    assert queries.delays_of(order)[0].by_silence is False


def test_after_the_customer_cancelled_an_open_notice_ends_without_harm():
    order = ordered(TOM, ("HP24", 1))
    done("ordering.send_delay_notice", RAE, order=order, revised_on="2026-07-27")
    notice = DelayNotice.objects.get(order__number=order).pk
    done("ordering.cancel_order", TOM, order=order)
    with clock.standing_at("2026-07-20"), nothing_changes():
        outcome = do("ordering.end_notice", COMPANY, order=order, notice=notice)
    assert outcome.answer("choice") == ""
    assert queries.order_card(order).state == "cancelled"


def test_nobody_ends_it_by_hand():
    with nothing_changes():
        outcome = do("ordering.end_notice", RAE, order="O-1041", notice=1)
    assert outcome.code is Code.NOT_AUTHORISED
