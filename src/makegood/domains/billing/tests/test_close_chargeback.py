"""How a bank decides, and what that means for the money."""

from __future__ import annotations

import pytest

from makegood.core.actor import Actor
from makegood.core.decision import Code
from makegood.core.outcome import Status
from makegood.domains.billing import queries
from makegood.domains.billing.tests.till import (
    ORDER,
    TOM,
    do,
    done,
    owe,
    pay_for_the_washer,
    send_back,
    usd,
)
from makegood.domains.ledger.tests.books import moved


@pytest.fixture
def dispute(rae: Actor) -> str:
    pay_for_the_washer()
    ask = {"payment": "P-9003", "amount": "815.94", "reference": "DP-1", "reason": "not as shown"}
    return str(done("billing.record_chargeback", rae, **ask).answer("chargeback"))


def test_a_chargeback_won_frees_the_refund(dispute: str, rae: Actor) -> None:
    closed = done("billing.close_chargeback", rae, chargeback=dispute, won=True)
    assert closed.explanation()[0]["say"] == "The bank decided for us: $815.94 stays with us."
    assert queries.refundable(ORDER) == usd("1144.93")
    assert send_back(owe("750.44")).status is Status.DONE


def test_a_chargeback_lost_is_gone_owed_to_us_and_not_refundable(dispute: str, rae: Actor) -> None:
    before = moved("1100", party=TOM)
    done("billing.close_chargeback", rae, chargeback=dispute, won=False)
    assert moved("1100", party=TOM) - before == usd("815.94")
    assert moved("1020") == usd("228.99")
    assert queries.refundable(ORDER) == usd("328.99")
    assert queries.history(ORDER)[-1].what == "chargeback"
    owe("400.00")
    assert send_back("329.00").code is Code.POLICY_DENIED
    assert send_back("328.99").status is Status.DONE


def test_it_is_decided_once(dispute: str, rae: Actor) -> None:
    done("billing.close_chargeback", rae, chargeback=dispute, won=True)
    again = do("billing.close_chargeback", rae, chargeback=dispute, won=False)
    assert again.code is Code.POLICY_DENIED
    assert [view.won for view in queries.chargebacks_of(ORDER)] == [True]


def test_an_unknown_one_is_not_found_and_machines_decide_nothing(
    dispute: str, rae: Actor, for_tom: Actor
) -> None:
    unknown = do("billing.close_chargeback", rae, chargeback="CB-1", won=True)
    refused = do("billing.close_chargeback", for_tom, chargeback=dispute, won=True)
    assert (unknown.code, refused.code) == (Code.NOT_FOUND, Code.NOT_AUTHORISED)
    assert len(queries.open_chargebacks(ORDER)) == 1
