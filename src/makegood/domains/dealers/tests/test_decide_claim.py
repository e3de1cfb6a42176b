"""A claim is decided line by line, told in writing, and owed in the books."""

import pytest

from makegood.core.decision import Code
from makegood.core.outcome import Status
from makegood.core.promises import open_promises
from makegood.domains.aftersales.tests.story import mails, posted, told
from makegood.domains.dealers import queries
from makegood.domains.dealers.tests.story import (
    INES,
    RAE,
    card,
    decide,
    decided,
    inspect,
    submitted,
)
from makegood.domains.ordering.tests.cast import nothing_changes
from makegood.handbook.readability import grade

OTHER = {"serial": "SN-D-40113"}


def test_AC23_1_the_decision_is_told_with_two_reasons_and_owed_by_J22():
    number = submitted(**OTHER)
    inspect(number)
    outcome = decide(number)
    assert outcome.answer("decision") == "adjusted"
    assert outcome.answer("adjustment") == {"amount": "-75.33", "currency": "USD"}
    assert outcome.answer("appeal_until") == "2026-07-15"
    assert posted(f"dealer_claim:{number}") == [
        ("J22", "2500", "137.12"), ("J22", "2510", "-137.12"),
    ]  # fmt: skip
    assert told(outcome)[:3] == [
        "Line 1, WM-DRV-02: claimed $142.50, allowed $76.00.",
        "Operation WM-DRV-02 has a flat-rate time of 0.8 h; 1.5 h were claimed.",
        "Line 2, Drive belt PT-BELT-24: claimed $24.95, allowed $16.12.",
    ]
    assert [one.kind for one in open_promises(f"dealer_claim:{number}")] == ["dealer_payment"]


def test_a_denial_names_each_reason_its_rule_what_would_change_it_and_whom_to_ask():
    number = submitted(**OTHER, failed_on="2026-05-10", repaired_on="2026-05-15")
    outcome = decide(number)
    assert (outcome.answer("decision"), posted(f"dealer_claim:{number}")) == ("denied", [])
    assert "DLR-4@2026-01-01" in outcome.clauses
    (mail,) = mails("dealer_claim_denied")[-1:]
    for part in (
        "came late by 1", "ask for an exception", "You may appeal until July 15, 2026",
        "Somebody other than the first reviewer", "dealers@northvale.example.com",
    ):  # fmt: skip
        assert part in mail


def test_AC02_3_a_denial_is_plain_and_names_decision_reason_clause_appeal_contact_and_deadline():
    number = submitted(**OTHER, failed_on="2026-05-10", repaired_on="2026-05-15")
    decide(number)
    (mail,) = mails("dealer_claim_denied")[-1:]
    assert grade([mail]) <= 9
    for part in (
        "We cannot pay your claim", "came late by 1", "DLR-4", "You may appeal until July 15, 2026",
        "dealers@northvale.example.com",
    ):  # fmt: skip
        assert part in mail


def test_B49_the_trace_has_the_shape_that_dealers_programs_read():
    number = decided(**OTHER)
    assert queries.trace_of(card(number)) == {
        "claim": number,
        "lines": [
            {"line": "labour", "claimed": {"h": "1.5", "rate": "95.00", "amount": "142.50"},
             "allowed": {"h": "0.8", "amount": "76.00"}, "rule": "flat_rate", "op": "WM-DRV-02"},
            {"line": "part PT-BELT-24", "claimed": "24.95", "allowed": "16.12",
             "rule": "cost_plus_markup(12.40, 30%)"},
            {"line": "trip", "claimed": "45.00", "allowed": "45.00"},
        ],
        "total": {"claimed": "212.45", "allowed": "137.12", "adjustment": "-75.33"},
        "appeal_until": "2026-07-15",
    }  # fmt: skip


def test_it_waits_for_the_part_to_be_looked_at():
    number = submitted(**OTHER)
    with nothing_changes():
        outcome = decide(number)
    assert "Nobody has looked at this part yet" in told(outcome)[0]


def test_it_is_decided_once():
    number = decided(**OTHER)
    with nothing_changes():
        assert told(decide(number)) == [f"Claim {number} is decided already."]


def test_a_changed_part_needs_a_persons_judgement():
    number = submitted(**OTHER)
    inspect(number, "modified")
    with nothing_changes():
        assert decide(number).needs == "judged"
    judged = [{"line": 2, "amount": "0.00", "why": "It was glued."}]
    outcome = decide(number, INES, judged=judged)
    assert outcome.answer("allowed") == {"amount": "121.00", "currency": "USD"}
    assert "Line 2: It was glued." in mails("dealer_claim_adjusted")[-1]


def test_what_a_person_judges_needs_authority_and_what_the_checks_say_does_not():
    number = submitted(**OTHER)
    inspect(number)
    judged = [{"line": 1, "amount": "90.25", "why": "The clock shows it."}]
    outcome = decide(number, RAE, judged=judged)  # 151.37, and she may judge 50.00
    assert outcome.status is Status.PENDING_APPROVAL
    assert card(number).decided_at is None
    assert decide(number, INES, judged=judged).answer("allowed") == {
        "amount": "151.37", "currency": "USD",
    }  # fmt: skip


@pytest.mark.parametrize(("line", "amount"), [(9, "1.00"), (1, "142.51")])
def test_no_line_is_judged_above_what_was_claimed(line, amount):
    number = submitted(**OTHER)
    inspect(number)
    with nothing_changes():
        judged = [{"line": line, "amount": amount, "why": "Because."}]
        assert decide(number, INES, judged=judged).code is Code.POLICY_DENIED
