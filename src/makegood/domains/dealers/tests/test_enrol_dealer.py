"""A party is enrolled as a dealer, once, on its own account."""

from makegood.core.decision import Code
from makegood.domains.dealers import queries
from makegood.domains.dealers.tests.story import OAKHILL, RAE, do
from makegood.domains.ordering.tests.cast import nothing_changes

ASK = {"party": "C-7", "account": "40007", "models_repaired": ["WM900"], "since": "2026-06-15"}


def test_a_dealer_is_enrolled_with_the_models_it_repairs():
    number = str(do("dealers.enrol_dealer", RAE, **ASK).answer("dealer"))
    card = queries.dealer_card(number)
    assert (card.name, card.models_repaired) == ("Lindqvist Property Mgmt", ("WM900",))
    assert queries.dealer_of("C-7") == card
    with nothing_changes():
        assert do("dealers.enrol_dealer", RAE, **ASK).code is Code.POLICY_DENIED


def test_northvale_has_fourteen_dealers():
    assert len(queries.dealers()) == 14


def test_the_account_is_the_partys_own_and_no_customer_enrols_itself():
    with nothing_changes():
        assert do("dealers.enrol_dealer", RAE, **ASK | {"account": "40004"}).code is Code.NOT_FOUND
    with nothing_changes():
        assert do("dealers.enrol_dealer", OAKHILL, **ASK).code is Code.NOT_AUTHORISED
