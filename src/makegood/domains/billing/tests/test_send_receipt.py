"""Receipts: a letter with what was paid, by which means, and what for."""

from __future__ import annotations

from makegood.core.actor import V1, V2, Actor
from makegood.core.outcome import Status
from makegood.core.runner import run
from makegood.domains.billing.tests.till import (
    CARD,
    ORDER,
    TOM,
    done,
    invoice,
    mails,
    pay,
    pay_on_account,
)
from makegood.domains.conversations.models import Notice
from makegood.domains.documents.printing import printed, sheet_of


def receipt(rae: Actor, number: str) -> str:
    """What the receipt of a payment says."""
    sent = done("billing.send_receipt", rae.on_behalf_of(TOM, V2), payment=number)
    return Notice.objects.get(number=str(sent.answer("notice"))).body


def test_a_receipt_names_the_payment_its_means_and_what_it_paid(rae: Actor) -> None:
    invoice("O-7001", "139.18", "2026-05-05")
    number = pay_on_account("150.00")
    sent = done("billing.send_receipt", rae.on_behalf_of(TOM, V2), payment=number)
    [mail] = mails("receipt")
    assert mail.payload["subject"] == f"Your receipt {number}"
    assert f"Your receipt for $150.00, payment {number} of June 15, 2026." in str(
        mail.payload["body"]
    )
    table = sheet_of(str(sent.answer("notice"))).table
    assert table is not None
    assert table.rows == (
        ("Order O-7001", "$139.18"), ("Your account", "$10.82"), ("Total (cheque)", "$150.00"),
    )  # fmt: skip


def test_a_receipt_is_a_page_of_the_one_family(rae: Actor) -> None:
    number = pay("228.99")
    sent = done("billing.send_receipt", rae.on_behalf_of(TOM, V2), payment=number)
    assert printed(str(sent.answer("notice"))).startswith(b"%PDF-")


def test_there_is_no_receipt_for_money_we_do_not_have(rae: Actor) -> None:
    ask = {"order": ORDER, "party": TOM, "amount": "10.00", "tender": "card", "token": CARD}
    number = str(done("billing.take_payment", rae, **ask).answer("payment"))
    refused = run("billing.send_receipt", {"payment": number}, actor=rae.on_behalf_of(TOM, V2))
    assert refused.status is Status.REFUSED
    assert mails("receipt") == []


def test_it_goes_to_whoever_paid_at_the_address_of_record_and_to_nobody_else(rae: Actor) -> None:
    number = pay("228.99")
    for actor, code in ((rae.on_behalf_of(TOM, V1), "verification_required"),
                        (rae.on_behalf_of("C-5", V2), "not_found")):  # fmt: skip
        assert run("billing.send_receipt", {"payment": number}, actor=actor).code == code
    assert mails("receipt") == []
    done("billing.send_receipt", rae.on_behalf_of(TOM, V2), payment=number)
    assert len(mails("receipt")) == 1
