"""A quoted price is explained from what was kept of it, each step with the row that counted."""

from __future__ import annotations

import shutil

from makegood.core import clock
from makegood.core.decision import Code
from makegood.domains.ordering import queries
from makegood.domains.ordering.tests.cast import (
    RIVERSIDE,
    TOM,
    chat,
    do,
    done,
    nothing_changes,
    quoted,
    told,
)
from makegood.handbook import folder, use_folder


def test_every_line_names_its_rows_and_adds_up():
    outcome = done("ordering.explain_price", TOM, quote=quoted(TOM, codes=["SUMMER12"]))
    assert outcome.answer("lines") == [
        {
            "sku": "WM900", "quantity": 1, "gross": usd("899.00"),
            "rules": ["PR-WM900-1", "PROMO-SUMMER-26"], "net": usd("791.12"),
            "tax": usd("61.31"), "tax_rules": ["TAX-XM-GOODS", "TAX-HARLOW-GOODS"],
        },
        {
            "sku": "DELIVERY", "quantity": 1, "gross": usd("79.00"), "rules": ["PR-DELIVERY-1"],
            "net": usd("79.00"), "tax": usd("6.12"),
            "tax_rules": ["TAX-XM-DELIVERY", "TAX-HARLOW-DELIVERY"],
        },
    ]  # fmt: skip
    assert told(outcome)[1:4] == [
        "1 × WM900 washing machine at $899.00 each: $899.00 by the list.",
        "A promotion takes off $107.88.",
        "WM900 washing machine comes to $791.12.",
    ]
    assert told(outcome)[-1] == "It comes to $937.55 in all."


def test_one_line_can_be_asked_for_by_its_place():
    quote = quoted(RIVERSIDE, ("PT-CTRL", 12), ("WM900", 1))
    outcome = done("ordering.explain_price", RIVERSIDE, quote=quote, line=2)
    assert told(outcome)[2] == "The dealer's discount takes off $287.68."
    assert told(outcome)[-1] == "It comes to $2,906.97 in all."
    with nothing_changes():
        assert do("ordering.explain_price", RIVERSIDE, quote=quote, line=9).code is Code.NOT_FOUND


def test_it_is_explained_as_it_was_whatever_prices_do_meanwhile():
    with clock.standing_at("2026-05-26"):
        quote = quoted()
    outcome = done("ordering.explain_price", TOM, quote=quote)
    assert "A promotion takes off $89.90." in told(outcome)


def test_an_article_that_left_the_catalogue_is_named_by_its_number(tmp_path):
    quote, before, own = quoted(), folder(), tmp_path / "own"
    shutil.copytree(before, own)
    for path in (one for one in own.rglob("*") if one.suffix in (".toml", ".md")):
        path.write_text(path.read_text("utf-8").replace("WM900", "WM901"), "utf-8")
    try:
        use_folder(own)
        assert queries.quote_card(quote).lines[0].title_in("fr") == "WM900"
        outcome = done("ordering.explain_price", TOM, quote=quote)
        assert told(outcome)[3] == "Tax of the state of Meridian: $61.13."
        assert "WM900" in told(outcome)[1]
        assert "washing machine" not in told(outcome)[1]
    finally:
        use_folder(before)


def test_a_stranger_hears_nothing():
    quote = quoted()
    with nothing_changes():
        assert do("ordering.explain_price", chat("C-9"), quote=quote).code is Code.NOT_FOUND


def usd(text):
    return {"amount": text, "currency": "USD"}
