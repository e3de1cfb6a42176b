"""Grace does not want the new board any more: before it left, after it, and after the charge."""

from __future__ import annotations

import pytest

from makegood.core import clock, worker
from makegood.core.decision import Code
from makegood.core.models import Effect
from makegood.core.promises import open_promises
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.models import Unit
from makegood.domains.aftersales.tests.pieces import repaired
from makegood.domains.aftersales.tests.story import TOM, mails, told
from makegood.domains.aftersales.tests.swaps import (
    BOARD,
    GRACE,
    NEW_BOARD,
    agreed_ahead,
    replace,
    shipped_ahead,
)
from makegood.domains.ledger import queries as ledger
from makegood.domains.ordering.queries import stock_of
from makegood.domains.ordering.tests.cast import RAE, chat, do, done, nothing_changes, usd
from makegood.domains.parties.queries import account_of

ADDRESS, WASHER = "Northvale Returns", "SN-77120"


def give_up(unit=BOARD, actor=GRACE):
    return do("aftersales.cancel_replacement", actor, unit=unit)


def releases():
    return Effect.objects.filter(kind="payment.release").count()


def test_before_it_left_nothing_is_sent_and_the_hold_is_let_go():
    free = stock_of("PT-CTRL").free
    number = agreed_ahead()
    assert stock_of("PT-CTRL").free == free - 1
    outcome = give_up()
    assert told(outcome) == [
        f"Exchange {number} is ended. The new one is not sent, and yours stays with you.",
        "The hold of $203.65 on your card ending in 0005 is let go; nothing is charged.",
    ]
    assert outcome.answer("comes_back") is False
    worker.work_off()
    card = queries.exchange_card(number)
    assert (card.state, card.is_held) == ("cancelled", False)
    assert (stock_of("PT-CTRL").free, releases()) == (free, 1)
    assert open_promises(f"exchange:{number}") == []
    assert ledger.entries_about(f"exchange:{number}") == []
    assert told(outcome)[0] in mails("exchange_news")[0]
    assert f"exchange:{number}" not in queries.open_matters_of("C-8")


def test_nothing_leaves_for_it_any_more_and_no_core_is_taken_in():
    number = agreed_ahead()
    assert give_up().is_done
    with nothing_changes():
        sent = do("aftersales.ship_replacement", RAE, exchange=number, serial=NEW_BOARD)
    with nothing_changes():
        came = do("aftersales.receive_core", RAE, exchange=number, serial=BOARD)
    with nothing_changes():
        back = do("aftersales.take_back_replacement", RAE, exchange=number, serial=NEW_BOARD)
    assert told(sent) == told(came) == told(back) == [f"Exchange {number} is ended already."]


def test_a_hold_that_is_answered_afterwards_is_let_go_at_once():
    number = str(replace().answer("exchange"))
    outcome = give_up()
    assert told(outcome)[1] == (
        "If your card ending in 0005 still answers, the hold is let go at once."
    )
    assert releases() == 0
    worker.work_off()
    card = queries.exchange_card(number)
    assert (card.state, card.is_held, releases()) == ("cancelled", False, 1)


def test_afterwards_another_one_may_be_asked_for():
    first = agreed_ahead()
    assert give_up().is_done
    second = str(replace().answer("exchange"))
    assert second != first
    worker.work_off()
    assert queries.exchange_card(second).state == "held"


def test_one_that_would_have_waited_for_the_faulty_piece_is_ended_without_a_word_of_holds():
    number = str(replace(ahead=False).answer("exchange"))
    outcome = give_up()
    assert len(told(outcome)) == 2
    assert "$" not in " ".join(told(outcome))
    assert queries.exchange_card(number).state == "cancelled"
    with clock.standing_at("2026-07-20"):
        worker.work_off()
    assert releases() == 0


@pytest.mark.parametrize("unit", [BOARD, NEW_BOARD])
def test_after_it_left_it_comes_back_by_its_day_under_the_same_hold(unit):
    number = shipped_ahead()
    outcome = give_up(unit)
    said = told(outcome)
    assert said[0].startswith(
        f"Please send the new one of exchange {number} back to us, unused: {ADDRESS}"
    )
    assert said[1:] == [
        "The $203.65 stay held on your card until it is here. "
        "If it is not here by July 6, 2026, they are charged.",
        "Sending it is at your cost, as with every change of mind.",
    ]
    assert outcome.answer("comes_back") is True
    card = queries.exchange_card(number)
    assert (card.state, card.is_held, releases()) == ("coming_back", True, 0)


def test_the_reminder_asks_for_the_new_one_and_so_does_the_charge():
    number = shipped_ahead()
    assert give_up().is_done
    with clock.standing_at("2026-06-29T12:00"):
        worker.work_off()
    assert "which you do not want, has not come back yet" in mails("core_reminder")[0]
    with clock.standing_at("2026-07-07T00:01"):
        worker.work_off()
    assert queries.exchange_card(number).state == "charged"
    assert "did not come back in time. $203.65 is charged" in mails("core_charged")[0]


@pytest.mark.parametrize(("day", "is_allowed"), [("2026-09-05", True), ("2026-09-06", False)])
def test_after_the_charge_it_may_be_given_up_for_sixty_days(day, is_allowed):
    number = shipped_ahead()
    with clock.standing_at("2026-07-07T00:01"):
        worker.work_off()
    with clock.standing_at(day):
        outcome = give_up()
    assert outcome.is_done is is_allowed
    if is_allowed:
        assert told(outcome)[1] == (
            "The charge of $203.65 is taken back in full if it is here by September 5, 2026."
        )
    else:
        assert "so the charge stands and it is yours" in told(outcome)[0]
        assert queries.exchange_card(number).cancelled_at is None


def test_a_core_that_comes_after_all_lets_the_exchange_stand():
    number = shipped_ahead()
    assert give_up().is_done
    outcome = done("aftersales.receive_core", RAE, exchange=number, serial=BOARD)
    assert "So the exchange stands, and the new one is yours." in told(outcome)
    card = queries.exchange_card(number)
    assert (card.state, card.cancelled_at, card.is_held) == ("core_received", None, False)


def test_a_core_that_is_in_the_mail_when_it_is_given_up_lets_the_exchange_go_on():
    number = str(replace(ahead=False).answer("exchange"))
    assert told(give_up())[-1] == (
        "If you have sent yours to us already, the exchange goes on as soon as it is here."
    )
    came = done("aftersales.receive_core", RAE, exchange=number, serial=BOARD)
    assert told(came)[1] == (
        "It was on its way when the exchange was given up, so the exchange goes on, "
        "and the new one leaves."
    )
    assert queries.exchange_card(number).cancelled_at is None
    assert do("aftersales.ship_replacement", RAE, exchange=number, serial=NEW_BOARD).is_done


def test_such_a_core_belongs_to_the_exchange_that_runs_by_then():
    first = str(replace(ahead=False).answer("exchange"))
    assert give_up().is_done
    second = str(replace(ahead=False).answer("exchange"))
    with nothing_changes():
        came = do("aftersales.receive_core", RAE, exchange=first, serial=BOARD)
    assert told(came) == [
        f"Exchange {first} is ended, and {second} runs for the same piece. "
        "Take it in under that number. Nothing was changed."
    ]
    assert do("aftersales.receive_core", RAE, exchange=second, serial=BOARD).is_done


def test_a_core_that_comes_when_the_new_one_is_back_needs_another_exchange_and_hears_so():
    number = shipped_ahead()
    assert give_up().is_done
    done("aftersales.take_back_replacement", RAE, exchange=number, serial=NEW_BOARD)
    with nothing_changes():
        came = do("aftersales.receive_core", RAE, exchange=number, serial=BOARD)
    assert [one.text("en") for one in came.instead] == [
        "If the faulty one is here all the same, agree on another exchange for it first."
    ]


def washer_brought() -> str:
    """The number of an exchange by which Tom was brought another washer."""
    for day in ("01", "05", "09"):
        repaired(WASHER, "control_board", came_in_on=f"2026-07-{day}",
                 went_out_on=f"2026-07-{day}")  # fmt: skip
    agreed = do("aftersales.replace_under_warranty", TOM, unit=WASHER, component="control_board")
    number = str(agreed.answer("exchange"))
    done("aftersales.ship_replacement", RAE, exchange=number, serial="SN-88001")
    return number


def test_a_washer_that_we_brought_and_nobody_wants_is_collected_by_a_day_that_is_promised():
    with clock.standing_at("2026-07-20"):
        number = washer_brought()
        outcome = give_up(WASHER, TOM)
        assert told(outcome)[1] == (
            "If they have left already, we collect it by July 23, 2026, at no cost too."
        )
        (promise,) = open_promises(f"exchange:{number}")
        assert (promise.kind, promise.text) == ("take_back", told(outcome)[1])
        assert clock.local(promise.due_at).date().isoformat() == "2026-07-23"
    with clock.standing_at("2026-07-22"):
        assert told(give_up(WASHER, TOM)) == told(outcome)
        back = done("aftersales.take_back_replacement", RAE, exchange=number, serial="SN-88001")
        assert back.is_done
    assert open_promises(f"exchange:{number}") == []
    assert ledger.trial_balance_sum() == usd("0.00")


def test_once_the_faulty_piece_is_here_the_new_one_stays():
    number = shipped_ahead()
    done("aftersales.receive_core", RAE, exchange=number, serial=BOARD)
    with nothing_changes():
        outcome = give_up(NEW_BOARD)
    assert told(outcome)[0] == (
        f"The faulty one of exchange {number} is here already, "
        "and the new one is yours in its place."
    )


def test_what_is_given_up_already_is_told_again_and_changes_nothing():
    shipped_ahead()
    first = give_up()
    with nothing_changes():
        again = give_up()
    assert told(again) == told(first)
    assert again.code is Code.POLICY_DENIED


def test_where_nothing_is_on_its_way_and_of_others_nothing_changes():
    with nothing_changes():
        none = give_up()
    assert told(none) == ["No new one is on its way for it."]
    number = agreed_ahead()
    with nothing_changes():
        assert give_up(actor=chat("C-6")).code is Code.NOT_FOUND
    assert queries.exchange_card(number).hold == usd("203.65")
    assert queries.exchange_card(number).state == "held"


def test_who_has_the_new_piece_by_now_does_not_give_up_the_exchange_of_somebody_else():
    number = shipped_ahead()
    Unit.objects.filter(number=NEW_BOARD).update(party="C-5", account=account_of("C-5"))
    with nothing_changes():
        assert give_up(NEW_BOARD, chat("C-5")).code is Code.NOT_FOUND
    assert queries.exchange_card(number).cancelled_at is None
    assert give_up(BOARD).is_done
