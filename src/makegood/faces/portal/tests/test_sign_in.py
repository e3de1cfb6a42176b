"""Signing in by a code: who gets one, what a stranger learns, and when it ends."""

from __future__ import annotations

import pytest
from django.test import Client
from django.test.utils import override_settings

from makegood.core import clock
from makegood.faces.portal.tests.conftest import TOM

pytestmark = pytest.mark.usefixtures("northvale", "post")
STRANGER = {"reference": "nobody@example.com", "second": "Gallagher"}
ALMOST_TOM = {"reference": TOM["reference"], "second": "Miller"}
WRONG = "That code is not right. Please look at the newest message from us."


def began(**given: str) -> Client:
    browser = Client()
    answer = browser.post("/my/sign-in", given)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/my/code?lang=en")
    return browser


def other(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


def test_the_code_goes_to_the_address_that_was_given_and_opens_tom_s_own_pages(post, sign_in):
    browser = sign_in()
    assert [to for to, _ in post.codes()] == ["tom.gallagher@example.com"]
    page = browser.get("/my/").content.decode()
    assert "Tom Gallagher" in page
    assert "O-1041" in page
    assert "O-1042" not in page


@pytest.mark.parametrize(
    ("reference", "second"),
    [("O-1041", "55502"), ("40006", "Tom Gallagher"), ("+1 202 555 0106", "gallagher")],
)
def test_a_number_with_a_second_fact_will_do_too(post, sign_in, reference, second):
    assert "O-1041" in sign_in(reference, second).get("/my/").content.decode()


def test_an_address_that_is_on_record_and_one_that_is_not_are_answered_alike(post):
    pages = [began(**given).get("/my/code").content for given in (ALMOST_TOM, STRANGER)]
    assert len(set(map(without_token, pages))) == 1
    assert without_token(began(**TOM).get("/my/code").content) == without_token(pages[0])
    assert len(post.codes()) == 1


def test_a_wrong_code_and_a_code_where_none_was_sent_are_answered_alike(post):
    known, unknown = began(**TOM), began(**STRANGER)
    wrong = other(post.codes()[-1][1])
    answers = [one.post("/my/code", {"code": wrong}) for one in (known, unknown)]
    assert [one.status_code for one in answers] == [422, 422]
    assert without_token(answers[0].content) == without_token(answers[1].content)
    assert WRONG in answers[0].content.decode()
    for browser in (known, unknown):
        assert browser.get("/my/").headers["Location"] == "/my/sign-in?lang=en"


def test_an_old_code_is_said_to_be_old(post):
    browser = began(**TOM)
    code = post.codes()[-1][1]
    with clock.standing_at("2026-06-15T12:10:01"):
        page = browser.post("/my/code", {"code": code}).content.decode()
    assert "older than 10 minutes" in page


def test_the_third_wrong_code_locks_and_says_until_when_even_to_the_right_one(post):
    browser = began(**TOM)
    code = post.codes()[-1][1]
    pages = [browser.post("/my/code", {"code": other(code)}).content.decode() for _ in range(3)]
    assert "so we pause until June 15, 2026, 12:30" in pages[-1].replace("\u202f", " ")
    assert "so we pause until" in browser.post("/my/code", {"code": code}).content.decode()
    assert browser.get("/my/").status_code == 302


def test_the_cookie_is_out_of_reach_and_signed(sign_in):
    cookie = sign_in().cookies["makegood_my"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/my/")
    forged = Client()
    forged.cookies["makegood_my"] = cookie.value[:-2] + "xx"
    assert forged.get("/my/").headers["Location"] == "/my/sign-in?lang=en"


def test_over_https_the_cookie_never_travels_in_the_clear(post):
    with override_settings(PUBLIC_ADDRESS="https://help.example.com"):
        assert began(**TOM).cookies["makegood_my"]["secure"] is True


def test_a_proof_ends_by_itself_after_four_hours(sign_in):
    browser = sign_in()
    with clock.standing_at("2026-06-15T15:59"):
        assert browser.get("/my/").status_code == 200
    with clock.standing_at("2026-06-15T16:01"):
        assert browser.get("/my/").headers["Location"] == "/my/sign-in?lang=en"


def test_after_signing_out_the_cookie_opens_nothing_even_when_somebody_kept_it(sign_in):
    browser = sign_in()
    kept = browser.cookies["makegood_my"].value
    answer = browser.post("/my/sign-out")
    assert answer.headers["Location"] == "/my/sign-in?lang=en&out=1"
    assert "You are signed out." in browser.get(answer.headers["Location"]).content.decode()
    thief = Client()
    thief.cookies["makegood_my"] = kept
    assert thief.get("/my/").status_code == 302


def test_one_comes_back_to_the_page_that_was_wanted_and_never_elsewhere(post):
    browser = Client()
    wanted = browser.get("/my/orders/O-1041").headers["Location"]
    assert wanted == "/my/sign-in?lang=en&next=%2Fmy%2Forders%2FO-1041"
    browser.post("/my/sign-in", TOM)
    given = {"code": post.codes()[-1][1], "next": "/my/orders/O-1041"}
    assert browser.post("/my/code", given).headers["Location"] == "/my/orders/O-1041?lang=en"
    for elsewhere in ("//evil.example.com", "https://evil.example.com", "/my/../desk/"):
        page = browser.get("/my/sign-in", {"next": elsewhere}).content.decode()
        assert 'name="next" value="/my/"' in page


def test_nothing_is_taken_without_the_token_of_the_form():
    strict = Client(enforce_csrf_checks=True)
    for address in ("/my/sign-in", "/my/code", "/my/sign-out", "/my/stop", "/order-status"):
        assert strict.post(address, TOM).status_code == 403


def test_what_is_missing_is_said_and_what_was_written_is_kept():
    answer = Client().post("/my/sign-in", {"reference": "O-1041", "second": ""})
    assert answer.status_code == 422
    assert "Please fill in both fields" in answer.content.decode()
    assert 'value="O-1041"' in answer.content.decode()


def without_token(page: bytes) -> str:
    before, _, rest = page.decode().partition('name="csrfmiddlewaretoken" value="')
    return before + rest.partition('"')[2]
