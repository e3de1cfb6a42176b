"""A photo ID shown in a store."""

import pytest

from makegood.core.actor import V0, V3
from makegood.core.runner import run
from makegood.domains.parties.models import Verification
from makegood.domains.parties.queries import level_of
from makegood.domains.parties.tests.conftest import customer, rae

pytestmark = pytest.mark.usefixtures("cast")


def show(actor, *, is_match):
    return run(
        "parties.verify_document", {"document_type": "passport", "is_match": is_match}, actor=actor
    )


def test_a_matching_photo_id_is_a_strong_proof():
    assert show(rae("C-6"), is_match=True).result == {"party": "C-6", "level": 3}
    assert level_of("CV-9", "C-6") is V3


def test_a_photo_id_that_does_not_match_proves_nothing(rows):
    before = rows()
    refused = show(rae("C-6"), is_match=False)
    assert refused.code == "policy_denied"
    assert rows() == before + 1
    assert Verification.objects.count() == 0
    assert level_of("CV-9", "C-6") is V0


def test_only_people_of_the_company_may_say_that_they_saw_one():
    assert show(customer("C-6", V3), is_match=True).code == "not_authorised"
    assert show(rae("C-6", role="none"), is_match=True).code == "not_authorised"


def test_there_must_be_a_customer_and_a_conversation():
    assert show(rae(None), is_match=True).code == "not_found"
    assert show(rae("C-6", conversation=None), is_match=True).code == "not_found"
