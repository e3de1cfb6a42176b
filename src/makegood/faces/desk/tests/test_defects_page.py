"""What records lack stands at the desk, and notes are corrected beside what was written."""

from pydantic import JsonValue

from makegood.core.actor import V2, Actor, Channel
from makegood.core.runner import run
from makegood.domains.cases.models import Case
from makegood.domains.company.queries import actor_for
from makegood.faces.desk.tests.test_knowledge_page import html_of


def opened() -> str:
    ask = {"category": "billing", "summary": "The bill is too high", "subject": "order:O-1041"}
    rae = actor_for("rae", Channel.DESK).on_behalf_of("C-6", V2)
    return str(run("cases.open_case", ask, actor=rae).answer("case"))


def test_a_case_that_lacks_something_is_listed_and_leads_to_its_page(at_the_desk):
    number = opened()
    Case.objects.filter(number=number).update(future_contact="")
    rae = at_the_desk("rae")
    html = html_of(rae, "/desk/defects")
    assert "Cases that do not say how to reach somebody" in html
    assert f"/desk/records/{number}" in html
    assert "/desk/defects" not in html_of(rae, "/desk/due")
    assert run("cases.find_defects", {}, actor=Actor.system("system:tests")).is_done  # each day
    assert "/desk/defects" in html_of(rae, "/desk/due")
    assert number not in html_of(at_the_desk("noor"), "/desk/defects")


def test_a_corrected_note_is_struck_through_with_the_way_to_what_is_right(at_the_desk):
    number, rae = opened(), actor_for("rae", Channel.DESK)
    run("cases.add_note", {"case": number, "text": "Tap loose.", "kind": "fact"}, actor=rae)
    ask: dict[str, JsonValue] = {
        "case": number,
        "note": 1,
        "text": "Hose loose.",
        "why": "Misheard.",
    }
    assert run("cases.correct_note", ask, actor=rae).is_done
    html = html_of(at_the_desk("rae"), f"/desk/records/{number}")
    assert "<s>Tap loose.</s>" in html
    assert "corrected by note 2" in html
    assert "Hose loose." in html
