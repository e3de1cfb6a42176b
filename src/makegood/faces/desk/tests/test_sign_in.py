"""People of the company come to the desk and leave it."""

import pytest
from django.test import Client

from makegood.core.actor import Actor
from makegood.core.runner import run
from makegood.domains.company.models import DeskSession
from makegood.domains.company.queries import staff_by_session
from makegood.faces.desk.signing import COOKIE

HTMX = {"HX-Request": "true"}
RIGHT = {"username": "rae", "password": "rae at the desk"}
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def password(northvale, db, omar):
    assert run("company.set_password", RIGHT, actor=omar).is_done


def test_a_capital_letter_in_the_name_is_no_other_name(at_the_desk):
    at_the_desk("rae")
    asked = {"username": " Rae ", "password": "rae at the desk"}
    assert Client().post("/desk/sign-in", asked).status_code == 302


def test_my_page_says_my_role_and_what_i_may_do_alone(at_the_desk):
    html = at_the_desk("rae").get("/desk/me").content.decode()
    assert '<h2 id="may">Representative</h2>' in html
    goodwill = "USD 50.00 for one case; USD 150.00 for one customer in twelve months"
    assert f"<dt>Goodwill</dt><dd>{goodwill}</dd>" in html
    assert "<dt>Discount</dt><dd>USD 50.00 at once</dd>" in html
    assert "<dt>Claim denial</dt><dd>not alone</dd>" in html


def test_a_wrong_sign_in_is_shown_as_wrong(at_the_desk):
    rae = at_the_desk("rae")
    Client().post("/desk/sign-in", {"username": "rae", "password": "no"})
    html = rae.get("/desk/journal").content.decode()
    assert html.count('<span class="badge wrong">Not accepted</span>') == 1


def test_who_is_not_signed_in_is_sent_to_sign_in_and_then_back(client):
    sent = client.get("/desk/me?tab=1")
    assert (sent.status_code, sent["Location"]) == (302, "/desk/sign-in?next=/desk/me%3Ftab%3D1")
    assert 'name="next" value="/desk/me?tab=1"' in client.get(sent["Location"]).content.decode()
    opened = client.post("/desk/sign-in", RIGHT | {"next": "/desk/me?tab=1"})
    assert (opened.status_code, opened["Location"]) == (302, "/desk/me?tab=1")
    assert client.get("/desk/me").status_code == 200


@pytest.mark.parametrize(("address", "secure"), [("http://x", ""), ("https://x", True)])
def test_the_cookie_is_for_the_desk_alone(client, settings, address, secure):
    settings.PUBLIC_ADDRESS = address
    cookie = client.post("/desk/sign-in", RIGHT).cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/desk/")
    assert cookie["secure"] == secure


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://example.com/desk/",
        "//example.com",
        "/",
        "/desk/../api",
        "/desk\\@x",
        "javascript:1",
    ],
)
def test_sign_in_leads_to_no_foreign_address(client, elsewhere):
    opened = client.post("/desk/sign-in", RIGHT | {"next": elsewhere})
    assert opened["Location"] == "/desk/"


def test_a_wrong_password_says_so_keeps_the_name_and_opens_nothing(client):
    shut = client.post("/desk/sign-in", RIGHT | {"password": "rae at the sink"})
    told = shut.content.decode()
    assert shut.status_code == 403
    assert "do not open the desk. Nothing was lost." in told
    assert 'value="rae"' in told
    assert "rae at the sink" not in told
    assert DeskSession.objects.count() == 0


def test_after_five_wrong_tries_the_right_one_does_not_open_either(client):
    for _ in range(5):
        client.post("/desk/sign-in", RIGHT | {"password": "rae at the sink"})
    assert client.post("/desk/sign-in", RIGHT).status_code == 403
    assert DeskSession.objects.count() == 0


def test_sign_out_ends_the_session_for_the_company_too(client):
    token = client.post("/desk/sign-in", RIGHT).cookies[COOKIE].value
    assert client.post("/desk/sign-out")["Location"] == "/desk/sign-in?next=/desk/"
    assert staff_by_session(token) is None
    client.cookies[COOKIE] = token
    assert client.get("/desk/").status_code == 302


def test_a_changed_password_holds_and_a_wrong_current_one_changes_nothing(client):
    client.post("/desk/sign-in", RIGHT)
    new = "rae at the window"
    shut = client.post("/desk/me", {"current": "no", "password": new})
    assert "The current password is not right, or" in shut.content.decode()
    client.post("/desk/me", {"current": RIGHT["password"], "password": new})
    assert client.get("/desk/").status_code == 302
    assert client.post("/desk/sign-in", RIGHT | {"password": new}).status_code == 302


def test_a_form_from_elsewhere_is_refused():
    stranger = Client(enforce_csrf_checks=True)
    for address in ("/desk/sign-in", "/desk/sign-out", "/desk/me"):
        assert stranger.post(address, RIGHT).status_code == 403
    assert DeskSession.objects.count() == 0


def test_no_key_opens_the_desk(client, omar):
    ask = {"username": "rae", "label": "till in Harlow"}
    assert isinstance(omar, Actor)
    client.cookies[COOKIE] = str(run("company.issue_api_key", ask, actor=omar).answer("key"))
    assert client.get("/desk/").status_code == 302


def test_a_picture_for_the_app_then_digits_then_they_are_asked_for(client):
    assert client.post("/desk/sign-in", RIGHT).status_code == 302
    page = client.post("/desk/me/digits").content.decode()
    assert 'src="data:image/svg+xml' in page
    refused = client.post("/desk/me/digits", {"code": "000000"})
    assert refused.status_code == 422
    assert "Those digits are not right" in refused.content.decode()


def test_a_part_of_a_page_whose_session_ended_keeps_what_was_written(client):
    answer = client.post("/desk/conversations/CV-1/say", {"text": "Good"}, headers=HTMX)
    assert (answer.status_code, answer.content) == (401, b"")
    assert (answer["HX-Reswap"], answer["HX-Trigger"]) == ("none", "signed-out")


def test_an_act_whose_session_ended_leads_back_to_a_page_that_can_be_read(client):
    sent = client.post("/desk/conversations/CV-1/say", {"text": "Good"})
    assert sent["Location"] == "/desk/sign-in?next=/desk/"


def test_who_signs_out_twice_is_out(client):
    token = client.post("/desk/sign-in", RIGHT).cookies[COOKIE].value
    for _ in range(2):
        client.cookies[COOKIE] = token
        assert client.post("/desk/sign-out")["Location"] == "/desk/sign-in?next=/desk/"
    client.cookies[COOKIE] = "4111 1111 1111 1111"
    assert client.post("/desk/sign-out").status_code == 302
