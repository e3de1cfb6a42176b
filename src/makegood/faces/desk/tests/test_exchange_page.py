"""The page of an exchange shows both sides, what is held or charged, and the next step."""

from __future__ import annotations

import re

from makegood.core import clock, worker
from makegood.domains.aftersales.tests.swaps import BOARD, exchange, shipped_ahead


def page_of(client, number):
    html = client.get(f"/desk/records/{number}").content.decode()
    return html, " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_other_goods_show_both_sides_and_what_is_paid(at_the_desk):
    exchange()
    html, text = page_of(at_the_desk("rae"), "EX-1001")
    assert "Exchange EX-1001" in text
    assert "Goes back: WM900 washing machine SN-77120 −809.10 −62.71" in text
    assert "Comes instead: WM950 washing machine – 949.00 73.55" in text
    assert "The customer pays 150.74" in text
    assert 'href="/desk/records/R-2001"' in html
    assert 'href="/desk/records/O-5001"' in html


def test_one_that_went_ahead_shows_its_hold_and_then_its_charge(at_the_desk):
    number = shipped_ahead()
    rae = at_the_desk("rae")
    html, text = page_of(rae, number)
    assert "Held on the card ending in 0005: USD 203.65 held" in text
    assert f"/desk/acts/aftersales.receive_core?exchange={number}" in html
    assert f'href="/desk/records/{BOARD}"' in html
    with clock.standing_at("2026-07-07T00:01"):
        worker.work_off()
    assert "Charged" in page_of(rae, number)[1]
