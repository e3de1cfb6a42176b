"""Killed again and again while its customers are served, the company loses and doubles nothing."""

import pytest

from scripts.kill_storm.storm import Plan, run_storm
from tests.journeys.place import server_of_the_tests


@pytest.mark.records
def test_after_six_kills_tom_has_one_refund_and_everybody_was_told_the_truth():
    plan = Plan(kills=6, stories=2, seed=41, postgres=server_of_the_tests(), longest_wait=0.5)
    told = run_storm(plan)
    assert told["findings"] == []
    assert told["kills"] == 6
    assert told["cents_at_the_provider"] == 2 * 68490
    assert (told["refunds"], told["refunds_at_the_provider"]) == (2, 2)
    assert (told["journal_intact"], told["trial_balance_cents"]) == (True, 0)
    assert told["same_answer_again"] == told["outcomes_acknowledged"] >= 2 * 6
