"""Who writes from an address that our own mail host found proven."""

import pytest

from makegood.core.actor import V0, V1, V2, Actor
from makegood.core.runner import run
from makegood.domains.parties.models import ContactPoint, Verification
from makegood.domains.parties.queries import known_in, level_of
from makegood.domains.parties.tests.conftest import in_chat

pytestmark = pytest.mark.usefixtures("cast")

TOM = "tom.gallagher@example.com"


def accept(address=TOM, conversation="CV-1"):
    postman = Actor.system("system:mail").model_copy(update={"conversation": conversation})
    return run("parties.accept_sender", {"address": address}, actor=postman)


def test_the_one_customer_with_the_address_is_known_at_V1_and_never_more():
    done = accept()
    assert done.result == {"party": "C-6", "level": 1}
    assert known_in("CV-1").level is V1
    assert level_of("CV-2", "C-6") is V0
    for _ in range(3):
        accept()
    assert known_in("CV-1").level is V1 < V2


def test_an_address_of_nobody_or_of_two_tells_nothing():
    assert accept("nobody@example.com").code == "policy_denied"
    point = ContactPoint.objects.get(value=TOM, retired_at=None)
    point.pk, point.number, point.party_id = None, "CP-9001", point.party_id + 1
    point.save()
    assert accept().code == "policy_denied"
    assert Verification.objects.count() == 0


def test_a_conversation_with_somebody_else_stays_with_them():
    claimed = {"reference": "40007", "name": "Lindqvist"}
    assert run("parties.claim_identity", claimed, actor=in_chat("CV-1")).is_done
    assert accept().code == "policy_denied"
    assert known_in("CV-1").party == "C-7"


def test_only_the_company_itself_may_say_so():
    ask = {"address": TOM}
    assert run("parties.accept_sender", ask, actor=Actor.system("system:mail")).code == "not_found"
    refused = run("parties.accept_sender", ask, actor=in_chat("CV-1"))
    assert not refused.is_done
    assert Verification.objects.count() == 0
