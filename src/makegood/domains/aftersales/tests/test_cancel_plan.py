"""Protection plans: whole while fresh, else by the day less a fee (PLN-1, AC17.4)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from makegood.core import clock
from makegood.core.actor import V2
from makegood.core.decision import Code
from makegood.core.outcome import Status
from makegood.domains.aftersales.policy import PlanFacts, plan_terms
from makegood.domains.aftersales.tests.story import lived, mails, posted, told
from makegood.domains.billing import queries as billing
from makegood.domains.ledger.models import Entry
from makegood.domains.ledger.postings import shipment_invoiced
from makegood.domains.ordering.tests.cast import RAE, do, tom_s_other_order, usd
from makegood.domains.parties.queries import rights_on
from makegood.handbook import book

PLAN = "O-7001/1"
FOR_TOM = RAE.on_behalf_of("C-6", V2)


@pytest.fixture
def plan() -> str:
    """Tom bought a plan on January 15 for 239.76 and paid it by card."""
    order = book().people.order("O-1041")
    bought, price = date(2026, 1, 15), Decimal("239.76")
    line = order.lines[0].model_copy(
        update={"sku": "PLAN-24", "unit_price": price, "discount": Decimal("0.00"),
                "discount_reason": None, "tax": Decimal("0.00")}
    )  # fmt: skip
    paid = order.tenders[2].model_copy(update={"on": bought, "amount": price})
    lived(tom_s_other_order(
        ordered_on=bought, lines=(line,), tax=Decimal("0.00"), total=price, shipments=(),
        visits=(), tenders=(paid,),
    ))  # fmt: skip
    none = usd("0.00")
    sold = shipment_invoiced(goods=none, services=usd("239.76"), tax=none, party="C-6",
                             about="order:O-7001")  # fmt: skip
    Entry.of(sold, source="shipment:plan", on=bought, memo="Plan")
    return PLAN


def facts(**changed: object) -> PlanFacts:
    base = PlanFacts(
        rights=rights_on("40006"), line=PLAN, order="O-7001", party="C-6", title="Plan",
        paid=usd("239.76"), tax=usd("0.00"), began_on=date(2026, 1, 15), months=24,
        has_claims=False, ended_on=None, owed=usd("0.00"),
    )  # fmt: skip
    return PlanFacts(**{**{name: getattr(base, name) for name in base.__slots__}, **changed})


def test_AC17_4_after_190_of_730_days_153_38_are_paid_back(plan: str) -> None:
    with clock.standing_at("2026-07-24"):
        outcome = do("aftersales.cancel_plan", FOR_TOM, line=plan)
    assert outcome.is_done, outcome.explanation()
    assert outcome.answer("used_days") == 190
    assert told(outcome)[0] == (
        "Protection plan, 24 months: 190 of its 730 days are used. "
        "$177.36 is left, less a fee of $23.98: $153.38 is paid back. "
        "The plan ends on July 24, 2026."
    )
    assert posted("plan:O-7001/1") == [
        ("J14", "4010", "177.36"), ("J14", "2310", "-177.36"),
        ("J16", "2310", "23.98"), ("J16", "4020", "-23.98"),
    ]  # fmt: skip
    (refund,) = billing.refunds_of("O-7001")
    assert (refund.total, refund.source) == (usd("153.38"), "plan:O-7001/1")
    assert len(mails("plan_cancelled")) == 1


def test_AC17_4_within_30_days_and_without_a_claim_all_of_it_comes_back(plan: str) -> None:
    with clock.standing_at("2026-02-14"):
        outcome = do("aftersales.cancel_plan", FOR_TOM, line=plan)
    assert [one.total for one in billing.refunds_of("O-7001")] == [usd("239.76")]
    assert told(outcome)[0].endswith(
        "$239.76 is paid back in full. The plan ends on February 14, 2026."
    )


def test_the_31st_day_and_a_claim_each_end_the_free_days() -> None:
    assert plan_terms(facts(), date(2026, 2, 14)).refund == usd("239.76")
    later = plan_terms(facts(), date(2026, 2, 15))  # 31 of 730 used: 229.58 left
    assert (later.used_days, later.credit, later.refund) == (31, usd("229.58"), usd("205.60"))
    assert plan_terms(facts(has_claims=True), date(2026, 1, 20)).fee == usd("23.98")


def test_the_fee_is_at_most_25_and_never_more_than_what_is_left() -> None:
    dear = plan_terms(facts(paid=usd("400.00")), date(2026, 7, 24))
    assert dear.fee == usd("25.00")
    last = plan_terms(facts(), date(2028, 1, 14))  # one day of 730 is left: 0.33
    assert (last.credit, last.fee, last.refund) == (usd("0.33"), usd("0.33"), usd("0.00"))


def test_tax_goes_back_by_the_day_as_it_was_charged() -> None:
    taxed = plan_terms(facts(tax=usd("18.58")), date(2026, 7, 24))
    assert taxed.tax == usd("13.74")  # 18.58 x 540 / 730 = 13.744


def test_a_plan_is_cancelled_once(plan: str) -> None:
    with clock.standing_at("2026-07-24"):
        do("aftersales.cancel_plan", FOR_TOM, line=plan)
        again = do("aftersales.cancel_plan", FOR_TOM, line=plan)
    assert again.status is Status.REFUSED
    assert told(again) == ["This plan was cancelled on July 24, 2026 already."]
    assert len(billing.refunds_of("O-7001")) == 1


def test_a_washer_is_no_plan_and_one_that_ran_out_is_none_any_more(plan: str) -> None:
    washer = do("aftersales.cancel_plan", FOR_TOM, line="O-1041/1")
    assert (washer.status, washer.code) == (Status.REFUSED, Code.POLICY_DENIED)
    with clock.standing_at("2028-01-15"):
        over = do("aftersales.cancel_plan", FOR_TOM, line=plan)
    assert over.status is Status.REFUSED
    assert billing.refunds_of("O-7001") == []
