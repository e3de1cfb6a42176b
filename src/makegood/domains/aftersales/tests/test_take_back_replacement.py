"""The new board that Grace did not want is here again; the hold or the charge is settled."""

from __future__ import annotations

from makegood.core import clock, worker
from makegood.core.actor import V1
from makegood.core.models import Effect
from makegood.core.outcome import Status
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.models import Unit
from makegood.domains.aftersales.operations import ship_replacement
from makegood.domains.aftersales.tests.story import mails, posted, told
from makegood.domains.aftersales.tests.swaps import BOARD, GRACE, NEW_BOARD, shipped_ahead
from makegood.domains.billing import queries as billing
from makegood.domains.ledger import queries as ledger
from makegood.domains.ordering.tests.cast import RAE, chat, do, done, nothing_changes, usd


def given_up(charged_first=False):
    number = shipped_ahead()
    if charged_first:
        with clock.standing_at("2026-07-07T00:01"):
            worker.work_off()
    with clock.standing_at("2026-07-07T09:00" if charged_first else "2026-06-15T12:00"):
        done("aftersales.cancel_replacement", GRACE, unit=NEW_BOARD)
    return number


def take_back(number, serial=NEW_BOARD):
    return do("aftersales.take_back_replacement", RAE, exchange=number, serial=serial)


def test_the_charge_of_whoever_has_died_is_taken_back_for_the_estate():
    number = given_up(charged_first=True)
    with clock.standing_at("2026-07-10T09:00"):
        ruth = {"words": "My sister died.", "told_by": "Ann, ann@example.com"}
        done("parties.record_death", chat("C-8", V1), **ruth)
        outcome = take_back(number)
        assert told(outcome)[-2:] == [
            "The charge of $203.65 is taken back in full.",
            "$203.65 goes to no card or account. Except for what a lender paid, it waits for the "
            "papers of the estate and is then paid by cheque.",
        ]
        assert billing.waiting_for_estate("C-8") == ("RF-3001/1",)


def test_in_time_the_hold_is_let_go_and_all_of_its_cost_is_here_again():
    number = given_up()
    outcome = take_back(number)
    assert told(outcome) == [
        f"The new one of exchange {number} is here again. Thank you.",
        "The hold of $203.65 on your card ending in 0005 is let go; nothing is charged.",
    ]
    assert posted(f"exchange:{number}") == [
        ("J21", "1220", "96.00"), ("J21", "1200", "-96.00"),
        ("J21", "1210", "96.00"), ("J21", "1220", "-96.00"),
    ]  # fmt: skip
    assert ledger.balance_of("1220") == usd("0.00")
    assert ledger.trial_balance_sum() == usd("0.00")
    assert Effect.objects.filter(kind="payment.release").count() == 1
    with clock.standing_at("2026-07-07T00:01"):
        worker.work_off()
    card = queries.exchange_card(number)
    assert (card.state, card.charged_at, card.is_held) == ("taken_back", None, False)
    assert "is here again" in mails("exchange_news")[-1]


def test_the_customer_has_the_former_piece_again_and_may_ask_for_another():
    take_back(given_up())
    assert not Unit.objects.filter(number=NEW_BOARD).exists()
    assert (BOARD, "PT-CTRL") in queries.serials_of("C-8")
    again = do(
        "aftersales.replace_under_warranty", GRACE, unit=BOARD, component="control_board",
        ahead=False,
    )  # fmt: skip
    assert again.is_done


def test_after_the_charge_all_of_it_goes_back_to_the_card():
    number = given_up(charged_first=True)
    with clock.standing_at("2026-07-15"):
        outcome = take_back(number)
        assert outcome.answer("refund") == {"amount": "203.65", "currency": "USD"}
        worker.work_off()
    assert posted(f"exchange:{number}")[-5:] == [
        ("J14", "4010", "189.00"), ("J14", "2200", "14.65"), ("J14", "2310", "-203.65"),
        ("J21", "1210", "96.00"), ("J21", "5000", "-96.00"),
    ]  # fmt: skip
    (refund,) = billing.refunds_from(f"exchange:{number}")
    assert refund.total == usd("203.65")
    assert ledger.balance_of("2310", party="C-8") == usd("0.00")
    assert ledger.balance_of("2500") == usd("0.00")
    assert ledger.trial_balance_sum() == usd("0.00")


def test_what_it_cost_when_it_left_comes_back_although_it_costs_more_today(monkeypatch):
    with monkeypatch.context() as then:
        then.setattr(ship_replacement, "unit_cost", lambda sku: usd("90.00"))
        number = given_up()
    assert take_back(number).is_done
    assert posted(f"exchange:{number}")[-2:] == [
        ("J21", "1210", "90.00"), ("J21", "1220", "-90.00"),
    ]  # fmt: skip
    assert ledger.balance_of("1220") == usd("0.00")


def test_later_than_sixty_days_after_the_charge_it_is_not_taken_in():
    number = given_up(charged_first=True)
    with clock.standing_at("2026-09-06"), nothing_changes():
        outcome = take_back(number)
    assert "so the charge stands and it is yours" in told(outcome)[0]


def test_another_piece_is_asked_about():
    number = given_up()
    with nothing_changes():
        outcome = take_back(number, "SN-C-40000")
    assert (outcome.status, outcome.needs) == (Status.NEEDS_INFO, "serial")


def test_what_nobody_gave_up_and_what_is_here_already_is_not_taken_in():
    number = shipped_ahead()
    with nothing_changes():
        outcome = take_back(number)
    assert told(outcome) == [f"Nobody said that the new one of exchange {number} is not wanted."]
    done("aftersales.cancel_replacement", GRACE, unit=BOARD)
    assert take_back(number).is_done
    with nothing_changes():
        assert told(take_back(number)) == [f"Exchange {number} is ended already."]
