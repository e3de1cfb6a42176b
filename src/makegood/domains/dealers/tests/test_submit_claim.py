"""A dealer submits a claim, and each line is checked at once."""

import pytest

from makegood.core.actor import V1, V3
from makegood.core.decision import Code
from makegood.core.models import Job
from makegood.core.outcome import InvalidAsk, Status
from makegood.core.promises import open_promises
from makegood.domains.aftersales.tests.story import mails, opened, told
from makegood.domains.dealers.tests.story import (
    BELT,
    INES,
    OAKHILL,
    RIVERSIDE,
    card,
    do,
    done,
    submit,
    submitted,
)
from makegood.domains.documents.keeping import keep
from makegood.domains.documents.queries import documents_about
from makegood.domains.ordering.tests.cast import NOOR, nothing_changes

OTHER = {"serial": "SN-D-40113"}


def test_AC23_1_a_dealer_sees_at_once_what_the_checks_allow_and_why():
    outcome = submit(**OTHER)
    assert outcome.answer("claimed") == {"amount": "212.45", "currency": "USD"}
    assert outcome.answer("allowed") == {"amount": "137.12", "currency": "USD"}
    assert "Claimed $212.45, allowed $137.12: a difference of -$75.33." in told(outcome)
    claim = card(str(outcome.answer("claim")))
    assert (claim.state, claim.decide_by.isoformat()) == ("under_review", "2026-07-15")
    assert [line.reasons for line in claim.lines] == [("flat_rate",), ("cost_plus",), ()]
    assert "0.8 h; 1.5 h were claimed." in mails("dealer_claim_taken")[-1]


def test_a_claim_has_its_clocks_and_its_failed_part_is_asked_back_within_21_days():
    claim = card(submitted(**OTHER))
    belt = claim.lines[1]
    assert belt.tag
    assert belt.due_on is not None
    assert belt.due_on.isoformat() == "2026-07-06"
    jobs = {one.operation: one.run_at for one in Job.objects.filter(ask={"claim": claim.number})}
    assert f"{jobs['dealers.alert_claim']:%Y-%m-%d}" == "2026-07-10"
    assert f"{jobs['dealers.approve_by_silence']:%Y-%m-%d %H:%M}" == "2026-07-16 04:01"
    assert [one.kind for one in open_promises(claim.ref)] == ["dealer_decision"]


def test_AC23_3_a_late_claim_is_told_so_with_the_way_to_an_exception():
    outcome = submit(**OTHER, failed_on="2026-05-10", repaired_on="2026-05-15")
    assert outcome.answer("allowed") == {"amount": "0.00", "currency": "USD"}
    claim = card(str(outcome.answer("claim")))
    assert {one for line in claim.lines for one in line.reasons} == {"late"}
    assert not any(line.tag for line in claim.lines)
    assert "ask for an exception" in claim.lines[0].cures[0].text()


def test_AC23_6_the_same_repair_in_twenty_days_is_asked_about_and_so_is_the_customer():
    first = submitted(**OTHER, ro_no="OH-1", failed_on="2026-05-20", repaired_on="2026-05-22")
    again = {**OTHER, "ro_no": "OH-2", "failed_on": "2026-06-09", "repaired_on": "2026-06-11",
             "answer": ""}  # fmt: skip
    outcome = submit(**again)
    assert outcome.answer("state") == "returned_for_info"
    assert told(outcome)[0].startswith("The same operation was done on this piece 20 days before")
    assert first in told(outcome)[0]
    number = str(outcome.answer("claim"))
    (asked,) = mails("dealer_repair_asked")
    assert "Oakhill Home tells us that your WM900 washing machine was repaired again" in asked
    assert not Job.objects.filter(ask={"claim": number}).exists()
    with nothing_changes():
        assert do("dealers.decide_claim", INES, claim=number).code is Code.POLICY_DENIED
    answered = submit(**again | {"completes": number, "answer": "The tensioner was worn too."})
    assert (answered.answer("claim"), answered.answer("state")) == (number, "under_review")
    assert card(number).answer == "The tensioner was worn too."


def test_a_question_is_answered_once_and_with_words():
    again = {**OTHER, "labour": [{"op": "WM-DRV-02", "hours": "26"}], "answer": ""}
    number = submitted(**again)
    assert submit(**again | {"completes": number}).needs == "answer"
    right = {**OTHER, "completes": number, "answer": "It was 1.5 hours."}
    assert submit(**right).is_done
    with nothing_changes():
        assert submit(**right).code is Code.POLICY_DENIED


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"labour": [{"op": "WM-DRV-02", "hours": "26"}]}, "26 h of labor on one day cannot be"),
        ({"repaired_on": "2026-06-16"}, "which is still to come"),
    ],
)
def test_B46_hours_that_cannot_be_and_a_repair_to_come_go_back_with_a_question(changed, reason):
    outcome = submit(**OTHER, **changed)
    assert outcome.answer("state") == "returned_for_info"
    assert reason in told(outcome)[0]
    assert reason in mails("dealer_claim_returned")[-1]


def test_a_piece_that_the_customer_sent_back_directly_is_asked_about():
    opened(reason="defective", opened=None)
    outcome = submit(serial="SN-77120", answer="")
    assert "The customer sent this piece back to us directly" in told(outcome)[0]


def test_the_same_repair_order_is_taken_once():
    submitted(**OTHER)
    with nothing_changes():
        outcome = submit(**OTHER)
    assert "This repair was claimed before" in told(outcome)[0]


def test_a_claim_needs_a_line():
    with nothing_changes():
        outcome = submit(**OTHER, miles=None)
    assert (outcome.status, outcome.needs) == (Status.NEEDS_INFO, "miles")
    with nothing_changes():
        outcome = submit(**OTHER, labour=[], parts=[], trip=None)
    assert (outcome.status, outcome.needs) == (Status.NEEDS_INFO, "labour")


def test_the_rate_is_the_one_agreed_for_the_day_of_the_repair():
    early = {"failed_on": "2026-03-28", "repaired_on": "2026-03-30"}
    claim = card(submitted(**OTHER, **early))
    assert claim.lines[0].rate is not None
    assert f"{claim.lines[0].rate.amount:.2f}" == "88.00"


def test_papers_are_filed_with_the_claim_and_what_was_never_kept_is_not():
    kept = keep(b"%PDF-1.7 a repair order", "application/pdf")
    claim = card(submitted(**OTHER, papers=[kept]))
    assert [one.sha256 for one in documents_about(claim.ref)] == [kept]
    with nothing_changes():
        outcome = submit(**OTHER, ro_no="OH-2", papers=["a" * 64])
    assert outcome.code is Code.NOT_FOUND


def test_a_dealer_claims_for_itself_only_and_others_learn_nothing():
    with nothing_changes():
        assert submit(RIVERSIDE).code is Code.NOT_FOUND
    with nothing_changes():
        assert submit(NOOR).code is Code.NOT_AUTHORISED
    with nothing_changes():
        below = OAKHILL.model_copy(update={"level": V1})
        assert submit(below).code is Code.VERIFICATION_REQUIRED


def test_an_employee_whom_the_dealer_authorised_claims_for_the_dealer():
    ruth = OAKHILL.model_copy(update={"party": "C-12"})
    with nothing_changes():
        assert submit(ruth, **OTHER).code is Code.NOT_FOUND
    owner = INES.on_behalf_of("C-4", V3)
    done("parties.grant_authority", owner, account="40004", grantee="C-12",
         scope="dealer_claims", expires_on="2026-12-31")  # fmt: skip
    assert submit(ruth, **OTHER).is_done


def test_another_dealers_claim_is_not_completed_and_its_approval_not_named():
    theirs = submitted(RIVERSIDE, dealer="DL-25", serial="SN-D-25002")
    with nothing_changes():
        assert submit(**OTHER, completes=theirs, answer="Ours.").code is Code.NOT_FOUND
    with nothing_changes():
        assert submit(**OTHER, approval="PA-9999").code is Code.NOT_FOUND


def test_a_wrong_field_is_named():
    with pytest.raises(InvalidAsk) as wrong:
        submit(**OTHER, labour=[{"op": "WM-DRV-02", "hours": "-1"}])
    assert "hours" in str(wrong.value)
    assert BELT["ro_no"] == "OH-9001"
