"""Money that nobody claims: kept for three years, one more letter, then it is the state's."""

from __future__ import annotations

from pydantic import JsonValue

from makegood.core import clock
from makegood.core.actor import Actor
from makegood.core.outcome import Status
from makegood.domains.billing.tests.till import (
    TOM,
    do,
    done,
    leg_state,
    mails,
    on,
    refunded,
    usd,
)
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.tests.books import lines_of, moved


def failed() -> str:
    leg = refunded("65.54", "card")
    done("billing.record_refund_failure", leg=leg, reason="account closed")
    return leg


def go(standing: clock.StandingTime, day: str) -> dict[str, JsonValue]:
    with clock.standing_at(day) as there:
        standing.at = there.at
    outcome = done("billing.turn_over_unclaimed")
    assert outcome.result is not None
    return {name: told for name, told in outcome.result.items() if isinstance(told, list) and told}


def test_a_letter_goes_out_90_days_before_and_then_the_state_keeps_it(
    standing_time: clock.StandingTime, omar: Actor
) -> None:
    leg = failed()  # on 2026-06-15; 1,005 days later is 2029-03-16
    assert go(standing_time, "2029-03-15") == {}
    assert go(standing_time, "2029-03-16") == {"written": [leg]}
    [mail] = mails("refund_unclaimed_soon")
    assert "We still hold $65.54 for you. Tell us by June 14, 2029" in str(mail.payload["body"])
    assert go(standing_time, "2029-06-14") == {}
    assert go(standing_time, "2029-06-15") == {"turned_over": [leg]}
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
    assert go(standing_time, "2032-01-01") == {"written": [leg]}
    assert go(standing_time, "2032-03-31") == {}
    assert go(standing_time, "2032-04-01") == {"turned_over": [leg]}


def test_a_cheque_nobody_cashed_for_180_days_is_stopped_and_owed_again(
    standing_time: clock.StandingTime,
) -> None:
    leg = refunded("120.00", "cash")
    done("billing.record_refund_result", effect_key=leg, receipt={"reference": "re_1"})
    assert leg_state(leg) == "sent"
    assert go(standing_time, "2026-12-12") == {}
    assert go(standing_time, "2026-12-13") == {"stopped": [leg]}
    assert (leg_state(leg), moved("2310", party=TOM)) == ("failed", usd("-120.00"))
    assert on("2026-12-12").toordinal() - on("2026-06-15").toordinal() == 180
