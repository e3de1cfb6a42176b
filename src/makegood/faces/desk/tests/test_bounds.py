"""Who asks for a yes reads what they may do alone and who says yes; who is asked reads for what."""

from __future__ import annotations

import pytest

from makegood.core.actor import Actor, ActorKind, Channel
from makegood.core.decision import Use
from makegood.core.models import ApprovalRequest
from makegood.core.money import Money
from makegood.faces.desk.bounds import Bounds, bounds, excess, limits

INES, OMAR = "Ines Moreau (Supervisor)", "Omar Haddad (Manager of Customer Care)"
PART = {"HX-Request": "true"}
TOM = {"_party": "C-6", "_conversation": "CV-1001"}


@pytest.fixture
def gesture(at_the_desk):
    """Rae, and the number of her request to give Tom 500.00."""
    rae = at_the_desk("rae")
    for act, filled in (
        ("conversations.open_conversation", {"channel": "voice"}),
        ("parties.verify_document", TOM | {"document_type": "passport", "is_match": "yes"}),
        ("cases.open_case", TOM | {"category": "billing", "summary": "The fee is too high"}),
    ):
        assert rae.post(f"/desk/acts/{act}", filled).status_code == 200
    return rae, {"case": "CS-1001", "amount": "500.00", "reason": "Two lost mornings"}


def test_each_limit_is_said_in_words():
    assert limits("R1", "goodwill") == (
        "USD 50.00 for one case",
        "USD 150.00 for one customer in twelve months",
    )
    assert limits("R1", "refund") == (
        "USD 2,500.00 where the amount follows from the goods that came back",
        "USD 250.00 at once",
    )
    assert limits("R1", "claim_denial") == ()
    assert limits("none", "goodwill") == ()


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (
            "per_case: 500.00 USD is above 50.00 USD",
            "It comes to USD 500.00; the limit is USD 50.00 for one case.",
        ),
        ("four_eyes: 500.00 USD is above 0.00 USD", "This always needs a second person."),
        ("may: 5.00 USD is above 0.00 USD", "The role of whoever asks may not do this alone."),
    ],
)
def test_why_a_yes_is_needed_is_said_in_words(reason, words):
    assert excess(reason) == words


def test_nobody_says_yes_to_their_own(db, northvale):
    ines = Actor(kind=ActorKind.STAFF, name="staff:ines", role="S1", channel=Channel.DESK)
    shown = bounds("goodwill", ines, None)
    assert shown.approvers == (OMAR,)
    assert isinstance(shown, Bounds)


@pytest.mark.parametrize(
    ("use", "approvers"),
    [
        (Use("goodwill", Money.parse("500.00")), (INES, OMAR)),
        (Use("goodwill", Money.parse("500.01")), (OMAR,)),
        (Use("goodwill", Money.parse("5000.00")), ()),
        (Use("refund", Money.parse("5000.00")), (OMAR,)),
        (Use("refund", Money.parse("5000.00"), mechanical=True), (INES, OMAR)),
        (Use("refund_to_new_tender", Money.parse("5000.00")), (INES, OMAR)),
    ],
)
def test_only_whose_own_limits_suffice_are_named(db, northvale, use, approvers):
    rae = Actor(kind=ActorKind.STAFF, name="staff:rae", role="R1", channel=Channel.DESK)
    assert bounds(use.kind, rae, use).approvers == approvers


def test_rae_reads_who_says_yes_and_what_she_may_do_alone(gesture):
    rae, ask = gesture
    page = preview_of(rae, ask)
    assert "Ines Moreau (Supervisor), Omar Haddad (Manager of Customer Care)" in page
    assert "You may do alone: USD 50.00 for one case" in page
    assert ApprovalRequest.objects.count() == 0


def test_for_more_than_anybody_may_give_rae_reads_that_nobody_says_yes(gesture):
    rae, ask = gesture
    assert INES not in preview_of(rae, ask | {"amount": "1500.00"})
    page = preview_of(rae, ask | {"amount": "2500.00"})
    assert "Nobody here may say yes to this." in page
    assert OMAR not in page


def test_ines_sees_what_she_says_yes_to_and_rae_hears_of_it(gesture, at_the_desk):
    rae, ask = gesture
    asked(rae, ask)
    ines = at_the_desk("ines")
    page = ines.get("/desk/acts/company.approve_request?request=AP-101").content.decode()
    for words in ("USD 500.00", "Rae Okafor", "Two lost mornings", "Tom Gallagher"):
        assert words in page
    assert "the limit is USD 50.00 for one case." in page
    ines.post("/desk/acts/company.approve_request", {"request": "AP-101", "note": "Fine."})

    page = rae.get("/desk/approvals").content.decode()
    assert "AP-101 Grant goodwill" in page
    assert "Ines Moreau: Fine." in page
    assert "Ines Moreau said yes" in rae.get("/desk/").content.decode()


def preview_of(desk, ask: dict[str, str]) -> str:
    answer = desk.post("/desk/acts/cases.grant_goodwill/preview", ask | TOM, headers=PART)
    return str(answer.content.decode())


def asked(desk, ask: dict[str, str]) -> None:
    answer = desk.post("/desk/acts/cases.grant_goodwill", ask | TOM, headers=PART)
    assert answer.status_code == 200
