"""The customer page: everything about Tom on one screen, for whoever may see it."""

from __future__ import annotations

import re

import pytest

from makegood.faces.desk.timeline import timeline


def test_rae_sees_tom_with_his_order_his_money_and_how_to_reach_him(at_the_desk):
    answer = at_the_desk("rae").get("/desk/customers/C-6")
    html = answer.content.decode()
    assert answer.status_code == 200
    for told in (
        '<h1><a href="/desk/customers/C-6">Tom Gallagher</a></h1>',
        '<a class="ref" href="/desk/records/O-1041">O-1041</a>',
        "tom.gallagher@example.com",
        "/desk/acts/aftersales.open_return?party=C-6&amp;line=O-1041%2F1",
        "/desk/acts/cases.open_case?party=C-6",
    ):
        assert told in html


def test_the_timeline_is_newest_first_and_shows_one_kind_if_asked(at_the_desk):
    at_the_desk("rae")
    found = timeline("C-6").happenings
    assert [one.at for one in found] == sorted((one.at for one in found), reverse=True)
    assert {one.kind for one in timeline("C-6", "orders").happenings} <= {"orders"}
    html = at_the_desk("rae").get("/desk/customers/C-6?show=orders").content.decode()
    assert re.search(r'href="\?show=orders#timeline"[^>]* aria-current="true">Orders</a>', html)


def test_nobody_without_a_role_sees_a_customer(at_the_desk):
    answer = at_the_desk("noor").get("/desk/customers/C-6")
    assert answer.status_code == 404
    assert "Gallagher" not in answer.content.decode()


@pytest.mark.parametrize("number", ["C-99999", "O-1041", "nobody"])
def test_an_unknown_number_is_told_kindly(at_the_desk, number):
    answer = at_the_desk("rae").get(f"/desk/customers/{number}")
    assert answer.status_code == 404
    assert f"There is nothing here of the number {number}" in answer.content.decode()
