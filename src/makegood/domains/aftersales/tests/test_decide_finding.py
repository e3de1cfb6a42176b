"""Somebody other than the finder decides about a finding, and lifted the warranty holds again."""

from __future__ import annotations

from makegood.core.decision import Code
from makegood.core.outcome import Status
from makegood.core.promises import open_promises
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.tests.labels import SERIAL, altered, came_back_altered, objected
from makegood.domains.aftersales.tests.story import TOM, mails, told
from makegood.domains.ordering.tests.cast import INES, RAE, do, nothing_changes

WHY = "our fitter's report shows that he replaced the label"


def decide(actor=INES, *, stands=False, why=WHY):
    return do("aftersales.decide_finding", actor, unit=SERIAL, stands=stands, why=why)


def test_lifted_the_warranty_holds_as_if_nothing_had_been_said():
    altered()
    objected()
    outcome = decide()
    assert told(outcome) == [
        f"Somebody else looked at it, and you are right: {WHY}. Your warranty holds as if nothing"
        " had been said, and we are sorry."
    ]
    assert WHY in mails("finding_decided")[0]
    assert queries.unit_card(SERIAL).label_finding == ""
    assert not open_promises("label_finding:LF-1001")
    assert do("aftersales.check_coverage", TOM, unit=SERIAL).is_done
    assert altered().answer("finding") == "LF-1002"


def test_a_finding_that_stands_is_told_with_its_grounds_and_the_rights_by_law():
    altered()
    objected()
    outcome = decide(stands=True, why="the glue of both labels is the same")
    assert "the finding stands: the glue of both labels is the same." in told(outcome)[0]
    assert "your rights by law hold" in told(outcome)[0]
    assert queries.unit_card(SERIAL).label_finding == "LF-1001"


def test_whoever_found_it_does_not_decide():
    altered()
    objected()
    with nothing_changes():
        outcome = decide(RAE)
    assert (outcome.status, outcome.code) == (Status.REFUSED, Code.NOT_AUTHORISED)


def test_of_a_piece_that_came_back_the_refund_is_decided_next():
    number, _ = came_back_altered()
    assert f"The refund of return {number} is decided next" in told(decide())[1]
