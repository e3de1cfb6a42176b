"""Money that is put to nothing is asked about, goes back by itself, or is looked at (PMT-10)."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from makegood.core import clock, overdue, worker
from makegood.core.actor import Actor
from makegood.core.models import Effect, Job
from makegood.core.outcome import Outcome
from makegood.domains.billing import queries
from makegood.domains.billing.tests.till import (
    TOM,
    done,
    legs,
    mails,
    pay,
    pay_on_account,
    stand,
    waiting,
)


def night(standing: clock.StandingTime, day: str) -> Outcome:
    """What the timer of a day takes up, each done at once."""
    stand(standing, day)
    taken_up = done("billing.age_unapplied")
    worker.work_off()
    return taken_up


def test_after_thirty_days_the_payer_is_asked_and_after_thirty_more_it_goes_back(
    standing_time: clock.StandingTime,
) -> None:
    number = pay_on_account("50.00", "card")  # on 2026-06-15
    assert night(standing_time, "2026-07-14").result == {"taken_up": [], "looked_at": []}
    night(standing_time, "2026-07-15")
    [mail] = mails("money_waits")
    assert (
        f"$50.00 of your payment {number} is put to nothing. What is it for? If we hear nothing "
        "by August 14, 2026, it goes back the way it was paid."
    ) in str(mail.payload["body"])
    night(standing_time, "2026-08-13")
    assert waiting() == {number: "50.00"}
    night(standing_time, "2026-08-14")
    assert waiting() == {}
    [(_, tender, amount, _)] = legs("RF-9001")
    assert (tender, amount) == ("card", "50")
    assert len(mails("money_waits")) == 1


def test_what_was_put_to_something_meanwhile_is_left_alone(
    standing_time: clock.StandingTime, rae: Actor
) -> None:
    number = pay_on_account("50.00", "card")
    night(standing_time, "2026-07-15")
    done("billing.refund_overpayment", rae, payment=number)
    assert night(standing_time, "2026-08-20").result == {"taken_up": [], "looked_at": []}


def test_what_cannot_go_back_by_itself_is_looked_at_once(
    standing_time: clock.StandingTime, rae: Actor
) -> None:
    number = pay_on_account("50.00", "card")
    night(standing_time, "2026-07-15")
    done("billing.record_chargeback", rae, payment=number, amount="50.00", reference="DP-1",
         reason="not known")  # fmt: skip
    night(standing_time, "2026-08-20")
    assert waiting() == {number: "50.00"}
    for day in ("2026-08-21", "2026-08-22"):
        night(standing_time, day)
    [mail] = Effect.objects.filter(payload__notice="money_to_look_at")
    assert mail.payload["subject"] == f"50.00 USD of {TOM} waits: payment:{number}"


def test_what_is_paid_ahead_for_an_order_is_looked_at_by_a_person(
    standing_time: clock.StandingTime,
) -> None:
    pay("80.00")
    outcome = night(standing_time, "2026-07-15")
    assert outcome.result == {"taken_up": [], "looked_at": ["order:O-7041"]}
    assert night(standing_time, "2026-07-16").result == {"taken_up": [], "looked_at": []}


def test_what_could_not_be_tried_to_the_end_is_looked_at_like_what_was_refused(
    standing_time: clock.StandingTime,
) -> None:
    number = pay_on_account("50.00", "card")
    night(standing_time, "2026-07-15")
    stand(standing_time, "2026-08-14")
    done("billing.age_unapplied")
    again = Job.objects.filter(key=f"unanswered:payment:{number}")
    assert again.update(dead_at=clock.now(), attempts=5, last_error="the disk was full") == 1
    outcome = night(standing_time, "2026-08-15")
    assert outcome.result == {"taken_up": [], "looked_at": [f"payment:{number}"]}
    assert [one.subject for one in overdue.dead_letters()] == [f"unanswered:payment:{number}"]
    assert waiting() == {number: "50.00"}


def test_much_money_is_looked_at_with_the_looks_of_little() -> None:
    def looks() -> int:
        with CaptureQueriesContext(connection) as seen:
            queries.aged()
        return len(seen)

    pay_on_account("50.00", "card")
    few = looks()
    for amount in ("51.00", "52.00", "53.00"):
        pay_on_account(amount, "card")
    assert (len(queries.aged()), looks()) == (4, few)
