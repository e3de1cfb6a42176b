"""Money that nobody claims: kept for three years, one more letter, then it is the state's."""

from __future__ import annotations

from pydantic import JsonValue

from makegood.core import clock
from makegood.core.actor import Actor
from makegood.core.jobs import run_one
from makegood.core.models import Job
from makegood.core.outcome import Status
from makegood.domains.billing.tests.till import (
    TOM,
    do,
    done,
    failed,
    leg_state,
    legs,
    mails,
    on,
    owe,
    pay,
    refunded,
    send_back,
    stand,
    usd,
)
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.tests.books import lines_of, moved


def go(standing: clock.StandingTime, day: str) -> dict[str, JsonValue]:
    """What the night of a day takes up, each by itself, and how each ended."""
    stand(standing, day)
    done("billing.turn_over_unclaimed")
    taken_up = Job.objects.filter(key__startswith="unclaimed:", done_at=None).order_by("pk")
    keys = [(job.key, job.operation) for job in taken_up]
    for _ in keys:
        assert run_one()
    assert {Job.objects.get(key=key).ended_as for key, _ in keys} <= {Status.DONE}
    return {operation.removeprefix("billing."): key.split(":")[1] for key, operation in keys}


def test_a_letter_goes_out_90_days_before_and_then_the_state_keeps_it(
    standing_time: clock.StandingTime, omar: Actor
) -> None:
    leg = failed()  # on 2026-06-15; 1,005 days later is 2029-03-16
    assert go(standing_time, "2029-03-15") == {}
    assert go(standing_time, "2029-03-16") == {"warn_unclaimed": leg}
    [mail] = mails("refund_unclaimed_soon")
    assert "We still hold $65.54 for you. Tell us by June 14, 2029" in str(mail.payload["body"])
    assert go(standing_time, "2029-06-14") == {}
    assert go(standing_time, "2029-06-15") == {"escheat_refund": leg}
    (entry,) = [one for one in ledger.entries_of(f"refund:{leg}") if one.rule == "J26"]
    assert lines_of(entry.number) == [("2310", "65.54"), ("2320", "-65.54")]
    assert moved("2320", party=TOM) == usd("-65.54")
    assert leg_state(leg) == "unclaimed"
    assert len(mails("refund_turned_over")) == 1
    assert go(standing_time, "2029-06-16") == {}
    late = do("billing.reissue_refund", omar, leg=leg, to="same_tender")
    assert late.status is Status.REFUSED
    assert "waits with the state" in late.statements[0].text("en")


def test_who_answers_the_letter_gets_the_money(
    standing_time: clock.StandingTime, omar: Actor
) -> None:
    leg = failed()
    go(standing_time, "2029-03-16")
    done("billing.reissue_refund", omar, leg=leg, to="same_tender")
    assert go(standing_time, "2029-06-20") == {}
    assert moved("2320") == usd("0.00")


def test_nothing_is_turned_over_before_its_letter_is_old_enough(
    standing_time: clock.StandingTime,
) -> None:
    """The timer did not run for years: the letter still comes first, with its full 90 days."""
    leg = failed()
    assert go(standing_time, "2032-01-01") == {"warn_unclaimed": leg}
    assert go(standing_time, "2032-03-31") == {}
    assert go(standing_time, "2032-04-01") == {"escheat_refund": leg}


def test_a_cheque_nobody_cashed_for_180_days_is_stopped_and_owed_again(
    standing_time: clock.StandingTime,
) -> None:
    leg = refunded("120.00", "cash")
    done("billing.record_refund_result", effect_key=leg, receipt={"reference": "re_1"})
    assert leg_state(leg) == "sent"
    assert go(standing_time, "2026-12-12") == {}
    assert go(standing_time, "2026-12-13") == {"stop_refund": leg}
    assert leg_state(leg) == "stopping"
    assert go(standing_time, "2026-12-14") == {}
    answer: dict[str, JsonValue] = {"status": "done"}
    done("billing.record_stop_result", effect_key=f"stop:{leg}", receipt=answer)
    assert (leg_state(leg), moved("2310", party=TOM)) == ("failed", usd("-120.00"))
    assert on("2026-12-12").toordinal() - on("2026-06-15").toordinal() == 180


def test_one_part_that_cannot_be_taken_up_keeps_no_other_from_it(
    standing_time: clock.StandingTime, omar: Actor
) -> None:
    """Somebody sends one again after the night found it: only that one is left alone."""
    first = failed()
    pay("20.00", "card")
    owed = send_back(owe("20.00", source="return:R-7002"), "return:R-7002")
    ((second, *_),) = legs(str(owed.answer("refund")))
    done("billing.record_refund_failure", leg=second, reason="account closed")
    stand(standing_time, "2029-03-16")
    done("billing.turn_over_unclaimed")
    done("billing.reissue_refund", omar, leg=first, to="same_tender")
    assert run_one()
    assert run_one()
    ended = {job.key.split(":")[1]: job.ended_as for job in
             Job.objects.filter(operation="billing.warn_unclaimed")}  # fmt: skip
    assert ended == {first: Status.REFUSED, second: Status.DONE}
    assert len(mails("refund_unclaimed_soon")) == 1
