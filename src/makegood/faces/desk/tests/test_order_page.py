"""The page of an order shows where its goods come from, what was promised, held and billed."""

from __future__ import annotations

import re

from pydantic import JsonValue

from makegood.adapters.printing.typst.typesetter import TypstTypesetter
from makegood.core import clock
from makegood.domains.documents import ports
from makegood.domains.ordering import queries
from makegood.domains.ordering.tests.cast import RAE, TOM, done, ordered, quoted
from makegood.domains.ordering.tests.missing import LATE, left, missed


def page_of(client, number):
    html = client.get(f"/desk/records/{number}").content.decode()
    return html, " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_it_shows_what_is_kept_and_what_was_promised(at_the_desk):
    rae = at_the_desk("rae")
    _html, text = page_of(rae, ordered(TOM, ("WM900", 1)))
    assert "Goods kept, not sent yet" in text
    assert re.search(r"WM900 washing machine 1 to send 1 from stock, \S+ \S+ \S+ ", text)
    assert "Promised for" in text


def test_what_a_customer_s_own_act_promised_is_the_company_s(at_the_desk):
    rae, order = at_the_desk("rae"), ordered(TOM.model_copy(update={"name": "customer:CV-1"}))
    assert "It is promised for June 23, 2026." in page_of(rae, order)[1]
    assert "owner: The company itself" in page_of(rae, order)[1]


def test_a_hold_stands_before_everything_with_the_way_to_let_it_go(at_the_desk):
    rae = at_the_desk("rae")
    order = ordered()
    done("ordering.hold_order", RAE, order=order, kind="address", reason="There is no such street.")
    html, text = page_of(rae, order)
    assert "On hold: Address There is no such street." in text
    assert "/desk/acts/ordering.release_hold?" in html
    done("ordering.release_hold", RAE, order=order, kind="address", note="There is.")
    assert "Was on hold: There is no such street. Released by" in page_of(rae, order)[1]


def test_the_invoice_of_a_shipment_has_a_page_of_its_own(at_the_desk):
    rae = at_the_desk("rae")
    order = ordered()
    lines: JsonValue = [{"line": f"{order}/1", "quantity": 2}]
    done(
        "ordering.record_shipment", RAE, order=order, number="SH-9001", carrier="UPS",
        tracking="1Z", promised_on="2026-06-22", lines=lines,
    )  # fmt: skip
    bill = queries.invoice_of("SH-9001")
    html, _text = page_of(rae, order)
    assert f'href="/desk/records/{bill.number}"' in html
    assert "53.77" in page_of(rae, bill.number)[1]


def test_a_parcel_that_is_looked_for_says_so_with_the_promise_and_the_way_to_end_it(at_the_desk):
    order = left()
    with clock.standing_at(LATE):
        rae = at_the_desk("rae")
        missed(order)
        html, text = page_of(rae, order)
        assert re.search(r"PS-1001 looked for until Mon 29 Jun\b", text)
        assert "You hear from us by June 29, 2026." in text
        html, text = page_of(rae, "PS-1001")
        assert "Search for a parcel PS-1001" in text
        assert "/desk/acts/ordering.end_search?search=PS-1001" in html
        done("ordering.end_search", RAE, search="PS-1001", outcome="lost")
        assert re.search(r"PS-1001 looked for, \S+ \S+ \S+, today: lost", page_of(rae, order)[1])


def test_a_parcel_that_comes_back_is_not_looked_for_and_not_to_come(at_the_desk):
    rae, order = at_the_desk("rae"), left()
    done("ordering.record_turned_back", RAE, shipment="SH-9", why="unwanted")
    html, text = page_of(rae, order)
    assert "Delivered to come, comes back" in text
    assert f"We settle order {order} with you by" in text
    assert "/desk/acts/ordering.report_missing" not in html


def test_what_a_driver_noted_of_damage_stands_beside_the_day(at_the_desk):
    rae = at_the_desk("rae")
    assert "damage noted" in page_of(rae, "O-1042")[1]
    assert "damage noted" not in page_of(rae, "O-1041")[1]


def test_the_letter_to_an_accepted_quote_stands_on_the_order_too(at_the_desk):
    rae = at_the_desk("rae")
    order = str(done("ordering.accept_quote", TOM, quote=quoted()).answer("order"))
    _html, text = page_of(rae, order)
    assert f"Your order {order} from quote" in text
    assert "Nothing was written about it yet." not in text


def test_a_delivery_to_us_leads_to_who_waits_for_it(at_the_desk):
    rae = at_the_desk("rae")
    done("ordering.record_stock", RAE, sku="WM900", on_hand=0)
    done("ordering.expect_supply", RAE, number="IN-1", sku="WM900", quantity=5, due_on="2026-06-29")
    order = ordered(TOM, ("WM900", 1))
    assert "1 on its way to us (IN-1)" in page_of(rae, order)[1]
    assert order in page_of(rae, "IN-1")[1]


def test_its_papers_are_printed_from_its_page(at_the_desk):
    rae = at_the_desk("rae")
    ports.use(TypstTypesetter())
    html, text = page_of(rae, "O-1045")
    assert "Papers to print Order confirmation O-1045 (PDF) Packing slip SH-3005 (PDF)" in text
    addresses = re.findall(r"/desk/print/[a-z_]+/[A-Z0-9-]+\.pdf", html)
    assert len(addresses) == 5
    for address in addresses:
        answer = rae.post(address)
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert rae.post("/desk/print/pick_list/O-1045.pdf").status_code == 404
    assert rae.post("/desk/print/poem/O-1045.pdf").status_code == 404


def test_nobody_without_a_role_prints_a_paper(at_the_desk):
    noor = at_the_desk("noor")
    assert noor.post("/desk/print/order_confirmation/O-1045.pdf").status_code == 404
    assert at_the_desk("rae").get("/desk/print/order_confirmation/O-1045.pdf").status_code == 405
