"""Customers put together what is kept about them, and nobody but they can fetch it."""

from __future__ import annotations

import json

from makegood.domains.cases.models import PrivacyRequest

PRIYA = ("priya.nair@example.com", "Nair")


def test_one_press_and_both_files_are_there(sign_in):
    tom = sign_in()

    answer = tom.post("/my/records")

    assert answer.headers["Location"] == "/my/?lang=en#kept"
    number = PrivacyRequest.objects.get().number
    mine = tom.get("/my/").content.decode()
    assert f"/my/records/{number}.pdf" in mine
    file = tom.get(f"/my/records/{number}.json")
    record = json.loads(file.content)["record"]
    assert record["person"]["name"] == "Tom Gallagher"
    assert [one["order"]["number"] for one in record["orders"]] == ["O-1041"]
    assert tom.get(f"/my/records/{number}.pdf").content.startswith(b"%PDF")


def test_nobody_else_can_fetch_them(sign_in, client):
    sign_in().post("/my/records")
    number = PrivacyRequest.objects.get().number

    for kind in ("json", "pdf"):
        assert sign_in(*PRIYA).get(f"/my/records/{number}.{kind}").status_code == 404
        assert client.get(f"/my/records/{number}.{kind}").status_code == 302


def test_what_was_asked_is_shown_in_spanish_too(sign_in):
    page = sign_in().get("/my/?lang=es").content.decode()

    assert "Lo que guardamos de usted" in page
    assert "Hacerlo borrar" in page
