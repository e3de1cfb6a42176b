"""Somebody with more authority says yes."""

import pytest

from makegood.core import clock
from makegood.core.models import ApprovalRequest, AuthorityUse, Effect, JournalRow
from makegood.core.runner import run
from makegood.domains.company.models import Staff
from makegood.domains.company.queries import open_requests, request_card
from makegood.domains.company.tests.conftest import ask_for, at_desk, treats
from makegood.domains.parties.models import Party

pytestmark = pytest.mark.usefixtures("cast", "treat")


def approve(number, username="ines", **ask):
    return run("company.approve_request", {"request": number, **ask}, actor=at_desk(username))


def assert_still_open(number):
    assert request_card(number).is_open
    assert treats() == []
    assert AuthorityUse.objects.count() == 0


def test_the_act_is_done_for_the_asker_and_the_asker_hears_of_it(post_room):
    number = ask_for()
    assert [card.number for card in open_requests()] == [number]
    done = approve(number, note="Fine.")
    assert done.is_done, done
    assert treats() == [12000]
    card = request_card(number)
    assert (card.approved, card.decided_by, card.note) == (True, "staff:ines", "Fine.")
    assert open_requests() == ()
    act = JournalRow.objects.get(operation="test.treat", status="done")
    assert (act.actor, act.party, act.act) == ("staff:rae", "C-6", done.answer("act"))
    assert act.parent == done.act
    [letter] = post_room.collect()
    assert letter.payload["to"] == "rae.okafor@northvale.example.com"
    assert "$120.00" in letter.payload["body"]
    assert "Fine." in letter.payload["body"]


def test_the_use_is_counted_as_approved_by_the_approver():
    approve(ask_for())
    use = AuthorityUse.objects.get()
    assert (use.actor, use.approved_by, use.amount_cents) == ("staff:rae", "staff:ines", 12000)


@pytest.mark.parametrize(("asker", "approver"), [("ines", "ines"), ("omar", "omar")])
def test_AC06_4_nobody_approves_a_request_of_their_own(treat, asker, approver, rows):
    treat(250000)
    number = ask_for(asker)
    before = rows()
    refused = approve(number, approver)
    assert refused.code == "not_authorised"
    assert refused.statements[0].text("en") == "Nobody approves a request of their own."
    assert rows() == before + 1
    assert_still_open(number)


def test_nobody_approves_for_an_account_of_their_own():
    Staff.objects.filter(username="ines").update(party=Party.objects.get(number="C-6"))
    number = ask_for()
    refused = approve(number)
    assert refused.statements[0].text("en").startswith("Nobody decides on an account of their own")
    assert_still_open(number)
    assert approve(number, "omar").is_done


@pytest.mark.parametrize("username", ["rae", "noor", "automated:digital"])
def test_only_approvers_approve(username):
    number = ask_for("rae" if username != "rae" else "automated:digital")
    assert approve(number, username).code == "not_authorised"
    assert_still_open(number)


@pytest.mark.parametrize(
    ("cents", "approver", "is_done"),
    [
        (50000, "ines", True),
        (50001, "ines", False),
        (200000, "omar", True),
        (200001, "omar", False),
    ],
)
def test_the_role_must_cover_the_amount(treat, cents, approver, is_done):
    treat(cents)
    number = ask_for()
    done = approve(number, approver)
    assert done.is_done is is_done
    if not is_done:
        assert done.code == "policy_denied"
        assert "above the limit" in done.statements[0].text("en")
        assert_still_open(number)


@pytest.mark.parametrize(
    ("cents", "is_done"), [(12100, True), (12101, False), (11900, True), (11899, False)]
)
def test_an_amount_that_moved_by_more_than_a_dollar_or_a_percent_is_stale(treat, cents, is_done):
    number = ask_for()
    treat(cents)
    done = approve(number)
    assert done.is_done is is_done
    if not is_done:
        assert done.code == "stale"
        assert_still_open(number)
        # Asked again, the same request shows today's amount, and can be answered.
        assert ask_for() == number
        assert approve(number).is_done
        assert treats() == [cents]


def test_a_request_stands_five_business_days():
    number = ask_for()
    assert ApprovalRequest.objects.get().expires_at.isoformat() == "2026-06-23T16:00:00+00:00"
    with clock.standing_at("2026-06-23T12:00:00"):
        refused = approve(number)
    assert refused.statements[0].text("en") == f"Request {number} has expired."
    assert treats() == []
    with clock.standing_at("2026-06-23T11:59:59"):
        assert approve(number).is_done


def test_a_request_is_answered_once(rows):
    number = ask_for()
    approve(number)
    before, effects = rows(), Effect.objects.count()
    assert approve(number, "omar").code == "policy_denied"
    assert rows() == before + 1
    assert treats() == [12000]
    assert Effect.objects.count() == effects


def test_a_request_that_does_not_exist_is_not_found():
    assert approve("AP-9999").code == "not_found"


def test_the_customer_hears_of_it_when_the_automated_representative_asked(post_room):
    approve(ask_for("automated:digital"))
    assert [one.payload["to"] for one in post_room.collect()] == ["tom.gallagher@example.com"]
