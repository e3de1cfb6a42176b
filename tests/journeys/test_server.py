"""The demo as a newcomer starts it, and Tom's whole story through its REST door."""

import json
import re
import socket
import stat
import threading
import time
from typing import Any

import httpx
import pytest

from tests.journeys.place import Demo, free_port, makegood, running_demo

KNOWS = {
    "slot:reference": "O-1041",
    "slot:name": "Tom Gallagher",
    "slot:opened": "yes, it was opened",
    "choice:opened": "yes, it was opened",
    "slot:reason": "I changed my mind",
    "choice:reason": "I changed my mind",
    "slot:line": "the washer",
    "choice:line": "the washer",
    "confirm": "Yes, please",
}


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    with running_demo(tmp_path_factory.mktemp("demo")) as running:
        yield running


def outbox(demo: Demo, to: str) -> list[dict[str, Any]]:
    with demo.client() as client:
        return list(client.get("/api/v1/demo/outbox", params={"to": to}).json()["messages"])


def code_for(demo: Demo, to: str) -> str:
    """The code as its receiver reads it, once it has arrived."""
    ended = time.monotonic() + 15
    while time.monotonic() < ended:
        for message in outbox(demo, to):
            if found := re.search(r"\b\d{6}\b", message["body"]):
                return found[0]
        time.sleep(0.1)
    raise AssertionError(f"no code for {to}: {outbox(demo, to)}")


class Chat:
    """Tom at the chat: answers what he is asked from what he knows."""

    def __init__(self, demo: Demo, locale: str = "en") -> None:
        self.demo, self.client = demo, demo.client()
        opened = self.client.post(
            "/api/v1/conversations", json={"channel": "chat", "locale": locale}
        )
        assert opened.status_code == 201, opened.text
        self.number, self.token = opened.json()["id"], opened.json()["token"]
        self.client.headers["Authorization"] = f"Bearer {self.token}"
        self.said: list[str] = []
        self.ran: list[dict[str, Any]] = []

    def say(self, text: str) -> dict[str, Any]:
        answer = self.client.post(
            f"/api/v1/conversations/{self.number}/messages", json={"text": text}
        )
        assert answer.status_code == 200, answer.text
        exchange: dict[str, Any] = answer.json()
        assert exchange["replies"], exchange
        self.said += [reply["text"] for reply in exchange["replies"]]
        self.ran += exchange["ran"]
        return exchange

    def go_on_until_nothing_is_asked(self, exchange: dict[str, Any]) -> None:
        for _ in range(10):
            waits = exchange["state"]["waits_for"]
            if waits == "nothing":
                return
            words = KNOWS.get(waits)
            if waits == "slot:code":
                words = code_for(self.demo, "tom.gallagher@example.com")
            assert words, (waits, self.said)
            exchange = self.say(words)
        raise AssertionError(self.said)


def test_the_welcome_page_tells_where_to_go_whom_to_be_and_what_to_type(demo):
    printed = demo.printed.read_text()
    assert f"{demo.address}/" in printed
    assert f"{demo.address}/demo/outbox" in printed
    assert "Changed my mind on the washer" in printed
    assert all(key in printed for key in demo.keys.values())
    assert set(demo.keys) == {"rae", "ines", "omar"}


def test_secrets_and_keys_are_for_their_owner_only(demo):
    for name in ("secret-keys.txt", "demo-keys.txt", "makegood.sqlite3"):
        assert stat.S_IMODE((demo.place / name).stat().st_mode) == 0o600, name


def test_a_busy_port_is_said_before_anything_is_made(tmp_path):
    place = tmp_path / "untouched"
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        ended = makegood(place, "demo", "--port", str(port))
    assert ended.returncode == 1
    assert f"Port {port} on 127.0.0.1 is busy" in ended.stderr
    assert not place.exists()


def test_a_second_demo_in_the_same_place_is_refused(demo):
    ended = makegood(demo.place, "demo", "--port", str(free_port()))
    assert ended.returncode == 1
    assert "is running already" in ended.stderr


def test_tom_by_rest_from_his_words_to_settled_money(demo):
    tom = Chat(demo)
    tom.go_on_until_nothing_is_asked(tom.say("Changed my mind on the washer, it's open but clean."))
    told = " ".join(tom.said)
    for figure in ("121.37", "750.44", "65.54", "684.90"):
        assert figure in told, tom.said
    done = [one for one in tom.ran if one["operation"] == "aftersales.open_return"]
    assert [one["status"] for one in done] == ["done"]
    (number,) = [ref.partition(":")[2] for ref in done[0]["records"] if ref.startswith("return:")]

    with demo.client("rae") as rae:
        received = {"return_number": number, "parcels": 1, "serial": "SN-77120"}
        answer = rae.post("/api/v1/operations/aftersales.receive_return", json=received)
        assert answer.status_code == 200, answer.text
        inspected = {
            "return_number": number, "grade": "B", "serial_number": "SN-77120",
            "accessories_complete": True, "works": True, "findings": "Opened, clean, complete.",
        }  # fmt: skip
        answer = rae.post("/api/v1/operations/aftersales.inspect_return", json=inspected)
        assert answer.status_code == 200, answer.text

    with demo.client() as anyone:
        moved = anyone.post("/api/v1/demo/clock", json={"advance": "6d"})
        assert moved.status_code == 200, moved.text
        assert moved.json()["local"].startswith("2026-06-21T")
        assert moved.json()["ran"]

    with demo.client("rae") as rae:
        record = rae.get(f"/api/v1/records/return:{number}").json()["record"]
        assert record["state"] == "refunded", record
        (refund,) = record["refunds"]
        paid = rae.get(f"/api/v1/records/{refund}").json()["record"]
        legs = {leg["tender"]: leg for leg in paid["legs"]}
        assert {name: leg["amount"]["amount"] for name, leg in legs.items()} == {
            "gift": "65.54",
            "card": "684.90",
        }
        assert paid["total"] == {"amount": "750.44", "currency": "USD"}
        assert paid["state"] == "settled"
        rows = rae.get("/api/v1/journal", params={"about": number}).json()["rows"]
        assert {"aftersales.open_return", "aftersales.inspect_return"} <= {
            row["operation"] for row in rows
        }
    assert makegood(demo.place, "journal", "verify").returncode == 0


def test_an_event_reaches_an_open_stream_and_a_resumed_one_misses_nothing(demo):
    chat = Chat(demo)
    chat.say("hello")
    heard: list[dict[str, Any]] = []
    listening = threading.Event()

    def listen() -> None:
        headers = {
            "Authorization": f"Bearer {chat.token}",
            "Last-Event-ID": "2",
            "Origin": "https://shop.example.com",
        }
        url = f"{demo.address}/api/v1/conversations/{chat.number}/events"
        with httpx.stream("GET", url, headers=headers, timeout=30) as stream:
            assert stream.headers["content-type"].startswith("text/event-stream")
            assert stream.headers["access-control-allow-origin"] == "*"
            for line in stream.iter_lines():
                listening.set()
                if line.startswith("data: "):
                    heard.append(json.loads(line.removeprefix("data: ")))
                    if heard[-1]["body"].get("text") == "are you a robot?":
                        return

    hearing = threading.Thread(target=listen, daemon=True)
    hearing.start()
    assert listening.wait(10)
    chat.say("are you a robot?")
    hearing.join(10)
    assert not hearing.is_alive()
    places = [event["sequence"] for event in heard]
    assert places == list(range(3, 3 + len(places)))
    assert "state" not in heard[-1]["body"]


@pytest.mark.parametrize("key", ["", "Bearer nobody"])
def test_a_stream_is_for_whoever_holds_its_token(demo, key):
    chat = Chat(demo)
    headers = {"Authorization": key} if key else {}
    with demo.client() as client:
        answer = client.get(f"/api/v1/conversations/{chat.number}/events", headers=headers)
        assert answer.status_code == 401
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["code"] == "not_known"


def test_anothers_token_opens_no_stream(demo):
    one, other = Chat(demo), Chat(demo)
    with demo.client() as client:
        answer = client.get(
            f"/api/v1/conversations/{one.number}/events",
            headers={"Authorization": f"Bearer {other.token}"},
        )
    assert answer.status_code == 404


def test_the_chat_may_ask_from_a_foreign_site_and_the_rest_of_the_api_may_not(demo):
    asks = {
        "Origin": "https://shop.example.com",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type",
    }
    with demo.client() as client:
        may = client.options("/api/v1/conversations/CV-1001/messages", headers=asks)
        assert may.status_code == 200
        assert may.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in may.headers
        may_not = client.options("/api/v1/operations/parties.register_party", headers=asks)
        assert "access-control-allow-origin" not in may_not.headers


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"at": "2020-01-01T09:00"}, "time goes forward only"),
        ({"advance": "3 weeks"}, "no span of time"),
        ({"advance": "9999d"}, "At most 366 days"),
        ({}, "Send either"),
        ({"advance": "1d", "at": "2026-07-01T09:00"}, "Send either"),
        ({"advance": 3}, "text"),
    ],
)
def test_the_clock_says_what_it_cannot_do(demo, asked, told):
    with demo.client() as client:
        before = client.get("/api/v1/demo/clock").json()["local"][:10]
        answer = client.post("/api/v1/demo/clock", json=asked)
        assert answer.status_code == 422
        assert told in answer.json()["detail"]
        assert client.get("/api/v1/demo/clock").json()["local"][:10] == before


def test_another_sites_page_cannot_move_the_clock(demo):
    with demo.client() as client:
        answer = client.post(
            "/demo/clock", data={"advance": "1d"}, headers={"Sec-Fetch-Site": "cross-site"}
        )
        assert answer.status_code == 403


def test_the_outbox_page_shows_messages_as_text_under_a_strict_policy(demo):
    with demo.client() as client:
        page = client.get("/demo/outbox")
        assert page.status_code == 200
        assert "default-src 'none'" in page.headers["content-security-policy"]
        assert "<script" not in page.text
        assert "style=" not in page.text


def test_the_demo_goes_on_where_it_was_left_within_three_seconds(tmp_path):
    place = tmp_path / "demo"
    with running_demo(place) as first:
        keys = first.keys
        chat = Chat(first)
        with first.client() as client:
            client.post("/api/v1/demo/clock", json={"at": "2026-06-16T12:00"})
    with running_demo(place) as second:
        assert second.keys == keys
        answer = httpx.get(
            f"{second.address}/api/v1/conversations/{chat.number}",
            headers={"Authorization": f"Bearer {chat.token}"},
        )
        assert answer.status_code == 200
        with second.client() as client:
            local = client.get("/api/v1/demo/clock").json()["local"]
        assert local.startswith("2026-06-16T12:0")
        assert all(key in second.printed.read_text() for key in keys.values())
    with running_demo(place, "--fresh") as anew:
        assert anew.keys != keys
        with anew.client() as client:
            assert client.get("/api/v1/demo/clock").json()["local"].startswith("2026-06-15T10:0")
        gone = httpx.get(
            f"{anew.address}/api/v1/conversations/{chat.number}",
            headers={"Authorization": f"Bearer {chat.token}"},
        )
        assert gone.status_code == 404
