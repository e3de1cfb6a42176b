import pytest
from django.db.models import QuerySet

from makegood.core.runner import run
from makegood.domains.cases.models import LegalHold
from makegood.domains.cases.operations import erase_records
from makegood.domains.cases.queries import hold_card, holds_on
from makegood.domains.cases.tests.conftest import attempts, ines, staff
from makegood.domains.cases.tests.privacy import asked_for_erasure
from makegood.domains.parties.models import Party

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


@pytest.mark.parametrize("name", ["cases.place_hold", "cases.erase_records"])
def test_holding_and_erasing_wait_for_each_other(cast, monkeypatch, name):
    ask = ASK if name == "cases.place_hold" else {"request": asked_for_erasure()}
    seen, lock = [], QuerySet.select_for_update

    def locks(rows, *args, **named):
        seen.append(rows.model)
        return lock(rows, *args, **named)

    def look(party):
        seen.append("held")
        return holds_on(party)

    monkeypatch.setattr(QuerySet, "select_for_update", locks)
    monkeypatch.setattr(erase_records, "holds_on", look)
    assert run(name, ask, actor=ines()).is_done
    assert Party in seen[: seen.index("held") if "held" in seen else None]
