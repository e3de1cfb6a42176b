"""What the desk shows of an order, a return, a case and anything else reads like a page."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from makegood.core import worker
from makegood.core.actor import V2, Channel
from makegood.core.models import JournalRow
from makegood.core.runner import run
from makegood.domains.aftersales.queries import return_card
from makegood.domains.aftersales.tests import story
from makegood.domains.billing.operations import automated
from makegood.domains.company.queries import actor_for
from makegood.domains.documents.queries import documents_of
from makegood.domains.ordering.tests.cast import RAE, done

RAW = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d|\b(?:True|False|None)\b|\{'|datetime\.|Money\(|[a-z]+\.[a-z]+_[a-z]+"
)
"""What nobody should have to read: ISO times, Python's own words, dotted codes."""


def read(page: str) -> str:
    """What somebody reads on a page: its text."""
    main = page.partition("<main")[2].partition("</main>")[0]
    text = unescape(re.sub(r"<[^>]+>", " ", main))
    return re.sub(r"\s+", " ", text)


def seen(client, place: str) -> str:
    answer = client.get(f"/desk/{place}")
    assert answer.status_code == 200, place
    return read(answer.content.decode())


@pytest.fixture
def rae_sees(at_the_desk):
    """What Rae reads at a place of the desk."""
    story.connect_simulators()
    return lambda place: seen(at_the_desk("rae"), place)


def test_an_order_tells_its_steps_its_lines_and_its_money(rae_sees):
    page = rae_sees("records/order:O-1041")

    assert "Ordered Tue 26 May, 20 days ago Paid Mon 1 Jun, 14 days ago" in page
    assert "Sent Mon 1 Jun, 14 days ago Delivered Tue 2 Jun, 13 days ago" in page
    assert "O-1041/1 WM900 washing machine" in page
    assert "809.10 62.71" in page
    assert "Sum 1,076.10 68.83 Total with tax 1,144.93" in page
    assert "Payment card ••4242, P-5001 228.99" in page
    assert "Stays with us 1,144.93" in page
    assert "Open a return for WM900 washing machine" in page
    assert not RAW.search(page)


def test_an_order_offers_each_act_with_the_record_filled_in(at_the_desk):
    html = at_the_desk("rae").get("/desk/records/O-1041").content.decode()
    assert "/desk/acts/aftersales.open_return?line=O-1041%2F1&amp;party=C-6" in html
    assert "/desk/acts/cases.open_case?subject=order%3AO-1041&amp;party=C-6" in html


def test_a_return_shows_how_its_refund_came_about_and_where_it_goes(rae_sees):
    number = story.inspected()
    page = rae_sees(f"records/return:{number}")

    assert "Opened Mon 15 Jun, today Received Mon 15 Jun, today" in page
    assert "Inspected grade B, Mon 15 Jun, today Refunded next" in page
    assert "Goods 809.10 Tax 62.71 Restocking fee −121.37 Refund 750.44" in page
    assert "750.44 = 809.10 + 62.71 − 121.37" in page
    assert "It was looked at and accepted as grade B. RET-11" in page
    why = page.partition("Why it is so")[2].partition("What was done and attempted")[0]
    assert why.count("a restocking fee of 15% is kept: $121.37. RET-4") == 1
    assert "the delivery and the services that were done are not refunded. RET-7" in why
    assert "To your gift card 65.54 To your card 684.90" in page
    assert "Your refund is paid by June 25, 2026 at the latest." in page
    assert "due Thu 25 Jun, 20:00, in 10 days" in page
    assert not RAW.search(page)


def test_a_return_offers_only_its_next_steps(rae_sees):
    number = story.opened()
    page = rae_sees(f"records/{number}")
    assert "Take in the parcel" in page
    assert "Inspect the goods" not in page
    done("aftersales.receive_return", RAE, return_number=number, parcels=1)
    page = rae_sees(f"records/{number}")
    assert "Inspect the goods" in page
    assert "Take in the parcel" not in page


def test_when_the_words_were_erased_the_sum_comes_from_the_return_itself(rae_sees):
    number = story.inspected()
    JournalRow.objects.update(payload=None)
    page = rae_sees(f"records/{number}")
    assert "Fee that is kept −121.37 Refund 750.44" in page
    assert "Its words were erased for a person's sake" in page


def test_a_case_shows_until_when_it_is_answered_what_is_known_and_whom_we_asked(rae_sees):
    rae = actor_for("rae", Channel.DESK).on_behalf_of("C-6", V2)
    ask = {"category": "billing", "summary": "The bill is too high", "wanted": "10 back",
           "subject": "order:O-1041", "future_contact": "mail"}  # fmt: skip
    case = str(run("cases.open_case", ask, actor=rae).answer("case"))
    note = {"case": case, "text": "He paid twice.", "kind": "fact"}
    assert run("cases.add_note", note, actor=rae).is_done

    page = rae_sees(f"records/case:{case}")
    assert f"Case {case} Open Tom Gallagher Billing" in page
    assert "Answer by Wed 15 Jul, in 30 days" in page
    assert "About Order O-1041" in page
    assert "Fact He paid twice." in page
    assert "Rae Okafor, Mon 15 Jun, 12:00" in page
    assert "Ask a department" in page
    assert not RAW.search(page)
    assert f"{case} The bill is too high" in rae_sees("records/O-1041")


def test_a_question_to_a_department_has_its_page_with_what_the_department_may_do(rae_sees):
    rae = actor_for("rae", Channel.DESK).on_behalf_of("C-6", V2)
    ask = {"category": "billing", "summary": "The bill is too high"}
    case = str(run("cases.open_case", ask, actor=rae).answer("case"))
    ask = {"case": case, "department": "fulfilment", "question": "Was it sent twice?"}
    referral = str(run("cases.refer_case", ask, actor=rae).answer("referral"))

    page = rae_sees(f"records/{referral}")
    assert f"Question to a department {referral}" in page
    assert "Was it sent twice?" in page
    assert "Accept referral" in page
    assert not RAW.search(page), RAW.search(page)
    assert "Was it sent twice?" in rae_sees(f"records/{case}")


@pytest.mark.parametrize("number", ["SH-3001", "NT-1001", "RF-", "DC-", "JE-1001"])
def test_any_other_record_reads_like_a_page_too(rae_sees, at_the_desk, number):
    returned = story.inspected()
    if number == "RF-":
        done("aftersales.refund_return", automated("C-6"), return_number=returned)
        number = return_card(returned).refunds[0]
    if number == "DC-":
        at_the_desk("rae").get("/desk/letters/NT-1001")
        number = documents_of("C-6")[0].number
    page = rae_sees(f"records/{number}")
    assert not RAW.search(page), RAW.search(page)


def test_a_page_takes_as_few_looks_for_much_as_for_little(at_the_desk):
    story.connect_simulators()
    number, rae = story.inspected(), at_the_desk("rae")
    ask = {"category": "billing", "summary": "The bill is too high", "subject": "order:O-1041"}

    def looks(place: str) -> int:
        with CaptureQueriesContext(connection) as taken:
            assert rae.get(f"/desk/records/{place}").status_code == 200
        return len(taken)

    def open_case() -> None:
        for_tom = actor_for("rae", Channel.DESK).on_behalf_of("C-6", V2)
        assert run("cases.open_case", ask, actor=for_tom).is_done

    open_case()
    looks("O-1041")  # the first of an hour is noted, once
    one_case = looks("O-1041")
    open_case()
    open_case()
    assert looks("O-1041") == one_case
    assert one_case <= 48
    assert looks(number) <= 42


def test_a_promise_about_a_refund_is_open_on_its_return_and_its_order(rae_sees):
    number = story.inspected()
    worker.work_off()
    for place in (f"records/{number}", "records/O-1041"):
        assert "$750.44 is back with you by June 25, 2026 at the latest. due" in rae_sees(place)


def test_an_order_says_of_what_the_money_is_that_stays(rae_sees):
    story.inspected()
    worker.work_off()
    page = rae_sees("records/O-1041")
    assert "Stays with us 394.49 What stays with us, with tax" in page
    stays = page.partition("What stays with us, with tax")[2]
    assert "Fee kept for return R-2001 121.37" in stays
    assert "WM900 washing machine" not in stays.partition("Parcels")[0]
    assert "moved for another reason" not in page


def test_the_list_of_work_says_to_whom_something_is_promised(rae_sees):
    story.opened()
    assert "Promised Tom Gallagher: “You get the label for return R-2001.”" in rae_sees("")


def test_each_grade_stands_in_the_list_with_its_meaning(rae_sees):
    number = story.received()
    page = rae_sees(f"acts/aftersales.inspect_return?return_number={number}&party=C-6")
    assert "A: As new, unopened, complete" in page
    assert "B: Opened, works, accessories complete, no marks" in page
    assert "SN-12345" in page
    assert "SN-77120" not in page
