"""Tom's return before the desk goes on with it: asked for by Tom himself, over REST."""

from __future__ import annotations

import re
import time

from tests.journeys.place import Demo

TOM = "tom.gallagher@example.com"
W1_LINES = [
    ("J01", "1020", "228.99"), ("J01", "2100", "-228.99"),
    ("J02", "1100", "1144.93"), ("J02", "4000", "-888.10"), ("J02", "4100", "-188.00"),
    ("J02", "2200", "-68.83"),
    ("J02", "5000", "540.00"), ("J02", "1200", "-540.00"),
    ("J03", "2100", "228.99"), ("J03", "1100", "-228.99"),
    ("J18", "2300", "100.00"), ("J18", "1100", "-100.00"),
    ("J04", "1020", "815.94"), ("J04", "1100", "-815.94"),
    ("J14", "1210", "540.00"), ("J14", "5000", "-540.00"),
    ("J14", "4010", "809.10"), ("J14", "2200", "62.71"), ("J14", "2310", "-871.81"),
    ("J16", "2310", "121.37"), ("J16", "4020", "-121.37"),
    ("J17", "2310", "65.54"), ("J17", "2300", "-65.54"),
    ("J15", "2310", "684.90"), ("J15", "1020", "-684.90"),
]  # fmt: skip
"""Rule, account and amount of each line in the ledger about O-1041, once all of it is done."""


def newest_code(demo: Demo, to: str = TOM) -> str:
    """The code as its receiver reads it, once it has arrived."""
    ended = time.monotonic() + 20
    while time.monotonic() < ended:
        with demo.client() as client:
            found = client.get("/api/v1/demo/outbox", params={"to": to}).json()["messages"]
        for message in found:
            if code := re.search(r"\b\d{6}\b", message["body"]):
                return code[0]
        time.sleep(0.1)
    raise AssertionError(f"no code arrived for {to}")


def refunds_of(demo: Demo, number: str) -> list[str]:
    """The refunds of a return, once the company has seen to them by itself."""
    ended = time.monotonic() + 20
    with demo.client("rae") as rae:
        while time.monotonic() < ended:
            record = rae.get(f"/api/v1/records/{number}").json()["record"]
            if record["refunds"]:
                return list(record["refunds"])
            time.sleep(0.1)
    raise AssertionError(f"nothing was refunded for {number}")


def open_toms_return(demo: Demo) -> str:
    """Tom proves who he is and opens the return of his washer; its number."""
    with demo.client() as tom:
        opened = tom.post("/api/v1/conversations", json={"channel": "chat"}).json()
        tom.headers["Authorization"] = f"Bearer {opened['token']}"

        def done(operation: str, **ask: object) -> dict[str, object]:
            answer = tom.post(f"/api/v1/operations/{operation}", json=ask)
            assert answer.status_code == 200, answer.text
            return dict(answer.json()["result"])

        done("parties.claim_identity", reference="O-1041", name="Tom Gallagher")
        done("parties.start_verification")
        done("parties.answer_factor", code=newest_code(demo))
        made = done("aftersales.open_return", line="O-1041/1", reason="changed_mind", opened=True)
        return str(made["return_number"] if "return_number" in made else made["number"])
