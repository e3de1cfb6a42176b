"""The evidence on a chargeback: what our records say, day by day, ready for the bank (C17)."""

from __future__ import annotations

from makegood.core import clock, worker
from makegood.core.models import Effect
from makegood.core.outcome import Status
from makegood.core.runner import run
from makegood.domains.aftersales.evidence import pack
from makegood.domains.aftersales.operations.prepare_evidence import evidence_on
from makegood.domains.aftersales.tests.story import opened
from makegood.domains.billing import queries as billing
from makegood.domains.billing.models import Payment
from makegood.domains.documents import queries as documents
from makegood.domains.documents.models import Filing
from makegood.domains.ledger.tests.books import moved_balances
from makegood.domains.ordering.tests.cast import RAE
from makegood.handbook import book


def dispute() -> str:
    """Tom's bank takes back what he paid by card for the washer."""
    paid = Payment.objects.get(order="O-1041", purpose="order", tender="card")
    ask = {"payment": paid.number, "amount": "815.94", "reference": "DP-77120",
           "reason": "not received"}  # fmt: skip
    return str(run("billing.record_chargeback", ask, actor=RAE).answer("chargeback"))


def test_AC17_5_the_evidence_is_prepared_as_soon_as_the_chargeback_is_on_record() -> None:
    before, number = moved_balances(), dispute()
    worker.work_off()
    filed = Filing.objects.select_related("document").get(subject_ref=f"chargeback:{number}")
    assert documents.content(filed.document.number).startswith(b"%PDF-")
    told = Effect.objects.get(kind="mail", payload__notice="evidence_prepared")
    assert "DP-77120" in str(told.payload["subject"])
    assert moved_balances() == before
    assert billing.open_chargebacks("O-1041")[0].number == number


def test_the_page_tells_order_shipment_delivery_payment_and_return_in_their_order() -> None:
    opened()
    sheet = pack(evidence_on(dispute()), book(), at=clock.now())
    assert sheet.table is not None
    told = [what.partition(":")[0].partition(",")[0] for what, _, _ in sheet.table.rows]
    assert told[0].startswith("Ordered for $1")
    assert any(what.startswith("Delivered") for what in told)
    assert told[-1] == "A return was opened"
    assert "asks back $815.94" in sheet.paragraphs[0]
    assert "by card ending in 4242" in sheet.paragraphs[1]


def test_there_is_no_such_chargeback() -> None:
    ended = run("aftersales.prepare_evidence", {"chargeback": "CB-99"}, actor=RAE)
    assert ended.status is Status.REFUSED
