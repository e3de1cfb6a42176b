import pytest

from makegood.core.actor import Actor, ActorKind, Channel, Level
from makegood.core.models import ApprovalRequest, AuthorityUse
from makegood.core.money import Money
from makegood.core.outcome import InvalidAsk
from makegood.core.runner import preview, run
from makegood.domains.billing.queries import given_to, stored_value
from makegood.domains.cases import queries
from makegood.domains.cases.models import Goodwill
from makegood.domains.cases.tests.conftest import (
    attempts,
    automated,
    footprint,
    ines,
    open_case,
    staff,
)
from makegood.domains.conversations.queries import notices_about
from makegood.domains.ledger import queries as ledger

pytestmark = pytest.mark.django_db


def grant(case, amount="25.00", actor=None):
    ask = {"case": case, "amount": amount, "reason": "Two lost mornings."}
    actor = actor or automated("CV-1", "C-6", Level.V2)
    return run("cases.grant_goodwill", ask, actor=actor)


def lines(entry):
    return [(line.account, str(line.amount)) for line in entry.lines]


def test_a_gesture_is_booked_as_goodwill_and_given_as_store_credit(case):
    outcome = grant(case)

    assert outcome.is_done
    assert [one.text() for one in outcome.statements] == [
        "As a gesture we credit you $25.00 for case CS-1001. Whatever else we owe you stays as "
        "it is.",
        "It is yours as store credit: it pays for anything that we sell.",
        "It can be spent until June 14, 2028; we write to you before.",
    ]
    j12, j17 = ledger.entries_of("case:CS-1001:goodwill-1")
    assert (j12.rule, lines(j12)) == ("J12", [("5200", "25.00 USD"), ("2310", "-25.00 USD")])
    assert (j17.rule, lines(j17)) == ("J17", [("2310", "25.00 USD"), ("2300", "-25.00 USD")])
    assert stored_value("C-6") == Money(2500)
    assert [(one.left, str(one.ends_on)) for one in given_to("C-6")] == [
        (Money(2500), "2028-06-14")
    ]
    assert queries.case_card(case).given == Money(2500)
    assert notices_about(f"case:{case}")[-1].name == "goodwill"


def test_it_touches_neither_revenue_nor_tax(case):
    grant(case)
    balance = ledger.trial_balance()

    assert {account: str(sum_) for account, sum_ in balance.items() if sum_.cents} == {
        "5200": "25.00 USD",
        "2300": "-25.00 USD",
    }


def test_AC06_1_the_first_25_00_is_done_and_the_second_waits_for_a_yes(case):
    assert grant(case).is_done
    before = footprint()
    second = grant(case)

    assert (second.status, second.code) == ("pending_approval", "approval_required")
    assert footprint() == before
    request = ApprovalRequest.objects.get()
    assert (request.operation, request.kind, request.amount_cents) == (
        "cases.grant_goodwill",
        "goodwill",
        2500,
    )
    assert stored_value("C-6") == Money(2500)


def test_25_01_is_more_than_the_automated_representative_may_give(case):
    assert grant(case, "25.01").status == "pending_approval"
    assert Goodwill.objects.count() == 0


def test_a_customer_gets_at_most_75_00_in_twelve_months_from_it(cast):
    for _ in range(3):
        assert grant(open_case()).is_done
    assert grant(open_case()).status == "pending_approval"
    assert stored_value("C-6") == Money(7500)


def test_AC06_5_over_the_months_budget_it_waits_for_a_yes_that_shows_the_overrun(case, at):
    at("2026-06-02T10:00")
    AuthorityUse.objects.create(
        at=_now(), act="spent", kind="goodwill", actor="omar", amount_cents=299_000,
        mechanical=False,
    )  # fmt: skip
    at("2026-06-15T10:00")
    before = footprint()
    outcome = grant(case, "25.00", staff("rae", party="C-6"))

    assert outcome.status == "pending_approval"
    assert footprint() == before
    request = ApprovalRequest.objects.get()
    assert request.over_budget is True
    assert request.reason == "monthly_budget: 3015.00 USD is above 3000.00 USD"

    approved = run("company.approve_request", {"request": request.number}, actor=ines())
    assert approved.is_done, approved
    assert stored_value("C-6") == Money(2500)


def test_10_00_still_fits_into_a_budget_of_which_2_990_00_are_spent(case):
    AuthorityUse.objects.create(
        at=_now(), act="spent", kind="goodwill", actor="omar", amount_cents=299_000,
        mechanical=False,
    )  # fmt: skip
    assert grant(case, "10.00").is_done


@pytest.mark.parametrize("amount", ["0.00", "-5.00", "1.234"])
def test_an_amount_that_is_none_is_refused_by_name(case, amount):
    before = footprint()
    with pytest.raises(InvalidAsk) as invalid:
        grant(case, amount)
    assert invalid.value.faults[0].field == "amount"
    assert footprint() == before


def test_a_closed_case_gets_no_gesture(case):
    closed = {
        "case": case, "outcome": "put_right", "root_cause": "conduct", "basis": "Mended.",
        "response": "We mended it.", "accepted": True,
    }  # fmt: skip
    run("cases.close_case", closed, actor=staff())
    before, rows = footprint(), attempts()
    outcome = grant(case)

    assert outcome.statements[0].text() == (
        "Case CS-1001 is closed. It would have to be opened again first."
    )
    assert footprint() == before
    assert attempts() == rows + 1


def test_who_is_not_known_well_enough_is_asked_to_verify(case):
    outcome = grant(case, actor=automated("CV-1", "C-6", Level.V1))

    assert (outcome.code, outcome.level) == ("verification_required", Level.V2)
    assert Goodwill.objects.count() == 0


def test_the_case_of_another_customer_is_not_there(case):
    assert grant(case, actor=automated("CV-1", "C-5", Level.V2)).code == "not_found"


def test_a_case_of_nobody_gets_nothing(chat):
    case = open_case(automated(chat))
    assert grant(case).code == "not_found"


def test_customers_themselves_grant_nothing(case):
    tom = Actor(
        kind=ActorKind.CUSTOMER, name="customer:C-6", role="customer", channel=Channel.PORTAL,
        party="C-6", level=Level.V2,
    )  # fmt: skip
    outcome = grant(case, actor=tom)

    assert not outcome.is_done
    assert Goodwill.objects.count() == 0


def test_a_preview_gives_nothing(case):
    before = footprint()
    ask = {"case": case, "amount": "25.00", "reason": "Two lost mornings."}
    shown = preview("cases.grant_goodwill", ask, actor=automated("CV-1", "C-6", Level.V2))

    assert shown.figures[0].amount == Money(2500)
    assert footprint() == before
    assert stored_value("C-6") == Money(0)


def _now():
    from makegood.core import clock

    return clock.now()
