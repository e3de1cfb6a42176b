"""A parcel that is not found is sent again, or paid back to the cent."""

from __future__ import annotations

from datetime import date

import pytest

from makegood.core import clock, worker
from makegood.core.decision import Code
from makegood.core.models import Effect
from makegood.core.overdue import failed_checks
from makegood.core.promises import open_promises
from makegood.domains.ledger import queries as ledger
from makegood.domains.ordering import queries
from makegood.domains.ordering.models import FreightClaim, OrderLine
from makegood.domains.ordering.tests.cast import (
    ABDUL_IN_STORE,
    RAE,
    TOM,
    do,
    done,
    nothing_changes,
    ordered,
    told,
    usd,
)
from makegood.domains.ordering.tests.missing import BELTS, LATE, WASHER, left, missed, owed, paid

pytestmark = pytest.mark.usefixtures("carriers")


def mails():
    return [str(one.payload["body"]) for one in Effect.objects.filter(kind="mail")]


def ended(**other):
    return do("ordering.end_search", RAE, search="PS-1001", **other)


def test_a_parcel_that_never_came_is_sent_again_and_nothing_more_is_due():
    order = paid(left())
    assert owed(order) == usd("0.00")
    with clock.standing_at(LATE):
        missed(order)
    with clock.standing_at("2026-06-29"):
        assert ended(outcome="lost").is_done
        card = queries.search_card("PS-1001")
        assert (card.outcome, card.ended_on) == ("lost", date(2026, 6, 29))
        stands = queries.order_card(order)
        assert (stands.state, stands.lines[0].shipped) == ("allocated", 0)
        assert queries.supply_of(order)[0].promised_on == date(2026, 7, 7)
        claim = FreightClaim.objects.get()
        assert (claim.kind, claim.pieces, claim.amount_cents) == ("lost", 2, 4990)
        # 49.90 and 3.87 of tax were paid and are billed no more: they wait for the new parcel.
        assert owed(order) == usd("-53.77")
        done("ordering.record_shipment", RAE, order=order, number="SH-10", carrier="Hand Post",
             tracking="HP2", promised_on="2026-07-07",
             lines=[{"line": f"{order}/1", "quantity": 2}])  # fmt: skip
        assert owed(order) == usd("0.00")
        mail = Effect.objects.filter(kind="mail").latest("pk").payload
        assert "All of it is paid already, so nothing is due." in str(mail["body"])
        done("ordering.record_delivery", RAE, shipment="SH-10", place="Harlow")
        assert queries.order_card(order).state == "delivered"


def test_a_parcel_of_which_no_carrier_answered_is_handed_to_people_and_not_called_lost():
    order = left()
    with clock.standing_at(LATE):
        missed(order)
    with clock.standing_at("2026-06-29T22:30:00"):
        worker.work_off()
        card = queries.search_card("PS-1001")
        assert (card.ended_on, card.outcome) == (None, "")
        assert queries.shipment_card("SH-9").undone_as == ""
        assert not [text for text in mails() if "not find" in text or "been found" in text]
        stuck = [(one.what, one.subject, one.reason) for one in failed_checks()]
        assert stuck == [
            ("ordering.search_answered", "parcel_search:PS-1001",
             f"nobody has said yet what became of SH-9 of {order}"),
        ]  # fmt: skip
        with nothing_changes():
            asked = ended()
            assert (asked.code, asked.needs) == (Code.NEEDS_INFO, "outcome")
            assert told(asked) == [
                "It may still be on its way. Ask the carrier, and say how the search ended."
            ]


def test_what_was_brought_and_never_seen_again_is_told_as_not_found_without_an_answer():
    order = left()
    with clock.standing_at("2026-06-18"):
        done("ordering.record_delivery", RAE, shipment="SH-9", place="Harlow")
    with clock.standing_at("2026-06-18T18:00:00"):
        missed(order, looked=True)
    with clock.standing_at("2026-06-29T22:30:00"):
        worker.work_off()
        assert queries.search_card("PS-1001").outcome == "lost"
        said = f"Your parcel of order {order} has not been found. We are sorry."
        assert len([text for text in mails() if said in text]) == 1
        assert not [text for text in mails() if "did not find" in text]
        assert not failed_checks()


def test_a_parcel_of_which_a_line_s_other_parcel_came_back_is_still_lost():
    order = ordered(TOM, BELTS)
    for number in ("SH-8", "SH-9"):
        done("ordering.record_shipment", RAE, order=order, number=number, carrier="Hand Post",
             tracking=number, promised_on="2026-06-19",
             lines=[{"line": f"{order}/1", "quantity": 1}])  # fmt: skip
    done("ordering.record_delivery", RAE, shipment="SH-8", place="Harlow")
    OrderLine.objects.filter(number=f"{order}/1").update(returned=1)
    with clock.standing_at(LATE):
        missed(order)
        assert ended(outcome="lost", wish="money").is_done
        assert queries.shipment_card("SH-9").undone_as == "lost"
        assert queries.line_card(f"{order}/1").delivered == 1


def test_what_came_back_out_of_this_parcel_did_arrive():
    order = left()
    with clock.standing_at("2026-06-18"):
        done("ordering.record_delivery", RAE, shipment="SH-9", place="Harlow")
        missed(order, looked=True)
        OrderLine.objects.filter(number=f"{order}/1").update(returned=1)
        with nothing_changes():
            assert told(ended(outcome="lost")) == [
                "Some of it came back to us, so it did arrive. Nothing was changed."
            ]


def test_a_parcel_that_never_came_is_paid_back_to_the_cent():
    order = paid(left())
    with clock.standing_at(LATE):
        missed(order, wish="money")
        outcome = ended(outcome="lost", report="Not found in the depot.")
        assert told(outcome) == [
            f"Hand Post did not find your parcel of order {order}. We are sorry.",
            "What you paid for the goods goes back to you, without any fee.",
        ]
        assert queries.order_card(order).state == "cancelled"
        assert queries.changes_of(order)[-1].refunded == usd("53.77")
        assert owed(order) == usd("0.00")


def test_the_deposit_of_a_washer_lost_on_its_way_stands_again_until_it_is_sent_again():
    order = left(WASHER, by=ABDUL_IN_STORE)
    before = ledger.balance_of("2100", about=f"order:{order}")
    with clock.standing_at(LATE):
        do("ordering.report_missing", ABDUL_IN_STORE, order=order, wish="again")
        ended(outcome="misdelivered", report="Signed by somebody else.")
        assert ledger.balance_of("2100", about=f"order:{order}") == before
        assert owed(order) == usd("0.00")
        assert queries.bills_of(order)[0].is_taken_back


def test_what_is_found_is_told_with_its_place():
    order = left()
    with clock.standing_at(LATE):
        missed(order)
        with nothing_changes():
            assert ended(outcome="found").code is Code.NEEDS_INFO
        outcome = ended(outcome="found", report="in the depot at Harlow", arrives_on="2026-06-24")
        assert told(outcome) == [
            "Your parcel was found: in the depot at Harlow.",
            "It is with you by June 24, 2026.",
            "If you still do not have it, tell us, and we look again.",
        ]
        assert queries.shipment_card("SH-9").promised_on == date(2026, 6, 24)
        assert not [one for one in open_promises() if one.kind == "parcel_search"]
        with nothing_changes():
            assert told(ended(outcome="lost")) == [
                "This search has ended already. Nothing was changed."
            ]
    with clock.standing_at("2026-06-25"):
        assert missed(order).is_done


def test_what_arrives_while_it_is_looked_for_is_found():
    order = left()
    with clock.standing_at(LATE):
        missed(order)
        done("ordering.record_delivery", RAE, shipment="SH-9", place="Harlow")
    with clock.standing_at("2026-06-29T22:30:00"):
        worker.work_off()
        assert queries.search_card("PS-1001").outcome == "found"
        assert queries.order_card(order).state == "delivered"


def test_what_is_worth_more_and_was_brought_is_looked_into_by_people():
    order = left(WASHER)
    with clock.standing_at("2026-06-18"):
        done("ordering.record_delivery", RAE, shipment="SH-9", place="Harlow")
        outcome = missed(order, looked=True)
        assert "One of our people looks into it with the carrier." in told(outcome)
    with clock.standing_at("2026-07-20"):
        worker.work_off()
        assert queries.search_card("PS-1001").ended_on is None


def test_a_late_report_of_what_counts_as_lost_changes_nothing():
    order = left()
    with clock.standing_at(LATE):
        missed(order)
        ended(outcome="lost")
        with nothing_changes():
            outcome = do("ordering.record_delivery", RAE, shipment="SH-9", place="Harlow")
            assert told(outcome) == [
                "The goods of shipment SH-9 count as not sent by now. Nothing was changed."
            ]
        status = told(done("ordering.tell_order_status", TOM, order=order))
        assert "The parcel with Hand Post was lost. What was in it counts as not sent." in status


def test_what_cannot_be_had_any_more_is_paid_back_instead():
    order = left()
    with clock.standing_at(LATE):
        missed(order)
        done("ordering.record_stock", RAE, sku="PT-BELT-24", on_hand=0)
        outcome = ended(outcome="lost")
        assert told(outcome)[1:] == [
            "We cannot get Drive belt PT-BELT-24 any more, so it cannot be sent again.",
            "What you paid for the goods goes back to you, without any fee.",
        ]
        assert outcome.answer("sent_again") is False
        assert queries.order_card(order).state == "cancelled"
