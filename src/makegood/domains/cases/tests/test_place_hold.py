from makegood.core.runner import run
from makegood.domains.cases.models import LegalHold
from makegood.domains.cases.queries import hold_card, holds_on
from makegood.domains.cases.tests.conftest import attempts, ines, staff

ASK = {"party": "C-6", "reason": "The carrier's claim is before the court."}


def test_a_hold_stands_with_its_reason(cast):
    done = run("cases.place_hold", ASK, actor=ines())

    card = hold_card(str(done.answer("hold")))
    assert (card.party, card.reason, card.placed_by) == ("C-6", ASK["reason"], "ines")
    assert holds_on("C-6") == (card,)
    assert holds_on("C-5") == ()


def test_only_who_leads_a_team_places_one(cast):
    rows = attempts()

    refused = run("cases.place_hold", ASK, actor=staff())

    assert refused.code == "not_authorised"
    assert not LegalHold.objects.exists()
    assert attempts() == rows + 1
