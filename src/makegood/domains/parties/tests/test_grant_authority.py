"""Somebody who may act for the holder."""

from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from pydantic import Field

from makegood.core import clock
from makegood.core.actor import V2, V3
from makegood.core.decision import allow
from makegood.core.models import Effect
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.registry import registry
from makegood.core.runner import run
from makegood.core.standing import holder
from makegood.domains.parties.models import AccountRole
from makegood.domains.parties.queries import accounts_of, is_authorised, rights_on
from makegood.domains.parties.tests.conftest import customer, rae
from makegood.handbook import book

pytestmark = pytest.mark.usefixtures("cast")


def grant(actor=None, **changed):
    ask = {
        "account": "40012",
        "grantee": "C-8",
        "scope": "billing_view",
        "expires_on": "2026-12-31",
        **changed,
    }
    return run("parties.grant_authority", ask, actor=actor or rae("C-12", V3))


def test_the_named_person_may_do_that_and_no_more_and_both_hear_of_it(post_room):
    done = grant()
    assert done.is_done
    assert done.statements[0].text("en") == (
        "Grace Kim may act for you until December 31, 2026: see bills."
    )
    assert rights_on("40012") == {
        "C-12": frozenset({"*"}),
        "C-8": frozenset({"billing_view"}),
    }
    assert not is_authorised("C-8", "40012", "returns")
    assert [one.payload["to"] for one in post_room.collect()] == [
        "pat.delaney@example.com",
        "grace.kim@example.com",
    ]


def test_a_second_scope_comes_on_top():
    grant()
    assert grant(scope="returns").result["scopes"] == ["billing_view", "returns"]
    assert AccountRole.objects.filter(party__number="C-8", revoked_at=None).count() == 2


def test_it_ends_after_its_last_day():
    grant(expires_on="2026-06-20")
    with clock.standing_at("2026-06-20"):
        assert is_authorised("C-8", "40012", "billing_view")
    with clock.standing_at("2026-06-21"):
        assert not is_authorised("C-8", "40012", "billing_view")
        assert [card.number for card in accounts_of("C-8")] == ["40008"]


@pytest.mark.parametrize(
    ("day", "is_granted"),
    [("2026-06-14", False), ("2026-06-15", True), ("2027-06-15", True), ("2027-06-16", False)],
)
def test_it_lasts_a_year_at_most(day, is_granted):
    done = grant(expires_on=day)
    assert done.is_done is is_granted
    assert is_granted or done.needs == "expires_on"


def test_refusals_change_nothing(rows):
    before, count = rows(), AccountRole.objects.count()
    assert grant(rae("C-12", V2)).code == "verification_required"
    assert grant(rae("C-6", V3)).code == "not_found"
    assert grant(grantee="C-99").code == "not_found"
    assert grant(grantee="C-12").code == "policy_denied"
    assert grant(customer("C-12", V3)).code == "not_authorised"
    assert rows() == before + 5
    assert AccountRole.objects.count() == count
    assert Effect.objects.count() == 0


def test_who_was_let_act_cannot_let_others_act():
    grant(scope="account")
    assert grant(rae("C-8", V3), grantee="C-6").code == "not_authorised"


@dataclass(frozen=True, slots=True)
class AccountFacts:
    rights: Mapping[str, frozenset[str]]


class RefundAsk(Ask):
    account: str = Field(description="The account.", examples=["40012"])


class Refund(Operation[RefundAsk, AccountFacts, Result]):
    """Pay money back; stands for every act that needs the scope of returns."""

    name = "test.refund"
    needs = Needs(level=V2, standing=holder("returns"), authority=None, automated=True)
    retention = "test"

    def gather(self, ask):
        return AccountFacts(rights_on(ask.account))

    def decide(self, ask, facts):
        return allow()

    def execute(self, ask, facts, decision):
        return Result()

    def verify(self, ask, facts, result):
        pass


def test_AC04_4_who_may_only_see_bills_cannot_ask_for_a_refund():
    grant()
    assert run(Refund, {"account": "40012"}, actor=customer("C-8", V2)).code == "not_authorised"
    assert run(Refund, {"account": "40012"}, actor=customer("C-6", V2)).code == "not_found"
    assert run(Refund, {"account": "40012"}, actor=customer("C-12", V2)).is_done
    grant(scope="returns")
    assert run(Refund, {"account": "40012"}, actor=customer("C-8", V2)).is_done


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_each_scope_that_an_act_needs_has_its_word_to_tell_who_lacks_it(language):
    needed = {one.needs.standing.scope for one in registry.all()} - {"", "*"}
    assert "orders" in needed
    for scope in needed:
        assert book().voice(language).statement(f"parties.scope_{scope}")
