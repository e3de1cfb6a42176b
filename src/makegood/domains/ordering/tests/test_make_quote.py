"""A quote says what something costs, by which rules, and to which day we hold to it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import JsonValue

from makegood.core import clock
from makegood.core.actor import V1, V2, Actor, ActorKind
from makegood.core.decision import Code
from makegood.core.models import Effect
from makegood.core.outcome import InvalidAsk, Status
from makegood.domains.ordering import queries
from makegood.domains.ordering.models import Quote
from makegood.domains.ordering.tests.cast import (
    RAE,
    RIVERSIDE,
    TOM,
    chat,
    desk,
    do,
    done,
    nothing_changes,
    ordered,
    quoted,
    told,
    usd,
)
from makegood.handbook import folder, use_folder

FARM: JsonValue = {
    "line1": "9 Farm Lane", "locality": "Millbrook", "region": "XM", "postal_code": "55520",
}  # fmt: skip
WASHER: JsonValue = {"sku": "WM900", "quantity": 1}
BOTH_CODES: JsonValue = ["SUMMER12", "NEIGHBOUR5"]
BY_HAND: dict[str, JsonValue] = {
    "percent": "5",
    "reason": "Price match with an offer that was shown.",
}


@pytest.fixture
def cheap_washers(tmp_path: Path) -> Iterator[None]:
    """The company whose price list has 8.99 where 899.00 was meant."""
    before, own = folder(), tmp_path / "own"
    shutil.copytree(before, own)
    prices = own / "prices" / "list.toml"
    prices.write_text(prices.read_text("utf-8").replace('"899.00"', '"8.99"'), "utf-8")
    use_folder(own)
    yield
    use_folder(before)


def test_AC10_1_a_washer_with_delivery_and_labour_is_quoted_to_the_cent():
    with clock.standing_at("2026-05-26"):
        lines: JsonValue = [WASHER, {"sku": "SV-INST"}, {"sku": "SV-HAUL"}]
        outcome = done("ordering.make_quote", TOM, lines=lines)
    assert {one.name: one.amount for one in outcome.figures} == {
        "goods": usd("1076.10"), "tax": usd("68.83"), "total": usd("1144.93"),
        "delivery": usd("79.00"), "deposit": usd("228.99"),
    }  # fmt: skip
    card = queries.quote_card(str(outcome.answer("quote")))
    assert (card.total, card.deposit, card.state) == (usd("1144.93"), usd("228.99"), "sent")
    assert [line.net for line in card.lines] == [
        usd("809.10"), usd("149.00"), usd("39.00"), usd("79.00"),
    ]  # fmt: skip
    assert card.valid_until.isoformat() == "2026-06-25"


def test_AC10_2_three_small_parts_are_taxed_as_one_document():
    lines: JsonValue = [{"sku": "PT-BELT-24", "quantity": 3}]
    card = queries.quote_card(str(done("ordering.make_quote", TOM, lines=lines).answer("quote")))
    assert card.taxes == {"XM": usd("4.68"), "XM/Harlow": usd("1.12")}
    assert card.tax == usd("5.80")


def test_AC10_3_riverside_s_twelve_boards_are_quoted_with_the_discount_for_many():
    outcome = done("ordering.make_quote", RIVERSIDE, lines=[{"sku": "PT-CTRL", "quantity": 12}])
    assert outcome.answer("total") == {"amount": "2248.27", "currency": "USD"}
    assert told(outcome)[:3] == [
        "12 × Control board PT-CTRL at $189.00 each: $2,268.00 by the list.",
        "The discount for this many takes off $181.44.",
        "Control board PT-CTRL comes to $2,086.56.",
    ]
    assert [one.source for one in outcome.statements[:2]] == [
        "price:PR-PT-CTRL-1", "price:VOL-PART-12",
    ]  # fmt: skip
    assert "You buy on account, so no deposit is asked for." in told(outcome)


def test_AC10_5_a_dealer_is_quoted_a_washer_at_32_percent_off():
    card = queries.quote_card(quoted(RIVERSIDE))
    assert card.lines[0].net == usd("611.32")


def test_the_customer_gets_it_in_writing_in_their_own_language():
    before = Effect.objects.filter(kind="mail").count()
    number = quoted()
    mail = Effect.objects.filter(kind="mail").latest("pk")
    assert Effect.objects.filter(kind="mail").count() == before + 1
    assert mail.payload["subject"] == f"Your quote {number}"
    assert "It comes to $1,053.80 in all." in mail.payload["body"]
    assert "This quote holds until July 15, 2026." in mail.payload["body"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("es", "1 × Lavadora WM900 a $899.00 por pieza: $899.00 según la lista."),
        ("fr", "1 × Lave-linge WM900 à 899,00\xa0$US pièce : 899,00\xa0$US au tarif."),
    ],
)
def test_it_is_explained_in_spanish_and_french(language, said):
    outcome = done("ordering.make_quote", TOM, lines=[WASHER])
    assert told(outcome, language)[0] == said


def test_one_article_on_two_lines_is_one_line_of_all_its_pieces():
    board: JsonValue = {"sku": "PT-CTRL", "quantity": 6}
    outcome = done("ordering.make_quote", TOM, lines=[board, board])
    (line,) = queries.quote_card(str(outcome.answer("quote"))).lines
    assert (line.quantity, line.discount) == (12, usd("181.44"))


@pytest.mark.parametrize("quantity", [0, -1, 1.5, "2"])
def test_pieces_are_whole_numbers_from_one(quantity):
    with nothing_changes(), pytest.raises(InvalidAsk) as invalid:
        do("ordering.make_quote", TOM, lines=[{"sku": "WM900", "quantity": quantity}])
    assert invalid.value.faults[0].field == "lines.0.quantity"


def test_what_is_not_sold_is_answered_with_the_nearest_that_is():
    with nothing_changes(), pytest.raises(InvalidAsk) as invalid:
        do("ordering.make_quote", TOM, lines=[{"sku": "WM90"}])
    fault = invalid.value.faults[0]
    assert fault.field == "lines.0.sku"
    assert "the nearest to WM90: WM900 (" in fault.accepted


def test_delivery_is_no_line_of_its_own():
    with nothing_changes(), pytest.raises(InvalidAsk) as invalid:
        do("ordering.make_quote", TOM, lines=[{"sku": "DELIVERY"}])
    assert "delivery is added by itself" in invalid.value.faults[0].accepted


@pytest.mark.parametrize("percent", ["110", "0", "-5", "5.555"])
def test_a_discount_is_above_nothing_and_at_most_all(percent):
    with nothing_changes(), pytest.raises(InvalidAsk) as invalid:
        do(
            "ordering.make_quote",
            RIVERSIDE,
            lines=[WASHER],
            by_hand={**BY_HAND, "percent": percent},
        )
    assert invalid.value.faults[0].field == "by_hand.percent"


def test_codes_that_do_not_combine_are_answered_with_the_best_that_may():
    with nothing_changes():
        outcome = do("ordering.make_quote", TOM, lines=[WASHER], codes=BOTH_CODES)
    assert outcome.code is Code.POLICY_DENIED
    assert told(outcome) == ["These codes do not combine: SUMMER12, NEIGHBOUR5."]
    assert [one.text() for one in outcome.instead] == [
        "The best that may be combined is SUMMER12: $937.55 in all."
    ]


@pytest.mark.parametrize("code", ["SPRING99", "PARTS5"])
def test_a_code_that_is_unknown_or_for_other_goods_is_refused_by_name(code):
    with nothing_changes():
        outcome = do("ordering.make_quote", TOM, lines=[WASHER], codes=[code])
    assert told(outcome) == [f"The code {code} does not count today for these goods."]


def test_a_code_is_read_however_it_is_written():
    card = queries.quote_card(quoted(TOM, codes=["summer12"]))
    assert card.lines[0].steps[0].rule == "PROMO-SUMMER-26"


def test_a_discount_by_hand_within_ones_limit_is_quoted_with_its_reason():
    outcome = done(
        "ordering.make_quote", RAE.on_behalf_of("C-6", V2), lines=[WASHER], by_hand=BY_HAND
    )
    assert "A discount of 5% granted to you takes off $44.95." in told(outcome)
    assert any(version.startswith("PRC-3@") for version in outcome.clauses)


def test_a_discount_beyond_ones_limit_waits_for_a_yes_and_is_quoted_with_it():
    outcome = do(
        "ordering.make_quote", RAE.on_behalf_of("C-6", V2), lines=[WASHER],
        by_hand={**BY_HAND, "percent": "10"},
    )  # fmt: skip
    assert outcome.status is Status.PENDING_APPROVAL
    assert not Quote.objects.exists()
    done("company.approve_request", desk("ines", "S1"), request=str(outcome.approval))
    newest = Quote.objects.latest("pk")
    assert queries.quote_card(newest.number).lines[0].net == usd("809.10")


@pytest.mark.parametrize(
    "actor",
    [TOM, Actor(kind=ActorKind.CUSTOMER, name="C-6", role="customer", party="C-6", level=V2)],
)
def test_neither_a_customer_nor_the_automated_representative_asks_for_a_discount_by_hand(actor):
    with nothing_changes():
        outcome = do(
            "ordering.make_quote", actor, lines=[WASHER], by_hand={**BY_HAND, "percent": "100"}
        )
    assert outcome.code is Code.POLICY_DENIED
    assert told(outcome) == [
        "A discount by hand is granted by our people only. Nothing was changed."
    ]
    assert done("ordering.make_quote", actor, lines=[WASHER]).is_done


def test_a_price_far_below_our_cost_is_a_mistake_that_nobody_is_quoted(cheap_washers):
    with nothing_changes():
        outcome = do("ordering.make_quote", TOM, lines=[WASHER])
    assert outcome.code is Code.POLICY_DENIED
    assert "looks like a mistake, so it is not quoted." in told(outcome)[0]


@pytest.mark.parametrize(
    ("day", "is_asked"),
    [("2026-06-14", True), ("2026-06-15", False), ("2026-07-15", False), ("2026-07-16", True)],
)
def test_a_price_is_found_for_days_on_which_a_quote_of_today_holds(day, is_asked):
    outcome = do("ordering.make_quote", TOM, lines=[WASHER], as_of=day)
    assert (outcome.code is Code.NEEDS_INFO) is is_asked


def test_a_place_whose_taxes_we_do_not_know_is_not_sold_to():
    place: JsonValue = {
        "line1": "1 Main Street",
        "locality": "Albany",
        "region": "NY",
        "postal_code": "12201",
    }
    with nothing_changes():
        outcome = do("ordering.make_quote", TOM, lines=[WASHER], ship_to=place)
    assert outcome.code is Code.POLICY_DENIED
    assert told(outcome)[0].startswith("We do not sell to 1 Main Street, Albany, NY")


def test_who_only_said_a_name_is_quoted_nothing():
    with nothing_changes():
        outcome = do("ordering.make_quote", chat("C-6", V1), lines=[WASHER])
    assert (outcome.code, outcome.level) == (Code.VERIFICATION_REQUIRED, V2)


def test_nobody_quotes_for_a_stranger_s_account():
    with nothing_changes():
        outcome = do("ordering.make_quote", TOM, lines=[WASHER], account="40007")
    assert outcome.code is Code.NOT_FOUND


def test_whoever_asked_to_be_kept_from_buying_is_quoted_and_sold_nothing():
    quote, order = quoted(TOM), ordered()
    done("parties.pause_purchases", TOM, months="3", wording="please keep me from buying")
    says = (
        "You asked us to sell you nothing until the end of September 15, 2026, and we keep to "
        "that. Repairs, returns and your money go on as before."
    )
    for name, asked in (
        ("ordering.make_quote", {"lines": [WASHER]}),
        ("ordering.create_order", {"lines": [WASHER]}),
        ("ordering.accept_quote", {"quote": quote}),
        ("ordering.amend_order", {"order": order, "line": f"{order}/1", "quantity": 3}),
    ):
        with nothing_changes():
            refused = do(name, TOM, **asked)
        assert (refused.code, told(refused)) == (Code.POLICY_DENIED, [says])
    assert do("ordering.amend_order", TOM, order=order, ship_to=FARM).is_done
    with clock.standing_at("2026-09-16"):
        assert do("ordering.make_quote", TOM, lines=[WASHER]).is_done
