"""A costly repair is approved before it is done, and its claim names the approval."""

from makegood.core.actor import V2
from makegood.core.decision import Code
from makegood.core.outcome import Status
from makegood.domains.aftersales.tests.story import mails
from makegood.domains.dealers.tests.story import INES, RAE, card, do, submitted
from makegood.domains.ordering.tests.cast import nothing_changes, usd

ASK = {"dealer": "DL-4", "serial": "SN-D-40113", "most": "650.00", "why": "The motor is seized."}
MOTOR = {
    "serial": "SN-D-40113", "failure_code": "W04",
    "labour": [{"op": "WM-MOT-01", "hours": "1.4"}],
    "parts": [{"part": "PT-MOTOR", "price": "371.28"}],
}  # fmt: skip


def test_a_repair_above_500_is_paid_with_its_approval_and_not_without():
    without = card(submitted(**MOTOR, ro_no="OH-1"))
    assert {one for line in without.lines for one in line.reasons} == {"no_approval"}
    number = do("dealers.approve_repair", INES, **ASK).answer("approval")
    assert f"Name the number {number} on your claim." in mails("dealer_repair_approved")[-1]
    again = {**MOTOR, "ro_no": "OH-2", "repaired_on": "2026-06-06"}
    claim = card(submitted(**again, approval=number))
    assert claim.allowed == usd("549.28")  # 133.00 + 371.28 + 45.00
    assert claim.approval == number


def test_an_approval_is_of_one_piece():
    number = do("dealers.approve_repair", INES, **ASK).answer("approval")
    with nothing_changes():
        outcome = do("dealers.submit_claim", RAE.on_behalf_of("C-4", V2),
                     **{**ASK_CLAIM, "approval": number})  # fmt: skip
    assert outcome.code is Code.NOT_FOUND


def test_it_needs_authority():
    assert do("dealers.approve_repair", RAE, **ASK).status is Status.PENDING_APPROVAL


ASK_CLAIM = {
    "dealer": "DL-4", "ro_no": "OH-3", "serial": "SN-D-40112", "failed_on": "2026-06-01",
    "repaired_on": "2026-06-05", "complaint": "It stands still.", "cause": "The motor.",
    "correction": "New motor.", "failure_code": "W04", "trip": "45.00", "miles": 34,
}  # fmt: skip
