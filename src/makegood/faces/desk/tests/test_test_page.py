"""The page of a test shows its question, who held each sample, and whom a stopped lot concerns."""

from __future__ import annotations

import re

from makegood.domains.aftersales.tests.lab import GOOD, decide, in_lab, measure
from makegood.domains.ordering.tests.cast import RAE, done


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


def test_it_shows_where_it_is_tested_who_was_told_and_what_was_set_aside(at_the_desk):
    number = in_lab(
        "belt_elongation", consent="DC-1009", lab="meridian_materials", asked_by="C-6",
        accepted="DC-1010",
        interested=[{"name": "Harlow Mutual", "role": "insurer", "mail": "loss@example.com"}],
    )  # fmt: skip
    done(
        "aftersales.set_aside_samples", RAE, test=number, serials=[GOOD], why="Labels swapped.",
    )  # fmt: skip
    html, text = page_of(at_the_desk("rae"), number)
    assert "Laboratory Meridian Materials Institute wanted by C-6" in text
    assert "Harlow Mutual Insurer ; nothing before Thu 25 Jun, in 10 days" in text
    assert "Control set aside Labels swapped." in text
    assert "Select others in their place" in text
    assert f"serial={GOOD}" not in html
