"""Two clerks press the same button at the same moment: one does it, the other is told."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from threading import Barrier

import httpx
import pytest

from makegood.config.database import own_database
from tests.journeys.place import Demo, running_demo, server_of_the_tests
from tests.journeys.toms_return import open_toms_return

pytestmark = pytest.mark.records
REFUND = "/api/v1/operations/aftersales.refund_return"
CLERKS = ("ines", "omar")


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Iterator[Demo]:
    place = tmp_path_factory.mktemp("clerks")
    with ExitStack() as stack:
        settings = {}
        if server := server_of_the_tests():
            settings["MAKEGOOD_DATABASE"] = stack.enter_context(own_database(server))
        yield stack.enter_context(running_demo(place, settings=settings))


@pytest.fixture(scope="module")
def disputed(demo) -> str:
    """Tom's washer is here and was found to be worth less: somebody has to decide how much."""
    number = open_toms_return(demo)
    with demo.client("rae") as rae:
        for operation, ask in (
            ("receive_return", {"parcels": 1}),
            ("inspect_return", {
                "grade": "C", "serial_number": "SN-77120", "accessories_complete": True,
                "works": True, "findings": "A long scratch on the door.",
            }),
        ):  # fmt: skip
            ask = {"return_number": number, **ask}
            answer = rae.post(f"/api/v1/operations/aftersales.{operation}", json=ask)
            assert answer.status_code == 200, answer.text
    return number


def at_once(demo: Demo, *headers: dict[str, str], ask: object) -> list[httpx.Response]:
    """Ines and Omar press at the same moment, each with these headers."""
    start = Barrier(len(CLERKS))

    def press(clerk: str, named: dict[str, str]) -> httpx.Response:
        with demo.client(clerk) as client:
            client.get("/api/v1/demo/clock")  # the connection stands before the moment comes
            start.wait(10)
            return client.post(REFUND, json=ask, headers=named)

    with ThreadPoolExecutor(len(CLERKS)) as both:
        return list(both.map(press, CLERKS, headers))


def test_one_of_two_clerks_refunds_and_the_other_is_told_that_it_is_refunded(demo, disputed):
    ask = {"return_number": disputed, "amount": "500.00"}
    seen = set()
    for clerk in CLERKS:
        with demo.client(clerk) as client:
            seen.add(client.post(f"{REFUND}/preview", json=ask).json()["fingerprint"])
    assert len(seen) == 1, "both see the same facts before they press"

    answers = at_once(demo, {"Idempotency-Key": "a"}, {"Idempotency-Key": "b"}, ask=ask)
    won, lost = sorted(answers, key=lambda answer: answer.status_code)
    assert (won.status_code, won.json()["result"]["total"]["amount"]) == (200, "500.00")
    assert (lost.status_code, lost.json()["code"]) == (422, "policy_denied")
    assert lost.json()["detail"].startswith(
        f"It was already refunded with return {disputed} on June 15, 2026."
    )
    with demo.client("rae") as rae:
        record = rae.get(f"/api/v1/records/{disputed}").json()["record"]
        rows = rae.get("/api/v1/journal", params={"about": disputed, "limit": 200}).json()["rows"]
    assert record["refunds"] == [won.json()["result"]["refund"]]
    pressed = [row["status"] for row in rows if row["operation"] == "aftersales.refund_return"]
    assert sorted(pressed) == ["done", "refused"]
