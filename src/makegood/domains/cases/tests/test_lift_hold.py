import pytest

from makegood.core.runner import run
from makegood.domains.cases.queries import hold_card, holds_on
from makegood.domains.cases.tests.conftest import attempts, ines, staff


@pytest.fixture
def hold(cast):
    asked = {"party": "C-6", "reason": "The claim is before the court."}
    return str(run("cases.place_hold", asked, actor=ines()).answer("hold"))


def lift(hold, actor=None):
    asked = {"hold": hold, "reason": "The court closed it."}
    return run("cases.lift_hold", asked, actor=actor or ines())


def test_it_stands_no_more_and_that_it_stood_is_kept(hold):
    done = lift(hold)

    assert done.answer("others") == []
    assert holds_on("C-6") == ()
    card = hold_card(hold)
    assert card.lift_reason == "The court closed it."
    assert card.lifted_at is not None


def test_another_hold_on_the_same_person_is_named(hold):
    asked = {"party": "C-6", "reason": "The tax office asks."}
    other = str(run("cases.place_hold", asked, actor=ines()).answer("hold"))

    assert lift(hold).answer("others") == [other]


def test_it_is_lifted_once_and_by_who_leads_a_team(hold):
    rows = attempts()
    assert lift(hold, staff()).code == "not_authorised"
    assert attempts() == rows + 1
    assert lift(hold).is_done
    assert lift(hold).code == "policy_denied"
