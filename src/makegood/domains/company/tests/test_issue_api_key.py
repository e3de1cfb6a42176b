"""A program acts as somebody."""

import pytest

from makegood.core import clock
from makegood.core.actor import ActorKind, Channel
from makegood.core.models import JournalRow
from makegood.core.runner import run
from makegood.domains.company.models import ApiKey
from makegood.domains.company.queries import keys_of, staff_by_key
from makegood.domains.company.tests.conftest import at_desk

pytestmark = pytest.mark.usefixtures("people")


def issue(by="omar", key=None, **changed):
    ask = {"username": "rae", "label": "till in Harlow", **changed}
    return run("company.issue_api_key", ask, actor=at_desk(by), key=key)


def test_the_key_opens_as_the_person_and_nothing_else_does():
    key = str(issue().answer("key"))
    actor = staff_by_key(key)
    assert actor is not None
    assert (actor.kind, actor.name, actor.role) == (ActorKind.STAFF, "staff:rae", "R1")
    assert actor.channel is Channel.API
    for wrong in (key[:-1], key + "x", "", "mg_"):
        assert staff_by_key(wrong) is None


def test_a_key_may_act_as_the_automated_representative():
    actor = staff_by_key(str(issue(username="automated:digital").answer("key")), Channel.MCP)
    assert actor is not None
    assert (actor.kind, actor.channel) == (ActorKind.AUTOMATED, Channel.MCP)


def test_the_key_is_shown_once_and_stands_nowhere():
    first = issue(key="once")
    key = str(first.answer("key"))
    kept = [str(row.payload) for row in JournalRow.objects.all()]
    kept += [str(vars(row)) for row in ApiKey.objects.all()]
    assert not any(key in text for text in kept)
    again = issue(key="once")
    assert again.answer("key") == "[removed]"
    assert again.answer("number") == first.answer("number")
    assert ApiKey.objects.count() == 1


@pytest.mark.parametrize(("day", "opens"), [("2026-12-31", True), ("2027-01-01", False)])
def test_a_key_opens_until_its_last_day(day, opens):
    key = str(issue(expires_on="2026-12-31").answer("key"))
    with clock.standing_at(day):
        assert (staff_by_key(key) is not None) is opens
        assert keys_of("rae")[0].is_usable is opens


def test_refusals_give_no_key(rows):
    before = rows()
    for by in ("rae", "ines", "noor", "automated:digital"):
        assert issue(by).code == "not_authorised"
    assert issue(username="nobody").code == "not_found"
    assert issue(expires_on="2026-06-14").code == "policy_denied"
    assert rows() == before + 6
    assert ApiKey.objects.count() == 0
