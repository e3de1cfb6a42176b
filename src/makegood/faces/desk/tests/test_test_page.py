"""The page of a test shows its question, who held each sample, and whom a stopped lot concerns."""

from __future__ import annotations

import re

from makegood.domains.aftersales.tests.lab import GOOD, decide, in_lab, measure


def page_of(client, number):
    html = client.get(f"/desk/records/{number}").content.decode()
    return html, " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_a_test_on_its_way_shows_its_samples_and_the_next_step(at_the_desk):
    number = in_lab()
    html, text = page_of(at_the_desk("rae"), number)
    assert f"Test of a product {number}" in text
    assert "Decision that it changes Whether the lot may be shipped." in text
    assert "SN-77120 Failed Returns dock" in text
    assert f"/desk/acts/aftersales.record_result?serial=SN-77120&amp;test={number}" in html or (
        "aftersales.record_result?" in html
    )


def test_a_stopped_lot_lists_its_customers(at_the_desk):
    number = in_lab()
    measure(number, "0.90")
    measure(number, "0.20", GOOD)
    decide(number)
    text = page_of(at_the_desk("rae"), number)[1]
    assert "0.9 ± 0.02 Fail" in text
    assert "The lot is stopped" in text
    assert "Customers who have a piece of it (3)" in text
    assert "Tom Gallagher" in text
