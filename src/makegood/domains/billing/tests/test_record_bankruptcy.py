"""What was owed before a petition in bankruptcy is left alone; what came after is not (C14)."""

from __future__ import annotations

import pytest

from makegood.core import clock
from makegood.core.actor import Actor
from makegood.core.outcome import Outcome, Status
from makegood.domains.billing import policy, queries
from makegood.domains.billing.models import Petition
from makegood.domains.billing.tests.till import (
    TOM,
    do,
    done,
    invoice,
    mails,
    much,
    owing,
    pay_on_account,
    stand,
    waiting,
)


def file(who: Actor, filed_on: str = "2026-06-08") -> Outcome:
    ask = {"court_case": "XM 26-10417", "filed_on": filed_on, "told_by": "The court, by post"}
    return do("billing.record_bankruptcy", who, party=TOM, **ask)


def test_what_is_owed_and_was_paid_is_parted_at_the_day_of_the_petition(rae: Actor) -> None:
    invoice("O-7001", "80.00", "2026-06-08")
    invoice("O-7002", "30.00", "2026-06-09")
    pay_on_account("20.00", "cash")
    outcome = file(rae)
    parts = [much(outcome, f"{what}_{when}") for what in ("owed", "paid")
             for when in ("before", "after")]  # fmt: skip
    assert parts == ["60.00", "30.00", "0.00", "20.00"]
    [mail] = mails("bankruptcy_noted")
    assert "The petition XM 26-10417 of June 8, 2026 is on record." in str(mail.payload["body"])


def test_payments_go_to_what_came_after_and_to_the_old_only_when_named(rae: Actor) -> None:
    invoice("O-7001", "80.00", "2026-06-08")
    invoice("O-7002", "30.00", "2026-06-09")
    file(rae)
    number = pay_on_account("50.00", "cash")
    assert (owing(), waiting()) == ({"order:O-7001": "80.00"}, {number: "20.00"})
    pay_on_account("15.00", "cash", apply_to=["O-7001"])
    assert owing() == {"order:O-7001": "65.00"}


def test_no_fee_is_charged_on_it_it_is_not_given_up_by_itself_and_the_balance_says_so(
    standing_time: clock.StandingTime, rae: Actor
) -> None:
    invoice("O-7001", "0.90", "2026-06-08")
    file(rae)
    stand(standing_time, "2026-09-01")
    outcome = do("billing.assess_late_fee", rae, party=TOM, order="O-7001")
    stayed = "O-7001 was owed before the petition; nobody asks for it."
    assert (outcome.status, outcome.explanation()[0]["say"]) == (Status.REFUSED, stayed)
    assert done("billing.write_off_small").answer("items") == []
    told = policy.tell_balance(queries.standing_of(TOM), by_line=True, today=clock.today())
    assert stayed in [one.text("en") for one in told.says]


def test_what_was_paid_whole_before_and_billed_anew_after_it_may_be_asked_for(rae: Actor) -> None:
    invoice("O-7001", "80.00", "2026-06-01")
    pay_on_account("80.00", "cash")
    invoice("O-7001", "30.00", "2026-06-09", shipment=":2")
    outcome = file(rae)
    assert (much(outcome, "owed_before"), much(outcome, "owed_after")) == ("0.00", "30.00")
    pay_on_account("30.00", "cash")
    assert owing() == {}


@pytest.mark.parametrize(("day", "status"), [("2026-06-15", Status.DONE),
                                             ("2026-06-16", Status.REFUSED)])  # fmt: skip
def test_a_petition_is_recorded_once_it_is_filed_and_once(
    rae: Actor, day: str, status: Status
) -> None:
    assert file(rae, day).status is status
    kept = Petition.objects.count()
    if status is Status.DONE:
        assert file(rae, day).status is Status.REFUSED
    assert Petition.objects.count() == kept == (status is Status.DONE)
