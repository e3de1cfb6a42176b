"""A paid claim is charged back within the law's time, with evidence."""

import pytest

from makegood.config.seeding import seed_claims
from makegood.core.decision import Code
from makegood.core.outcome import Gate, InvalidAsk, Status
from makegood.domains.aftersales.tests.story import mails, posted, told
from makegood.domains.dealers.tests.story import INES, RAE, card, do, done, paid, submitted
from makegood.domains.ordering.tests.cast import nothing_changes


def charge(claim, actor=INES, **changed):
    ask = {"claim": claim, "amount": "137.12", "ground": "The customer says that nobody came.",
           "evidence": ["DC-1012"], **changed}  # fmt: skip
    return do("dealers.charge_back", actor, **ask)


@pytest.fixture
def number():
    return paid(serial="SN-D-40113")


def test_AC23_5_after_eleven_months_it_is_charged_back_with_evidence(number, standing_time):
    standing_time.at = standing_time.at.replace(year=2027, month=5)
    assert charge(number).is_done
    assert posted(f"dealer_claim:{number}")[-2:] == [
        ("J23", "1130", "137.12"), ("J23", "2500", "-137.12"),
    ]  # fmt: skip
    assert card(number).state == "charged_back"
    assert "The customer says that nobody came." in mails("dealer_claim_charged_back")[-1]


def test_AC23_5_after_thirteen_months_the_law_prohibits_it(number, standing_time):
    standing_time.at = standing_time.at.replace(year=2027, month=7)
    with nothing_changes():
        outcome = charge(number)
    assert (outcome.code, outcome.gate) == (Code.PROHIBITED, Gate.LAW)
    assert outcome.clauses == ("LAW-XM-43@2026-01-01",)
    assert "until June 15, 2027" in told(outcome)[0]
    assert outcome.instead[0].text().startswith("You may speak with the dealer")


@pytest.mark.parametrize(("day", "is_done"), [(15, True), (16, False)])
def test_the_last_day_is_the_same_day_a_year_later(number, standing_time, day, is_done):
    standing_time.at = standing_time.at.replace(year=2027, day=day)
    assert charge(number).is_done is is_done


@pytest.mark.parametrize(("year", "is_done"), [(2031, True), (2032, False)])
def test_fraud_is_charged_back_for_five_years(number, standing_time, year, is_done):
    standing_time.at = standing_time.at.replace(year=year)
    assert charge(number, is_fraud=True).is_done is is_done


def test_without_evidence_nothing_is_charged_back(number):
    with nothing_changes():
        assert charge(number, evidence=[]).needs == "evidence"


def test_no_more_than_was_paid_and_nothing_that_was_not(number):
    assert charge(number, amount="100.00").is_done
    with nothing_changes():
        assert told(charge(number, amount="37.13")) == ["At most $37.12 of it can be charged back."]
    waiting = submitted(ro_no="OH-8")
    with nothing_changes():
        assert told(charge(waiting)) == [f"Claim {waiting} was not paid."]


def test_it_names_an_audit_of_the_same_dealer_and_needs_authority():
    seed_claims()
    number = paid(serial="SN-D-40113")
    other = done("dealers.audit_dealer", INES, dealer="DL-41", first_day="2026-01-01",
                 last_day="2026-06-14", size=1, why="Yearly.").answer("audit")  # fmt: skip
    with nothing_changes():
        assert charge(number, audit=other).code is Code.NOT_FOUND
    assert charge(number, RAE).status is Status.PENDING_APPROVAL


@pytest.mark.parametrize("amount", ["0.00", "-137.12"])
def test_what_is_taken_back_is_above_zero(number, amount):
    with nothing_changes(), pytest.raises(InvalidAsk) as refused:
        charge(number, amount=amount)
    (fault,) = refused.value.faults
    assert (fault.field, fault.accepted) == (
        "amount", "an amount above zero, such as 137.12",
    )  # fmt: skip
