"""An appeal is decided by somebody who did not decide first."""

import pytest

from makegood.core import worker
from makegood.core.decision import Code
from makegood.domains.aftersales.tests.story import mails, posted, told
from makegood.domains.dealers.tests.story import INES, OAKHILL, OMAR, RAE, card, decided, do, done
from makegood.domains.ordering.tests.cast import nothing_changes

MORE = [{"line": 1, "amount": "90.25", "why": "The clock shows 0.95 h."}]


@pytest.fixture
def appealed():
    number = decided(serial="SN-D-40113")
    done("dealers.appeal_claim", OAKHILL, claim=number, reason="The clock shows 1.5 hours.")
    return number


def answer(claim, actor=INES, **changed):
    ask = {"claim": claim, "answer": "The clock shows 0.95 h.", **changed}
    return do("dealers.decide_appeal", actor, **ask)


def test_a_second_reviewer_allows_more_and_it_is_paid_at_once(appealed):
    outcome = answer(appealed, judged=MORE)
    assert outcome.answer("extra") == {"amount": "14.25", "currency": "USD"}
    worker.work_off()
    claim = card(appealed)
    assert (claim.state, f"{claim.paid.amount:.2f}") == ("paid", "151.37")
    assert ("J22", "2500", "14.25") in posted(claim.ref)
    mail = mails("dealer_appeal_decided")[-1]
    assert "$14.25 more is paid." in mail
    assert "The second reviewer says: The clock shows 0.95 h." in mail


def test_the_first_decision_may_stand(appealed):
    assert answer(appealed).answer("is_changed") is False
    assert "The first decision stands." in mails("dealer_appeal_decided")[-1]
    with nothing_changes():
        assert told(answer(appealed)) == [f"There is no open appeal of claim {appealed}."]
    with nothing_changes():
        again = do("dealers.appeal_claim", OAKHILL, claim=appealed, reason="Once more.")
    assert "that decision is final" in told(again)[0]


def test_who_decided_first_does_not_decide_the_appeal(appealed):
    assert card(appealed).decided_by == RAE.name
    with nothing_changes():
        outcome = answer(appealed, RAE, judged=MORE)
    assert outcome.code is Code.NOT_AUTHORISED
    assert "Somebody else decides the appeal." in told(outcome)[0]


@pytest.mark.parametrize(("line", "amount"), [(1, "142.51"), (1, "75.99"), (9, "1.00")])
def test_an_appeal_takes_nothing_more_off_and_allows_no_more_than_claimed(appealed, line, amount):
    with nothing_changes():
        judged = [{"line": line, "amount": amount, "why": "Because."}]
        assert answer(appealed, OMAR, judged=judged).code is Code.POLICY_DENIED
