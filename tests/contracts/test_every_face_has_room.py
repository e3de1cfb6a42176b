"""Who asks too often is told at every face what may be asked and when to come back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from conftest import run_apart
from makegood.config.asgi import application
from makegood.config.callers import KnownCallers, address_of, proxies
from makegood.config.environment import BadSetting
from makegood.core import clock, journal
from makegood.core.actor import Channel
from makegood.core.models import JournalRow
from makegood.core.runner import run
from makegood.core.tallies import tallies
from makegood.domains.company.queries import actor_for
from makegood.faces.shared.callers import place_of
from makegood.handbook import book

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("northvale")]
HERE = "127.0.0.1"
CHAT = "/api/v1/conversations"


def use_up(kind: str, who: str) -> None:
    """Ask as often as may be asked of a kind."""
    rule = book().clause("LIM-1", on=clock.today())
    span_seconds = rule.whole("within_minutes") * 60
    while not tallies.seconds_to_wait(kind, who, rule.whole(kind), span_seconds):
        pass


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("requests", "/desk/sign-in"),
        ("sign_ins", "/desk/sign-in"),
        ("proofs", "/my/sign-in"),
        ("proofs", "/my/code"),
        ("proofs", "/order-status"),
        ("requests", "/order-status"),
    ],
)
def test_a_page_says_it_kindly_and_nothing_is_done(kind: str, path: str) -> None:
    use_up(kind, HERE)
    before = journal.place()
    answer = Client().post(path, {"username": "rae", "password": "x" * 12})
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "600")
    assert "Please try again in 600 seconds." in answer.content.decode()
    assert journal.place() == before


@pytest.mark.parametrize(
    ("kind", "who", "path"),
    [
        ("requests", HERE, "/api/v1/operations/cases.open_case"),
        ("calls", "Bearer mg_guessed", "/api/v1/operations/cases.open_case"),
        ("chats", HERE, CHAT),
        ("messages", "CV-1/Bearer mg_guessed", f"{CHAT}/CV-1/messages"),
        ("messages_from_one", HERE, f"{CHAT}/CV-1/messages"),
    ],
)
def test_a_program_reads_the_same_as_a_problem(kind: str, who: str, path: str) -> None:
    use_up(kind, who)
    before = journal.place()
    headers = {"Authorization": "Bearer mg_guessed"}
    answer = Client().post(path, {"channel": "chat"}, "application/json", headers=headers)
    problem = answer.json()
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert (problem["status"], problem["code"], problem["limit"]) == (429, "too_often", kind)
    assert (problem["retry_after"], answer.headers["Retry-After"]) == (600, "600")
    assert problem["most"] == book().clause("LIM-1", on=clock.today()).whole(kind)
    assert journal.place() == before


def test_another_address_and_another_key_have_room() -> None:
    use_up("chats", HERE)
    opened = Client(REMOTE_ADDR="192.0.2.9").post(CHAT, {"channel": "chat"}, "application/json")
    assert opened.status_code == 201


def test_who_has_no_part_in_a_talk_uses_up_nobody_s_room_in_it() -> None:
    opened = Client().post(CHAT, {"channel": "chat"}, "application/json").json()
    use_up("messages", f"{opened['id']}/Bearer guessed")
    answer = Client().post(
        f"{CHAT}/{opened['id']}/messages", {"text": "Hello"}, "application/json",
        headers={"Authorization": f"Bearer {opened['token']}"},
    )  # fmt: skip
    assert answer.status_code == 200


def test_colleagues_behind_one_address_do_not_use_up_each_other_s_room() -> None:
    ask = {"username": "rae", "password": "rae at the desk"}
    assert run("company.set_password", ask, actor=actor_for("omar", Channel.CLI)).is_done
    rae = Client()
    assert rae.post("/desk/sign-in", ask).status_code == 302
    use_up("requests", HERE)
    assert rae.get("/desk/").status_code == 200
    assert Client(HTTP_COOKIE="makegood_desk=guessed").get("/desk/").status_code == 429


def test_the_desk_s_search_counts_for_each_session() -> None:
    browser = Client()
    browser.cookies["makegood_desk"] = "somebody's"
    use_up("searches", "somebody's")
    assert browser.get("/desk/search?q=tom").status_code == 429
    part = browser.get("/desk/search?q=tom&part=1", headers={"HX-Request": "true"})
    assert (part.status_code, part["HX-Reswap"], part["HX-Trigger"]) == (429, "none", "too-often")
    assert part.content == b"", "the list stays as it was"
    assert Client().get("/desk/search?q=tom").status_code == 302


def test_an_agent_is_told_before_its_key_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    from makegood.faces.mcp import serving

    async def here(question: Callable[[], object]) -> object:
        return question()

    monkeypatch.setattr(serving, "_ask", here)
    use_up("calls", "Bearer mg_guessed")
    door = serving.OverHttp(["testserver"], [])
    answer = TestClient(door).post("/mcp", headers={"Authorization": "Bearer mg_guessed"})
    assert (answer.status_code, answer.json()["code"]) == (429, "too_often")
    assert answer.headers["Retry-After"] == "600"


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("192.0.2.1", "", "192.0.2.1"),
        ("192.0.2.1", "198.51.100.9", "192.0.2.1"),
        ("10.0.0.7", "198.51.100.9", "198.51.100.9"),
        ("::ffff:10.0.0.7", "198.51.100.9", "198.51.100.9"),
        ("10.0.0.7", "203.0.113.5, 198.51.100.9", "198.51.100.9"),
        ("10.0.0.7", "198.51.100.9, 10.0.0.8", "198.51.100.9"),
        ("10.0.0.7", "<script>", "10.0.0.7"),
        ("10.0.0.7", "", "10.0.0.7"),
    ],
)
def test_only_a_trusted_proxy_is_believed_and_only_its_own_word(
    peer: str, forwarded: str, address: str
) -> None:
    assert address_of(peer, forwarded, proxies("X", ["10.0.0.0/24"])) == address
    assert address_of(peer, forwarded, ()) == peer


def test_all_that_comes_after_sees_the_caller_s_own_address() -> None:
    async def who(scope: Scope, receive: Receive, send: Send) -> None:
        await PlainTextResponse(scope["client"][0])(scope, receive, send)

    house = TestClient(KnownCallers(who, proxies("X", ["10.0.0.7"])), client=("10.0.0.7", 1))
    assert house.get("/", headers={"X-Forwarded-For": "198.51.100.9"}).text == "198.51.100.9"


def test_a_proxy_that_is_no_address_is_refused_at_the_start() -> None:
    with pytest.raises(BadSetting, match="MAKEGOOD_TRUSTED_PROXIES is 'my-proxy'; accepted is"):
        proxies("MAKEGOOD_TRUSTED_PROXIES", ["my-proxy"])


def test_a_household_s_ipv6_addresses_count_as_one() -> None:
    assert place_of("2001:db8:1:2::9") == place_of("2001:db8:1:2:ffff::1")
    assert place_of("2001:db8:1:3::9") != place_of("2001:db8:1:2::9")
    assert place_of("192.0.2.1") == place_of("::ffff:192.0.2.1") == "192.0.2.1"


def claim(reference: str, second: str, address: str) -> bool:
    """Whether somebody at an address is taken to be whom they say, at the portal's door."""
    Client(REMOTE_ADDR=address).post("/my/sign-in", {"reference": reference, "second": second})
    return JournalRow.objects.filter(operation="parties.claim_identity").latest("seq").code == ""


def test_ten_wrong_claims_from_one_place_end_it_there_and_not_for_the_customer() -> None:
    wrong = [claim("O-1041", f"Nobody {turn}", "203.0.113.5") for turn in range(20)]
    assert not any(wrong)
    assert not claim("O-1041", "Gallagher", "203.0.113.5"), "the right one finds nothing there"
    assert not claim("40005", "Nair", "203.0.113.5"), "nor about anybody else"
    assert claim("40005", "Nair", "198.51.100.9")
    assert claim("O-1041", "Gallagher", "198.51.100.9"), "the customer is not shut out"


def test_the_house_puts_the_callers_before_everything() -> None:
    assert run_apart(_outermost()) == "KnownCallers"


async def _outermost() -> str:
    return type(application(works=False)._app).__name__  # type: ignore[attr-defined]  # Measured
