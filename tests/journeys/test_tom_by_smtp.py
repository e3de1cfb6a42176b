"""Tom's story by three real mails over SMTP, then over REST to settled money."""

from __future__ import annotations

import re

import pytest

from tests.journeys.by_smtp import awaited, letter, post, received, rows
from tests.journeys.place import running_demo
from tests.journeys.toms_return import refunds_of

TOM = "tom.gallagher@example.com"
LEDGER = """
    SELECT e.rule, l.account_id, printf('%.2f', l.cents / 100.0) FROM ledger_line l
    JOIN ledger_entry e ON e.sequence = l.entry_id
    WHERE e.sequence > ? AND e.rule NOT IN ('J22', 'J23', 'J34') ORDER BY l.id"""
"""Without the dealers' claims and the month's end, which fall due beside Tom's story."""

ANSWERED = """
    SELECT count(DISTINCT conversation), count(*) FROM conversations_inboundmail
    WHERE became = 'answered'"""


@pytest.fixture
def demo(place):
    with running_demo(place) as running:
        yield running


def test_three_mails_open_the_return_and_the_money_goes_back_and_is_settled(demo):
    ((before,),) = rows(demo, "SELECT max(sequence) FROM ledger_entry")
    sent: list[str] = []

    def write(text: str, answered_by: str) -> str:
        number = f"<tom-{len(sent) + 1}@mail.example.com>"
        post(demo, letter(text, number, TOM, tuple(sent)))
        sent.append(number)
        return awaited(
            lambda: next((one for one in received(demo, TOM) if answered_by in one), ""),
            f"no answer with {answered_by!r}",
        )

    code = write(
        "Hello,\n\nI changed my mind on the washer I ordered as O-1041, it's open but clean. "
        "Please take it back.\n\nTom Gallagher",
        "Your code is",
    )
    offered = write(re.findall(r"\b\d{6}\b", code)[0], "Shall I do this?")
    assert "$121.37" in offered
    assert "$750.44" in offered
    answer = write("Yes, please.", "R-2001")
    assert rows(demo, ANSWERED) == [(1, 3)], answer

    with demo.client("rae") as rae:
        for operation, ask in (
            ("receive_return", {"return_number": "R-2001", "parcels": 1}),
            ("inspect_return", {
                "return_number": "R-2001", "grade": "B", "serial_number": "SN-77120",
                "accessories_complete": True, "works": True, "findings": "Clean, complete."}),
        ):  # fmt: skip
            done = rae.post(f"/api/v1/operations/aftersales.{operation}", json=ask)
            assert done.status_code == 200, done.text
        (refund,) = refunds_of(demo, "R-2001")
        for _ in range(14):
            assert rae.post("/api/v1/demo/clock", json={"advance": "1d"}).status_code == 200
        awaited(
            lambda: rae.get(f"/api/v1/records/{refund}").json()["record"]["state"] == "settled",
            "the refund is not settled",
        )
    assert rows(demo, LEDGER, str(before)) == [
        ("J14", "1210", "540.00"), ("J14", "5000", "-540.00"),
        ("J14", "4010", "809.10"), ("J14", "2200", "62.71"), ("J14", "2310", "-871.81"),
        ("J16", "2310", "121.37"), ("J16", "4020", "-121.37"),
        ("J17", "2310", "65.54"), ("J17", "2300", "-65.54"),
        ("J15", "2310", "684.90"), ("J15", "1020", "-684.90"),
        ("J05", "1020", "684.90"), ("J05", "1010", "-684.90"),
    ]  # fmt: skip
