"""The money goes back the way it was paid, once, on the authority that it needs."""

from __future__ import annotations

from datetime import date

from makegood.core import checks, clock, promises, worker
from makegood.core.actor import V1
from makegood.core.decision import Code
from makegood.core.models import ApprovalRequest, Check
from makegood.core.outcome import Status
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.jobs import refund_posted
from makegood.domains.aftersales.tests.story import (
    TOM,
    inspect,
    inspected,
    mails,
    opened,
    posted,
    received,
    told,
)
from makegood.domains.billing import queries as billing
from makegood.domains.billing.operations import automated
from makegood.domains.ledger import queries as ledger
from makegood.domains.ordering.tests.cast import NOOR, RAE, chat, do, done, nothing_changes, usd

A1 = automated("C-6")


def test_AC06_3_received_and_graded_the_automated_representative_pays_alone():
    number = inspected()
    worker.work_off()
    card = queries.return_card(number)
    assert (card.state, len(card.refunds)) == ("refunded", 1)
    (refund,) = billing.refunds_from(f"return:{number}")
    assert refund.total == usd("750.44")
    assert [(leg.tender, leg.amount) for leg in refund.legs] == [
        ("gift", usd("65.54")), ("card", usd("684.90")),
    ]  # fmt: skip
    assert ledger.balance_of("2310", party="C-6") == usd("0.00")
    assert promises.open_promises(f"return:{number}") == []
    (mail,) = mails("return_refunded")
    for part in ("$750.44", "$65.54", "$684.90", "ending in 4242"):
        assert part in mail
    assert "a restocking fee of 15% is kept: $121.37." in mail
    assert "$750.44 is back with you by June 25, 2026 at the latest." in mail


def test_of_whoever_has_died_the_refund_waits_for_the_estate_and_no_card_is_named():
    number = received()
    teller = chat("C-6", V1)
    done("parties.record_death", teller, words="My father died.", told_by="Ruth, ruth@example.com")
    assert inspect(number).is_done
    worker.work_off()
    assert billing.waiting_for_estate("C-6") == ("RF-3001/1", "RF-3001/2")
    assert ledger.balance_of("2310", party="C-6") == usd("0.00")
    (mail,) = mails("return_refunded")
    assert "You get back $750.44." in mail
    assert "$750.44 waits for the papers of the estate and is then paid by cheque." in mail
    for untrue in ("on its way", "4242", "is back with you by"):
        assert untrue not in mail


def test_AC06_3_the_same_amount_before_the_goods_are_here_needs_a_supervisor():
    number = opened()
    outcome = do("aftersales.refund_return", A1, return_number=number)
    assert (outcome.status, outcome.code) == (Status.PENDING_APPROVAL, Code.APPROVAL_REQUIRED)
    assert told(outcome)[0].startswith("The goods of return R-2001 have not been received yet.")
    request = ApprovalRequest.objects.get(number=outcome.approval)
    assert (request.kind, request.amount_cents) == ("refund", 75044)
    assert billing.refunds_from(f"return:{number}") == []
    assert posted(f"return:{number}") == []


def test_here_but_not_looked_at_it_is_still_a_judgement():
    outcome = do("aftersales.refund_return", RAE, return_number=received())
    assert outcome.status is Status.PENDING_APPROVAL
    assert told(outcome)[0] == "The goods are here, and nobody has looked at them yet."


def test_AC17_3_a_second_refund_is_refused_with_the_first_one():
    number = inspected()
    worker.work_off()
    with nothing_changes():
        outcome = do("aftersales.refund_return", RAE, return_number=number)
    assert outcome.code is Code.POLICY_DENIED
    assert told(outcome) == [
        "It was already refunded with return R-2001 on June 15, 2026. Nothing is left to refund."
    ]


def test_W1_the_refund_legs_are_posted_line_by_line():
    number = inspected()
    worker.work_off()
    (refund,) = billing.refunds_from(f"return:{number}")
    legs = [entry for leg in refund.legs for entry in ledger.entries_of(f"refund:{leg.number}")]
    legs = legs or ledger.entries_of(f"refund:{refund.number}")
    lines = sorted(
        (line.account, line.amount.cents)
        for entry in ledger.entries_about("order:O-1041")
        if entry.rule in ("J15", "J17") and line_is_refund(entry)
        for line in entry.lines
    )
    assert lines == [("1020", -68490), ("2300", -6554), ("2310", 6554), ("2310", 68490)]


def line_is_refund(entry):
    return any(line.account == "2310" for line in entry.lines)


def test_after_a_dispute_a_person_says_how_much_and_needs_the_authority():
    number = received()
    inspect(number, "C", accessories_complete=False, findings="The hose is missing.")
    with nothing_changes():
        outcome = do("aftersales.refund_return", RAE, return_number=number)
    assert (outcome.status, outcome.needs) == (Status.NEEDS_INFO, "amount")
    pending = do("aftersales.refund_return", RAE, return_number=number, amount="700.00")
    assert pending.status is Status.PENDING_APPROVAL
    paid = done("aftersales.refund_return", RAE, return_number=number, amount="250.00")
    assert paid.answer("total") == {"amount": "250.00", "currency": "USD"}
    assert ("J16", "4020", "-621.81") in posted(f"return:{number}")
    assert ledger.balance_of("2310", party="C-6") == usd("0.00")


def test_no_other_amount_is_paid_than_was_decided():
    number = inspected()
    for amount in ("750.45", "750.43"):
        with nothing_changes():
            outcome = do("aftersales.refund_return", RAE, return_number=number, amount=amount)
        assert outcome.code is Code.POLICY_DENIED


def test_a_return_that_ended_is_not_refunded():
    cancelled = opened()
    done("aftersales.cancel_return", TOM, return_number=cancelled)
    ended = opened()
    with clock.standing_at("2026-07-16"):
        worker.work_off()
        for number in (cancelled, ended):
            with nothing_changes():
                outcome = do("aftersales.refund_return", RAE, return_number=number)
            assert outcome.code is Code.POLICY_DENIED


def test_neither_the_customer_nor_somebody_without_a_role_pays_refunds():
    number = inspected()
    with nothing_changes():
        outcome = do("aftersales.refund_return", NOOR, return_number=number)
    assert outcome.code is Code.NOT_AUTHORISED


def test_the_check_of_the_refund_looks_at_ledger_and_payments():
    number = received()
    assert refund_posted(f"return:{number}")[0] is checks.Finding.NO
    inspect(number)
    worker.work_off()
    finding, detail = refund_posted(f"return:{number}")
    assert (finding, detail) == (checks.Finding.YES, "R-2001 was paid 75044 cents")
    due = Check.objects.get(name="aftersales.refund_posted").due_at
    assert clock.local(due).date() == date(2026, 6, 25)
