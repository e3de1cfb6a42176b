"""A petition that was recorded wrongly no longer counts, and a right one can follow (PMT-15)."""

from __future__ import annotations

from makegood.core import clock
from makegood.core.actor import Actor
from makegood.core.outcome import Status
from makegood.domains.billing import queries
from makegood.domains.billing.models import WithdrawnPetition
from makegood.domains.billing.tests.test_record_bankruptcy import file
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
)

WRONG = {"party": TOM, "reason": "The notice was of another person"}


def test_what_was_left_alone_is_asked_for_again_and_the_customer_hears_of_it(rae: Actor) -> None:
    invoice("O-7001", "80.00", "2026-06-08")
    file(rae)
    outcome = done("billing.withdraw_bankruptcy", rae, **WRONG)
    assert (outcome.answer("court_case"), much(outcome, "owed_again")) == ("XM 26-10417", "80.00")
    [mail] = mails("bankruptcy_withdrawn")
    assert (
        "The petition XM 26-10417 was recorded wrongly and no longer counts.\n\n"
        "$80.00 may be asked for again."
    ) in str(mail.payload["body"])
    kept = WithdrawnPetition.objects.values_list("court_case", "withdrawn_by", "reason").get()
    assert kept == ("XM 26-10417", "staff:rae", "The notice was of another person")
    pay_on_account("80.00", "cash")
    assert owing() == {}


def test_a_right_petition_can_be_recorded_after_a_wrong_one(rae: Actor) -> None:
    file(rae, "2026-06-01")
    done("billing.withdraw_bankruptcy", rae, **WRONG)
    assert file(rae, "2026-06-08").status is Status.DONE
    assert str(queries.bankrupt_since(TOM)) == "2026-06-08"
    seen = queries.petition_of(TOM)
    assert [str(one["filed_on"]) for one in seen] == ["2026-06-08", "2026-06-01"]


def test_none_is_withdrawn_where_none_is_on_record(rae: Actor) -> None:
    outcome = do("billing.withdraw_bankruptcy", rae, **WRONG)
    assert outcome.status is Status.REFUSED
    assert outcome.explanation()[0]["say"] == "No petition in bankruptcy is on record."
    assert not WithdrawnPetition.objects.exists()


def test_what_it_left_alone_is_late_thirty_days_after_it_was_withdrawn(
    standing_time: clock.StandingTime, rae: Actor
) -> None:
    invoice("O-7001", "80.00", "2026-05-01")
    file(rae)
    done("billing.withdraw_bankruptcy", rae, **WRONG)
    charge = "billing.assess_late_fee"
    stand(standing_time, "2026-07-15")
    assert do(charge, rae, party=TOM, order="O-7001").status is Status.REFUSED
    stand(standing_time, "2026-07-16")
    assert much(done(charge, rae, party=TOM, order="O-7001"), "fee") == "4.00"
