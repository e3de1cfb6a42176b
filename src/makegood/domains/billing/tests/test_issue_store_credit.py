"""Store credit: for what is owed and wanted so, or as a bonus."""

from __future__ import annotations

import pytest

from makegood.core.actor import Actor
from makegood.core.decision import Code
from makegood.core.outcome import BrokenPromise
from makegood.domains.billing import queries
from makegood.domains.billing.tests.till import ORDER, TOM, do, done, owe, pay, usd
from makegood.domains.ledger.tests.books import moved

CREDIT = {"party": TOM, "amount": "25.00", "source": "case:CS-70001:credit", "reason": "Goodwill"}


def test_a_bonus_is_an_expense_and_can_be_spent() -> None:
    issued = done("billing.issue_store_credit", **CREDIT, out_of="5200")
    assert (issued.answer("account"), queries.stored_value(TOM)) == ("TA-9001", usd("25.00"))
    assert moved("5200") == usd("25.00")
    pay("20.00", "store_credit", token="TA-9001")
    assert queries.stored_value(TOM) == usd("5.00")
    assert queries.payments_of(ORDER)[0].tender == "store_credit"


def test_what_is_owed_is_paid_by_it_and_a_party_has_one_account() -> None:
    owe("40.00")
    done("billing.issue_store_credit", **CREDIT)
    done("billing.issue_store_credit", **(CREDIT | {"amount": "15.00", "source": "case:CS-1:b"}))
    assert moved("2310", party=TOM) == usd("0.00")
    assert queries.stored_value(TOM) == usd("40.00")


def test_no_more_is_paid_so_than_is_owed() -> None:
    owe("24.99")
    with pytest.raises(BrokenPromise, match="no more is paid so than was owed"):
        do("billing.issue_store_credit", **CREDIT)
    assert queries.stored_value(TOM) == usd("0.00")


def test_nobody_issues_it_by_hand(omar: Actor, for_tom: Actor) -> None:
    for actor in (omar, for_tom):
        assert do("billing.issue_store_credit", actor, **CREDIT).code is Code.NOT_AUTHORISED
    assert queries.stored_value(TOM) == usd("0.00")
