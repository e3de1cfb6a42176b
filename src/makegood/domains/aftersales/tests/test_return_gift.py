"""A gift comes back from who was given it: store credit at its price, and no word to the giver."""

from __future__ import annotations

import pytest

from makegood.core import worker
from makegood.core.decision import Code
from makegood.core.models import Effect
from makegood.core.outcome import Status
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.tests.story import TOM, WASHER, ask_to_return, inspect, mails, told
from makegood.domains.billing import queries as billing
from makegood.domains.ledger import queries as ledger
from makegood.domains.ordering.queries import line_card
from makegood.domains.ordering.tests.cast import (
    RAE,
    amount_of,
    chat,
    do,
    done,
    nothing_changes,
    usd,
)

ABDUL = "C-9"


def give_back(line=WASHER, recipient=ABDUL, **ask):
    asked = {"line": line, "recipient": recipient, "opened": True, **ask}
    return do("aftersales.return_gift", RAE, **asked)


def brought() -> str:
    """The number of the return of a gift that is here."""
    number = str(give_back().answer("return_number"))
    done("aftersales.receive_return", RAE, return_number=number, parcels=1)
    return number


def test_the_credit_its_fee_and_how_it_comes_back_are_told():
    outcome = give_back()
    assert outcome.is_done, outcome.explanation()
    assert (amount_of(outcome, "credit"), amount_of(outcome, "fee")) == ("750.44", "121.37")
    assert told(outcome)[:3] == [
        "Because it was opened, a restocking fee of 15% is kept: $121.37.",
        "You get $750.44 as store credit once we have looked at it.",
        "Who gave it to you is told nothing.",
    ]
    (mail,) = mails("gift_return_opened")
    assert "Bring it to a store or to our returns dock by July 15, 2026." in mail
    assert "label" not in mail


def test_once_it_was_looked_at_its_price_is_store_credit_and_nothing_goes_to_who_paid():
    number = brought()
    before = billing.refundable("O-1041")
    assert inspect(number).is_done
    worker.work_off()
    assert queries.return_card(number).state == "refunded"
    assert billing.stored_value(ABDUL) == usd("750.44")
    assert billing.refunds_of("O-1041") == []
    assert billing.refundable("O-1041") == before
    for party in (ABDUL, "C-6"):
        assert ledger.balance_of("2310", party=party) == usd("0.00")
    assert line_card(WASHER).returned == 1


def test_who_gave_it_is_written_to_never_and_who_brings_it_each_time():
    assert inspect(brought()).is_done
    worker.work_off()
    written = Effect.objects.filter(kind__in=("mail", "text", "letter"))
    notices = {str(row.payload.get("notice")) for row in written}
    ours = {"gift_return_opened", "return_received", "return_accepted", "gift_credited"}
    assert ours <= notices
    assert not [row for row in written if "Gallagher" in str(row.payload)]
    assert not [row for row in written if "4242" in str(row.payload)]
    assert queries.returns_of("C-6") == ()


def test_it_is_not_paid_back_to_who_bought_it_as_well():
    number = brought()
    assert inspect(number).is_done
    with nothing_changes():
        refused = do("aftersales.refund_return", RAE, return_number=number)
    assert refused.code is Code.POLICY_DENIED
    worker.work_off()
    assert ask_to_return().status is Status.REFUSED


@pytest.mark.parametrize("is_over", [False, True])
def test_who_gave_it_and_asks_to_return_it_hears_nothing_of_what_became_of_it(is_over):
    number = brought()
    if is_over:
        assert inspect(number).is_done
        worker.work_off()
    with nothing_changes():
        refused = ask_to_return()
    assert told(refused) == ["No return can be opened for this now. Nothing was changed."]
    assert (number in str(refused.explanation()), refused.instead) == (False, ())


def test_of_two_of_which_one_was_given_away_who_gave_it_hears_no_count_that_tells_of_it():
    line = "O-1045/2"  # four belts that Abdul bought
    assert give_back(line, "C-6", quantity=1, opened=None).is_done
    for asked, said in (
        (4, "No return can be opened for this now. Nothing was changed."),
        (5, "You asked to return 5, and 4 can still be returned."),
    ):
        with nothing_changes():
            refused = do("aftersales.open_return", chat(ABDUL), line=line, quantity=asked,
                         reason="changed_mind")  # fmt: skip
        assert told(refused) == [said]
    three = do("aftersales.open_return", chat(ABDUL), line=line, quantity=3, reason="changed_mind")
    assert three.is_done


def test_who_bought_it_returns_it_in_the_ordinary_way():
    with nothing_changes():
        refused = give_back(recipient="C-6")
    assert told(refused) == [
        "This customer bought it, so it is an ordinary return. Nothing was changed."
    ]


def test_while_a_bank_takes_the_payment_back_nothing_is_credited_for_it():
    payment = billing.payments_of("O-1041")[0].number
    done("billing.record_chargeback", payment=payment, amount="10.00", reference="cb_1",
         reason="Not recognised")  # fmt: skip
    with nothing_changes():
        refused = give_back()
    assert told(refused)[0].startswith("It is not paid for, or a bank is looking")


@pytest.mark.parametrize("party", ["C-6", "C-9"])
def test_no_customer_opens_it_alone(party):
    ask = {"line": WASHER, "recipient": party, "opened": True}
    assert do("aftersales.return_gift", TOM, **ask).code is Code.NOT_AUTHORISED
    assert queries.returns_of_line(WASHER) == ()


def test_whether_it_was_opened_is_asked_where_the_fee_depends_on_it():
    asked = give_back(opened=None)
    assert (asked.code, queries.returns_of_line(WASHER)) == (Code.NEEDS_INFO, ())
