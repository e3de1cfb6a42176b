"""A dealer is flagged for audit with reasons and an end, and no claim is decided by the flag."""

from __future__ import annotations

from datetime import date

from makegood.core import clock
from makegood.core.decision import Code
from makegood.core.models import Effect
from makegood.core.outcome import Status
from makegood.core.own_records import parts_kept
from makegood.domains.aftersales.tests.story import told
from makegood.domains.dealers import queries
from makegood.domains.dealers.tests.story import INES, OAKHILL, RAE, card, do, done, submitted
from makegood.domains.ordering.tests.cast import nothing_changes

WHY = "Six of eight claims of May ask for whole hours."


def flag(actor=INES, **ask):
    asked = {"dealer": "DL-4", "reasons": ["round_hours", "weekend"], "why": WHY, **ask}
    return do("dealers.flag_dealer", actor, **asked)


def looked_at():
    rows = Effect.objects.filter(kind="mail", payload__notice="flagged_claim")
    return [str(one.payload["body"]) for one in rows]


def test_each_new_claim_is_looked_at_and_decided_by_its_day_like_any_other():
    assert flag(until="2026-08-31").answer("until") == "2026-08-31"
    found = queries.dealer_card("DL-4").flag
    assert found is not None
    assert (found.reasons, found.why, found.until) == (
        ("round_hours", "weekend"), WHY, date(2026, 8, 31),
    )  # fmt: skip
    number = submitted()
    assert looked_at() == [
        f"Claim {number} came from DL-4, which is flagged for audit (round hours, weekend). Please"
        " look at it; it is decided by July 15, 2026 like any other."
    ]
    assert f"{sum(one.allowed.cents for one in card(number).lines) / 100:.2f}" == "137.12"
    done("dealers.lift_flag", INES, dealer="DL-4", why="The clock shows the hours.")
    submitted(ro_no="OH-9002", serial="SN-D-40113")
    assert len(looked_at()) == 1


def test_other_dealers_and_claims_after_the_last_day_are_not_looked_at_for_it():
    flag(dealer="DL-25")
    submitted()
    assert looked_at() == []
    flag(until="2026-06-15")
    assert queries.dealer_card("DL-4").flag is not None
    with clock.standing_at("2026-06-16T10:00"):
        submitted(ro_no="OH-9002", serial="SN-D-40113")
        assert queries.dealer_card("DL-4").flag is None
    assert looked_at() == []


def test_a_flag_runs_for_180_days_at_most_and_stands_once():
    with nothing_changes():
        long = flag(until="2026-12-13")
    assert (long.status, long.needs) == (Status.NEEDS_INFO, "until")
    assert told(long) == ["A flag ends by December 12, 2026."]
    assert flag().answer("until") == "2026-12-12"
    with nothing_changes():
        again = flag()
    assert told(again) == ["This dealer is flagged until December 12, 2026 already."]


def test_only_who_approves_flags_and_a_dealer_learns_nothing_of_it():
    with nothing_changes():
        assert flag(RAE).code is Code.NOT_AUTHORISED
    with nothing_changes():
        assert not flag(OAKHILL).is_done


def test_the_dealer_itself_is_not_shown_that_it_is_flagged_and_our_people_are():
    flag()
    party = queries.dealer_card("DL-4").party
    assert queries.dealer_card("DL-4").flag is not None
    assert [one.flag for one in queries.dealers_for(party)] == [None]
    given_out = str(parts_kept()["dealer"].told(party))
    assert "DL-4" in given_out
    assert WHY not in given_out
