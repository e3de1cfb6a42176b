"""Somebody gets a password."""

import pytest

from makegood.core.runner import run
from makegood.domains.company.models import Password
from makegood.domains.company.passwords import is_password
from makegood.domains.company.queries import password_hash_of, staff_by_session
from makegood.domains.company.tests.conftest import at_desk
from makegood.domains.company.tests.test_sign_in import sign_in

pytestmark = pytest.mark.usefixtures("people")
FIRST, SECOND = "rae at the desk", "rae at the window"


def set_password(by="omar", **changed):
    ask = {"username": "rae", "password": FIRST, **changed}
    return run("company.set_password", ask, actor=at_desk(by))


def test_a_manager_gives_the_first_password_also_to_themselves():
    assert set_password().is_done
    assert set_password(username="omar").is_done
    assert is_password(FIRST, password_hash_of("rae"))
    assert is_password(FIRST, password_hash_of("omar"))


def test_who_has_one_changes_it_with_the_current_one_and_old_sessions_end():
    set_password()
    token = str(sign_in(FIRST).answer("token"))
    assert set_password("rae", password=SECOND, current=FIRST).is_done
    assert is_password(SECOND, password_hash_of("rae"))
    assert staff_by_session(token) is None


def test_refusals_leave_the_password_as_it_was():
    assert set_password("rae").code == "not_authorised"
    assert set_password("ines").code == "not_authorised"
    assert set_password(password="eleven char").code == "policy_denied"
    assert Password.objects.count() == 0
    set_password()
    assert set_password("omar", password=SECOND).code == "not_authorised"
    assert set_password("rae", password=SECOND, current="wrong").code == "policy_denied"
    assert set_password("rae", password="short", current=FIRST).code == "policy_denied"
    assert is_password(FIRST, password_hash_of("rae"))
