import pytest

from makegood.core.actor import V1
from makegood.core.models import Promise
from makegood.core.outcome import Outcome
from makegood.core.runner import run
from makegood.domains.cases.models import PrivacyRequest
from makegood.domains.cases.operations.ask_for_erasure import ErasureAsked
from makegood.domains.cases.queries import open_privacy_requests
from makegood.domains.cases.tests.conftest import attempts, automated, ines
from makegood.domains.cases.tests.privacy import TOM, asked_for_erasure, in_2024
from makegood.domains.conversations.models import Notice


@pytest.fixture(autouse=True)
def _northvale(northvale, db):
    pass


def stays(outcome: Outcome) -> set[tuple[str, str]]:
    """What stays and why, as the act answered."""
    asked = ErasureAsked.model_validate(outcome.result)
    return {(one.what, one.reason) for one in asked.stays}


def test_it_says_what_would_go_and_what_stays_with_a_reason_for_each():
    in_2024()

    done = run("cases.ask_for_erasure", {}, actor=TOM)

    told = [one.text() for one in done.statements]
    assert "Stays: orders (O-1041), because tax law makes us keep it for 7 years." in told
    assert "Is erased: your mail addresses and telephone numbers." in told
    assert told[-1] == "You have our answer by July 15, 2026 at the latest."
    assert stays(done) == {("order", "tax_7y"), ("invoice", "tax_7y"), ("identity", "tax_7y")}


def test_an_order_under_way_keeps_the_way_to_reach_them():
    run("ordering.create_order", {"lines": [{"sku": "PT-BELT-24", "quantity": 2}]}, actor=TOM)

    done = run("cases.ask_for_erasure", {}, actor=TOM)

    assert ("order", "open_order") in stays(done)
    assert ("reach", "open_order") in stays(done)


def test_an_open_case_and_its_conversation_stay():
    told = {"category": "product", "summary": "It leaks.", "future_contact": "by mail"}
    run("cases.open_case", told, actor=TOM)

    done = run("cases.ask_for_erasure", {}, actor=TOM)

    assert ("case", "claim_or_hold") in stays(done)


def test_under_a_hold_everything_stays_and_no_hold_is_mentioned():
    run("cases.place_hold", {"party": "C-6", "reason": "The court."}, actor=ines())

    done = run("cases.ask_for_erasure", {}, actor=TOM)

    assert done.answer("goes") == []
    assert {reason for _, reason in stays(done)} == {"claim_or_hold"}
    assert "hold" not in " ".join(one.text() for one in done.statements)


def test_the_answer_is_promised_and_written_by_mail():
    request = asked_for_erasure()

    promised = Promise.objects.get(kind="privacy_answer")
    assert promised.subject == f"privacy_request:{request}"
    assert promised.due_at.isoformat() == "2026-07-15T21:00:00+00:00"
    assert Notice.objects.get(name="erasure_asked").to == "tom.gallagher@example.com"
    assert [one.number for one in open_privacy_requests("C-6")] == [request]


def test_asked_again_it_is_the_same_request():
    request = asked_for_erasure()
    rows = attempts()

    again = run("cases.ask_for_erasure", {}, actor=TOM)

    assert again.code == "policy_denied"
    assert request in again.statements[0].text()
    assert PrivacyRequest.objects.count() == 1
    assert attempts() == rows + 1


def test_who_only_says_to_be_somebody_asks_in_vain():
    refused = run("cases.ask_for_erasure", {}, actor=automated(party="C-6", level=V1))

    assert refused.code == "verification_required"
    assert not PrivacyRequest.objects.exists()
