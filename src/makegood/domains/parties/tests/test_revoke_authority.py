"""Somebody may no longer act for the holder."""

import pytest

from makegood.core.actor import V1, V2, V3
from makegood.core.models import Effect
from makegood.core.runner import run
from makegood.domains.parties.queries import is_authorised, rights_on
from makegood.domains.parties.tests.conftest import customer, rae

pytestmark = pytest.mark.usefixtures("cast")


@pytest.fixture(autouse=True)
def _granted(cast):
    ask = {
        "account": "40012",
        "grantee": "C-8",
        "scope": "returns",
        "expires_on": "2026-12-31",
    }
    assert run("parties.grant_authority", ask, actor=rae("C-12", V3)).is_done
    Effect.objects.all().delete()


def revoke(actor=None, grantee="C-8"):
    ask = {"account": "40012", "grantee": grantee}
    return run("parties.revoke_authority", ask, actor=actor or customer("C-12", V2))


def test_it_ends_at_once_and_both_hear_of_it(post_room):
    done = revoke()
    assert done.statements[0].text("en") == "Grace Kim may no longer act for you."
    assert rights_on("40012") == {"C-12": frozenset({"*"})}
    assert [one.payload["to"] for one in post_room.collect()] == [
        "pat.delaney@example.com",
        "grace.kim@example.com",
    ]


def test_refusals_change_nothing(rows):
    before = rows()
    assert revoke(customer("C-12", V1)).code == "verification_required"
    assert revoke(customer("C-6", V2)).code == "not_found"
    assert revoke(customer("C-8", V2)).code == "not_authorised"
    assert revoke(grantee="C-6").code == "policy_denied"
    assert revoke(grantee="C-12").code == "policy_denied"
    assert rows() == before + 5
    assert is_authorised("C-8", "40012", "returns")
    assert Effect.objects.count() == 0


def test_it_can_be_granted_again():
    revoke()
    ask = {"account": "40012", "grantee": "C-8", "scope": "orders", "expires_on": "2026-12-31"}
    assert run("parties.grant_authority", ask, actor=rae("C-12", V3)).is_done
    assert rights_on("40012")["C-8"] == frozenset({"orders"})
