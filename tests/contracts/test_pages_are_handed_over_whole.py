"""Django's answers go through threads: short bodies at hand, long ones read as far as wanted."""

from __future__ import annotations

import threading

import pytest
from starlette.testclient import TestClient

from conftest import run_apart
from makegood.config.pages import Pages
from makegood.config.settings import DATA_UPLOAD_MAX_MEMORY_SIZE

_closed: list[str] = []


class Answer(list[bytes]):
    """An answer in pieces that says when it was closed, as Django's are."""

    def close(self) -> None:
        _closed.append("closed")


def told(environ, start_response):
    """Answers with what came: its method, its way, how long it is, and in which thread."""
    if environ["PATH_INFO"] == "/broken":
        raise RuntimeError("our fault")
    length = int(environ.get("CONTENT_LENGTH") or 0)
    wanted = 3 if environ["PATH_INFO"] == "/first" else length
    came = environ["wsgi.input"].read(wanted) if wanted else b""
    start_response("201 Created", [("X-Query", environ["QUERY_STRING"]), ("Set-Cookie", " a=1"),
                                   ("Set-Cookie", " b=2")])  # fmt: skip
    named = environ["REQUEST_METHOD"].encode()
    return Answer([named, b" ", str(len(came)).encode(), b" ", came[:3]])


@pytest.fixture
def pages():
    _closed.clear()
    return TestClient(Pages(told, 2))


def test_a_request_comes_whole_and_its_answer_in_one_piece(pages):
    answer = pages.post("/act?a=b%20c", content=b"four words of it")
    assert (answer.status_code, answer.text) == (201, "POST 16 fou")
    assert answer.headers["X-Query"] == "a=b%20c"
    cookies = [value for name, value in answer.headers.raw if name == b"set-cookie"]
    assert cookies == [b"a=1", b"b=2"]
    assert _closed == ["closed"]


def test_half_a_form_is_no_form(pages):
    assert run_apart(_cut_short(pages.app)) == []
    assert _closed == [], "nobody was asked to answer it"


async def _cut_short(app) -> list[object]:
    came = iter(
        (
            {"type": "http.request", "body": b"amount=10", "more_body": True},
            {"type": "http.disconnect"},
        )
    )
    sent: list[object] = []

    async def receive():
        return next(came)

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http", "method": "POST", "path": "/act", "raw_path": b"/act", "query_string": b"",
        "headers": [(b"content-length", b"11")], "scheme": "http", "server": ("testserver", 80),
        "client": ("127.0.0.1", 1), "http_version": "1.1", "root_path": "",
    }  # fmt: skip
    await app(scope, receive, send)
    return sent


def test_nothing_sent_is_nothing_read(pages):
    assert pages.get("/").text == "GET 0 "


@pytest.mark.parametrize("more", [0, 1, 3_000_000])
def test_a_long_body_is_read_to_its_end(pages, more):
    size = DATA_UPLOAD_MAX_MEMORY_SIZE + more
    assert pages.post("/", content=b"x" * size).text == f"POST {size} xxx"


def test_of_a_long_body_no_more_is_read_than_somebody_wants(pages):
    def endless():
        for _ in range(40):
            yield b"x" * 100_000

    headers = {"Content-Length": str(4_000_000)}
    assert pages.post("/first", content=endless(), headers=headers).text == "POST 3 xxx"


def test_a_fault_in_an_answer_is_not_swallowed(pages):
    with pytest.raises(RuntimeError, match="our fault"):
        pages.get("/broken")


def test_no_more_answer_at_once_than_there_are_threads():
    together = threading.Barrier(2, timeout=5)

    def both(environ, start_response):
        together.wait()
        start_response("200 OK", [])
        return [b"both"]

    client = TestClient(Pages(both, 2))
    found: list[str] = []
    callers = [threading.Thread(target=lambda: found.append(client.get("/").text))
               for _ in range(2)]  # fmt: skip
    for one in callers:
        one.start()
    for one in callers:
        one.join()
    assert found == ["both", "both"]
