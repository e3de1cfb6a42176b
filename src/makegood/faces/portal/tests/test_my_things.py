"""What customers see of their own, and that nobody sees another's."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from makegood.core import clock
from makegood.domains.aftersales.queries import return_card
from makegood.domains.aftersales.tests import story
from makegood.domains.cases.tests.conftest import open_case, staff
from makegood.domains.conversations.models import Notice
from makegood.domains.ordering.models import Shipment
from makegood.domains.ordering.tests.cast import RAE, TOM, do, done, ordered
from makegood.domains.ordering.tests.missing import left, missed
from makegood.domains.parties.queries import may_contact

pytestmark = pytest.mark.usefixtures("northvale", "post")
PRIYA = ("O-1042", "55501")


def text_of(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, address
    plain = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", plain)


@pytest.fixture
def tom(sign_in: Callable[..., Client]) -> Client:
    return sign_in()


def test_an_order_is_a_line_of_steps_with_their_days(tom):
    page = text_of(tom, "/my/orders/O-1041")
    steps = "Ordered May 26, 2026 Shipped June 1, 2026 On its way June 2, 2026 Harlow Delivered"
    assert steps in page
    assert "$1,144.93" in page


def test_a_parcel_that_is_looked_for_tells_until_when_in_the_customers_language(tom):
    order = left()
    Shipment.objects.filter(number="SH-9").update(promised_on="2026-06-12")
    assert missed(order).is_done
    page = text_of(tom, f"/my/orders/{order}?lang=es")
    assert "Sabrá de nosotros a más tardar el 23 de junio de 2026." in page
    assert "Pedimos a Hand Post que busque su paquete" in page
    assert "se esperaba el 12 de junio de 2026" in page


def test_a_parcel_that_comes_back_is_not_expected_any_more(tom):
    order = left()
    done("ordering.record_turned_back", RAE, shipment="SH-9", why="unwanted")
    page = text_of(tom, f"/my/orders/{order}")
    assert "Shipped June 15, 2026 On its way back to us June 15, 2026" in page
    assert "expected June 19, 2026" not in page
    assert f"We settle order {order} with you by" in page


def test_what_waits_tells_the_day_that_was_chosen_and_of_which_order_it_is(tom):
    order = ordered()
    done("ordering.change_day", TOM, order=order, day="2026-07-02")
    assert "Delivered expected July 2, 2026" in text_of(tom, f"/my/orders/{order}")
    assert f"Order {order} : It is promised for July 2, 2026." in text_of(tom, "/my/")


def test_a_return_tells_what_comes_back_and_by_when_to_send_it(tom):
    number = story.opened()
    page = text_of(tom, f"/my/returns/{number}")
    for said in ("Return agreed June 15, 2026", "$809.10", "− $121.37", "$750.44",
                 "Please send it by July 15, 2026."):  # fmt: skip
        assert said in page


def test_a_refund_tells_its_amount_and_its_last_day(tom):
    number = story.inspected()
    page = text_of(tom, f"/my/returns/{number}")
    assert "Looked at June 15, 2026" in page
    assert "$750.44" in page
    assert "Keep the goods" not in page


def test_a_case_tells_the_promise_and_its_date_in_the_customers_language(tom):
    number = open_case()
    due = "2026-06-17T17:00:00-04:00"
    done("cases.add_note", staff("rae"), case=number, kind="promise", due=due,
         text="A fitter calls.")  # fmt: skip
    page = text_of(tom, f"/my/cases/{number}")
    assert "The driver scratched my floor." in page
    assert "A fitter calls." in page
    assert "June 17, 2026" in page
    assert "17 de junio de 2026" in text_of(tom, f"/my/cases/{number}?lang=es")
    assert f"/my/cases/{number}" in tom.get("/my/").content.decode()


def test_a_letter_is_read_as_text_and_as_pdf(tom):
    number = story.opened()
    notice = Notice.objects.get(name="return_opened")
    page = text_of(tom, f"/my/letters/{notice.number}")
    assert notice.subject in page
    assert number in page
    pdf = tom.get(f"/my/letters/{notice.number}.pdf")
    assert pdf.headers["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF-")


def test_contact_points_are_shown_in_part_only(tom):
    page = tom.get("/my/").content.decode()
    assert "t•••@example.com" in page
    assert "tom.gallagher@example.com" not in page
    assert "2025550106" not in page


def test_nothing_of_it_is_kept_by_a_cache(tom):
    assert "no-store" in tom.get("/my/").headers["Cache-Control"]


def test_anothers_record_and_one_that_does_not_exist_are_the_same_404(tom, sign_in):
    priya = sign_in(*PRIYA)
    assert "O-1042" in text_of(priya, "/my/")
    number, case = story.opened(), open_case()
    letter = Notice.objects.get(name="return_opened").number
    foreign = ["orders/O-1041|orders/O-9999", f"returns/{number}|returns/R-9999",
               f"returns/{number}/cancel|returns/R-9999/cancel", f"cases/{case}|cases/CS-9999",
               f"letters/{letter}|letters/NT-9999",
               f"letters/{letter}.pdf|letters/NT-9999.pdf"]  # fmt: skip
    for pair in foreign:
        answers = [priya.get(f"/my/{one}") for one in pair.split("|")]
        assert [one.status_code for one in answers] == [404, 404], pair
        contents = [plain(one.content.decode()) for one in answers]
        assert contents[0] == contents[1]
        assert tom.get(f"/my/{pair.split('|')[0]}").status_code == 200


def plain(page: str) -> str:
    page = re.sub(r'value="[^"]+"', "", page)
    return re.sub(r'href="/my/[^"]+\?lang', 'href="?lang', page)


@pytest.mark.parametrize("wrong", ["orders/R-2001", "returns/O-1041", "cases/C-6", "letters/C-6"])
def test_a_number_of_another_kind_is_a_404_too(tom, wrong):
    assert tom.get(f"/my/{wrong}").status_code == 404


def test_nobody_reads_without_signing_in():
    for address in ("", "orders/O-1041", "returns/R-2001", "cases/CS-1001", "letters/NT-1.pdf"):
        assert Client().get(f"/my/{address}").status_code == 302


def form_of(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="(seen|key)" value="([^"]+)"', page))


def test_a_return_is_cancelled_after_its_preview_and_once(tom):
    number = story.opened()
    address = f"/my/returns/{number}/cancel"
    page = tom.get(address).content.decode()
    assert f"Cancel return {number}" in page
    assert return_card(number).state == "authorised"
    form = form_of(page)
    for _ in range(2):
        assert tom.post(address, form).headers["Location"] == f"/my/returns/{number}?lang=en"
    assert return_card(number).state == "cancelled"
    assert Notice.objects.filter(name="return_cancelled").count() == 1
    assert "Cancelled: you keep the goods" in text_of(tom, f"/my/returns/{number}")


def test_a_page_that_is_out_of_date_cancels_nothing(tom):
    number = story.opened()
    address = f"/my/returns/{number}/cancel"
    form = form_of(tom.get(address).content.decode())
    done("aftersales.receive_return", RAE, return_number=number, parcels=1)
    answer = tom.post(address, form)
    assert answer.status_code == 409
    assert "This is not possible now" in answer.content.decode()
    assert return_card(number).state == "received"


def test_a_return_is_not_cancelled_without_having_been_shown_what_follows(tom):
    number = story.opened()
    assert tom.post(f"/my/returns/{number}/cancel", {}).status_code == 409
    assert return_card(number).state == "authorised"


def test_nobody_cancels_anothers_return(sign_in):
    number = story.opened()
    priya = sign_in(*PRIYA)
    assert priya.post(f"/my/returns/{number}/cancel", {"seen": "x"}).status_code == 404
    assert return_card(number).state == "authorised"


def test_news_and_offers_stop_at_one_press(tom):
    assert may_contact("C-6", "email", "marketing")
    page = tom.post("/my/stop").headers["Location"]
    assert page == "/my/?lang=en&stopped=1#contact"
    assert not may_contact("C-6", "email", "marketing")
    said = text_of(tom, "/my/?stopped=1")
    assert "Stopped at once." in said
    assert "Stop all news and offers" not in said


@pytest.mark.parametrize(
    ("language", "title"),
    [("en", "My orders, returns and cases"), ("es", "Mis pedidos, devoluciones y casos"),
     ("fr", "Mes commandes, retours et dossiers")],
)  # fmt: skip
def test_every_page_speaks_the_language_and_leads_on_in_it(tom, language, title):
    answer = tom.get(f"/my/?lang={language}")
    page = answer.content.decode()
    assert title in page
    assert f'<html lang="{language}">' in page
    assert f"/my/orders/O-1041?lang={language}" in page
    status = Client().post(f"/order-status?lang={language}", {"order": "o-1041",
                                                              "postcode": "55502"})  # fmt: skip
    assert "O-1041" in status.content.decode()


def test_an_orders_number_and_its_postcode_tell_where_it_is_without_signing_in():
    browser = Client()
    answer = browser.post("/order-status", {"order": "O-1041", "postcode": "55502"})
    assert answer.status_code == 200
    assert "June 2, 2026" in answer.content.decode()
    assert "makegood_my" not in answer.cookies
    assert browser.get("/my/").status_code == 302


@pytest.mark.parametrize(
    ("order", "postcode"),
    [("O-1041", "55501"), ("O-9999", "55502"), ("tom.gallagher@example.com", "55502"),
     ("O-1041", "Gallagher"), ("40006", "55502")],
)  # fmt: skip
def test_a_wrong_pair_tells_nothing(order, postcode):
    answer = Client().post("/order-status", {"order": order, "postcode": postcode})
    assert answer.status_code == 422
    assert "We find no order with this number and zip code together." in answer.content.decode()


def test_no_style_and_no_script_stands_inside_any_of_these_pages(tom):
    number = story.opened()
    for address in ("", "orders/O-1041", f"returns/{number}", f"returns/{number}/cancel"):
        page = tom.get(f"/my/{address}").content.decode()
        assert "<style" not in page
        assert "<script" not in page
        assert not re.search(r"<[^>]+\s(style|on\w+)=", page)


def test_a_late_promise_is_called_late(tom):
    number = open_case()
    with clock.standing_at("2026-06-15T13:00"):
        assert "We are late" not in text_of(tom, f"/my/cases/{number}")
    assert do("cases.add_note", staff("rae"), case=number, kind="promise", text="We call.",
              due="2026-06-15T13:00:00-04:00").is_done  # fmt: skip
    with clock.standing_at("2026-06-15T14:00"):
        assert "We are late with this." in text_of(tom, f"/my/cases/{number}")
