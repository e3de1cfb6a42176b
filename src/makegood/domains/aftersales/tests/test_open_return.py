"""A customer asks to send something back, and hears the window, the fee and the split first."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import JsonValue

from makegood.core import clock, promises, worker
from makegood.core.actor import V1, V2
from makegood.core.decision import Code
from makegood.core.models import Effect, Job
from makegood.core.outcome import InvalidAsk, Status
from makegood.core.runner import preview
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.tests.story import (
    OTHER_WASHER,
    TOM,
    WASHER,
    ask_to_return,
    inspected,
    lived,
    mails,
    opened,
    told,
)
from makegood.domains.ledger import queries as ledger
from makegood.domains.ordering.tests.cast import (
    RAE,
    chat,
    do,
    done,
    nothing_changes,
    tom_s_other_order,
    usd,
)
from makegood.handbook import book
from makegood.handbook.orders import VisitSeed


def delivered_on(day: str):
    """Tom's order, ordered and delivered on one day."""
    on = date.fromisoformat(day)
    order = book().people.order("O-1041")
    tenders = tuple(one.model_copy(update={"on": on}) for one in order.tenders)
    parcel = order.shipments[0].model_copy(
        update={"shipped_on": on, "promised_on": on, "delivered_on": on, "scans": ()}
    )
    return tom_s_other_order(ordered_on=on, tenders=tenders, shipments=(parcel,), visits=())


def figures(outcome):
    return {figure.name: f"{figure.amount.amount:.2f}" for figure in outcome.figures}


def test_AC17_1_fee_refund_and_split_are_told_before_the_yes():
    asked: dict[str, JsonValue] = {"line": WASHER, "reason": "changed_mind", "opened": True}
    shown = preview("aftersales.open_return", asked, actor=TOM)
    assert figures(shown) == {
        "goods": "809.10", "tax": "62.71", "restocking_fee": "121.37", "refund": "750.44",
        "refund_gift": "65.54", "refund_card": "684.90",
    }  # fmt: skip
    assert told(shown) == [
        "If you change your mind, you have 30 days from delivery; for this item the last day is "
        "July 2, 2026.",
        "Because it was opened, a restocking fee of 15% is kept: $121.37.",
        "For a change of mind, the delivery and the services that were done are not refunded.",
        "You get back $750.44.",
        "$65.54 goes back to your gift card.",
        "$684.90 goes back to your card ending in 4242.",
        "The money goes back the way it was paid, each way of paying its share, within 7 working "
        "days after we received the goods.",
        "For a change of mind, you pay the carrier when you send the goods back with our label, or "
        "bring them to our returns dock or a store at no cost.",
    ]
    assert {version.partition("@")[0] for version in shown.clauses} == {
        "RET-1", "RET-2", "RET-4", "RET-7", "RET-8", "RET-9", "REF-1",
    }  # fmt: skip
    assert queries.returns_of("C-6") == ()


def test_the_same_is_told_in_spanish_and_french():
    outcome = ask_to_return()
    assert told(outcome, "es")[4] == "$65.54 vuelven a su tarjeta regalo."
    assert told(outcome, "es")[5] == "$684.90 vuelven a su tarjeta terminada en 4242."
    assert told(outcome, "fr")[1].endswith("sont retenus : 121,37\xa0$US.")


def test_the_return_stands_with_label_promise_and_end():
    number = opened()
    card = queries.return_card(number)
    assert (card.number, card.state, card.quantity) == ("R-2001", "authorised", 1)
    assert (card.refund, card.fee) == (usd("750.44"), usd("121.37"))
    assert card.expires_on == date(2026, 7, 15)
    (promise,) = promises.open_promises("return:R-2001")
    assert promise.kind == "return_label"
    assert promise.text == "You get the label for return R-2001."
    assert clock.local(promise.due_at).date() == date(2026, 6, 16)
    label = Effect.objects.get(key="label:R-2001")
    assert label.payload == {
        "return_number": "R-2001",
        "from": ["Tom Gallagher", "14 Mill Road", "Harlow, XM 55502", "US"],
        "to": "Northvale Returns, 40 Dock Road, Harlow, XM 55504",
        "service": "drop_off", "paid_by": "customer", "pieces": 1,
    }  # fmt: skip
    days = {row.key: clock.local(row.run_at).date() for row in Job.objects.all()}
    assert days == {"remind:R-2001": date(2026, 7, 8), "expire:R-2001": date(2026, 7, 16)}


def test_the_customer_gets_it_in_writing():
    opened()
    (mail,) = mails("return_opened")
    for part in (
        "R-2001", "WM900 washing machine", "July 2, 2026", "$121.37", "$750.44", "$65.54",
        "$684.90", "ending in 4242", "July 15, 2026", "40 Dock Road",
    ):  # fmt: skip
        assert part in mail


@pytest.mark.parametrize(
    ("day", "reason", "is_allowed"),
    [
        ("2026-04-09", "changed_mind", True),
        ("2026-04-10", "changed_mind", False),
        ("2026-04-10", "defective", True),
    ],
)
def test_AC19_1_day_30_is_allowed_and_day_31_only_for_a_defect(day, reason, is_allowed):
    lived(delivered_on("2026-03-10"))
    with clock.standing_at(day):
        outcome = ask_to_return(OTHER_WASHER, reason=reason)
    assert outcome.is_done is is_allowed


def test_AC19_1_day_31_is_refused_with_clause_dates_and_what_is_possible_instead():
    lived(delivered_on("2026-03-10"))
    with clock.standing_at("2026-04-10"), nothing_changes():
        outcome = ask_to_return(OTHER_WASHER)
    assert outcome.code is Code.POLICY_DENIED
    assert outcome.clauses == ("RET-2@2026-01-01",)
    assert told(outcome) == [
        "It was delivered on March 10, 2026, 31 days ago. A change of mind is taken back for "
        "30 days, and the last day was April 9, 2026."
    ]
    assert outcome.instead[0].text().startswith("If something is wrong with it, tell me what")
    assert outcome.instead[1].text().startswith("If there was a special reason for the delay")


@pytest.mark.parametrize(("day", "is_allowed"), [("2027-03-10", True), ("2027-03-11", False)])
def test_a_fault_counts_for_twelve_months_to_the_day(day, is_allowed):
    lived(delivered_on("2026-03-10"))
    with clock.standing_at(day):
        outcome = ask_to_return(OTHER_WASHER, reason="defective")
    assert outcome.is_done is is_allowed
    if not is_allowed:
        assert outcome.clauses == ("RET-6@2026-01-01",)


def test_what_is_called_recalled_and_is_not_counts_as_a_fault():
    lived(delivered_on("2026-03-10"))
    with clock.standing_at("2027-03-11"), nothing_changes():
        assert ask_to_return(OTHER_WASHER, reason="recall").clauses == ("RET-6@2026-01-01",)


def test_a_fault_of_ours_costs_nothing_and_brings_the_delivery_back_too():
    outcome = ask_to_return(reason="damaged_in_transit", opened=None)
    assert figures(outcome) == {
        "goods": "809.10", "tax": "62.71", "delivery": "85.12", "refund": "956.93",
        "refund_gift": "83.58", "refund_card": "873.35",
    }  # fmt: skip
    assert "$85.12" in told(outcome)[1]
    assert Effect.objects.get(key="label:R-2001").payload["service"] == "pick_up"


def test_whether_the_box_was_opened_is_asked_only_when_the_fee_depends_on_it():
    with nothing_changes():
        outcome = ask_to_return(opened=None)
    assert (outcome.status, outcome.needs) == (Status.NEEDS_INFO, "opened")
    assert told(outcome)[0].startswith("Was the box opened?")
    belts = done("aftersales.open_return", chat("C-9"), line="O-1045/2", reason="changed_mind")
    assert belts.answer("fee") == {"amount": "0.00", "currency": "USD"}


def test_an_unopened_washer_has_no_fee():
    outcome = ask_to_return(opened=False)
    assert figures(outcome)["refund"] == "871.81"
    assert "Unopened goods are taken back without a fee." in told(outcome)


def test_an_installed_washer_comes_back_for_a_fault_only():
    lived(
        tom_s_other_order(
            visits=(VisitSeed(line=3, on=date(2026, 6, 3), installed=True, note="Ok."),)
        )
    )
    with nothing_changes():
        outcome = ask_to_return(OTHER_WASHER)
    assert outcome.clauses == ("RET-5@2026-01-01",)
    assert "installed on June 3, 2026" in told(outcome)[0]
    assert ask_to_return(OTHER_WASHER, reason="defective").is_done


@pytest.mark.parametrize("line", ["O-1041/2", "O-1041/3", "O-1041/4"])
def test_services_and_delivery_do_not_come_back(line):
    with nothing_changes():
        outcome = ask_to_return(line)
    assert (outcome.code, outcome.clauses) == (Code.POLICY_DENIED, ("RET-1@2026-01-01",))


def test_what_has_not_arrived_cannot_be_sent_back():
    lived(tom_s_other_order(shipments=(), visits=()))
    with nothing_changes():
        outcome = ask_to_return(OTHER_WASHER)
    assert told(outcome) == [
        "WM900 washing machine has not been delivered yet, so there is nothing to send back."
    ]


def test_no_more_comes_back_than_was_delivered():
    belts = {"line": "O-1045/2", "reason": "changed_mind"}
    with nothing_changes():
        outcome = do("aftersales.open_return", chat("C-9"), **belts, quantity=5)
    assert told(outcome) == ["You asked to return 5, and 4 can still be returned."]
    done("aftersales.open_return", chat("C-9"), **belts, quantity=4)


def test_the_shares_of_pieces_that_come_back_one_by_one_are_the_whole():
    for _ in range(4):
        done("aftersales.open_return", chat("C-9"), line="O-1045/2", reason="changed_mind")
    cards = queries.returns_of("C-9")
    assert sum(card.goods.cents for card in cards) == 9980
    assert sum(card.tax.cents for card in cards) == 773


def test_a_second_return_of_the_same_piece_is_refused_with_the_first():
    opened()
    with nothing_changes():
        outcome = ask_to_return()
    assert told(outcome) == ["There already is a return for it: R-2001, opened on June 15, 2026."]
    assert outcome.clauses == ("RET-13@2026-01-01",)


def test_AC17_3_after_the_refund_nothing_is_left_and_the_history_says_so():
    inspected()
    worker.work_off()
    with nothing_changes():
        outcome = ask_to_return()
    assert outcome.code is Code.POLICY_DENIED
    assert told(outcome) == [
        "It was already refunded with return R-2001 on June 15, 2026. Nothing is left to refund."
    ]


def test_a_cancelled_return_leaves_the_way_open_for_another():
    done("aftersales.cancel_return", TOM, return_number=opened())
    assert opened() == "R-2002"


@pytest.mark.parametrize("quantity", [0, -1])
def test_pieces_are_counted_from_one(quantity):
    with nothing_changes(), pytest.raises(InvalidAsk) as invalid:
        ask_to_return(quantity=quantity)
    assert invalid.value.faults[0].field == "quantity"


def test_a_missing_reason_is_asked_for_with_the_list():
    with nothing_changes(), pytest.raises(InvalidAsk) as invalid:
        do("aftersales.open_return", TOM, line=WASHER)
    assert invalid.value.faults[0].field == "reason"


def test_a_return_needs_a_verified_customer_who_owns_the_goods():
    ask: dict[str, JsonValue] = {"line": WASHER, "reason": "changed_mind", "opened": True}
    with nothing_changes():
        outcome = do("aftersales.open_return", chat("C-6", V1), **ask)
    assert (outcome.code, outcome.level) == (Code.VERIFICATION_REQUIRED, V2)
    with nothing_changes():
        assert do("aftersales.open_return", chat("C-9"), **ask).code is Code.NOT_FOUND
    with nothing_changes():
        assert do("aftersales.open_return", RAE, **ask).code is Code.VERIFICATION_REQUIRED


def test_what_is_not_paid_yet_is_credited_to_the_invoice_and_not_paid_out():
    lived(tom_s_other_order(tenders=()))
    assert ledger.balance_of("1100", party="C-6") == usd("1144.93")
    outcome = ask_to_return(OTHER_WASHER)
    assert "refund_card" not in figures(outcome)
    assert figures(outcome)["refund"] == "750.44"
