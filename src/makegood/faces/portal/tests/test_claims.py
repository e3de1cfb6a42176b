"""A dealer claims repairs on its own pages, argues and appeals, and sees nobody else's."""

from __future__ import annotations

import re
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from makegood.domains.dealers import queries
from makegood.domains.dealers.models import DealerClaim
from makegood.domains.dealers.tests.story import INES, RIVERSIDE, card, decided, done, submitted
from makegood.domains.documents.models import Content
from makegood.domains.documents.queries import documents_about
from makegood.faces.portal.tests.test_my_things import text_of

pytestmark = pytest.mark.usefixtures("northvale", "post")
FORM = {
    "dealer": "DL-4", "ro_no": "OH-77", "serial": "SN-D-40113", "failed_on": "2026-06-01",
    "repaired_on": "2026-06-05", "complaint": "The drum does not turn.",
    "cause": "The belt was torn.", "correction": "New belt fitted.", "failure_code": "W01",
    "op1": "WM-DRV-02", "hours1": "1.5", "part1": "PT-BELT-24", "price1": "24.95",
    "trip": "45.00", "miles": "34",
    "key": "one and the same",
}  # fmt: skip


@pytest.fixture
def oakhill(sign_in):
    return sign_in("service@oakhill.example.com", "Oakhill Home")


def number_of(answer):
    (number,) = re.findall(r"DCL-\d+", answer.headers["Location"])
    return number


def test_a_dealer_claims_a_repair_with_a_photo_and_sees_it_line_by_line(oakhill):
    photo = SimpleUploadedFile("belt.jpg", b"\xff\xd8\xff\xe0 a photo", "image/jpeg")
    answer = oakhill.post("/my/claims/new", {**FORM, "papers": photo})
    number = number_of(answer)
    page = text_of(oakhill, f"/my/claims/{number}")
    for said in (
        "Being looked at", "$142.50", "$76.00", "-$66.50",
        "Operation WM-DRV-02 has a flat-rate time of 0.8 h; 1.5 h were claimed.",
        "Send this part back with tag", "We answer by July 15, 2026.", "$137.12",
    ):  # fmt: skip
        assert said in page
    assert len(documents_about(f"dealer_claim:{number}")) == 1
    again = oakhill.post("/my/claims/new", FORM)
    assert again.status_code == 409  # the same repair order is claimed once
    assert DealerClaim.objects.filter(ro_no="OH-77").count() == 1
    assert number in text_of(oakhill, "/my/")


def test_a_line_is_argued_answered_and_agreed_and_the_rest_accepted(oakhill):
    number = decided(serial="SN-D-40113")
    place = f"/my/claims/{number}"
    said = {"line1": "argue", "why1": "The clock shows 0.95 h.", "line2": "accept",
            "line3": "accept"}  # fmt: skip
    assert oakhill.post(f"{place}/review", said).headers["Location"] == f"{place}?lang=en"
    done("dealers.answer_argument", INES, claim=number, line=1, offer="90.25",
         answer="The clock shows it.")  # fmt: skip
    page = text_of(oakhill, place)
    assert "You: The clock shows 0.95 h." in page
    assert "We: The clock shows it. We offer $90.25." in page
    oakhill.post(f"{place}/review", {"line1": "accept"})
    page = oakhill.get(place).content.decode()
    assert "comes to $151.37, $14.25 more than decided before" in page
    seal = re.search(r'name="seal" value="([a-p]{64})"', page)
    assert seal is not None
    oakhill.post(f"{place}/sign", {"seal": seal[1]})
    assert "You have signed it. It waits for our signature." in text_of(oakhill, place)
    assert f"{card(number).allowed.amount:.2f}" == "137.12"
    done("dealers.countersign_worksheet", INES, claim=number, seal=seal[1])
    assert f"{card(number).allowed.amount:.2f}" == "151.37"
    assert "Send what I say" not in text_of(oakhill, place)


def test_an_argument_without_a_word_is_asked_for_kindly(oakhill):
    number = decided(serial="SN-D-40113")
    answer = oakhill.post(f"/my/claims/{number}/review", {"line1": "argue"})
    assert answer.status_code == 409
    assert "Say what makes you see it differently" in answer.content.decode()


def test_an_appeal_is_sent_with_its_reason(oakhill):
    number = decided(serial="SN-D-40113")
    place = f"/my/claims/{number}"
    assert "until July 15, 2026" in text_of(oakhill, place)
    oakhill.post(f"{place}/appeal", {"reason": "The clock shows 1.5 hours."})
    page = text_of(oakhill, place)
    assert "With a second reviewer" in page
    assert "The clock shows 1.5 hours. You get an answer by July 15, 2026." in page


def test_a_question_is_answered_in_the_form_that_was_filled_in(oakhill):
    labour = [{"op": "WM-DRV-02", "hours": "26"}]
    number = submitted(serial="SN-D-40113", labour=labour, answer="")
    page = text_of(oakhill, f"/my/claims/{number}")
    assert "26 h of labor on one day cannot be" in page
    form = oakhill.get(f"/my/claims/new?completes={number}&dealer=DL-4").content.decode()
    assert 'value="26"' in form
    ask = {**FORM, "completes": number, "answer": "It was 1.5 hours."}
    assert number_of(oakhill.post("/my/claims/new", ask)) == number
    assert card(number).state == "under_review"


def test_the_page_speaks_the_dealers_language(oakhill):
    number = decided(serial="SN-D-40113")
    page = text_of(oakhill, f"/my/claims/{number}?lang=es")
    assert "tiene un tiempo fijado de 0.8 h" in page
    assert "Aprobada en parte" in page


def test_a_dealer_never_sees_another_dealers_claim(oakhill):
    theirs = submitted(RIVERSIDE, dealer="DL-25", serial="SN-D-25002")
    for place in (f"/my/claims/{theirs}", f"/my/claims/new?completes={theirs}"):
        assert oakhill.get(place).status_code == 404
    assert theirs not in text_of(oakhill, "/my/claims/")
    for step, said in (("review", {"line1": "accept"}), ("appeal", {"reason": "Because of it."})):
        assert oakhill.post(f"/my/claims/{theirs}/{step}", said).status_code == 404
    assert oakhill.post("/my/claims/new", {**FORM, "dealer": "DL-25"}).status_code == 404
    assert len(queries.claims_of(["DL-25"])) == 1


def test_who_is_no_dealer_is_shown_no_claims(sign_in):
    tom = sign_in()
    number = submitted(serial="SN-D-40113")
    assert "Repairs you claim" not in text_of(tom, "/my/")
    for place in ("/my/claims/", "/my/claims/new", f"/my/claims/{number}"):
        assert tom.get(place).status_code == 404


def test_nobody_who_has_not_signed_in_sees_anything(client):
    assert client.get("/my/claims/").headers["Location"].startswith("/my/sign-in")


BOMB = b"%PDF-1.7\nstream\n" + zlib.compress(b"\0" * 210_000_000, 9) + b"endstream"
INVOICE = b"sku,quantity,price,amount\nPT-BELT-24,2,12.40,25.00\n"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (BOMB, "unpacks to far more than it weighs"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><Invoice>&x;</Invoice>', "This XML defines entities"),
        (b"\xff\xd8\xff" + bytes(40_000_000), "larger than 10 MB"),
        (b"Artikelnr.;Menge;EP\n4711;8;42,00\n", "The columns of this table are Artikelnr."),
        (INVOICE, "$25.00"),
        (b"", "There is nothing in this file."),
        (b"\x00\x01\x02", "not a photo, a PDF, a table (CSV) or UBL"),
    ],
    ids=["bomb", "entities", "photo", "columns", "sum", "empty", "strange"],
)
def test_a_wrong_file_is_named_kindly_and_nothing_of_the_claim_is_half_kept(oakhill, content, told):
    kept, claims = Content.objects.count(), DealerClaim.objects.count()
    good = SimpleUploadedFile("belt.jpg", b"\xff\xd8\xff\xe0 a photo", "image/jpeg")
    wrong = SimpleUploadedFile("paper", content)
    answer = oakhill.post("/my/claims/new", {**FORM, "papers": [good, wrong]})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert told in page
    assert "Nothing was kept." in page
    assert 'value="OH-77"' in page, "what was filled in is still there"
    assert (Content.objects.count(), DealerClaim.objects.count()) == (kept, claims)


def test_a_field_that_cannot_be_is_named_and_the_photo_not_kept(oakhill):
    kept = Content.objects.count()
    photo = SimpleUploadedFile("belt.jpg", b"\xff\xd8\xff\xe0 a photo", "image/jpeg")
    answer = oakhill.post("/my/claims/new", {**FORM, "price1": "cheap", "papers": photo})
    assert answer.status_code == 409
    assert "price" in answer.content.decode()
    assert Content.objects.count() == kept
