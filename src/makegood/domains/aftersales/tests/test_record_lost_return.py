"""What the carrier loses on its way to us with our label is refunded all the same."""

from __future__ import annotations

from makegood.core import worker
from makegood.core.models import Effect
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.tests.story import mails, opened, posted, received, told
from makegood.domains.billing import queries as billing
from makegood.domains.ordering.models import Shipment
from makegood.domains.ordering.queries import damage_of, freight_claim_card
from makegood.domains.ordering.tests.cast import RAE, do, done, nothing_changes, usd


def lost(number):
    return do(
        "aftersales.record_lost_return", RAE, return_number=number, report="Not found after 10 days"
    )


def test_it_is_credited_and_refunded_and_nothing_comes_into_stock():
    number = opened()
    worker.work_off()
    outcome = lost(number)
    assert told(outcome) == [
        "The carrier lost return R-2001 on its way to us. With our label that is our risk, so we do"
        " not wait any longer.",
        "Because it was opened, a restocking fee of 15% is kept: $121.37.",
        "You get back $750.44.",
    ]
    worker.work_off()
    (refund,) = billing.refunds_from(f"return:{number}")
    assert refund.total == usd("750.44")
    assert not [line for line in posted(f"return:{number}") if line[1] == "1210"]
    assert queries.return_card(number).state == "refunded"
    assert "that is our risk" in mails("return_lost")[0]


def test_before_there_is_a_label_nothing_can_be_lost():
    number = opened()
    with nothing_changes():
        assert "has no label of ours yet" in told(lost(number))[0]


def test_what_is_here_is_not_lost():
    number = received()
    with nothing_changes():
        assert told(lost(number)) == ["Return R-2001 has already ended."]


def test_one_that_turns_up_later_is_looked_at_without_a_second_credit():
    number = opened()
    worker.work_off()
    lost(number)
    worker.work_off()
    done("aftersales.receive_return", RAE, return_number=number)
    outcome = done(
        "aftersales.inspect_return", RAE, return_number=number, grade="B",
        serial_number="SN-77120", accessories_complete=True, works=True, findings="Found again.",
    )  # fmt: skip
    assert outcome.is_done
    worker.work_off()
    assert len(billing.refunds_from(f"return:{number}")) == 1
    assert ("J14", "1210", "540.00") in posted(f"return:{number}")


def test_one_that_came_damaged_and_is_lost_on_its_way_back_is_two_claims():
    Shipment.objects.filter(number="SH-3001").update(damage_noted=True)
    number = opened(reason="damaged_in_transit")
    worker.work_off()
    assert lost(number).is_done
    worker.work_off()
    out, back = Effect.objects.filter(kind="carrier.claim").order_by("pk")
    label = Effect.objects.get(key=f"label:{number}").receipt or {}
    assert (out.key, back.key) == ("FC-1001", "FC-1002")
    assert freight_claim_card(out.key).shipment == "SH-3001"
    claimed = freight_claim_card(back.key)
    assert (claimed.shipment, claimed.of_return, claimed.kind) == ("", number, "lost")
    assert claimed.amount == usd("809.10")
    assert back.payload["tracking"] == queries.return_card(number).tracking
    assert back.payload["carrier"] == label["carrier"]
    assert out.payload["tracking"] != back.payload["tracking"]
    assert back.payload["what"] == "Not found after 10 days"
    # The dented washer counts against how it was packed, 809.10; what was lost coming back not.
    assert damage_of(queries.return_card(number).line.sku).lost == usd("809.10")
