"""A person looks at what came back: it is accepted and credited, or somebody must talk."""

from __future__ import annotations

import pytest

from makegood.core import worker
from makegood.core.decision import Code
from makegood.core.models import Job
from makegood.core.outcome import Status
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.models import CreditMemo
from makegood.domains.aftersales.printing import inspection_report
from makegood.domains.aftersales.tests.story import (
    OTHER_WASHER,
    TOM,
    inspect,
    inspected,
    lived,
    mails,
    opened,
    posted,
    received,
    told,
)
from makegood.domains.ledger import queries as ledger
from makegood.domains.ordering.models import Piece
from makegood.domains.ordering.tests.cast import (
    RAE,
    do,
    done,
    nothing_changes,
    tom_s_other_order,
    usd,
)


def test_AC19_2_opened_and_complete_is_grade_B_credited_and_refurbished():
    number = received()
    outcome = inspect(number, "B")
    assert outcome.result == {
        "return_number": "R-2001", "state": "accepted", "disposition": "refurbish",
        "fee": {"amount": "121.37", "currency": "USD"},
        "refund": {"amount": "750.44", "currency": "USD"},
    }  # fmt: skip
    assert posted(f"return:{number}") == [
        ("J14", "1210", "540.00"),
        ("J14", "5000", "-540.00"),
        ("J14", "4010", "809.10"),
        ("J14", "2200", "62.71"),
        ("J14", "2310", "-871.81"),
        ("J16", "2310", "121.37"),
        ("J16", "4020", "-121.37"),
    ]
    card = queries.return_card(number)
    assert (card.credit_memo, card.line.returned) == ("CM-1001", 1)
    assert card.inspection is not None
    assert (card.inspection.grade, card.inspection.inspected_by) == ("B", "rae")
    assert Job.objects.get(key=f"refund:{number}").actor["role"] == "A1"


def test_AC18_4_sale_and_return_leave_each_account_as_it_must_be():
    inspected("B")
    worker.work_off()
    balances = {
        account: ledger.balance_of(account, about="order:O-1041")
        for account in ("4000", "4010", "2200", "4020", "1210", "1200", "5000", "2310")
    }
    assert balances == {
        "4000": usd("-888.10"), "4010": usd("809.10"), "2200": usd("-6.12"),
        "4020": usd("-121.37"), "1210": usd("540.00"), "1200": usd("-540.00"),
        "5000": usd("0.00"), "2310": usd("0.00"),
    }  # fmt: skip


def test_a_washer_said_to_be_unopened_but_opened_pays_the_fee_and_hears_it():
    number = received(opened=False)
    assert queries.return_card(number).refund == usd("871.81")
    outcome = inspect(number, "B")
    assert told(outcome) == [
        "It was looked at and accepted as grade B.",
        "The fee is not as we told you before: it was $0.00, and it is now $121.37.",
        "Because it was opened, a restocking fee of 15% is kept: $121.37.",
        "You get back $750.44.",
    ]
    assert "it is now $121.37" in mails("return_accepted")[0]
    assert CreditMemo.objects.get().payable == usd("750.44")


def test_the_fee_and_why_is_told_after_the_look_and_in_the_letter():
    outcome = inspect(received(), "B")
    assert told(outcome) == [
        "It was looked at and accepted as grade B.",
        "Because it was opened, a restocking fee of 15% is kept: $121.37.",
        "You get back $750.44.",
    ]
    assert "a restocking fee of 15% is kept: $121.37." in mails("return_accepted")[0]


def test_a_washer_said_to_be_opened_but_new_pays_none():
    number = received(opened=True)
    outcome = inspect(number, "A")
    assert outcome.answer("refund") == {"amount": "871.81", "currency": "USD"}
    assert outcome.answer("disposition") == "restock"


@pytest.mark.parametrize("grade", ["C", "D"])
def test_what_is_not_as_agreed_waits_for_a_person(grade):
    number = received()
    outcome = inspect(number, grade, accessories_complete=False, findings="The hose is missing.")
    assert outcome.answer("state") == "disputed"
    assert told(outcome)[0].startswith(
        f"It was looked at and is grade {grade}: The hose is missing. The"
    )
    assert posted(f"return:{number}") == []
    assert not Job.objects.filter(key=f"refund:{number}").exists()
    (mail,) = mails("return_disputed")
    assert "The hose is missing." in mail
    worker.work_off()
    assert queries.return_card(number).refunded_at is None


def test_a_fault_that_was_told_before_does_not_count_against_it():
    number = received(reason="defective", opened=None)
    outcome = inspect(number, "C", works=False, findings="The pump is broken, as told.")
    assert outcome.answer("state") == "accepted"
    assert outcome.answer("refund") == {"amount": "956.93", "currency": "USD"}


def test_AC19_4_a_serial_number_nobody_delivered_is_disputed():
    number = received()
    outcome = inspect(number, "B", serial_number="SN-65002")
    assert outcome.answer("state") == "disputed"
    assert outcome.clauses == ("RET-11@2026-01-01", "RET-12@2026-01-01")
    assert "is not the one on our delivery record" in told(outcome)[0]
    assert posted(f"return:{number}") == []


def test_AC19_4_a_serial_number_that_our_own_pick_log_knows_is_our_mistake():
    Piece.objects.filter(serial="SN-77120").update(picked_serial="SN-65002")
    number = received()
    outcome = inspect(number, "B", serial_number="SN-65002")
    assert outcome.answer("state") == "accepted"
    assert told(outcome)[1] == (
        "Our own record shows that we delivered that piece by mistake, so it is accepted."
    )


def test_the_serial_number_is_asked_for_when_we_sold_one():
    number = received()
    with nothing_changes():
        outcome = inspect(number, serial_number="")
    assert (outcome.status, outcome.needs) == (Status.NEEDS_INFO, "serial_number")


@pytest.mark.parametrize("found", [{"works": False}, {"accessories_complete": False}])
def test_a_grade_must_fit_what_was_found(found):
    number = received()
    with nothing_changes():
        outcome = inspect(number, "B", **found)
    assert (outcome.status, outcome.needs) == (Status.NEEDS_INFO, "grade")


def test_what_is_not_here_cannot_be_looked_at():
    number = opened()
    with nothing_changes():
        outcome = inspect(number)
    assert outcome.clauses == ("RET-9@2026-01-01",)


def test_it_is_looked_at_once():
    number = inspected()
    with nothing_changes():
        outcome = inspect(number)
    assert told(outcome) == ["These goods were looked at already, as grade B."]


def test_the_customer_does_not_grade_the_own_return():
    number = received()
    with nothing_changes():
        outcome = do(
            "aftersales.inspect_return", TOM, return_number=number, grade="A",
            accessories_complete=True, works=True, findings="As new.",
        )  # fmt: skip
    assert outcome.code is Code.NOT_AUTHORISED


def test_an_unpaid_invoice_is_credited_before_money_goes_back():
    lived(tom_s_other_order(tenders=()))
    number = opened(OTHER_WASHER)
    done("aftersales.receive_return", RAE, return_number=number)
    assert inspect(number).is_done
    assert ("J14", "1100", "-750.44") in posted(f"return:{number}")
    assert ledger.balance_of("1100", party="C-6") == usd("394.49")
    worker.work_off()
    card = queries.return_card(number)
    assert (card.state, card.refunds) == ("refunded", ())
    assert "$750.44 of it pays what is still open on your order." in mails("return_refunded")[0]


def test_what_was_found_is_a_table_of_its_letter():
    number = received()
    assert inspection_report(number, "en") is None
    inspect(number, "B")
    report = inspection_report(number, "fr")
    assert report is not None
    assert report.rows[0] == ("État", "B")
    assert report.rows[2:] == (
        ("Toutes les pièces", "oui"), ("Fonctionne", "oui"),
        ("Constat", "Clean, works, all parts there."),
    )  # fmt: skip
