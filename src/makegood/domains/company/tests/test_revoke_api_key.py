"""A key is taken back."""

import pytest

from makegood.core.runner import run
from makegood.domains.company.queries import keys_of, staff_by_key
from makegood.domains.company.tests.conftest import at_desk

pytestmark = pytest.mark.usefixtures("people")


@pytest.fixture
def issued():
    ask = {"username": "rae", "label": "till in Harlow"}
    done = run("company.issue_api_key", ask, actor=at_desk("omar"))
    return str(done.answer("number")), str(done.answer("key"))


def revoke(number, by="omar"):
    return run("company.revoke_api_key", {"api_key": number}, actor=at_desk(by))


def test_it_opens_nothing_any_more(issued):
    number, key = issued
    assert revoke(number).is_done
    assert staff_by_key(key) is None
    assert [card.is_usable for card in keys_of("rae")] == [False]


def test_refusals_leave_it_as_it_is(issued, rows):
    number, key = issued
    before = rows()
    assert revoke(number, "ines").code == "not_authorised"
    assert revoke("KEY-9999").code == "not_found"
    assert rows() == before + 2
    assert staff_by_key(key) is not None


def test_it_is_taken_back_once(issued):
    number, _ = issued
    revoke(number)
    assert revoke(number).code == "policy_denied"
