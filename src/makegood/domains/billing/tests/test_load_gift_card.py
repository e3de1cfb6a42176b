"""Loading gift cards."""

from __future__ import annotations

import pytest

from makegood.core.actor import Actor
from makegood.core.decision import Code
from makegood.core.models import JournalRow
from makegood.core.outcome import InvalidAsk
from makegood.domains.billing import queries
from makegood.domains.billing.models import TenderAccount
from makegood.domains.billing.tests.till import GIFT, TOM, do, done, load, usd
from makegood.domains.ledger.tests.books import moved

CARD = {"code": GIFT, "amount": "100.00", "reason": "Sold at the till"}


def test_a_card_is_sold_and_topped_up() -> None:
    assert load("100.00") == "TA-9001"
    more = done("billing.load_gift_card", **(CARD | {"amount": "50.00"}))
    assert more.answer("balance") == {"amount": "150.00", "currency": "USD"}
    assert moved("2300", about="tender:TA-9001") == usd("-150.00")
    assert moved("1030") == usd("150.00")


def test_its_code_is_sealed_and_not_in_the_journal() -> None:
    load("100.00")
    stored = TenderAccount.objects.values_list("code_index", flat=True).get(number="TA-9001")
    assert len(stored) == 64
    assert TenderAccount.objects.get(number="TA-9001").code == GIFT
    assert all(GIFT not in str(row.payload) for row in JournalRow.objects.all())
    found = queries.tender_account("gc-test 26mx")
    assert found is not None
    assert found.number == "TA-9001"


def test_store_credit_is_no_gift_card() -> None:
    done("billing.issue_store_credit", party=TOM, amount="5.00", source="case:CS-70001:bonus",
         out_of="5200", reason="Bonus")  # fmt: skip
    number = TenderAccount.objects.get(number="TA-9001").number
    refused = do("billing.load_gift_card", **(CARD | {"code": number}))
    assert refused.code is Code.NOT_FOUND


def test_nothing_and_less_cannot_be_loaded() -> None:
    for amount in ("0.00", "-1.00"):
        with pytest.raises(InvalidAsk):
            do("billing.load_gift_card", **(CARD | {"amount": amount}))


def test_no_person_and_no_machine_makes_money_on_a_card(
    rae: Actor, omar: Actor, noor: Actor, for_tom: Actor
) -> None:
    for actor in (rae, omar, noor, for_tom):
        assert do("billing.load_gift_card", actor, **CARD).code is Code.NOT_AUTHORISED
    assert queries.tender_account(GIFT) is None
