"""What was in a parcel that nobody knew is known: its returns are received."""

from __future__ import annotations

from makegood.core import clock, worker
from makegood.core.checks import Finding
from makegood.core.outcome import Status
from makegood.domains.aftersales import jobs, queries
from makegood.domains.aftersales.tests.story import inspect, mails, opened, told
from makegood.domains.billing import queries as billing
from makegood.domains.ordering.tests.cast import RAE, do, done, nothing_changes, usd


def unknown(**read) -> str:
    outcome = done("aftersales.take_in_parcel", RAE, **{"sender": "Nobody Known", **read})
    return str(outcome.answer("parcel"))


def match(parcel, *returns, **more):
    return do("aftersales.match_parcel", RAE, parcel=parcel, returns=list(returns), **more)


def test_its_return_is_received_and_the_look_is_content():
    number, parcel = opened(), unknown(grams=78_000)
    assert jobs.parcel_matched(f"parcel:{parcel}")[0] is Finding.NO
    outcome = match(parcel, number)
    assert outcome.result == {"parcel": parcel, "returns": [number]}
    card = queries.parcel_card(parcel)
    assert (card.party, card.returns, card.matched_by) == ("C-6", (number,), "rae")
    assert queries.return_card(number).state == "received"
    assert jobs.parcel_matched(f"parcel:{parcel}")[0] is Finding.YES
    assert f"parcel:{parcel}" not in queries.open_matters_of("C-6")


def test_a_parcel_is_matched_once():
    number, parcel = opened(), unknown()
    assert match(parcel, number).is_done
    with nothing_changes():
        again = match(parcel, number)
    assert told(again) == [f"What is in parcel {parcel} is known already. Nothing was changed."]


def test_its_weight_counts_when_its_return_is_known():
    number, parcel = opened(), unknown(grams=2_000)
    assert match(parcel, number).is_done
    assert queries.return_card(number).state == "disputed"
    assert len(mails("return_weighed")) == 1


def late(posted_on: str):
    """A return that ran out on 15 July and whose parcel is taken in on the 16th."""
    number = opened()
    with clock.standing_at("2026-07-16T00:05"):
        worker.work_off()
    assert queries.return_card(number).state == "expired"
    with clock.standing_at("2026-07-16T10:00"):
        outcome = do("aftersales.take_in_parcel", RAE, returns=[number], posted_on=posted_on)
    return number, outcome


def test_what_our_carrier_took_by_the_last_day_and_brought_a_day_late_is_in_time_and_paid():
    number, outcome = late("2026-07-15")
    assert outcome.is_done
    (mail,) = mails("return_received")
    assert "The carrier took it on July 15, 2026, so it is in time." in mail
    with clock.standing_at("2026-07-17"):
        assert inspect(number).is_done
        worker.work_off()
    (refund,) = billing.refunds_from(f"return:{number}")
    assert refund.total == usd("750.44")


def test_what_it_took_after_the_last_day_is_taken_in_and_not_paid_by_itself():
    number, outcome = late("2026-07-16")
    assert outcome.is_done
    assert not any("in time" in mail for mail in mails("return_received"))
    with clock.standing_at("2026-07-17"):
        assert inspect(number).is_done
        worker.work_off()
    assert billing.refunds_from(f"return:{number}") == []


def test_a_day_still_to_come_is_asked_again():
    number, parcel = opened(), unknown()
    with nothing_changes():
        asked = match(parcel, number, posted_on="2026-06-16")
    assert (asked.status, asked.needs) == (Status.NEEDS_INFO, "posted_on")
