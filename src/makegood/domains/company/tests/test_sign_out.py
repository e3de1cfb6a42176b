"""Somebody leaves the desk."""

import pytest

from makegood.core.runner import run
from makegood.domains.company.queries import staff_by_session
from makegood.domains.company.tests.test_sign_in import DESK, password, sign_in

__all__ = ["password"]
pytestmark = pytest.mark.usefixtures("people")


def test_the_token_opens_nothing_any_more_and_other_sessions_go_on():
    first, second = (str(sign_in().answer("token")) for _ in range(2))
    assert run("company.sign_out", {"token": first}, actor=DESK).is_done
    assert staff_by_session(first) is None
    assert staff_by_session(second) is not None


def test_a_session_that_is_not_there_cannot_end():
    token = str(sign_in().answer("token"))
    assert run("company.sign_out", {"token": "a-token"}, actor=DESK).code == "not_found"
    assert staff_by_session(token) is not None
