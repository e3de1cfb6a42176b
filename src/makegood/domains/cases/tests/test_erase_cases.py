import pytest

from makegood.core.runner import run
from makegood.domains.billing.tests.till import inside
from makegood.domains.cases.queries import case_card
from makegood.domains.cases.tests.conftest import open_case, staff, system

pytestmark = pytest.mark.django_db
CLOSING = {
    "outcome": "withdrawn", "root_cause": "not_found", "basis": "They wrote that it is fine.",
    "response": "We are glad.",
}  # fmt: skip


def test_the_words_of_closed_cases_go_and_their_dates_stay(case):
    run("cases.add_note", {"case": case, "kind": "fact", "text": "It is oak."}, actor=staff())
    closed = run("cases.close_case", {"case": case, **CLOSING}, actor=staff(party="C-6"))
    assert closed.is_done, closed

    done = inside("cases.erase_cases", system(), party="C-6", cases=[case])

    assert done.is_done, done
    card = case_card(case)
    assert (card.summary, card.wanted, card.notes[0].text) == ("", "", "")
    assert (card.outcome, card.closed_at is not None) == ("withdrawn", True)


def test_an_open_case_and_somebody_elses_stay_as_they_are(case):
    other = open_case(staff(party="C-5"))

    done = inside("cases.erase_cases", system(), party="C-6", cases=[case, other])

    assert done.answer("cases") == 0
    assert case_card(case).summary == case_card(other).summary == "The driver scratched my floor."
