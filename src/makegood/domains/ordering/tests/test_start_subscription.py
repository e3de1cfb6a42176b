"""A filter comes every so many months once its terms were told and agreed to."""

from __future__ import annotations

from datetime import date

from makegood.core import clock
from makegood.core.actor import V1
from makegood.core.decision import Code
from makegood.domains.ordering.tests.cast import amount_of, chat, nothing_changes, told
from makegood.domains.ordering.tests.subscriptions import card, mails, orders, start


def test_its_terms_are_told_before_a_yes_and_nothing_is_ordered_without_one():
    with nothing_changes():
        outcome = start(consent=None)
        assert (outcome.code, outcome.needs) == (Code.NEEDS_INFO, "consent")
        assert told(outcome) == [
            "Drinking-water filter HY-FILTER comes every 6 months by itself, and is ordered first "
            "on June 15, 2026.",
            "Each time it costs what it costs then; today that is $26.40 with tax.",
            "The law asks for your own yes to what renews by itself. You hear of each order at "
            "least 15 days before, of a higher price at least 30 days before, and you may stop it "
            "as easily as it began.",
            "Tell us, and it stops at once. That costs nothing.",
        ]
    with nothing_changes():
        assert told(start(consent=False)) == ["It does not come by itself. Nothing was ordered."]


def test_the_first_order_is_made_at_once_and_the_next_half_a_year_later():
    outcome = start()
    assert orders() == [outcome.answer("order")]
    assert amount_of(outcome, "total") == "26.40"
    stands = card(str(outcome.answer("subscription")))
    assert (stands.every_months, stands.next_on) == (6, date(2026, 12, 15))
    assert (stands.quantity, stands.announced_on, stands.stopped_on) == (1, None, None)
    assert "comes every 6 months by itself" in mails()[-1]


def test_how_often_how_many_and_from_when_on_are_the_customer_s_choice():
    outcome = start(quantity=2, every="3", first_on="2026-09-01")
    stands = card(str(outcome.answer("subscription")))
    assert (stands.quantity, stands.every_months) == (2, 3)
    assert stands.next_on == date(2026, 9, 1)
    assert orders() == []


def test_the_last_day_of_a_month_stays_one():
    with clock.standing_at("2026-08-31"):
        outcome = start()
        assert card(str(outcome.answer("subscription"))).next_on == date(2027, 2, 28)


def test_a_first_day_that_is_past_is_asked_for_again():
    with nothing_changes():
        outcome = start(first_on="2026-06-14")
        assert (outcome.code, outcome.needs) == (Code.NEEDS_INFO, "first_on")


def test_a_washer_does_not_come_by_itself():
    with nothing_changes():
        assert told(start(sku="WM900")) == [
            "WM900 washing machine is nothing that wears out, so it can be ordered one at a time "
            "only."
        ]


def test_who_is_not_known_well_enough_starts_nothing():
    with nothing_changes():
        assert start(chat("C-6", V1)).code is Code.VERIFICATION_REQUIRED


def test_words_are_there_in_three_languages():
    outcome = start()
    assert told(outcome, "es")[-1] == "Díganoslo y se termina enseguida. No cuesta nada."
    assert told(outcome, "fr")[-1].startswith("Dites-le-nous et cela s'arrête aussitôt.")


def test_who_has_to_name_a_number_of_their_own_each_time_orders_each_time():
    with nothing_changes():
        outcome = start(chat("C-7"))
    assert outcome.code is Code.POLICY_DENIED
    assert told(outcome) == [
        "An order of Drinking-water filter HY-FILTER needs something of you each time, so it "
        "cannot come by itself. Please order it whenever you need it."
    ]
