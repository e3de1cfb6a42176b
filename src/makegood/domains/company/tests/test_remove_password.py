"""A forgotten password or a lost telephone: a manager takes it away and gives a first one again."""

import pytest

from makegood.core.actor import Actor
from makegood.core.decision import Code
from makegood.core.runner import run
from makegood.domains.company.queries import password_hash_of, staff_by_session
from makegood.domains.company.tests.conftest import at_desk

RIGHT = {"username": "rae", "password": "rae at the desk"}
pytestmark = pytest.mark.django_db


@pytest.fixture
def token(people) -> str:
    assert run("company.set_password", RIGHT, actor=at_desk("omar")).is_done
    opened = run("company.sign_in", RIGHT, actor=Actor.system("system:desk"))
    return str(opened.answer("token"))


def test_omar_takes_it_away_which_ends_the_session_and_a_first_one_can_be_given(token):
    assert run("company.remove_password", {"username": "rae"}, actor=at_desk("omar")).is_done
    assert password_hash_of("rae") is None
    assert staff_by_session(token) is None
    assert run("company.set_password", RIGHT, actor=at_desk("omar")).is_done


def test_ines_may_not_and_rae_stays_signed_in(token):
    refused = run("company.remove_password", {"username": "rae"}, actor=at_desk("ines"))
    assert refused.code is Code.NOT_AUTHORISED
    assert staff_by_session(token) is not None


def test_where_there_is_none_nothing_is_taken(people):
    refused = run("company.remove_password", {"username": "rae"}, actor=at_desk("omar"))
    assert refused.code is Code.POLICY_DENIED
