"""Tom's return before the desk goes on with it: asked for by Tom himself, over REST."""

from __future__ import annotations

import re
import time

from tests.journeys.place import Demo

TOM = "tom.gallagher@example.com"


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
