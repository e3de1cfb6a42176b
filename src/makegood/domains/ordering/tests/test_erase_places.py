from makegood.domains.billing.tests.till import COMPANY, inside
from makegood.domains.ordering.queries import order_card, quote_card
from makegood.domains.ordering.tests.cast import quoted
from makegood.domains.ordering.tests.subscriptions import card, started


def test_where_the_goods_went_is_forgotten_and_the_money_stays():
    quote = quoted()
    total = order_card("O-1041").total

    done = inside("ordering.erase_places", COMPANY, party="C-6", orders=["O-1041"], quotes=[quote])

    assert done.result == {"orders": ["O-1041"], "quotes": [quote]}
    card = order_card("O-1041")
    assert (card.ship_to.line1, card.ship_to.postal_code, card.total) == ("", "", total)
    assert quote_card(quote).ship_to == {}


def test_somebody_elses_order_stays_as_it_is():
    done = inside("ordering.erase_places", COMPANY, party="C-5", orders=["O-1041"], quotes=[])

    assert done.answer("orders") == []
    assert order_card("O-1041").ship_to.line1 == "14 Mill Road"


def test_what_came_to_that_person_by_itself_comes_no_more():
    number = started()
    inside("ordering.erase_places", COMPANY, party="C-5", orders=[], quotes=[])
    assert card(number).stopped_on is None
    inside("ordering.erase_places", COMPANY, party="C-6", orders=[], quotes=[])
    assert card(number).stopped_as == "erased"
