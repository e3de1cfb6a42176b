"""The page of a piece shows what covers it, its repairs and returns, and what can be done."""

from __future__ import annotations

import re

from makegood.domains.aftersales.tests.pieces import authorised, bought_elsewhere, repaired
from makegood.domains.aftersales.tests.story import opened


def page_of(client, serial):
    html = client.get(f"/desk/records/{serial}").content.decode()
    return html, " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_a_piece_that_we_sold_shows_its_order_its_warranty_and_its_return(at_the_desk):
    number = opened()
    html, text = page_of(at_the_desk("rae"), "SN-77120")
    assert "Appliance SN-77120" in text
    assert "WM900 washing machine of order O-1041 , O-1041/1 · lot LOT-24-117" in text
    assert "The whole Wed 2 Jun 2027 Wed 2 Jun 2027 WT-WM900" in text
    assert "Motor Mon 2 Jun 2031 Wed 2 Jun 2027 WT-WM900-MOTOR" in text
    assert f'href="/desk/records/{number}"' in html
    assert "/desk/acts/aftersales.authorise_repair?unit=SN-77120" in html
    assert "It was never repaired." in text


def test_repairs_are_listed_with_how_they_ended_and_one_can_be_ended(at_the_desk):
    serial = bought_elsewhere(bought_on="2025-11-03")
    repaired(serial, "pump", came_in_on="2026-05-01", went_out_on="2026-05-05", ended="failed")
    running = authorised(serial)
    html, text = page_of(at_the_desk("rae"), serial)
    assert "bought elsewhere" in text
    assert "Pump It stops and shows nothing. Fri 1 May – Tue 5 May Failed" in text
    assert f"/desk/acts/aftersales.record_repair?repair={running}" in html
    own = page_of(at_the_desk("rae"), running)[0]
    assert f"/desk/acts/aftersales.record_repair?repair={running}" in own
