"""A part that came back is looked at, and the claim is checked with what was found."""

import pytest

from makegood.core.decision import Code
from makegood.domains.aftersales.tests.story import told
from makegood.domains.dealers.tests.story import (
    INES,
    OAKHILL,
    card,
    decide,
    do,
    done,
    inspect,
    submitted,
    worked_off_until,
)
from makegood.domains.documents.keeping import keep
from makegood.domains.documents.queries import documents_about
from makegood.domains.ordering.tests.cast import nothing_changes

BOARD = {
    "serial": "SN-D-40113", "failure_code": "W07", "trip": None,
    "labour": [{"op": "WM-CTL-01", "hours": "0.7"}],
    "parts": [{"part": "PT-CTRL", "price": "189.00", "serial": "SN-C-1"}],
}  # fmt: skip


def test_AC23_4_no_fault_found_denies_the_board_and_pays_its_diagnosis():
    number = submitted(**BOARD)
    outcome = inspect(number, "no_fault_found")
    assert outcome.answer("allowed") == {"amount": "28.50", "currency": "USD"}
    lines = card(number).lines
    assert [f"{one.allowed.amount:.2f}" for one in lines] == ["28.50", "0.00"]
    assert lines[1].finding == "no_fault_found"
    assert decide(number).answer("decision") == "adjusted"


def test_what_was_found_is_kept_with_how_it_was_found():
    number, picture = submitted(**BOARD), keep(b"\xff\xd8\xff a board", "image/jpeg")
    done("dealers.inspect_part", claim=number, line=2, finding="confirmed_defect",
         pictures=[picture],
         notes="No 5 V.", checklist=["fuse", "connector"], measurements=["0.0 V at J4"],
         video="VS-12", serial="SN-C-1")  # fmt: skip
    assert [one.sha256 for one in documents_about(f"dealer_claim:{number}")] == [picture]
    line = card(number).lines[1]
    assert (line.finding, line.notes, line.arrived_on.isoformat()) == (
        "confirmed_defect", "No 5 V.", "2026-06-15",
    )  # fmt: skip


def test_a_part_that_came_late_is_looked_at_and_the_claim_is_opened_again(standing_time):
    number = submitted(**BOARD)
    worked_off_until(standing_time, "2026-07-07")
    denied = decide(number)
    assert denied.answer("decision") == "denied"
    assert "did not reach us by July 6, 2026" in " ".join(told(denied))
    assert inspect(number).answer("state") == "under_review"
    again = decide(number)
    assert again.answer("decision") == "adjusted"
    # 0.7 h x 95.00 = 66.50; 128.50 x 1.30 = 167.05
    assert again.answer("allowed") == {"amount": "233.55", "currency": "USD"}


@pytest.mark.parametrize("line", [1, 9])
def test_only_a_part_that_was_asked_back_is_looked_at(line):
    number = submitted(**BOARD)
    with nothing_changes():
        outcome = inspect(number, line=line)
    assert told(outcome) == [f"Line {line} is no part that comes back."]


def test_it_is_looked_at_once_unless_it_was_the_wrong_one():
    number = submitted(**BOARD)
    assert inspect(number, "serial_mismatch").is_done
    assert inspect(number, "confirmed_defect").is_done
    with nothing_changes():
        assert told(inspect(number)) == ["This part was looked at already."]


def test_a_dealer_does_not_inspect_its_own_part():
    number = submitted(**BOARD)
    with nothing_changes():
        outcome = do("dealers.inspect_part", OAKHILL, claim=number, line=2,
                     finding="confirmed_defect", notes="Broken.")  # fmt: skip
    assert outcome.code is Code.NOT_AUTHORISED


def late_board(standing_time):
    """A claim denied since its board came late, so that the board may still be looked at."""
    number = submitted(**BOARD)
    worked_off_until(standing_time, "2026-07-07")
    return number


def test_no_part_is_looked_at_while_an_appeal_is_open(standing_time):
    number = late_board(standing_time)
    assert decide(number).is_done
    done("dealers.appeal_claim", OAKHILL, claim=number, reason="We sent it in time.")
    with nothing_changes():
        outcome = inspect(number)
    assert outcome.code is Code.POLICY_DENIED
    assert card(number).state == "appealed"


def test_opened_again_a_claim_keeps_what_was_judged_booked_paid_and_by_whom(standing_time):
    number = late_board(standing_time)
    judged = [{"line": 1, "amount": "40.00", "why": "The diagnosis was done."}]
    assert decide(number, INES, judged=judged).is_done
    done("dealers.pay_claim", claim=number)
    before = card(number)
    assert inspect(number).answer("state") == "under_review"
    opened = card(number)
    assert (opened.decided_by, opened.paid_at) == (INES.name, before.paid_at)
    # 40.00 as judged, and the board: 128.50 x 1.30 = 167.05
    assert [f"{one.allowed.amount:.2f}" for one in opened.lines] == ["40.00", "167.05"]
    assert decide(number).answer("allowed") == {"amount": "207.05", "currency": "USD"}
    done("dealers.charge_back", INES, claim=number, amount="40.00", ground="Nobody came.",
         evidence=["DC-1012"])  # fmt: skip
    with nothing_changes():
        assert inspect(number).code is Code.POLICY_DENIED
